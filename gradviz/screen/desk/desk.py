"""The desk follows the session: it shows each picture of the newest answer, and moves the cursor by hand."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QEvent, QObject, QTimer, pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from gradviz.charts import Chart
from gradviz.charts.moment import Moment
from gradviz.screen.asking.answers import Answer
from gradviz.screen.asking.question import Question
from gradviz.screen.asking.session import Session
from gradviz.screen.desk.docks import Docks
from gradviz.screen.desk.hands import Hands
from gradviz.screen.desk.moves import Moves
from gradviz.screen.desk.places import Place
from gradviz.screen.desk.timeline import Timeline
from gradviz.screen.desk.turns import Turns
from gradviz.screen.desk.view import PATIENCE_MILLISECONDS, View
from gradviz.screen.desk.zoom import Zoom
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look
from gradviz.screen.painter.canvas import Canvas
from gradviz.screen.painter.panel import Story

_AT_ONCE = 2
"""So many views are made before anything else happens."""

_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class Desk(QWidget):
    """One view for each picture, and the scrubber under them on the scale of the first one over time.

    A view is made when its picture is first asked for, and kept. Where several pictures come at once the first
    is drawn at once and each other one in a turn of its own, so that the window answers in between.

    Parameters
    ----------
    state
        How the pictures of the question stood when the program was left, as `state` returned it.

    Signals
    -------
    helped, exported : str
        A hand asks what a picture shows, or wants it written.
    sketched : ((float, float), (float, float))
        A pencil drew a stroke of a prediction.
    """

    helped = pyqtSignal(str)
    exported = pyqtSignal(str)
    sketched = pyqtSignal(object, object)

    def __init__(self, session: Session, look: Look, state: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self._busy = session.answer is None
        explains(self, "part/pictures")
        self._loss_step = session.loss_step
        self._views: dict[str, View] = {}
        self._shown: tuple[str, ...] = ()
        self._left, self._folded = "", False
        self.active = session.question.picture
        self.turns = Turns(self)
        self._change = QTimer(self)
        self._change.setSingleShot(True)
        self._change.setInterval(PATIENCE_MILLISECONDS)
        self.docks, self.scrubber = Docks(look, self), Timeline(look.theme, self)
        self.zoom, self._hands = Zoom(lambda: self.views), Hands(session)
        self._moves = Moves(self.docks, session.history, self._align)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.docks, 1)
        column.addWidget(self.scrubber)
        if parent is not None:  # pictures are laid out for the room that they will have
            self.setGeometry(parent.rect())
            column.activate()
        if state:
            self.docks.remember(session.question.pictures, state)
        self._begin()
        self._wire()

    @property
    def views(self) -> list[View]:
        """The views that are shown, the main one first."""
        return [self._views[name] for name in self._shown]

    @property
    def canvas(self) -> Canvas:
        """The canvas of the main view."""
        return self.views[0].canvas

    def restyle(self) -> None:
        """Take the colours and sizes of the look."""
        for view in self.views:
            view.restyle()
        self.docks.fit()
        self.scrubber.set_theme(self._look.theme)

    def reset(self) -> None:
        """Let the views stand as at first."""
        self._moves.by_hand("the order of the pictures", self.docks.reset)
        self._align()

    def make(self, *pictures: str) -> None:
        """Make the views of pictures that were never shown, each in a turn of its own."""
        for name in pictures:
            if name not in self._views:
                self.turns.do(("make", name), partial(self._view, name))

    def expect(self, pictures: tuple[str, ...]) -> None:
        """Let pictures that are not shown yet stand as at first when they come."""
        if pictures != self._shown:
            self.docks.stand_afresh(pictures)

    def fold_bars(self, folded: bool) -> None:
        """Show the pictures without their bars, or with them."""
        self._folded = folded
        for view in self._views.values():
            view.bar.fold(folded)

    def turn(self) -> None:
        """Let commands be about the next view, in front of those that share its place."""
        name = self._shown[(self._shown.index(self.active) + 1) % len(self._shown)]
        self._views[name].raise_()
        self._activate(name)
        self._align()

    def state(self) -> str:
        """Return how several pictures stand, to be remembered; nothing of a single one."""
        pictures = self._session.question.pictures
        return self._left or (self.docks.state_of(pictures) if len(pictures) > 1 else "")

    def places(self) -> tuple[Place, ...]:
        """Return where several pictures stand, as plain data; nothing of a single one."""
        pictures = self._session.question.pictures
        return self.docks.places_of(pictures) if len(pictures) > 1 else ()

    def stand(self, pictures: tuple[str, ...], places: tuple[Place, ...]) -> None:
        """Let pictures stand in these places, now or when they come."""
        if places:
            self._moves.noted("the places of the pictures", lambda: self.docks.stand(pictures, places))
            self._align()

    def leave(self) -> None:
        """Take the floating views away with the window."""
        self._left = self.state()
        for view in self.views:
            if view.isFloating():
                view.hide()

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802 - Qt's name
        """Draw what is known, now that there is a size to draw it in."""
        super().showEvent(event)
        self._show_newest()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Follow the views where they go."""
        if event is not None and event.type() in _MOVES:
            self._align()
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        self._lay_out(self._session.question.pictures)
        if self._session.answer is None:
            self.scrubber.setEnabled(False)
            for view in self.views:
                view.expect()
        self._tell(self._session.moment)

    def _wire(self) -> None:
        session = self._session
        session.question_changed.connect(self._follow)
        session.answered.connect(self._show)
        session.redrawn.connect(self._show)
        session.predicted.connect(self._predict)
        session.moment_changed.connect(self._tell)
        session.runner.busy_changed.connect(self._work)
        self._change.timeout.connect(self._change_late)
        self.scrubber.taken.connect(self._hands.take)

    def _follow(self, question: Question) -> None:
        """Change the views with the answer, so that nothing flashes; without it when it takes long.

        Meanwhile new views are made.
        """
        self.make(*question.pictures)
        if question.pictures == self._shown:
            self._change.stop()
        elif not self._change.isActive():
            self._change.start()

    def _change_late(self) -> None:
        self._lay_out(self._session.question.pictures)
        for view in self.views:
            view.dim() if self._busy else view.rest()

    def _lay_out(self, pictures: tuple[str, ...]) -> None:
        self._change.stop()
        for view in self.views:
            view.rest()
            self.turns.forget(view.name)
        new = [name for name in pictures if name not in self._shown]
        for name in new:
            self._view(name)
        self._shown = pictures
        for view in self.views:
            view.join(len(pictures) > 1)
        self.docks.show_views(self.views)
        story = Story(self._session.moment, self._loss_step)
        for view in self.views:
            view.predict(None, story)
        for view in (self._views[name] for name in new):
            view.restyle()
            view.canvas.tell(story)
            self.zoom.join(view)
        self._activate(self.active if self.active in pictures else pictures[0])
        self._align()

    def _show(self, answer: Answer) -> None:
        if not self.isVisible():
            return
        self._loss_step = self._session.loss_step
        wanted = self._session.question.pictures
        if wanted != self._shown and wanted == answer.question.pictures:
            if sum(name not in self._views for name in wanted) > _AT_ONCE:
                self.turns.do("show", self._show_newest)  # each view is made in a turn of its own before
                return
            self._lay_out(wanted)
        for view in self.views:
            chart = answer.charts.get(view.name)
            if chart is None:
                if self._busy:
                    view.expect()
            elif view is self.views[0] or chart is view.canvas.chart:
                self._draw(view, chart)
            else:
                self.turns.do(view.name, partial(self._draw, view, chart))
        self.scrubber.setEnabled(True)
        self.scrubber.set_moment(self._session.moment, self._session.steps, self._loss_step)

    def _show_newest(self) -> None:
        if self._session.answer is not None:
            self._show(self._session.answer)

    def _draw(self, view: View, chart: Chart) -> None:
        self.turns.forget(view.name)
        before, answer = view.canvas.chart, self._session.answer
        newer = self._busy and answer is not None and answer.question != self._session.question
        story = Story(self._session.moment, self._loss_step)
        if self._session.prediction is not None:
            view.predict(chart, story)
        else:
            view.take(chart, story, newer)
        if chart is not before:
            self.zoom.join(view)
            self._align()

    def _predict(self) -> None:
        """Hide, or show, what an audience predicts."""
        charts = self._session.answer.charts if self._session.answer is not None else {}
        for view in self.views:
            view.predict(charts.get(view.name), Story(self._session.moment, self._loss_step))

    def _tell(self, moment: Moment) -> None:
        for view in self.views:
            view.canvas.tell(Story(moment, self._loss_step))
        self.scrubber.set_moment(moment, self._session.steps, self._loss_step)

    def _work(self, busy: bool) -> None:
        """Await newer pictures; what did not come leaves the old ones dim, for they are of another question."""
        self._busy, answer = busy, self._session.answer
        for view in self.views:
            old = answer is not None and (answer.question != self._session.question or view.name not in answer.charts)
            if busy:
                view.expect()
            elif old and view.canvas.chart is not None:
                view.dim()
            elif not self.turns.waits(view.name):
                view.rest()

    def _align(self) -> None:
        self.scrubber.stand_under(self.views, self._session.steps)

    def _activate(self, name: str) -> None:
        self.active = name
        for view in self.views:
            view.bar.set_active(view.name == name)

    def _view(self, name: str) -> View:
        if name not in self._views:
            self._views[name] = self._made(name)
        return self._views[name]

    def _made(self, name: str) -> View:
        view = View(name, self._session, self._look, self.turns, self.docks)
        view.installEventFilter(self)
        self._moves.watch(view)
        view.bar.fold(self._folded)
        view.canvas.taken.connect(self._hands.take)
        view.canvas.moved.connect(self._hands.ask)
        view.canvas.sketched.connect(self.sketched)
        view.canvas.rescaled.connect(self._align)
        view.touched.connect(lambda: self._activate(name))
        view.closing.connect(lambda: self._hands.close(name))
        view.bar.helped.connect(lambda: self.helped.emit(name))
        view.bar.exported.connect(lambda: self.exported.emit(name))
        self.zoom.link(view)
        return view
