"""Another theme or size of type at run time: all is as if the window had started with it, and no widget waits long."""

from dataclasses import replace

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gradviz.screen.look.theme import label
from tests.screen.fakes import small
from tests.screen.restyled import change, picture, ways

LOOKS = ("title", "strong", "subtitle", "caption", "big", "maths", "a", "b", "loss", "wrong", "check", "badge-a")


def dialog(qtbot):
    """Return a dialog with one of everything that the style sheet knows."""
    made = QDialog()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    for look in LOOKS:
        column.addWidget(label(f"{look} 0.12", look))
    for kind, looks in (
        (QPushButton, ("", "primary", "link", "small")),
        (QToolButton, ("", "framed", "small", "chip")),
    ):
        for look in looks:
            button = kind()
            button.setText(f"{look} button")
            button.setProperty("look", look)
            column.addWidget(button)
    choice, progress, tabs = QComboBox(), QProgressBar(), QTabWidget()
    choice.addItems(["one", "another"])
    progress.setValue(40)
    tabs.addTab(QTableWidget(2, 2), "numbers")
    for widget in (choice, QLineEdit("0.9"), QSpinBox(), QPlainTextEdit("text\n" * 30), progress, tabs):
        column.addWidget(widget)
    return made


@ways
def test_every_kind_of_widget_is_as_if_it_had_started_so(wanted, look, qtbot):
    before, size = dialog(qtbot), (640, 1100)
    plain = picture(before, qtbot, size)
    change(look, wanted)
    assert picture(before, qtbot, size) == picture(dialog(qtbot), qtbot, size)
    look.adopt("light", 1.0)
    assert picture(before, qtbot, size) == plain


@ways
def test_the_window_is_as_if_it_had_started_so(wanted, look, open_window, qtbot):
    maps = replace(small(), pictures=("activations",))  # the names of curves stay near where they were
    before = open_window(question=maps)
    change(look, wanted)
    assert picture(before, qtbot) == picture(open_window(question=maps), qtbot)


class Restyled(QObject):
    """Counts how often a widget is told of another style."""

    def __init__(self, watched):
        super().__init__(watched)
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.times += event.type() == QEvent.Type.StyleChange
        return False


def test_a_widget_is_restyled_no_more_often_the_deeper_it_stands(look, qtbot):
    outermost = innermost = QWidget()
    qtbot.addWidget(outermost)
    for _ in range(10):
        innermost = QWidget(innermost)
    outermost.show()
    seen = Restyled(innermost)
    look.adopt("dark", 1.3)
    assert seen.times <= 2  # without a sheet, and with the new one
    look.adopt("dark", 1.3)
    assert seen.times <= 2
