"""A hand-out: one A4 page with every word on it, none over another, and the numbers of its networks."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import gradviz
from gradviz.charts import CHARTS
from gradviz.charts.markup import to_plain
from gradviz.charts.reading import verdict
from gradviz.charts.style import THEMES
from gradviz.cli import main
from gradviz.errors import ExperimentError, FileError
from gradviz.paper import handout
from gradviz.paper.handouts import sheets
from gradviz.paper.handouts.glance import glance
from gradviz.paper.handouts.settings import settings
from gradviz.paper.handouts.stacking import sides_together
from gradviz.paper.ink import SETTINGS
from gradviz.paper.layout import sides_of

SMALL = {"steps": 24, "hidden_size": 6, "input_size": 4}
A = gradviz.run(gradviz.Experiment(**SMALL))
B = gradviz.run(gradviz.Experiment(cell="lstm", forget_bias=3.0, **SMALL))
GRU = gradviz.run(
    gradviz.Experiment(cell="gru", update_bias=2.0, layers=2, truncation=7, loss="every", batch_size=2, **SMALL)
)
MODEL = gradviz.run(
    gradviz.Experiment(model="prose", input="text", text='"Yes," said Anna. ' * 3, steps=40, loss="next_char")
)
EARLY = gradviz.run(gradviz.Experiment(loss_step=1, dtype="float32", clip="norm", **SMALL))
ONE = gradviz.run(gradviz.Experiment(steps=1, cell="lstm"))
CAPTION = "The gradient of one loss.\nIt goes back through W_{hh}^{⊤} at every step, and ‖∂L/∂h_t‖ shrinks to 10^{−5}."
CASES = {
    "two": ((A, B), ("lecture",)),
    "dark": ((A,), ("gradient", "why")),
    "gates": ((B, GRU), ("lecture",)),
    "model": ((MODEL,), ("text", "gradient")),
    "early": ((EARLY,), ("quantities",)),
    "one step": ((ONE,), ("lecture",)),
    "plane": ((A, B), ("spectrum",)),
    "tall": ((B, GRU), ("gradient", "why")),
    "relu": ((gradviz.run(gradviz.Experiment(cell="rnn_relu", **SMALL)),), ("units",)),
    "linear": ((gradviz.run(gradviz.Experiment(cell="rnn_linear", spectral_radius=1.1, **SMALL)),), ("theory",)),
}


def checks(results):
    return [gradviz.check(result) for result in results]


def pages_of(results, names, theme="light"):
    charts = [CHARTS[name](*results) for name in names]
    words = {"title": "What is left of it?", "caption": CAPTION}
    return sheets(*results, charts=charts, checks=checks(results), theme=theme, **words)


def words_of(page):
    """Return every word of a page with its box, in points."""
    with matplotlib.rc_context(SETTINGS):
        page.set_dpi(72)
        canvas = FigureCanvasAgg(page)
        canvas.draw()
        return [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in page.texts
                if text.get_text()]  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_no_word_leaves_the_paper_or_covers_another(name: str) -> None:
    pages = pages_of(*CASES[name], theme="dark" if name == "dark" else "light")
    assert len(pages) == (2 if name == "tall" else 1)
    for page in pages:
        assert [round(72 * side, 1) for side in page.get_size_inches()] == [595.3, 841.9]
        clear(words_of(page))


def clear(found) -> None:
    """Assert that words are on the paper, none over another."""
    for text, box in found:
        assert box.x0 > 10, text
        assert box.x1 < 585, text
        assert box.y0 > 30, text
        assert box.y1 < 812, text
    for i, (text, one) in enumerate(found):
        for other_text, other in found[:i]:
            across_both = min(one.x1, other.x1) - max(one.x0, other.x0)
            up_both = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert across_both < 2 or up_both < 4, (text, other_text)


def test_no_picture_is_left_out() -> None:
    """Pictures stand together as long as they can, and all that is said of them is said once."""
    names = ("gradient", "why", "units")
    pages = [[text for text, _ in words_of(page)] for page in pages_of((B, GRU), names)]
    whole = [text for page in pages for text in page]
    assert len(pages) == 3
    for name in names:
        assert any(to_plain(CHARTS[name](B, GRU).title)[:20] in text for text in whole)
    assert [page[-1].replace("\u00a0", " ") for page in pages] == [f"Page {number} of 3." for number in (1, 2, 3)]
    assert [text for text in whole if "continued" in text] == ["What is left of it? (continued)"] * (len(pages) - 1)
    for words in ("Settings", "Checked", "GRU, one step forward and back", to_plain(verdict(B)).split(":")[0] + ":"):
        assert sum(words in text for text in whole) == 1, words
    assert "Settings" in pages[-1]


def test_the_axes_of_all_pictures_begin_at_the_same_edge() -> None:
    charts = [CHARTS[name](A) for name in ("gradient", "spectrum")]
    assert len({sides_of(chart, 565.0).left for chart in charts}) == 2
    assert len({sides.left for sides in sides_together(charts)}) == 1


def test_pages_lie_beside_each_other_in_a_small_picture() -> None:
    def size(*names: str) -> tuple[int, int]:
        charts = [CHARTS[name](B, GRU) for name in names]
        made = glance(B, GRU, title="", caption="", charts=charts, checks=[], wide=100)
        return int.from_bytes(made[16:20]), int.from_bytes(made[20:24])

    assert size("gradient") == (100, 141)
    assert size("gradient", "why") == (202, 141)


def plain(path: Path) -> str:
    """Return the words of a PDF as a reader's program finds them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here")
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s+", " ", done.stdout)


