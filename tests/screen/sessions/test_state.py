"""A state comes back from its JSON as it was; what is wrong with a file is said, and the rest opens."""

import dataclasses
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gradviz.cells import CELLS
from gradviz.charts import CHARTS
from gradviz.charts.moment import Moment
from gradviz.errors import FileError
from gradviz.experiment import Experiment
from gradviz.screen.asking.question import Question
from gradviz.screen.desk.places import Place
from gradviz.screen.sessions import migrations
from gradviz.screen.sessions.cells import Cells
from gradviz.screen.sessions.file import load, save
from gradviz.screen.sessions.laboratory import Laboratory
from gradviz.screen.sessions.parts import SessionError
from gradviz.screen.sessions.state import State, said

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
FLAGS = st.tuples(st.booleans(), st.booleans())
SIGNS = st.sampled_from([-1, 1])
SHARE = st.floats(0, 1)


@st.composite
def questions(draw):
    """A question as it is made by hand: A, edited; B beside it or not; pictures, options and pins."""
    text = draw(TEXT)
    reads = draw(st.booleans()) and bool(text)
    steps = len(text) if reads else draw(st.integers(1, 1000))
    cells = st.sampled_from(sorted(CELLS))
    radius = st.none() | st.floats(0, 3)
    shared = {"steps": steps, "seed": draw(st.integers(0, 2**63 - 1)), "input": "text" if reads else "noise",
              "text": text, "loss": draw(st.sampled_from(["last", "every"]))}  # fmt: skip

    def network():
        own = {"cell": draw(cells), "spectral_radius": draw(radius), "hidden_size": draw(st.integers(1, 99))}
        return Experiment(**shared, **own)

    asked = Question(network(), network() if draw(st.booleans()) else None)
    names = draw(st.lists(st.sampled_from(sorted(CHARTS)), min_size=1, max_size=4, unique=True))
    asked = dataclasses.replace(asked, pictures=tuple(names))
    for name in names:
        for option in CHARTS[name].options:
            values = [value for value, _ in option.choices] if isinstance(option.default, str) else None
            if values or isinstance(option.default, bool):
                asked = asked.choosing(name, option.name, draw(st.sampled_from(values or [True, False])))
    for _ in range(draw(st.integers(0, 3))):
        asked = asked.pinning("a").edited("a", spectral_radius=draw(radius))[0]
    return asked


@st.composite
def laboratories(draw):
    question = draw(questions())
    phase = draw(st.sampled_from(["forward", "loss", "backward", "whole"]))
    low, more = draw(st.floats(0, 100)), draw(st.floats(1, 100))
    zoom = draw(st.sampled_from([None, (low, low + more)]))
    moment = Moment(phase, draw(st.floats(0, question.a.steps)), draw(SHARE))
    return Laboratory(question, moment, tuple(draw(st.lists(places(), max_size=3))), zoom, draw(FLAGS))


@st.composite
def places(draw):
    names = st.lists(st.sampled_from(sorted(CHARTS)), min_size=1, max_size=3)
    rect = draw(st.tuples(st.floats(-5, 5), st.floats(-5, 5), SHARE, SHARE))
    return Place(tuple(draw(names)), rect, draw(st.booleans()))


@st.composite
def pages_of_cells(draw):
    text = draw(TEXT)
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return Cells(
        model=draw(TEXT), text=text, name=draw(TEXT), unit=draw(st.none() | st.tuples(*[st.integers(0, 99)] * 2)),
        quantity=draw(st.sampled_from(["c", "h", "forget"])), raw=draw(st.booleans()), sign=draw(SIGNS),
        order=draw(st.sampled_from(["label", "variance", "index"])), label=draw(st.sampled_from(["", "here", "quote"])),
        at=draw(st.integers(0, len(text))), painted=tuple(zip(ends[::2], ends[1::2], strict=False)),
        temperature=draw(st.floats(0.1, 2)), greedy=draw(st.booleans()), folded=draw(FLAGS),
    )  # fmt: skip


UNKNOWN = st.dictionaries(st.text("xyz", min_size=1, max_size=3), st.integers() | st.lists(st.text(max_size=3)))


