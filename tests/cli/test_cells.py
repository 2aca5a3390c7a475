"""``gradviz cells``: what it writes, says and refuses, with a network made by hand whose answers are known."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import save_file

from gradviz.cli import main
from gradviz.language.labels import LABELS
from gradviz.models import save_checkpoint
from tests.language.latch import ALPHABET, COUNTER, LATCH, latch, page

PAGE = page(60)
MODEL = ["--model", "latch.safetensors"]
SILENT = ["--model", "silent.safetensors"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    save_checkpoint(latch(extra=2), "latch.safetensors", half=False)


def rows(path: str) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as stream:
        text = stream.read()
    return [*csv.DictReader(text[text.index("t,character") :].splitlines(keepends=True))]


def test_json_is_what_the_face_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cells", "--text", "page.txt", *MODEL, "-o", "a.json"]) == 0
    answer = json.loads(Path("a.json").read_text(encoding="utf-8"))
    assert (answer["model"], answer["characters"]) == ("latch", len(PAGE))
    assert [cell["label"] for cell in answer["cells"]] == list(LABELS)
    quote = answer["cells"][0]
    known = {name: quote[name] for name in ("label", "layer", "unit", "state", "metric", "score", "sign", "verdict")}
    assert known == {
        "label": "quote", "layer": 0, "unit": LATCH, "state": "cell", "metric": "auc", "score": 1.0, "sign": 1,
        "verdict": "found",
    }  # fmt: skip
    assert 0.4 < quote["shuffled"] < 0.8
    assert 0.4 < quote["untrained"] < 1
    digit = next(cell for cell in answer["cells"] if cell["label"] == "digit")
    assert (digit["unit"], digit["score"], digit["verdict"]) == (None, None, "not found")
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "wrote a.json"
    assert out[1].startswith("unit 0 (c) follows the quote: AUC 1.00; chance finds 0.")
    assert len(out) == 1 + len(LABELS)


def test_one_label_and_one_unit() -> None:
    argv = ["--label", "line-position", "--unit", str(LATCH), "--state", "hidden"]
    assert main(["cells", "--text", "page.txt", *MODEL, *argv, "-o", "a.json"]) == 0
    (cell,) = json.loads(Path("a.json").read_text())["cells"]
    assert (cell["label"], cell["unit"], cell["state"], cell["metric"]) == (
        "line_position",
        LATCH,
        "hidden",
        "spearman",
    )
    assert "does not follow" in cell["sentence"]


def likely(cell: float) -> float:
    """Return how likely the latch's read-out finds a mark, by its cell state."""
    return float(np.exp(4 * np.tanh(cell)) / (np.exp(4 * np.tanh(cell)) + 5))


def test_hold_says_how_long_the_unit_stays_on(capsys: pytest.CaptureFixture[str]) -> None:
    Path("long.txt").write_text(page(200), encoding="utf-8")
    assert main(["cells", "--text", "long.txt", *MODEL, "--label", "quote", "--hold", "-o", "a.json"]) == 0
    (cell,) = json.loads(Path("a.json").read_text())["cells"]
    assert "effect" not in cell
    assert cell["hold"] == {
        "distances": [2, 25, 50, 100, 250, 500], "marked": [1.0] * 6, "unmarked": [0.0] * 6, "cases": 100,
        "threshold": 0.5,
    }  # fmt: skip
    assert capsys.readouterr().out.splitlines()[2:] == [
        "unit 0 (c) is on in 100 % of 100 cases 100 characters after an opening mark, and in 100 % after 250; "
        "without the mark, in 0 % and 0 %."
    ]


def test_clamp_says_what_the_network_then_expects(capsys: pytest.CaptureFixture[str]) -> None:
    for level, value, words in (("off", -1.0, "times less likely"), ("on", 1.0, "as likely as before")):
        argv = ["--label", "quote", "--clamp", level, "--force"]
        assert main(["cells", "--text", "page.txt", *MODEL, *argv, "-o", "a.json"]) == 0
        (cell,) = json.loads(Path("a.json").read_text())["cells"]
        assert "hold" not in cell
        effect = cell["effect"]
        assert (effect["held"], effect["value"], effect["controlled"]) == (level, value, 2)
        assert effect["closing"] == pytest.approx([likely(1), likely(value)], rel=1e-4)
        assert effect["cut"] == pytest.approx(likely(1) / likely(value), rel=1e-4)
        assert effect["controls"] == pytest.approx(1, abs=1e-4)
        assert (effect["outside"][1] > effect["outside"][0] + 0.5) == (level == "on")
        told = capsys.readouterr().out.splitlines()[2]
        assert told.startswith(f"held {level}, unit 0 (c) makes the character that ends the quote ")
        assert words in told
        assert told.endswith("; of 2 other units, the median as likely as before.")


