"""What every control says of itself: its name, what it does, and why it cannot be used now."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget

from gradviz.screen.look.literal import literal


def describe(control: QWidget, name: str, tip: str) -> None:
    """Give a control the name that a screen reader says, and its tooltip."""
    control.setAccessibleName(name)
    control.setProperty("tip", tip)
    _say(control, tip)


def allow(control: QWidget, enabled: bool, why: str = "") -> None:
    """Let a control be used, or say in its tooltip why it cannot be."""
    control.setEnabled(enabled)
    _say(control, str(control.property("tip") or "") if enabled else why)


def _say(control: QWidget, tip: str) -> None:
    control.setToolTip(literal(tip))
    control.setAccessibleDescription(tip)
