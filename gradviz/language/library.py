"""CPython's own standard library as a corpus: source code that every machine with Python has."""

from __future__ import annotations

import io
import sysconfig
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path

from gradviz.errors import FileError

_LEFT_OUT = {
    "test", "tests", "idle_test", "encodings", "lib2to3", "pydoc_data", "site-packages", "dist-packages",
    "turtledemo", "ensurepip", "__pycache__", "__phello__",
}  # fmt: skip
_TABLES = ("_sysconfigdata", "entities", "stringprep", "sre_constants")
_PREFIXES = "rRbBuUfF"


def library_files(wanted: Callable[[str], bool] = lambda _: True) -> Iterator[tuple[str, str]]:
    """Yield (name, source) of the library's modules, in order: ASCII files, without tests and tables.

    String literals are in double quotes where that changes nothing.

    Parameters
    ----------
    wanted
        Whether a module is read, by its name.

    Raises
    ------
    FileError
        When this Python comes without its library's source.
    """
    root, count = Path(sysconfig.get_path("stdlib")), 0
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root)
        if _LEFT_OUT.intersection(name.parts) or path.name.startswith(_TABLES):
            continue
        if not wanted(name.as_posix()):
            continue
        try:
            source = path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            continue
        if source.strip():
            count += 1
            yield name.as_posix(), double_quoted(source)
    if not count:
        raise FileError(
            f"{root} has no Python source: this Python's library can't be the corpus; give a folder of code."
        )


def double_quoted(source: str) -> str:
    """Return Python source with its single-quoted literals in double quotes, where neither quote nor backslash is in.

    The program stays the same; source that is no Python comes back as it is.
    """
    lines = source.splitlines(keepends=True)
    try:
        tokens = [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if _plain(token)]
    except (tokenize.TokenError, SyntaxError):
        return source
    for token in reversed(tokens):  # those before keep their places
        (first, start), (last, end) = token.start, token.end
        mark = "'''" if token.string.lstrip(_PREFIXES).startswith("'''") else "'"
        for row, column in ((last - 1, end - len(mark)), (first - 1, start + token.string.index(mark))):
            line = lines[row]
            lines[row] = f"{line[:column]}{mark.replace(chr(39), chr(34))}{line[column + len(mark) :]}"
    return "".join(lines)


def _plain(token: tokenize.TokenInfo) -> bool:
    literal = token.string
    return token.type == tokenize.STRING and literal.endswith("'") and '"' not in literal and "\\" not in literal
