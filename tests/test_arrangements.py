"""Arrangements are data: what they name exists."""

from gradviz.arrangements import ARRANGEMENTS, named
from gradviz.charts import CHARTS


def test_every_arrangement_has_its_own_name_and_key():
    assert len({found.name for found in ARRANGEMENTS}) == len({found.place for found in ARRANGEMENTS}) == 7
    assert all(1 <= found.place <= 9 for found in ARRANGEMENTS)
    assert all(set(found.pictures) <= set(CHARTS) for found in ARRANGEMENTS)


def test_pictures_are_known_by_their_arrangement():
    assert named(("gradient", "why")).name == "Why"
    assert named(("why", "gradient")) is None
