"""The answer: frozen, read-only numpy arrays with the question that produced them."""

from __future__ import annotations

import dataclasses
import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz import archive
from gradviz.experiment import Experiment
from gradviz.models import Header

Array = npt.NDArray[Any]

_GROUPS = ("gates", "log10_grad_parameters", "parameter_gradients", "clipped_gradients", "weights", "explicit")


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Result:
    """What a network did and how its gradient flowed back, for every time step.

    T steps, B sequences, H hidden units, I inputs, L layers, G gates. Arrays with T + 1 entries
    run over t = 0 … T, where 0 is the initial state; with T entries, entry t − 1 is step t.
    All gradients are total derivatives of the loss L (every path counts), and their norms are
    base-10 logarithms of Euclidean norms, −inf only for a true zero.

    Attributes
    ----------
    experiment
        The question.
    hidden : (L, T + 1, B, H)
        h_t; ±inf where a linear or ReLU network's state left the range of floats (its gradients and
        the contributions to ∂L/∂W_hh are computed beyond it).
    cell_state : (L, T + 1, B, H) or None
        c_t of a cell that has one.
    gates : name → (L, T, B, H)
        The activations of each gate.
    log10_grad_hidden : (L, T + 1, B)
        log10 ‖∂L/∂h_t‖₂.
    log10_grad_cell : (L, T + 1, B) or None
        log10 ‖∂L/∂c_t‖₂.
    log10_grad_recurrent : (L, T)
        log10 of the Frobenius norm of step t's contribution to ∂L/∂W_hh, summed over the batch.
    log10_grad_input : (T, B)
        log10 ‖∂L/∂x_t‖₂.
    log10_grad_parameters : name → float
        log10 norm of each parameter's total gradient before clipping, never over- or underflowing.
    parameter_gradients, clipped_gradients : name → array, float64
        The total gradients in PyTorch's names and shapes, and the same after clipping. With the loss next_char
        the read-out's are among them, and clipping by norm takes all of them jointly; any other loss does not
        reach the read-out, and leaves it out.
    weights : name → array
        The weights that were used; of a model also its ``readout.weight`` (A, H) and ``readout.bias`` (A,).
    spectral_radius, largest_singular_value : (L, max(1, G))
        Of each block of W_hh.
    loss : float
        The value of L; ±inf where it left the range of floats. Of next_char the cross-entropy in nats, summed
        over the sequences.
    seconds : float
        How long the computation took.
    device : str
        Where it ran.
    versions : name → text
        Of gradviz, numpy, torch, Python, and llvmlite where it made machine code.
    note : str
        What the computation has to say of how it went, as a sentence; mostly nothing.
    explicit : name → array
        ``inputs``, ``initial_hidden``, ``initial_cell`` and ``loss_gradient`` where they were
        given to `run` explicitly; empty otherwise. ``weights`` is listed, as an empty array, when
        the weights were given.
    """

    experiment: Experiment
    hidden: Array
    cell_state: Array | None
    gates: Mapping[str, Array]
    log10_grad_hidden: Array
    log10_grad_cell: Array | None
    log10_grad_recurrent: Array
    log10_grad_input: Array
    log10_grad_parameters: Mapping[str, float]
    parameter_gradients: Mapping[str, Array]
    clipped_gradients: Mapping[str, Array]
    weights: Mapping[str, Array]
    spectral_radius: Array
    largest_singular_value: Array
    loss: float
    seconds: float
    device: str
    versions: Mapping[str, str]
    note: str = ""
    explicit: Mapping[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for item in dataclasses.fields(self):
            object.__setattr__(self, item.name, _frozen(getattr(self, item.name)))

    @property
    def is_drawn(self) -> bool:
        """Whether the fields of initialisation made the weights: neither given to `run`, nor a trained model's."""
        return "weights" not in self.explicit and not self.experiment.is_trained

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write everything to one compressed ``.npz`` file, whole or not at all.

        Raises
        ------
        FileError
            When the place cannot be written to.
        """
        archive.write(path, *_flatten(self))

    def __repr__(self) -> str:
        said = {name: value for name, value in self.experiment.to_dict().items() if value != getattr(Experiment, name)}
        fields = ", ".join(f"{name}={value if len(str(value)) <= 40 else '…'!r}" for name, value in said.items())
        return f"<gradviz.Result of Experiment({fields}) on {self.device}>"

    def _repr_png_(self) -> Any:
        """Return the picture of the lecture for a notebook; `gradviz.show` has all others."""
        return _picture(self)._repr_png_()

    def _repr_html_(self) -> str:
        return str(_picture(self)._repr_html_())

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002
        """Write what a notebook keeps beside the picture for those who read: the sentence and the question."""
        printer.text(repr(_picture(self)))

    @classmethod
    def rebuilt(cls, about: dict[str, Any], arrays: Mapping[str, Array]) -> Result:
        """Return the Result whose words and arrays a file held; whatever is wrong with them is raised."""
        asked, alphabet = about["experiment"], about.pop("alphabet", None)
        header = _header(asked, alphabet, arrays) if asked.get("model") is not None else None
        values: dict[str, Any] = {**about, "experiment": Experiment.recorded(asked, header)}
        values.update({"cell_state": None, "log10_grad_cell": None})
        values.update({name: {} for name in _GROUPS})
        for name, array in arrays.items():
            group, _, key = name.partition("/")
            if key:
                values[group][key] = float(array) if array.ndim == 0 else array
            else:
                values[name] = array
        return cls(**values)


def _header(asked: Mapping[str, Any], alphabet: list[str] | None, arrays: Mapping[str, Array]) -> Header:
    """Return what the model of a record said when it was asked: its file may be gone since."""
    signs = None if alphabet is None else tuple(alphabet)
    sizes = {name: asked[name] for name in ("cell", "hidden_size", "input_size", "layers")}
    return Header(**sizes, alphabet=signs, has_readout="weights/readout.weight" in arrays)


def _picture(result: Result) -> Any:
    """Return the picture of a result, by the public door: what draws lies above."""
    return importlib.import_module("gradviz").show(result)


def _frozen(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if value.flags.writeable:
            value = value.view()
            value.flags.writeable = False
        return value
    if isinstance(value, Mapping):
        return MappingProxyType({key: _frozen(entry) for key, entry in value.items()})
    return value


def _flatten(result: Result) -> tuple[dict[str, Any], dict[str, Array]]:
    arrays: dict[str, Array] = {}
    about: dict[str, Any] = {"experiment": result.experiment.to_dict()}
    if result.experiment.header is not None:
        about["alphabet"] = result.experiment.header.alphabet
    for item in dataclasses.fields(result):
        value = getattr(result, item.name)
        if isinstance(value, np.ndarray):
            arrays[item.name] = value
        elif item.name in _GROUPS:
            arrays.update({f"{item.name}/{key}": np.asarray(entry) for key, entry in value.items()})
        elif item.name != "experiment" and value is not None:
            about[item.name] = dict(value) if isinstance(value, Mapping) else value
    return about, arrays
