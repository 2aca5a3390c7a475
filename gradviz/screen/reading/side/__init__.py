"""The right side: one unit, what the network expects next, whether the unit matters, and what can be tried."""

from gradviz.screen.reading.side.expected import Expected
from gradviz.screen.reading.side.side import Side

__all__ = ["Expected", "Side"]
