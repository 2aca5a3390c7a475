"""What hands on the pictures ask of the session."""

from __future__ import annotations

from gradviz.charts.chart import Handle
from gradviz.charts.moment import moved
from gradviz.screen.asking.session import Session


class Hands:
    """Turns what is done to a picture into edits of the question and moves of the cursor."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, step: float) -> None:
        """Move the cursor."""
        self._session.move(moved(self._session.moment, step, self._session.steps))

    def ask(self, handle: Handle, values: dict[str, float | int]) -> None:
        """Ask about the network that is dragged through a plane."""
        (field, value), *others = values.items()
        self._session.edit(handle.slot, field, value, **dict(others))

    def close(self, name: str) -> None:
        """Take a picture away; the last one stays."""
        rest = [other for other in self._session.question.pictures if other != name]
        if rest:
            self._session.choose_pictures(*rest)
