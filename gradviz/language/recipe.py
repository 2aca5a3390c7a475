"""How a character model is trained: every choice, checked and with the value that worked."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from gradviz.errors import ExperimentError, did_you_mean

CELLS = ("rnn_tanh", "rnn_relu", "lstm", "gru")
OPTIMIZERS = ("adam", "adagrad")


@dataclass(frozen=True)
class Recipe:
    """How a character model is trained.

    Parameters
    ----------
    cell, hidden_size, layers
        The network; characters go in one-hot.
    sequence, streams
        Truncated BPTT over so many characters, in so many places of the text at once; the state is carried on.
    optimizer, learning_rate
        ``adam`` (Kingma & Ba 2015), its rate falling to 0 along half a cosine; or ``adagrad`` (Duchi et al. 2011),
        its rate constant.
    clip
        The largest norm of all gradients together (Pascanu et al. 2013).
    forget_bias
        The LSTM's total forget bias at the start. A state that is carried for ever drifts with a large one.
    reset
        The probability, at each chunk, that a stream forgets everything, as at the start of a text.
    drift_penalty
        The weight of mean(max(|c_T| − 2, 0)²) of each chunk's last cell state: where |c| is large, tanh(c) is
        a constant, and the cell is dead.
    start
        A model to begin with, bundled or in a file: its units are the first, and its characters keep their weights.
        What it knows, such as a unit that keeps a quote, need not be found again. None: all is drawn.
    remember
        What is added to the forget biases of the LSTM that it begins with: a gate that let a state last for 1/(1 − f)
        characters lets it last e^remember times as long.
    steps, minutes
        When it ends, whichever comes first; at least one is given.
    seed
        Of the first weights and of the resets.
    device
        ``auto``, ``cpu``, ``cuda``, ``cuda:N`` or ``mps``.

    Raises
    ------
    ExperimentError
        When a value can't be; the sentence names it.
    """

    cell: str = "lstm"
    hidden_size: int = 128
    layers: int = 1
    sequence: int = 100
    streams: int = 16
    optimizer: str = "adam"
    learning_rate: float = 4e-3
    clip: float = 5.0
    forget_bias: float = 0.0
    reset: float = 0.02
    drift_penalty: float = 0.02
    start: str | None = None
    remember: float = 0.0
    steps: int | None = None
    minutes: float | None = None
    seed: int = 0
    device: str = "auto"

    def __post_init__(self) -> None:
        for name, known in (("cell", CELLS), ("optimizer", OPTIMIZERS)):
            value = getattr(self, name)
            if value not in known:
                hint = did_you_mean(str(value), known) or "."
                raise ExperimentError(f"{name} must be one of {', '.join(known)}, not {value}{hint}", name)
        for name in ("hidden_size", "layers", "sequence", "streams", "steps"):
            self._least(name, int, 1)
        self._least("seed", int, 0)
        for name in ("learning_rate", "clip", "minutes"):
            self._least(name, (int, float), 0, above=True)
        for name in ("reset", "drift_penalty"):
            self._least(name, (int, float), 0)
        if self.reset > 1:
            raise ExperimentError(f"reset is a probability, at most 1; you gave {self.reset:g}.", "reset")
        for name in ("forget_bias", "remember"):
            if not _finite(getattr(self, name), (int, float)):
                raise ExperimentError(f"{name} must be a finite number; you gave {getattr(self, name)!r}.", name)
        if self.remember and (self.start is None or self.cell != "lstm"):
            raise ExperimentError(
                "remember is for an lstm that begins with a model: give --start, or leave it.", "remember"
            )
        if self.steps is None and self.minutes is None:
            raise ExperimentError("a training needs an end: give minutes or steps.", "minutes")

    def fields(self) -> dict[str, Any]:
        """Return every choice by its name."""
        return asdict(self)

    def _least(self, name: str, kinds: Any, least: int, above: bool = False) -> None:
        value = getattr(self, name)
        if value is None and name in ("steps", "minutes"):
            return
        if not _finite(value, kinds) or value < least or (above and value == least):
            kind = "a whole number" if kinds is int else "a finite number"
            words = f"{kind}, {'more than ' if above else ''}{least}{'' if above else ' or more'}"
            raise ExperimentError(f"{name} must be {words}; you gave {value!r}.", name)


def _finite(value: Any, kinds: Any) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool) and math.isfinite(value)
