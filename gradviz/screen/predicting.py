"""Predict first: the bar over the picture that says what to draw, and reveals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QRect, QSize
from PyQt6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gradviz.charts.parts.names import names_of
from gradviz.screen.asking.session import Session
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.literal import literal
from gradviz.screen.look.theme import label
from gradviz.screen.messages.floating import Floating
from gradviz.screen.painter.typeset import type_of

if TYPE_CHECKING:
    from gradviz.charts.prediction import Prediction

MARGIN = 12
ABOVE = 60
"""The height of the time axis under the pictures, at normal type size."""

_NOTHING = "predict first needs a picture with the gradient: choose Lecture or Gradient"


class Predicting(Floating):
    """Stands at the bottom of the pictures while an audience predicts; whose curve the mouse draws is chosen here.

    Attributes
    ----------
    network
        The network that the mouse draws for: 0 is A, 1 is B.
    """

    def __init__(self, over: QWidget, session: Session) -> None:
        super().__init__(over, "banner", "Predict first")
        explains(self, "part/predict")
        self._session, self.network = session, 0
        self._words = label("", parent=self)
        self._choices = [self._choice(index) for index in range(2)]
        self._reveal, self._again, self._end = (
            self._button(words, tip, then)
            for words, tip, then in (
                ("Reveal", "Show the measured curve beside what was drawn (Ctrl+G)", self.reveal),
                ("Again", "Hide the curve and draw once more", lambda: self.begin()),
                ("Close", "Have done with it; the picture is as before", lambda: self.end()),
            )
        )  # fmt: skip
        self._lay_out()
        session.predicted.connect(self._follow)

    def toggle(self) -> None:
        """Begin, or reveal, or end."""
        prediction = self._session.prediction
        if prediction is None:
            self.begin()
        elif prediction.revealed:
            self.end()
        else:
            self.reveal()

    def begin(self, words: str = "predict first") -> None:
        """Hide the curves and take up the pencil; without ``words`` no hand asked for it."""
        from gradviz.charts.prediction import Prediction, predictable

        answer = self._session.answer
        if answer is None:
            return
        if not any(map(predictable, answer.charts.values())):
            self._session.noted.emit(_NOTHING)
            return
        self._draw_for(0)
        self._session.predict(Prediction.of(len(answer.results), answer.question.a.steps), words)

    def reveal(self) -> None:
        """Show the measured curves beside what was expected; where nobody drew, alone."""
        if self._session.prediction is not None:
            self._session.predict(self._session.prediction.answered, "reveal")

    def end(self, words: str = "close the prediction") -> None:
        """Have done with it; without ``words`` no hand asked for it."""
        self._session.predict(None, words)

    def stroke(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Take a stroke of the pencil."""
        if self._session.prediction is not None:
            drawn = self._session.prediction.drawn(self.network, start, end)
            self._session.predict(drawn, "draw a prediction", joins=f"draw {self.network}")

    def place(self, room: QSize) -> QRect:
        """Stand at the bottom of the picture, above the time axis."""
        size = self.sizeHint()
        width = min(size.width(), room.width() - 2 * MARGIN)
        top = room.height() - size.height() - type_of(self.font()).px(ABOVE)
        return QRect((room.width() - width) // 2, top, width, size.height())

    def _follow(self, prediction: Prediction | None) -> None:
        if prediction is None:
            self.hide()
            return
        answer = self._session.answer
        names = names_of(*answer.results) if answer is not None else ()
        for index, choice in enumerate(self._choices):
            choice.setVisible(not prediction.revealed and len(prediction.guesses) > 1)
            whose = names[index] if index < len(names) else "this network"
            choice.setToolTip(literal(f"Draw what you expect of {whose}"))
        self._reveal.setVisible(not prediction.revealed)
        self._again.setVisible(prediction.revealed)
        said = "This is what was measured." if prediction.revealed else "Draw what you expect with the mouse:"
        self._words.setText(said)
        self.show()
        self.settle()

    def _draw_for(self, index: int) -> None:
        self.network = index
        self._choices[index].setChecked(True)

    def _choice(self, index: int) -> QPushButton:
        made = self._button("AB"[index], "Draw what you expect of this network", lambda: self._draw_for(index))
        made.setCheckable(True)
        made.setAccessibleName(f"Draw for network {'AB'[index]}")
        return made

    def _button(self, words: str, tip: str, then: object) -> QPushButton:
        made = QPushButton(words, self)
        made.setToolTip(tip)
        made.clicked.connect(then)  # type: ignore[arg-type] # a method without arguments
        return made

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 8, 8, 8)
        row.addWidget(self._words)
        for choice in self._choices:
            group.addButton(choice)
            row.addWidget(choice)
        row.addSpacing(MARGIN)
        for button in (self._reveal, self._again, self._end):
            row.addWidget(button)
