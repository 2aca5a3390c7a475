"""What the tests of another theme or size of type at run time share."""

import pytest

ways = pytest.mark.parametrize("wanted", [("light", 1.2), ("dark", 1.5)], ids=lambda wanted: f"{wanted[0]} {wanted[1]}")


def change(look, wanted):
    """Take a theme and a size of type by way of others."""
    look.adopt("dark", 1.1)
    look.adopt(*wanted)


def picture(widget, qtbot, size=(1500, 900)):
    """Return what is painted once the layout is done, without the keyboard's frame."""
    widget.resize(*size)
    widget.show()
    qtbot.waitExposed(widget)
    qtbot.wait(1)
    if focus := widget.focusWidget():
        focus.clearFocus()
    for _ in range(3):
        qtbot.wait(1)
    return widget.grab().toImage()