@st.composite
def states(draw):
    cells = draw(st.none() | pages_of_cells())
    page = "lab" if cells is None else draw(st.sampled_from(["lab", "cells"]))
    mode = draw(st.sampled_from(["system", "light", "dark"]))
    unknown = {**draw(UNKNOWN), "laboratory": draw(UNKNOWN)}
    unknown = {name: value for name, value in unknown.items() if value != {}}
    return State(page, draw(laboratories()), cells, mode, draw(st.floats(0.5, 4)), unknown)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(states())
def test_any_state_comes_back_as_it_was(state):
    opened = State.from_json(state.to_json())
    assert (opened.state, opened.notes) == (state, ())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(state=states(), value=st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
       | st.just([]) | st.just({}) | st.just([[1, [2]]]), data=st.data())  # fmt: skip
def test_a_wrong_value_anywhere_is_said_and_the_rest_opens(state, value, data):
    values = json.loads(state.to_json())
    place, names = values, []
    while isinstance(place, dict) and place and (not names or data.draw(st.booleans())):
        inside = {name: each for name, each in place.items() if names or name not in ("kind", "version")}
        name = data.draw(st.sampled_from(sorted(inside)))
        names.append(name)
        holder, place = place, place[name]
    holder[names[-1]] = value
    opened = State.from_json(json.dumps(values))
    if names[0] != "look":
        assert (opened.state.mode, opened.state.scale) == (state.mode, state.scale)
    if names[0] != "laboratory":
        assert opened.state.laboratory == state.laboratory
    if names[0] != "cells":
        assert opened.state.cells == state.cells
    assert State.from_json(opened.state.to_json()).state == opened.state


FIRST_SHARE = 2
"""From so many fiftieths on it says what it is."""


def rich():
    """A session with something in every part."""
    lab = Laboratory(
        Question.default(),
        Moment("backward", 40.5),
        (Place(("gradient",), (0.0, 0.0, 1.0, 0.5)),),
        (10.0, 60.0),
        (True, False),
    )
    return State("cells", lab, Cells("prose", "a text\nof two lines", "text"), "dark", 1.3)


