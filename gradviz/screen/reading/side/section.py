"""A part of the panel under its heading; some fold away under it."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gradviz.screen.look.theme import Look, label
from gradviz.screen.painter.typeset import type_of
from gradviz.screen.reading.parts.allowing import describe
from gradviz.screen.reading.parts.pressing import Pressed

GAP = 7
_TALL, _TRIANGLE = 22, 16


class Section(QWidget):
    """A heading and what is below it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = label(title, "title")
        self.column = _column(self)
        self.column.addWidget(self.title)


class Folding(QWidget):
    """A heading that shows and hides what is below it; hidden at first, and as it was left from then on."""

    def __init__(self, title: str, look: Look) -> None:
        super().__init__()
        self.heading = Heading(title, look)
        self.body = QWidget()
        whole = _column(self)
        whole.addWidget(self.heading)
        whole.addWidget(self.body)
        self.column = _column(self.body)
        self.body.hide()
        self.heading.toggled.connect(self.body.setVisible)


class Heading(Pressed):
    """The words of a heading, and a triangle that says whether it is open."""

    def __init__(self, title: str, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        describe(self, title, "Show or hide this part")
        look.changed.connect(self._resize)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return one line."""
        return QSize(self._look.px(_TRIANGLE) + round(self._metrics().horizontalAdvance(self.text())), self._tall())

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Paint the words and the triangle."""
        theme, middle = self._look.theme, self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(type_of(self._look.font).strong(14).font)
        painter.setPen(QColor(theme.text))
        painter.drawText(QPointF(0, middle + self._metrics().capHeight() / 2), self.text())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.text if self.underMouse() else theme.secondary), 1.5))
        painter.drawPolyline(self._arrow(middle))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def _arrow(self, middle: float) -> QPolygonF:
        unit, at = self._look.px(4), self.width() - 1.75 * self._look.px(4)
        corners = [(-1, -0.5), (0, 0.5), (1, -0.5)] if self.isChecked() else [(-0.5, -1), (0.5, 0), (-0.5, 1)]
        return QPolygonF([QPointF(at + unit * x, middle + unit * y) for x, y in corners])

    def _metrics(self) -> QFontMetricsF:
        return type_of(self._look.font).strong(14).metrics

    def _tall(self) -> int:
        return self._look.px(_TALL)

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()


def _column(parent: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(parent)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(GAP)
    return made
