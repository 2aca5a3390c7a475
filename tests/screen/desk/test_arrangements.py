"""Arrangements are data: what they name exists or is left out, and they fit the room."""

import pytest

from gradviz.charts import CHARTS
from gradviz.screen.desk.arrangements import ALL, ARRANGEMENTS, TALL, WIDE, fitted, named, offered, rows_of


def test_every_arrangement_has_its_own_name_and_key():
    assert len({found.name for found in ALL}) == len({found.place for found in ALL}) == len(ALL)
    assert all(1 <= found.place <= 9 for found in ALL)
    assert all(set(found.pictures) <= set(CHARTS) for found in ARRANGEMENTS)


def test_a_picture_that_is_missing_is_left_out_and_an_arrangement_of_one_that_is_left_too():
    found = {arrangement.name: arrangement for arrangement in offered({"lecture", "gradient", "why", "activations"})}
    assert list(found) == ["Lecture", "Why", "Everything"]
    assert found["Everything"].rows == (("gradient", "why"), ("activations",))
    assert found["Why"].place == 2


def test_pictures_are_known_by_their_arrangement():
    assert named(("gradient", "why")).name == "Why"
    assert named(("why", "gradient")) is None


@pytest.mark.parametrize(
    ("pictures", "rows"),
    [
        (("a",), (("a",),)),
        (("a", "b", "c"), (("a",), ("b",), ("c",))),
        (("a", "b", "c", "d", "e"), (("a", "b"), ("c", "d"), ("e",))),
        (("gradient", "phase"), (("gradient",), ("phase",))),
    ],
)
def test_pictures_stand_in_rows(pictures, rows):
    assert rows_of(pictures) == rows


def test_what_fits_stands_side_by_side_and_what_does_not_lies_in_tabs_behind_the_first():
    rows = (("a", "b"), ("c", "d"), ("e", "f"))
    assert fitted(rows, 2 * WIDE, 3 * TALL) == ((("a",), ("b",)), (("c",), ("d",)), (("e",), ("f",)))
    assert fitted(rows, 2 * WIDE, 2 * TALL) == ((("a", "e"), ("b", "f")), (("c",), ("d",)))
    assert fitted(rows, 2 * WIDE - 1, 2 * TALL) == ((("a", "c", "e"),), (("b", "d", "f"),))
    assert fitted(rows, 10, 10) == ((("a", "b", "c", "d", "e", "f"),),)
