"""Pictures that stand together are one picture: all panels, the words of the first."""

from __future__ import annotations

from gradviz.charts import CHARTS
from gradviz.charts.arranged import Arranged, arranged, columns_of
from tests.charts.made import lstm_like, tanh_rnn

A, B = tanh_rnn(steps=12, size=4), lstm_like(steps=12, size=4)
GRADIENT, WHY, MAPS = (CHARTS[name](A, B) for name in ("gradient", "why", "activations"))


def test_a_single_picture_is_itself():
    assert arranged([GRADIENT]) is GRADIENT
    assert columns_of(GRADIENT) == 1


def test_several_have_all_panels_and_the_words_of_the_first():
    both = arranged([GRADIENT, arranged([WHY, MAPS], beside=True, shares=(2, 1))])
    assert both.panels == (*GRADIENT.panels, *WHY.panels, *MAPS.panels)
    assert (both.title, both.sentences, both.question) == (GRADIENT.title, GRADIENT.sentences, GRADIENT.question)
    assert both.experiments == GRADIENT.experiments
    assert both.time == GRADIENT.time


def test_columns_are_counted_through_groups():
    pair = arranged([WHY, MAPS], beside=True)
    assert columns_of(arranged([GRADIENT, pair])) == 2
    assert columns_of(arranged([arranged([GRADIENT, WHY]), pair], beside=True)) == 3
    assert isinstance(pair, Arranged)
