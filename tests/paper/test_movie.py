"""Movies: as long and as large as asked, telling the story from left to right and back, whole or not there at all."""

from __future__ import annotations

import dataclasses
import json
import math
import re
import sys

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from gradviz.charts import CHARTS
from gradviz.charts.arranged import arranged
from gradviz.charts.moment import Moment
from gradviz.charts.texts.unit_story import unit_story
from gradviz.control import Control
from gradviz.errors import Cancelled, ExperimentError, FileError
from gradviz.paper.around import rgb
from gradviz.paper.figure import drawn
from gradviz.paper.ink import ours
from gradviz.paper.movie import Film, film_of, moments, movie, mp4, seconds_at, size_of, speed_of, still
from gradviz.paper.movie.colours import Indexed, Plain, palette_of
from gradviz.paper.movie.fit import check_readable, fitted
from gradviz.paper.movie.reveal import flows_back, told
from gradviz.paper.movie.scene import Scene
from gradviz.paper.movie.stage import staged
from gradviz.paper.movie.story import middle
from gradviz.paper.type import SMALL as SMALLEST
from tests.charts import windows
from tests.charts.made import lstm_like, made, tanh_rnn
from tests.paper import planes
from tests.paper.test_pictures import CASES

STEPS = 24
A, B = tanh_rnn(steps=STEPS, size=6), lstm_like(steps=STEPS, size=6)
LECTURE = CHARTS["lecture"](A, B)
SMALL = {"size": (640, 360), "seconds": 2, "fps": 10}
FILM = Film((640, 360), 2, 10)
SLICES = planes.chart(planes.slices(STEPS, size=6), steps=STEPS)
TEXT = CHARTS["lecture"](made([-2.0, -1.0, 0.0, -0.5, 0.0], input="text", text="abcd"))


def frames(path):
    """Return every frame as RGB, and how long each stands, in milliseconds."""
    with Image.open(path) as image:
        found, stands = [], []
        for index in range(image.n_frames):
            image.seek(index)
            found.append(np.asarray(image.convert("RGB")))
            stands.append(image.info["duration"])
    return found, stands


@pytest.fixture(scope="module")
def lecture(tmp_path_factory):
    path = tmp_path_factory.mktemp("movie") / "lecture.gif"
    return frames(movie(LECTURE, path, **SMALL))


@pytest.fixture(scope="module")
def scene():
    return Scene(staged(LECTURE, FILM), Plain())


@pytest.mark.parametrize(("seconds", "fps"), [(1, 25), (2, 10), (1.5, 50), (3, 100 / 3)])
def test_it_takes_as_long_as_asked(tmp_path, seconds, fps):
    _, stands = frames(movie(LECTURE, tmp_path / "a.gif", size=(320, 180), seconds=seconds, fps=fps))
    assert sum(stands) == pytest.approx(1000 * seconds, abs=1000 / fps)
    each = 10 * round(100 / fps)
    assert {stand % each for stand in stands} == {0}
    assert stands[-1] > each


