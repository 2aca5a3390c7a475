"""What the window remembers between two starts, in one small file."""

from __future__ import annotations

import dataclasses
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from gradviz.charts.moment import SPEEDS
from gradviz.errors import FileError
from gradviz.files import reading, written_whole
from gradviz.screen.look.modes import Mode

if TYPE_CHECKING:
    from gradviz.charts.kind import Value

LARGEST_FILE = 100_000
_ROW = 3


@dataclass(frozen=True)
class Settings:
    """How the window was left: never what it asked, that belongs to a question.

    ``geometry`` is Qt's own, in base 64; ``folder`` is where the last picture was written; ``pictures`` are those that
    were shown, and whether they are still known is asked with the first question; ``recent`` are the paths of the
    sessions that were open lately.
    ``toured`` says that the tour was taken, or was not wanted; ``models`` are the paths of models outside a session's
    folder that it may read all the same.
    """

    mode: Mode = "system"
    scale: float = 1.0
    speed: float = 1.0
    geometry: str = ""
    question_folded: bool = False
    answer_folded: bool = False
    folder: str = ""
    pictures: tuple[str, ...] = ("lecture",)
    options: tuple[tuple[str, str, Value], ...] = ()
    desk: str = ""
    recent: tuple[str, ...] = ()
    toured: bool = False
    reduced_motion: bool = False
    line_styles: bool = False
    models: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value, kind = getattr(self, field.name), type(field.default)
            if kind is float and type(value) is int:
                object.__setattr__(self, field.name, float(value))
            elif kind is tuple and type(value) is list:
                object.__setattr__(self, field.name, _tuples(value))
            elif type(value) is not kind:
                raise ValueError(f"{field.name} should be a {kind.__name__}")
        if self.mode not in get_args(Mode) or self.speed not in SPEEDS:
            raise ValueError("a value is none of the possible ones")
        if not all(isinstance(words, str) for words in (*self.pictures, *self.recent, *self.models)):
            raise ValueError("a picture's name or a path is none")
        if not all(_is_option(row) for row in self.options):
            raise ValueError("an option is a picture, a name and a value")
        if not (math.isfinite(self.scale) and 0.5 <= self.scale <= 4):
            raise ValueError("the type size is out of range")


def place() -> Path:
    """Return the path of the settings file on this system."""
    import platformdirs

    return platformdirs.user_config_path("gradviz", appauthor=False) / "settings.json"


def load(path: Path) -> tuple[Settings, str]:
    """Return the settings, and a note when the file could not be used (then they are the defaults)."""
    if not path.exists():
        return Settings(), ""
    try:
        with reading(path), path.open(encoding="utf-8") as stream:
            values = json.loads(stream.read(LARGEST_FILE))
        return Settings(**_known(values)), ""
    except FileError as error:
        return Settings(), f"The settings were not read: {error}"
    except (ValueError, TypeError, RecursionError):
        return Settings(), f"The settings in {path} are damaged and were left aside."


def save(settings: Settings, path: Path) -> str:
    """Write the settings whole or not at all; return a note when that was impossible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path) as temporary:
            temporary.write_text(json.dumps(dataclasses.asdict(settings), indent=1), encoding="utf-8")
    except OSError as error:
        return f"The settings were not kept: {error}"
    return ""


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _known(values: Any) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise ValueError("not an object")
    names = {field.name for field in dataclasses.fields(Settings)}
    known = {name: value for name, value in values.items() if name in names}
    if isinstance(known.get("options"), list):  # one that was left broken is no reason to forget the rest
        known["options"] = [row for row in known["options"] if _is_option(row)]
    return known


def _is_option(row: Any) -> bool:
    """Return whether it is a picture's name, an option's name and a value."""
    if not isinstance(row, list | tuple) or len(row) != _ROW:
        return False
    picture, option, value = row
    return isinstance(picture, str) and isinstance(option, str) and isinstance(value, bool | int | str)
