"""What a unit of a network that reads follows, how long it remembers, and whether the network uses it.

Every number is computed by what computes it for the page of cells: `gradviz.language.scores`,
`gradviz.language.proofs`, `gradviz.language.interventions`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gradviz.errors import LessonError
from gradviz.language.labels import LABELS
from gradviz.lessons.quantity import Argument, Quantity, plain

if TYPE_CHECKING:
    from gradviz.language.interventions import Level
    from gradviz.readings.told import Told


def unit_number(told: Told) -> Decimal:
    """Return the number of the unit that is watched."""
    return Decimal(told.unit.index)


def unit_follows(told: Told, than: str, on: str, label: str | None = None) -> Decimal:
    """Return how well the unit follows a label: AUC, or Spearman's ρ; or what chance, no training, a probe reach."""
    asked = label or told.watch.label
    if not asked:
        raise LessonError("the unit is numbered: say which label it should follow", "label")
    found: float | None = getattr(told.score(asked) if on == "text" else told.recorded(asked), than)
    if found is None:
        raise LessonError(f"this text has nothing that a unit could follow as {LABELS[asked].phrase}")
    return plain(found)


def unit_on_after(told: Told, after: int, mark: str, cases: int) -> Decimal:
    """Return the share of cases in which the unit is on so many characters behind an opening mark, or without one.

    In 100 cases it is the number of the page of cells, and that of ``gradviz cells --hold``, for the same text.
    """
    marked, unmarked = told.on_after(after, cases)
    return plain(marked if mark == "there" else unmarked)


def closing_cut(told: Told, held: Level, whose: str) -> Decimal:
    """Return how many times less likely the character that ends the label becomes when a unit is held."""
    proof = told.proof(held)
    found = proof.effect.cut if whose == "unit" else proof.others
    if found is None:
        raise LessonError("no other unit of this network is alive")
    return plain(found)


def closing_probability(told: Told, held: str) -> Decimal:
    """Return the mean probability of the character that ends the label where it comes next."""
    before, after = told.proof("on" if held == "on" else "off").effect.closing
    return plain(before if held == "free" else after)


def bits_per_character(told: Told, weights: str) -> Decimal:
    """Return the mean −log₂ p of every character, as the scene reads, or trained or untrained, nothing held."""
    return plain(told.bits if weights == "own" else told.bits_with(trained=weights == "trained"))


_LABEL = Argument(choices=tuple(LABELS))
_HELD = Argument("off", choices=("off", "on"))

QUANTITIES = (
    Quantity("unit_number", "the number of the unit that is watched", unit_number, about="reading"),
    Quantity("unit_follows", "how well the unit follows a label of this text (or, on = record, of the one on which the "
             "model's file records it), or what chance, an untrained network or a linear probe reach", unit_follows,
             {"label": _LABEL, "than": Argument("score", choices=("score", "shuffled", "untrained", "probe")),
              "on": Argument("text", choices=("text", "record"))}, about="reading"),
    Quantity("unit_on_after", "the share of cases in which the unit is on so many characters behind an opening mark",
             unit_on_after,
             {"after": Argument(100, least=1, most=500, said=(r"# characters\b",)),
              "mark": Argument("there", choices=("there", "absent")),
              "cases": Argument(100, least=10, most=100, said=(r"# cases\b",))}, about="reading"),
    Quantity("closing_cut", "how many times less likely the end of the label becomes when the unit, or the median of "
             "others, is held", closing_cut, {"held": _HELD, "whose": Argument("unit", choices=("unit", "others"))},
             about="reading"),
    Quantity("closing_probability", "the mean probability of the character that ends the label where it comes next",
             closing_probability, {"held": Argument("free", choices=("free", "off", "on"))}, about="reading"),
    Quantity("bits_per_character", "the mean −log₂ p of every character as it is read", bits_per_character,
             {"weights": Argument("own", choices=("own", "trained", "untrained"))}, about="reading"),
)  # fmt: skip
