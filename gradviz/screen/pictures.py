"""Which picture of the networks is shown: a command for each, and the button that holds them."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QActionGroup
from PyQt6.QtWidgets import QMenu, QToolButton, QWidget

from gradviz.charts import CHARTS, ChartKind
from gradviz.screen.actions import action, shown
from gradviz.screen.question import Question
from gradviz.screen.session import Session


class Pictures:
    """Follows the session's question; choosing another picture is an edit like any other.

    Attributes
    ----------
    actions
        One checkable command for each picture, with the keys Ctrl+1, Ctrl+2, … Ctrl+9, Ctrl+0
    button
        Shows the name of the picture and opens the list.
    """

    def __init__(self, parent: QWidget, session: Session) -> None:
        self._session = session
        self.actions = [self._action(parent, kind, place) for place, kind in enumerate(CHARTS.values(), 1)]
        group = QActionGroup(parent)
        for made in self.actions:
            group.addAction(made)
        self.button = _button(self.actions)
        session.question_changed.connect(self._follow)
        self._follow(session.question)

    def _action(self, parent: QWidget, kind: ChartKind, place: int) -> QAction:
        keys = [f"Ctrl+{place % 10}"] if place <= 10 else []
        made = action(parent, name_of(kind), keys, lambda: self._session.choose_pictures(kind.name), True)
        made.setToolTip(f"{kind.title} ({shown(made)})" if keys else kind.title)
        made.setData(kind.name)
        return made

    def _follow(self, question: Question) -> None:
        for made in self.actions:
            made.setChecked(made.data() == question.picture)
        kind = CHARTS[question.picture]
        self.button.setText(f"{name_of(kind)} ▾")
        self.button.setToolTip(f"Which picture: {kind.title}")


def name_of(kind: ChartKind) -> str:
    """Return the word for a picture in a list."""
    return kind.name.replace("_", " ").capitalize()


def _button(actions: list[QAction]) -> QToolButton:
    button, menu = QToolButton(), QMenu()
    button.setObjectName("pictures")
    menu.setToolTipsVisible(True)
    menu.addActions(actions)
    menu.setParent(button, menu.windowFlags())
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName("Picture")
    return button