def test_it_has_the_size_and_the_number_of_frames(lecture):
    found, stands = lecture
    assert found[0].shape == (360, 640, 3)
    assert sum(stand // 100 for stand in stands) == 20
    assert len(moments(LECTURE, FILM)) == 20


def test_the_story_is_that_of_the_window():
    phases = [moment.phase for moment in moments(LECTURE, Film())]
    assert list(dict.fromkeys(phases)) == ["forward", "loss", "backward", "whole"]
    assert phases.count("whole") >= 20
    assert abs(phases.count("forward") - phases.count("backward")) < 3


def test_where_nothing_is_said_of_the_forward_pass_the_loss_comes_first():
    assert moments(CHARTS["gradient"](A, B), Film())[0].phase == "loss"
    assert moments(SLICES, Film())[0].phase == "loss"


def test_at_first_there_is_no_data(scene):
    stage, cursor = scene.stage, round(scene.stage.parts[0].px(0)) + 12
    first = scene.frame(Moment("forward", 0.0))
    for part in stage.parts:
        rows, columns = slice(round(part.top), round(part.bottom)), slice(cursor, round(part.right))
        assert (first[rows, columns] == stage.ground[rows, columns]).all()
        assert (first[rows, columns] != stage.whole[rows, columns]).any()


def test_the_last_frame_is_the_picture_on_paper(lecture):
    with ours():
        found, scale = fitted(LECTURE, (640, 360))
        figure = drawn(found, FILM.colours, scale).figure
        figure.set_dpi(72 * scale)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        picture = np.asarray(canvas.buffer_rgba())[..., :3].astype(int)
    frame = lecture[0][-1].astype(int)
    down, across = (frame.shape[0] - picture.shape[0]) // 2, (frame.shape[1] - picture.shape[1]) // 2
    own = frame[down : down + picture.shape[0], across : across + picture.shape[1]]
    assert np.abs(own - picture).mean() < 1.0
    assert np.abs(own - picture).max() < 64


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_palette_keeps_the_colours_of_the_theme(theme):
    stage = staged(LECTURE, Film((640, 360), theme=theme))
    palette = palette_of(stage.whole, stage.theme).tolist()
    for name in ("panel", "text", "a", "b", "loss"):
        assert rgb(getattr(stage.theme, name)).tolist() in palette


def test_a_map_fills_up_to_the_step_that_was_computed_last(scene):
    stage = scene.stage
    (part,) = [part for part in stage.parts if part.panel.name == "activations_b"]
    rows = slice(round(part.top) + 2, round(part.bottom) - 2)
    frame, edge = scene.frame(Moment("forward", 9.0)), round(part.px(9.5))
    assert (
        frame[rows, round(part.px(1)) : round(part.px(9)) - 4]
        == stage.whole[rows, round(part.px(1)) : round(part.px(9)) - 4]
    ).all()
    beyond = slice(edge, round(part.right))
    assert (frame[rows, beyond] == stage.ground[rows, beyond]).all()


def test_the_gradient_grows_from_the_right(scene):
    stage = scene.stage
    part = stage.parts[0]
    rows, at = slice(round(part.top), round(part.bottom)), round(part.px(10))
    frame = scene.frame(Moment("backward", 10.0))
    left, right = slice(round(part.left), at - 12), slice(at + 12, round(part.right) - 12)
    assert (frame[rows, left] == stage.ground[rows, left]).all()
    assert (stage.whole[rows, left] != stage.ground[rows, left]).any()
    there = (stage.whole[rows, right] != stage.ground[rows, right]).any(axis=2)
    drawn_dark = np.abs(frame[rows, right][there].astype(int) - stage.whole[rows, right][there]).max()
    assert drawn_dark <= 24  # the tint alone


def test_the_cursor_stands_at_its_step_and_glows_only_on_the_way_back(scene):
    stage, part = scene.stage, scene.stage.parts[0]
    row, x = round((part.top + part.bottom) / 2), part.px(10)
    loss = rgb(stage.theme.loss)
    for phase in ("forward", "backward"):
        frame = scene.frame(Moment(phase, 10.0)).astype(int)
        assert np.abs(frame[row, int(x)] - loss).max() < 60
        beside = frame[row, round(x - 2.5 * stage.scale)]
        assert (np.abs(beside - stage.ground[row, round(x - 2.5 * stage.scale)]).max() > 8) == (phase == "backward")


def test_the_loss_pulses(scene):
    part = scene.stage.parts[0]
    rows = slice(round(part.top), round(part.bottom))
    column = round(part.px(STEPS)) - 5
    before, middle = (scene.frame(Moment("loss", STEPS, pulse))[rows, column].astype(int) for pulse in (0.0, 0.5))
    assert np.abs(middle - before).max() > 20


def test_characters_come_with_their_steps():
    scene = Scene(staged(TEXT, FILM), Plain())
    (part,) = [part for part in scene.stage.parts if part.panel.characters]
    rows = slice(round(part.top), round(part.bottom))
    frame = scene.frame(Moment("forward", 2.0))
    for step, seen in ((1, True), (4, False)):
        columns = slice(round(part.px(step - 0.4)), round(part.px(step + 0.4)))
        source = scene.stage.whole if seen else scene.stage.ground
        assert (frame[rows, columns] == source[rows, columns]).all()
        assert (scene.stage.whole[rows, columns] != scene.stage.ground[rows, columns]).any()


def test_pictures_beside_each_other_are_told_each_in_its_own_columns():
    pair = arranged([CHARTS["activations"](A, B), CHARTS["gradient"](A, B)], beside=True)
    scene = Scene(staged(pair, FILM), Plain())
    stage, frame = scene.stage, scene.frame(Moment("backward", 12.0))
    maps, curves = stage.parts[0], stage.parts[-1]
    assert maps.room[1] == curves.room[0]
    rows = slice(round(maps.top) + 2, round(maps.bottom) - 2)
    beside = slice(round(maps.left) + 1, round(maps.px(12)) - 3)  # what is left of the step is hidden in the curves
    assert (frame[rows, beside] == stage.whole[rows, beside]).all()
    loss = rgb(stage.theme.loss)
    for part in (curves, maps):
        row = round((part.top + part.bottom) / 2)
        assert np.abs(frame[row, int(part.px(12))].astype(int) - loss).max() < 90


def test_one_cursor_crosses_all_pictures_above_each_other():
    pile = arranged([CHARTS["gradient"](A, B), CHARTS["why"](A, B), CHARTS["activations"](A, B)])
    scene = Scene(staged(pile, Film((1280, 720))), Plain())
    parts, frame = scene.stage.parts, scene.frame(Moment("backward", 12.0)).astype(int)
    assert len({(part.left, part.right) for part in parts}) == 1
    x, loss = int(parts[0].px(12)), rgb(scene.stage.theme.loss)
    away = np.abs(frame[round(parts[0].top) : round(parts[-1].bottom), x - 1 : x + 2] - loss).max(axis=2).min(axis=1)
    assert (away < 110).mean() > 0.9  # all the way, but where there is a dot


def test_matrices_come_one_after_the_other_from_the_last():
    scene = Scene(staged(SLICES, FILM), Plain())
    (part,) = scene.stage.parts
    (tiles,) = part.tiles
    frame = scene.frame(Moment("backward", 10.0))
    for step, seen in ((4, False), (8, False), (14, True), (20, True)):
        left, top, right, bottom = tiles.box(tiles.steps.index(step))
        inner = slice(top + 3, bottom - 3), slice(left + 3, right - 3)
        source = scene.stage.whole if seen else scene.stage.ground
        assert (frame[inner] == source[inner]).all()


@pytest.mark.parametrize("name", CHARTS)
def test_every_picture_has_a_movie(name, tmp_path):
    kind = CHARTS[name]
    chart = kind(A, B)
    _, stands = frames(movie(chart, tmp_path / "a.gif", **SMALL))
    assert sum(stands) == 2000


def test_the_same_chart_gives_the_same_movie(tmp_path):
    one, two = (movie(CHARTS["lecture"](A, B), tmp_path / f"{name}.gif", **SMALL).read_bytes() for name in "ab")
    assert one == two


def test_a_picture_without_time_holds_still(tmp_path):
    found, stands = frames(movie(CHARTS["spectrum"](A), tmp_path / "a.gif", **SMALL))
    assert (len(found), stands) == (1, [2000])


def test_what_is_told_of_a_panel():
    gradient, states = LECTURE.panels[:2]
    assert (flows_back(gradient), flows_back(states)) == (True, False)
    assert told(states, Moment("forward", 3.7)) == (-math.inf, 3.5)
    assert told(states, Moment("backward", 3.7)) == (-math.inf, math.inf)
    assert told(gradient, Moment("backward", 3.7)) == (3.7, math.inf)
    begin, end = told(gradient, Moment("loss", 24.0, 0.5))
    assert begin > end


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_mixtures_by_number_are_those_by_colour(theme):
    stage = staged(LECTURE, Film((640, 360), theme=theme))
    indexed = Indexed(palette_of(stage.whole, stage.theme))
    numbers = indexed.kept(stage.ground)
    for share in (0.0625, 0.5, 1.0):
        mixed = indexed.palette[indexed.mixed(numbers, stage.theme.loss, share)].astype(int)
        assert np.abs(mixed - Plain().mixed(stage.ground, stage.theme.loss, share)).mean() < 6


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"size": (0, 0)}, "size must be from 200x120 to 3840x2160 pixels; you gave 0x0"),
        ({"size": (99999, 1)}, "you gave 99999x1"),
        ({"fps": 0}, "100 divided by"),
        ({"fps": 1000}, "100 divided by"),
        ({"fps": 30}, "50, 33.3, 25"),
        ({"fps": math.nan}, "you gave nan"),
        ({"seconds": 0}, "seconds must be between 1 and 300"),
        ({"seconds": 1e9}, "seconds must be between 1 and 300"),
        ({"theme": "pink"}, "theme must be one of light, dark"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(given, words, tmp_path):
    with pytest.raises(ExperimentError, match=words) as refused:
        movie(LECTURE, tmp_path / "a.gif", **given)
    assert refused.value.field == next(iter(given))
    assert not list(tmp_path.iterdir())


def test_a_size_in_words():
    assert size_of("1280x720") == size_of(" 1280 × 720") == (1280, 720)
    for words in ("10x", "", "axb", "1280", "1x2x3", "-1x5"):
        with pytest.raises(ExperimentError, match="such as 1280x720"):
            size_of(words)


def test_the_suffix_chooses_the_format():
    with pytest.raises(FileError, match=r"give \.gif or \.mp4"):
        film_of("a.png")


def test_a_stop_leaves_no_file(tmp_path):
    hand = Control(lambda share: share > 0.4 and hand.cancel())
    with pytest.raises(Cancelled):
        movie(LECTURE, tmp_path / "a.gif", **SMALL, control=hand)
    assert not list(tmp_path.iterdir())


def test_a_movie_carries_its_question(tmp_path):
    with Image.open(movie(LECTURE, tmp_path / "a.gif", **SMALL)) as image:
        assert json.loads(image.info["comment"]) == [e.to_dict() for e in LECTURE.experiments]


def test_progress_goes_up(tmp_path):
    shares = []
    movie(LECTURE, tmp_path / "a.gif", **SMALL, control=Control(shares.append))
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] > 0.9


