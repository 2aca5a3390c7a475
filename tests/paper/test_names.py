"""Names on paper, of measured curves, on a narrow page: none covers another, none leaves the page."""

import pytest

import gradviz
from gradviz import Experiment
from gradviz.charts import CHARTS
from tests.paper.test_pictures import no_word_leaves_or_covers

LINEAR = Experiment(cell="rnn_linear", steps=24, hidden_size=6, spectral_radius=1.0)
PAIRS = {
    "apart": (Experiment(steps=40), Experiment(steps=40, cell="lstm", forget_bias=3.0)),
    "on each other": (LINEAR.replace(init="orthogonal"), LINEAR.replace(init="identity")),
}
NAMED = ("gradient", "lecture", "why", "quantities")


@pytest.fixture(scope="module", params=PAIRS)
def results(request):
    return [gradviz.run(experiment) for experiment in PAIRS[request.param]]


@pytest.mark.parametrize("name", NAMED)
def test_no_name_covers_another(results, name):
    no_word_leaves_or_covers(CHARTS[name](*results, at=10), 240.0)
