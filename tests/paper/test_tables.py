"""The numbers as files: named, complete, and exactly those of the Result."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

import gradviz
from gradviz import Experiment, FileError, paper
from gradviz.charts import CHARTS
from tests.charts.made import lstm_like, made, tanh_rnn


def read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    comments = [line[2:] for line in lines if line.startswith("# ")]
    return comments, list(csv.DictReader(line for line in lines if line and not line.startswith("# ")))


def column(rows: list[dict[str, str]], name: str) -> np.ndarray:
    return np.array([float(row[name]) if row[name] else np.nan for row in rows])


def test_a_charts_table_holds_its_curves_maps_and_questions(tmp_path: Path) -> None:
    a, b = tanh_rnn(steps=6, size=3), lstm_like(steps=6, size=2)
    comments, rows = read(paper.export(CHARTS["lecture"](a, b), tmp_path / "a.csv"))
    assert comments[0] == "How much of the gradient is left?"
    assert comments[1].startswith("A: ")
    assert [Experiment.from_json(line) for line in comments[3:5]] == [a.experiment, b.experiment]
    assert comments[5:] == [
        f"1/255 of the start: black on an 8-bit picture: y = {CHARTS['lecture'](a, b).panels[0].levels[0].y!r}",
        "loss here · t = 6: x = 6.0",
    ]
    assert [row["t"] for row in rows] == [str(t) for t in range(7)]
    np.testing.assert_array_equal(column(rows, "log10_grad_hidden_a [log10]"), a.log10_grad_hidden[0, :, 0])
    np.testing.assert_array_equal(column(rows, "h_a_3"), a.hidden[0, :, 0, 2])
    np.testing.assert_array_equal(column(rows, "tanh_c_b_1"), np.tanh(b.cell_state[0, :, 0, 0]))
    assert "tanh_c_b_3" not in rows[0]


def test_holes_are_empty_and_zeros_are_minus_infinity(tmp_path: Path) -> None:
    chart = CHARTS["gradient"](made([-np.inf, -1.0, 0.5]))
    _, rows = read(paper.export(chart, tmp_path / "a.csv"))
    assert [row["log10_grad_hidden [log10]"] for row in rows] == ["-inf", "-1.0", "0.5"]


def test_a_text_of_any_characters_keeps_one_line_a_row(tmp_path: Path) -> None:
    text = 'a,"b"\n\t\u2028\x85#c and more'
    chart = CHARTS["lecture"](made(np.zeros(len(text) + 1), input="text", text=text))
    path = paper.export(chart, tmp_path / "a.csv")
    comments, rows = read(path)
    assert Experiment.from_json(comments[2]).text == text
    assert all(len(line.splitlines()) == 1 for line in comments)
    assert len(rows) == len(text) + 1
    assert [row["character"] for row in rows[:6]] == ["", "a", ",", '"', "b", '"']


@pytest.mark.parametrize(("layers", "batch"), [(1, 1), (2, 1), (1, 2), (2, 3)])
@pytest.mark.parametrize("cell", ["rnn_tanh", "lstm"])
def test_the_table_of_a_run_has_the_promised_columns(layers: int, batch: int, cell: str, tmp_path: Path) -> None:
    experiment = Experiment(cell=cell, steps=5, hidden_size=3, input_size=2, layers=layers, batch_size=batch)
    result = gradviz.run(experiment)
    comments, rows = read(paper.export_run(result, tmp_path / "a.csv"))
    of_layer = [f"_l{layer}" for layer in range(layers)] if layers > 1 else [""]
    of_batch = [f"_b{sequence}" for sequence in range(batch)] if batch > 1 else [""]
    assert list(rows[0]) == [
        "t",
        *(f"log10_grad_{name}{i}{j}" for name in ("hidden", "cell") for i in of_layer for j in of_batch),
        *(f"log10_grad_recurrent{i}" for i in of_layer),
        *(f"log10_grad_input{j}" for j in of_batch),
    ]
    assert Experiment.from_json(comments[0]) == experiment
    for i, layer in enumerate(of_layer):
        found = column(rows, f"log10_grad_recurrent{layer}")
        np.testing.assert_array_equal(found, np.r_[np.nan, result.log10_grad_recurrent[i]])
        for j, sequence in enumerate(of_batch):
            found = column(rows, f"log10_grad_hidden{layer}{sequence}")
            np.testing.assert_array_equal(found, result.log10_grad_hidden[i, :, j])
            cells = column(rows, f"log10_grad_cell{layer}{sequence}")
            expected = np.full(6, np.nan) if cell == "rnn_tanh" else result.log10_grad_cell[i, :, j]
            np.testing.assert_array_equal(cells, expected)
    np.testing.assert_array_equal(column(rows, f"log10_grad_input{of_batch[-1]}")[1:], result.log10_grad_input[:, -1])
    assert rows[0][f"log10_grad_input{of_batch[0]}"] == ""


def test_the_json_of_a_run_is_strict_and_complete(tmp_path: Path) -> None:
    result = made([-np.inf, -1.0, 0.0], cell="lstm")
    text = paper.export_run(result, tmp_path / "a.json").read_text(encoding="utf-8")
    found = json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    assert Experiment(**found["experiment"]) == result.experiment
    assert found["log10_grad_hidden"] == [[["-inf"], [-1.0], [0.0]]]
    assert found["log10_grad_parameters"]["bias_hh_l0"] == "-inf"
    assert np.array(found["log10_grad_cell"], float).shape == (1, 3, 1)
    np.testing.assert_array_equal(np.array(found["spectral_radius"]), result.spectral_radius)
    assert found["verdict"]


def test_the_npz_of_a_run_opens_again(tmp_path: Path) -> None:
    result = gradviz.run(Experiment(steps=4, hidden_size=3))
    again = gradviz.load(paper.export_run(result, tmp_path / "a.npz"))
    assert again.experiment == result.experiment
    np.testing.assert_array_equal(again.hidden, result.hidden)


def test_a_run_is_not_a_picture(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"give \.npz, \.csv, \.json or \.py"):
        paper.export_run(made(), tmp_path / "a.png")
