"""What a reader may choose in a picture, as controls: a chip, a list or a small number for each option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PyQt6.QtCore import QSize, Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QWheelEvent
from PyQt6.QtWidgets import (
    QAbstractSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from gradviz.charts import ChartKind
from gradviz.charts.kind import Option, Value
from gradviz.charts.markup import to_plain
from gradviz.fields import Choice
from gradviz.screen.asking.question import Question
from gradviz.screen.asking.session import Session
from gradviz.screen.controls.chooser import Chooser
from gradviz.screen.look.theme import Look, label

LARGEST = 1_000_000
_LOW = 22
NONE = "none"
"""What a number of 0 means."""


class Control(Protocol):
    """A widget that shows a value, and says which one a hand chose."""

    chosen: pyqtBoundSignal

    def put(self, value: Value) -> None:
        """Show a value."""


class Chip(QToolButton):
    """A switch with its words in it."""

    chosen = pyqtSignal(object)

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.setText(to_plain(option.label))
        self.setCheckable(True)
        self.setProperty("look", "chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda on: self.chosen.emit(on))

    def put(self, value: Value) -> None:
        """Show a value."""
        self.setChecked(bool(value))


class Choices(Chooser):
    """A list of the values."""

    def __init__(self, option: Option, look: Look) -> None:
        super().__init__([Choice(value, to_plain(words), "") for value, words in option.choices], "neutral", look)

    def put(self, value: Value) -> None:
        """Show a value."""
        self.show_value(str(value))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that leaves air in a bar."""
        return QSize(super().sizeHint().width(), self._look.px(_LOW))


class Number(QSpinBox):
    """A small whole number; 0 reads "none"."""

    chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, LARGEST)
        self.setSpecialValueText(NONE)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(lambda value: self.chosen.emit(value))

    def put(self, value: Value) -> None:
        """Show a value."""
        self.blockSignals(True)
        self.setValue(int(value))
        self.blockSignals(False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size with room for six figures."""
        return QSize(self.fontMetrics().horizontalAdvance("100000") + 16, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: it is no broader where there is room, and no narrower where there is none."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802 - Qt's name
        """Select the number, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802 - Qt's name
        """Turn with the wheel only when chosen."""
        if self.hasFocus():
            super().wheelEvent(event)
        elif event is not None:
            event.ignore()


class Options(QWidget):
    """The controls of a picture's options, in one line or below each other; they follow the question."""

    def __init__(self, kind: ChartKind, session: Session, look: Look, below: bool = False) -> None:
        super().__init__()
        self._kind, self._session = kind, session
        self.controls = {option.name: self._control(option, look) for option in kind.options}
        _lay_out_below(self, kind.options, self.controls) if below else _lay_out(self, kind.options, self.controls)
        session.question_changed.connect(self._follow)
        self._follow(session.question)

    def _control(self, option: Option, look: Look) -> QWidget:
        made = _made(option, look)
        made.setAccessibleName(to_plain(option.label))
        made.setAccessibleDescription(to_plain(option.help))
        made.setToolTip(to_plain(option.help))
        cast(Control, made).chosen.connect(
            lambda value: self._session.choose_option(self._kind.name, option.name, value)
        )
        return made

    def _follow(self, question: Question) -> None:
        for name, value in self._kind.chosen(question.options_of(self._kind.name)).items():
            cast(Control, self.controls[name]).put(value)


def _made(option: Option, look: Look) -> QWidget:
    if isinstance(option.default, bool):
        return Chip(option)
    return Number() if isinstance(option.default, int) else Choices(option, look)


def _named(option: Option, control: QWidget) -> QLabel:
    caption = label(to_plain(option.label), "caption")
    caption.setBuddy(control)
    caption.setToolTip(to_plain(option.help))
    return caption


def _lay_out(parent: QWidget, options: Sequence[Option], controls: dict[str, QWidget]) -> None:
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for option in options:
        control = controls[option.name]
        if not isinstance(control, Chip):
            row.addWidget(_named(option, control))
        row.addWidget(control)


def _lay_out_below(parent: QWidget, options: Sequence[Option], controls: dict[str, QWidget]) -> None:
    grid = QGridLayout(parent)
    grid.setContentsMargins(12, 12, 12, 12)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    for row, option in enumerate(options):
        control = controls[option.name]
        if isinstance(control, Chip):
            grid.addWidget(control, row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        else:
            grid.addWidget(_named(option, control), row, 0)
            grid.addWidget(control, row, 1, Qt.AlignmentFlag.AlignLeft)
