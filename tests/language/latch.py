"""An LSTM made by hand whose first unit latches on a quote: every answer about it is known exactly.

Its cell state is 0 before the first mark, 1 from an opening mark until just before the closing one, −1 after it. The
second unit counts the characters of a line, up to a hundredth each; the third says whether the last one was an "a".
"""

from __future__ import annotations

import numpy as np

from gradviz.models import Checkpoint

ALPHABET = ("\n", " ", '"', "a", "b", "c")
LATCH, COUNTER, LETTER = 0, 1, 2
_ALWAYS = 100.0  # σ(100) is 1 in float32


def latch(extra: int = 0, readout: bool = True) -> Checkpoint:
    """Return it, with ``extra`` units that never move; the read-out expects a mark inside, never outside."""
    size, signs = 3 + extra, len(ALPHABET)
    w_ih, w_hh = np.zeros((4, size, signs), np.float32), np.zeros((4, size, size), np.float32)
    bias = np.zeros((4, size), np.float32)
    into, keep, fresh, out = range(4)
    mark, line, letter = (ALPHABET.index(sign) for sign in '"\na')
    bias[into] = bias[keep] = -_ALWAYS
    bias[out] = _ALWAYS
    bias[keep, LATCH], w_ih[keep, LATCH, mark] = _ALWAYS, -2 * _ALWAYS  # keeps, but not at a mark
    w_ih[into, LATCH, mark] = 2 * _ALWAYS
    bias[fresh, LATCH], w_hh[fresh, LATCH, LATCH] = _ALWAYS / 3, -_ALWAYS  # the opposite of what it was
    bias[into, COUNTER] = bias[keep, COUNTER] = _ALWAYS
    w_ih[keep, COUNTER, line] = w_ih[into, COUNTER, line] = -2 * _ALWAYS
    bias[fresh, COUNTER] = np.arctanh(0.01)
    bias[into, LETTER], w_ih[fresh, LETTER, letter] = _ALWAYS, _ALWAYS
    weight = np.zeros((signs, size), np.float32)
    weight[mark, LATCH] = 4.0
    weights = {
        "weight_ih_l0": w_ih.reshape(-1, signs), "weight_hh_l0": w_hh.reshape(-1, size),
        "bias_ih_l0": bias.reshape(-1), "bias_hh_l0": np.zeros(4 * size, np.float32),
    }  # fmt: skip
    heads = {"readout.weight": weight, "readout.bias": np.zeros(signs, np.float32)} if readout else {}
    return Checkpoint("lstm", ALPHABET, {**weights, **heads}, {}, "latch")


def page(lines: int = 400, seed: int = 0) -> str:
    """Return lines of words, some of them in quotes."""
    draw = np.random.default_rng(seed)
    text = []
    for _ in range(lines):
        words = ["".join(draw.choice([*"abc"], draw.integers(1, 5))) for _ in range(draw.integers(3, 9))]
        begin, end = sorted(draw.integers(0, len(words), 2))
        if draw.random() < 0.6:
            words[begin], words[end] = f'"{words[begin]}', f'{words[end]}"'
            if begin == end:
                words[begin] = '"' + words[begin].strip('"') + '"'
        text.append(" ".join(words))
    return "\n".join(text) + "\n"
