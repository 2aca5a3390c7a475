"""Whatever is done on the page of cells, in any order: undo and redo lead through exactly the same states."""

import random
from dataclasses import replace

import pytest

from gradviz.screen.reading.scoring import Row
from gradviz.screen.undoing import history
from tests.screen.reading.conftest import TEXT


def state(reading):
    """What undo promises; which quantity of a unit is shown goes with the choice of a unit, which is no step."""
    document = reading.document
    return document.model, document.text, document.name, replace(reading.record.now(), quantity="")


def looked(reading):
    """What is seen of it: derived from the state, and wrong where a part was not restored."""
    mask = reading.scoring.painted
    held = reading.document.passage.held
    return reading.causes.level, held, None if mask is None or not mask.any() else mask.tobytes()


def edits(draw, reading, models):
    document, size = reading.document, len(reading.document.shown)
    first = draw.randrange(size)
    last = min(size, first + draw.randrange(1, 9))
    return {
        "type": lambda: document.splice(first, 0, draw.choice("abc")),
        "replace": lambda: document.splice(first, last - first, "bead"),
        "delete": lambda: document.splice(first, last - first, ""),
        "paint": lambda: reading.scoring.paint(first, last, draw.random() < 0.8),
        "clear": reading.scoring.unpaint,
        "hold": lambda: reading.causes.hold(draw.choice(["on", "off"]), draw.choice([(0, 0), (first, last)])),
        "let go": lambda: reading.causes.hold(None, (0, 0)),
        "unit": lambda: reading.choose(Row(draw.choice(reading.watching.units()))),
        "gate": lambda: reading.watching.show_quantity(draw.choice(reading.watching.quantities())[0]),
        "raw": lambda: reading.watching.show_raw(draw.random() < 0.5),
        "picture": lambda: reading.picture.show_kind(draw.choice(["unit", "all"])),
        "temperature": lambda: reading.author.set_temperature(draw.choice([0.5, 0.8, 1.1])),
        "greedy": lambda: reading.author.set_greedy(draw.random() < 0.5),
        "model": lambda: document.take_model(draw.choice(models)),
        "text": lambda: document.take_text(draw.choice([TEXT, TEXT[::-1]]), draw.choice(["one", "two"])),
        "order": lambda: reading.scoring.sort(draw.choice(["label", "index", "variance"])),
    }


@pytest.mark.parametrize("seed", range(3))
def test_undo_all_and_redo_all_stop_at_the_same_states(reading, settled, monkeypatch, model_file, seed):
    monkeypatch.setattr(history, "MERGE_SECONDS", 0.0)
    draw, models = random.Random(seed), [reading.document.model, model_file("gru", 2, 5, name="other")]
    stops, ahead = [(state(reading), looked(reading))], []
    for _ in range(40):
        known = reading.history.kept().done
        chosen = edits(draw, reading, models)
        name = draw.choice(list(chosen))
        chosen[name]()
        settled(reading)
        now = (state(reading), looked(reading))
        if reading.history.kept().done != known:
            stops.append(now)
            ahead = []
        assert now == stops[-1], name
        if draw.random() < 0.2 and len(stops) > 1:
            reading.history.undo()
            settled(reading)
            ahead.append(stops.pop())
            assert (state(reading), looked(reading)) == stops[-1]
    assert len(stops) > 10
    for stop in stops[-2::-1]:
        assert reading.history.undoes
        reading.history.undo()
        settled(reading)
        assert (state(reading), looked(reading)) == stop
    assert not reading.history.can_undo
    for stop in (*stops[1:], *ahead[::-1]):
        reading.history.redo()
        settled(reading)
        assert (state(reading), looked(reading)) == stop
    assert not reading.history.can_redo


def test_what_is_typed_while_undo_loads_a_text_stays(reading, settled):
    document = reading.document
    document.take_text(TEXT[::-1], "other")
    settled(reading)
    reading.history.undo()
    assert reading.history.restoring
    document.splice(0, 0, "a")
    assert not reading.history.restoring
    settled(reading)
    assert document.text == document.shown == "a" + TEXT[::-1]
    assert reading.history.undoes == "typing"
    reading.history.undo()
    reading.history.undo()
    settled(reading)
    assert document.text == TEXT
