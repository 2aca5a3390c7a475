"""Units, scores, gradients, causes, writing and the pace: each follows the text, and says what it measured."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from gradviz.charts.coloured import shades
from gradviz.language.labels import LABELS
from gradviz.language.ranking import metric
from gradviz.language.unit import Unit
from gradviz.models import load_checkpoint, save_checkpoint
from gradviz.screen.reading.scoring import HERE, RECORD
from tests.language.made import small
from tests.screen.reading.conftest import TEXT, quoted, values


def test_a_state_a_gate_and_tanh_c_are_shown(reading, settled):
    from gradviz.language.reading import read

    found, unit = read(load_checkpoint(reading.document.model), TEXT), Unit(0, 3, "cell")
    reading.watching.look(0, len(TEXT))
    reading.watching.watch(unit, -1, "c")
    assert np.allclose(reading.watching.shade(), shades(found.cell_state[0, 1:, 3], -1), atol=1e-4)
    reading.watching.show_raw(True)
    assert np.allclose(reading.watching.shade(), np.tanh(found.cell_state[0, 1:, 3]), atol=1e-5)
    reading.watching.show_quantity("h")
    assert np.allclose(reading.watching.values(), found.hidden[0, 1:, 3], atol=1e-5)
    for gate in ("forget", "cell"):
        reading.watching.show_quantity(gate)
        settled(reading)
        assert np.allclose(reading.watching.values(), found.gates[gate][0, :, 3], atol=1e-5)


def test_gates_are_known_where_one_looks(reading, settled):
    reading.watching.look(100, 160)
    reading.watching.show_quantity("input")
    settled(reading)
    known = np.isfinite(reading.watching.values())
    assert known[100:160].all()
    assert known.sum() == 60


def test_units_are_sorted_by_a_label(reading, settled):
    reading.scoring.sort("label", "quote")
    settled(reading)
    rows, holds = reading.scoring.rows(), quoted(TEXT)
    own = [metric(values(reading, row.unit), holds) for row in rows]
    assert np.allclose([row.number for row in rows], [max(each, 1 - each) for each in own], atol=2e-3)
    assert [row.sign for row in rows] == [1 if each >= 0.5 else -1 for each in own]
    assert [row.number for row in rows] == sorted((row.number for row in rows), reverse=True)


def test_units_are_sorted_by_how_much_they_move(reading, settled):
    reading.scoring.sort("variance")
    settled(reading)
    rows = reading.scoring.rows()
    assert np.allclose([row.number for row in rows], [np.tanh(values(reading, row.unit)).std() for row in rows])
    assert [row.number for row in rows] == sorted((row.number for row in rows), reverse=True)
    reading.scoring.sort("index")
    assert [row.unit.index for row in reading.scoring.rows()] == list(range(7))


def test_the_best_of_each_label_is_that_of_the_command_line(reading, settled):
    from gradviz.language.scores import scores

    reading.scoring.sort("label", HERE)
    settled(reading)
    expected = scores(load_checkpoint(reading.document.model), TEXT)
    assert {each.label.name: (each.unit, each.score) for each in reading.scoring.here} == {
        each.label.name: (each.unit, each.score) for each in expected
    }


def test_a_record_in_the_model_is_shown_before_anything_is_computed(reading, settled, tmp_path):
    about = '{"quote": {"unit": "unit 5 (h)", "metric": "auc", "sign": -1, "score": 0.9, "shuffled": 0.5, ' \
            '"untrained": 0.6, "probe": 1.0}}'  # fmt: skip
    path = tmp_path / "recorded.safetensors"
    save_checkpoint(replace(small(), about={"scores": about}), path)
    reading.document.take_model(str(path))
    settled(reading)
    row = reading.scoring.rows()[0]
    assert (reading.scoring.label, row.unit, row.sign, row.number) == (RECORD, Unit(0, 5, "hidden"), -1, 0.9)
    assert (reading.watching.watched.unit.index, reading.watching.watched.quantity) == (5, "h")


@pytest.mark.parametrize("record", ["not json", "[1]", '{"quote": {"unit": "five"}}', '{"quote": 3}'])
def test_a_record_that_says_something_else_is_no_record(reading, settled, tmp_path, record):
    path = tmp_path / "odd.safetensors"
    save_checkpoint(replace(small(), about={"scores": record}), path)
    reading.document.take_model(str(path))
    settled(reading)
    assert reading.scoring.record == []
    assert reading.scoring.label == HERE


def test_what_is_painted_is_a_label_and_moves_with_the_text(reading, settled):
    reading.scoring.paint(10, 40, True)
    reading.scoring.paint(20, 25, False)
    reading.document.splice(15, 0, "abc")
    settled(reading)
    mask = reading.scoring.painted
    assert np.array_equal(np.flatnonzero(mask), [*range(10, 15), *range(18, 23), *range(28, 43)])
    reading.scoring.sort("label", "painted")
    settled(reading)
    assert np.isfinite(reading.scoring.rows()[0].number)
    reading.scoring.unpaint()
    assert "painted" not in reading.scoring.labels()
    assert reading.scoring.label == HERE


def test_the_gradient_is_that_of_autograd(reading, settled):
    reading.tracing.trace(61)
    settled(reading)
    flow, model = reading.tracing.backflow, load_checkpoint(reading.document.model)
    layer = torch.nn.LSTM(len(model.alphabet), 7, dtype=torch.float64)
    layer.load_state_dict({name: torch.tensor(np.array(model.weights[name], float)) for name in layer.state_dict()})
    weight, bias = (torch.tensor(np.array(model.weights[f"readout.{name}"], float)) for name in ("weight", "bias"))
    from gradviz.models import encode

    indices = torch.as_tensor(np.array(encode(model, TEXT[:62]).indices))
    inputs = torch.eye(len(model.alphabet), dtype=torch.float64)[indices[:61]].requires_grad_()
    hidden, _ = layer(inputs[:, None])
    hidden.retain_grad()
    loss = torch.nn.functional.cross_entropy((weight @ hidden[-1, 0] + bias)[None], indices[61:62])
    loss.backward()
    assert flow.loss == pytest.approx(loss.item(), rel=1e-9)
    assert flow.probability == pytest.approx(np.exp(-loss.item()), rel=1e-9)
    assert (flow.at, flow.first, flow.sign) == (61, 0, TEXT[61])
    assert np.allclose(10**flow.inputs, inputs.grad.norm(dim=1).numpy(), rtol=1e-6)
    weights = reading.tracing.weight()
    strongest = flow.inputs.max()
    assert weights[:61] == pytest.approx(np.clip(1 + (flow.inputs - strongest) / 3, 0, 1))
    assert not weights[61:].any()


def test_the_gradient_goes_with_the_text_before_it(reading, settled):
    reading.tracing.trace(300)
    settled(reading)
    reading.document.splice(400, 0, "a")
    assert reading.tracing.backflow is not None
    reading.document.splice(200, 0, "a")
    assert reading.tracing.backflow is None
    for place in (0, len(reading.document.shown)):
        reading.tracing.trace(place)
        settled(reading)
        assert reading.tracing.backflow is None


def test_the_laboratory_is_asked_the_same(reading, settled):
    import gradviz

    reading.tracing.trace(61)
    settled(reading)
    result = gradviz.run(reading.tracing.question())
    assert result.loss == pytest.approx(reading.tracing.backflow.loss, rel=1e-12)
    assert np.array_equal(result.log10_grad_input[:, 0], reading.tracing.backflow.inputs)


def test_a_held_unit_changes_the_predictions_and_is_measured_beside_controls(reading, settled):
    reading.watching.watch(Unit(0, 2, "cell"), 1)
    before = reading.document.passage.expected(200)
    reading.causes.hold("off", (0, 0))
    settled(reading)
    holds = quoted(TEXT)
    assert reading.document.passage.held.value == pytest.approx(np.median(values(reading)[~holds]), abs=1e-4)
    assert not np.allclose(reading.document.passage.expected(200), before)
    own, *others = reading.causes.measured.effects
    assert (own.clamp.unit, own.clamp.value) == (Unit(0, 2, "cell"), reading.document.passage.held.value)
    assert others
    assert all(each.clamp.unit != Unit(0, 2, "cell") for each in others)
    reading.causes.hold(None, (0, 0))
    settled(reading)
    assert np.array_equal(reading.document.passage.expected(200), before)
    assert reading.causes.measured is None


def test_another_unit_is_free(reading, settled):
    reading.causes.hold("on", (10, 60))
    settled(reading)
    assert reading.document.passage.held[2:] == (10, 60)
    reading.watching.watch(Unit(0, 5, "cell"))
    settled(reading)
    assert reading.causes.level is None
    assert reading.document.passage.held is None


def test_it_writes_what_sampling_writes(reading, settled, qtbot):
    from itertools import islice

    from gradviz.language.sampling import writing

    reading.pace.set_speed(1000)
    reading.author.set_greedy(True)
    reading.document.move(100)
    state = reading.document.passage.state(100)
    reading.author.write()
    qtbot.waitUntil(lambda: len(reading.document.text) > len(TEXT) + 200, timeout=10_000)
    reading.author.stop()
    settled(reading)
    added = len(reading.document.text) - len(TEXT)
    model = load_checkpoint(reading.document.model)
    expected = "".join(sign for sign, _ in islice(writing(model, "", greedy=True, state=state), added))
    assert reading.document.text == TEXT[:100] + expected + TEXT[100:]
    assert "It repeats itself every" in reading.author.words()


def test_the_cursor_goes_as_fast_as_it_is_told(reading, qtbot, monkeypatch):
    now = [50.0]
    monkeypatch.setattr("gradviz.screen.reading.pace.time.monotonic", lambda: now[0])
    reading.pace.set_speed(100)
    reading.pace.toggle()
    for _ in range(10):
        now[0] += 0.1
        reading.pace._step()
    assert reading.document.at == 100
    now[0] += 30
    reading.pace._step()
    assert reading.document.at == 125  # a window that was asleep does not jump
    reading.pace.toggle()
    assert reading.pace.live
    assert not reading.pace.playing
    reading.pace.end()
    assert not reading.pace.live


def test_in_clear_steps_it_reads_as_fast(reading, monkeypatch):
    now = [50.0]
    monkeypatch.setattr("gradviz.screen.reading.pace.time.monotonic", lambda: now[0])
    reading.pace.reduced_motion = True
    assert reading.pace._timer.interval() == 500
    reading.pace.set_speed(100)
    reading.pace.toggle()
    for _ in range(2):
        now[0] += 0.5
        reading.pace._step()
    assert reading.document.at == 100
    reading.pace.end()


def test_marks_say_where_the_label_holds(reading, settled):
    reading.scoring.sort("label", "quote")
    settled(reading)
    assert reading.marks.label is LABELS["quote"]
    assert np.array_equal(reading.marks.values, quoted(TEXT))
    reading.document.splice(0, 0, '"')
    settled(reading)
    assert np.array_equal(reading.marks.values, quoted('"' + TEXT))


def test_the_picture_shows_what_is_watched(reading, settled):
    reading.document.move(300)
    settled(reading)
    first, last = reading.picture.part
    assert first <= 300 <= last
    curve = reading.picture.chart.panels[0].curves[0]
    shown = dict(zip(curve.x.astype(int), curve.y, strict=True))
    assert shown[300] == pytest.approx(values(reading)[299], abs=1e-5)
    reading.picture.show_kind("all")
    settled(reading)
    assert reading.picture.chart.panels[0].maps[0].values.shape == (7, last - first)
