"""The tables of planes: one a panel, complete, exactly the numbers of the chart."""

from __future__ import annotations

import csv
import dataclasses

import numpy as np

from gradviz import paper
from gradviz.charts.chart import Axis, Chart, Curve, Fan, HeatMap, Panel
from gradviz.experiment import Experiment
from tests.paper import planes
from tests.paper.planes import CASES

Block = tuple[list[str], list[dict[str, str]]]


def blocks(chart: Chart, folder) -> list[Block]:
    """Return the comments and the rows of every table of a file."""
    text = paper.export(chart, folder / "a.csv").read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    found = []
    for part in text.removesuffix("\n").split("\n\n"):
        lines = part.split("\n")
        rows = list(csv.DictReader(line for line in lines if not line.startswith("# ")))
        assert all(None not in row and None not in row.values() for row in rows), "a row is longer or shorter"
        found.append(([line[2:] for line in lines if line.startswith("# ")], rows))
    return found


def column(rows: list[dict[str, str]], name: str) -> np.ndarray:
    return np.array([float(row[name]) if row[name] else np.nan for row in rows])


def test_the_time_table_comes_first_then_one_a_plane(tmp_path) -> None:
    time, spectrum, orbit, empty = blocks(CASES["mixed"], tmp_path)
    assert Experiment.from_json(time[0][3]) == CASES["mixed"].experiments[0]
    assert [row["t"] for row in time[1]] == [str(t) for t in range(9)]
    assert "log10_grad [log10]" in time[1][0]
    np.testing.assert_array_equal(column(time[1], "seed_64 [log10]"), CASES["mixed"].panels[1].fans[0].y[63])
    assert spectrum[0][0] == "Eigenvalues of Wₕₕ, A"
    assert "unit circle: radius = 1.0" in spectrum[0]
    assert orbit[0] == ["Where does it settle?"]
    assert empty == (["Where is B?", "B is exactly zero at every step: there is no place for it."], [])


def test_points_have_their_places_and_names(tmp_path) -> None:
    _, (_, rows), (_, b) = blocks(CASES["spectra"], tmp_path)
    eigen = CASES["spectra"].panels[0].points[0]
    assert len(rows) == 64
    np.testing.assert_array_equal(column(rows, "eigen_a_x"), eigen.x)
    np.testing.assert_array_equal(column(rows, "eigen_a_y"), eigen.y)
    assert rows[3]["eigen_a_name"] == "λ₃"
    assert [row["mean_a_x"] for row in rows[:2]] == ["0.1", ""]
    assert rows[0]["mean_a_y"] == ""
    assert "jacobian_b_y" in b[0]


def test_a_map_has_a_column_a_row_named_by_its_y(tmp_path) -> None:
    _, (_, rows), (_, share), *_ = blocks(CASES["phase"], tmp_path)
    heat = CASES["phase"].panels[0].maps[0]
    names = list(rows[0])
    assert names[0] == "weight variance σ_w²"
    np.testing.assert_allclose(column(rows, names[0])[:128], 4 / 128 * (np.arange(128) + 0.5))
    top, bottom = 3 - 6 / 128, -3 + 6 / 128
    assert names[1] == f"growth_{10**top:.6g}"
    assert names[64] == f"growth_{10**bottom:.6g}"
    np.testing.assert_array_equal([column(rows, name) for name in names[1:65]], heat.values)
    assert list(share[0])[1] == "share_0_2.625"
    assert names[65:] == ["edge_x", "edge"]
    np.testing.assert_array_equal(column(rows, "edge"), CASES["phase"].panels[0].curves[0].y)


def test_curves_and_fans_share_x_unless_they_turn_back(tmp_path) -> None:
    y = np.array([[1.0, np.nan, -np.inf], [4.0, 5.0, 6.0]])
    fan = Fan("seeds", "seed", np.array([0.0, 1.0, 2.0]), y, "a", "log10", numbers=(7, 9))
    rises = Curve("up", "up", np.array([0.5, 2.0]), np.array([1.0, 2.0]), "a")
    turns = Curve("back", "back", np.array([0.0, 1.0, 0.0, 1.0]), np.arange(4.0), "b")
    panel = Panel("p", "", Axis("σ", 0, 2, log10=True), Axis("y", 0, 7), plane=True, fans=(fan,), curves=(rises, turns))
    _, (comments, rows) = blocks(planes.chart(panel), tmp_path)
    assert comments == ["p"]
    assert list(rows[0]) == ["σ [log10]", "up", "seed_7 [log10]", "seed_9 [log10]", "back_x", "back"]
    np.testing.assert_array_equal(column(rows, "σ [log10]"), [0, 0.5, 1, 2])
    assert [row["up"] for row in rows] == ["", "1.0", "", "2.0"]
    assert [row["seed_7 [log10]"] for row in rows] == ["1.0", "", "", "-inf"]
    np.testing.assert_array_equal(column(rows, "back_x"), turns.x)
    np.testing.assert_array_equal(column(rows, "back"), turns.y)


def test_matrices_have_a_row_a_step(tmp_path) -> None:
    _, (_, a), (_, b) = blocks(CASES["slices"], tmp_path)
    assert [row["t"] for row in a] == [str(t) for t in range(1, 129)]
    series = CASES["slices"].panels[1].slices[0]
    np.testing.assert_array_equal(column(b, "slices_b_log10_largest"), series.log10_largest)
    np.testing.assert_array_equal(column(b, "slices_b_log10_full"), series.log10_full)
    assert set(column(a, "slices_a_log10_full")) == {0.0}


def test_formulas_are_comments(tmp_path) -> None:
    _, (comments, rows) = blocks(CASES["formulas alone"], tmp_path)
    assert comments[:4] == [
        "In formulas",
        "∂L/∂hₜ₋₁ = Wₕₕᵀ diag(1 − hₜ²) ∂L/∂hₜ",
        "0.86 = 0.9 · 0.8 · 1.2",
        "one step back",
    ]
    assert rows == []


def test_a_map_over_time_has_its_own_step(tmp_path) -> None:
    heat = HeatMap("h", "h", np.arange(6.0).reshape(2, 3), 1.0, 0.0, 5.0, "magnitude", "a", step=2.0)
    panel = dataclasses.replace(planes.over_time(), curves=(), bands=(), maps=(heat,))
    ((_, rows),) = blocks(planes.chart(panel), tmp_path)
    assert [row["t"] for row in rows] == ["1", "3", "5"]
    np.testing.assert_array_equal(column(rows, "h_2"), [3.0, 4.0, 5.0])
