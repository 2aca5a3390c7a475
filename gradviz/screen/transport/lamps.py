"""Three lamps that say which pass is running, and the step beside them."""

from __future__ import annotations

import itertools

from PyQt6.QtCore import QPointF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QRadialGradient
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gradviz.charts.moment import Moment, Phase
from gradviz.charts.style import Theme
from gradviz.screen.asking.session import Session
from gradviz.screen.explaining.declared import explains
from gradviz.screen.painter.typeset import Face, Type, type_of

_LAMPS: tuple[Phase, ...] = ("forward", "loss", "backward")
_RADIUS = 4
_AIR = 34
_NEAR, _ASIDE, _BEFORE = 12, 11, 10
_SAID: dict[Phase, str] = {
    "forward": "The forward pass is running",
    "loss": "The loss is injected",
    "backward": "The gradient is running back",
    "whole": "The whole picture is shown",
}


class Lamps(QWidget):
    """``● forward ● loss ● backward  t = 37``; the lamp of the running pass glows.

    Where that is too long only the running pass is named: ``● ● ● backward  t = 37``.
    """

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moment = session.moment
        self._words: tuple[Phase, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(
            "forward: the states are computed from left to right\n"
            "loss: the gradient enters here\n"
            "backward: the gradient runs from right to left"
        )
        explains(self, "part/lamps")
        session.moment_changed.connect(self._follow)
        self._follow(session.moment)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def places(self) -> list[float]:
        """Return where each lamp begins, and behind them the step: the same in every phase.

        The room of a lamp is that of its semi-bold word, so that nothing moves when the lamps change.
        """
        return self._places(self._brief)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room that the lamps need with all their words, and a step of six digits."""
        return self._size(brief=False)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room in which only the running pass is named."""
        return self._size(brief=True)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the lamps from left to right, in the order of the story."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        type_ = type_of(self.font())
        places, middle = self.places(), self.height() / 2
        for name, x in zip(_LAMPS, places, strict=False):
            self._lamp(painter, type_, name, x, middle)
        face = type_.face(13)
        words = face.words(f"t = {self._moment.at}")
        words.draw(painter, places[-1], _baseline(face, middle), QColor(self._theme.text))
        painter.end()

    @property
    def _brief(self) -> bool:
        return self.width() < self.sizeHint().width()

    def _places(self, brief: bool) -> list[float]:
        type_ = type_of(self.font())
        rooms = [type_.strong(13).words(name).width + type_.px(_AIR) for name in _LAMPS]
        if brief:
            near = float(type_.px(_NEAR))
            rooms = [near, near, max(rooms) - type_.px(_AIR - _ASIDE - _BEFORE)]
        return list(itertools.accumulate(rooms, initial=float(type_.px(8))))

    def _size(self, brief: bool) -> QSize:
        type_ = type_of(self.font())
        return QSize(round(self._places(brief)[-1] + type_.face(13).words("t = 100000").width), type_.px(24))

    def _lamp(self, painter: QPainter, type_: Type, name: Phase, x: float, middle: float) -> None:
        lit = self._moment.phase == name
        centre, radius = QPointF(x, middle), type_.px(_RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        if lit:
            self._glow(painter, centre, 3 * radius)
        painter.setBrush(QColor(self._theme.loss if lit else self._theme.hairline))
        painter.drawEllipse(centre, radius, radius)
        colour = QColor(self._theme.loss if lit else self._theme.secondary)
        face = type_.strong(13) if lit else type_.face(13)
        if self._brief:
            x = self.places()[len(_LAMPS) - 1]
        if lit or not self._brief:
            face.words(name).draw(painter, x + type_.px(_ASIDE), _baseline(face, middle), colour)

    def _glow(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        glow = QRadialGradient(centre, radius)
        colour = QColor(self._theme.loss)
        for place, alpha in ((0.0, 110), (1.0, 0)):
            colour.setAlpha(alpha)
            glow.setColorAt(place, colour)
        painter.setBrush(glow)
        painter.drawEllipse(centre, radius, radius)

    def _follow(self, moment: Moment) -> None:
        self._moment = moment
        words = (moment.phase, moment.at)
        if words != self._words:
            self._words = words
            self.setAccessibleName(f"{_SAID[moment.phase]}, t = {moment.at}")
            self.update()


def _baseline(face: Face, middle: float) -> float:
    return middle + face.metrics.capHeight() / 2
