"""The one door through which lessons compute: the engine, fetched at the first call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradviz.control import Control
from gradviz.experiment import Experiment
from gradviz.result import Result
from gradviz.sweeps import Sweep

if TYPE_CHECKING:
    from typing import Any

    from gradviz.readings.told import Told
    from gradviz.readings.watch import Watch


def ran(experiment: Experiment, control: Control | None) -> Result:
    """Return what `gradviz.run` gives."""
    from gradviz.engine import run

    return run(experiment, control=control)


def drawn(experiment: Experiment, draws: int) -> Sweep:
    """Return what `gradviz.sweep` gives for the seeds 0 … draws − 1."""
    from gradviz.engine.sweeping import sweep

    radius = experiment.spectral_radius
    # a sweep can bring W_hh to its radius, and leaves one that is as drawn
    fields: dict[str, Any] = {} if radius is None else {"spectral_radius": [radius]}
    return sweep(experiment, seeds=range(draws), **fields)


def told(watch: Watch, control: Control | None) -> Told:
    """Return what comes of a network that reads."""
    from gradviz.readings.told import Told

    return Told(watch, control)
