"""Which words and controls of a window cannot be seen whole.

Every widget is painted once more, alone, onto a device that notes words instead of drawing them: what Qt's own
widgets write is found in the same way as what is painted by hand or by a picture.
"""

import itertools
from dataclasses import dataclass

from PyQt6.QtCore import QPoint, QPointF, QRectF
from PyQt6.QtGui import QFontMetricsF, QPaintDevice, QPaintEngine, QRegion
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QGraphicsItem,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QSlider,
    QWidget,
)  # fmt: skip

from gradviz.screen.messages.floating import Floating

SLACK = 1.5
"""Pixels that antialiasing and a font's hints may take."""
TOUCH = 2.5
"""Words that share a strip as thin as this only touch: a subscript and the letter before it do."""
FAR = 1e6
LETTERS = 3
"""With fewer of them a shortened name of an axis says nothing."""
STRIP = 24
"""So many characters and more in one line of a picture are a text that is read."""
_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QSlider)
_METRIC = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True)
class Word:
    """Words as they were written: by which widget, where in the window, in how much room, and how much is in sight."""

    widget: QWidget
    text: str
    place: QRectF
    room: QRectF
    sight: QRectF

    @property
    def cut(self):
        """Whether the words leave their room; what is typed into a line moves under the hand."""
        free = isinstance(self.widget, QLineEdit) and self.widget.validator() is None and not self.text[0].isdigit()
        return not free and not self.room.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(self.place)

    @property
    def shortened(self):
        """Whether an … stands for the rest, and the rest is nowhere or is a number."""
        if not self.text.endswith("…") or self.text in _own(self.widget) or self.text in _told(self.widget):
            return False
        begun = self.text[:-1].strip()
        if isinstance(self.widget, QGraphicsView):  # the help of a picture says its axes in full
            return len(begun) < LETTERS or begun[-1].isdigit()
        return not begun or begun[-1].isdigit() or begun not in _told(self.widget)


def clipped(window):
    """Return a line for whatever cannot be seen whole, in the order of the widgets."""
    shown = [window, *(widget for widget in window.findChildren(QWidget) if _here(widget, window))]
    words = [word for widget in shown for word in words_of(widget, window)]
    found = [f"cut: {_line(word)}" for word in words if word.cut]
    found += [f"shortened: {_line(word)}" for word in words if word.shortened]
    found += [f"out of sight: {_name(widget)}" for widget in shown if _hidden(widget, window)]
    seen = [word for word in words if not _floats(word.widget)]
    found += [
        f"one over the other: {_line(first)} / {_line(other)}"
        for first, other in itertools.combinations(seen, 2)
        if not (_one_label(first, other) or _framed(first, other))
        and _meet(first.place & first.sight, other.place & other.sight)
    ]
    return found


def words_of(widget, window):
    """Return the words that a widget writes itself, in the coordinates of the window."""
    if isinstance(widget.parent(), QGraphicsView):
        return []  # a view paints its viewport
    room, sight = _room(widget, window), _room(widget, window, scrolled=False)
    origin = QPointF(widget.mapTo(window, QPoint()))
    return [Word(widget, text, place.translated(origin), room, sight) for text, place in _written(widget)]


def _written(widget):
    paper = _Paper(widget)
    if isinstance(widget, QGraphicsView):
        _uncached(widget, lambda: widget.viewport().render(paper, QPoint(), QRegion(), QWidget.RenderFlag(0)))
        corner = QPointF(widget.viewport().pos())
        return [(text, place.translated(corner)) for text, place in paper.words]
    widget.render(paper, QPoint(), QRegion(), QWidget.RenderFlag.IgnoreMask)
    return paper.words


def _uncached(view, then):
    """Let every item paint itself: what is kept as pixels has no words."""
    kept = [(item, item.cacheMode()) for item in view.scene().items() if item.cacheMode()]
    for item, _ in kept:
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    ground = view.cacheMode()
    view.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
    then()
    view.setCacheMode(ground)
    for item, mode in kept:
        item.setCacheMode(mode)


def _here(widget, window):
    """Whether a widget is seen in this window at all, and not behind a tab: Qt moves that out of the way."""
    if not widget.isVisible() or widget.window() is not window or not widget.width() or not widget.height():
        return False
    while widget is not window:
        around = widget.parentWidget()
        if not around.rect().intersects(widget.geometry()) and not _scrolls(around):
            return isinstance(widget, _CONTROLS)  # a control that is pushed out is not behind anything
        widget = around
    return True


