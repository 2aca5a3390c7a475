import pytest

from gradviz.charts.moment import LOSS_SECONDS, SWEEP_SECONDS, Moment, advanced, begin, duration, moved, stepped


def test_the_story_runs_forward_then_the_loss_then_backward_then_all_is_shown():
    moment, phases = begin(), []
    for _ in range(1000):
        if not phases or phases[-1] != moment.phase:
            phases.append(moment.phase)
        moment = advanced(moment, 0.05, 128, 100)
    assert phases == ["forward", "loss", "backward", "whole"]


@pytest.mark.parametrize("steps", [100, 1000, 100_000])
def test_a_sweep_takes_the_same_time_whatever_its_length(steps):
    half = advanced(begin(), SWEEP_SECONDS / 2, steps, steps)
    assert half.phase == "forward"
    assert half.step == pytest.approx(steps / 2)


def test_a_short_sweep_is_not_rushed():
    assert advanced(begin(), 1.0, 2, 2).phase == "loss"
    assert advanced(begin(), 0.25, 8, 8).step == pytest.approx(1.0)


def test_backward_begins_at_the_loss():
    loss = advanced(Moment("forward", 127.9), 1.0, 128, 64)
    assert loss == Moment("loss", 64)
    assert advanced(loss, LOSS_SECONDS / 2, 128, 64).pulse == pytest.approx(0.5)
    assert advanced(loss, LOSS_SECONDS, 128, 64) == Moment("backward", 64)


def test_backward_runs_to_the_left_and_ends_with_everything_shown():
    assert advanced(Moment("backward", 64), 0.1, 128, 64).step < 64
    assert advanced(Moment("backward", 0.1), 1.0, 128, 64) == Moment("whole", 0.0)


def test_steps_turn_at_the_right_end_and_stop_at_the_left_one():
    assert stepped(Moment("forward", 128), 1, 128, 128).phase == "loss"
    assert stepped(Moment("loss", 128), -1, 128, 128) == Moment("backward", 128)
    assert stepped(Moment("backward", 128), 1, 128, 128).phase == "loss"
    assert stepped(begin(), -1, 128, 128) == begin()
    assert stepped(Moment("whole", 5.4), 1, 128, 128) == Moment("whole", 6)


def test_a_scrub_stays_inside_and_keeps_the_phase():
    assert moved(begin(), 400, 128) == Moment("forward", 128.0)
    assert moved(begin(), -3, 128) == Moment("forward", 0.0)
    assert moved(Moment("loss", 128), 60, 128).phase == "backward"


@pytest.mark.parametrize("first", [begin(), Moment("loss", 90), Moment("backward", 90)])
def test_a_story_takes_as_long_as_it_says(first):
    seconds, moment, passed = duration(first, 128, 90), first, 0.0
    while moment.phase != "whole":
        moment, passed = advanced(moment, 0.001, 128, 90), passed + 0.001
    assert passed == pytest.approx(seconds, abs=0.01)
    assert duration(Moment(), 128, 90) == 0
