"""A runner that computes only when a test says so, and in the test's own thread."""

from PyQt6.QtCore import QObject, pyqtSignal

import gradviz
from gradviz.charts import CHARTS
from gradviz.screen.asking.answers import Answer, Examined, Failure
from gradviz.screen.asking.question import Question


class FakeRunner(QObject):
    answered = pyqtSignal(object)
    failed = pyqtSignal(object)
    examined = pyqtSignal(object)
    progressed = pyqtSignal(float)
    busy_changed = pyqtSignal(bool)
    devices_found = pyqtSignal(object)

    def __init__(self):
        super().__init__()
        self.asked = []
        self.foreseen = []
        self.examines = []
        self.free = True
        self.stopped = 0

    def ask(self, question, at=0):
        self.asked.append(question)

    def foresee(self, *questions):
        self.foreseen.append(questions)

    def examine(self, answer):
        if self.free:
            self.examines.append(answer)
        return self.free

    def find(self, *checks):
        """End the newest check as the thread would."""
        self.examined.emit(Examined(self.examines[-1], checks))

    def stop(self):
        self.stopped += 1

    def close(self):
        pass

    def answer(self, question=None):
        """Answer the newest question as the thread would."""
        self.answered.emit(answer_to(question or self.asked[-1]))

    def fail(self, error, slot="a"):
        self.failed.emit(Failure(self.asked[-1], slot, error, isinstance(error, gradviz.GradvizError)))


_KNOWN = {}


def answer_to(question):
    for experiment in question.experiments():
        if experiment not in _KNOWN:
            _KNOWN[experiment] = gradviz.run(experiment)
    results = tuple(_KNOWN[experiment] for experiment in question.experiments())
    charts = {name: CHARTS[name](*results, **question.options_of(name)) for name in question.pictures}
    return Answer(question, results, charts, 0.002)


def small(**changes):
    """Return a question that is answered in a moment."""
    question, _ = Question.default().edited("a", steps=12)
    question, _ = question.edited("a", hidden_size=5)
    question, _ = question.edited("b", hidden_size=5)
    question, _ = question.edited("a", **changes)
    return question
