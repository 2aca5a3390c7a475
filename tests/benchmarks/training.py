"""How fast a character model is trained, against a bare PyTorch loop of the same model.

    python -m tests.benchmarks.training

Both make the same updates of the same network (LSTM, sequences of 100, 16 streams, Adam, norm clipping) on one thread,
in turns; the first updates of a round are not timed. Ours also carries, resets and penalises the state, falls along its
cosine, reports progress and looks for a stop after every update, and looks at held-out text 20 times (30,000 characters
each time in a training of minutes; here, where it takes seconds, 200). The median of the rounds' ratios counts;
``--quick`` makes fewer rounds. Written to results/training.json.
"""

from __future__ import annotations

import statistics
import sys
import time

import torch
from threadpoolctl import threadpool_limits
from torch import nn
from torch.nn.functional import cross_entropy, one_hot

from gradviz.control import Control
from gradviz.language.corpus import Corpus
from gradviz.language.prose import dialogue
from gradviz.language.recipe import Recipe
from gradviz.language.training import train
from gradviz.language.underway import alphabet_of
from gradviz.models.alphabet import encoded
from tests.benchmarks.report import keep

WANTED = 0.9
WARM, STEPS, SEQUENCE, STREAMS = 10, 60, 100, 16
CORPUS = Corpus("prose", (dialogue(0, 400_000),), (dialogue(1, 200)[:200],), "generated")


def ours(hidden: int) -> float:
    """Return seconds for the timed updates of `train`."""
    times = []
    recipe = Recipe(hidden_size=hidden, steps=STEPS, sequence=SEQUENCE, streams=STREAMS, device="cpu")
    train(recipe, CORPUS, control=Control(), on_progress=lambda _: times.append(time.perf_counter()))
    return times[-1] - times[WARM - 1]


def bare(hidden: int) -> float:
    """Return seconds for the same number of updates, written as one would on a slide."""
    alphabet = alphabet_of(CORPUS.training[0])
    text = torch.from_numpy(encoded(alphabet, CORPUS.training[0]).indices)
    text = text[: len(text) // STREAMS * STREAMS].reshape(STREAMS, -1).t().contiguous()
    rnn, readout = nn.LSTM(len(alphabet), hidden), nn.Linear(hidden, len(alphabet))
    parameters = [*rnn.parameters(), *readout.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=4e-3)
    state = None
    for step in range(STEPS):
        if step == WARM:
            begin = time.perf_counter()
        chunk = text[step * SEQUENCE : (step + 1) * SEQUENCE + 1]
        hidden_states, state = rnn(one_hot(chunk[:-1], len(alphabet)).float(), state)
        loss = cross_entropy(readout(hidden_states).flatten(0, 1), chunk[1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 5.0)
        optimizer.step()
        state = tuple(part.detach() for part in state)
    return time.perf_counter() - begin


def main(arguments: list[str]) -> int:
    rows, rounds = [], 3 if "--quick" in arguments else 9
    print("| H | characters a second | of a bare loop's speed |\n|---|---|---|")
    for hidden in (64, 128, 256):
        times = [(ours(hidden), bare(hidden)) for _ in range(rounds)]
        ratio = statistics.median(b / a for a, b in times)
        speed = (STEPS - WARM) * SEQUENCE * STREAMS / statistics.median(a for a, _ in times)
        rows.append({"hidden_size": hidden, "ratio": ratio, "characters_a_second": speed, "times": times})
        print(f"| {hidden} | {speed:,.0f} | {ratio:.2f} |", flush=True)
    if "--quick" not in arguments:
        keep("training", rows=rows)
    return int(any(row["ratio"] < WANTED for row in rows))


if __name__ == "__main__":
    torch.set_num_threads(1)
    with threadpool_limits(1):
        sys.exit(main(sys.argv[1:]))
