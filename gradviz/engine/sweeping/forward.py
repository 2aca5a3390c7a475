"""A block of configurations on its way from h_0 to h_T, one window of steps after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from gradviz.cells.cell import View
from gradviz.engine.loops import Floats
from gradviz.engine.progress import Progress
from gradviz.engine.sweeping.namespace import Namespace, Stack
from gradviz.engine.sweeping.slopes import PIECE, Slopes
from gradviz.engine.sweeping.space import Numbers, Space

_SMALLEST = {torch.float64: 2.0**-400, torch.float32: 2.0**-40}  # of a state that nothing can make a 0 in one step


class Forward:
    """The way from h_0 = 0 to h_T; it leaves in the space what the way back multiplies by."""

    def __init__(self, space: Space, numbers: Numbers) -> None:
        self._space, self._put, self._loop = space, space.arithmetic.put, space.arithmetic.loop
        self._matmul = space.arithmetic.matmul
        shape, seeds = space.shape, len(numbers.inputs)
        self.slopes = [
            Slopes(space.cell, space.arithmetic, tape, shape.batch, _SMALLEST[shape.dtype]) for tape in space.tapes
        ]
        self._piece = max(1, PIECE // (shape.batch * shape.hidden))
        self._seeds, self._scale = (seeds, shape.batch // seeds), None
        factor = None if numbers.factor is None else self._spread(numbers.factor, 1)
        operations = Namespace(space.arithmetic, factor, backwards=False)
        self._projections = [self._put(layer.projection) for layer in numbers.layers]
        self._biases = [self._put(layer.bias) if layer.bias.any() else None for layer in numbers.layers]
        self._steps = [
            space.cell.forward(operations, Stack(self._put(layer.recurrence)), self._put(layer.inner), space.room)
            for layer in numbers.layers
        ]
        self._read(numbers)

    def _spread(self, values: Floats, blocks: int) -> Any:
        return self._put(np.broadcast_to(values[:, None], (len(values), blocks * self._space.shape.hidden)))

    def _read(self, numbers: Numbers) -> None:
        """Project the inputs of all steps, once for each seed; a bias that a seed's sequences share joins them."""
        projection, bias = self._projections[0], numbers.layers[0].bias
        inputs = self._put(numbers.inputs)
        source = self._loop.room(*inputs.shape[:2], projection.shape[-1])
        self._matmul(inputs, projection, source)
        first = bias.reshape(*self._seeds, -1)[:, :1]
        if numbers.scale is not None:
            self._scale = self._spread(numbers.scale, len(self._space.cell.projection)).reshape(*self._seeds, -1)
        elif (bias.reshape(*self._seeds, -1) == first).all():
            source, self._biases[0] = source + self._put(first), None
        self._source = source.swapaxes(0, 1)[:, :, None]

    def run(self, progress: Progress) -> None:
        """Take all steps."""
        space = self._space
        for tape in space.tapes:
            for state in space.states:
                tape.of[state][space.length] = 0
        for first in range(1, space.shape.steps + 1, space.length):
            last = min(first + space.length - 1, space.shape.steps)
            for layer in range(space.shape.layers):
                self._window(layer, first, last)
            progress.took(last - first + 1)

    def _window(self, layer: int, first: int, last: int) -> None:
        space, tape, step = self._space, self._space.tapes[layer], self._steps[layer]
        for state in space.states:
            tape.of[state][0] = tape.of[state][space.length]
        self._fill(layer, first, last)
        for rows in tape.steps(space.cell.forward_rows, first, last):
            step(*rows)
        for low in range(first, last + 1, self._piece):
            high = min(low + self._piece - 1, last)
            factors = self.slopes[layer].between(low, high)
            if layer == space.shape.layers - 1:
                for name, blocks in factors.items():
                    space.arithmetic.join(blocks, space.kept(name, low, high))

    def _fill(self, layer: int, first: int, last: int) -> None:
        """Write what the input, or the layer below, and the biases give to the preactivations."""
        pre = self._space.tapes[layer].see(View("pre"), first, last)
        stacked, bias = pre.reshape(-1, *self._seeds, pre.shape[-1]), self._biases[layer]
        if layer:
            below = self._space.tapes[layer - 1].see(View("h"), first, last)
            self._matmul(below.reshape(-1, *self._seeds, below.shape[-1]), self._projections[layer], stacked)
        elif self._scale is None:
            stacked[...] = self._source[first - 1 : last]
        else:
            self._loop.multiply(self._source[first - 1 : last], self._scale, stacked)
        if bias is not None:
            self._loop.add(pre, bias, pre)
