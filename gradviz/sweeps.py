"""The answer over a grid of questions: frozen, read-only norms with the question they vary; .npz in and out."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from gradviz import archive
from gradviz.experiment import Experiment
from gradviz.result import Array, Result

_NORMS = ("log10_grad_hidden", "log10_grad_cell")


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
        sweep over ``steps``; a shorter configuration has NaN behind its own last step, and one that a sweep
        under way has not come to is NaN throughout.
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
        for name in _NORMS:
            if (array := getattr(self, name)) is not None:
                view = array.view()
                view.flags.writeable = False
                object.__setattr__(self, name, view)

    @property
    def known(self) -> Array:
        """Which configurations are finished: (*axes), bool; all of them once `gradviz.sweep` has returned."""
        return ~np.isnan(self.log10_grad_hidden[..., 0])

    @property
    def done(self) -> float:
        """The share of configurations that are finished, 0 to 1."""
        return float(self.known.mean())

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write everything to one compressed ``.npz`` file, whole or not at all; `gradviz.load` brings it back.

        Raises
        ------
        FileError
            When the place cannot be written to.
        """
        about: dict[str, Any] = {"kind": "sweep", "experiment": self.experiment.to_dict(), "axes": dict(self.axes)}
        about |= {"seconds": self.seconds, "device": self.device, "versions": dict(self.versions)}
        norms = {name: getattr(self, name) for name in _NORMS}
        archive.write(path, about, {name: array for name, array in norms.items() if array is not None})

    @classmethod
    def rebuilt(cls, about: dict[str, Any], arrays: Mapping[str, Array]) -> Sweep:
        """Return the Sweep whose words and arrays a file held; whatever is wrong with them is raised."""
        found = cls(**{**about, "experiment": Experiment(**about["experiment"]), "log10_grad_cell": None, **arrays})
        shape = *(len(values) for values in found.axes.values()), found.log10_grad_hidden.shape[-1]
        if any(array.shape != shape or array.dtype != float for array in arrays.values()):
            raise ValueError("The norms do not fit the axes.")
        return found


def load(path: str | os.PathLike[str]) -> Result | Sweep:
    """Read what `Result.save` or `Sweep.save` wrote; nothing in the file can run code.

    Returns
    -------
    Result or Sweep
        Whichever the file holds.

    Raises
    ------
    FileError
        When the file is missing, unreadable, or not a gradviz result.
    """
    return archive.read(path, _rebuilt)


def _rebuilt(about: dict[str, Any], arrays: dict[str, Array]) -> Result | Sweep:
    kinds: dict[str, Callable[..., Result | Sweep]] = {"result": Result.rebuilt, "sweep": Sweep.rebuilt}
    return kinds[about.pop("kind", "result")](about, arrays)  # files of the first versions do not say
