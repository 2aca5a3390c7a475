"""All words of the tour, without a window: every number in them is read from what is shown when they are said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gradviz.arrangements import ARRANGEMENTS
from gradviz.charts import CHARTS
from gradviz.charts.parts.names import names_of
from gradviz.charts.reading import read, start
from gradviz.charts.words import count, from_log10, short
from gradviz.lessons import lessons as library
from gradviz.paper.formats import FORMATS

if TYPE_CHECKING:
    from gradviz.checked import Check
    from gradviz.result import Result

_WAITING = "The first picture is being computed."


@dataclass(frozen=True)
class Seen:
    """What the window shows at this moment, as far as the tour speaks of it.

    Attributes
    ----------
    results
        Of the networks that are shown, A first; none before the first answer.
    at
        The step at the cursor.
    checks
        What the check of these results found; none: it was not made, or is not done.
    follows
        What the watched cell follows, and how well, in words; "": that is not known yet.
    """

    results: tuple[Result, ...] = ()
    at: int = 0
    checks: tuple[Check, ...] = ()
    follows: str = ""


Words = Callable[[Seen], str]
"""Two short sentences in the markup of `gradviz.charts.markup`."""


def slider(seen: Seen) -> str:
    """Say what ρ is, and what is left of the gradient."""
    if not seen.results:
        return _WAITING
    asked = seen.results[0].experiment
    radius = "as drawn" if asked.spectral_radius is None else short(asked.spectral_radius)
    return (
        f"With ρ = {radius}, {_left(seen.results[0], 0)} of the gradient is left {_back(seen.results[0], 0)}. "
        "Drag it yourself: every curve is computed anew, at once."
    )


def play(seen: Seen) -> str:
    """Say what the story tells."""
    if not seen.results:
        return _WAITING
    return (
        "Play runs the network forward; then the loss sends its gradient back, "
        f"from t = {start(seen.results[0])} to 0. Stop it, step it, slow it down: you see which pass is running."
    )


def cursor(seen: Seen) -> str:
    """Say the number at the cursor."""
    if not seen.results:
        return _WAITING
    result, at = seen.results[0], min(seen.at, seen.results[0].experiment.steps)
    back = start(result) - at
    where = f"{_left(result, at)} of the gradient is left, {_back(result, at)}" if back > 0 else "the gradient begins"
    return f"At t = {at}, {where}. Drag the time, or click into a picture: the numbers at the right follow."


def second(seen: Seen) -> str:
    """Say what is left in each of two networks."""
    if len(seen.results) < 2:
        return "A second network stands on the same axes, with the same input and the same seed."
    a, b = seen.results
    letters = zip("AB", names_of(a, b), (_left(a, 0), _left(b, 0)), strict=True)
    left = " and ".join(f"{letter} ({name}) keeps {share}" for letter, name, share in letters)
    return f"With the same input, {left} of its gradient {_back(a, 0)}. Choose any cell here, or a trained model."


def pictures(seen: Seen) -> str:
    """Say what there is to choose from; the second picture is the one that came."""
    del seen
    return (
        f"“{CHARTS['why'].title}” has joined the gradient. This menu has {len(CHARTS)} pictures, "
        f"and {len(ARRANGEMENTS)} arrangements of several."
    )


def check(seen: Seen) -> str:
    """Say how the numbers are checked, and what came of it."""
    how = "Ctrl+K computes the gradient once more by PyTorch’s autograd, and not by the formulas of the picture."
    return f"{how} {_outcome(seen.checks)}"


def cells(seen: Seen) -> str:
    """Say what the page of cells shows."""
    found = f"This one follows {seen.follows}." if seen.follows else "What each cell follows is being looked up."
    return f"A trained network reads a text, coloured by one of its cells (F6 turns the page). {found}"


def export(seen: Seen) -> str:
    """Say in which formats a picture leaves the window."""
    del seen
    formats = ", ".join(form.suffix[1:].upper() for form in FORMATS.values())
    return f"A picture leaves as {formats}, a story as a film (Ctrl+E). Each carries the question that it answers."


def lessons(seen: Seen) -> str:
    """Say how many lessons there are, and where."""
    del seen
    return (
        f"One of {len(library())} lessons has begun; a clicker leads through its scenes. "
        "The menu ☰ has them all, presenter mode for the hall, and this tour."
    )


def _left(result: Result, step: int) -> str:
    return from_log10(read(result, step).left)


def _back(result: Result, step: int) -> str:
    return f"{count(start(result) - step, 'step')} back"


def _outcome(checks: tuple[Check, ...]) -> str:
    if not checks:
        return "The outcome will stand here."
    worst = max(check.max_relative_difference for check in checks)
    if all(check.agrees for check in checks):
        return f"The two differ by {short(worst, 1)} at most, relatively: that is rounding."
    return "Here they do not agree: the line says where."
