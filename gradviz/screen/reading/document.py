"""What is read and by whom: the text, the model, the cursor, and how far the network has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.screen.reading.edit import Edit
from gradviz.screen.reading.made import Reading
from gradviz.screen.reading.work import passages
from gradviz.screen.reading.worker import Work, Worker

if TYPE_CHECKING:
    from gradviz.language.passage import Held, Passage

FIRST, ON = 300, 2000
"""How many characters are read at first after a change, and then at a time: the first are seen at once."""


class Document(QObject):
    """Owns text, model, passage and cursor; places are those of the passage, from 0.

    ``free`` is the passage as the network read it before a unit was held; None: none is held.
    ``view`` is the place of the whole text around which the passage was opened.
    ``at`` is how many characters of the passage the cursor has before it: what the network has read there.

    Signals
    -------
    opening : ()
        Something else is to be read, and is loaded.
    replaced : ()
        Another text, another part of it, or another model: all is read anew.
    spliced : (int, int, str)
        At a place, so many characters gave way to others.
    edited : (Edit, bool)
        The same, told last and of the whole text, when it is a step of undo; and whether a hand typed it.
    paused : ()
        What follows is another step of undo.
    read : ()
        More of the passage has been read, or it was read again.
    moved : int
        The cursor.
    failed : (str, Exception)
        ``model``, ``text`` or ``read``, and what went wrong; what was there stays.
    """

    opening = pyqtSignal()
    replaced = pyqtSignal()
    spliced = pyqtSignal(int, int, str)
    edited = pyqtSignal(object, bool)
    paused = pyqtSignal()
    read = pyqtSignal()
    moved = pyqtSignal(int)
    failed = pyqtSignal(str, object)

    def __init__(self, worker: Worker, model: str, text: str, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = worker
        self.model, self.name, self.text, self.at, self.view = model, name, text, 0, 0
        self.passage: Passage | None = None
        self.free: Passage | None = None
        self._reader = model  # who reads next
        self._reopening: tuple[str, int] | None = None
        worker.done.connect(self._take)
        worker.failed.connect(self._fail)

    @property
    def shown(self) -> str:
        """The passage's text; before the first one is there, nothing."""
        return "" if self.passage is None else self.passage.text

    @property
    def part(self) -> tuple[int, int]:
        """Where in the whole text the passage begins and ends."""
        first = 0 if self.passage is None else self.passage.first
        return first, first + len(self.shown)

    @property
    def reading(self) -> Reading | None:
        """What is read, as one value; None: nothing yet."""
        return None if self.passage is None else Reading(self.model, self.text, self.name, self.view)

    def begin(self) -> None:
        """Read what there is."""
        self._open(self.model, 0)

    def take_model(self, model: str) -> None:
        """Let another model read; when it cannot, the one that reads now stays."""
        self._open(model, self.part[0] + self.at)

    def take_text(self, text: str, name: str, model: str = "") -> None:
        """Read another text from its beginning, by another model where one is named."""
        reader = model or self._reader
        self._ask(reader, lambda control: passages.open_text(reader, text, name, 0, FIRST, control))

    def take_file(self, path: str) -> None:
        """Read a file's text, or say why not."""
        reader = self._reader
        self._ask(reader, lambda control: passages.open_file(path, reader, FIRST, control))

    def show_part(self, view: int) -> None:
        """Read around another place of a text that is too long to be read whole."""
        self._open(self._reader, view)

    def read_again(self, reading: Reading) -> None:
        """Read what was read before."""
        model, text, name, view = reading
        self._ask(model, lambda control: passages.open_text(model, text, name, view, FIRST, control))

    def stay(self) -> None:
        """Open nothing else: what is read now is read on."""
        self.worker.drop("open")
        self._reader, self._reopening = self.model, None

    def pause(self) -> None:
        """Let what follows be another step of undo than what was typed before."""
        self.paused.emit()

    def splice(self, place: int, removed: int, inserted: str, typed: bool = True) -> None:
        """Let characters of the passage give way to others; the cursor goes behind them.

        What is not typed but written by the network is one step of undo, however long it takes.
        """
        if self.passage is not None and (removed or inserted):
            edit = Edit(self.part[0] + place, self.shown[place : place + removed], inserted)
            self.apply(edit)
            self.edited.emit(edit, typed)

    def apply(self, edit: Edit) -> bool:
        """Edit the text without a step of undo; return whether it could be: not outside the part that is shown."""
        first, last = self.part
        there = self.passage is not None and first <= edit.place and edit.place + len(edit.removed) <= last
        if there:
            self._apply(edit)
        return there

    def move(self, at: int) -> None:
        """Put the cursor somewhere."""
        at = min(max(at, 0), len(self.shown))
        if at != self.at:
            self.at = at
            self.moved.emit(at)

    def hold(self, what: Held | None) -> None:
        """Let the network read with a unit held, or as it is."""
        passage = self.passage
        if passage is not None and passage.held != what:
            free = passage if passage.held is None else self.free
            self.free = None if what is None else free
            self._replace(passages.hold(passage, what) if what is not None or free is None else free)
            self._read_again()

    def _open(self, model: str, view: int) -> None:
        """Let a model read the text as it is now, around a place."""
        text, name = self.text, self.name
        self._ask(model, lambda control: passages.open_text(model, text, name, view, FIRST, control), (model, view))

    def _ask(self, model: str, work: Work, same_text: tuple[str, int] | None = None) -> None:
        """Open something; the text that is shown is read on only when that is refused."""
        self._reader, self._reopening = model, same_text
        self.opening.emit()
        self.worker.drop("read")
        self.worker.ask("open", work)

    def _apply(self, edit: Edit) -> None:
        passage = self.passage
        if passage is None:
            return
        place, removed, first = edit.place - passage.first, len(edit.removed), passage.first
        if self.free is not None:
            self.free = passages.edit(self.free, place, removed, edit.inserted)
        self.text = edit.of(self.text)
        self._replace(passages.edit(passage, place, removed, edit.inserted))
        self.spliced.emit(place, removed, edit.inserted)
        self.at = place + len(edit.inserted)
        if self._reopening is None or not self.worker.asked("open"):
            self._read_again()
        else:  # what is opening is this text, as it was before the edit
            self._open(self._reopening[0], first + self.at)
            self.read.emit()
        self.moved.emit(self.at)

    def _replace(self, passage: Passage) -> None:
        for kind in ("read", "free"):
            self.worker.drop(kind)
        self.passage = passage

    def _read_again(self) -> None:
        self._go_on(FIRST)  # before others hear of it: their pictures can wait
        self.read.emit()

    def _go_on(self, most: int) -> None:
        """Read on; behind it the network as it is reads the same, where a unit is held."""
        passage, free = self.passage, self.free
        if passage is not None and not passage.done:
            self.worker.ask("read", lambda control: passages.advance(passage, most, control))
        if free is not None and not free.done:
            self.worker.ask("free", lambda control: passages.advance(free, most, control))

    def _take(self, kind: str, found: object) -> None:
        if kind == "open":
            assert isinstance(found, passages.Opened)
            self.model, self.text, self.name, self.passage = found.model, found.text, found.name, found.passage
            self.view = found.view
            self.at = min(max(found.view - found.passage.first, 0), len(self.shown))
            self.free = None
            self.replaced.emit()
            self.moved.emit(self.at)
        elif kind == "read":
            self.passage = cast("Passage", found)
        elif kind == "free":
            self.free = cast("Passage", found)
        else:
            return
        self.read.emit()
        self._go_on(ON)

    def _fail(self, kind: str, error: object) -> None:
        if kind == "open":
            self._reader = self.model
        if kind in ("open", "read"):
            self.failed.emit(kind, error)
            if kind == "open":
                self._go_on(ON)
