"""How fast a trained network reads a text with all its states and gates, against its own PyTorch layer alone.

    python -m tests.benchmarks.reading

5,000 characters, one thread, in turns, the second of two runs timed: `gradviz.language.reading.read` (h_t, c_t and
every gate of every step), and nn.LSTM, nn.GRU or nn.RNN on the same characters, one-hot, under inference mode, which
gives h_t alone. The median of the rounds' ratios counts. Written to results/reading.json.
"""

from __future__ import annotations

import statistics
import string
import sys

import torch
from threadpoolctl import threadpool_limits
from torch.nn.functional import one_hot

from gradviz.language.model import checkpoint_of, fresh
from gradviz.language.reading import read
from gradviz.language.snippets import code_like
from tests.benchmarks.engine import interleaved
from tests.benchmarks.report import keep

WANTED = 2.0
TEXT = code_like(0, 5_000)[:5_000]
ALPHABET = tuple(string.printable[:95] + "\n")


def row(cell: str, hidden: int, rounds: int) -> dict[str, object]:
    model = fresh(cell, len(ALPHABET), hidden, 1, 0)
    checkpoint = checkpoint_of(model, ALPHABET)
    indices = torch.tensor([ALPHABET.index(sign) for sign in TEXT])

    def layer() -> None:
        with torch.inference_mode():
            model.rnn(one_hot(indices, len(ALPHABET)).float()[:, None])

    medians, times = interleaved({"read": lambda: read(checkpoint, TEXT), "layer": layer}, rounds)
    ratio = statistics.median(a / b for a, b in zip(times["read"], times["layer"], strict=True))
    return {"cell": cell, "hidden_size": hidden, "ratio": ratio, "median": medians, "times": times}


def main(arguments: list[str]) -> int:
    rows = []
    print("| cell, H | ms | of its own layer's time |\n|---|---|---|")
    for cell in ("lstm", "gru", "rnn_tanh"):
        for hidden in (128, 256):
            rows.append(row(cell, hidden, 3 if "--quick" in arguments else 11))
            print(
                f"| {cell}, {hidden} | {rows[-1]['median']['read'] * 1e3:.0f} | {rows[-1]['ratio']:.2f} |", flush=True
            )
    if "--quick" not in arguments:
        keep("reading", rows=rows)
    return int(any(each["ratio"] > WANTED for each in rows))


if __name__ == "__main__":
    torch.set_num_threads(1)
    with threadpool_limits(1):
        sys.exit(main(sys.argv[1:]))
