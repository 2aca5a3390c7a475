"""Put a trained model beside the bundled ones, its scores on text that it has not seen in its metadata.

    gradviz train --text prose … -o prose.safetensors        (the command is in each bundled model's metadata)
    python -m tests.checkpoints prose.safetensors prose      measures, prints, and writes it to resources/checkpoints
    python -m tests.checkpoints prose prose --dry            measures the bundled one again

The scores: for every label the unit that follows it best, chosen on one half of 100,000 held-out characters and scored
on the other (`gradviz.language.scores`); and for the quote of code, the share of 100 cases in which that unit is on so
many characters after an opening mark, against the same text without it (`gradviz.language.holding`; the marks are put
before any word, where the grammar of the dialogue never has one, so that this says nothing of prose).
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import torch

from gradviz.language.corpus import Corpus, corpus_of
from gradviz.language.holding import cases, holding, threshold
from gradviz.language.labels import LABELS
from gradviz.language.proofs import proof_sentence, used
from gradviz.language.reading import read
from gradviz.language.scores import Score, scores
from gradviz.language.units import values_of
from gradviz.language.verdicts import named, sentence
from gradviz.models import Checkpoint, load_checkpoint, save_checkpoint

FOLDER = Path(__file__).parents[1] / "resources" / "checkpoints"
CHARACTERS = 100_000
DESCRIPTIONS = {
    "code": "LSTM of 256 units that has read Python's standard library, and generated text in quotes",
    "prose": "LSTM of 128 units that has read generated dialogue, wrapped at 40 columns",
    "prose72": "LSTM of 128 units that has read generated dialogue, wrapped at 72 columns",
}


def measured(model: Checkpoint, corpus: Corpus) -> dict[str, str]:
    """Return what the metadata says about a model, and print it."""
    text = corpus.excerpt(CHARACTERS)[:CHARACTERS]
    found = scores(model, text)
    print(*map(sentence, found), sep="\n")
    words = {each.label.name: _score(each) for each in found if each.score is not None}
    about = {"scores": json.dumps(words), "bits_on_scored_text": f"{read(model, text).bits_per_character:.3f}"}
    if corpus.name == "code":
        quote = next(each for each in found if each.label.name == "quote")
        about["quote_held"] = json.dumps(_held(model, corpus, text, quote))
        print(about["quote_held"])
        proof = used(model, text, quote)
        if proof is not None:
            about["quote_used"] = proof_sentence(proof, quote, "off")
            print(about["quote_used"])
    return about


def _score(each: Score) -> dict[str, object]:
    figures = {name: getattr(each, name) for name in ("score", "shuffled", "untrained", "probe")}
    return {
        "unit": named(each.unit),
        "metric": each.metric,
        "sign": each.sign,
        **{name: round(value, 3) for name, value in figures.items() if value is not None},
    }


def _held(model: Checkpoint, corpus: Corpus, text: str, quote: Score) -> dict[str, object]:
    values = values_of(read(model, text), quote.unit)
    limit = threshold(values, LABELS["quote"].of(text), quote.sign)
    found = holding(model, quote.unit, quote.sign, limit, cases("".join(corpus.held_out)[:400_000]))
    return {"after": found.distances, "with the mark": found.marked, "without": found.unmarked, "cases": found.cases}


def main(arguments: list[str]) -> None:
    """Measure a model and bundle it."""
    torch.set_num_threads(1)
    path, name = arguments[:2]
    model = load_checkpoint(path)
    about = measured(model, corpus_of("prose", width=72) if name == "prose72" else corpus_of(name))
    if "--dry" not in arguments:
        about = {**model.about, **about, "description": DESCRIPTIONS[name]}
        FOLDER.mkdir(exist_ok=True)
        save_checkpoint(dataclasses.replace(model, about=about, name=name), FOLDER / f"{name}.safetensors")


if __name__ == "__main__":
    main(sys.argv[1:])
