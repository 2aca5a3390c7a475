"""Nothing but the window is ever a window: a row without a parent would be one for a moment, and take the keyboard."""

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtWidgets import QWidget


class Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self, app):
        super().__init__(app)
        self.shown = []
        app.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_the_form_is_made_and_unfolded_inside_the_window(qapp, open_window):
    seen = Windows(qapp)
    window = open_window()
    for card in window.form.cards.values():
        card.fold.open()
    qapp.removeEventFilter(seen)
    assert set(seen.shown) == {"Window"}
    assert window.form.cards["a"].rows["spectral_radius"].isVisible()