def test_an_mp4_has_size_length_and_the_last_frame(tmp_path, lecture):
    av = pytest.importorskip("av")
    path = movie(LECTURE, tmp_path / "a.mp4", **SMALL)
    with av.open(str(path)) as container:
        found = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
        assert container.streams.video[0].average_rate == 10
        assert json.loads(container.metadata["comment"])[0]["steps"] == STEPS
    assert len(found) == 20
    assert found[-1].shape == (360, 640, 3)
    assert np.abs(found[-1].astype(int) - lecture[0][-1]).mean() < 6


def test_an_mp4_is_even():
    pytest.importorskip("av")
    with pytest.raises(ExperimentError, match="even in both directions; you gave 641x360"):
        film_of("a.mp4", size=(641, 360))


def test_without_pyav_an_mp4_is_refused_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    assert not mp4.available()
    with pytest.raises(FileError, match=r"pip install 'gradviz\[movie\]'"):
        movie(LECTURE, tmp_path / "a.mp4", **SMALL)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [*CASES, *planes.CASES])
def test_what_is_strange_has_a_movie(name, tmp_path):
    chart = {**CASES, **planes.CASES}[name]
    found, _ = frames(movie(chart, tmp_path / "a.gif", size=(320, 180), seconds=1, fps=4))
    assert found[-1].shape == (180, 320, 3)


