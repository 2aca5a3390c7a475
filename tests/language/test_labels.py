"""Labels against pages marked by hand, against Python's own tokenizer, and on everything that is no page at all."""

from __future__ import annotations

import io
import re
import time
import tokenize
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import gradviz
from gradviz.language.labels import LABELS
from gradviz.language.labels.parts import parts

# Line ends are ↵ (\n) and ␍ (\r), tabs are →; ^ where a label holds, a quantity's last digit, n where it has none.
PAGES = {
    "strings and comments": (
        'x = "a\\"b" + \'c\'  # "no"↵',
        {"quote": "....^^^^^................",
         "string": "....^^^^^....^^..........",
         "comment": "..................^^^^^^."},
    ),
    "a header with a formatted string that holds its own marks": (
        'if x == f"{d["k"]}:" and (y[1:2]):↵    z = 1↵',
        {"quote": ".........^^^^^^^^^^..........................",
         "condition": "..^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^............",
         "bracket_depth": "000000000000000000000000011222210000000000000",
         "indent": "0000000000000000000000000000000000n123444444n"},
    ),
    "three marks, prefixes, empty strings": (
        'def f(x):↵    """Doc "q" s."""↵    return rb\'a\' "b" \'\'↵x = """"a"""↵',
        {"quote": "................................................^^..................",
         "string": "................^^^^^^^^^^^^^...............^^..^^..^........^^^^^..",
         "triple_quoted": "................^^^^^^^^^^^^^................................^^^^^..",
         "bracket_depth": "00000110000000000000000000000000000000000000000000000000000000000000"},
    ),
    "broken code": (
        'x = "broken↵if (a:↵  y = f"{x!r:\'>10}"↵def g(:↵→pass↵',
        {"quote": "....^^^^^^^...............^^^^^^^^^^^................",
         "condition": "..............^^^^^^^^^^^^^^^^^^^^^^^^^..............",
         "bracket_depth": "00000000000000011111111111111111111111100000111000000",
         "indent": "00000000000n000000n1222222222222222222n0000000n88888n"},
    ),
    "CRLF and joined lines": (
        'x = f"{a:{w}}" "b"␍↵y = "c\\␍↵d"␍↵while a \\␍↵ and b:␍↵',
        {"quote": ".....^^^^^^^^..^^.......^^^^^^.......................",
         "condition": "......................................^^^^^^^^^^^^...",
         "line_position": "12345678901234567800123456700120012345678900123456700",
         "end_of_line": ".................^........^...^..........^........^..",
         "indent": "000000000000000000nn0000000nn00nn000000000nn1111111nn"},
    ),
    "formatted strings": (
        'x = f"{f(a, {"k": f"{1}"})!r}" + f"\\N{DASH}{{"↵y = rf\'\\{a}\' f"{a" ↵',
        {"string": ".....^^^^^^^^^^^^^^^^^^^^^^^^.....^^^^^^^^^^^........^^^^^...^^^...",},
    ),
    "a field within a format": (
        "x = f\"{a:{b:'>3}}\" 'x'↵",
        {"string": ".....^^^^^^^^^^^^..^^.."},
    ),
    "colons that end no header": (
        "elif (x := y) and z[a:b]: pass↵z = (a if b↵ if c else d)↵while n := f(x):↵",
        {"condition": "....^^^^^^^^^^^^^^^^^^^^......................................^^^^^^^^^^..",},
    ),
    "dialogue": (
        "“Hello,” she said. \"It's not↵his dogs' fault\" and 'no' 'tis # 1↵# yes #1↵",
        {"quote": "^^^^^^^............^^^^^^^^^^^^^^^^^^^^^^^^^.............................",
         "string": "^^^^^^^............^^^^^^^^^^^^^^^^^^^^^^^^^......^^^....................",
         "comment": "............................................................^^^.^^^^^^^^.",
         "word_start": ".^.......^...^......^..^.^...^...^.....^......^....^....^.....^...^....^.",
         "uppercase": ".^..................^...................................................."},
    ),
    "quotes end with their paragraph": (
        '"One.↵↵Two." "Three↵ ↵four "five"',
        {"quote": "^^^^^......^^..............^^^^^."},
    ),
    "strings and comments of C": (
        '#include <x>↵int f(char *s) { // "no"↵ g("a /* b"); /* "c" */ http://x↵ /* d',
        {"quote": ".........................................^^^^^^^............................",
         "string": ".........................................^^^^^^^............................",
         "comment": "...............................^^^^^^................^^^^^^^.............^^^",},
    ),
    "conditions of C": (
        'f() {↵ if (s[0] == \'"\') {} else if (x) {} /* if (x) */↵ while (a↵ && (b)) c;',
        {"quote": "............................................................................",
         "string": "...................^^.......................................................",
         "condition": ".........^^^^^^^^^^^^^............^^^........................^^^^^^^^^^^....",},
    ),
    "any script": (
        "Ünï 3²٣_a don't XIÏ↵",
        {"uppercase": "^...............^^^.",
         "digit": "....^.^.............",
         "word_start": "^...^.....^...^.^..."},
    ),
}  # fmt: skip


def text_of(page: str) -> str:
    return page.translate(str.maketrans("↵␍→", "\n\r\t"))


def marks(values: np.ndarray) -> str:
    if values.dtype == bool:
        return "".join(".^"[int(value)] for value in values)
    return "".join("n" if np.isnan(value) else str(int(value) % 10) for value in values)


