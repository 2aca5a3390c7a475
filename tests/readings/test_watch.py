"""What is asked of a network that reads is checked when it is asked, and carried out as the page of cells does it."""

from __future__ import annotations

import numpy as np
import pytest

from gradviz.control import Control
from gradviz.errors import ExperimentError
from gradviz.language.following import advanced, opened
from gradviz.language.labels import LABELS
from gradviz.language.prose import dialogue
from gradviz.language.reading import read
from gradviz.language.scores import scores
from gradviz.language.unit import Unit
from gradviz.models import load_checkpoint
from gradviz.readings.networks import network
from gradviz.readings.told import Told
from gradviz.readings.watch import LONGEST, Watch
from gradviz.screen.reading.work import interventions

TEXT = dialogue(5, 1200)[:1500]
PROSE = load_checkpoint("prose")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"model": "prosa"}, "did you mean prose?"),
        ({"model": 3}, "model must be the name of a model"),
        ({"sample": "dialog"}, "did you mean dialogue?"),
        ({"sample": "", "text": ""}, "what is read is either text, or sample: one of dialogue, dialogue72, python"),
        ({"text": "both"}, "what is read is either"),
        ({"sample": "", "text": 3}, "what is read is either"),
        ({"sample": "", "text": "x" * (LONGEST + 1)}, "text has 20001 characters: 20000 are the most"),
        ({"sample": "", "text": "\ud800" * 200}, "lone surrogate"),
        (
            {"sample": "", "unit": "quote", "text": "short"},
            "5 characters is too short to look for the best unit: say its number",
        ),
        ({"characters": 10**6}, "characters must be a whole number between 0 and 6435, all of the sample"),
        ({"sample": "", "text": "x" * 200, "characters": 100}, "characters is about a sample"),
        ({"unit": 128}, "unit must be a whole number between 0 and 127, the last one of this model; not 128"),
        ({"unit": True}, "unit must be a whole number"),
        ({"unit": "qoute"}, "did you mean quote?"),
        ({"layer": 1}, "layer must be a whole number between 0 and 0"),
        ({"shows": "update"}, "shows must be one of c, h, input, forget, cell, output"),
        ({"held": "of"}, 'held must be "off" or "on"'),
        ({"at": 10**6}, "at must be a whole number between 0 and"),
        ({"at": -1}, "at must be"),
        ({"speed": 50}, "speed must be one of 1, 3, 10"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(fields, words):
    with pytest.raises(ExperimentError) as caught:
        Watch(**{"sample": "dialogue", **fields})
    assert words in str(caught.value)
    assert caught.value.field in fields


def test_the_unit_of_a_label_is_the_one_that_is_measured_on_the_text():
    told = Told(Watch(text=TEXT, unit="quote"))
    (known,) = scores(PROSE, TEXT, [LABELS["quote"]])
    assert (told.unit, told.sign, told.score("quote")) == (known.unit, known.sign, known)
    numbered = Told(Watch(text=TEXT, unit=46))
    assert numbered.unit == Unit(0, 46, "cell")
    assert numbered.score("line_position").unit == numbered.unit


def test_a_unit_that_is_held_has_its_median_all_over_the_text():
    told = Told(Watch(text=TEXT, unit="quote", held="off"))
    free = advanced(opened(PROSE, TEXT), len(TEXT)).of(told.unit)
    assert told.passage.done
    outside = ~LABELS["quote"].of(TEXT)
    assert np.allclose(told.passage.of(told.unit), np.median(free[outside]), atol=1e-6)
    assert told.bits > Told(Watch(text=TEXT, unit="quote")).bits + 0.05


def test_bits_are_those_of_reading_and_an_untrained_network_has_many():
    told = Told(Watch(text=TEXT, unit=0))
    assert told.bits == pytest.approx(read(PROSE, TEXT).bits_per_character, rel=1e-5)
    bare = read(network("untrained prose"), TEXT).bits_per_character
    assert told.bits_with(trained=False) == pytest.approx(bare, rel=1e-5)
    assert Told(Watch(model="untrained prose", text=TEXT, unit=0)).bits_with(trained=True) == pytest.approx(told.bits)


def test_how_long_a_unit_holds_is_one_number_on_the_page_and_in_a_lesson(monkeypatch):
    monkeypatch.setattr("gradviz.language.longer.ENOUGH", 1000)
    told = Told(Watch(sample="", text=dialogue(5, 6_000), unit="quote"))
    page, words = interventions.holding(told.free, told.unit, told.sign, "quote", Control())
    assert (page.cases, words) == (100, "the quote, in this text")
    assert 0 < page.marked[3] < 1
    assert told.on_after(100, 100) == (page.marked[3], page.unmarked[3])


def test_what_the_text_does_not_have_is_said():
    with pytest.raises(ExperimentError, match="nothing that a unit could follow"):
        Told(Watch(text="no mark is here, and so it goes on. " * 8, unit="quote"))
    with pytest.raises(ExperimentError, match="begins at no mark of its own"):
        Told(Watch(text=TEXT, unit="line_position")).on_after(10, 10)
