"""The weights of a network: drawn and scaled, with PyTorch's names and shapes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from gradviz.cells import CELLS, Cell
from gradviz.engine.draws import haar, stream
from gradviz.engine.loops import Floats
from gradviz.engine.spectrum import largest_singular_value, spectral_radius
from gradviz.errors import ExperimentError
from gradviz.experiment import Experiment

KINDS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
READOUT = ("readout.weight", "readout.bias")

_SMALL = 2**14  # numbers of a draw


@dataclass(frozen=True)
class Network:
    """Weights in the Experiment's dtype by PyTorch's names, and each block's spectrum, (layers, blocks)."""

    weights: Mapping[str, Floats]
    spectral_radius: Floats
    largest_singular_value: Floats


@dataclass(frozen=True)
class _Layer:
    """One layer as drawn, before W_hh is scaled and biases are set."""

    arrays: Mapping[str, Floats]
    radius: Floats
    singular: Floats


def shapes(experiment: Experiment) -> dict[str, tuple[int, ...]]:
    """Return the shape of every parameter by PyTorch's name, in PyTorch's order."""
    hidden, rows = experiment.hidden_size, CELLS[experiment.cell].blocks * experiment.hidden_size
    found: dict[str, tuple[int, ...]] = {}
    for layer in range(experiment.layers):
        width = hidden if layer else experiment.input_size
        sizes = ((rows, width), (rows, hidden), (rows,), (rows,))
        found.update({f"{kind}_l{layer}": size for kind, size in zip(KINDS, sizes, strict=True)})
    return found


def readout_shapes(experiment: Experiment) -> dict[str, tuple[int, ...]]:
    """Return the shapes of what a model predicts the next character with; nothing where it doesn't."""
    characters = len(experiment.alphabet)
    sizes = (characters, experiment.hidden_size), (characters,)
    return dict(zip(READOUT, sizes, strict=True)) if experiment.has_readout else {}


def drawn(experiment: Experiment) -> Network:
    """Return the freshly initialised network of an Experiment; the read-out of a model as nn.Linear draws it.

    Raises
    ------
    ExperimentError
        When W_hh can't be scaled to the spectral radius, or the numbers leave the dtype.
    """
    cell = CELLS[experiment.cell]
    weights: dict[str, Floats] = {}
    radii, singulars = [], []
    for layer in range(experiment.layers):
        width = experiment.hidden_size if layer else experiment.input_size
        draw = _drawn(experiment.seed, layer, cell.blocks, experiment.hidden_size, width, experiment.init)
        arrays = dict(draw.arrays)
        factors = _factors(draw.radius, experiment.spectral_radius)
        arrays["weight_hh"] = scaled_blocks(arrays["weight_hh"], factors)
        arrays.update(_with_gate_bias(experiment, cell, arrays))
        with np.errstate(over="ignore"):
            radii.append(draw.radius * factors)
            singulars.append(draw.singular * factors)
        weights.update({f"{kind}_l{layer}": _cast(arrays[kind], experiment.dtype, singulars[-1]) for kind in KINDS})
    bound, generator = 1 / math.sqrt(experiment.hidden_size), stream(experiment.seed, "readout")
    for name, size in readout_shapes(experiment).items():
        weights[name] = generator.uniform(-bound, bound, size).astype(experiment.dtype)
    return Network(weights, np.stack(radii), np.stack(singulars))


def measured(weights: Mapping[str, Floats], experiment: Experiment) -> Network:
    """Return the network of explicit weights, whose spectrum is measured."""
    found = [
        _measured(weights[f"weight_hh_l{layer}"].astype(np.float64).tobytes(), experiment.hidden_size)
        for layer in range(experiment.layers)
    ]
    return Network(weights, np.stack([radius for radius, _ in found]), np.stack([singular for _, singular in found]))


def _drawn(seed: int, layer: int, blocks: int, hidden: int, width: int, init: str) -> _Layer:
    """Return a layer's draw, kept for the next run: those of many seeds where they are small (a sweep has many)."""
    draw = _small_draw if blocks * hidden * (hidden + width) <= _SMALL else _large_draw
    return draw(seed, layer, blocks, hidden, width, init)


