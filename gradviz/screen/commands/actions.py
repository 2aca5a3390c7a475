"""Every command of the window, once: its words, its keys and what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMenu, QWidget, QWidgetAction

from gradviz.screen.look.theme import label


def action(
    parent: QWidget, words: str, keys: Sequence[str], then: Callable[[], object], checkable: bool = False, tip: str = ""
) -> QAction:
    """Return a command of the window; its tooltip says what it does and names its first key."""
    made = QAction(words, parent)
    made.setShortcuts([QKeySequence(key) for key in keys])
    made.setToolTip(f"{tip or words} ({shown(made)})" if keys else tip or words)
    made.setCheckable(checkable)
    made.setIconVisibleInMenu(False)
    made.triggered.connect(lambda *_: then())
    parent.addAction(made)
    return made


def shown(made: QAction) -> str:
    """Return the first key of a command as the system writes it."""
    return made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def menu_of(parent: QWidget, groups: Sequence[tuple[str, Sequence[QAction]]], title: str = "", tip: str = "") -> QMenu:
    """Return one menu with all commands, in groups. ``tip`` is said of it."""
    menu = QMenu(title, parent)
    opening(menu).setToolTip(tip)
    menu.setToolTipsVisible(True)
    put_into(menu, groups)
    return menu


def put_into(menu: QMenu, groups: Sequence[tuple[str, Sequence[QAction]]]) -> None:
    """Put commands at the end of a menu, in groups; a group with a name begins with it."""
    for name, actions in groups:
        menu.addSeparator()
        if name:
            menu.addAction(_heading(name, menu))
        menu.addActions(list(actions))


def opening(menu: QMenu) -> QAction:
    """Return the command that opens a menu inside another one."""
    made = menu.menuAction()
    assert made is not None
    return made


def _heading(words: str, menu: QMenu) -> QAction:
    made = QWidgetAction(menu)
    made.setDefaultWidget(label(words, "heading"))
    made.setEnabled(False)
    return made
