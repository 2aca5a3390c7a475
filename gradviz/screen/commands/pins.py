"""Pinned networks: commands that pin, recall and remove, and the words that tell pins from each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QWidget

from gradviz.cells import CELLS
from gradviz.charts.markup import to_plain
from gradviz.charts.question import phrase
from gradviz.experiment import FIELDS, Experiment
from gradviz.screen.asking.question import PINS, Question, Slot
from gradviz.screen.asking.session import Session
from gradviz.screen.commands.actions import action, menu_of, opening

_ALWAYS = ("model", "model_weights", "spectral_radius", "steps")
_NEVER = ("cell", "text", "device")
_TIP = "Keep the curve of {} in the picture while the question changes"


class Pins:
    """Follows the session's question: one line in the menu for each pin.

    Attributes
    ----------
    pin
        The commands that pin A and B.
    menu
        The pins; each one can be recalled and removed, and all of them can be removed.
    """

    def __init__(self, parent: QWidget, session: Session, say: Callable[[str], object]) -> None:
        self._session, self._say = session, say
        self.pin = {
            "a": action(parent, "Pin A", ["Ctrl+P"], lambda: self._pin("a"), tip=_TIP.format("A")),
            "b": action(parent, "Pin B", ["Ctrl+Shift+P"], lambda: self._pin("b"), tip=_TIP.format("B")),
        }
        self.remove_all = action(
            parent, "Remove all pins", [], lambda: session.unpin(*session.question.pins),
            tip="Let only A and B be in the picture",
        )  # fmt: skip
        self.menu = menu_of(parent, [], "Pinned", "Networks that stay in the picture")
        session.question_changed.connect(self._follow)
        self._follow(session.question)

    @property
    def actions(self) -> list[QAction]:
        """The commands that pin, and the menu of what is pinned."""
        return [*self.pin.values(), opening(self.menu)]

    def _pin(self, slot: Slot) -> None:
        pinned, before = self._session.question.get(slot), self._session.question.pins
        self._session.pin(slot)
        words = f"pinned {slot.upper()}: {words_of(pinned)}"
        full = len(before) == PINS and pinned not in before
        self._say(words + (f"; the oldest of {PINS} pins gave way" if full else ""))

    def _follow(self, question: Question) -> None:
        self.pin["b"].setEnabled(question.b is not None)
        self.remove_all.setEnabled(bool(question.pins))
        self.menu.setEnabled(bool(question.pins))
        self.menu.clear()
        for pinned in question.pins:
            line = self.menu.addMenu(words_of(pinned, question.pins))
            assert line is not None
            line.setToolTipsVisible(True)
            opening(line).setToolTip("A network that stays in the picture: recall it, or take it out")
            recall, remove = partial(self._session.recall, pinned), partial(self._session.unpin, pinned)
            _offer(line, "Recall in the place of A", "Ask this network again", recall)
            _offer(line, "Remove", "Take its curve out of the picture", remove)
        self.menu.addSeparator()
        self.menu.addAction(self.remove_all)


def _offer(line: QMenu, words: str, tip: str, then: Callable[[], object]) -> None:
    made = line.addAction(words)
    assert made is not None
    made.setToolTip(tip)
    made.triggered.connect(lambda *_: then())


def words_of(pinned: Experiment, pins: Sequence[Experiment] = ()) -> str:
    """Return what a network is, and what tells it from the other pins: ``tanh RNN, ρ = 0.9, T = 128``."""
    differ = [name for name in FIELDS if len({getattr(other, name) for other in pins}) > 1]
    names = dict.fromkeys(name for name in (*_ALWAYS, *differ) if name not in _NEVER)
    said = [phrase(FIELDS[name], getattr(pinned, name)) for name in names if _has(pinned, name)]
    return to_plain(", ".join([CELLS[pinned.cell].label, *said]))


def _has(pinned: Experiment, name: str) -> bool:
    if name == "model" and pinned.model is None:
        return False
    known = getattr(pinned, name) is not None or bool(FIELDS[name].none)
    return known and FIELDS[name].matters(pinned.to_dict())
