"""Results made by hand, without the engine: a small numpy RNN, or curves given outright."""

from __future__ import annotations

import numpy as np

from gradviz.cells import CELLS
from gradviz.experiment import Experiment
from gradviz.result import Result


def made(log10=None, hidden=None, cell_state=None, explicit=None, **fields) -> Result:
    """Return a Result whose curve ``log10 ‖∂L/∂h_t‖`` is given (default: it halves at every step back)."""
    steps = len(log10) - 1 if log10 is not None else fields.pop("steps", 8)
    experiment = Experiment(**{"steps": steps, "hidden_size": 3, "input_size": 2, **fields})
    layers, batch, size = experiment.layers, experiment.batch_size, experiment.hidden_size
    back = np.arange(steps, -1, -1.0) if experiment.loss_step is None else experiment.loss_step - np.arange(steps + 1.0)
    curve = np.where(back < 0, -np.inf, back * np.log10(0.5)) if log10 is None else np.asarray(log10, float)
    curves = np.broadcast_to(curve.reshape(1, steps + 1, -1), (layers, steps + 1, batch)).copy()
    cell = CELLS[experiment.cell]
    wave = np.sin(np.arange(steps + 1)[:, None, None] * 0.7 + np.arange(size)) * np.ones((layers, 1, batch, 1))
    wave[:, 0] = 0
    if cell.has_cell_state and cell_state is None:
        cell_state = 2 * wave
    gates = {name: np.full((layers, steps, batch, size), 0.5) for name in cell.gates}
    spectrum = np.full((layers, cell.blocks), experiment.spectral_radius or 0.0)
    return Result(
        experiment=experiment,
        hidden=0.9 * wave if hidden is None else hidden,
        cell_state=cell_state,
        gates=gates,
        log10_grad_hidden=curves,
        log10_grad_cell=curves - 1 if cell.has_cell_state else None,
        log10_grad_recurrent=curves[:, 1:, 0] + 0.5,
        log10_grad_input=curves[-1, 1:] - 0.25,
        log10_grad_parameters={"weight_hh_l0": 1.5, "bias_hh_l0": -np.inf},
        parameter_gradients={"weight_hh_l0": np.ones((size, size))},
        clipped_gradients={"weight_hh_l0": np.ones((size, size))},
        weights=weights_of(experiment),
        spectral_radius=spectrum,
        largest_singular_value=1.5 * spectrum,
        loss=0.25,
        seconds=0.001,
        device="cpu",
        versions={"gradviz": "0", "numpy": np.__version__},
        explicit=explicit or {},
    )


def weights_of(experiment: Experiment) -> dict[str, np.ndarray]:
    """Return weights of the right shapes: every block of W_hh is the identity, all else is zero."""
    size, blocks, found = experiment.hidden_size, CELLS[experiment.cell].blocks, {}
    for layer in range(experiment.layers):
        found[f"weight_ih_l{layer}"] = np.zeros((blocks * size, size if layer else experiment.input_size))
        found[f"weight_hh_l{layer}"] = np.tile(np.eye(size), (blocks, 1))
        for name in ("ih", "hh"):
            found[f"bias_{name}_l{layer}"] = np.zeros(blocks * size)
    return found


def tanh_rnn(steps: int = 128, size: int = 64, seed: int = 0, **fields) -> Result:
    """Run a tanh RNN under unit noise forward, and its adjoint back, in plain numpy."""
    draw = np.random.default_rng(seed)
    weight = draw.normal(size=(size, size)) / np.sqrt(size)
    weight *= 0.9 / np.abs(np.linalg.eigvals(weight)).max()
    hidden = np.zeros((1, steps + 1, 1, size))
    for t in range(steps):
        hidden[0, t + 1, 0] = np.tanh(weight @ hidden[0, t, 0] + draw.normal(size=size))
    grad, curve = draw.normal(size=size), np.empty(steps + 1)
    for t in range(steps, -1, -1):
        curve[t] = np.log10(np.linalg.norm(grad))
        grad = weight.T @ ((1 - hidden[0, t, 0] ** 2) * grad)
    return made(curve, hidden=hidden, hidden_size=size, seed=seed, **fields)


def lstm_like(steps: int = 128, size: int = 64, **fields) -> Result:
    """Return what an LSTM with forget bias 3 looks like: slow cells and a gradient that holds."""
    draw = np.random.default_rng(1)
    cells = np.zeros((1, steps + 1, 1, size))
    for t in range(steps):
        cells[0, t + 1, 0] = 0.95 * cells[0, t, 0] + 0.3 * draw.normal(size=size)
    curve = 0.9 - 1.6 * (1 - np.exp(-np.arange(steps, -1, -1) / 20)) + 0.03 * draw.normal(size=steps + 1)
    return made(curve, cell_state=cells, hidden_size=size, cell="lstm", **{"forget_bias": 3.0, **fields})
