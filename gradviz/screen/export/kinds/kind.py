"""What a kind of export is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gradviz.control import Control

if TYPE_CHECKING:
    from gradviz.screen.export.order import Order

Asked = Literal["picture", "width", "dpi", "size", "seconds", "speed", "fps", "colours", "networks"]
"""What the form can ask, beside the kind and the file."""


def alone(order: Order) -> list[Path]:
    """Return the one file that is written."""
    return [order.path]


def anything(_order: Order) -> None:
    """Refuse nothing."""


@dataclass(frozen=True)
class Kind:
    """A kind of export; what its functions take is pure data, so they are safe in any thread.

    Attributes
    ----------
    name, label, suffix
        What it is called here, what a reader sees in the list, and how its files end.
    asks
        What the form asks for it.
    write
        Writes the files of an order, each whole or not at all, and returns them.
    preview
        Returns what will be written, small: a PNG of about so many pixels' width, or lines of text.
    check
        Refuses what can be refused at once, with a `GradvizError`.
    targets
        Returns the files that may be written.
    of_runs
        Whether it is about runs: where there are none it is not offered.
    takes_long
        Whether it is worth showing how far it is.
    ending
        What follows the networks in a name that is suggested.
    colours
        The theme that it has unless another one is chosen; "": that of the window.
    """

    name: str
    label: str
    suffix: str
    asks: frozenset[Asked]
    write: Callable[[Order, Control], list[Path]]
    preview: Callable[[Order, int, Control], bytes | str]
    check: Callable[[Order], None] = anything
    targets: Callable[[Order], list[Path]] = alone
    of_runs: bool = False
    takes_long: bool = False
    ending: str = ""
    colours: str = ""


@dataclass(frozen=True)
class Family:
    """Kinds that one file makes, and their place in the list."""

    order: int
    kinds: tuple[Kind, ...]
