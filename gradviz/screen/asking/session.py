"""The state of the laboratory, in one place: the question, its answer, the moment, the prediction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.charts.moment import Moment, begin
from gradviz.errors import ExperimentError
from gradviz.experiment import FIELDS, Experiment
from gradviz.screen.asking.answers import Answer, Examined, Failure
from gradviz.screen.asking.question import Question, Slot, agreed, shared
from gradviz.screen.asking.runner import Runner
from gradviz.screen.undoing.changes import Was
from gradviz.screen.undoing.history import History
from gradviz.screen.undoing.named import edited, optioned

if TYPE_CHECKING:
    from gradviz.charts import Chart
    from gradviz.charts.kind import Value
    from gradviz.charts.prediction import Prediction
    from gradviz.checked import Check


class Session(QObject):
    """Owns what the laboratory shows; every view reads it here and follows its signals.

    Attributes
    ----------
    history
        The steps of undo of the laboratory. Here are the question (both networks, pins, pictures and what was chosen
        in them) and the prediction; how the pictures stand is the desk's part of it, the lesson is the guide's.

    Signals
    -------
    question_changed : Question
        The question is a new one (edited, undone, reset); it is being computed.
    answered : Answer
        A new answer; the pictures, the numbers and the sentences follow.
    redrawn : Answer
        The same answer with more or other pictures: a slow one was finished, a sweep was refined, the cursor
        moved in one that follows it.
    checking : ()
        The answer that is shown is being checked against autograd.
    checked : tuple of Check
        What the check of the shown answer found, A then B; empty when there is none: it was stopped, or the
        answer is a new one.
    predicted : Prediction or None
        The audience predicts, draws, sees the answer, or has done with it.
    moment_changed : Moment
        The time cursor or the phase of the story moved.
    refused : (slot, field, sentence)
        A value was wrong; the sentence belongs under that control, the old question stays.
    noted : str
        Something gave way to an edit, in words.
    restored : ()
        The question of before came back (undo, redo, reset): what was typed meanwhile is void.
    failed : Failure
        The computation raised; the last answer stays.
    """

    question_changed = pyqtSignal(object)
    answered = pyqtSignal(object)
    redrawn = pyqtSignal(object)
    checking = pyqtSignal()
    checked = pyqtSignal(object)
    predicted = pyqtSignal(object)
    moment_changed = pyqtSignal(object)
    refused = pyqtSignal(str, str, str)
    noted = pyqtSignal(str)
    restored = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, runner: Runner, question: Question | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runner = runner
        self.question = question or Question.default()
        self.answer: Answer | None = None
        self.moment = begin()
        self.prediction: Prediction | None = None
        self.history = History(self)
        self._opened = self.question
        self._checking = False
        self._expected: Prediction | None = None  # comes back with its answer
        self.history.owns("question", self._restore, _texts)
        self.history.owns("prediction", self._restore_prediction, lambda told: () if told is None else told.guesses)
        runner.answered.connect(self._take)
        runner.failed.connect(self._fail)
        runner.examined.connect(self._examined)

    @property
    def steps(self) -> int:
        """T of the picture that is shown (of the question before the first answer)."""
        return (self.answer.question if self.answer else self.question).a.steps

    @property
    def loss_step(self) -> int:
        """The step at which the backward pass of the shown picture begins."""
        return max(self.answer.starts) if self.answer else self.steps

    def begin(self) -> None:
        """Ask the first question, of the pictures that are known."""
        self.question = self._opened = self.question.known()
        self.ask()

    def ask(self) -> None:
        """Compute the question as it stands (the first one, or again after a failure)."""
        self.runner.ask(self.question, self.moment.at)

    def check(self) -> None:
        """Check the answer that is shown against autograd; a question that is being computed goes first."""
        if self.answer is None or self._checking:
            return
        if self.runner.examine(self.answer):
            self._checking = True
            self.checking.emit()
        else:
            self.noted.emit("a check waits for the picture: ask again when it is there")

    def edit(self, slot: Slot, field: str, value: Any, **also: Any) -> bool:
        """Change one field of a network; a wrong value is refused with a sentence.

        ``also`` are fields that change with it, in one step of undo (a text, and that it is read).

        Returns
        -------
        bool
            Whether the question took the value.
        """
        try:
            question, notes = self.question.edited(slot, **{field: value}, **also)
        except ExperimentError as error:
            self.refused.emit(slot, error.field or field, str(error))
            return False
        self._store(question, edited(self.question, slot, field), joins=f"{slot} {field}")
        for note in notes:
            self.noted.emit(note)
        return True

    def pose(self, question: Question, words: str = "another question", *, pins: bool = False) -> None:
        """Ask another question as a whole, a step called ``words``; the pins stay, unless its own come with it."""
        self.restored.emit()
        self._store(question if pins else replace(question, pins=self.question.pins), words)

    def compare(self, other: Experiment | None) -> None:
        """Put a second network beside the first, or take it away (None)."""
        notes: list[str] = []
        if other is not None:
            a = self.question.a
            other, _ = other.adapt(**shared(a))
            if other.loss != a.loss:  # only a model predicts: beside one, its own network is worth a look
                other = a.replace(model_weights="untrained" if a.is_trained else "trained")
                notes.append("B is the same model, whose weights are " + other.model_weights)
        self._store(replace(self.question, b=other), "remove network B" if other is None else "add network B")
        for note in notes:
            self.noted.emit(note)

    def predict(self, prediction: Prediction | None, words: str = "", *, joins: str = "") -> None:
        """Hide the curves until the audience has drawn what it expects, take a stroke, reveal, or end it (None).

        Without ``words`` no hand does it: it belongs to the step before.
        """
        change, self._expected = Was("prediction", self._expected or self.prediction, prediction), None
        self._predict(prediction)
        if words:
            self.history.note(words, change, joins=joins)
        else:
            self.history.fold(change)

    def shown(self, chart: Chart) -> Chart:
        """Return a picture as the audience may see it: with its prediction, or without what it predicts."""
        from gradviz.charts.prediction import predictable, with_prediction

        if self.prediction is None or self.answer is None or not predictable(chart):
            return chart
        return with_prediction(chart, self.answer.results, self.prediction)

    def exhibit(self, answer: Answer) -> Answer:
        """Return an answer whose pictures are as the audience may see them."""
        from gradviz.charts.prediction import predictable

        if self.prediction is None:
            return answer
        seen = {name: chart for name, chart in answer.charts.items() if predictable(chart) or not self.hides}
        return replace(answer, charts={name: self.shown(chart) for name, chart in seen.items()})

    @property
    def hides(self) -> bool:
        """Whether the answer is hidden until the audience has predicted it."""
        return self.prediction is not None and not self.prediction.revealed

    def choose_pictures(self, *names: str) -> None:
        """Show other pictures of the same networks."""
        self._store(replace(self.question, pictures=names), "the pictures")

    def choose_option(self, picture: str, name: str, value: Value) -> None:
        """Choose something in a picture."""
        question = self.question.choosing(picture, name, value)
        self._store(question, optioned(picture, name), joins=f"{picture} {name}")

    def pin(self, slot: Slot = "a") -> None:
        """Let a network stay in the pictures while the question goes on."""
        self._store(self.question.pinning(slot), f"pin {slot.upper()}")

    def unpin(self, *pins: Experiment) -> None:
        """Take pinned networks away."""
        kept = tuple(pin for pin in self.question.pins if pin not in pins)
        self._store(replace(self.question, pins=kept), "remove a pin" if len(pins) == 1 else "remove the pins")

    def recall(self, pin: Experiment) -> None:
        """Ask a pinned network again, in the place of A; what both networks share follows."""
        other, notes = self.question.b, tuple[str, ...]()
        if other is not None:
            pin, other, notes = agreed(pin, other, "network B")
        self.restored.emit()
        self._store(replace(self.question, a=pin, b=other), "recall a pin")
        for note in notes:
            self.noted.emit(note)

    def new_draw(self) -> None:
        """Draw new weights, inputs and losses: the next seed."""
        question, _ = self.question.edited("a", seed=(self.question.a.seed + 1) % 2**63)
        self._store(question, "new draw", joins="new draw")

    def reset(self) -> None:
        """Return to the question the window opened with, and keep the seed and how it is shown."""
        now = self.question
        opened = replace(self._opened, pictures=now.pictures, options=now.options, pins=now.pins)
        question, _ = opened.edited("a", seed=self.question.a.seed)
        self.restored.emit()
        self._store(question, "reset the question")

    def move(self, moment: Moment) -> None:
        """Put the time cursor (and the story) to a moment."""
        if moment == self.moment:
            return
        before, self.moment = self.moment, moment
        self.moment_changed.emit(moment)
        if moment.at != before.at and self.answer is not None and self.question.follows:
            self.ask()

    def _store(self, question: Question, words: str, joins: str = "") -> None:
        if question == self.question:
            return
        changes, told = [Was("question", self.question, question)], self._expected or self.prediction
        if told is not None and not told.suits(len(question.experiments()), question.a.steps):
            changes.append(Was("prediction", told, None))  # it goes with the old answer
            self._expected = None
        self.history.note(words, *changes, joins=joins)
        self._show(question)

    def _restore(self, question: Question) -> bool:
        self.restored.emit()
        self._show(question)
        return True

    def _restore_prediction(self, prediction: Prediction | None) -> bool:
        """Show a prediction again, at once or with the answer that it is about."""
        answer, self._expected = self.answer, None
        if prediction is None or (answer is not None and prediction.fits(*answer.results)):
            self._predict(prediction)
        else:
            self._expected = prediction
        return True

    def _predict(self, prediction: Prediction | None) -> None:
        self.prediction = prediction
        self.predicted.emit(prediction)

    def _show(self, question: Question) -> None:
        self.question = question
        self.question_changed.emit(question)
        self.ask()

    def _take(self, answer: Answer) -> None:
        before, self.answer = self.answer, answer
        self._bring(answer)
        if before is not None and (before.question, before.results) == (answer.question, answer.results):
            self.redrawn.emit(answer)
            return
        self.answered.emit(answer)
        self._tell_checked(())
        if self.moment.step > self.steps:
            self.move(replace(self.moment, step=float(self.steps)))

    def _bring(self, answer: Answer) -> None:
        """Let a prediction come back with its answer, and go with another one."""
        expected = self._expected
        if expected is not None and expected.fits(*answer.results):
            self._expected = None
            self._predict(expected)
        elif self.prediction is not None and not self.prediction.fits(*answer.results):
            self._predict(None)

    def _examined(self, examined: Examined) -> None:
        if self.answer is not None and examined.answer.results == self.answer.results:
            self._tell_checked(examined.checks)

    def _tell_checked(self, checks: tuple[Check, ...]) -> None:
        self._checking = False
        self.checked.emit(checks)

    def _fail(self, failure: Failure) -> None:
        if isinstance(failure.error, ExperimentError) and failure.error.field in FIELDS:
            self.refused.emit(failure.slot, failure.error.field, str(failure.error))
        self.failed.emit(failure)


def _texts(question: Question) -> tuple[str, ...]:
    return tuple(each.text for each in (*question.experiments(), *question.pins))
