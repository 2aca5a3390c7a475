"""What a notebook asks a Result and a picture for, without a notebook: bytes, text, sizes; and `show` elsewhere."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import gradviz
from gradviz.charts import reading
from gradviz.charts.markup import to_plain
from gradviz.charts.style import THEMES
from gradviz.errors import ExperimentError, FileError

SMALL = {"steps": 12, "hidden_size": 4, "input_size": 3}
A = gradviz.run(gradviz.Experiment(**SMALL))
B = gradviz.run(gradviz.Experiment(cell="lstm", forget_bias=3.0, **SMALL))


class _Printer:
    def __init__(self) -> None:
        self.said = ""

    def text(self, words: str) -> None:
        self.said += words


def bundle(thing) -> dict[str, object]:
    """Return what IPython's formatters collect from an object, in their order: plain text, HTML, PNG."""
    printer = _Printer()
    thing._repr_pretty_(printer, False)
    png, size = thing._repr_png_()
    return {"text/plain": printer.said, "text/html": thing._repr_html_(), "image/png": png, "size": size}


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.open, self.images, self.words = [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        if tag == "img":
            self.images.append(dict(attrs))
        else:
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.words += data


@pytest.mark.parametrize("thing", [A, B, gradviz.show(A, B), gradviz.show(A, B, chart="why", theme="dark")])
def test_everything_that_a_notebook_asks_for(thing) -> None:
    found = bundle(thing)
    with Image.open(io.BytesIO(found["image/png"])) as picture:
        assert picture.width == 1600
        assert found["size"] == {"width": 800, "height": picture.height // 2}
    page = _Page(found["text/html"])
    assert not page.open
    (image,) = page.images
    with Image.open(io.BytesIO(base64.b64decode(image["src"].removeprefix("data:image/png;base64,")))) as picture:
        assert picture.width == 1600
    spoken = re.sub(r"\s+", " ", found["text/plain"])
    assert image["alt"] in spoken
    assert "T = 12" in page.words
    assert "T = 12" in spoken


def test_the_words_are_the_sentence_and_the_question() -> None:
    _, sentence, question = bundle(A)["text/plain"].splitlines()
    assert sentence == to_plain(reading.verdict(A))
    assert question == "T = 12, ρ = 0.9, H = 4, input noise, I = 3, seed 0, float64"
    both = bundle(gradviz.show(A, B))["text/plain"]
    assert to_plain(reading.verdict(A)) in both
    assert to_plain(reading.verdict(B)) in both


@pytest.mark.parametrize("theme", THEMES)
def test_the_theme_follows_the_argument(theme: str) -> None:
    shown = gradviz.show(A, theme=theme, width=400)
    png, size = shown._repr_png_()
    with Image.open(io.BytesIO(png)) as picture:
        assert size["width"] == 200
        corner = "#{:02X}{:02X}{:02X}".format(*picture.convert("RGB").getpixel((1, 1)))
    assert corner == THEMES[theme].panel
    assert THEMES[theme].panel in shown._repr_html_()


def test_markup_in_words_is_safe() -> None:
    text = "<script>alert('x')</script>\"&"
    result = gradviz.run(gradviz.Experiment(input="text", text=text, steps=20, hidden_size=3))
    page = gradviz.show(result, chart="text")._repr_html_()
    assert "<script" not in page


def test_saving(tmp_path: Path) -> None:
    shown = gradviz.show(A, B, chart="gradient", scale="linear")
    for name in ("a.png", "a.svg", "a.pdf", "a.csv"):
        assert shown.save(tmp_path / name) == tmp_path / name
        assert (tmp_path / name).stat().st_size > 1000
    with pytest.raises(FileError, match="not a format"):
        shown.save(tmp_path / "a.gif")


def test_a_picture_of_a_sweep_computes_it() -> None:
    assert gradviz.show(A, chart="fan").chart.panels


def test_other_steps_and_pins() -> None:
    at = gradviz.show(A, chart="equations", at=3)
    assert "t = 3" in repr(at)
    pinned = gradviz.show(A, pinned=[B])
    assert len(pinned.chart.panels[0].curves) > len(gradviz.show(A).chart.panels[0].curves)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: gradviz.show(A, A, B), "you gave 3: give earlier runs as pinned="),
        (lambda: gradviz.show(A, chart="lectur"), "did you mean lecture?"),
        (lambda: gradviz.show(A, chart=7), "there is no chart 7"),
        (lambda: gradviz.show("x"), "returns, not a thing of type str"),
        (lambda: gradviz.show(A, gradviz.Experiment()), "of type Experiment"),
        (lambda: gradviz.show(A, theme="drak"), "did you mean dark?"),
        (lambda: gradviz.show(A, width=3), "between 200 and 10000"),
        (lambda: gradviz.show(A, at=13), "0 … 12; you gave 13"),
        (lambda: gradviz.show(A, scale="linear"), "has no option scale"),
    ],
)
def test_what_is_refused(call, words: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        call()
    assert words in str(refused.value)


def test_matplotlib_is_loaded_when_it_is_displayed_and_nothing_is_opened() -> None:
    code = (
        "import sys, gradviz\n"
        "result = gradviz.run(gradviz.Experiment(steps=3, hidden_size=2, input_size=2))\n"
        "shown = gradviz.show(result); text = repr(shown) + repr(result)\n"
        "print('matplotlib' in sys.modules)\n"
        "result._repr_png_()\n"
        "print('matplotlib' in sys.modules, 'matplotlib.pyplot' in sys.modules, 'PyQt6' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "False", "False"]


def test_a_result_is_short_in_a_terminal() -> None:
    assert repr(B) == (
        "<gradviz.Result of Experiment(cell='lstm', steps=12, hidden_size=4, forget_bias=3.0, input_size=3) on cpu>"
    )
    long = gradviz.run(gradviz.Experiment(input="text", text="ab" * 100, steps=5, hidden_size=2))
    assert len(repr(long)) < 120
    assert np.isfinite(long.loss)
