"""What became of many draws of one question."""

from __future__ import annotations

from decimal import Decimal

from gradviz.experiment import Experiment
from gradviz.fates import Fate, fate
from gradviz.lessons.computing import drawn
from gradviz.lessons.quantity import Argument, Quantity

_FATES = {"explode": Fate.EXPLODES, "hold": Fate.HOLDS, "vanish": Fate.VANISHES, "die": Fate.DIES}


def draws_that(experiment: Experiment, do: str, draws: int) -> Decimal:
    """Return how many of the seeds 0 … draws − 1 explode, hold, vanish or die (`gradviz.fates`)."""
    sweep = drawn(experiment, draws)
    return Decimal(int((fate(sweep.log10_grad_hidden, experiment.loss_step) == _FATES[do]).sum()))


_DRAWS = (r"# draws\b", r"\bdrawn # times\b")

QUANTITIES = (
    Quantity("draws_that", "how many of the first draws explode, hold, vanish or die", draws_that,
             {"do": Argument("vanish", choices=tuple(_FATES)), "draws": Argument(64, least=1, most=256, said=_DRAWS)},
             about="draws"),
)  # fmt: skip
