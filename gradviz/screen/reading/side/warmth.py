"""How warm the draws are: a number with its slider, and a sentence where it cannot be."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gradviz.errors import ExperimentError
from gradviz.fields import Field
from gradviz.screen.controls.number import NumberBox
from gradviz.screen.controls.scale import Scale
from gradviz.screen.controls.slider import FieldSlider
from gradviz.screen.controls.widths import box_width
from gradviz.screen.controls.words import sentence_for
from gradviz.screen.look.theme import Look, label
from gradviz.screen.reading.parts.allowing import allow, describe
from gradviz.screen.reading.parts.paragraph import Paragraph

_FIELD = Field(
    "Temperature", "Below 1 the likely characters become likelier still, above 1 the unlikely ones get a chance",
    "float", minimum=0.1, maximum=2.0, drag=(0.1, 2.0), mark=1.0, name="temperature",
)  # fmt: skip


class Warmth(QWidget):
    """Chooses the temperature at which characters are drawn.

    Signals
    -------
    chosen : float
        The user wants this temperature.
    """

    chosen = pyqtSignal(float)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        scale = Scale(_FIELD)
        self.box = NumberBox(_FIELD, 0.1, scale.decimals)
        self.slider = FieldSlider(scale, "neutral", look)
        self.wrong = Paragraph("", look, style="wrong")
        self._value = 1.0
        for control in (self.slider, self.box):
            describe(control, _FIELD.label, f"{_FIELD.help}; 0.1 … 2")
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._restyle()
        self.show_value(1.0)
        self.slider.moved.connect(self._take)
        self.box.entered.connect(self._take)
        look.changed.connect(self._restyle)

    def show_value(self, value: float) -> None:
        """Show a temperature."""
        self._value = value
        self.box.show_value(value)
        self.slider.show_value(value if self.slider.isEnabled() else None)
        self._say("")

    def allow(self, enabled: bool, why: str) -> None:
        """Let it be chosen, or say why it plays no part."""
        for control in (self.slider, self.box):
            allow(control, enabled, why)
        self.slider.show_value(self._value if enabled else None)

    def _take(self, value: Any) -> None:
        """Hand a temperature on, or say why it is none."""
        try:
            checked = float(_FIELD.check(value))
        except ExperimentError as error:
            self._say(sentence_for(_FIELD, str(error)))
            return
        self.show_value(checked)
        self.chosen.emit(checked)

    def _say(self, sentence: str) -> None:
        self.wrong.say(sentence)
        self.wrong.setVisible(bool(sentence))
        self.box.set_wrong(bool(sentence))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("temperature", "caption"), 1)
        row.addWidget(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.slider)
        column.addWidget(self.wrong)

    def _restyle(self) -> None:
        self.box.setFixedSize(min(box_width(_FIELD, self._look.font), self._look.px(52)), self._look.px(24))
        self.box.setStyleSheet(f"QLineEdit:disabled {{ color: {self._look.theme.secondary}; }}")
