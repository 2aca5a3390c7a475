"""The bundled models say what made them, are small, and do what they are shown for, on text made for this test."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from gradviz.language.labels import LABELS
from gradviz.language.prose import dialogue
from gradviz.language.reading import Reading, read
from gradviz.language.snippets import code_like
from gradviz.models import checkpoints, load_checkpoint
from gradviz.resources import resource

NAMES = [name for name, _ in checkpoints()]


def followed(name: str, label: str, found: Reading) -> np.ndarray:
    """Return what the unit that the metadata names for a label did, turned so that high is on."""
    score = json.loads(load_checkpoint(name).about["scores"])[label]
    parsed = re.fullmatch(r"unit (\d+) \(([ch])\)", score["unit"])
    assert parsed is not None
    states = found.cell_state if parsed[2] == "c" else found.hidden
    return score["sign"] * states[0, 1:, int(parsed[1])]


def auc(values: np.ndarray, held: np.ndarray) -> float:
    """Return the share of pairs, one with and one without the label, in which the first is higher."""
    with_it, without = np.sort(values[held]), np.sort(values[~held])
    below = np.searchsorted(without, with_it, "left") + np.searchsorted(without, with_it, "right")
    return float(below.mean() / 2 / len(without))


def ranks(values: np.ndarray) -> np.ndarray:
    """Return mid-ranks: equal values share one."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - counts / 2)[place]


def test_they_are_there_and_small() -> None:
    assert NAMES == ["code", "prose", "prose72"]
    assert sum(resource(f"checkpoints/{name}.safetensors").stat().st_size for name in NAMES) < 1_200_000


@pytest.mark.parametrize("name", NAMES)
def test_they_say_what_made_them(name: str) -> None:
    model = load_checkpoint(name)
    assert model.about["command"].startswith(f"gradviz train --text {'code' if name == 'code' else 'prose'} ")
    assert model.about["corpus"]
    assert float(model.about["drifted_cells"]) <= 0.05
    assert model.about["description"] == dict(checkpoints())[name]
    assert {"quote", "word_start"} <= set(json.loads(model.about["scores"]))
    assert model.has_readout


@pytest.mark.parametrize(("name", "width"), [("prose", 40), ("prose72", 72)])
def test_prose_knows_the_quote_and_its_place_in_the_line(name: str, width: int) -> None:
    text = dialogue(2026, 20_000, width)
    found = read(load_checkpoint(name), text)
    assert not len(found.unknown)
    assert found.bits_per_character < 0.6
    quoted = np.cumsum([sign == '"' for sign in text]) % 2 == 1
    assert auc(followed(name, "quote", found), quoted) > 0.97
    place = np.concatenate([[*range(1, len(line)), 0] for line in text.splitlines(keepends=True)])
    assert np.corrcoef(ranks(followed(name, "line_position", found)), ranks(place))[0, 1] > 0.95


def test_code_predicts_code_and_knows_the_quote() -> None:
    text = code_like(2026, 20_000)
    found = read(load_checkpoint("code"), text)
    assert not len(found.unknown)
    assert found.bits_per_character < 1.5
    assert auc(followed("code", "quote", found), LABELS["quote"].of(text)) > 0.95


def test_code_says_what_it_follows_on_text_it_has_not_seen() -> None:
    about = load_checkpoint("code").about
    found = json.loads(about["scores"])
    assert found["quote"]["score"] >= 0.97
    assert found["quote"]["score"] >= found["quote"]["untrained"] + 0.15
    assert min(found[name]["score"] for name in ("condition", "triple_quoted")) >= 0.85
    held = json.loads(about["quote_held"])
    at = held["after"].index(50)  # from 100 on it forgets
    assert held["with the mark"][at] >= 0.85
    assert held["without"][at] <= 0.1
