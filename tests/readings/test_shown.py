"""What a network that reads shows on paper: lines of its text, its unit around the cursor, and what was measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gradviz.charts.coloured import shades
from gradviz.language.labels import LABELS
from gradviz.language.prose import dialogue
from gradviz.models import load_checkpoint, save_checkpoint
from gradviz.readings.quantity import quantities_of, shade_of
from gradviz.readings.shown import measured, pictures, settings
from gradviz.readings.told import Told
from gradviz.readings.watch import Watch

TEXT = dialogue(5, 1200)


@pytest.fixture(scope="module")
def told():
    return Told(Watch(text=TEXT, unit="quote", at=1500))


def test_the_text_has_whole_lines_around_the_cursor_coloured_as_all_of_it(told):
    text, _ = pictures(told)
    found = text.panels[0].coloured
    first = TEXT.index(found.text)
    assert TEXT[first - 1] == "\n"
    assert found.text.endswith("\n")
    assert first < 1500 < first + len(found.text)
    assert 600 < len(found.text) < 850
    whole = shades(told.free.of(told.unit), told.sign)
    assert np.array_equal(found.shade, whole[first : first + len(found.text)])
    assert np.array_equal(found.marks, LABELS["quote"].of(TEXT)[first : first + len(found.text)])


def test_the_story_has_the_cursor_in_it(told):
    _, story = pictures(told)
    curve = story.panels[0].curves[0]
    assert curve.x[0] < 1500 < curve.x[-1]
    assert np.allclose(curve.y, told.free.of(told.unit)[int(curve.x[0]) - 1 : int(curve.x[-1])])


def test_a_gate_is_shown_on_its_own_scale():
    told = Told(Watch(text=TEXT, unit=101, shows="forget"))
    text, story = pictures(told)
    shade = text.panels[0].coloured.shade
    gate = next(curve for panel in story.panels for curve in panel.curves if "forget" in curve.label)
    assert np.allclose(shade[:50], 2 * gate.y[:50] - 1, atol=1e-6)
    assert ("Colour", "forget gate") in settings(told)
    assert ("Model", "prose") in settings(told)
    assert ("Model", "untrained, of the size of prose") in settings(
        Told(Watch(model="untrained prose", text=TEXT, unit=3))
    )


def test_what_is_held_is_said_with_what_it_does(told):
    assert len(measured(told)) == 1
    held = Told(Watch(text=TEXT, unit="quote", held="off"))
    costs, effect = measured(held)
    assert costs.endswith("with the unit held.")
    assert effect.startswith("Held off, unit 101 (c) makes the character that ends the quote")
    assert ("Held", "off, in all of the text") in settings(held)
    free, _ = pictures(held)
    assert not free.panels[0].empty


def test_a_model_that_predicts_nothing_is_shown_without_what_the_text_costs(tmp_path):
    prose = load_checkpoint("prose")
    bare = {name: array for name, array in prose.weights.items() if not name.startswith("readout")}
    save_checkpoint(replace(prose, weights=bare), tmp_path / "bare.safetensors")
    told = Told(Watch(model=str(tmp_path / "bare.safetensors"), text=TEXT, unit=3))
    assert measured(told) == []
    assert len(pictures(told)) == 2


def test_colours_of_states_and_gates():
    values = np.array([-1.0, 0.0, 1.0])
    assert np.array_equal(shade_of(values, "c", False, -1), shades(values, -1))
    assert np.allclose(shade_of(values, "c", True, 1), np.tanh(values))
    assert np.array_equal(shade_of(values, "h", True, 1), values)
    assert np.allclose(shade_of(np.array([0.0, 0.5, 1.0]), "forget", False, 1), values)
    assert np.array_equal(shade_of(values, "new", False, 1), values)
    assert [name for name, _ in quantities_of("gru")] == ["h", "reset", "update", "new"]
