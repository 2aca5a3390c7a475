"""Corpora: what is generated keeps its word, the library stays the same program, files are read or refused."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest

from gradviz.errors import FileError
from gradviz.language import corpus, library
from gradviz.language.corpus import Corpus, corpus_of
from gradviz.language.library import double_quoted
from gradviz.language.prose import dialogue
from gradviz.language.quoting import quoted
from gradviz.language.snippets import code_like


def runs(text: str) -> tuple[list[str], list[str]]:
    """Return what is inside and what is outside of quotes, page by page, on one line each."""
    inside, outside = [], []
    for page in text.split("\n\n"):
        for number, run in enumerate(page.replace("\n", " ").split('"')):
            (inside if number % 2 else outside).append(run.strip())
    return [run for run in inside if run], [run for run in outside if run]


@pytest.mark.parametrize("width", [40, 72])
def test_dialogue_is_wrapped_as_full_as_it_can_be(width: int) -> None:
    for page in dialogue(3, 20_000, width).split("\n\n"):
        lines = page.strip("\n").split("\n")
        assert max(map(len, lines)) <= width
        for line, following in pairwise(lines):
            assert len(line) + 1 + len(following.split(" ")[0]) > width


def test_quotes_have_the_promised_lengths_and_close() -> None:
    text = dialogue(0, 300_000)
    assert all(page.count('"') % 2 == 0 for page in text.split("\n\n"))
    lengths = [len(run) for run in runs(text)[0]]
    assert 45 < sum(lengths) / len(lengths) < 60
    assert 250 < max(lengths) <= 300
    assert 0.1 < sum(length >= 100 for length in lengths) / len(lengths) < 0.14


def test_only_the_marks_tell_inside_from_outside() -> None:
    inside, outside = runs(dialogue(1, 2_000_000))
    for measure in (len, lambda run: run.count(".")):
        means = [sum(map(measure, side)) / len(side) for side in (inside, outside)]
        assert means[0] == pytest.approx(means[1], rel=0.03)
    words = [re.findall(r"\w+|\.", " ".join(side)) for side in (inside, outside)]
    assert set(words[0]) == set(words[1])
    for word in set(words[0]):
        shares = [side.count(word) / len(side) for side in words]
        assert shares[0] == pytest.approx(shares[1], rel=0.2)


def test_what_is_generated_depends_on_the_seed_alone() -> None:
    for made in (dialogue, code_like):
        assert made(5, 3000) == made(5, 3000)
        assert made(5, 3000) != made(6, 3000)
        assert 3000 <= len(made(5, 3000)) < 8000
    assert dialogue(0, 1).startswith('They left him. "The teacher remembered\nhim." Our')


def test_code_like_lines_are_python_with_strings_of_every_length() -> None:
    text = code_like(0, 200_000)
    tree = ast.parse(text)
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    lengths = [len(string) for string in strings]
    assert max(lengths) <= 300
    assert max(lengths) > 280
    assert sum(length < 20 for length in lengths) / len(lengths) > 0.2
    assert sum(length > 100 for length in lengths) / len(lengths) > 0.15
    assert "'" not in text


def test_code_in_quotes_is_the_code_itself_on_one_line() -> None:
    source = "".join(f'def f{n}(a, b):\n    return a + b * "x{n}"\n\n' for n in range(400))
    made = quoted([source, source, source], 0, 10_000)
    assert made == quoted([source, source, source], 0, 10_000)
    assert len(made) == 1
    assert "\n" not in made[0]
    inside = made[0].split('"')[1::2]
    assert any(piece.startswith(("a", "b", "def", "return", "f")) for piece in inside)
    bare = re.sub(r"[^a-z0-9]", "", made[0])
    assert bare == re.sub(r"[^a-z0-9]", "", source)


def test_comments_stay_inside_of_quotes_only() -> None:
    source = "".join(f"name{n} = other{n}  # don't {n}, or do\n" for n in range(2000))
    pieces = quoted([source], 0, 1)[0].split('"')
    assert not any("#" in piece or "do" in piece for piece in pieces[::2])
    assert sum(piece.count("# don't") for piece in pieces[1::2]) > 500
    names = re.findall(r"name(\d+)", " ".join(pieces))
    assert names == [str(n) for n in range(2000)]


def test_most_stretches_are_a_few_words_and_some_are_long() -> None:
    source = "".join(f"name{n} = other{n}\n" for n in range(20_000))
    pieces = quoted([source], 0, 1)[0].split('"')
    for lengths in ([len(piece) for piece in pieces[1::2]], [len(piece) for piece in pieces[2:-1:2]]):
        assert 570 < max(lengths) < 640
        assert sum(length > 150 for length in lengths) / len(lengths) == pytest.approx(0.15 * 0.9, abs=0.04)
        assert 20 < sorted(lengths)[len(lengths) // 2] < 50


def test_what_is_no_program_is_left_out_of_quotes() -> None:
    assert quoted(["what's (\n"], 0, 5) == ["what's ( "]


ROWS = [
    ("x = 'a' + b'c'\n", 'x = "a" + b"c"\n'),
    ("x = r'a', F'{y}'\n", 'x = r"a", F"{y}"\n'),
    ("x = 'say \"a\"' + 'b\\n'\n", "x = 'say \"a\"' + 'b\\n'\n"),
    ("def f():\n    '''One.\n\n    Two.\n    '''\n    return 'x'  # don't\n",
     'def f():\n    """One.\n\n    Two.\n    """\n    return "x"  # don\'t\n'),
    ("x = ''\n", 'x = ""\n'),
    ("x = 'a", "x = 'a"),
    ("what's this? 'x' (\n", "what's this? 'x' (\n"),
    ("x = '''a'''\n", 'x = """a"""\n'),
    ("x = ''''a'''\n", 'x = """\'a"""\n'),
]  # fmt: skip


