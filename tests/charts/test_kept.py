"""What was found for a Result lives as long as the Result, and no longer."""

from __future__ import annotations

import gc
import weakref

import pytest

import gradviz
from gradviz.charts import CHARTS
from gradviz.charts.parts.kept import kept
from gradviz.errors import Cancelled
from gradviz.experiment import Experiment
from tests.charts.made import made


def test_an_answer_is_found_once_and_an_error_is_not_kept() -> None:
    result, calls = made(), []

    def find(asked):
        calls.append(asked)
        if len(calls) == 1:
            raise Cancelled("stopped")
        return len(calls)

    with pytest.raises(Cancelled):
        kept(result, "number", find)
    assert [kept(result, "number", find) for _ in range(3)] == [2, 2, 2]
    assert kept(made(), "number", lambda asked: 7) == 7


@pytest.mark.parametrize("name", ["spectrum", "slices", "influence", "equations"])
def test_a_picture_keeps_no_result_alive(name: str) -> None:
    result = gradviz.run(Experiment(steps=6, hidden_size=3, input_size=2, cell="lstm"))
    gone = weakref.ref(result)
    CHARTS[name](result)
    del result
    gc.collect()
    assert gone() is None
