"""The menu of questions worth asking: each one with the picture that answers it."""

from __future__ import annotations

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QWidget

from gradviz.presets import PRESETS, Preset
from gradviz.screen.asking.question import Question
from gradviz.screen.asking.session import Session
from gradviz.screen.commands.actions import action, menu_of
from gradviz.screen.undoing.named import short


class Posed:
    """Asks a well-known question; it is one edit, which undo takes back.

    Attributes
    ----------
    menu
        Every preset, its sentence under the mouse.
    """

    def __init__(self, parent: QWidget, session: Session) -> None:
        self._session = session
        asked = [self._action(parent, name) for name in PRESETS]
        self.menu: QMenu = menu_of(parent, [("", asked)], "Ask", "Questions worth asking, each with its picture")

    def _action(self, parent: QWidget, name: str) -> QAction:
        made = action(parent, name, [], lambda: self._session.pose(question_of(PRESETS[name]), short(name)))
        made.setToolTip(PRESETS[name].words)
        return made


def question_of(preset: Preset) -> Question:
    """Return the question of a preset."""
    a, *others = preset.experiments()
    return Question(a, others[0] if others else None, preset.pictures, preset.options)