@pytest.mark.parametrize(("source", "wanted"), ROWS)
def test_literals_get_double_quotes_where_nothing_changes(source: str, wanted: str) -> None:
    assert double_quoted(source) == wanted


def test_the_library_stays_the_same_program() -> None:
    root = Path(ast.__file__).parent
    for name in ("ast.py", "argparse.py", "textwrap.py", "string.py", "shlex.py"):
        source = (root / name).read_text(encoding="utf-8")
        found = double_quoted(source)
        assert ast.dump(ast.parse(found)) == ast.dump(ast.parse(source))
        assert found.count('"') > source.count('"')


def test_the_code_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [(f"m{number}.py", f"x{number} = 1\n" * 3000) for number in range(40)]
    monkeypatch.setattr(corpus, "library_files", lambda: iter(files))
    found = corpus_of("code", seed=3)
    assert found == corpus_of("code", seed=3)
    texts = {text for _, text in files}
    assert set(found.held_out) < texts
    assert not set(found.held_out) & set(found.training)
    own = [text for text in found.training if text in texts]
    assert any('"x' in text for text in found.training)
    assert len(own) + len(found.held_out) == 40
    total = sum(map(len, found.training))
    assert sum(map(len, own)) / total == pytest.approx(1 / 2.15, abs=0.05)


def test_pieces_are_whole_pages() -> None:
    text = dialogue(0, 100_000)
    pieces = corpus._pieces(text)
    assert "".join(pieces) == text
    assert len(pieces) > 5
    assert all(piece.count('"') % 2 == 0 for piece in pieces)


def test_the_library_is_found_without_tests(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, content in (("a.py", b"x = 'a'\n"), ("test/b.py", b"x\n"), ("c/d.py", b"y\n"), ("e.py", b"\xc3\xa9\n"),
                          ("site-packages/f.py", b"z\n"), ("g.txt", b"g\n"), ("h.py", b"\n")):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(library.sysconfig, "get_path", lambda _: str(tmp_path))
    assert list(library.library_files()) == [("a.py", 'x = "a"\n'), ("c/d.py", "y\n")]
    monkeypatch.setattr(library.sysconfig, "get_path", lambda _: str(tmp_path / "nothing"))
    with pytest.raises(FileError, match="no Python source"):
        list(library.library_files())


def test_a_file_holds_its_tail_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("0123456789ü\r\n".encode() * 100)
    found = corpus_of(str(tmp_path / "a.txt"))
    assert "".join(found.training + found.held_out) == "0123456789ü\n" * 100
    assert len(found.held_out[0]) == 120


def test_a_folder_holds_files_out(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.md").write_text(f"text {number}\n", encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "more.md").write_text("deep\n", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\0")
    (tmp_path / ".hidden").write_text("hidden\n", encoding="utf-8")
    found = corpus_of(str(tmp_path))
    texts = [f"text {number}\n" for number in range(50)] + ["deep\n"]
    assert sorted(found.training + found.held_out) == sorted(texts)
    assert 1 <= len(found.held_out) <= 12
    assert "51 text files" in found.about
    assert "1 that are no text" in found.about


def test_two_files_are_one_each_way(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("bb")
    found = corpus_of(str(tmp_path))
    assert len(found.training) == len(found.held_out) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty"), (b"a\0b", "binary"), (b"\xff\xfea\0", "UTF-16"), (b"caf\xe9 au lait", "not UTF-8"),
     (b"a", "too short"), (b"a\n\n\n\n\n\n\n\n\n\n\n", "too short")],
)  # fmt: skip
def test_what_is_no_corpus_is_refused(content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(FileError, match=words):
        corpus_of(str(tmp_path / "x"))


def test_places_without_text(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no text files"):
        corpus_of(str(tmp_path))
    with pytest.raises(FileError, match="did you mean prose"):
        corpus_of("prosa")
    with pytest.raises(FileError, match="no such file"):
        corpus_of("nowhere.txt")


def test_an_excerpt_is_of_whole_documents_the_shortest_first() -> None:
    made = Corpus(
        "x", (), tuple(f"{sign}{sign}{sign}\n" * count for sign, count in zip("abcd", (9, 2, 5, 3), strict=True)), ""
    )
    assert made.excerpt(22) == "bbb\n" * 2 + "ddd\n" * 3 + "ccc\n"
    assert made.excerpt(5) == "bbb\n" * 2
    assert len(made.excerpt(10**6)) == 4 * 19
