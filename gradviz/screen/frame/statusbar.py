"""The line at the bottom: the machine and its time, the check, what gave way, progress, and the keys."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PyQt6.QtCore import QEvent, Qt, QTimer
from PyQt6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from gradviz.screen.asking.answers import Answer
from gradviz.screen.asking.session import Session
from gradviz.screen.explaining.declared import explains
from gradviz.screen.frame.badge import Badge
from gradviz.screen.frame.keyhints import KeyHints
from gradviz.screen.look.literal import literal
from gradviz.screen.look.theme import Look, label

GAP = 12
LONG = 250
"""Milliseconds after which a run is called long: progress and Stop appear."""
NOTE = 10_000
"""Milliseconds for which a note stays."""
TEXT_HINTS = "Space read · ↑ ↓ next cell · click a character: its loss runs back · Enter: type, Esc: done"
HINTS = "Space play · ← → step · ? what am I looking at"


class StatusBar(QWidget):
    """Follows the session: device, time, notes, progress."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        explains(self, "part/status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._look = session, look
        self.machine, self.note, self.hints = label("", "caption"), label("", "caption"), KeyHints(HINTS)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.note.linkActivated.connect(lambda _: self._open())
        self._said, self._folder = "", ""
        self.badge = Badge(session)
        self.progress, self.stop = QProgressBar(), QPushButton("Stop")
        self._late, self._fade = _after(LONG, self, self._show_progress), _after(NOTE, self, self.clear_note)
        self._lay_out()
        self._wire()

    def say(self, words: str) -> None:
        """Show a note for a while."""
        self._say(words)

    def say_written(self, words: str, folder: str) -> None:
        """Show what was written for a while, with the way to the folder where it is."""
        self._say(words, folder)

    def show_hints(self, on_text: bool) -> None:
        """Show the keys of the page that is shown; machine, time and check belong to the laboratory."""
        self.hints.say(TEXT_HINTS if on_text else HINTS)
        self.machine.setHidden(on_text)
        self.badge.rest(on_text)

    def clear_note(self) -> None:
        """Take the note away."""
        self._say("")

    def event(self, event: QEvent | None) -> bool:
        """Give the hints what the others leave, whenever one of them has changed."""
        done = super().event(event)
        if event is not None and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            others = (self.machine, self.badge, self.progress, self.stop, self.note)
            taken = sum(part.sizeHint().width() + GAP for part in others if not part.isHidden())
            self.hints.fit(self.width() - 2 * GAP - taken)
        return done

    def _lay_out(self) -> None:
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(self._look.px(120))
        self.progress.setAccessibleName("Progress of the computation")
        self.stop.setProperty("look", "small")
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stop.setToolTip("Stop the computation; the last picture stays")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GAP, 0)
        row.setSpacing(GAP)
        row.addWidget(self.machine)
        row.addWidget(self.badge)
        row.addWidget(self.progress)
        row.addWidget(self.stop)
        row.addWidget(self.note, 1)
        row.addWidget(self.hints)
        self._show_busy(False)
        self._resize()

    def _wire(self) -> None:
        session, runner = self._session, self._session.runner
        session.answered.connect(self._show_answer)
        session.question_changed.connect(lambda _: self.clear_note())
        session.noted.connect(self._note)
        runner.busy_changed.connect(self._show_busy)
        runner.progressed.connect(self._show_share)
        self.stop.clicked.connect(self._stop)
        self._look.changed.connect(self._resize)

    def _show_answer(self, answer: Answer) -> None:
        seconds = sum(result.seconds for result in answer.results)
        devices = list(dict.fromkeys(result.device for result in answer.results))
        self.machine.setText(f"{', '.join(devices)} · {duration(seconds)}")
        self.machine.setToolTip("Where it was computed, and how long that took")
        for note in dict.fromkeys(result.note for result in answer.results if result.note):
            self._note(note)

    def _note(self, words: str) -> None:
        earlier = self._said
        self._say(f"{earlier}; {words}" if earlier and earlier != words else words, self._folder)

    def _say(self, words: str, folder: str = "") -> None:
        """Show words as they are written: a link there is only to a folder that was named by itself."""
        self._said, self._folder = words, folder
        self.note.setTextFormat(Qt.TextFormat.RichText if folder else Qt.TextFormat.PlainText)
        self.note.setText(f"{escape(words)} · <a href='folder'>open folder</a>" if folder else words)
        self.note.setToolTip(literal(words))
        self._fade.start() if words else self._fade.stop()

    def _show_busy(self, busy: bool) -> None:
        if busy:
            if not self._late.isActive() and self.progress.isHidden():
                self._late.start()
            return
        self._late.stop()
        self.progress.hide()
        self.stop.hide()

    def _show_progress(self) -> None:
        self.progress.setRange(0, 1000 if self._look.reduced_motion else 0)  # without a range it runs to and fro
        self.progress.reset()
        self.progress.show()
        self.stop.show()
        if self._session.answer is None:
            self.machine.setText("starting the engine")

    def _show_share(self, share: float) -> None:
        self.progress.setRange(0, 1000)
        self.progress.setValue(round(1000 * share))

    def _stop(self) -> None:
        self._session.runner.stop()
        self.say("stopped: the picture still answers the question before; F5 computes again")

    def _resize(self) -> None:
        self.setFixedHeight(self._look.frame(24))

    def _open(self) -> None:
        from PyQt6.QtCore import QUrl
        from PyQt6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))


def duration(seconds: float) -> str:
    """Return a time in three significant digits and the unit that suits it."""
    if seconds < 1:
        return f"{seconds * 1000:.3g} ms"
    return f"{seconds:.3g} s"


def _after(milliseconds: int, parent: StatusBar, then: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