def _draw(seed: int, layer: int, blocks: int, hidden: int, width: int, init: str) -> _Layer:
    rows = blocks * hidden
    sizes: dict[str, tuple[int, ...]] = dict(zip(KINDS, ((rows, width), (rows, hidden), (rows,), (rows,)), strict=True))
    if init in ("torch", "uniform"):
        bound = 1 / math.sqrt(hidden) if init == "torch" else 0.08
        arrays = {kind: stream(seed, kind, layer).uniform(-bound, bound, size) for kind, size in sizes.items()}
    else:
        arrays = {kind: np.zeros(size) for kind, size in sizes.items()}
        arrays["weight_ih"] = stream(seed, "weight_ih", layer).standard_normal((rows, width)) / math.sqrt(width)
        generator = stream(seed, "weight_hh", layer)
        arrays["weight_hh"] = np.concatenate([_block(generator, hidden, init) for _ in range(blocks)])
    radius, singular = _spectrum(arrays["weight_hh"], hidden)
    if init == "orthogonal":
        radius = np.ones(blocks)
    return _Layer(arrays, radius, singular)


_small_draw, _large_draw = lru_cache(maxsize=64)(_draw), lru_cache(maxsize=8)(_draw)


def _block(generator: np.random.Generator, hidden: int, init: str) -> Floats:
    if init == "identity":
        return np.eye(hidden)
    if init == "orthogonal":
        return haar(generator, hidden)
    block = generator.standard_normal((hidden, hidden))
    return block if init == "normal" else block / math.sqrt(hidden)


def _spectrum(recurrent: Floats, hidden: int) -> tuple[Floats, Floats]:
    blocks = recurrent.reshape(-1, hidden, hidden)
    return np.array([spectral_radius(block) for block in blocks]), np.array([largest_singular_value(b) for b in blocks])


@lru_cache(maxsize=16)
def _measured(content: bytes, hidden: int) -> tuple[Floats, Floats]:
    return _spectrum(np.frombuffer(content), hidden)


def _factors(radius: Floats, target: float | None) -> Floats:
    """Return what each block is multiplied by: ρ(αW) = α ρ(W)."""
    if target is None:
        return np.ones_like(radius)
    if target == 0:
        return np.zeros_like(radius)
    if not radius.all():
        raise ExperimentError(
            f"W_hh is nilpotent (all eigenvalues are 0) and can't be scaled to spectral_radius = {target:g}: "
            "choose another init or seed, or spectral_radius = 0.",
            "spectral_radius",
        )
    with np.errstate(over="ignore"):
        return target / radius


def scaled_blocks(recurrent: Floats, factors: Floats) -> Floats:
    """Return W_hh (blocks · H, H) with each H × H block multiplied by its factor."""
    blocks = recurrent.reshape(len(factors), -1, recurrent.shape[1])
    with np.errstate(over="ignore", invalid="ignore"):
        return (blocks * factors[:, None, None]).reshape(recurrent.shape)


def _with_gate_bias(experiment: Experiment, cell: Cell, arrays: Mapping[str, Floats]) -> dict[str, Floats]:
    """Put the total bias of the forget or update gate into b_ih, and 0 into b_hh."""
    found: dict[str, Floats] = {}
    for gate, value in (("forget", experiment.forget_bias), ("update", experiment.update_bias)):
        if value is not None:
            first = cell.gates.index(gate) * experiment.hidden_size
            for kind, bias in (("bias_ih", value), ("bias_hh", 0.0)):
                found[kind] = arrays[kind].copy()
                found[kind][first : first + experiment.hidden_size] = bias
    return found


def _cast(array: Floats, dtype: str, singular: Floats) -> Any:
    with np.errstate(over="ignore", under="ignore"):
        found = array.astype(dtype)
    largest = float(np.abs(array).max(initial=0.0))
    smallest = np.finfo(dtype).smallest_normal / np.finfo(dtype).eps
    if not np.isfinite(found).all() or (0 < largest < smallest) or not np.isfinite(singular).all():
        raise ExperimentError(
            f"The weights leave the range of {dtype}: choose "
            + ("dtype = float64 or " if dtype == "float32" else "")
            + "a spectral_radius and biases nearer to 1.",
            "spectral_radius",
        )
    return found
