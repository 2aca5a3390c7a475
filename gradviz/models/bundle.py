"""The models that come with gradviz, by name; no array is read for it, so that a form can list them at once."""

from __future__ import annotations

from pathlib import Path

from gradviz.errors import FileError
from gradviz.resources import resource

_FOLDER = "checkpoints"


def bundled() -> tuple[str, ...]:
    """Return the names of the bundled models."""
    return tuple(files())


def files() -> dict[str, Path]:
    """Return the files of the bundled models by name."""
    try:
        return {path.stem: path for path in sorted(resource(_FOLDER).glob("*.safetensors"))}
    except FileError:
        return {}
