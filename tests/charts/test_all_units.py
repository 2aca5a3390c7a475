"""The map of all units over a text."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from PIL import Image

from gradviz.charts.style import THEMES
from gradviz.charts.texts.all_units import all_units
from gradviz.paper import export, png_bytes
from gradviz.paper.table import lines
from tests.charts.windows import TEXT

UNITS = 5
NAMES = [f"unit {unit}" for unit in range(UNITS)]


def values(units: int = UNITS, length: int = len(TEXT)) -> np.ndarray:
    return np.sin(np.arange(length) / 3 + np.arange(units)[:, None]) * np.linspace(0.2, 1, units)[:, None]


def chart(chosen: int | None = 3, raw: bool = False, shown=None):
    return all_units(TEXT, 30, values() if shown is None else shown, NAMES, chosen, "All memory cells", raw)


def test_a_row_is_a_unit_and_a_column_a_character() -> None:
    units, text = chart().panels
    (heat,) = units.maps
    np.testing.assert_array_equal(heat.values, values())
    assert (heat.first, heat.low, heat.high, heat.palette) == (31, -1, 1, "signed")
    assert (units.x.low, units.x.high) == (text.x.low, text.x.high) == (30.5, 30.5 + len(TEXT))
    assert text.characters.first == 31
    assert chart().experiments == ()


@pytest.mark.parametrize("chosen", range(UNITS))
def test_the_chosen_unit_is_marked_in_the_middle_of_its_row(chosen: int) -> None:
    panel = chart(chosen).panels[0]
    (level,) = panel.levels
    row = (panel.y.high - level.y) / (panel.y.high - panel.y.low) * UNITS
    assert row == pytest.approx(chosen + 0.5)
    assert (level.label, level.role) == (f"unit {chosen}", "b")
    assert chart(None).panels[0].levels == ()


def test_the_sentence_counts_the_units_that_move() -> None:
    moving = sum(row.max() - row.min() > 1 for row in values())
    assert 0 < moving < UNITS
    assert chart().sentences == (
        ("neutral", f"Here {moving} of 5 units go through more than half of their own range."),
    )
    assert chart(raw=True).sentences[0][1].endswith("more than half of −1 … 1.")
    assert "all on one scale" in chart(raw=True).panels[0].subtitle
    unread = values()
    unread[:, 4:] = np.nan
    moving = sum(np.ptp(row[:4]) > 1 for row in values())
    assert chart(shown=unread).sentences[0][1].startswith(f"Here {moving} of 5")


def test_the_table_names_every_unit() -> None:
    shown = values()
    shown[2, 5] = np.nan
    rows = list(csv.DictReader(line for line in lines(chart(shown=shown)) if not line.startswith("# ")))
    assert list(rows[0]) == ["t", *NAMES, "character"]
    assert [float(row["unit 4"]) for row in rows] == shown[4].tolist()
    assert rows[5]["unit 2"] == ""
    assert rows[0]["t"] == "31"


@pytest.mark.parametrize("shown", [np.zeros((0, len(TEXT))), np.full((UNITS, len(TEXT)), np.nan)])
def test_nothing_read_is_said(shown: np.ndarray) -> None:
    made = all_units(TEXT, 0, shown, NAMES[: len(shown)], None, "All", False)
    assert made.panels[0].empty
    assert made.sentences == ()
    assert len(png_bytes(made, width=400)) > 500
    assert all_units("", 0, np.zeros((UNITS, 0)), NAMES, 1, "All", False).panels[0].empty


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_mark_is_printed_beside_its_row(theme: str, tmp_path) -> None:
    colour = np.array([int(THEMES[theme].b[i : i + 2], 16) for i in (1, 3, 5)])
    heights = []
    for chosen in (0, 4):
        picture = np.asarray(Image.open(io.BytesIO(png_bytes(chart(chosen), theme=theme))).convert("RGB")).astype(int)
        margin = picture[:, :110]
        heights.append(np.flatnonzero((np.abs(margin - colour) < 40).all(axis=2).any(axis=1)).mean())
    assert heights[1] > heights[0] + 200
    for suffix in ("svg", "pdf"):
        assert export(chart(), tmp_path / f"a.{suffix}", theme=theme).stat().st_size > 3000