def _hidden(widget, window):
    if not isinstance(widget, _CONTROLS) or _floats(widget):
        return False
    place = QRectF(widget.rect()).translated(QPointF(widget.mapTo(window, QPoint())))
    return not _room(widget, window).adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place)


def _room(widget, window, scrolled=True):
    """Return where a widget can be seen, or be brought by scrolling, in the coordinates of the window."""
    left, top, right, bottom = -FAR, -FAR, FAR, FAR
    down = across = True
    while True:
        place = QRectF(widget.rect()).translated(QPointF(widget.mapTo(window, QPoint())))
        area = widget.parentWidget() if scrolled and _scrolls(widget) else None
        down = down and not (area is not None and area.verticalScrollBar().maximum() > 0)
        across = across and not (area is not None and area.horizontalScrollBar().maximum() > 0)
        if across:
            left, right = max(left, place.left()), min(right, place.right())
        if down:
            top, bottom = max(top, place.top()), min(bottom, place.bottom())
        if widget is window:
            return QRectF(QPointF(left, top), QPointF(max(left, right), max(top, bottom)))
        widget = widget.parentWidget()


def _scrolls(widget):
    area = widget.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is widget


def _floats(widget):
    while widget is not None and not isinstance(widget, Floating):
        widget = widget.parentWidget()
    return widget is not None


def _meet(first, other):
    shared = first & other
    return shared.width() > TOUCH and shared.height() > TOUCH


def _one_label(first, other):
    """Whether Qt set both into one line of rich text: a slanted letter leans over its subscript."""
    return first.widget is other.widget and isinstance(first.widget, QLabel)


def _framed(first, other):
    """Whether the second is a character of the text under a curve again, in the frame that lies over it."""
    same = first.widget is other.widget and isinstance(first.widget, QGraphicsView)
    level = abs(first.place.center().y() - other.place.center().y()) <= 2 * SLACK + 1
    return same and level and len(other.text) == 1 and other.text in first.text and len(first.text) >= STRIP


def _own(widget):
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


def _told(widget):
    """All that can be read about a widget elsewhere: in its tooltip, or where that is made when it is wanted."""
    told = (widget.toolTip(), getattr(widget, "whole", ""), widget.accessibleName(), widget.accessibleDescription())
    return "\n".join(map(str, told))


def _name(widget):
    words = _own(widget) or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} “{words}”"


def _line(word):
    place, room = word.place, word.room
    return (
        f"{type(word.widget).__name__} “{word.text}” "
        f"{place.left():.0f}–{place.right():.0f} × {place.top():.0f}–{place.bottom():.0f} in "
        f"{room.left():.0f}–{room.right():.0f} × {room.top():.0f}–{room.bottom():.0f}"
    )


class _Engine(QPaintEngine):
    """Notes every word and draws nothing."""

    def __init__(self):
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.words = []
        self._at = self._ends = None

    def begin(self, _device):
        return True

    def end(self):
        return True

    def type(self):
        return QPaintEngine.Type.User

    def updateState(self, state):
        self._at = state.transform()

    def drawTextItem(self, at, item):
        text, ink = item.text(), QFontMetricsF(item.font()).tightBoundingRect(item.text()).translated(at)
        if not text.strip():
            return
        place, begins = self._at.mapRect(ink), self._at.map(at)
        if self.words and (begins - self._ends).manhattanLength() < item.ascent():  # a script, or the words behind it
            before, around = self.words.pop()
            text, place = before + text, around | place
        self.words.append((text, place))
        self._ends = self._at.map(at + QPointF(item.width(), 0))

    def drawPixmap(self, *_):
        """Qt wants an engine to draw pixmaps, images and polygons; all else it makes of these."""

    drawImage = drawTiledPixmap = drawPolygon = drawPath = drawPixmap  # noqa: N815 - Qt's names


class _Paper(QPaintDevice):
    """As large as a widget."""

    def __init__(self, widget):
        super().__init__()
        self._engine = _Engine()
        self._metrics = {
            _METRIC.PdmWidth: widget.width(), _METRIC.PdmHeight: widget.height(), _METRIC.PdmDepth: 32,
            _METRIC.PdmDpiX: widget.logicalDpiX(), _METRIC.PdmDpiY: widget.logicalDpiY(),
            _METRIC.PdmPhysicalDpiX: widget.logicalDpiX(), _METRIC.PdmPhysicalDpiY: widget.logicalDpiY(),
            _METRIC.PdmDevicePixelRatioScaled: 0x10000,
        }  # fmt: skip

    @property
    def words(self):
        return self._engine.words

    def paintEngine(self):
        return self._engine

    def metric(self, which):
        return self._metrics.get(which, 1)
