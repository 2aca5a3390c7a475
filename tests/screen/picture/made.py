"""Results, answers and a session made by hand: no torch, no thread, every number chosen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts import CHARTS
from gradviz.experiment import Experiment
from gradviz.result import Result
from gradviz.screen.asking.answers import Answer
from gradviz.screen.asking.question import Question
from gradviz.screen.asking.session import Session
from tests.screen.fakes import FakeRunner


def result(experiment: Experiment, log10=None, state=None) -> Result:
    """A Result with a chosen gradient (T + 1 base-10 logarithms) and chosen states (T + 1, H)."""
    cell = CELLS[experiment.cell]
    steps, units, batch = experiment.steps, experiment.hidden_size, experiment.batch_size
    random = np.random.default_rng(experiment.seed)
    back = np.arange(steps, -1, -1.0)
    if log10 is None:
        wiggle = random.normal(0, 0.08, steps + 1).cumsum()
        rate = -0.02 if cell.gates else -0.3 + 0.25 * experiment.spectral_radius - 0.25 * 0.9
        log10 = rate * back + wiggle - wiggle[-1]
    if state is None:
        state = np.tanh(random.normal(0, 0.4, (steps + 1, units)).cumsum(axis=0) if cell.gates else
                        random.normal(0, 1.5, (steps + 1, units)))  # fmt: skip
    layers, blocks = experiment.layers, max(1, len(cell.gates))
    hidden = np.broadcast_to(np.asarray(state)[None, :, None, :], (layers, steps + 1, batch, units))
    grad = np.broadcast_to(np.asarray(log10, float)[None, :, None], (layers, steps + 1, batch))
    return Result(
        experiment=experiment,
        hidden=hidden,
        cell_state=np.arctanh(hidden * 0.99) if cell.has_cell_state else None,
        gates={name: np.full((layers, steps, batch, units), 0.95) for name in cell.gates},
        log10_grad_hidden=grad,
        log10_grad_cell=grad if cell.has_cell_state else None,
        log10_grad_recurrent=np.zeros((layers, steps)),
        log10_grad_input=np.zeros((steps, batch)),
        log10_grad_parameters={},
        parameter_gradients={},
        clipped_gradients={},
        weights={f"weight_hh_l{layer}": np.eye(units) for layer in range(layers)},
        spectral_radius=np.full((layers, blocks), experiment.spectral_radius) * np.linspace(1, 0.8, blocks),
        largest_singular_value=np.full((layers, blocks), 1.74),
        loss=0.5,
        seconds=0.002,
        device="cpu",
        versions={},
    )


def answer(*results: Result, chart: str = "lecture") -> Answer:
    """What the runner would hand back for these results."""
    experiments = [made.experiment for made in results]
    question = Question(experiments[0], experiments[1] if len(experiments) > 1 else None, (chart,))
    return Answer(question, tuple(results), {chart: CHARTS[chart](*results)}, 0.002)


def redrawn(whole: Answer, **changes) -> Answer:
    """The same answer with another picture."""
    return replace(whole, charts={whole.question.picture: replace(whole.chart, **changes)})


def pair(steps: int = 128, units: int = 64, **fields) -> Answer:
    """The picture of the lecture: a tanh RNN (A) beside an LSTM with forget bias 3 (B)."""
    a = Experiment(cell="rnn_tanh", steps=steps, hidden_size=units, **fields)
    b = Experiment(cell="lstm", steps=steps, hidden_size=units, forget_bias=3.0, **fields)
    return answer(result(a), result(b))


def session(first: Answer | None = None) -> Session:
    """A session that already has an answer (or none yet)."""
    made = Session(FakeRunner(), first.question if first else None)
    if first is not None:
        made.runner.answered.emit(first)
    return made
