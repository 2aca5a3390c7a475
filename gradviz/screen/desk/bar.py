"""The bar of a view: which picture it is, what can be chosen in it, and what can be done with it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPoint, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QEnterEvent, QMouseEvent, QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gradviz.charts import ChartKind
from gradviz.screen.asking.session import Session
from gradviz.screen.commands.pictures import name_of
from gradviz.screen.desk.options import Options
from gradviz.screen.look.icons import tinted
from gradviz.screen.look.theme import Look, label

HEIGHT, ICON = 28, 16


class ViewBar(QWidget):
    """Quiet until the mouse is over it; it has no height where there is nothing to choose and to do.

    Signals
    -------
    pressed, helped, exported, floated, closed : ()
        A hand is on the bar, or asks what its button says.
    """

    pressed = pyqtSignal()
    helped = pyqtSignal()
    exported = pyqtSignal()
    floated = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, kind: ChartKind, session: Session, look: Look) -> None:
        super().__init__()
        self.setObjectName("viewbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._kind, self._session, self._look = kind, session, look
        self._several = self._lit = self._folded = False
        self._least = 0
        self.name = label(name_of(kind), "view")
        self.name.setToolTip(kind.title)
        self.options = Options(kind, session, look)
        self.more = _button("Options ▾", f"Options of the picture {name_of(kind)}")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.more.setProperty("look", "chip")
        self.more.setToolTip("What can be chosen in this picture")
        self.more.clicked.connect(self._open_options)
        self.buttons = {
            "help": self._icon("help", "What am I looking at?", self.helped),
            "export": self._icon("export", "Export this picture…", self.exported),
            "float": self._icon("float", "Float as a window of its own", self.floated),
            "close": self._icon("close", "Close this picture", self.closed),
        }
        self._lay_out()
        self.restyle()
        self.arrange(False)

    def arrange(self, several: bool, floating: bool = False) -> None:
        """Show what makes sense: a picture that is alone is neither floated nor closed."""
        self._several = several
        for name in ("float", "close"):
            self.buttons[name].setVisible(several)
        words = "Put back into the window" if floating else "Float as a window of its own"
        self._name(self.buttons["float"], words)
        self.buttons["float"].setProperty("drawn", "dock" if floating else "float")
        self.restyle()

    def set_active(self, active: bool) -> None:
        """Show whether this is the view that commands are about."""
        self.name.setProperty("active", active and self._several)
        style = self.name.style()
        if style is not None:
            style.polish(self.name)

    def fold(self, folded: bool) -> None:
        """Have no height, whatever there is to choose, or as much as is needed."""
        self._folded = folded
        self.updateGeometry()

    @property
    def needed(self) -> bool:
        """Whether there is anything to choose or to do, and it is not folded away."""
        return not self._folded and (self._several or bool(self._kind.options))

    def restyle(self) -> None:
        """Take the colours and sizes of the look."""
        theme = self._look.theme
        colour = theme.text if self._lit else theme.secondary
        for name, button in self.buttons.items():
            button.setIcon(tinted(button.property("drawn") or name, colour, theme.hairline))
            button.setIconSize(QSize(self._look.px(ICON), self._look.px(ICON)))
        shown = [self.name, *(button for button in self.buttons.values() if not button.isHidden())]
        self._least = sum(part.sizeHint().width() for part in shown) + 44
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the bar, or none."""
        return QSize(super().sizeHint().width(), self._look.px(HEIGHT) if self.needed else 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what the name and the buttons need."""
        return QSize(self._least if self.needed else 0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Put the options where there is room."""
        super().resizeEvent(event)
        self._fit()

    def enterEvent(self, event: QEnterEvent | None) -> None:  # noqa: N802 - Qt's name
        """Brighten."""
        super().enterEvent(event)
        self._light(True)

    def leaveEvent(self, event: QEvent | None) -> None:  # noqa: N802 - Qt's name
        """Be quiet again."""
        super().leaveEvent(event)
        self._light(False)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Say that a hand is here; the dock under the bar moves with it."""
        self.pressed.emit()
        super().mousePressEvent(event)

    def _light(self, lit: bool) -> None:
        self._lit = lit
        self.restyle()

    def _fit(self) -> None:
        inline = bool(self._kind.options) and self._least + self.options.sizeHint().width() <= self.width()
        self.options.setVisible(inline)
        self.more.setVisible(bool(self._kind.options) and not inline)

    def _open_options(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setObjectName("options")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(popup)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Options(self._kind, self._session, self._look, below=True))
        popup.move(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))
        popup.show()

    def _icon(self, name: str, words: str, asked: object) -> QToolButton:
        made = _button("", words)
        made.setProperty("look", "small")
        made.setProperty("drawn", name)
        made.clicked.connect(lambda: asked.emit())  # type: ignore[attr-defined] # a bound signal
        self._name(made, words)
        return made

    def _name(self, button: QToolButton, words: str) -> None:
        button.setToolTip(words)
        button.setAccessibleName(f"{words.rstrip('…')} ({name_of(self._kind)})")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 6, 0)
        row.setSpacing(2)
        row.addWidget(self.name)
        row.addSpacing(12)
        row.addWidget(self.options)
        row.addWidget(self.more)
        row.addStretch(1)
        for button in self.buttons.values():
            row.addWidget(button)


def _button(words: str, spoken: str) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setAccessibleName(spoken)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
