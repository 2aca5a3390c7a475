"""The story in real time: a fake clock, and a hand that takes the cursor."""

import pytest

from gradviz.charts.moment import LOSS_SECONDS, SPEEDS, SWEEP_SECONDS, Moment, begin
from gradviz.screen.transport.player import Player
from tests.screen.picture import made


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def player(qapp, clock):
    made_player = Player(made.session(made.pair()), autoplay=False, clock=clock)
    yield made_player
    made_player.pause()


def run(player, clock, seconds, frame=0.02):
    for _ in range(round(seconds / frame)):
        clock.now += frame
        player.tick()


def test_the_story_takes_the_time_of_a_clock_and_not_of_its_frames(player, clock):
    player.play()
    run(player, clock, SWEEP_SECONDS / 2)
    assert player._session.moment.phase == "forward"
    assert player._session.moment.step == pytest.approx(64, abs=1)
    run(player, clock, SWEEP_SECONDS / 2 + LOSS_SECONDS / 2)
    assert player._session.moment.phase == "loss"
    run(player, clock, LOSS_SECONDS / 2 + SWEEP_SECONDS / 2, frame=0.1)
    assert player._session.moment.phase == "backward"
    assert player._session.moment.step == pytest.approx(64, abs=5)
    run(player, clock, SWEEP_SECONDS)
    assert player._session.moment == Moment("whole", 0.0)
    assert not player.playing


def test_the_order_of_the_story_is_forward_loss_backward_whole(player, clock):
    seen = []
    player._session.moment_changed.connect(lambda moment: seen.append(moment.phase))
    player.play()
    run(player, clock, 2 * SWEEP_SECONDS + LOSS_SECONDS + 1)
    assert list(dict.fromkeys(seen)) == ["forward", "loss", "backward", "whole"]


def test_speed_multiplies_time(player, clock):
    player.speed = 4.0
    player.play()
    run(player, clock, SWEEP_SECONDS / 8)
    assert player._session.moment.step == pytest.approx(64, abs=1)


def test_faster_and_slower_walk_through_the_speeds_and_stop_at_the_ends(player):
    seen = []
    player.state_changed.connect(lambda: seen.append(player.speed))
    for _ in SPEEDS:
        player.faster()
    assert seen == [2.0, 4.0, 8.0]
    for _ in range(9):
        player.slower()
    assert player.speed == SPEEDS[0]


def test_a_laptop_that_slept_goes_on_where_it_was(player, clock):
    player.play()
    clock.now += 3600
    player.tick()
    assert player._session.moment.phase == "forward"
    assert player._session.moment.step < 10


def test_pause_and_play_lose_no_place(player, clock):
    player.play()
    run(player, clock, 1.0)
    player.toggle()
    place = player._session.moment
    assert not player.playing
    clock.now += 50
    player.toggle()
    player.tick()
    assert player._session.moment == place


def test_playing_a_told_story_begins_it_again(player):
    player._session.move(Moment("whole", 40.0))
    player.play()
    assert player._session.moment == begin()


def test_a_hand_on_the_cursor_pauses(player, clock):
    player.play()
    run(player, clock, 1.0)
    player._session.move(Moment("forward", 90.0))
    assert not player.playing
    player.play()
    run(player, clock, 0.1)
    assert player._session.moment.step > 90


def test_a_shorter_T_under_the_cursor_is_no_hand(player, clock):
    player.play()
    run(player, clock, 4.0)
    player._session.runner.answered.emit(made.pair(steps=20))
    assert player._session.moment.step == 20
    assert player.playing
    run(player, clock, 0.1)
    assert player._session.moment.phase == "loss"


def test_stepping_pauses_and_turns_at_the_end_of_the_story(player):
    player.play()
    player.step(1)
    assert (player.playing, player._session.moment) == (False, Moment("forward", 1.0))
    player.end()
    assert player._session.moment == Moment("forward", 128.0)
    player.step(1)
    assert player._session.moment.phase == "loss"
    player.step(-1)
    player.step(-1)
    assert player._session.moment == Moment("backward", 127.0)
    player.home()
    assert player._session.moment == Moment("backward", 0.0)
    player.to_start()
    assert player._session.moment == begin()


def test_reduced_motion_shows_few_places(qapp, clock):
    player = Player(made.session(made.pair(steps=1000)), autoplay=False, reduced_motion=True, clock=clock)
    seen = []
    player._session.moment_changed.connect(seen.append)
    player.play()
    run(player, clock, 2 * SWEEP_SECONDS + LOSS_SECONDS + 1)
    player.pause()
    assert len([moment for moment in seen if moment.phase == "forward"]) in range(8, 12)
    assert len([moment for moment in seen if moment.phase == "loss"]) == 1
    assert {moment.step % 100 for moment in seen if moment.phase != "loss"} == {0}
    assert player._session.moment.phase == "whole"


def test_the_first_answer_starts_it_by_itself_and_later_ones_do_not(qapp, clock):
    session = made.session()
    player = Player(session, clock=clock)
    assert not player.playing
    player.play()
    assert not player.playing, "there is nothing to play yet"
    session.runner.answered.emit(made.pair())
    assert player.playing
    player.pause()
    session.runner.answered.emit(made.pair(seed=2))
    assert not player.playing


def test_the_timer_ticks_about_sixty_times_a_second(qtbot):
    player = Player(made.session(made.pair()), autoplay=True)
    seen = []
    player._session.moment_changed.connect(seen.append)
    qtbot.wait(400)
    player.pause()
    assert 10 <= len(seen) <= 30
