"""The bar of the page: read, step, how fast; which text, and which model reads it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QAction, QActionGroup
from PyQt6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gradviz.readings.watch import SPEEDS
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.icons import icon
from gradviz.screen.look.theme import Look, label
from gradviz.screen.reading.pace import Pace
from gradviz.screen.reading.parts.name_button import NameButton
from gradviz.screen.transport.play_button import PlayButton

_ICON = 20
_LARGE = 1.3
_FAST = "How fast the network reads: [ slower, ] faster"
_TAB = Qt.FocusPolicy.TabFocus


def speed_words(speed: int) -> str:
    """Return ``60 characters/s``."""
    return f"{speed} character{'s' if speed != 1 else ''}/s"


class ReadingBar(QWidget):
    """The controls at the left of the page's top bar; it follows the pace.

    Attributes
    ----------
    text, model
        The buttons that choose what is read, and who reads.
    """

    def __init__(self, pace: Pace, look: Look, text: QMenu, model: QMenu) -> None:
        super().__init__()
        self._pace, self._look = pace, look
        explains(self, "part/reading")
        self.play = PlayButton(look.theme)
        self.play.clicked.connect(pace.toggle)
        self.play.setToolTip("Let the network read on, or pause (Space)")
        self.reset = self._button("reset", "Read from the beginning (Home)", pace.restart)
        self.back = self._button("step_back", "One character back (←)", lambda: pace.step(-1), repeats=True)
        self.step = self._button("step", "One character on (→)", lambda: pace.step(1), repeats=True)
        self.speed = self._speed_button()
        self.text, self.model = NameButton(text, "The text that is read"), NameButton(model, "The model that reads")
        self._between = [label(words, "subtitle") for words in ("reading", "with")]
        self._arrange()
        pace.changed.connect(self._follow)
        look.changed.connect(lambda _: self._restyle())
        self._restyle()

    def name(self, text: str, model: str) -> None:
        """Say what is read, and by whom."""
        self.text.say(text)
        self.model.say(model)

    def _button(self, name: str, tip: str, then: Callable[[], None], *, repeats: bool = False) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(name)
        made.setToolTip(tip)
        made.setAccessibleName(tip.partition(" (")[0])
        made.setAutoRepeat(repeats)
        made.setFocusPolicy(_TAB)
        made.clicked.connect(lambda *_: then())
        return made

    def _speed_button(self) -> QToolButton:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for speed in SPEEDS:
            choice = QAction(speed_words(speed), menu)
            choice.setCheckable(True)
            choice.setData(speed)
            group.addAction(choice)
            menu.addAction(choice)
        menu.triggered.connect(lambda chosen: self._pace.set_speed(chosen.data()))
        made = QToolButton()
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setProperty("look", "framed")
        made.setFocusPolicy(_TAB)
        made.setToolTip(_FAST)
        made.setAccessibleName(_FAST)
        return made

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        for widget in (self.reset, self.play, self.back, self.step, self.speed):
            row.addWidget(widget)
        row.addSpacing(12)
        for words, button in zip(self._between, (self.text, self.model), strict=True):
            row.addWidget(words)
            row.addWidget(button)
        row.addStretch(1)

    @property
    def _large(self) -> bool:
        """Whether the type is so large that there is no room for words."""
        return self._look.scale > _LARGE

    def _restyle(self) -> None:
        theme = self._look.theme
        self.play.set_theme(theme)
        for button in (self.reset, self.back, self.step):
            button.setIcon(icon(button.objectName(), theme))
            button.setIconSize(QSize(self._look.px(_ICON), self._look.px(_ICON)))
        for words in self._between:
            words.setVisible(not self._large)
        self._follow()

    def _follow(self) -> None:
        self.play.show_playing(self._pace.playing)
        self.speed.setText(f"{self._pace.speed}/s" if self._large else f"{speed_words(self._pace.speed)} ▾")
        menu = self.speed.menu()
        for choice in menu.actions() if menu is not None else ():
            choice.setChecked(choice.data() == self._pace.speed)
