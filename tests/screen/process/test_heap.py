"""Freed memory goes back when the window is calm."""

import time

from gradviz.screen.asking import runner as module
from gradviz.screen.asking.runner import Runner
from gradviz.screen.process import heap
from tests.screen.fakes import small


def test_giving_back_works_wherever_the_program_runs() -> None:
    heap.give_back()
    heap.give_back()


def test_a_calm_runner_gives_memory_back_once_after_each_question(qapp, qtbot, monkeypatch) -> None:
    given = []
    monkeypatch.setattr(module, "CALM", 0.05)
    monkeypatch.setattr(heap, "give_back", lambda: given.append(time.monotonic()))
    runner = Runner()
    qtbot.waitUntil(lambda: len(given) == 1)
    with qtbot.waitSignal(runner.answered):
        runner.ask(small())
    qtbot.waitUntil(lambda: len(given) == 2)
    time.sleep(0.2)
    assert len(given) == 2
    runner.close()


def test_pictures_of_other_networks_are_not_kept(qapp) -> None:
    import gradviz
    from gradviz.screen.asking.studio import Studio

    studio, question = Studio(), small()
    first = tuple(gradviz.run(experiment) for experiment in question.experiments())
    chart = studio.draw("gradient", question, first, (), 0, None)
    studio.draw("why", question, first, (), 0, None)
    assert studio.draw("gradient", question, first, (), 0, None) is chart
    other = tuple(gradviz.run(experiment) for experiment in question.experiments())
    studio.draw("why", question, other, (), 0, None)
    assert [name for name, _ in studio._drawn] == ["why"]
    assert studio.draw("gradient", question, first, (), 0, None) is not chart
