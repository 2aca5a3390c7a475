"""The page of cells as it stands: read from the page, and given to it, now or when it is first made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.screen.sessions.cells import Cells

if TYPE_CHECKING:
    from gradviz.screen.reading.session import ReadingSession
    from gradviz.screen.reading.workspace import ReadingWorkspace

_NAME = 200


class Reader(QObject):
    """Follows the page once there is one.

    Signals
    -------
    edited : ()
        Something else is read or watched.
    moved : ()
        The cursor.
    arrived : ()
        The page stands as it was asked to, or for the first time.
    said : str
        What had to give way.
    """

    edited = pyqtSignal()
    moved = pyqtSignal()
    arrived = pyqtSignal()
    said = pyqtSignal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._page: ReadingWorkspace | None = None
        self._awaited: Cells | None = None
        self._turned = self._stands = False

    def now(self) -> Cells | None:
        """Return how the page stands; what is still awaited counts as there. None: nothing was ever read."""
        if self._awaited is not None or self._page is None or self._page.session.document.passage is None:
            return self._awaited
        return _cells(self._page)

    def follow(self, page: ReadingWorkspace) -> None:
        """Take the page, now that it is there."""
        self._page, session = page, page.session
        session.document.replaced.connect(self._arrive)
        session.document.failed.connect(self._fail)
        session.document.moved.connect(lambda _: self.moved.emit())
        session.document.spliced.connect(lambda *_: self._tell())
        for signal in (session.watching.changed, session.scoring.changed, session.author.changed):
            signal.connect(self._tell)
        self._ask()

    def take(self, cells: Cells) -> None:
        """Let the page stand like this; when there is none yet, as soon as it is made."""
        self._awaited, self._turned = cells, False
        self._ask()

    def _ask(self) -> None:
        cells = self._awaited
        if cells is not None and self._page is not None:
            self._page.session.history.pause()
            self._page.session.document.take_text(cells.text, cells.name, cells.model)

    def _tell(self) -> None:
        if self._awaited is None and self._stands:
            self.edited.emit()

    def _arrive(self) -> None:
        cells, page = self._awaited, self._page
        assert page is not None
        document = page.session.document
        if cells is not None:
            other = document.text != cells.text or (cells.model and document.model != cells.model)
            if other:  # it was asked for before
                return
            first, last = document.part
            if not self._turned and not first <= cells.at <= last:
                self._turned = True
                document.show_part(cells.at)
                return
            self._awaited = None
            with page.session.record.as_one("open a session"):
                _stand(page, cells)
        if cells is not None or not self._stands:
            self._stands = True
            self.arrived.emit()
        else:
            self.edited.emit()

    def _fail(self, kind: str, error: object) -> None:
        """Without its model the text is read by the one that is there."""
        del error
        cells = self._awaited
        if kind != "open" or cells is None:
            return
        self._awaited = replace(cells, model="", unit=None) if cells.model else None
        if self._awaited is not None:
            self.said.emit(f"{cells.model} cannot read: the text is read by another model")
            self._ask()


def _cells(page: ReadingWorkspace) -> Cells:
    from gradviz.screen.reading.stretches import runs  # numpy comes with the page, not with the window

    session = page.session
    document, watched, scoring, author = session.document, session.watching.watched, session.scoring, session.author
    found = Cells(
        document.model, document.text, document.name[:_NAME], order=scoring.order, label=scoring.label,
        at=document.part[0] + document.at, painted=runs(scoring.painted, document.part[0]),
        temperature=author.temperature, greedy=author.greedy,
        folded=(page.page.left.isHidden(), page.page.right.isHidden()),
    )  # fmt: skip
    if watched is None:
        return found
    unit = (watched.unit.layer, watched.unit.index)
    return replace(found, unit=unit, quantity=watched.quantity, raw=watched.raw, sign=watched.sign)


def _stand(page: ReadingWorkspace, cells: Cells) -> None:
    from gradviz.screen.reading.stretches import masked

    session = page.session
    document, watching, scoring = session.document, session.watching, session.scoring
    document.move(cells.at - document.part[0])
    unit = next((unit for unit in watching.units() if (unit.layer, unit.index) == cells.unit), None)
    scoring.painted = masked(cells.painted, len(document.shown), document.part[0])
    scoring.sort(cells.order, _label(session, cells.label))
    if unit is not None:
        session.choose(replace(scoring.row_of(unit), sign=cells.sign))
        watching.show_quantity(cells.quantity if cells.quantity in dict(watching.quantities()) else "h")
    watching.show_raw(cells.raw)
    session.author.set_temperature(cells.temperature)
    session.author.set_greedy(cells.greedy)
    page.page.left.setHidden(cells.folded[0])
    page.page.right.setHidden(cells.folded[1])


def _label(session: ReadingSession, name: str) -> str:
    from gradviz.screen.reading.scoring import HERE, RECORD  # with the page, not with the window

    known = session.scoring.labels()
    if name in known or name == HERE or session.scoring.record:
        return name if name in (*known, HERE) else RECORD
    return HERE