@pytest.mark.parametrize("page", PAGES)
def test_pages_marked_by_hand(page: str) -> None:
    words, wanted = PAGES[page]
    found = {name: marks(LABELS[name].of(text_of(words))) for name in wanted}
    assert found == wanted


def by_tokenize(text: str) -> dict[str, np.ndarray]:
    """Return labels from Python's tokenizer, for text without formatted strings of several marks."""
    lines = io.StringIO(text, newline="").readlines()
    starts = [0, *np.cumsum([len(line) for line in lines]).tolist()]
    found = {name: np.zeros(len(text), bool) for name in ("quote", "string", "triple_quoted", "comment", "condition")}
    steps, depth, header, first, formatted = np.zeros(len(text) + 1), 0, None, True, []
    for kind, words, begin, end, _ in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
        a, b = (starts[row - 1] + column for row, column in (begin, end))
        name = tokenize.tok_name[kind]
        if name == "FSTRING_START":  # Python 3.12 and later
            formatted.append((a, words))
        if name == "FSTRING_END" and (opened := formatted.pop()):
            name, a, words = "STRING", opened[0], text[opened[0] : b]
        if name == "COMMENT":
            found["comment"][a:b] = True
        elif name == "STRING" and not formatted:
            mark = re.match("[rbuftRBUFT]*(\"\"\"|'''|.)", words)
            assert mark is not None
            inside = slice(a + mark.end() - 1, b - 1)
            sort = "triple_quoted" if len(mark[1]) == 3 else "quote" if mark[1] == '"' else "string"
            found["string"][inside] = found[sort][inside] = True
        elif name == "OP" and not formatted:
            step = (words in "([{") - (words in ")]}")
            steps[a] += step
            depth += step
            if words == ":" and depth == 0 and header is not None:
                found["condition"][header:a] = True
                header = None
        if name == "NEWLINE":
            first, header = True, None
        elif name not in ("INDENT", "DEDENT", "NL", "COMMENT"):
            header = b if first and words in ("if", "elif", "while") else header
            first = False
    return {**found, "bracket_depth": np.cumsum(steps)[: len(text)]}


def sources() -> list[Path]:
    return sorted(Path(gradviz.__file__).parent.rglob("*.py"))[::9]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.stem)
def test_python_agrees_with_its_tokenizer(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for end in ("\n", "\r\n"):
        for name, wanted in by_tokenize(text.replace("\n", end)).items():
            np.testing.assert_array_equal(LABELS[name].of(text.replace("\n", end)), wanted, err_msg=name)


def test_languages_are_told_apart() -> None:
    assert all(parts(path.read_text(encoding="utf-8")).python for path in sources() if path.stem != "__init__")
    others = [
        "Two lines\nof prose, if you like: so.\n",
        "int x;\nif (x) {\n  y = 1;\n}\n",
        "",
        "a",
        "# Title\n\nWords.\n",
    ]
    assert not any(parts(text).python for text in others)
    assert all(parts(text).python for text in ("x = 1\n", "if x:\n", "import os", "for a in b:\n  print(a)\n"))


@pytest.mark.parametrize("name", LABELS)
def test_every_label_is_as_long_as_its_text(name: str) -> None:
    label = LABELS[name]
    for text in ("", "a", '"', "\n", "\r\n", "\\", "\ud800", "\0", "é漢🙂\u2028", 'f"{', "'" * 5, "(" * 3, '"""', "if"):
        values = label.of(text)
        assert values.shape == (len(text),)
        assert values.dtype == (bool if label.kind == "yes/no" else float)


@pytest.mark.parametrize("name", sorted(set(LABELS) - {"end_of_line", "indent"}))
def test_a_label_is_known_when_its_character_is_read(name: str) -> None:
    """What comes later changes nothing before it, where nothing is left open or half read."""
    lines = ["x = f'{a}' + \"b\"\n", "if x == 'c':\n", "    y = (1, [2])  # A 'b'\n", '"""A\n\nb."""\n']
    texts = ["".join(lines[:count]) for count in range(1, len(lines) + 1)]
    for shorter, longer in pairwise(texts):
        known = LABELS[name].of(longer)[: len(shorter)]
        np.testing.assert_array_equal(known, LABELS[name].of(shorter))


LONG = {
    "letters": "x" * 500_000, "open brackets": "(" * 500_000, "spaces": " " * 500_000, "lines": "\n" * 500_000,
    "apostrophes": "'a " * 200_000, "quotes": '"a" ' * 125_000, "open fields": "x = 1\n" + 'f"{' * 200_000,
    "marks in a field": 'x = 1\nf"{' + "'" * 499_999, "code": "x = f\"{a:'>3}\" + 'é' if b else (c) # " * 12_000,
    "comments": "/* " * 200_000, "a header": "x = 1\nif a" + "+(b)" * 125_000, "dots": "a." * 250_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", LONG)
def test_a_long_line_takes_seconds_at_most(kind: str) -> None:
    begin = time.process_time()
    for label in LABELS.values():
        label.of(LONG[kind])
    assert time.process_time() - begin < 10  # it takes ½; what grows with the square takes hours
    parts.cache_clear()


def test_labels_are_listed_in_order() -> None:
    assert list(LABELS)[:4] == ["quote", "string", "triple_quoted", "comment"]
    wanted = "quote string comment condition indent bracket_depth line_position end_of_line uppercase digit word_start"
    assert set(LABELS) == {*wanted.split(), "triple_quoted"}
    assert {name for name, label in LABELS.items() if label.kind == "quantity"} == {
        "indent", "bracket_depth", "line_position",
    }  # fmt: skip
