"""What the read-out says: every sentence and number as markup, without a widget."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from gradviz.cells import CELLS
from gradviz.charts.at_step import Reading
from gradviz.charts.markup import to_html
from gradviz.charts.words import count, from_log10, number

if TYPE_CHECKING:
    from gradviz.result import Result

_LETTERS = re.compile(r"(?<![\w&<])([A-Za-zα-ωδρσ]{1,2})(?![\w;>])")
_VERBS = re.compile(r"^(\w+s|First grows)\b")


def caption(reading: Reading, letter: str, brief: bool = False) -> str:
    """Return the words under the big number: ``of A’s gradient left, 91 steps back``; brief without ``left``."""
    whose = f"{letter}’s" if letter else "the"
    if reading.back < 0:
        return f"{'of ' + letter if letter else 'left'}: the loss is before t = {reading.step}"
    if math.isnan(reading.left):
        return f"{whose} gradient is zero everywhere"
    if reading.back == 0:
        return f"of {whose} gradient, where the loss is"
    back = f"{count(reading.back, 'step')} back"
    left = "" if brief else " left"
    if reading.left > math.log10(1.005):
        return f"times {whose if letter else 'its'} start, {back}"
    return f"of {whose} gradient{left}, {back}"


def table(readings: list[Reading]) -> tuple[tuple[str, ...], ...]:
    """Return the rows: A and B where there are two, the norm, the ratio per step, ρ and σ_max of W_hh."""
    header = (("", *"AB"[: len(readings)]),) if len(readings) > 1 else ()
    return (
        *header,
        ("‖∂L/∂h_t‖", *(_fits(reading.log10, 1000) for reading in readings)),
        ("per step", *(_ratio(reading.per_step) for reading in readings)),
        ("ρ(W_{hh})", *(_blocks(reading.spectral_radius) for reading in readings)),
        ("σ_{max}", *(_blocks(reading.largest_singular_value) for reading in readings)),
    )


TERMS = (
    "‖∂L/∂h_t‖: how strongly the loss depends on the state at step t\n"
    "per step: ‖∂L/∂h_t‖ divided by ‖∂L/∂h_t₊₁‖\n"
    "ρ: the spectral radius, the rate of W_hh alone in the long run\n"
    "σ_max: the largest singular value, the most that W_hh can stretch in one step\n"
    "A gated cell has one W_hh a gate: its smallest and its largest value are given."
)


def sentence(words: str, letter: str, colour: str) -> str:
    """Return a sentence in HTML with its subject in the network's colour: ``A vanishes: below …``."""
    lead, colon, rest = words.partition(":")
    if not colon or len(lead) > 40:
        lead, rest = "", words
    if not letter:
        bold = f"{lead}:" if lead else ""
    elif _VERBS.match(lead):
        bold = f"{letter} {lead[0].lower()}{lead[1:]}:"
    else:
        bold, rest = f"{letter}:", words
    return f"<b style='color:{colour}; font-weight:600'>{to_html(bold)}</b> {to_html(rest.strip())}".strip()


def equation(result: Result) -> str:
    """Return the backward step of a cell as a formula."""
    return typeset(CELLS[result.experiment.cell].adjoint)


def typeset(formula: str) -> str:
    """Return a formula in HTML, its letters in italics as in a textbook."""
    return _LETTERS.sub(r"<i>\1</i>", to_html(formula))


def _fits(log10: float, long: float) -> str:
    # A long exponent leaves room for one digit before it.
    return _short(from_log10(log10, 1 if long <= abs(log10) < math.inf else 3))


def _short(words: str) -> str:
    return "0" if words.startswith("0 (") else words


def _ratio(log10: float) -> str:
    said = _fits(log10, 100)
    return said if said == "—" else f"×{said}"


def _blocks(values: tuple[float, ...]) -> str:
    low, high = (number(pick(values), 2) for pick in (min, max))
    return number(math.fsum(values) / len(values), 3) if low == high else f"{low}–{high}"
