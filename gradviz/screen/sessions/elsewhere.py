"""Models that a session names and that lie outside its folder: who wrote it may name any file of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

MOST = 100


def models_of(values: Any) -> tuple[str, ...]:
    """Return the models in a session's JSON that are files."""
    found = (each["model"] for each in _readers(values) if each.get("model"))
    return tuple(model for model in dict.fromkeys(found) if isinstance(model, str) and model not in _bundled())


def drop_models(values: Any, stays: Callable[[str], bool]) -> tuple[str, ...]:
    """Take models that are files out of a session's JSON, before anything looks for them; return which."""
    left = tuple(model for model in models_of(values) if not stays(model))
    for each in _readers(values):
        if each.get("model") in left:
            del each["model"]
    return left


def is_near(model: str, folder: Path, agreed: Collection[str] = ()) -> bool:
    """Return whether a model's file lies in a folder, or a hand agreed to it; nothing is read to find that out."""
    if model in agreed:
        return True
    path, home = (Path(os.path.abspath(each)) for each in (model, folder))  # no other host is asked
    try:
        return path.is_relative_to(home) and path.resolve().is_relative_to(home.resolve())
    except (OSError, ValueError):
        return False


def with_newest(agreed: Iterable[str], models: Iterable[str]) -> tuple[str, ...]:
    """Return the models that a hand agreed to, with some more at their head; of very many the newest."""
    return tuple(dict.fromkeys((*models, *agreed)))[:MOST]


def said(models: Collection[str]) -> tuple[str, ...]:
    """Return what is said of models that were left out, a sentence each."""
    return tuple(f"The model {model} lies outside the session’s folder: it was not read." for model in models)


def _readers(values: Any) -> Iterator[dict[str, Any]]:
    """Yield everything in a session's JSON that names a model."""
    if not isinstance(values, dict):
        return
    lab = values.get("laboratory")
    lab = lab if isinstance(lab, dict) else {}
    pins = lab.get("pins")
    for each in (lab.get("a"), lab.get("b"), *(pins if isinstance(pins, list) else []), values.get("cells")):
        if isinstance(each, dict):
            yield each


def _bundled() -> tuple[str, ...]:
    from gradviz.models import bundled  # with the first model, not with the window

    return bundled()