def test_the_page_says_what_was_asked_and_found(tmp_path: Path) -> None:
    path = handout(tmp_path / "page.pdf", A, B, title="The same loss, twice", caption=CAPTION)
    raw = path.read_bytes()
    assert raw.count(b"/Type /Page ") + raw.count(b"/Type /Page\n") == 1
    assert re.search(rb"/MediaBox \[ 0 0 595\.2\d* 841\.8\d* \]", raw)
    said = plain(path)
    for words in ("The same loss, twice", "The gradient of one loss.", "Settings", "Forget bias", "Checked",
                  "checked against autograd", f"gradviz {gradviz.__version__}", "Computed by",
                  "tanh RNN, one step forward and back", "LSTM, one step forward and back"):  # fmt: skip
        assert words in said
    for result in (A, B):
        first = to_plain(verdict(result)).split(":")[0]
        assert first in said


def test_the_same_page_has_the_same_bytes(tmp_path: Path) -> None:
    found = checks((A,))
    one, two = (handout(tmp_path / name, A, checks=found).read_bytes() for name in ("a.pdf", "b.pdf"))
    assert one == two


def test_the_settings_are_those_that_differ() -> None:
    assert settings((gradviz.run(gradviz.Experiment()),)) == []
    rows = {row.label: (row.symbol, row.values) for row in settings((A, B))}
    assert rows["Cell"] == ("", ("tanh RNN", "LSTM"))
    assert rows["Forget bias"] == ("b_f", ("–", "3"))
    assert rows["Steps"] == ("T", ("24",))
    assert set(rows) == {"Cell", "Steps", "Hidden units", "Forget bias", "Input size"}
    own = gradviz.run(A.experiment, weights=A.weights)
    assert {row.label: row.values for row in settings((own, A))}["Weights"] == ("own", "–")
    rows = {row.label: row.values for row in settings((MODEL,))}
    assert rows["Model"] == ("prose",)
    assert rows["Loss"] == ("next character",)
    assert "Spectral radius" not in rows


def test_nothing_checked_is_said(tmp_path: Path) -> None:
    assert "not computed a second time" in plain(handout(tmp_path / "a.pdf", A, checks=[]))


@pytest.mark.parametrize("theme", THEMES)
def test_the_paper_has_the_colour_of_the_theme(theme: str) -> None:
    (page,) = pages_of((A,), ("gradient",), theme)
    assert matplotlib.colors.to_hex(page.get_facecolor()).upper() == THEMES[theme].panel


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda path: handout(path), "you gave 0"),
        (lambda path: handout(path, A, A, A), "you gave 3"),
        (lambda path: handout(path, A, charts=["lectrue"]), "did you mean lecture?"),
        (lambda path: handout(path, A, charts=[]), "at least one picture"),
        (lambda path: handout(path, A, caption="words " * 3000), "do not fit on a page"),
        (lambda path: handout(path, A, theme="grey"), "theme must be one of"),
        (lambda path: handout(path.with_suffix(".png"), A), "give .pdf"),
    ],
)
def test_what_is_refused(call, words: str, tmp_path: Path) -> None:
    with pytest.raises((ExperimentError, FileError)) as refused:
        call(tmp_path / "page.pdf")
    assert words in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_the_command(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    sizes = ["--steps", "9", "--hidden-size", "3"]
    assert main(["handout", *sizes, "--against", "cell=lstm", "--title", "Two", "-o", "a.pdf"]) == 0
    assert capsys.readouterr().out.startswith("wrote a.pdf\nA ")
    assert "Two" in plain(tmp_path / "a.pdf")
    for wrong in (
        ["-o", "a.png"],
        [],
        ["-o", "a.pdf"],
        ["-o", "b.pdf", "--chart", "x"],
        ["-o", "b.pdf", "--theme", "x"],
    ):
        assert main(["handout", *sizes, *wrong]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
