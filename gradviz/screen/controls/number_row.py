"""The row of a number: a box to type in, a slider to drag, a switch where it may be left out."""

from __future__ import annotations

from typing import Any

from PyQt6.QtWidgets import QSizePolicy, QWidget

from gradviz.fields import Field
from gradviz.screen.asking.question import Slot
from gradviz.screen.asking.session import Session
from gradviz.screen.controls.number import NumberBox
from gradviz.screen.controls.row import Row
from gradviz.screen.controls.scale import Scale
from gradviz.screen.controls.slider import FieldSlider
from gradviz.screen.controls.switch import Switch
from gradviz.screen.controls.widths import box_width
from gradviz.screen.controls.words import label_plain
from gradviz.screen.look.theme import Look


class NumberRow(Row):
    """A whole or real number of a question."""

    def __init__(self, session: Session, slot: Slot, field: Field, look: Look) -> None:
        super().__init__(session, slot, field, look)
        scale = Scale(field) if field.drag else None
        self.box = NumberBox(field, scale.step if scale else 1.0, scale.decimals if scale else 0)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box.entered.connect(self.edit)
        self.slider = FieldSlider(scale, self.role, look) if scale else None
        self.switch = Switch(self.role, look) if field.none else None
        self._last: Any = None
        if self.slider is not None:
            self.slider.moved.connect(self.edit)
        if self.switch is not None:
            self.switch.clicked.connect(self._turn)
        self.column.addLayout(self.heading(*(widget for widget in (self.switch, self.box) if widget is not None)))
        if self.slider is not None:
            self.column.addWidget(self.slider)
        self.column.addWidget(self.error)
        self.name_controls()
        if self.switch is not None:
            self.switch.setAccessibleName(f"{self.switch.accessibleName()}: set, or {field.none}")
            self.switch.setToolTip(f"Off: {field.none}. On: the {field.label.lower()} is set here.")
        self._settle()
        look.changed.connect(self._settle)

    def controls(self) -> tuple[QWidget, ...]:
        """Return switch, slider and box, as far as there are."""
        return tuple(widget for widget in (self.switch, self.slider, self.box) if widget is not None)

    def put(self, value: Any) -> None:
        """Show a number, or that it is left out."""
        self.box.show_value(value)
        if self.slider is not None:
            self.slider.show_value(value)
        if self.switch is not None:
            self.switch.setChecked(value is not None)
        if value is not None:
            self._last = value

    def set_wrong(self, wrong: bool) -> None:
        """Frame the box as wrong."""
        self.box.set_wrong(wrong)

    def _turn(self, on: bool) -> None:
        if not self.edit(self._set_value() if on else None) and self.switch is not None:
            self.switch.setChecked(not on)

    def _set_value(self) -> Any:
        """Return what the switch sets: the last number, or a sensible first one."""
        if self._last is not None:
            return self._last
        if self.field.mark is not None:
            return self.field.check(self.field.mark)
        return self.session.question.get(self.slot).steps // 2 or 1

    def _settle(self) -> None:
        self.box.setFixedSize(box_width(self.field, self.look.font), self.look.px(24))
        self.setAccessibleName(label_plain(self.field))
