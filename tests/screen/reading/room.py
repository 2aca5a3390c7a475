"""Which words of a panel have too little room."""

from PyQt6.QtCore import QPoint, QRect
from PyQt6.QtWidgets import QAbstractButton, QLabel, QWidget

from gradviz.screen.reading.parts.paragraph import Paragraph
from gradviz.screen.reading.parts.segment import Segment
from gradviz.screen.reading.side.section import Heading


def too_small(panel):
    """The words of all labels and buttons that are cut, or reach over the edge of the panel."""
    parts = [part for part in panel.findChildren(QWidget) if isinstance(part, QLabel | QAbstractButton)]
    return [part.text() for part in parts if part.isVisible() and (_cut(part) or not _inside(part, panel))]


def _cut(part):
    if isinstance(part, Paragraph):
        return part.height() < part.heightForWidth(part.width())
    if isinstance(part, QLabel | Segment | Heading):
        return part.width() < part.sizeHint().width() or part.height() < part.sizeHint().height()
    return False


def _inside(part, panel):
    place = QRect(part.mapTo(panel, QPoint(0, 0)), part.size())
    return place.left() >= 0 and place.right() < panel.width()
