"""A card stands in the room and never over what it points at."""

import pytest
from PyQt6.QtCore import QRect, QSize

from gradviz.screen.touring.placing import GAP, beside

ROOM, SIZES = QSize(1280, 720), (QSize(336, 180), QSize(244, 240))
TARGETS = [QRect(12, 150, 240, 44), QRect(60, 4, 40, 40), QRect(264, 640, 780, 58), QRect(0, 696, 1280, 24),
           QRect(1180, 8, 80, 32), QRect(0, 48, 264, 640), QRect(1016, 48, 264, 640)]  # fmt: skip


@pytest.mark.parametrize("target", TARGETS)
def test_it_stands_in_the_room_and_not_over_its_target(target):
    place = beside(ROOM, target, [QRect(264, 48, 784, 640)], SIZES)
    assert not place.intersects(target)
    assert QRect(0, 0, 1280, 720).adjusted(GAP, GAP, -GAP, -GAP).contains(place)
    assert place.size() in SIZES


def test_it_takes_the_slim_shape_where_that_leaves_the_picture_free():
    picture = QRect(264, 48, 784, 640)
    place = beside(ROOM, TARGETS[0], [picture], SIZES)
    assert not place.intersects(picture)
    assert place.size() == SIZES[1]


def test_it_is_near_what_it_points_at():
    place = beside(ROOM, QRect(600, 300, 40, 40), [], SIZES)
    assert place.adjusted(-GAP - 1, -GAP - 1, GAP + 1, GAP + 1).intersects(QRect(600, 300, 40, 40))


def test_without_a_target_it_stands_in_the_middle():
    place = beside(ROOM, QRect(), [], SIZES)
    assert abs(place.center().x() - 640) <= 1
    assert abs(place.center().y() - 360) <= 1


def test_in_a_room_without_a_place_beside_it_it_covers_as_little_as_it_can():
    target = QRect(0, 0, 400, 300)
    place = beside(QSize(420, 320), target, [], [QSize(380, 100)])
    assert QRect(0, 0, 420, 320).contains(place)
    assert place.bottom() == 320 - GAP - 1
