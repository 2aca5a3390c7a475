"""Which pictures of the networks are shown: arrangements, single pictures, and pictures beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QToolButton, QWidget

from gradviz.arrangements import ARRANGEMENTS, Arrangement, named
from gradviz.charts import CHARTS
from gradviz.screen.asking.question import Question
from gradviz.screen.asking.session import Session
from gradviz.screen.commands.actions import action, menu_of, opening, put_into, shown

if TYPE_CHECKING:
    from gradviz.charts import ChartKind

_TIP = "Which pictures are shown, and how they stand"


class Pictures:
    """Follows the session's question; choosing other pictures is an edit like any other.

    Attributes
    ----------
    arrangements
        One checkable command for each arrangement, with the keys Ctrl+Shift+1, Ctrl+Shift+2, …
    actions
        One checkable command for each picture alone, with the keys Ctrl+1, Ctrl+2, … Ctrl+9, Ctrl+0
    beside
        One checkable command for each picture: it is shown beside the others, or no longer.
    turn
        Goes to the next one of several pictures.
    reset
        Lets the pictures stand as at first.
    menu
        All of these.
    button
        Shows the name of what is chosen and opens the menu.
    """

    def __init__(
        self, parent: QWidget, session: Session, turn: Callable[[], object], reset: Callable[[], object]
    ) -> None:
        self._parent, self._session = parent, session
        self.arrangements = [self._arrangement(found) for found in ARRANGEMENTS]
        self.actions: list[QAction] = []
        self.beside: list[QAction] = []
        self.turn = action(
            parent, "Next picture", ["Ctrl+Tab"], turn, tip="Go to the picture beside or behind this one"
        )
        self.reset = action(parent, "Reset this arrangement", [], reset, tip="Let the pictures stand as at first")
        self.menu = menu_of(parent, [("Arrangements", self.arrangements)], "Pictures", _TIP)
        self.button = _button(self.menu)
        self._name(session.question.pictures)

    def fill(self) -> None:
        """Put every picture into the menu, once the window is seen: their modules take as long to import as it did."""
        self.actions = [self._alone(kind, place) for place, kind in enumerate(CHARTS.values(), 1)]
        self.beside = [self._beside(kind) for kind in CHARTS.values()]
        tip = "Show another picture beside these, or no longer"
        beside = opening(menu_of(self._parent, [("", self.beside)], "Add beside", tip))
        put_into(self.menu, [("One picture", self.actions), ("", [beside, self.turn, self.reset])])
        self._session.question_changed.connect(self._follow)
        self._follow(self._session.question)

    def _arrangement(self, found: Arrangement) -> QAction:
        keys = [f"Ctrl+Shift+{found.place}"]
        made = action(self._parent, found.name, keys, lambda: self._choose(*found.pictures), True)
        made.setToolTip(f"{found.help} ({shown(made)})")
        made.setData(found.pictures)
        return made

    def _alone(self, kind: ChartKind, place: int) -> QAction:
        keys = [f"Ctrl+{place % 10}"] if place <= 10 else []
        made = action(self._parent, words_for(kind.name), keys, lambda: self._choose(kind.name), True)
        made.setToolTip(f"{kind.title} ({shown(made)})" if keys else kind.title)
        made.setData(kind.name)
        return made

    def _beside(self, kind: ChartKind) -> QAction:
        made = action(self._parent, words_for(kind.name), [], lambda: self._toggle(kind.name), True)
        made.setToolTip(kind.title)
        made.setData(kind.name)
        return made

    def _choose(self, *names: str) -> None:
        self._session.choose_pictures(*names)
        self._follow(self._session.question)  # a click on what is chosen already unchecks it

    def _toggle(self, name: str) -> None:
        pictures = self._session.question.pictures
        rest = tuple(other for other in pictures if other != name)
        self._choose(*(rest or pictures) if name in pictures else (*pictures, name))

    def _follow(self, question: Question) -> None:
        pictures = question.pictures
        for made in self.arrangements:
            made.setChecked(made.data() == pictures)
        for made in self.actions:
            made.setChecked((made.data(),) == pictures)
        for made in self.beside:
            made.setChecked(made.data() in pictures)
            made.setEnabled((made.data(),) != pictures)
        for made in (self.turn, self.reset):
            made.setEnabled(len(pictures) > 1)
        self._name(pictures)
        titles = "\n".join(CHARTS[name].title for name in pictures)
        self.button.setToolTip(f"Which pictures are shown:\n{titles}")

    def _name(self, pictures: tuple[str, ...]) -> None:
        self.button.setText(f"{_title(pictures)} ▾")


def name_of(kind: ChartKind) -> str:
    """Return the word for a picture in a list."""
    return words_for(kind.name)


def words_for(picture: str) -> str:
    """Return the word for a picture's name."""
    return picture.replace("_", " ").capitalize()


def _title(pictures: tuple[str, ...]) -> str:
    """Return the name of an arrangement, of a picture, or of the first one and how many stand beside it."""
    found = named(pictures)
    if found is not None:
        return found.name
    more = f" + {len(pictures) - 1}" if len(pictures) > 1 else ""
    return words_for(pictures[0]) + more


def _button(menu: QMenu) -> QToolButton:
    button = QToolButton()
    button.setObjectName("pictures")
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName("Pictures")
    return button
