"""Arrangements are data: what they name exists or is left out."""

from gradviz.arrangements import ALL, ARRANGEMENTS, named, offered
from gradviz.charts import CHARTS


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
