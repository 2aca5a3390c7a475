"""One network of a script: its result, its letter, and the arrays that the script cannot draw itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Array
from gradviz.experiment import Experiment
from gradviz.models import encode
from gradviz.result import Result

_CHAOTIC = 5.0
"""Decades of growth back through time; so much a rounding grows forward."""
LONGEST = 300
"""How many characters of a text stand in a script; longer ones lie beside it."""


@dataclass(frozen=True, eq=False)
class Network:
    """One network; ``letter`` is a or b, and ``several`` says whether there are both."""

    result: Result
    letter: str
    several: bool

    @property
    def asked(self) -> Experiment:
        """The question."""
        return self.result.experiment

    @property
    def curve(self) -> str:
        """What the script calls the curve of this network."""
        return f"curve_{self.letter}" if self.several else "curve"

    @property
    def batched(self) -> bool:
        """Whether several sequences run side by side; of one the script leaves the axis out."""
        return self.asked.batch_size > 1

    @property
    def loss_step(self) -> int:
        """The step whose loss is injected, where it is one."""
        return self.asked.loss_step or self.asked.steps

    @cached_property
    def signs(self) -> str:
        """The text as the network reads it: what its alphabet lacks is the stand-in; empty where none is read."""
        asked = self.asked
        if asked.input != "text" or "inputs" in self.result.explicit:
            return ""
        return "".join(asked.alphabet[i] for i in encode(asked.alphabet, asked.text[: asked.steps]).indices)

    @property
    def target(self) -> int:
        """Which character of the alphabet a model's loss is about."""
        sign = self.asked.text[self.loss_step : self.loss_step + 1]
        return int(encode(self.asked.alphabet, sign).indices[0])

    @property
    def amplifies(self) -> bool:
        """Whether the states amplify rounding so far that the order of a sum shows: the network is chaotic."""
        curve, unbounded = reading.gradient(self.result), self.asked.cell in ("rnn_relu", "rnn_linear")
        return not unbounded and float(curve.max()) - float(curve[reading.start(self.result)]) > _CHAOTIC

    def named(self, name: str) -> str:
        """Return what an array of this network is called beside the script."""
        return f"{self.letter}_{name}" if self.several else name

    def arrays(self) -> Mapping[str, Array]:
        """Return what the script reads: weights that were not drawn, arrays that were given, a long text."""
        return {self.named(name): array for name, array in self._arrays()}

    def _arrays(self) -> Iterator[tuple[str, Array]]:
        result = self.result
        if not result.is_drawn:
            yield from ((name.replace("readout.", "readout_"), array) for name, array in result.weights.items())
        for name, array in result.explicit.items():
            if name != "weights":  # the batch is the last axis but one, and left out where there is one sequence
                yield name, array if self.batched else np.squeeze(array, -2)
        if len(self.signs) > LONGEST:
            yield "codes", encode(self.asked.alphabet, self.signs).indices
