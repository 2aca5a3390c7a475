"""Python: a script in plain torch that recomputes the gradient of every step, with what it reads beside it."""

from __future__ import annotations

from pathlib import Path

from gradviz.paper.records.record import Record
from gradviz.paper.scripts import script, write_arrays
from gradviz.result import Result


def write(result: Result, path: Path) -> None:
    """Write the script."""
    path.write_text(script(result).text, encoding="utf-8")


def beside(result: Result, path: Path) -> None:
    """Write the arrays that the script at ``path`` reads, where it reads any."""
    write_arrays(script(result), path)


RECORD = Record(".py", "a script that recomputes the curve", 40, write, beside)
