"""A scene of a network that reads: the page of cells stands as it is written, and what the page shows becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.lessons import Scene
from gradviz.readings.chosen import Chosen
from gradviz.readings.quantity import SYMBOLS
from gradviz.readings.samples import SAMPLES
from gradviz.readings.watch import Watch

if TYPE_CHECKING:
    from gradviz.control import Control
    from gradviz.screen.reading.session import ReadingSession
    from gradviz.screen.undoing.changes import Step


class Texts(QObject):
    """Lets the page of cells stand like a scene, as soon as its text is read and its unit is known.

    Parameters
    ----------
    session
        Of the page.

    Signals
    -------
    said : str
        Why the page cannot stand like it.
    stood : ()
        The page stands like it.
    """

    said = pyqtSignal(str)
    stood = pyqtSignal()

    def __init__(self, session: ReadingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._due: Scene | None = None
        self._scene: Scene | None = None
        self._level: Literal["", "off", "on"] = ""
        self._step: tuple[Step, ...] | None = None
        self._holding = False
        self._known: dict[Watch, Chosen] = {}
        session.document.replaced.connect(self._arrive)
        session.document.read.connect(self._hold)
        session.document.failed.connect(lambda *_: self.rest())
        session.slow.done.connect(self._take)
        session.slow.failed.connect(self._fail)
        session.causes.changed.connect(self._held)

    @property
    def untouched(self) -> bool:
        """Whether a scene stands or comes, and no hand has done anything on the page since that can be taken back."""
        if self._due is not None or self._scene is None:
            return self._due is not None
        return self._step is None or self._session.history.kept().done[-1:] == self._step

    def show(self, scene: Scene) -> None:
        """Let the page read what a scene says; what plays begins when it is read."""
        watch = scene.reading
        assert watch is not None
        self.rest()
        self._due = scene
        self._session.document.take_text(watch.whole, watch.name, watch.model)

    def rest(self) -> None:
        """Let nothing of a scene play or come any more; what the page shows stays."""
        self._due, self._scene, self._level, self._step, self._holding = None, None, "", None, False
        self._session.slow.drop("unit")
        self._session.pace.end()

    def now(self) -> Scene:
        """Return what the page shows as a scene.

        Raises
        ------
        ExperimentError
            When it cannot be one: there is no text, or one that is too long.
        """
        session = self._session
        document, watched, level = session.document, session.watching.watched, session.causes.level
        text = document.text
        own = next((sample for sample in SAMPLES if text and sample.made().startswith(text)), None)
        watch = Watch(
            model=document.model,
            sample="" if own is None else own.key,
            text=text if own is None else "",
            characters=0 if own is None or own.made() == text else len(text),
            unit=0 if watched is None else watched.unit.index,
            layer=0 if watched is None else watched.unit.layer,
            shows="" if watched is None or watched.quantity == SYMBOLS[watched.unit.state] else watched.quantity,
            held=level or "",
            at=document.part[0] + document.at,
            speed=session.pace.speed,
        )
        chart = session.picture.chart
        said = "" if chart is None else " ".join(words for _, words in chart.sentences)
        live = session.pace.live
        return Scene(title="A new scene", caption=said, reading=watch, pictures=(), plays="story" if live else "")

    def _arrive(self) -> None:
        """Take the unit that the model's record knows until the best one on this text is measured."""
        scene, document = self._due, self._session.document
        watch = None if scene is None else scene.reading
        if scene is None or watch is None or (document.model, document.text) != (watch.model, watch.whole):
            return
        self._due, self._scene = None, scene
        found = self._known.get(watch.essence) or self._recorded(watch)
        if found is not None:
            self._stand(scene, found)
        if watch.label and watch.essence not in self._known:
            self._session.slow.ask("unit", lambda control: (watch, _measured(watch, control)))

    def _recorded(self, watch: Watch) -> Chosen | None:
        session = self._session
        if not watch.label:
            place, units = (watch.layer, watch.unit), session.watching.units()
            row = session.scoring.row_of(next(unit for unit in units if (unit.layer, unit.index) == place))
            return Chosen(row.unit, row.sign, row.score)
        known = (score for score in session.scoring.record if score.label.name == watch.label)
        return next((Chosen(score.unit, score.sign, score) for score in known if score.unit is not None), None)

    def _take(self, kind: str, found: object) -> None:
        scene = self._scene
        if kind != "unit" or scene is None:
            return
        assert isinstance(found, tuple)
        watch, chosen = found
        if watch != scene.reading:
            return
        watched = self._session.watching.watched
        record = self._recorded(watch)
        same = record is not None and (record.unit, record.sign) == (chosen.unit, chosen.sign)
        self._known[watch.essence] = record if same and record is not None else chosen
        if not same or watched is None:
            self._stand(scene, chosen)

    def _fail(self, kind: str, error: object) -> None:
        """Where the text has nothing to follow, the page stays with the unit that it has."""
        if kind == "unit" and self._scene is not None:
            self.said.emit(f"{error}".rstrip("."))

    def _stand(self, scene: Scene, found: Chosen) -> None:
        from gradviz.screen.reading.scoring import HERE, RECORD, Row

        session, watch = self._session, scene.reading
        assert watch is not None
        score = None if found.score is None else found.score.score
        row = Row(found.unit, found.sign, float("nan") if score is None else score, found.score)
        with session.record.as_one("a scene"):
            session.document.move(watch.at)
            session.scoring.sort("label", RECORD if session.scoring.record else HERE)
            session.choose(row)
            if watch.shows:
                session.watching.show_quantity(watch.shows)
            session.watching.show_raw(False)
        session.pace.set_speed(watch.speed)
        self._level, self._step = watch.held, session.history.kept().done[-1:]
        self._hold()
        self.stood.emit()
        if scene.plays == "story" and not session.pace.playing:
            session.pace.toggle()

    def _hold(self) -> None:
        """Hold the unit once all of the text is read: it is held at its median there."""
        passage = self._session.document.passage
        if self._level and passage is not None and passage.done:
            level, self._level, self._holding = self._level, "", True
            self._session.causes.hold(level, (0, 0))

    def _held(self) -> None:
        """Count what the scene held as the scene's own."""
        if self._holding and self._session.causes.held is not None:
            self._holding = False
            self._step = self._session.history.kept().done[-1:]
            self.stood.emit()


def _measured(watch: Watch, control: Control) -> Chosen:
    from gradviz.readings.networks import network
    from gradviz.readings.told import chosen

    return chosen(watch, network(watch.model), control)
