"""The part of a session about cells on text: who reads what, and what is watched."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from gradviz.screen.sessions.parts import LONGEST, Part, flag, number, one_of, several, two_flags, whole, words

_NAME, _PATH, _MANY = 200, 4096, 100_000
_ORDERS = ("label", "variance", "index")


@dataclass(frozen=True)
class Cells:
    """What the page of cells shows; places are those of the whole text.

    Attributes
    ----------
    model
        A bundled model's name, or a file; "": the one that reads already.
    unit
        Layer and number of the unit that is watched; None: the one that follows something best.
    quantity, raw, sign
        As `gradviz.screen.reading.watching.Watched` has them.
    order, label
        As `gradviz.screen.reading.scoring.Scoring` has them.
    at
        How many characters the cursor has before it.
    painted
        From which character on, and up to which, the label by hand holds.
    """

    model: str = ""
    text: str = ""
    name: str = ""
    unit: tuple[int, int] | None = None
    quantity: str = ""
    raw: bool = False
    sign: int = 1
    order: str = "label"
    label: str = ""
    at: int = 0
    painted: tuple[tuple[int, int], ...] = ()
    temperature: float = 0.8
    greedy: bool = False
    folded: tuple[bool, bool] = (False, False)

    @property
    def essence(self) -> Cells:
        """What was made by hand: not which unit one looks at, nor in what order they stand."""
        return Cells(self.model, self.text, self.name, painted=self.painted,
                     temperature=self.temperature, greedy=self.greedy)  # fmt: skip

    def values(self) -> dict[str, Any]:
        """Return it as JSON."""
        pairs = {"painted": [list(run) for run in self.painted], "folded": list(self.folded)}
        unit = None if self.unit is None else list(self.unit)
        return {**vars(self), "unit": unit, **pairs}

    @classmethod
    def of(cls, part: Part) -> Cells:
        """Return what is written, as far as it is right."""
        text = part.take("text", words(LONGEST), "")
        return cls(
            model=part.take("model", words(_PATH), ""),
            text=text,
            name=part.take("name", words(_NAME), ""),
            unit=part.take("unit", _unit, None),
            quantity=part.take("quantity", words(_NAME), ""),
            raw=part.take("raw", flag, False),
            sign=-1 if part.take("sign", whole(-1, 1), 1) < 0 else 1,
            order=part.take("order", one_of(*_ORDERS), "label"),
            label=part.take("label", words(_NAME), ""),
            at=part.take("at", whole(0, len(text)), 0),
            painted=part.take("painted", _runs(len(text)), ()),
            temperature=part.take("temperature", number(0.1, 2), 0.8),
            greedy=part.take("greedy", flag, False),
            folded=part.take("folded", two_flags, (False, False)),
        )


def _unit(value: Any) -> tuple[int, int] | None:
    if value is None:
        return None
    layer, index = several(whole(0, _MANY), 2, 2)(value)
    return layer, index


def _runs(length: int) -> Any:
    """Return a check: stretches of a text, in order and apart."""

    def check(value: Any) -> tuple[tuple[int, int], ...]:
        runs = several(several(whole(0, length), 2, 2), 0, _MANY)(value)
        if any(later <= place for place, later in pairwise(place for run in runs for place in run)):
            raise ValueError("should be stretches of the text, one after the other")
        return tuple((run[0], run[1]) for run in runs)

    return check
