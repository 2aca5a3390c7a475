"""Combinations of fields that contradict each other, and how each is resolved.

An Experiment refuses such a combination with the sentence of its rule. Where a combination comes
about by changing one field of a valid Experiment (a slider, ``--against``), `Experiment.adapt`
applies the repair and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gradviz.cells import CELLS

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Conflict:
    """A contradiction: the field at fault, the sentence, the repair and what the repair says."""

    field: str
    sentence: str
    repair: Mapping[str, Any]
    note: str


def _gate_bias(values: Values) -> Iterator[Conflict]:
    cell = CELLS[values["cell"]]
    for gate in ("forget", "update"):
        name = f"{gate}_bias"
        if values[name] is not None and gate not in cell.gates:
            article = "an" if gate == "update" else "a"
            having = ", ".join(other.name for other in CELLS.values() if gate in other.gates)
            yield Conflict(
                name,
                f"{name} belongs to a cell with {article} {gate} gate ({having}); {cell.name} has none: leave it out.",
                {name: None},
                f"the {gate} bias was dropped: {cell.label} has no {gate} gate",
            )


def _next_char(values: Values) -> Iterator[Conflict]:
    if values["loss"] != "next_char":
        return
    if missing := _missing(values):
        field, sentence, note = missing
        sentence = f"loss='next_char' is the cross-entropy of a model's prediction: {sentence}, or another loss."
        yield Conflict(field, sentence, {"loss": "last"}, f"the loss is v·h at one step: {note}")
        return
    length, name = len(values["text"]), "steps" if values["loss_step"] is None else "loss_step"
    if length > values[name]:
        return
    moved = f"{'T was set' if name == 'steps' else 'the loss moved'} to {length - 1}, before the last character"
    yield Conflict(
        "text",
        f"text has {length} characters, and loss='next_char' predicts the one after {name} = {values[name]}: "
        f"give at least {values[name] + 1}, or a smaller {name}.",
        {name: length - 1} if length > 1 else {"loss": "last"},
        moved if length > 1 else "the loss is v·h at one step: the text has no next character",
    )


def _missing(values: Values) -> tuple[str, str, str] | None:
    """Return what is missing to predict a character: the field, what would be right, and a note; None if nothing."""
    if values["model"] is None:
        return "model", "choose a model with a read-out", "there is no model that predicts"
    if not values["has_readout"]:
        return "model", "this one has no read-out; choose a model with one", "the model has no read-out"
    if values["input"] != "text":
        return "input", "choose input='text', which it reads", "no text is read"
    return None


def _loss_step(values: Values) -> Iterator[Conflict]:
    step, steps = values["loss_step"], values["steps"]
    if step is None:
        return
    if values["loss"] == "every":
        sentence = "loss_step chooses one step, and loss='every' uses them all: leave loss_step out or use loss='last'."
        yield Conflict("loss_step", sentence, {"loss_step": None}, "the loss is at every step")
    elif step > steps:
        sentence = f"loss_step must be between 1 and steps = {steps}; you gave {step}."
        yield Conflict("loss_step", sentence, {"loss_step": None}, f"the loss moved to the last step, {steps}")


def _text(values: Values) -> Iterator[Conflict]:
    if values["input"] != "text":
        return
    length, steps = len(values["text"]), values["steps"]
    if values["model"] is not None and values["alphabet"] is None:
        yield Conflict(
            "input",
            "input='text' needs the model's alphabet, which its file does not say: save it as safetensors with "
            "metadata={'alphabet': json.dumps([…])}, the characters in order, or choose another input.",
            {"input": "noise"},
            "the input is noise: the model's file does not say its alphabet",
        )
    elif length == 0:
        yield Conflict("text", "text is empty: give some text, or choose another input.", {"input": "noise"},
                       "the input stays noise until there is a text")  # fmt: skip
    elif length < steps:
        yield Conflict(
            "text",
            f"text has {length} characters, one a step: give at least {steps}, or steps = {length} or fewer.",
            {"steps": length},
            f"T was set to {length}, the length of the text",
        )


RULES: tuple[Callable[[Values], Iterator[Conflict]], ...] = (_gate_bias, _text, _next_char, _loss_step)


def conflicts(values: Values) -> Iterator[Conflict]:
    """Yield every contradiction among the ``values`` of all fields.

    With a model, its cell and sizes stand among them, and its ``alphabet`` and ``has_readout`` beside them.
    """
    for rule in RULES:
        yield from rule(values)
