"""The answer over a grid of questions: frozen, read-only norms with the question they vary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from gradviz.experiment import Experiment
from gradviz.result import Array


@dataclass(frozen=True, eq=False, kw_only=True)
class Sweep:
    """How the gradient flowed back in every configuration of a grid.

    Attributes
    ----------
    experiment
        The question that the grid varies; the swept fields and the seed have the values of ``axes``.
    axes : name → values
        The swept fields in the order in which they were given, and ``seed`` last.
    log10_grad_hidden : (*axes, T + 1)
        log10 ‖∂L/∂h_t‖₂ of the top layer for t = 0 … T, −inf only for a true zero. T is the longest of a
        sweep over ``steps``; a shorter configuration has NaN behind its own last step.
    log10_grad_cell : (*axes, T + 1) or None
        log10 ‖∂L/∂c_t‖₂, likewise, of a cell that has a c_t.
    seconds : float
        How long the computation took.
    device : str
        Where it ran.
    versions : name → text
        Of gradviz, numpy, torch and Python.
    """

    experiment: Experiment
    axes: Mapping[str, tuple[Any, ...]]
    log10_grad_hidden: Array
    log10_grad_cell: Array | None
    seconds: float
    device: str
    versions: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "axes", MappingProxyType({name: tuple(self.axes[name]) for name in self.axes}))
        object.__setattr__(self, "versions", MappingProxyType(dict(self.versions)))
        for name in ("log10_grad_hidden", "log10_grad_cell"):
            if (array := getattr(self, name)) is not None:
                view = array.view()
                view.flags.writeable = False
                object.__setattr__(self, name, view)
