"""Pictures: whole, stable to the byte, carrying their question, with every word on the page."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import threading
import zlib
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from gradviz import paper
from gradviz.charts import CHARTS
from gradviz.charts.style import THEMES
from gradviz.errors import ExperimentError, FileError
from gradviz.paper.figure import figure
from gradviz.paper.ink import SETTINGS
from tests.charts.made import lstm_like, made, tanh_rnn

A, B = tanh_rnn(steps=24, size=6), lstm_like(steps=24, size=6)
LECTURE = CHARTS["lecture"](A, B)
TEXT = made([-2.0, -1.0, 0.0, -0.5, 0.0], input="text", text="a$b_{é漢")
ZERO = -np.inf
CASES = {
    "two": LECTURE,
    "one": CHARTS["lecture"](A),
    "gradient": CHARTS["gradient"](A, B),
    "activations": CHARTS["activations"](A, B),
    "exploding": CHARTS["lecture"](made(np.linspace(400, 0, 60))),
    "vanishing": CHARTS["lecture"](made(np.linspace(-600, 0, 60)), lstm_like(59, 3)),
    "dead": CHARTS["lecture"](made([ZERO, ZERO, ZERO, -1.0, 0.0], cell="rnn_relu")),
    "nothing": CHARTS["lecture"](made([ZERO] * 5)),
    "one point": CHARTS["gradient"](made([ZERO, ZERO, 0.0])),
    "one step": CHARTS["lecture"](made([-1.0, 0.0]), lstm_like(1, 3)),
    "same": CHARTS["gradient"](A, A),
    "early loss": CHARTS["lecture"](made(np.r_[np.linspace(-9, 0, 9), [ZERO] * 16], loss_step=8)),
    "every": CHARTS["lecture"](made(np.zeros(25), loss="every")),
    "text": CHARTS["lecture"](TEXT),
    "no text": CHARTS["text"](A),
}


def boxes(chart, across: float = 576.0):
    with matplotlib.rc_context(SETTINGS):
        drawn = figure(chart, across, THEMES["light"])
        drawn.set_dpi(72)
        canvas = FigureCanvasAgg(drawn)
        canvas.draw()
        texts = [text for text in drawn.texts if text.get_text()]
        return drawn, [(text, text.get_window_extent(canvas.get_renderer())) for text in texts]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("across", [240.0, 576.0, 1200.0])
def test_no_word_leaves_the_page_or_covers_another(name: str, across: float) -> None:
    no_word_leaves_or_covers(CASES[name], across)


def no_word_leaves_or_covers(chart, across: float) -> None:
    drawn, found = boxes(chart, across)
    wide, high = (72 * drawn.get_size_inches()).tolist()
    for text, box in found:
        assert box.x0 > 0, text
        assert box.x1 < wide, text
        assert box.y0 > 0, text
        assert box.y1 < high, text
    for i, (text, one) in enumerate(found):
        for other_text, other in found[:i]:
            across_both = min(one.x1, other.x1) - max(one.x0, other.x0)
            up_both = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert across_both < 2 or up_both < 3.5, (text.get_text(), other_text.get_text())


@pytest.mark.parametrize("name", ["two", "text"])
def test_all_panels_share_one_time_axis_to_the_pixel(name: str) -> None:
    drawn, _ = boxes(CASES[name])
    spans = {axes.get_xlim(): axes.get_position().intervalx for axes in drawn.axes if axes.get_xlim() != (0.0, 1.0)}
    edges = {tuple(axes.get_position().intervalx) for axes in drawn.axes if axes.get_xlim() != (0.0, 1.0)}
    assert len(edges) == len(spans) == 1


@pytest.mark.parametrize("across", [240.0, 576.0])
def test_the_loss_at_the_end_is_named_in_the_margin(across: float) -> None:
    drawn, found = boxes(CASES["two"], across)
    axes = next(axes for axes in drawn.axes if axes.get_xlim() == (-0.5, 24.5))
    box = next(box for text, box in found if text.get_text() == "loss here")
    left, right = 72 * drawn.get_figwidth() * axes.get_position().intervalx
    assert box.x0 > left + 24.5 / 25 * (right - left)
    assert box.y1 > 72 * drawn.get_figheight() * axes.get_position().y1 - 12


def test_every_curve_threshold_and_network_is_named() -> None:
    _, found = boxes(CASES["vanishing"])
    words = " ".join(text.get_text() for text, _ in found)
    for expected in ("A tanh RNN", "B LSTM", "loss here", "1/255", "float32", "10$^", "step t", "Vanishes:"):
        assert expected in words.replace("\u00a0", " ")


def test_a_panel_with_nothing_to_draw_says_so() -> None:
    _, found = boxes(CASES["nothing"])
    assert any("exactly zero at every step: there is nothing to draw" in text.get_text() for text, _ in found)


def test_characters_stand_under_their_steps_or_say_that_they_do_not_fit() -> None:
    drawn, found = boxes(CASES["text"])
    axes = next(axes for axes in drawn.axes if axes.get_xlim() == (-0.5, 4.5))
    left, right = 72 * drawn.get_figwidth() * axes.get_position().intervalx
    for step, character in enumerate("a$b_", start=1):
        box = next(box for text, box in found if text.get_text() == character)
        assert (box.x0 + box.x1) / 2 == pytest.approx(left + (step + 0.5) / 5 * (right - left), abs=1.0)
    many = made(np.zeros(400), input="text", text="x" * 399)
    assert any("too many to print" in text.get_text() for text, _ in boxes(CHARTS["lecture"](many))[1])


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


@pytest.mark.parametrize(("width", "dpi"), [(800, None), (1001, None), (1000, 300.0), (2400, 100.0)])
def test_a_png_has_the_chosen_width_and_dpi(width: int, dpi: float | None) -> None:
    image = Image.open(io.BytesIO(paper.png_bytes(CASES["gradient"], width=width, dpi=dpi)))
    assert image.width == width
    assert image.info["dpi"][0] == pytest.approx(dpi or width / 8, abs=0.1)


def test_more_pixels_without_dpi_are_the_same_picture_sharper() -> None:
    small = Image.open(io.BytesIO(paper.png_bytes(LECTURE, width=600))).convert("RGB")
    large = Image.open(io.BytesIO(paper.png_bytes(LECTURE, width=1800))).convert("RGB")
    assert abs(large.height - 3 * small.height) <= 3
    shrunk = np.asarray(large.resize(small.size, Image.Resampling.BOX), float)
    assert np.abs(shrunk - np.asarray(small, float)).mean() < 8


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_drawn_in_the_colours_of_its_theme(theme: str) -> None:
    image = pixels(paper.png_bytes(CASES["gradient"], width=1000, theme=theme))
    colours = {f"#{r:02X}{g:02X}{b:02X}" for r, g, b in np.unique(image.reshape(-1, 3), axis=0)}
    chosen = THEMES[theme]
    assert f"#{''.join(f'{channel:02X}' for channel in image[0, 0])}" == chosen.panel
    assert {chosen.a, chosen.b, chosen.loss, chosen.text} <= colours


def test_a_map_shows_every_cell_in_its_colour() -> None:
    values = A.hidden[-1, :, 0].T
    image = pixels(paper.png_bytes(CHARTS["activations"](A), width=1600))
    shown = {tuple(colour) for colour in np.unique(image.reshape(-1, 3), axis=0)}
    index = np.rint((values + 1) / 2 * 255).astype(int)
    expected = {tuple(colour) for colour in THEMES["light"].lut("signed")[index].reshape(-1, 3)}
    assert len(expected - shown) <= 0.05 * len(expected)


@pytest.mark.parametrize("suffix", paper.suffixes())
def test_the_same_chart_gives_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    one = paper.export(LECTURE, tmp_path / f"one{suffix}").read_bytes()
    assert paper.export(LECTURE, tmp_path / f"two{suffix}").read_bytes() == one


def test_the_same_chart_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    code = (
        "import sys; from gradviz import paper; from gradviz.charts import CHARTS; from tests.charts.made import made\n"
        "for suffix in ('.svg', '.pdf'): paper.export(CHARTS['gradient'](made()), sys.argv[1] + suffix)"
    )
    for name, seed in (("one", "1"), ("two", "2")):
        environment = {"PYTHONHASHSEED": seed, "PATH": "", "HOME": str(tmp_path)}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / name)], check=True, env=environment)
    for suffix in (".svg", ".pdf"):
        assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()


@pytest.mark.parametrize(
    "setting",
    [
        {"savefig.facecolor": "red"},
        {"savefig.bbox": "tight"},
        {"lines.antialiased": False},
        {"text.antialiased": False},
        {"mathtext.fontset": "cm"},
    ],
)
def test_a_users_matplotlib_settings_change_nothing(setting: dict) -> None:
    before = paper.png_bytes(CASES["gradient"], width=500)
    with matplotlib.rc_context(setting):
        assert paper.png_bytes(CASES["gradient"], width=500) == before


def test_threads_do_not_disturb_each_other() -> None:
    expected, found = paper.png_bytes(CASES["gradient"], width=400), []
    threads = [
        threading.Thread(target=lambda: found.append(paper.png_bytes(CASES["gradient"], width=400))) for _ in "ab"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected, expected]


def questions() -> list[dict]:
    return [result.experiment.to_dict() for result in (A, B)]


def test_a_png_carries_its_questions() -> None:
    image = Image.open(io.BytesIO(paper.png_bytes(LECTURE, width=400)))
    assert json.loads(image.info["Experiments"]) == questions()
    assert image.info["Software"].startswith("gradviz ")
    assert "Vanishes" in image.info["Description"]


def test_an_svg_carries_its_questions_and_needs_no_font(tmp_path: Path) -> None:
    tree = ElementTree.parse(paper.export(LECTURE, tmp_path / "a.svg"))
    (description,) = tree.iter("{http://purl.org/dc/elements/1.1/}description")
    assert json.loads(description.text or "") == questions()
    assert not list(tree.iter("{http://www.w3.org/2000/svg}text"))
    assert not list(tree.iter("{http://purl.org/dc/elements/1.1/}date"))


def test_a_pdf_carries_its_questions_and_its_fonts(tmp_path: Path) -> None:
    data = paper.export(LECTURE, tmp_path / "a.pdf").read_bytes()
    keywords = re.search(rb"/Keywords \((.*?[^\\])\)", data, re.DOTALL)
    assert keywords
    text = re.sub(rb"\\([()\\])", rb"\1", keywords[1]).decode()
    assert json.loads(text) == questions()
    assert b"/CreationDate" not in data
    assert b"/FontType 42" in data or b"/CIDFontType2" in data or b"/TrueType" in data
    assert b"/Type3" not in data


def test_awkward_text_survives_in_the_metadata(tmp_path: Path) -> None:
    text = "<&>)(\\ \u2028 \x07 漢 -- ]]> \n end of it"
    chart = CHARTS["gradient"](made([0.0, 0.0], input="text", text=text))
    image = Image.open(io.BytesIO(paper.png_bytes(chart, width=400)))
    assert json.loads(image.info["Experiments"])[0]["text"] == text
    tree = ElementTree.parse(paper.export(chart, tmp_path / "a.svg"))
    (description,) = tree.iter("{http://purl.org/dc/elements/1.1/}description")
    assert json.loads(description.text or "")[0]["text"] == text
    paper.export(chart, tmp_path / "a.pdf")


def test_a_hundred_thousand_steps_are_drawn_in_bounded_size(tmp_path: Path) -> None:
    steps = 100_000
    wave = np.sin(np.arange(steps + 1) / 50)[None, :, None, None] * np.ones((1, 1, 1, 2))
    chart = CHARTS["lecture"](made(np.linspace(-900, 0, steps + 1), hidden=wave, hidden_size=2))
    assert paper.export(chart, tmp_path / "a.svg").stat().st_size < 2_000_000
    drawn, found = boxes(chart)
    assert all(len(line.get_xdata()) <= 6000 for axes in drawn.axes for line in axes.lines)
    assert any("a column is the mean of about" in text.get_text() for text, _ in found)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"width": 10}, "width must be between 200 and 10000 pixels; you gave 10."),
        ({"width": True}, "width must be"),
        ({"dpi": float("nan")}, "dpi must be between 30 and 2400"),
        ({"theme": "drak"}, "did you mean dark?"),
    ],
)
def test_a_wrong_look_is_one_sentence(changes: dict, words: str, tmp_path: Path) -> None:
    with pytest.raises(ExperimentError) as caught:
        paper.export(LECTURE, tmp_path / "a.png", **changes)
    assert words in str(caught.value)
    assert caught.value.field == next(iter(changes))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "words"), [("a.pgn", "did you mean .png?"), ("a", "a suffix must choose the format")])
def test_an_unknown_suffix_is_refused(name: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=re.escape(words)):
        paper.export(LECTURE, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_failure_while_drawing_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.png"
    place.write_bytes(b"old")
    monkeypatch.setattr(zlib, "crc32", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    monkeypatch.setattr("PIL.PngImagePlugin._crc32", zlib.crc32)
    with pytest.raises(FileError, match="the disk is full"):
        paper.export(LECTURE, place)
    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]
