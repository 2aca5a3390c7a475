"""What the network reads as another character is marked in the text, and said over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from gradviz.screen.reading.session import ReadingSession
from gradviz.screen.reading.work import strange

if TYPE_CHECKING:
    from gradviz.screen.reading.page import ReadingPage


class Strange(QObject):
    """Follows the text and who reads it; it is made when the text's widget follows them already."""

    def __init__(self, session: ReadingSession, page: ReadingPage) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        for signal in (session.document.replaced, session.document.spliced):
            signal.connect(self._show)

    def _show(self) -> None:
        passage = self._session.document.passage
        if passage is not None:
            mask = strange.mask(passage)
            self._page.text.set_strange(mask)
            self._page.header.show_strange(strange.words(passage, int(mask.sum())))
