"""``--option name=value``: every picture's own choices from the command line, and the sweep behind a picture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gradviz.charts import CHARTS
from gradviz.charts.kind import Option
from gradviz.cli import main
from gradviz.cli.options import described, options_of, value_of
from gradviz.errors import ExperimentError
from tests.charts.swept import drawn
from tests.cli.test_commands import SMALL
from tests.cli.test_refusals import refused  # noqa: F401

TINY = {"steps": 6, "hidden_size": 3, "input_size": 2}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("option", "words", "value"),
    [
        (Option("s", "", "", False), "on", True), (Option("s", "", "", True), "False", False),
        (Option("s", "", "", True), "maybe", "maybe"), (Option("n", "", "", 3), "12", 12),
        (Option("n", "", "", 3), "-1", "-1"), (Option("n", "", "", 3), "x", "x"),
        (Option("c", "", "", "64", (("64", "many"),)), "64", "64"),
    ],
)  # fmt: skip
def test_words_become_values(option: Option, words: str, value: object) -> None:
    found = value_of(option, words)
    assert found == value
    assert type(found) is type(value)


def test_several_options_and_the_defaults() -> None:
    assert options_of(CHARTS["phase"], ["over=steps"]) == {"over": "steps", "network": "a"}
    assert options_of(CHARTS["phase"], [" over = bias ", "network=b"]) == {"over": "bias", "network": "b"}
    assert options_of(CHARTS["gradient"], ["relative=on"])["relative"] is True
    with pytest.raises(ExperimentError, match="has no option ovr; did you mean over"):
        options_of(CHARTS["phase"], ["ovr=steps"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--chart fan --option sedes=16", "the picture fan has no option sedes; did you mean seeds?"),
        ("--chart fan --option seeds=17", "seeds must be one of 16, 64, 256; you gave '17'."),
        ("--chart fan --option seeds", "--option takes name=value"),
        ("--chart why --option seeds=16", "the picture why has no option seeds; it has none."),
        ("--chart fan --option", "--option needs a value"),
    ],
)
def test_a_wrong_option_is_refused_before_anything_is_computed(words, said, refused, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setattr("gradviz.cli.compute.compute", lambda *_, **__: pytest.fail("computed"))
    refused(["render", "-o", "a.png", *words.split()], said)


@pytest.mark.parametrize(
    ("chart", "options"), [("phase", {}), ("phase", {"over": "bias", "network": "b"}), ("fan", {"seeds": "16"})]
)
def test_a_picture_is_drawn_from_its_whole_sweep(chart: str, options: dict, capsys) -> None:
    from gradviz import Experiment

    given = [word for name, value in options.items() for word in ("--option", f"{name}={value}")]
    assert main(["render", *SMALL, "--chart", chart, *given, "--against", "cell=gru", "-o", "a.png"]) == 0
    a = Experiment(**TINY)
    sentences = drawn(chart, a, a.replace(cell="gru"), **options).sentences
    out = capsys.readouterr().out.splitlines()
    from gradviz.charts.markup import to_plain

    assert out[1:] == [f"{letter} {to_plain(words)}" for letter, (_, words) in zip("AB", sentences, strict=True)]
    assert Path("a.png").stat().st_size > 500


def test_a_picture_that_needs_no_sweep_computes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradviz.cli.compute.swept", lambda *_: pytest.fail("swept"))
    assert main(["render", *SMALL, "--chart", "gradient", "-o", "a.png"]) == 0
    assert main(["render", *SMALL, "--chart", "phase", "--option", "over=bias", "-o", "b.png"]) == 0


def test_a_list_of_charts_names_their_options(capsys) -> None:
    assert main(["list", "charts", "--json"]) == 0
    entries = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert list(entries) == list(CHARTS)
    for name, kind in CHARTS.items():
        assert entries[name]["options"] == [described(option) for option in kind.options]
    assert entries["fan"]["options"][0]["choices"] == {"16": "16 draws", "64": "64 draws", "256": "256 draws"}
    assert entries["fan"]["options"][0]["default"] == "64"
    assert main(["list", "charts"]) == 0
    out = capsys.readouterr().out
    assert "[over=back|steps|bias, network=a|b]" in out
    assert "[" not in next(line for line in out.splitlines() if line.startswith("why"))
