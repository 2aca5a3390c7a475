"""A trained network reads a text, and every state and gate on its way is kept.

PyTorch's own layers give h_t, the fast way. All gates of a layer then follow from one matrix product over
h_{t−1}, and c_t from a scan over the gates: what a cell loop would give, at less than twice the layer's own time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import torch

from gradviz.control import Control
from gradviz.engine.memory import refuse
from gradviz.engine.threads import sized_for
from gradviz.language.layers import STRETCH, Kept, read_stretch, tensors_of
from gradviz.language.readout import log_probabilities
from gradviz.language.state import Floats, State, start_of
from gradviz.models import Checkpoint, encode


@dataclass(frozen=True, eq=False)
class Reading:
    """A text and what the network did while it read it; read-only float32 arrays.

    Entries t = 0 … T of a state are those after t characters; entry t − 1 of a gate is that of character t.

    Attributes
    ----------
    checkpoint
        Who read.
    characters
        The text as it was given.
    indices : (T,)
        What was read, as places in the alphabet.
    unknown : (n,)
        Where the text has characters that the alphabet lacks; ``stand_in`` was read there.
    hidden : (layers, T + 1, H)
        h_t.
    cell_state : (layers, T + 1, H) or None
        c_t, before any tanh.
    gates
        By gradviz's names, each (layers, T, H): input, forget, cell, output of an LSTM, reset, update, new of a GRU.
    """

    checkpoint: Checkpoint
    characters: str
    indices: npt.NDArray[np.int64]
    unknown: npt.NDArray[np.int64]
    stand_in: str
    hidden: Floats
    cell_state: Floats | None
    gates: Mapping[str, Floats]

    @property
    def state(self) -> State:
        """The state after the last character: `read` goes on from it."""
        return State(self.hidden[:, -1], None if self.cell_state is None else self.cell_state[:, -1])

    @cached_property
    def log_probabilities(self) -> Floats | None:
        """Log probability (natural) of every next character after each one, (T, A); None without a read-out."""
        if not self.checkpoint.has_readout:
            return None
        refuse(4 * len(self.indices) * self.checkpoint.input_size, "characters")
        return log_probabilities(self.checkpoint, self.hidden[-1, 1:])

    @cached_property
    def bits_per_character(self) -> float | None:
        """Mean of −log2 p of each character after the first; None without a read-out or a second character."""
        count = len(self.indices) - 1
        if count < 1 or not self.checkpoint.has_readout:
            return None
        total = 0.0
        for first in range(0, count, STRETCH):
            following = self.indices[first + 1 : first + 1 + STRETCH]
            known = log_probabilities(self.checkpoint, self.hidden[-1, first + 1 : first + 1 + len(following)])
            total -= float(known[np.arange(len(following)), following].sum(dtype=np.float64))
        return total / count / float(np.log(2))


def read(checkpoint: Checkpoint, text: str, *, state: State | None = None, control: Control | None = None) -> Reading:
    """Let a network read a text; a pure function, in float32 on the CPU.

    Parameters
    ----------
    text
        Characters outside the alphabet are read as its stand-in; an empty text gives arrays of length 0.
    state
        What it remembers before the first character; None: nothing (zeros).
    control
        Told about progress, and asked every few thousand characters whether to stop.

    Raises
    ------
    ExperimentError
        When memory can't hold all states and gates of the text.
    Cancelled
        When ``control`` asked for a stop.
    """
    found = encode(checkpoint, text)
    steps = len(found.indices)
    kept = Kept.of(checkpoint, steps, start_of(checkpoint) if state is None else state)
    layers = tensors_of(checkpoint)
    indices = torch.from_numpy(found.indices)
    with sized_for(0), torch.inference_mode():
        for first in range(0, steps, STRETCH):
            if control is not None:
                control.advance(first / steps)
            read_stretch(checkpoint.cell, layers, indices[first : first + STRETCH], kept, first)
    for array in (found.indices, kept.hidden, kept.cell_state, *kept.gates.values()):
        if array is not None:
            array.flags.writeable = False
    return Reading(
        checkpoint, text, found.indices, found.unknown, found.stand_in, kept.hidden, kept.cell_state, kept.gates
    )
