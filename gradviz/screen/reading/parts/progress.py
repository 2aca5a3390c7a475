"""A thin bar: how much of something slow is done."""

from __future__ import annotations

from PyQt6.QtWidgets import QProgressBar

_PARTS = 1000


class Progress(QProgressBar):
    """Is not seen while nothing runs, and keeps its place."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.setRange(0, _PARTS)
        self.setTextVisible(False)
        self.setAccessibleName(what)
        self.setToolTip(what)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_share(self, share: float | None) -> None:
        """Show a share from 0 to 1; None: nothing runs."""
        self.setVisible(share is not None)
        if share is not None:
            self.setValue(round(_PARTS * share))
