"""Whether a unit matters: it is held off or on while the network reads."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal

from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look
from gradviz.screen.reading.parts.paragraph import READING, Paragraph
from gradviz.screen.reading.parts.progress import Progress
from gradviz.screen.reading.parts.segment import Segments
from gradviz.screen.reading.side.section import Section

_FREE = "free"
_LEVELS = (
    ("off", "clamp off", "Hold the unit at its median where the label does not hold, and read again"),
    ("on", "clamp on", "Hold the unit at its median where the label holds, and read again"),
    (_FREE, "free", "Let the unit do what it does"),
)


class MatterPart(Section):
    """Asks for a unit to be held, and says what that does.

    Signals
    -------
    clamped : str or None
        The user wants the unit held "off" or "on"; None: free.
    """

    clamped = pyqtSignal(object)

    def __init__(self, look: Look) -> None:
        super().__init__("Does it matter?")
        explains(self, "part/matter")
        self.levels = Segments(_LEVELS, look)
        self.progress = Progress("The text is read with the unit held")
        self.effect = Paragraph("", look, lines=3)
        for part in (self.levels, self.progress, self.effect):
            self.column.addWidget(part)
        self.column.setSpacing(4)
        self.set_clamp(None, False, READING)
        self.levels.chosen.connect(lambda level: self.clamped.emit(None if level == _FREE else level))

    def set_clamp(self, level: str | None, enabled: bool, why: str) -> None:
        """Show how the unit is held, or say why it cannot be."""
        self.levels.show_value(level or _FREE)
        self.levels.allow(enabled, why)
