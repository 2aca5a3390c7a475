"""The question: one frozen, validated description of a run, spoken by every part of gradviz."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gradviz.cells import CELLS
from gradviz.errors import ExperimentError, did_you_mean
from gradviz.fields import Choice, Field, declare
from gradviz.modelled import counts_characters, fields_of, header_of, is_another, with_model
from gradviz.rules import conflicts

if TYPE_CHECKING:
    from gradviz.models import Header


def _having(gate: str) -> tuple[str, ...]:
    return tuple(cell.name for cell in CELLS.values() if gate in cell.gates)


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """One question to a recurrent network: frozen, hashable, validated when built.

    Every parameter is keyword-only; `FIELDS` holds the label, symbol, unit, range and help of
    each. With ``input="text"``, ``input_size`` is always the number of distinct characters of
    ``text`` (one-hot over the text's own alphabet), whatever was given. With a ``model``, cell,
    hidden_size, input_size, layers and the alphabet are the model's, whatever was given; its file is
    looked at when the Experiment is built.

    Raises
    ------
    ExperimentError
        When a field is unknown, has the wrong type or is out of range, or when two fields
        contradict each other; the error names the field and what would be right.
    """

    cell: str = declare("rnn_tanh", Field(
        "Cell", "The recurrence: what one step does.", "choice", group="main", of_model="sizes",
        choices=tuple(Choice(cell.name, cell.label, cell.description) for cell in CELLS.values())))  # fmt: skip
    model: str | None = declare(None, Field(
        "Model", "A trained character model, by its name or its file: cell, sizes and weights come from it.", "model",
        group="main", none="none"))  # fmt: skip
    model_weights: str = declare("trained", Field(
        "Weights", "Whether the model’s own weights are used, or fresh ones for the same network.", "choice",
        group="main", when=("model", ()), choices=(
            Choice("trained", "trained", "the model’s own"),
            Choice("untrained", "untrained", "fresh weights of the same cell, sizes and alphabet, drawn by the "
                   "initialisation fields; the read-out as PyTorch draws it"))))  # fmt: skip
    steps: int = declare(128, Field(
        "Steps", "Sequence length: over how many steps the network runs and the gradient flows back.", "int", "T",
        "steps", "main", shared=True, minimum=1, maximum=100_000, drag=(1, 4096), log=True))  # fmt: skip
    spectral_radius: float | None = declare(0.9, Field(
        "Spectral radius", "The largest |eigenvalue| to which W_hh is scaled (each gate's block of it).", "float",
        "ρ", "", "main", minimum=0, none="as drawn", drag=(0, 2), mark=1, of_model="weights"))  # fmt: skip
    hidden_size: int = declare(64, Field(
        "Hidden units", "The number of units in each layer.", "int", "H", "units", "main", minimum=1,
        drag=(1, 512), log=True, of_model="sizes"))  # fmt: skip
    forget_bias: float | None = declare(None, Field(
        "Forget bias", "Total bias (b_ih + b_hh) of the forget gate; 3 opens it to about 0.95.", "float", "b_f", "",
        "main", none="as drawn", drag=(-2, 6), mark=0, cells=_having("forget"),
        of_model="weights"))  # fmt: skip
    update_bias: float | None = declare(None, Field(
        "Update bias", "Total bias (b_iz + b_hz) of the update gate; 3 keeps about 0.95 of the state.", "float",
        "b_z", "", "main", none="as drawn", drag=(-2, 6), mark=0, cells=_having("update"),
        of_model="weights"))  # fmt: skip
    layers: int = declare(1, Field(
        "Layers", "How many recurrent layers are stacked; the loss is on the top one.", "int", "", "layers",
        minimum=1, of_model="sizes"))  # fmt: skip
    init: str = declare("gaussian", Field(
        "Initialisation", "How the weights are drawn before W_hh is scaled.", "choice", of_model="weights", choices=(
            Choice("gaussian", "Gaussian", "W_hh ~ N(0, 1/H), W_ih ~ N(0, 1/I), biases 0"),
            Choice("normal", "N(0, 1)", "W_hh ~ N(0, 1), W_ih ~ N(0, 1/I), biases 0; keep ρ as drawn"),
            Choice("orthogonal", "orthogonal", "W_hh a random rotation, W_ih ~ N(0, 1/I), biases 0"),
            Choice("identity", "identity", "W_hh the identity, W_ih ~ N(0, 1/I), biases 0"),
            Choice("torch", "PyTorch’s default", "every parameter uniform in ±1/√H"),
            Choice("uniform", "uniform", "every parameter uniform in ±0.08"))))  # fmt: skip
    truncation: int | None = declare(None, Field(
        "Truncation", "Truncated BPTT: the state handed on after every K-th step is detached.", "int", "K", "steps",
        minimum=1, none="off"))  # fmt: skip
    clip: str = declare("none", Field(
        "Clipping", "What is done to the parameter gradients when they are large.", "choice", choices=(
            Choice("none", "off", "the gradients are left as they are"),
            Choice("norm", "by norm", "all gradients jointly scaled so that their norm is at most θ"),
            Choice("value", "by value", "every entry clamped to ±θ"))))  # fmt: skip
    clip_threshold: float = declare(5.0, Field(
        "Threshold", "The largest norm, or the largest entry, that clipping lets through.", "float", "θ",
        above=0))  # fmt: skip
    input: str = declare("noise", Field(
        "Input", "What the network reads.", "choice", group="input", shared=True, choices=(
            Choice("noise", "noise", "independent N(0, σ²) at every step"),
            Choice("zeros", "zeros", "nothing at all"),
            Choice("impulse", "impulse", "N(0, σ²) at step 1, nothing afterwards"),
            Choice("text", "text", "one character a step, one-hot over the model’s alphabet or its own"))))  # fmt: skip
    input_scale: float = declare(1.0, Field(
        "Input scale", "The standard deviation of the input noise.", "float", "σ", "",
        "input", True, minimum=0, when=("input", ("noise", "impulse"))))  # fmt: skip
    input_size: int = declare(32, Field(
        "Input size", "The length of x_t; for text it is the size of the alphabet.", "int", "I", "inputs", "input",
        True, minimum=1, when=("input", ("noise", "zeros", "impulse")), of_model="sizes"))  # fmt: skip
    text: str = declare("", Field(
        "Text", "The text that is read, one character a step.", "text", "", "characters", "input", True,
        when=("input", ("text",))))  # fmt: skip
    batch_size: int = declare(1, Field(
        "Sequences", "How many sequences run side by side.", "int", "B", "sequences", "input", True,
        minimum=1))  # fmt: skip
    loss: str = declare("last", Field(
        "Loss", "Where the loss is measured.", "choice", group="loss", shared=True, choices=(
            Choice("last", "one step", "L = v·h at one step, v ~ N(0, 1)"),
            Choice("every", "every step", "L = Σ v·h_t over all steps, v ~ N(0, 1)"),
            Choice("next_char", "next character", "cross-entropy, in nats, of the model’s prediction of the character "
                   "after the loss step"))))  # fmt: skip
    loss_step: int | None = declare(None, Field(
        "Loss step", "The step whose loss is injected.", "int", "t_L", "", "loss", True, minimum=1,
        none="the last step", when=("loss", ("last", "next_char"))))  # fmt: skip
    seed: int = declare(0, Field(
        "Seed", "Which random draw of weights, inputs and loss.", "int", "", "", "machine", True, minimum=0,
        maximum=2**63 - 1))  # fmt: skip
    dtype: str = declare("float64", Field(
        "Precision", "The floating-point type of the computation.", "choice", group="machine", shared=True, choices=(
            Choice("float64", "float64", "double precision: exact to about 15 digits"),
            Choice("float32", "float32", "single precision, as in training"))))  # fmt: skip
    device: str = declare("auto", Field(
        "Device", "Where it is computed; auto takes the best there is.", "device", group="machine",
        shared=True))  # fmt: skip

    def __new__(cls, **values: Any) -> Experiment:
        """Refuse unknown fields with a sentence before the dataclass sees them."""
        _refuse_unknown(values)
        return super().__new__(cls)

    def __post_init__(self) -> None:
        self._settle(None)

    def _settle(self, header: Header | None) -> None:
        """Check all fields; ``header`` is what the model says, None: what its file says now."""
        for name, field in FIELDS.items():
            object.__setattr__(self, name, field.check(getattr(self, name)))
        object.__setattr__(self, "_recorded", header is not None)
        object.__setattr__(self, "_header", header or header_of(self.model))
        for name, value in fields_of(self.header).items():
            object.__setattr__(self, name, value)
        for conflict in conflicts(with_model(self.to_dict(), self.header)):
            raise ExperimentError(conflict.sentence, conflict.field)
        if self.input == "text" and self.header is None:
            object.__setattr__(self, "input_size", len(self.alphabet))

    @property
    def header(self) -> Header | None:
        """What the model says of its network; None without a model."""
        found: Header | None = self.__dict__["_header"]
        return found

    @property
    def alphabet(self) -> tuple[str, ...]:
        """The order of the one-hot input: the model's alphabet; without one, the sorted characters of ``text``."""
        if self.header is not None:
            return self.header.alphabet or ()
        return tuple(sorted(set(self.text)))

    @property
    def is_trained(self) -> bool:
        """Whether the weights are a model's own: init, spectral_radius and the bias fields then say nothing."""
        return self.model is not None and self.model_weights == "trained"

    @property
    def has_readout(self) -> bool:
        """Whether it has a model that predicts the next character."""
        return self.header is not None and self.header.has_readout

    @classmethod
    def recorded(cls, values: Mapping[str, Any], header: Header | None) -> Experiment:
        """Return an Experiment as it was asked once, without a look at its model's file.

        Parameters
        ----------
        header
            What the model said of its network then; None without a model.

        Raises
        ------
        ExperimentError
            As for any Experiment.
        """
        _refuse_unknown(values)
        made = object.__new__(cls)
        for name in FIELDS:
            object.__setattr__(made, name, values.get(name, getattr(cls, name)))
        made._settle(header)
        return made

    def kept(self) -> Experiment:
        """Return an equal Experiment that a later change of its model's file does nothing to."""
        return self if self.__dict__["_recorded"] or self.header is None else self.recorded(self.to_dict(), self.header)

    def to_dict(self) -> dict[str, Any]:
        """Return all fields by name."""
        return {name: getattr(self, name) for name in FIELDS}

    def to_json(self) -> str:
        """Return the Experiment as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Experiment:
        """Return the Experiment that `to_json` wrote; absent fields take their defaults.

        Raises
        ------
        ExperimentError
            When the text is not a JSON object of valid fields.
        """
        try:
            values = json.loads(text)
        except (ValueError, TypeError, RecursionError) as error:
            raise ExperimentError(f"An experiment is one JSON object, and this is not JSON: {error}.") from None
        if not isinstance(values, dict):
            raise ExperimentError(f"An experiment is one JSON object; this is a {type(values).__name__}.")
        return cls(**values)

    def replace(self, **values: Any) -> Experiment:
        """Return a copy with some fields changed; what does not fit together is refused."""
        _refuse_unknown(values)
        return self._made({**self.to_dict(), **values}, "model" in values)

    def adapt(self, **values: Any) -> tuple[Experiment, tuple[str, ...]]:
        """Return a copy with some fields changed, and what had to give way to them.

        Where a changed field contradicts another one, the other one gives way (see
        `gradviz.rules`); each repair adds one clause of text.

        Raises
        ------
        ExperimentError
            When a value is wrong in itself.
        """
        _refuse_unknown(values)
        merged = {**self.to_dict(), **{name: FIELDS[name].check(value) for name, value in values.items()}}
        notes: list[str] = []
        if "model" not in values and is_another(merged, self.header):
            merged["model"] = None
            notes.append("the model was left out: it has its own cell and sizes")
        keeps = self._keeps_to(merged["model"], "model" in values)
        header = self.header if keeps else header_of(merged["model"])
        while conflict := next(conflicts(with_model(merged, header)), None):
            merged.update(conflict.repair)
            notes.append(conflict.note)
        if "input_size" not in values and counts_characters(self.to_dict()) and not counts_characters(merged):
            merged["input_size"] = type(self).input_size
        return self._made(merged, "model" in values), tuple(notes)

    def _keeps_to(self, model: str | None, chosen: bool) -> bool:
        """Return whether what the model once said still counts; not where it is chosen once more."""
        return bool(self.__dict__["_recorded"]) and model == self.model and not chosen

    def _made(self, values: Mapping[str, Any], chosen: bool) -> Experiment:
        if self._keeps_to(values["model"], chosen):
            return self.recorded(values, self.header)
        return type(self)(**values)


def _refuse_unknown(values: Mapping[str, Any]) -> None:
    for name in values:
        if name not in FIELDS:
            hint = did_you_mean(name, FIELDS) or f"; the fields are {', '.join(FIELDS)}."
            raise ExperimentError(f"There is no field named {name}{hint}", name)


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        field.name: dataclasses.replace(field.metadata["field"], name=field.name)
        for field in dataclasses.fields(Experiment)
    }
)
"""The description of every Experiment field, by name, in the order of a form."""
