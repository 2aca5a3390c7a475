"""The text, the cursor, and what the network makes of every edit."""

import numpy as np
import pytest

from gradviz.language.passage import Held
from gradviz.screen.reading.edit import Edit
from gradviz.screen.undoing.history import MERGE_SECONDS
from tests.screen.reading.conftest import TEXT, values


def test_all_of_the_text_is_read(reading):
    document = reading.document
    assert document.shown == TEXT
    assert document.passage.count == len(TEXT)
    assert np.allclose(reading.watching.values(), values(reading), atol=1e-5)


@pytest.mark.parametrize(("place", "removed", "inserted"), [(0, 0, "bad "), (100, 30, ""), (len(TEXT), 0, "feed")])
def test_an_edit_is_read_and_the_cursor_stands_behind_it(reading, settled, place, removed, inserted):
    reading.document.splice(place, removed, inserted)
    assert reading.document.at == place + len(inserted)
    settled(reading)
    assert reading.document.text == TEXT[:place] + inserted + TEXT[place + removed :]
    assert np.allclose(reading.watching.values(), values(reading), atol=1e-5)


def test_undo_and_redo_go_through_all_edits(reading, settled):
    document = reading.document
    document.splice(5, 0, "x")
    document.splice(200, 3, "yz")
    reading.history.undo()
    reading.history.undo()
    assert document.text == TEXT
    reading.history.undo()
    reading.history.redo()
    reading.history.redo()
    settled(reading)
    assert document.text == Edit(200, TEXT[199:202], "yz").of(TEXT[:5] + "x" + TEXT[5:])


def test_what_is_typed_in_one_go_is_one_step(reading, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("gradviz.screen.undoing.history.time.monotonic", lambda: now[0])
    for place, sign in enumerate("abc"):
        reading.document.splice(place, 0, sign)
    now[0] += MERGE_SECONDS + 0.1
    reading.document.splice(3, 0, "d")
    assert reading.history.undoes == "typing"
    seen = []
    for turn in (reading.history.undo, reading.history.undo, reading.history.undo, reading.history.redo):
        turn()
        seen.append(reading.document.text.removesuffix(TEXT))
    assert seen == ["abc", "", "", "abc"]


def test_the_backspace_joins_to_one_step_too():
    assert Edit(4, "e", "").joined(Edit(3, "d", "")) == Edit(3, "de", "")


def test_a_model_that_cannot_be_read_leaves_what_was_there(reading, settled, tmp_path):
    failed = []
    reading.document.failed.connect(lambda kind, error: failed.append(str(error)))
    (tmp_path / "broken.safetensors").write_bytes(b"nothing of the kind")
    reading.document.take_model(str(tmp_path / "broken.safetensors"))
    reading.document.take_file(str(tmp_path / "missing.txt"))
    settled(reading)
    reading.document.take_model(str(tmp_path / "broken.safetensors"))
    settled(reading)
    assert len(failed) == 2
    assert "broken.safetensors is not a whole .safetensors file" in failed[-1]
    assert reading.document.text == TEXT
    assert reading.document.passage.done


def test_another_model_reads_the_same_text_at_the_same_place(reading, settled, model_file):
    reading.document.move(77)
    reading.document.take_model(model_file("gru", 2, 5, name="other"))
    settled(reading)
    assert (reading.document.at, reading.document.text) == (77, TEXT)
    assert reading.watching.watched.unit in reading.watching.units()
    assert np.allclose(reading.watching.values(), values(reading), atol=1e-5)


def test_a_unit_is_held_and_let_go(reading, settled):
    unit, before = reading.watching.watched.unit, reading.watching.values()
    reading.document.hold(Held(unit, 0.3, 50, 90))
    settled(reading)
    assert np.all(reading.watching.values()[50:90] == np.float32(0.3))
    assert np.array_equal(reading.watching.values()[:50], before[:50])
    assert reading.document.free.done
    reading.document.hold(None)
    settled(reading)
    assert np.array_equal(reading.watching.values(), before)
    assert reading.document.free is None


def test_a_long_text_is_shown_in_parts(reading, settled, monkeypatch):
    monkeypatch.setattr("gradviz.language.following.LONGEST", 600)
    reading.document.take_text(TEXT * 9, "long")
    settled(reading)
    assert reading.document.part == (0, 600)
    reading.document.show_part(3000)
    settled(reading)
    assert reading.document.part == (2700, 3300)
    assert reading.document.shown == (TEXT * 9)[2700:3300]
    assert reading.document.at == 300
    reading.document.splice(10, 5, "a")
    settled(reading)
    assert reading.document.text == Edit(2710, (TEXT * 9)[2710:2715], "a").of(TEXT * 9)