def test_a_speed_is_that_of_the_window():
    gradient = CHARTS["gradient"](A, B)
    assert seconds_at(gradient, 1) < seconds_at(LECTURE, 1)  # it begins with the loss
    assert seconds_at(LECTURE, 2) == pytest.approx(seconds_at(LECTURE, 1) / 2)
    assert speed_of(LECTURE, seconds_at(LECTURE, 0.5)) == pytest.approx(0.5)
    assert seconds_at(planes.chart(planes.spectrum()), 1) == Film.seconds  # it holds still


@pytest.mark.parametrize("speed", [0, -1, math.nan, math.inf, 1000])
def test_a_speed_that_cannot_be_is_refused(speed):
    with pytest.raises(ExperimentError, match="speed must be between"):
        seconds_at(LECTURE, speed)


def test_what_is_read_is_told_from_its_first_character_and_has_no_loss():
    chart = unit_story(windows.window(first=500))
    story = moments(chart, FILM)
    assert [moment.phase for moment in story] == ["forward"] * story.index(Moment()) + ["whole"] * story.count(Moment())
    assert story[0].step == chart.time.low > 499
    assert len(story) == FILM.frames
    assert [moment.step for moment in story[:5]] == sorted(moment.step for moment in story[:5])
    assert middle(chart).phase == "forward"
    asked = moments(unit_story(windows.window(gradient=windows.flow())), FILM)
    assert "backward" in {moment.phase for moment in asked}


def test_what_is_read_is_counted_in_characters():
    scene = Scene(staged(unit_story(windows.window(first=500)), FILM), Plain())
    at = Moment("forward", 520.0)
    reads, plain = scene.frame(at), Scene(dataclasses.replace(scene.stage, reads=False), Plain()).frame(at)
    assert (reads != plain).any()  # other words in the pill
    part = scene.stage.parts[0]
    beyond = slice(round(part.px(522)), round(part.right))
    rows = slice(round(part.top), round(part.bottom))
    assert (reads[rows, beyond] == scene.stage.ground[rows, beyond]).all()


def test_pictures_beside_each_other_are_readable_or_refused() -> None:
    """The smallest words are 9 pixels high at least, and the size that the refusal names is enough."""
    pair = arranged([CHARTS["gradient"](A), CHARTS["gradient"](B)], beside=True)
    few, many = arranged([pair, pair]), arranged([pair] * 6)
    check_readable(few, (1280, 720))
    assert fitted(few, (1280, 720))[1] * SMALLEST.size >= 9
    with pytest.raises(ExperimentError, match="too small to be read in 1280x720") as refused:
        still(many, Film(), 400)
    wide, high = map(int, re.search(r"at least (\d+)x(\d+)", str(refused.value)).groups())
    assert 1280 < wide <= 2400
    check_readable(many, (wide, high))