def test_all_labels_have_the_same_keys_and_null_where_there_is_nothing_to_hold() -> None:
    Path("long.txt").write_text(page(200), encoding="utf-8")
    argv = ["--hold", "--clamp", "off"]
    assert main(["cells", "--text", "long.txt", *MODEL, *argv, "-o", "a.json"]) == 0
    cells = {cell["label"]: cell for cell in json.loads(Path("a.json").read_text())["cells"]}
    assert {name for name, cell in cells.items() if cell["hold"]} == {"quote"}
    assert {name for name, cell in cells.items() if cell["effect"]} == {"quote", "string", "end_of_line", "word_start"}


def test_csv_is_the_value_and_the_label_of_every_character() -> None:
    assert main(["cells", "--text", "page.txt", *MODEL, "-o", "a.csv"]) == 0
    found = rows("a.csv")
    assert "".join(row["character"] for row in found) == PAGE
    assert [int(row["t"]) for row in found] == [*range(1, len(PAGE) + 1)]
    np.testing.assert_array_equal([row["quote"] == "1" for row in found], LABELS["quote"].of(PAGE))
    assert {float(row["value"]) for row in found} == {0.0, 1.0, -1.0}
    assert main(["cells", "--text", "page.txt", *MODEL, "--unit", str(COUNTER), "-o", "b.csv"]) == 0
    values = [float(row["value"]) for row in rows("b.csv")]
    np.testing.assert_allclose(values, LABELS["line_position"].of(PAGE) / 100, atol=1e-5)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_pictures(suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cells", "--text", "page.txt", *MODEL, "-o", f"a{suffix}"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("Unit 0 (c) follows the quote: AUC 1.00;")
    assert Path(f"a{suffix}").stat().st_size > 10_000
    if suffix == ".png":
        pixels = np.asarray(Image.open("a.png").convert("RGB")).reshape(-1, 3).astype(int)
        for warm in (True, False):
            strong = (pixels[:, 0] - pixels[:, 2] > 100) if warm else (pixels[:, 2] - pixels[:, 0] > 100)
            assert strong.mean() > 0.02


def test_a_picture_reads_no_more_than_a_score_does(monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    made = []
    monkeypatch.setattr("gradviz.paper.export", lambda chart, path: made.append(chart))
    monkeypatch.setattr("gradviz.language.scores.MOST", 500)
    for suffix, shown in ((".png", 500), (".csv", len(PAGE))):
        assert main(["cells", "--text", "page.txt", *MODEL, "-o", f"a{suffix}"]) == 0
        coloured = made.pop().panels[0].coloured
        assert (len(coloured.text), coloured.whole) == (shown, len(PAGE))
        assert f"the first 500 of {len(PAGE):,} characters were scored".replace(",", " ") in capsys.readouterr().err


def test_one_character_has_a_picture_and_no_score(capsys: pytest.CaptureFixture[str]) -> None:
    Path("one.txt").write_text("a")
    assert main(["cells", "--text", "one.txt", *MODEL, "--unit", "0", "-o", "a.csv"]) == 0
    assert len(rows("a.csv")) == 1
    assert main(["cells", "--text", "one.txt", *MODEL, "--unit", "0", "-o", "a.png"]) == 0
    assert "too short to score" in capsys.readouterr().out


def test_strange_characters_are_counted_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    Path("odd.txt").write_text(PAGE + "aéé漢\n", encoding="utf-8")
    assert main(["cells", "--text", "odd.txt", *MODEL, "--label", "quote", "-o", "a.json"]) == 0
    said = capsys.readouterr().err
    assert said == "gradviz: 3 characters are not in the alphabet of latch and read as ' ': 'é', '漢'.\n"


def test_a_foreign_state_dict_works_with_its_alphabet_and_without_a_readout() -> None:
    weights = {f"rnn.{name}": array for name, array in latch(readout=False).weights.items()}
    save_file(weights, "theirs.safetensors")
    Path("signs.json").write_text(json.dumps(ALPHABET))
    argv = ["--model", "theirs.safetensors", "--alphabet", "signs.json", "--label", "quote"]
    assert main(["cells", "--text", "page.txt", *argv, "-o", "a.json"]) == 0
    assert json.loads(Path("a.json").read_text())["cells"][0]["unit"] == LATCH


REFUSED = [
    (["-o", "a.json"], "needs --text FILE"),
    (["--text", "page.txt"], "needs -o FILE"),
    (["--text", "page.txt", "-o", "a.txt"], ".txt is not a format"),
    (["--text", "none.txt", "-o", "a.json"], "there is no such file"),
    (["--text", "empty.txt", "-o", "a.json"], "empty.txt is empty"),
    (["--text", "binary.txt", "-o", "a.json"], "binary data, not text"),
    (["--text", "latin.txt", "-o", "a.json"], "is not UTF-8 text (byte 2 is wrong)"),
    (["--text", "short.txt", *MODEL, "-o", "a.json"], "100 characters or more; this text has 3"),
    (["--text", "short.txt", *MODEL, "-o", "a.png"], "100 characters or more; this text has 3"),
    (["--text", "page.txt", *MODEL, "--label", "qoute", "-o", "a.json"], "did you mean quote?"),
    (["--text", "page.txt", *MODEL, "--label", "digit", "-o", "a.png"], "no character of this text has it"),
    (["--text", "page.txt", *MODEL, "--unit", "5", "-o", "a.csv"], "--unit must be a unit of this model, 0 … 4, not 5"),
    (["--text", "page.txt", *MODEL, "--unit", "-1", "-o", "a.csv"], "not -1"),
    (["--text", "page.txt", *MODEL, "--unit", "0", "--layer", "1", "-o", "a.csv"], "0 … 0, not 1"),
    (["--text", "page.txt", *MODEL, "--unit", "0", "--state", "gate", "-o", "a.csv"], "cell or hidden"),
    (["--text", "page.txt", *MODEL, "--layer", "0", "-o", "a.csv"], "give --unit, too"),
    (["--text", "page.txt", *MODEL, "--hold", "-o", "a.png"], "give -o FILE.json, not a.png"),
    (["--text", "page.txt", *MODEL, "--clamp", "off", "-o", "a.csv"], "give -o FILE.json, not a.csv"),
    (["--text", "page.txt", *MODEL, "--clamp", "of", "-o", "a.json"], "--clamp must be off or on, not of"),
    (["--text", "page.txt", *MODEL, "--clamp", "", "-o", "a.json"], "--clamp must be off or on, not"),
    (["--text", "page.txt", *MODEL, "--hold", "--label", "digit", "-o", "a.json"], "digit begins at no mark"),
    (["--text", "page.txt", *MODEL, "--clamp", "on", "--label", "indent", "-o", "a.json"], "indent is a quantity"),
    (["--text", "brief.txt", *MODEL, "--hold", "-o", "a.json"], "100 cases need a longer text"),
    (["--text", "page.txt", *SILENT, "--clamp", "on", "-o", "a.json"], "has no read-out"),
    (["--text", "page.txt", "--model", "none.safetensors", "-o", "a.json"], "there is no such file"),
    (["--text", "page.txt", "--model", "broken.safetensors", "-o", "a.json"], "not a whole .safetensors file"),
    (["--text", "page.txt", "--model", "nothing", "-o", "a.json"], "there is no model nothing"),
]


@pytest.mark.parametrize(("argv", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_a_wrong_request_is_one_sentence(argv: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    save_checkpoint(latch(readout=False), "silent.safetensors", half=False)
    Path("empty.txt").touch()
    Path("brief.txt").write_text(PAGE[:500])
    Path("binary.txt").write_bytes(b"a\0b")
    Path("latin.txt").write_bytes("aé".encode("latin-1"))
    Path("short.txt").write_text("abc")
    Path("broken.safetensors").write_bytes(Path("latch.safetensors").read_bytes()[:100])
    before = sorted(os.listdir())
    assert main(["cells", *argv]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert words in err
    assert err.rstrip().endswith((".", "?"))
    assert sorted(os.listdir()) == before


def test_without_a_model_the_bundled_one_that_fits(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setattr("gradviz.models.checkpoint.files", dict)
    Path("page.py").write_text("x = 1\n")
    for name, model in (("page.txt", "prose"), ("page.py", "code")):
        assert main(["cells", "--text", name, "-o", "a.json"]) == 2
        assert f"has no model {model}: give one with --model FILE" in capsys.readouterr().err
    found = {name: Path("latch.safetensors").absolute() for name in ("code", "prose")}
    monkeypatch.setattr("gradviz.models.checkpoint.files", lambda: found)
    assert main(["cells", "--text", "page.txt", "--label", "quote", "-o", "a.json"]) == 0
    assert json.loads(Path("a.json").read_text())["model"] == "prose"


def test_labels_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "labels", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [entry["name"] for entry in found] == list(LABELS)
    assert all(entry["description"] for entry in found)
