"""The instrument sees what is clipped."""

import pytest
from PyQt6.QtWidgets import QGraphicsScene, QGraphicsView, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget

from tests.screen.clipping import clipped


@pytest.fixture
def room(qtbot):
    made = QWidget()
    made.resize(300, 100)
    qtbot.addWidget(made)
    return made


def put(room, part, *place):
    part.setParent(room)
    part.setGeometry(*place)
    room.show()
    part.show()
    return part


def test_words_with_room_are_whole(room):
    put(room, QLabel("whole"), 10, 10, 200, 30)
    assert clipped(room) == []


@pytest.mark.parametrize("words", ["words that need room", "<b>words</b> that need W<sub>hh</sub>"])
def test_a_narrow_label_cuts_its_words(room, words):
    put(room, QLabel(words), 10, 10, 40, 30)
    assert [line[:4] for line in clipped(room)] == ["cut:"]


def test_a_low_label_cuts_its_lines(room):
    put(room, QLabel("several words that stand below each other"), 10, 10, 80, 20).setWordWrap(True)
    assert clipped(room)


def test_a_button_that_shortens_its_words_says_them_nowhere(room):
    button = put(room, QPushButton("…"), 10, 10, 80, 30)
    assert clipped(room) == []  # these are all its words
    label = put(room, QLabel("some wor…"), 100, 10, 100, 30)
    label.text = lambda: "some words"
    assert [line[:10] for line in clipped(room)] == ["shortened:"]
    label.setToolTip("some words")
    assert clipped(room) == []
    button.hide()


def test_a_shortened_number_is_another_number(room):
    label = put(room, QLabel("T = 12…"), 10, 10, 100, 30)
    label.text = lambda: "T = 128"
    label.setToolTip("T = 128")
    assert clipped(room)


def test_a_control_that_is_pushed_out_is_out_of_sight(room):
    row = QHBoxLayout(room)
    for _ in range(3):
        row.addWidget(QPushButton("a button of some width"))
    room.setMinimumWidth(1)
    room.resize(150, 60)
    room.show()
    assert any(line.startswith(("out of sight", "cut")) for line in clipped(room))


def test_words_over_words_are_seen(room):
    put(room, QLabel("first"), 10, 10, 100, 30)
    put(room, QLabel("other"), 12, 12, 100, 30)
    assert [line[:8] for line in clipped(room)] == ["one over"]


def test_what_can_be_scrolled_to_is_not_cut(room):
    area = put(room, QScrollArea(), 0, 0, 300, 60)
    area.setWidget(QLabel("\n".join("line" for _ in range(20))))
    assert clipped(room) == []


def test_words_of_a_picture_are_seen_where_they_leave_it(room):
    scene = QGraphicsScene(0, 0, 200, 50)
    scene.addText("words in a picture").setPos(150, 10)
    view = put(room, QGraphicsView(scene), 0, 0, 210, 60)
    view.setSceneRect(0, 0, 200, 50)
    for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
        bar.setRange(0, 0)
    assert any(line.startswith("cut: QGraphicsView") for line in clipped(room))