@pytest.mark.parametrize("share", range(50))
def test_cut_short_anywhere_it_is_refused_or_opened_up_to_there(tmp_path, share):
    whole = rich().to_json()
    path = tmp_path / "cut.gradviz"
    path.write_text(whole[: len(whole) * share // 50])
    if share < FIRST_SHARE:
        with pytest.raises(FileError, match=r"it is empty|no session of gradviz|its version"):
            load(path)
        return
    opened = load(path)
    assert opened.notes[0].startswith("It breaks off: from line ")
    assert opened.state.laboratory.question.a == Question.default().a
    assert opened.state.mode == ("dark" if '"dark"' in path.read_text() else "system")
    assert opened.state.laboratory.moment in (Moment(), rich().laboratory.moment)


def test_a_note_names_the_place_its_line_and_what_would_be_right():
    text = rich().to_json().replace('"steps": 128', '"steps": "many"', 1).replace('"scale": 1.3', '"scale": 13')
    opened = State.from_json(text)
    line = 1 + text[: text.index('"many"')].count("\n")
    assert any(note.startswith(f"“laboratory ▸ a ▸ steps” (line {line}): ") for note in opened.notes)
    assert any("“look ▸ scale”" in note and "should be between 0.5 and 4" in note for note in opened.notes)
    assert opened.state.laboratory.question.a.spectral_radius == 0.9
    assert opened.state.laboratory.question.b.cell == "lstm"
    assert opened.state.scale == 1.0
    assert opened.state.cells == rich().cells


def test_of_many_notes_the_first_are_said():
    assert said(("One.", "Two.")) == "One. Two."
    assert said(("One.",) * 9) == "One. One. One. And 6 more."


def test_a_newer_version_opens_as_far_as_it_is_known_and_keeps_the_rest():
    values = json.loads(rich().to_json())
    values |= {"version": 7, "lesson": {"scene": 3}}
    values["laboratory"]["a"]["dropout"] = 0.5
    opened = State.from_json(json.dumps(values))
    assert opened.notes == ("A newer gradviz wrote it: what this one knows was opened.",)
    assert opened.state.laboratory == rich().laboratory
    written = json.loads(opened.state.to_json())
    assert written["lesson"] == {"scene": 3}
    assert written["laboratory"]["a"]["dropout"] == 0.5


def test_an_earlier_version_is_brought_up_to_this_one(monkeypatch):
    values = json.loads(rich().to_json())
    values["version"], values["lab"] = 0, values.pop("laboratory")
    with pytest.raises(SessionError, match="nothing is known of its version 0"):
        State.from_json(json.dumps(values))

    def renamed(found):
        return {("laboratory" if name == "lab" else name): value for name, value in found.items()}

    monkeypatch.setattr(migrations, "MIGRATIONS", {0: renamed})
    assert State.from_json(json.dumps(values)).state == rich()


@pytest.mark.parametrize(("data", "words"), [
    (b"", "it is empty"),
    (b"\n \n", "it is empty"),
    (b"\x7fELF\x02\x01\x01\x00\xff\xfe", "byte 9 is not text"),
    (b"\0" * 1000, "line 1 is not JSON"),
    (b"a line\n" * 1_000_000, "line 1 is not JSON"),
    (b"[" * 1_000_000, "line 1 is not JSON"),
    (b'{"a": ' * 100_000, "line 1 is not JSON"),
    (b"{}", "it is no session of gradviz"),
    (b"[1, 2]", "it is no session of gradviz"),
    (b'{"kind": "gradviz session"}', "it does not say its version"),
    (b'{"kind": "gradviz session", "version": "1"}', "it does not say its version"),
    (b'{"kind": "gradviz session", "version": true}', "it does not say its version"),
])  # fmt: skip
def test_what_is_no_session_is_refused_in_one_sentence(tmp_path, data, words):
    path = tmp_path / "bad.gradviz"
    path.write_bytes(data)
    with pytest.raises(FileError, match="cannot be opened") as caught:
        load(path)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 300
    assert path.read_bytes() == data


def test_a_million_lines_that_are_right_open(tmp_path):
    path = tmp_path / "long.gradviz"
    path.write_text(rich().to_json()[:-2].rstrip() + ',\n"more": [\n' + "1,\n" * 1_000_000 + "1]}")
    opened = load(path)
    assert opened.notes == ()
    assert opened.state.laboratory == rich().laboratory


def test_a_million_names_and_a_break_end_soon(tmp_path):
    path = tmp_path / "names.gradviz"
    names = "".join(f'"n{i}": 1,\n' for i in range(1_000_000))
    path.write_text(rich().to_json()[:-2].rstrip() + ',"more": {\n' + names)
    opened = load(path)
    assert opened.notes[0].startswith("It breaks off")
    assert opened.state.laboratory == rich().laboratory


def test_files_that_cannot_be_read_have_their_sentence(tmp_path):
    with pytest.raises(FileError, match="there is no such file"):
        load(tmp_path / "gone.gradviz")
    with pytest.raises(FileError, match="it is a folder"):
        load(tmp_path)
    with pytest.raises(FileError, match="is no file"):
        load("/dev/zero")


def test_a_model_that_is_gone_is_said_and_the_rest_opens():
    values = json.loads(rich().to_json())
    values["laboratory"]["a"] |= {"model": "/nowhere/gone.safetensors"}
    opened = State.from_json(json.dumps(values))
    assert "/nowhere/gone.safetensors" in " ".join(opened.notes)
    assert opened.state.laboratory.question.a.model is None
    assert opened.state.cells == rich().cells


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "kept.gradviz"
    save(rich(), path)
    before = path.read_bytes()

    def broken(self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(State, "to_json", broken)
    with pytest.raises(FileError, match="the disk is full"):
        save(State(), path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["kept.gradviz"]


def test_nothing_in_a_session_is_looked_up_or_run(tmp_path):
    values = json.loads(rich().to_json())
    values["__class__"], values["laboratory"]["__init__"] = "os.system", {"py/object": "os.system"}
    opened = State.from_json(json.dumps(values))
    assert opened.state.laboratory == rich().laboratory
    assert type(opened.state) is State
