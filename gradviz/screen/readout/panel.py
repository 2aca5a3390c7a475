"""The right panel: the numbers at the cursor, one sentence a network, and the equation behind them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont, QResizeEvent
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gradviz.cells import CELLS
from gradviz.charts.at_step import Reading
from gradviz.charts.markup import to_plain
from gradviz.charts.moment import Moment
from gradviz.charts.style import Theme
from gradviz.charts.words import from_log10
from gradviz.screen.asking.answers import Answer
from gradviz.screen.asking.session import Session
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import label
from gradviz.screen.painter.typeset import type_of
from gradviz.screen.readout import widest
from gradviz.screen.readout.parts import Line, Rule, Table
from gradviz.screen.readout.shelf import Shelf
from gradviz.screen.readout.words import TERMS, caption, equation, sentence, table

if TYPE_CHECKING:
    from gradviz.charts.terms import Role

MARGIN = 12
_ROLES: tuple[Role, Role] = ("a", "b")


class Readout(QWidget):
    """Follows the session: the numbers follow the cursor, the sentences the answer."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._at = -1
        self.title = Line(theme, lambda type_: type_.strong(14), "text", 24)
        self.figures = [Line(theme, lambda type_: type_.strong(24), role, 34) for role in _ROLES]
        self.captions = [Line(theme, lambda type_: type_.face(12), "neutral", 22) for _ in _ROLES]
        self.table = Table(theme)
        self.table.setToolTip(TERMS)
        self.sentences = [self._label("body"), self._label("body")]
        self.equations = [self._label("maths"), self._label("maths")]
        self._rules = [Rule(theme) for _ in range(3)]
        self._arrange()
        session.answered.connect(self._show)
        session.redrawn.connect(self._sentences)
        session.predicted.connect(self._predict)
        session.moment_changed.connect(self._follow)
        self.setAccessibleName("Numbers at the cursor")
        explains(self, "part/readout")
        self._visible(0)
        if session.answer is not None:
            self._show(session.answer)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        parts: tuple[Line | Table | Rule, ...] = (
            self.title, *self.figures, *self.captions, self.table, *self._rules,
        )  # fmt: skip
        for part in parts:
            part.set_theme(theme)
        if self._session.answer is not None:
            self._sentences(self._session.answer)

    def needed_width(self, font: QFont) -> int:
        """Return the width in which every usual word and number is whole."""
        type_ = type_of(font)
        lines = [self.captions[0].width_of(words, type_) for words in widest.captions()]
        tables = [Table.width_of(rows, type_) for rows in widest.numbers()]
        return max(lines + tables) + 2 * MARGIN

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Say what fits into the new width."""
        super().resizeEvent(event)
        self._at = -1
        self._follow(self._session.moment)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 12)
        column.setSpacing(0)
        column.addWidget(self.title)
        for figure, caption_ in zip(self.figures, self.captions, strict=True):
            column.addWidget(figure)
            column.addWidget(caption_)
        column.addWidget(self._rules[0])
        column.addWidget(self.table)
        column.addWidget(self._rules[1])
        column.addWidget(Shelf([self.sentences, self.equations], [self._rules[2]]), 1)

    def _label(self, look: str) -> QLabel:
        made = label("", look)
        made.setWordWrap(True)
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        return made

    def _visible(self, networks: int) -> None:
        """Show the parts of as many networks as there are; nothing but the title before the first answer."""
        for index in range(2):
            for part in (self.figures[index], self.captions[index], self.sentences[index], self.equations[index]):
                part.setVisible(index < networks)
        self.table.setVisible(networks > 0)
        for rule in self._rules:
            rule.setVisible(networks > 0)

    def _predict(self) -> None:
        if self._session.answer is not None:
            self._show(self._session.answer)

    def _show(self, answer: Answer) -> None:
        self._visible(0 if self._session.hides else len(answer.results))
        self._at = -1
        self._follow(self._session.moment)
        self._sentences(answer)

    def _sentences(self, answer: Answer) -> None:
        several = len(answer.results) > 1
        if self._session.hides:
            return
        for shown, (role, words) in zip(self.sentences, self._session.shown(answer.chart).sentences, strict=False):
            letter = role.upper() if several else ""
            shown.setText(sentence(words, letter, self._theme.role_colour(role)))
            shown.setAccessibleName(to_plain(f"{letter} {words}".strip()))
        same = several and answer.results[0].experiment.cell == answer.results[1].experiment.cell
        for index, (shown, result) in enumerate(zip(self.equations, answer.results, strict=False)):
            colour = self._theme.role_colour(_ROLES[index])
            whose = (
                f"<b style='color:{colour}; font-weight:600'>{'AB'[index]}</b>&nbsp; " if several and not same else ""
            )
            shown.setText(whose + equation(result))
            shown.setAccessibleName(to_plain(CELLS[result.experiment.cell].adjoint))
            shown.setToolTip(f"One step of the backward pass of the {CELLS[result.experiment.cell].label}")
            shown.setVisible(index == 0 or not same)

    def _follow(self, moment: Moment) -> None:
        answer = self._session.answer
        for figure in self.figures:
            figure.set_pale(moment.phase in ("forward", "loss"))
        if self._session.hides:
            self.title.say("Predict first")
        if answer is None or moment.at == self._at or self._session.hides:
            return
        from gradviz.charts.reading import read

        self._at = min(moment.at, self._session.steps)
        readings = [read(result, self._at) for result in answer.results]
        self.title.say(f"At step t = {self._at}")
        letters, brief = ("A", "B") if len(readings) > 1 else ("",), self._is_brief(readings)
        for index, (reading, letter) in enumerate(zip(readings, letters, strict=True)):
            self.figures[index].say("0" if reading.back < 0 else from_log10(reading.left))
            self.captions[index].say(caption(reading, letter, brief))
        self.table.say(table(readings))

    def _is_brief(self, readings: list[Reading]) -> bool:
        """Return whether captions must be brief; that is settled by the longest, so that no word comes and goes."""
        line, type_ = self.captions[0], type_of(self.font())
        longest = (replace(reading, back=max(0, reading.back + reading.step), left=-1.0) for reading in readings)
        letter = "A" if len(readings) > 1 else ""
        return any(line.width_of(caption(reading, letter), type_) > line.width() for reading in longest)
