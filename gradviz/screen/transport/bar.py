"""The transport: reset, play, step and speed, and the lamps that say which pass is running."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QSize, Qt
from PyQt6.QtGui import QAction, QActionGroup, QKeySequence
from PyQt6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from gradviz.charts.moment import SPEEDS
from gradviz.charts.style import Theme
from gradviz.screen.asking.session import Session
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.icons import icon
from gradviz.screen.painter.typeset import type_of
from gradviz.screen.transport.lamps import Lamps
from gradviz.screen.transport.play_button import PlayButton
from gradviz.screen.transport.player import Player

_ARROWS = {"Left": "←", "Right": "→"}
_NAMES = {0.25: "¼×", 0.5: "½×"}
_COMMANDS: tuple[tuple[str, str, str, str], ...] = (
    ("toggle", "Play or pause", "Space", "Let the story go on, or stand still"),
    ("step_back", "One step back", "Left", "Take the story back by one step of time"),
    ("step", "One step on", "Right", "Let the story go on by one step of time"),
    ("home", "To t = 0", "Home", "Where the forward pass begins and the gradient ends"),
    ("end", "To the last step", "End", "Where the forward pass ends"),
    ("slower", "Slower", "[", "The next lower speed, down to ¼×"),
    ("faster", "Faster", "]", "The next higher speed, up to 8×"),
    ("reset", "Back to the beginning of the story", "R", "Show the forward pass from its first step"),
)


def speed_name(speed: float) -> str:
    """Return ``¼×``, ``1×``, ``8×``."""
    return _NAMES.get(speed, f"{speed:g}×")


class Transport(QWidget):
    """The row of controls that moves the story; it follows the player and the session.

    Its ``actions()`` are what the keys do (Space, ←, →, Home, End, [, ], R), for the window to install.
    """

    def __init__(self, session: Session, player: Player, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._actions = {name: self._action(name, *words) for name, *words in _COMMANDS}
        self.addActions(list(self._actions.values()))
        self.play = PlayButton(theme)
        self.play.clicked.connect(player.toggle)
        self.reset = self._button("reset")
        self.back = self._button("step_back", repeats=True)
        self.step = self._button("step", repeats=True)
        self.speed = self._speed_button()
        self.lamps = Lamps(session, theme)
        self._arrange()
        self.setAccessibleName("Playback")
        explains(self, "part/transport")
        player.state_changed.connect(self._follow)
        self.set_theme(theme)
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.play.set_theme(theme)
        self.lamps.set_theme(theme)
        for button, name in ((self.reset, "reset"), (self.back, "step_back"), (self.step, "step")):
            button.setIcon(icon(name, theme))

    def changeEvent(self, event: QEvent | None) -> None:  # noqa: N802 - Qt's name
        """Grow with the type."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange and self.layout() is not None:
            self._resize()

    def _command(self, name: str) -> Callable[[], None]:
        player = self._player
        commands: dict[str, Callable[[], None]] = {
            "toggle": self._space,
            "step_back": lambda: player.step(-1),
            "step": lambda: player.step(1),
            "reset": player.to_start,
        }
        return commands.get(name) or getattr(player, name)

    def _action(self, name: str, text: str, key: str, tip: str) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setToolTip(f"{tip} ({_ARROWS.get(key, key)})")
        command = self._command(name)
        action.triggered.connect(lambda: command())
        return action

    def _space(self) -> None:
        """Play or pause; but where a button has the keyboard, Space presses that button."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton) and focus is not self.play:
            focus.click()
        else:
            self._player.toggle()

    def _button(self, name: str, *, repeats: bool = False) -> QToolButton:
        action = self._actions[name]
        made = QToolButton(self)
        made.setAccessibleName(action.text())
        made.setToolTip(action.toolTip())
        made.setAutoRepeat(repeats)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(self._command(name))
        return made

    def _speed_button(self) -> QToolButton:
        made = QToolButton(self)
        made.setToolTip("Speed: [ slower, ] faster")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setProperty("look", "framed")
        menu = QMenu(made)
        group = QActionGroup(menu)
        for speed in SPEEDS:
            choice = menu.addAction(speed_name(speed))
            assert choice is not None
            choice.setCheckable(True)
            choice.setData(speed)
            group.addAction(choice)
        menu.triggered.connect(lambda chosen: setattr(self._player, "speed", chosen.data()))
        made.setMenu(menu)
        return made

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        for widget in (self.reset, self.play, self.back, self.step, self.speed):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(16)
        row.addWidget(self.lamps, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._resize()

    def _resize(self) -> None:
        type_ = type_of(self.font())
        self.setFixedHeight(type_.frame(48))
        for button in (self.reset, self.back, self.step):
            button.setIconSize(QSize(type_.frame(20), type_.frame(20)))
        self._fix_speed()

    def _fix_speed(self) -> None:
        """Give the speed the width of its longest name: what stands beside it does not move."""
        shown = self.speed.text()
        self.speed.setMinimumWidth(0)
        widths = []
        for speed in SPEEDS:
            self.speed.setText(speed_name(speed))
            widths.append(self.speed.sizeHint().width())
        self.speed.setText(shown)
        self.speed.setMinimumWidth(max(widths))

    def _follow(self) -> None:
        playing, speed = self._player.playing, self._player.speed
        self.play.show_playing(playing)
        self.speed.setText(speed_name(speed))
        self.speed.setAccessibleName(f"Speed {speed_name(speed)}")
        menu = self.speed.menu()
        for choice in menu.actions() if menu is not None else ():
            choice.setChecked(choice.data() == speed)
