"""The left side: the units of a network, sorted by what they follow, each with a picture of what it does."""

from gradviz.screen.reading.units.row import Row
from gradviz.screen.reading.units.unit_list import UnitList

__all__ = ["Row", "UnitList"]
