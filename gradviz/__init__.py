"""gradviz: how gradients flow back through time in recurrent networks, measured and exact.

The public API, headless: nothing here imports Qt, and torch is imported by the first `run`.
"""

from __future__ import annotations

from gradviz.lazily import importing
from gradviz.version import VERSION

TYPE_CHECKING = False  # what type checkers take for true, without typing's ten milliseconds
if TYPE_CHECKING:
    from gradviz import theory
    from gradviz.checked import Check
    from gradviz.checking import check
    from gradviz.control import Control
    from gradviz.engine import run
    from gradviz.engine.inspecting import inspect
    from gradviz.engine.sweeping import sweep
    from gradviz.errors import Cancelled, ExperimentError, FileError, GradvizError
    from gradviz.experiment import FIELDS, Experiment
    from gradviz.paper.picture import Picture, show
    from gradviz.result import Result
    from gradviz.sweeps import Sweep, load

__version__ = VERSION

_HOMES = {
    "Cancelled": "gradviz.errors",
    "Check": "gradviz.checked",
    "Control": "gradviz.control",
    "Experiment": "gradviz.experiment",
    "ExperimentError": "gradviz.errors",
    "FIELDS": "gradviz.experiment",
    "FileError": "gradviz.errors",
    "GradvizError": "gradviz.errors",
    "Picture": "gradviz.paper.picture",
    "Result": "gradviz.result",
    "Sweep": "gradviz.sweeps",
    "check": "gradviz.checking",
    "inspect": "gradviz.engine.inspecting",
    "load": "gradviz.sweeps",
    "run": "gradviz.engine",
    "show": "gradviz.paper.picture",
    "sweep": "gradviz.engine.sweeping",
    "theory": "",
}

__all__ = [
    "FIELDS",
    "Cancelled",
    "Check",
    "Control",
    "Experiment",
    "ExperimentError",
    "FileError",
    "GradvizError",
    "Picture",
    "Result",
    "Sweep",
    "check",
    "devices",
    "inspect",
    "load",
    "run",
    "show",
    "sweep",
    "theory",
]


def devices() -> list[tuple[str, str]]:
    """Return the devices of this machine, best first, each as (name, description); imports torch."""
    from gradviz.engine.devices import available

    return available()


__getattr__ = importing(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
