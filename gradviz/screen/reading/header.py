"""What stands over the text: the question, who answers it, and what the colours mean."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.literal import literal
from gradviz.screen.look.theme import Look, label

_SWATCH = (64, 8)
_ASIDE = 90


class Header(QWidget):
    """A title, a subtitle, the key of the colours, what is held or read otherwise, and which part of a text is shown.

    Signals
    -------
    turned : int
        Of a long text the part before (−1) or behind (1) is wanted.
    """

    turned = pyqtSignal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._title, self._subtitle = label("", "title"), _Aside(look, "subtitle")
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        explains(self, "part/colours")
        self.off, self.on = label("off", "caption"), label("on", "caption")
        self.colours, self.matters = _Ramp(look, "signed"), _Ramp(look, "loss")
        self._matters_words = label("", "caption")
        self.held = label("", "strong")
        self.held.hide()
        self.part, self.strange = _Aside(look), _Aside(look)
        self.earlier = self._turn("‹ earlier", "The part of the text before this one", -1)
        self.later = self._turn("later ›", "The part of the text behind this one", 1)
        self._lay_out()
        self.key("off", "on", "")

    def say(self, title: str, subtitle: str) -> None:
        """Say what one looks for, and at what."""
        self._title.setText(title)
        self._subtitle.say(subtitle)

    def key(self, low: str, high: str, matters: str) -> None:
        """Name the ends of the colours, and what the shade under the characters is; nothing where there is none."""
        self.off.setText(low)
        self.on.setText(high)
        self._matters_words.setText(matters)
        self.matters.setVisible(bool(matters))

    def show_held(self, words: str) -> None:
        """Say what is held, here where a lecture sees it, too; nothing where nothing is."""
        self.held.setText(words)
        self.held.setVisible(bool(words))

    def show_part(self, words: str, before: bool, behind: bool) -> None:
        """Say which part is shown, and offer what is before and behind it; nothing where it is all of the text."""
        self.part.say(words)
        for button, there in ((self.earlier, before), (self.later, behind)):
            button.setVisible(bool(words))
            button.setEnabled(there)

    def show_strange(self, words: str) -> None:
        """Say how many characters the network reads as another one; nothing where there is none."""
        self.strange.say(words)

    def _turn(self, words: str, tip: str, by: int) -> QPushButton:
        made = QPushButton(words)
        made.setProperty("look", "small")
        made.setToolTip(tip)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda *_: self.turned.emit(by))
        made.hide()
        return made

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._title, 0, Qt.AlignmentFlag.AlignBaseline)
        first.addWidget(self._subtitle, 1, Qt.AlignmentFlag.AlignBaseline)
        first.addWidget(self.strange, 0, Qt.AlignmentFlag.AlignBaseline)
        second.setSpacing(6)
        for widget in (self.off, self.colours, self.on):
            second.addWidget(widget)
        second.addSpacing(16)
        second.addWidget(self.matters)
        second.addWidget(self._matters_words)
        second.addSpacing(16)
        second.addWidget(self.held)
        second.addStretch(1)
        second.addWidget(self.part)
        for button in (self.earlier, self.later):
            second.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 14, 16, 4)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)


class _Aside(QLabel):
    """Words that are cut where there is no room for them; the tool tip has them all."""

    def __init__(self, look: Look, style: str = "caption") -> None:
        super().__init__()
        self._look, self._words = look, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", style)
        self.hide()

    def say(self, words: str) -> None:
        """Say something else; nothing where there is nothing to say."""
        self._words = words
        self.setToolTip(literal(words))
        self.setVisible(bool(words))
        self.updateGeometry()
        self._cut()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for all of it."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Do with the room for some words."""
        return QSize(self._look.px(_ASIDE), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Cut the words anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))


class _Ramp(QWidget):
    """A strip of the colours from one end to the other."""

    def __init__(self, look: Look, kind: str) -> None:
        super().__init__()
        self._look, self._kind = look, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Grow with the type."""
        return QSize(*(self._look.px(side) for side in _SWATCH))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the strip."""
        painter, theme = QPainter(self), self._look.theme
        strip = QLinearGradient(0, 0, self.width(), 0)
        if self._kind == "loss":
            clear = QColor(theme.loss)
            clear.setAlphaF(0.0)
            strip.setColorAt(0, clear)
            strip.setColorAt(1, QColor(theme.loss))
        else:
            for place, colour in enumerate(theme.signed):
                strip.setColorAt(place / (len(theme.signed) - 1), QColor(colour))
        painter.fillRect(QRectF(self.rect()), strip)
        painter.end()
