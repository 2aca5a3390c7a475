"""What a hand has built on the page of cells beside the text, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gradviz.language.interventions import Level
    from gradviz.language.passage import Held
    from gradviz.language.unit import Unit
    from gradviz.screen.reading.picture import Kind
    from gradviz.screen.reading.stretches import Runs


class Reading(NamedTuple):
    """What is read: by whom, which text, and around which place of it."""

    model: str
    text: str
    name: str
    view: int


class Hold(NamedTuple):
    """A unit that is held, off or on."""

    level: Level
    what: Held


@dataclass(frozen=True)
class Made:
    """What is held and painted, and what is shown of the unit; and where one looked then, which is no step of undo.

    Attributes
    ----------
    painted
        From which character of the passage on, and up to which, the label by hand holds.
    unit
        The unit that was watched.
    view
        Around which place of the text the passage was opened.
    """

    hold: Hold | None = None
    painted: Runs = ()
    quantity: str = ""
    raw: bool = False
    kind: Kind = "unit"
    temperature: float = 0.8
    greedy: bool = False
    unit: Unit | None = field(default=None, compare=False)
    view: int = field(default=0, compare=False)

    @property
    def placed(self) -> bool:
        """Whether anything of it stands at places of the passage."""
        return self.hold is not None or bool(self.painted)

    def looked_on(self, later: Made) -> Made:
        """Return it with what is shown of a unit that was chosen later."""
        return replace(self, quantity=later.quantity, raw=later.raw, unit=later.unit)


def called(before: Made, after: Made) -> tuple[str, str]:
    """Return what a difference is called in a menu, and with what later one it is one step."""
    if before.hold != after.hold:
        if after.hold is not None:
            return f"hold unit {after.hold.what.unit.index} {after.hold.level}", ""
        assert before.hold is not None
        return f"let go of unit {before.hold.what.unit.index}", ""
    if before.painted != after.painted:
        return "paint a label" if _many(after.painted) >= _many(before.painted) else "rub out", ""
    if before.kind != after.kind:
        return ("the unit" if after.kind == "unit" else "all units") + " over the text", ""
    if before.quantity != after.quantity:
        return f"show {'the ' * (len(after.quantity) > 1)}{after.quantity}{' gate' * (len(after.quantity) > 1)}", ""
    if before.raw != after.raw:
        return "the range of colours", ""
    if before.temperature != after.temperature:
        return "the temperature", "temperature"
    return "how the network chooses", ""


def _many(runs: Runs) -> int:
    return sum(last - first for first, last in runs)
