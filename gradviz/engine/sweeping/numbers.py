"""What a block computes with: drawn once for each seed, with a factor or a bias for each sequence."""

from __future__ import annotations

from typing import Any

import numpy as np

from gradviz.cells import CELLS, Cell
from gradviz.engine.inputs import inputs_of, loss_of
from gradviz.engine.loops import Floats
from gradviz.engine.matrices import Matrices, matrices_of
from gradviz.engine.sweeping.arithmetic import Flags
from gradviz.engine.sweeping.groups import Group
from gradviz.engine.sweeping.space import Layer, Numbers
from gradviz.engine.weights import drawn
from gradviz.experiment import Experiment

_FAR = 60  # powers of two from 1; what is swept further is run one by one
_GATES = {"forget_bias": "forget", "update_bias": "update"}


def numbers_of(block: Group) -> Numbers:
    """Return the numbers of a block, its sequences ordered by seed and then by row."""
    shared = _shared(block)
    cell, copies = CELLS[shared.cell], len(block.rows)
    layers: list[list[Matrices]] = [[] for _ in range(shared.layers)]
    inputs, losses = [], []
    for seed in block.seeds:
        experiment = shared.replace(seed=seed)
        weights = drawn(experiment).weights
        for layer, found in enumerate(layers):
            found.append(matrices_of(cell, weights, layer))
        inputs.append(inputs_of(experiment)[:, 0])
        loss = loss_of(experiment)
        assert loss is not None  # a prediction takes a model, which does not sweep
        losses.append(loss.gradients[0])
    return Numbers(
        layers=[_layer(found, block, cell) for found in layers],
        inputs=np.stack(inputs),
        scale=_swept(block, "input_scale"),
        factor=_swept(block, "spectral_radius"),
        loss=np.repeat(np.concatenate(losses), copies, axis=0),
    )


def wild(block: Group) -> Flags:
    """Return which sequences (B,) have a swept value so large or small that their factors may leave the floats."""
    sizes = np.array([[abs(value) for value in row.values() if value] for row in block.rows], dtype=object)
    found = [any(not 2.0**-_FAR < size < 2.0**_FAR for size in row) for row in sizes]
    return np.tile(np.array(found, bool), len(block.seeds))


def _shared(block: Group) -> Experiment:
    """Return the Experiment whose draws the rows share: what is swept is 1, or as drawn."""
    units = {"spectral_radius": 1.0, "input_scale": 1.0, "forget_bias": None, "update_bias": None}
    swept = dict(block.rows[0])
    units.update({name: None for name, value in swept.items() if value is None})
    return block.experiment.replace(**{name: units[name] for name in swept})


def _swept(block: Group, name: str) -> Floats | None:
    """Return a swept factor of each sequence; None where the draws have it already."""
    if block.rows[0].get(name) is None:
        return None
    return np.tile(np.array([row[name] for row in block.rows]), len(block.seeds))


def _layer(found: list[Matrices], block: Group, cell: Cell) -> Layer:
    def repeated(name: str) -> Any:
        return np.repeat(stacked(name), len(block.rows), axis=0)

    def stacked(name: str) -> Any:
        return np.stack([getattr(matrices, name) for matrices in found])

    return Layer(
        projection=stacked("projection"),
        bias=_with_gate_biases(repeated("bias"), block, cell),
        recurrence=stacked("recurrence"),
        inner=repeated("inner_bias")[:, 0],
        back=stacked("back"),
    )


def _with_gate_biases(bias: Floats, block: Group, cell: Cell) -> Floats:
    """Write the total biases that the rows sweep into (B, P · H) biases."""
    blocks = bias.reshape(len(block.seeds), len(block.rows), len(cell.projection), -1)
    for index, row in enumerate(block.rows):
        for name, gate in _GATES.items():
            if row.get(name) is not None:
                for place, (which, sign) in enumerate(cell.projection):
                    if which == cell.gates.index(gate):
                        blocks[:, index, place] = sign * row[name]
    return bias
