"""What a scene is on paper, where nothing moves: the value of a gliding field that it speaks of, beside the others."""

from __future__ import annotations

from typing import Any, NamedTuple

from gradviz.charts.words import short
from gradviz.experiment import FIELDS, Experiment
from gradviz.lessons.glide import Glide
from gradviz.lessons.scene import Scene


class Still(NamedTuple):
    """The networks that are drawn, those that a picture may hold beside them by name, and what is said of it."""

    experiments: tuple[Experiment, ...]
    beside: tuple[tuple[str, Experiment], ...] = ()
    sentence: str = ""


def still(scene: Scene) -> Still:
    """Return what is drawn of a scene of networks.

    A field that glides stands where a claim without a value of its own is about it as it is written, else where the
    glide ends. Beside it are both ends, and every value that a claim states a number for; no field glides to what was
    drawn.
    """
    glide = scene.plays
    if not isinstance(glide, Glide):
        return Still(scene.experiments)
    claims = [claim for claim in scene.claims if claim.of == glide.of]
    is_written = any(glide.field not in claim.changed for claim in claims)
    drawn = getattr(scene.experiments["ab".index(glide.of)], glide.field) if is_written else glide.end
    stated = {
        claim.changed[glide.field]
        for claim in claims
        if claim.equals is not None and set(claim.changed) == {glide.field}
    }
    values = sorted({glide.begin, glide.end, *stated - {None}}, reverse=glide.begin > glide.end)
    experiments = _with(scene, glide, drawn)
    moved = {each: name for value in values for name, each in _named(scene, glide, value)}
    beside = tuple((name, each) for each, name in moved.items() if each not in experiments)
    return Still(experiments, beside, _sentence(scene, glide, drawn))


def _named(scene: Scene, glide: Glide, value: Any) -> list[tuple[str, Experiment]]:
    """Return the networks at a value, with the words for it: that of the field, and the letter where both move."""
    words = f"{_name(glide)} = {_said(glide, value)}"
    networks = _with(scene, glide, value)
    if len(networks) > 1 and FIELDS[glide.field].shared:
        return [(f"{letter} {words}", network) for letter, network in zip("AB", networks, strict=True)]
    return [(words, networks["ab".index(glide.of)])]


def _with(scene: Scene, glide: Glide, value: Any) -> tuple[Experiment, ...]:
    """Return the networks of a scene at a value of its glide; a shared field moves both."""
    return tuple(
        network.replace(**{glide.field: value}) if FIELDS[glide.field].shared or slot == glide.of else network
        for slot, network in zip("ab", scene.experiments, strict=False)
    )


def _sentence(scene: Scene, glide: Glide, drawn: Any) -> str:
    whose = f" of {glide.of.upper()}" if len(scene.experiments) > 1 and not FIELDS[glide.field].shared else ""
    begin, end, here = (_said(glide, value) for value in (glide.begin, glide.end, drawn))
    return f"In the window {_name(glide)}{whose} goes from {begin} to {end}; here it is {here}."


def _name(glide: Glide) -> str:
    field = FIELDS[glide.field]
    return field.symbol or field.label.lower()


def _said(glide: Glide, value: Any) -> str:
    return FIELDS[glide.field].none if value is None else short(float(value), 6)
