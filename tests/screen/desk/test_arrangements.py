"""Pictures stand in rows, and fit the room."""

import pytest

from gradviz.screen.desk.arrangements import BESIDE, TALL, WIDE, fitted, rows_of


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


def test_where_it_is_too_low_what_stood_below_each_other_stands_beside_each_other():
    rows = (("a",), ("b",))
    assert fitted(rows, 2 * BESIDE, 2 * TALL) == ((("a",),), (("b",),))
    assert fitted(rows, 2 * BESIDE, 2 * TALL - 1) == ((("a",), ("b",)),)
    assert fitted(rows, 2 * BESIDE - 1, 2 * TALL - 1) == ((("a", "b"),),)
