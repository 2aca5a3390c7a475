"""A field that goes slowly from one value to another, as a hand on its slider would; a hand takes it over."""

from __future__ import annotations

import math
import time

from PyQt6.QtCore import QObject, QTimer

from gradviz.experiment import FIELDS
from gradviz.lessons import Glide
from gradviz.screen.asking.session import Session

_FRAME_MILLISECONDS = 40
_PLACES = 2
"""How many places after the first a glide shows when motion is reduced: the middle and the end."""


def value_at(glide: Glide, share: float) -> float | int:
    """Return the field's value when a share (0 … 1) of the time has passed; logarithmic where its slider is."""
    field = FIELDS[glide.field]
    if field.log and glide.begin > 0 and glide.end > 0:
        low, high = math.log(glide.begin), math.log(glide.end)
        value = math.exp(low + share * (high - low))
    else:
        value = glide.begin + share * (glide.end - glide.begin)
    value = glide.end if share >= 1 else glide.begin if share <= 0 else value
    return round(value) if field.kind == "int" else float(f"{value:.3g}")  # as a hand would leave it


class Gliding(QObject):
    """Moves one field at a time; any other edit of the question ends it.

    Attributes
    ----------
    reduced_motion : bool
        Whether the field only stands at the beginning, in the middle and at the end.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reduced_motion = False
        self._session = session
        self._glide: Glide | None = None
        self._began = 0.0
        self._own = session.question
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._step)

    @property
    def active(self) -> bool:
        """Whether a field is moving."""
        return self._timer.isActive()

    def begin(self, glide: Glide) -> None:
        """Move a field from now on."""
        self._glide, self._began, self._own = glide, time.monotonic(), self._session.question
        self._timer.start()

    def stop(self) -> None:
        """Leave the field where it is."""
        self._timer.stop()

    def _step(self) -> None:
        glide = self._glide
        if glide is None or self._session.question != self._own:
            self.stop()
            return
        share = (time.monotonic() - self._began) / glide.seconds
        shown = math.floor(share * _PLACES) / _PLACES if self.reduced_motion else share
        self._session.edit(glide.of, glide.field, value_at(glide, shown))
        self._own = self._session.question
        if share >= 1:
            self.stop()
