"""The question panel: what both networks share, then A, then B, then new draw and reset."""

from __future__ import annotations

import itertools

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFontMetrics
from PyQt6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gradviz.experiment import FIELDS
from gradviz.screen.asking.question import Question
from gradviz.screen.asking.session import Session
from gradviz.screen.controls.card import Card
from gradviz.screen.controls.choice_row import ChoiceRow
from gradviz.screen.controls.model_row import ModelRow
from gradviz.screen.controls.text_row import TextRow
from gradviz.screen.controls.widths import widest_row
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look, label

GAP, FOOT = 10, 6
_MODELS = (".safetensors", ".pt", ".pth")
LEFT, RIGHT = 12, 10
"""The panel's margins; the scroll bar stands in the right one, so that nothing moves when it comes."""


class Form(QScrollArea):
    """Follows the session's question and edits it; the one list of its rows is `FIELDS`."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        self._devices: tuple[str, ...] = ()
        explains(self, "part/question")
        self._removed = Question.default().b
        self.cards = {
            "shared": Card(session, "a", True, look),
            "a": Card(session, "a", False, look),
            "b": Card(session, "b", False, look),
        }
        self.compare = QPushButton("Compare with a second network")
        self.compare.setToolTip("Put a second network on the same axes: same seed, same input, same scale")
        self.new_draw, self.reset, self.seed = QPushButton("New draw"), QPushButton("Reset"), label("", "caption")
        self.setWidget(self._body())
        self._wire()
        self._set_tab_order()
        self.follow(session.question)

    def follow(self, question: Question) -> None:
        """Show a question (edited, undone, reset)."""
        self.cards["shared"].show_experiment(question.a)
        self.cards["a"].show_experiment(question.a)
        self.cards["b"].setVisible(question.b is not None)
        self.compare.setVisible(question.b is None)
        if question.b is not None:
            self.cards["b"].show_experiment(question.b)
            self._removed = question.b
        self.seed.setText(f"seed {question.a.seed}")
        self._place_seed()

    def needed_width(self) -> int:
        """Return the width that the words of all rows need, folded and unfolded."""
        return widest_row(self._look.font) + self.cards["shared"].margins() + LEFT + RIGHT

    def refuse(self, slot: str, field: str, sentence: str) -> None:
        """Show a sentence under the control it belongs to, and bring that into view."""
        if field not in FIELDS:
            return
        card = self.cards["shared" if FIELDS[field].shared else slot]
        card.refuse(field, sentence)
        self.ensureWidgetVisible(card.rows[field])

    def fill(self) -> None:
        """Make the folded rows now rather than when they are unfolded."""
        for card in self.cards.values():
            card.fold.fill()

    def limit(self, names: frozenset[str] | None) -> None:
        """Show only the controls of these fields, as a lesson wants; None: all of them."""
        for card in self.cards.values():
            card.limit(names)

    def take_file(self, path: str) -> None:
        """Use a dropped file as the input text, or as the model of network A."""
        if path.lower().endswith(_MODELS):
            model = self.cards["a"].rows["model"]
            assert isinstance(model, ModelRow)
            model.take_file(path)
            self.ensureWidgetVisible(model)
            return
        self.cards["shared"].fold.fill()
        for row in self.cards["shared"].rows.values():
            if isinstance(row, TextRow) and row.field.when is not None:
                self.cards["shared"].fold.open()
                row.take_file(path, {row.field.when[0]: row.field.when[1][0]})

    def offer_devices(self, devices: tuple[str, ...]) -> None:
        """Offer the devices that this machine has."""
        self._devices = devices
        for card in self.cards.values():
            for row in card.rows.values():
                if isinstance(row, ChoiceRow) and row.field.kind == "device":
                    row.offer(devices)

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(LEFT, 12, RIGHT, 12)
        column.setSpacing(GAP)
        for card in self.cards.values():
            column.addWidget(card)
        column.addWidget(self.compare)
        buttons = QHBoxLayout()
        buttons.setSpacing(FOOT)
        for button, hint in ((self.new_draw, "Draw new weights, input and loss: the next seed"),
                             (self.reset, "Back to the opening question; the seed stays")):  # fmt: skip
            button.setToolTip(hint)
            buttons.addWidget(button)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(FOOT)
        self._foot.addLayout(buttons)
        self._foot.addWidget(self.seed)
        self._foot.addStretch()
        column.addLayout(self._foot)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("The question")
        return body

    def _wire(self) -> None:
        session = self._session
        session.question_changed.connect(self.follow)
        self._look.changed.connect(self._place_seed)
        bar = self.verticalScrollBar()
        if bar is not None:
            bar.rangeChanged.connect(self._make_room)
        session.refused.connect(self.refuse)
        session.answered.connect(self._forgive)
        for card in self.cards.values():
            card.filled.connect(self._complete)
        session.runner.devices_found.connect(self.offer_devices)
        self.cards["b"].closed.connect(lambda: session.compare(None))
        self.compare.clicked.connect(lambda: session.compare(self._removed))
        self.new_draw.clicked.connect(session.new_draw)
        self.reset.clicked.connect(session.reset)
        for button in (self.compare, self.new_draw, self.reset):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _place_seed(self) -> None:
        """Put the seed beside the buttons, or under them where it is too long for that."""
        metrics, room = QFontMetrics(self._look.font), self.needed_width() - LEFT - RIGHT
        beside = self.new_draw.sizeHint().width() + self.reset.sizeHint().width() + 2 * FOOT
        fits = beside + metrics.horizontalAdvance(self.seed.text()) <= room
        direction = QBoxLayout.Direction
        self._foot.setDirection(direction.LeftToRight if fits else direction.TopToBottom)

    def _make_room(self, _low: int, high: int) -> None:
        """Let the scroll bar stand in the margin."""
        body, bar = self.widget(), self.verticalScrollBar()
        column = body.layout() if body is not None else None
        if column is not None and bar is not None:
            right = max(0, RIGHT - bar.sizeHint().width()) if high > 0 else RIGHT
            column.setContentsMargins(LEFT, 12, right, 12)

    def _forgive(self) -> None:
        for card in self.cards.values():
            for row in card.rows.values():
                row.forgive()

    def _complete(self) -> None:
        """Give new rows the devices and their place in the order of the keyboard."""
        self.offer_devices(self._devices)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        order = [control for card in self.cards.values() for control in card.tab_order()]
        order += [self.compare, self.new_draw, self.reset]
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)
