"""A whole run over wide numbers: what plain floats lost, computed with an exponent for every number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from gradviz.cells import Cell
from gradviz.cells.cell import View
from gradviz.engine import memory
from gradviz.engine.bptt import Adjoint, Injection, Trace
from gradviz.engine.inputs import Loss
from gradviz.engine.loops import Floats
from gradviz.engine.matrices import Matrices
from gradviz.engine.progress import Progress
from gradviz.engine.tape import Buffers, Shape, Steps, buffer_bytes, tape_blocks
from gradviz.engine.wide import Wide, WideLoop

_LOOP = WideLoop()


class ExactRun:
    """All layers of a run on the CPU, whatever the device of the plain run was.

    Each step starts from the state that the plain run recorded, where floats held it: a run of its own would, in
    a chaotic network, soon be elsewhere, and its gradient that of states nobody sees.

    Parameters
    ----------
    inputs : (T, B, I)
    recorded
        For each layer the plain run's states by name, (T + 1, B, H); row 0 is h_0 and c_0.
    """

    def __init__(
        self, cell: Cell, shape: Shape, matrices: list[Matrices], inputs: Floats,
        recorded: list[dict[str, Floats]], progress: Progress,
    ) -> None:  # fmt: skip
        memory.refuse(4 * buffer_bytes(cell, shape) * 8 // shape.dtype.itemsize)
        progress.extend(2 * shape.steps * shape.layers)
        self._cell, self._shape, self._matrices, self._progress = cell, shape, matrices, progress
        self._tapes: list[Buffers] = []
        self._read = [Wide.of(inputs.astype(np.float64))]
        for layer in range(shape.layers):
            self._tapes.append(self._forward(layer, recorded[layer]))
            self._read.append(self._tapes[-1].of["h"][1:])

    def _buffers(self, sizes: dict[str, int], longer: tuple[str, ...]) -> Buffers:
        shape = self._shape
        arrays = {
            name: Wide.zeros(shape.steps + (name in longer), shape.batch, blocks * shape.hidden)
            for name, blocks in sizes.items()
        }
        return Buffers(arrays, longer, shape.hidden)

    def _room(self, blocks: int) -> Wide:
        return Wide.zeros(self._shape.batch, blocks * self._shape.hidden)

    def _steps(self, views: tuple[View, ...], backwards: bool, *buffers: Buffers) -> Iterator[tuple[Any, ...]]:
        columns = [next(b for b in buffers if view.buffer in b.of).see(view) for view in views]
        for rows in Steps(_LOOP, columns, backwards).between(1, self._shape.steps):
            yield rows
            self._progress.took(1)

    def _forward(self, layer: int, recorded: dict[str, Floats]) -> Buffers:
        cell, matrices, read = self._cell, self._matrices[layer], self._read[layer]
        tape = self._buffers(tape_blocks(cell), tuple(recorded))
        for name, states in recorded.items():
            tape.of[name][0] = Wide.of(states[0])
        flat = read.reshape(-1, read.shape[-1])
        projected = _LOOP.product(flat, Wide.of(matrices.projection)) + Wide.of(matrices.bias[None])
        tape.of["pre"][...] = projected.reshape(*tape.of["pre"].shape)
        step = cell.forward(_LOOP, Wide.of(matrices.recurrence), Wide.of(matrices.inner_bias), self._room)
        held = {name: _held(states, self._smallest) for name, states in recorded.items()}
        for t, rows in enumerate(self._steps(cell.forward_rows, False, tape), 1):
            step(*rows)
            for name, states in recorded.items():
                place = held[name][t]
                if place.any():
                    tape.of[name][t][place] = Wide.of(states[t][place])
        return tape

    @property
    def _smallest(self) -> float:
        return float(torch.finfo(self._shape.dtype).tiny)

    def states(self, dtype: Any) -> dict[str, Any]:
        """Return the states and gates as plain floats, ±inf where they end."""
        cell, tapes = self._cell, self._tapes
        return {
            "hidden": _floats([tape.of["h"] for tape in tapes], dtype),
            "cell_state": _floats([tape.of["c"] for tape in tapes], dtype) if "c" in tapes[0].of else None,
            "gates": {
                gate: _floats([tape.see(view) for tape in tapes], dtype)
                for gate, view in zip(cell.gates, cell.gate_views, strict=True)
            },
        }

    def loss(self, loss: Loss) -> float:
        """Return L = Σ ∂L/∂h_t · h_t over the top layer's steps, ±inf where it leaves the floats."""
        steps = np.flatnonzero(loss.row >= 0)
        terms = self._tapes[-1].of["h"][steps] * Wide.of(loss.gradients[loss.row[steps]])
        return float(terms.total().floats())

    def traces(self, injection: Injection, truncation: int | None) -> Iterator[Trace]:
        """Yield what the way back leaves in each layer, the top one first."""
        rows = Wide.of_rows(injection.rows)
        injected = {int(t): rows[int(injection.row[t])] for t in injection.steps}
        for layer in reversed(range(self._shape.layers)):
            back = self._backward(layer, injected, truncation)
            delta = back.of["delta"]
            flat = delta.reshape(-1, delta.shape[-1])
            below = _LOOP.product(flat, Wide.of(self._matrices[layer].to_input)).reshape(*delta.shape[:2], -1)
            cell = back.of["dc"].rows() if "dc" in back.of else None
            yield Trace(
                layer=layer,
                adjoint=Adjoint(back.of["dh"].rows(), cell, delta.rows()),
                recurrent=back.see(View("delta", 0, self._cell.blocks)).rows(),
                before=self._tapes[layer].of["h"][:-1].rows(),
                read=self._read[layer].rows(),
                grad_read=below.rows(),
            )
            injected = {t + 1: row for t, row in enumerate(_LOOP.rows(below))}

    def _backward(self, layer: int, injected: dict[int, Wide], truncation: int | None) -> Buffers:
        cell, tape = self._cell, self._tapes[layer]
        names = ("dh", "dc") if cell.has_cell_state else ("dh",)
        back = self._buffers({**dict.fromkeys(names, 1), "delta": cell.delta_blocks, **cell.factors}, names)
        for name, blocks in cell.slopes(_LOOP, tape.see).items():
            for index, block in enumerate(blocks):
                back.see(View(name, index, 1))[...] = block
        step = cell.backward(_LOOP, Wide.of(self._matrices[layer].back), self._room)
        gradient = back.of["dh"]
        for t, rows in zip(
            range(self._shape.steps, 0, -1), self._steps(cell.backward_rows, True, back, tape), strict=True
        ):
            if t in injected:
                gradient[t] = gradient[t] + injected[t]
            step(*rows)
            if truncation is not None and (t - 1) % truncation == 0:
                for name in names:
                    back.of[name][t - 1] = Wide.zeros(*back.of[name].shape[1:])
        return back


def _held(states: Floats, smallest: float) -> npt.NDArray[np.bool_]:
    """Return which entries (T + 1, B, H) floats held, up to the first step at which a sequence left them."""
    finite = np.logical_and.accumulate(np.isfinite(states).all(-1), axis=0)
    held: npt.NDArray[np.bool_] = finite[..., None] & (np.abs(states) >= smallest)
    return held


def _floats(layers: list[Wide], dtype: Any) -> Any:
    return np.stack([layer.floats().astype(dtype) for layer in layers])
