"""The question: one frozen, validated description of a run, spoken by every part of gradviz."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from gradviz.cells import CELLS
from gradviz.errors import ExperimentError, did_you_mean
from gradviz.fields import Choice, Field, declare
from gradviz.rules import conflicts


def _having(gate: str) -> tuple[str, ...]:
    return tuple(cell.name for cell in CELLS.values() if gate in cell.gates)


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """One question to a recurrent network: frozen, hashable, validated when built.

    Every parameter is keyword-only; `FIELDS` holds the label, symbol, unit, range and help of
    each. With ``input="text"``, ``input_size`` is always the number of distinct characters of
    ``text`` (one-hot over the text's own alphabet), whatever was given.

    Raises
    ------
    ExperimentError
        When a field is unknown, has the wrong type or is out of range, or when two fields
        contradict each other; the error names the field and what would be right.
    """

    cell: str = declare("rnn_tanh", Field(
        "Cell", "The recurrence: what one step does.", "choice", group="main",
        choices=tuple(Choice(cell.name, cell.label, cell.description) for cell in CELLS.values())))  # fmt: skip
    steps: int = declare(128, Field(
        "Steps", "Sequence length: over how many steps the network runs and the gradient flows back.", "int", "T",
        "steps", "main", shared=True, minimum=1, maximum=100_000, drag=(1, 4096), log=True))  # fmt: skip
    spectral_radius: float | None = declare(0.9, Field(
        "Spectral radius", "The largest |eigenvalue| to which W_hh is scaled (each gate's block of it).", "float",
        "ρ", "", "main", minimum=0, none="as drawn", drag=(0, 2), mark=1))  # fmt: skip
    hidden_size: int = declare(64, Field(
        "Hidden units", "The number of units in each layer.", "int", "H", "units", "main", minimum=1,
        drag=(1, 512), log=True))  # fmt: skip
    forget_bias: float | None = declare(None, Field(
        "Forget bias", "Total bias (b_ih + b_hh) of the forget gate; 3 opens it to about 0.95.", "float", "b_f", "",
        "main", none="as drawn", drag=(-2, 6), mark=0, cells=_having("forget")))  # fmt: skip
    update_bias: float | None = declare(None, Field(
        "Update bias", "Total bias (b_iz + b_hz) of the update gate; 3 keeps about 0.95 of the state.", "float",
        "b_z", "", "main", none="as drawn", drag=(-2, 6), mark=0, cells=_having("update")))  # fmt: skip
    layers: int = declare(1, Field(
        "Layers", "How many recurrent layers are stacked; the loss is on the top one.", "int", "", "layers",
        minimum=1))  # fmt: skip
    init: str = declare("gaussian", Field(
        "Initialisation", "How the weights are drawn before W_hh is scaled.", "choice", choices=(
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
            Choice("text", "text", "one character a step, one-hot over the text’s own alphabet"))))  # fmt: skip
    input_scale: float = declare(1.0, Field(
        "Input scale", "The standard deviation of the input noise.", "float", "σ", "",
        "input", True, minimum=0, when=("input", ("noise", "impulse"))))  # fmt: skip
    input_size: int = declare(32, Field(
        "Input size", "The length of x_t; for text it is the size of the alphabet.", "int", "I", "inputs", "input",
        True, minimum=1, when=("input", ("noise", "zeros", "impulse"))))  # fmt: skip
    text: str = declare("", Field(
        "Text", "The text that is read, one character a step.", "text", "", "characters", "input", True,
        when=("input", ("text",))))  # fmt: skip
    batch_size: int = declare(1, Field(
        "Sequences", "How many sequences run side by side.", "int", "B", "sequences", "input", True,
        minimum=1))  # fmt: skip
    loss: str = declare("last", Field(
        "Loss", "Where the loss is measured.", "choice", group="loss", shared=True, choices=(
            Choice("last", "one step", "L = v·h at one step, v ~ N(0, 1)"),
            Choice("every", "every step", "L = Σ v·h_t over all steps, v ~ N(0, 1)"))))  # fmt: skip
    loss_step: int | None = declare(None, Field(
        "Loss step", "The step whose loss is injected.", "int", "t_L", "", "loss", True, minimum=1,
        none="the last step", when=("loss", ("last",))))  # fmt: skip
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
        for name, field in FIELDS.items():
            object.__setattr__(self, name, field.check(getattr(self, name)))
        for conflict in conflicts(self.to_dict()):
            raise ExperimentError(conflict.sentence, conflict.field)
        if self.input == "text":
            object.__setattr__(self, "input_size", len(self.alphabet))

    @property
    def alphabet(self) -> tuple[str, ...]:
        """The distinct characters of ``text``, sorted: the order of the one-hot input."""
        return tuple(sorted(set(self.text)))

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
        return type(self)(**{**self.to_dict(), **values})

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
        while conflict := next(conflicts(merged), None):
            merged.update(conflict.repair)
            notes.append(conflict.note)
        if self.input == "text" and merged["input"] != "text" and "input_size" not in values:
            merged["input_size"] = type(self).input_size
        return type(self)(**merged), tuple(notes)


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
