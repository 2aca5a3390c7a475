"""Scrolling that one can follow with the eyes: a short way is gone, a long one is jumped."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QVariantAnimation
from PyQt6.QtWidgets import QScrollBar

_TIME = 120


class Glide:
    """Moves a scroll bar; a hand on the bar ends it.

    Attributes
    ----------
    reduced : bool
        Whether every way is jumped.
    """

    def __init__(self, bar: QScrollBar) -> None:
        self.reduced = False
        self._bar = bar
        self._moving = QVariantAnimation(bar)
        self._moving.setDuration(_TIME)
        self._moving.valueChanged.connect(self._step)
        bar.actionTriggered.connect(lambda _action: self._moving.stop())

    @property
    def destination(self) -> int:
        """Where the bar will stand."""
        moving = self._moving.state() == QVariantAnimation.State.Running
        return int(self._moving.endValue()) if moving else self._bar.value()

    def go(self, value: int) -> None:
        """Go to a value; what is farther than a page, or not seen, is jumped."""
        value = min(max(value, self._bar.minimum()), self._bar.maximum())
        if value == self.destination:
            return
        self._moving.stop()
        far = abs(value - self._bar.value()) > self._bar.pageStep()
        if self.reduced or far or not self._seen():
            self._bar.setValue(value)
            return
        self._moving.setStartValue(self._bar.value())
        self._moving.setEndValue(value)
        self._moving.start()

    def jump(self, value: int) -> None:
        """Stand at a value at once."""
        self._moving.stop()
        self._bar.setValue(value)

    def _seen(self) -> bool:
        window = self._bar.window()
        return window is not None and window.isVisible()

    def _step(self, value: Any) -> None:
        self._bar.setValue(int(value))
