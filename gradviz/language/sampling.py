"""A trained network writes: each character drawn from its prediction, or the most likely one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np

from gradviz.errors import ExperimentError
from gradviz.language.state import Floats, State
from gradviz.language.stepping import Stepper
from gradviz.models import Checkpoint, encode

Change = Callable[[State], State]


def sample(
    checkpoint: Checkpoint,
    start: str,
    length: int,
    *,
    temperature: float = 1.0,
    greedy: bool = False,
    seed: int = 0,
    change: Change | None = None,
) -> str:
    """Return the ``length`` characters that a network writes after ``start``; the arguments are `writing`'s."""
    writer = writing(checkpoint, start, temperature=temperature, greedy=greedy, seed=seed, change=change)
    return "".join(sign for sign, _ in islice(writer, length))


def writing(
    checkpoint: Checkpoint,
    start: str,
    *,
    temperature: float = 1.0,
    greedy: bool = False,
    seed: int = 0,
    state: State | None = None,
    change: Change | None = None,
) -> Iterator[tuple[str, State]]:
    """Yield each character that a network writes, and the state after reading it, without end.

    Parameters
    ----------
    start
        What it reads first; empty: it begins from ``state`` alone.
    temperature
        The log probabilities are divided by it before a character is drawn.
    greedy
        Always the most likely character, whatever the temperature: soon the same words again and again.
    state
        What it remembers before ``start``; None: nothing.
    change
        Makes another state of the one after each character, also of ``start`` (a unit clamped, say).

    Raises
    ------
    ExperimentError
        When the model has no read-out or the temperature is not above 0.
    """
    if not checkpoint.has_readout:
        raise ExperimentError(f"{checkpoint.name} has no read-out: it reads, but can't write.", "model")
    if not 0 < temperature < np.inf:
        raise ExperimentError(f"temperature must be more than 0 and finite; you gave {temperature:g}.", "temperature")
    stepper, random = Stepper(checkpoint), np.random.default_rng(seed)
    changed = change or (lambda same: same)
    now = stepper.start() if state is None else state
    for index in encode(checkpoint, start).indices:
        now = changed(stepper.advance(now, int(index)))
    while True:
        chosen = _chosen(stepper.log_probabilities(now), None if greedy else temperature, random)
        now = changed(stepper.advance(now, chosen))
        yield checkpoint.alphabet[chosen], now


def _chosen(known: Floats, temperature: float | None, random: np.random.Generator) -> int:
    if temperature is None:
        return int(known.argmax())
    noise = random.gumbel(size=known.shape)  # the largest of log p / τ + Gumbel noise is a draw from p^(1/τ)
    return int((known / temperature + noise).argmax())
