"""What was asked, in one line under a picture: the fields that matter, common ones once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gradviz.charts.words import short
from gradviz.experiment import FIELDS, Experiment
from gradviz.fields import Field

if TYPE_CHECKING:
    from gradviz.result import Result

_ALWAYS = ("input", "seed", "dtype")
_SIZES = ("hidden_size",)
"""What a model says of itself, and is worth saying."""
_ELSEWHERE = ("cell", "text", "device", "loss", "loss_step")
_OF_THE_WEIGHTS = tuple(name for name, field in FIELDS.items() if field.of_model == "weights")


def question(*results: Result) -> str:
    """Return the line: ``T = 128, H = 64, input noise, seed 0, float64 · A: ρ = 0.9 · B: ρ = 1.1``."""
    said = [_said(result) for result in results]
    common = [name for name in said[0] if all(other.get(name) == said[0][name] for other in said)]
    parts = [", ".join(said[0][name] for name in common)]
    for index, words in enumerate(said):
        own = [phrase for name, phrase in words.items() if name not in common]
        if own:
            parts.append(f"{'AB'[index]}: {', '.join(own)}")
    return " · ".join(part for part in parts if part)


def distinctions(*results: Result) -> tuple[str, ...]:
    """Return for every result what tells it from the others, at most two fields: ``ρ = 1.1, H = 32``."""
    said = [_said(result) for result in results]
    names = [name for name in FIELDS if len({words.get(name, "") for words in said}) > 1]
    return tuple(", ".join(words[name] for name in names[:2] if name in words) for words in said)


def phrase(field: Field, value: object) -> str:
    """Return one field and its value in markup: ``ρ = 0.9``, ``seed 0``, ``input noise``."""
    if field.kind == "model":
        return f"model {model_name(str(value))}" if value is not None else "no model"
    if field.kind == "choice":
        label = next(choice.label for choice in field.choices if choice.value == value)
        return label if field.name == "dtype" else f"{field.label.lower()} {label}"
    if isinstance(value, float):
        value = short(value, 6)
    elif value is None:
        value = field.none
    return f"{field.symbol} = {value}" if field.symbol else f"{field.label.lower()} {value}"


def model_name(model: str) -> str:
    """Return what a model is called: its own name, or that of its file without folder and ending."""
    return re.sub(r"\.(safetensors|pth?)$", "", re.split(r"[\\/]", model)[-1])


def _said(result: Result) -> dict[str, str]:
    experiment = result.experiment
    said = {
        name: phrase(field, getattr(experiment, name)) for name, field in FIELDS.items() if _matters(field, experiment)
    }
    if "weights" in result.explicit:
        said = {name: words for name, words in said.items() if name not in (*_OF_THE_WEIGHTS, "model_weights")}
        said["weights"] = "own weights"
    if "inputs" in result.explicit:
        said = {name: words for name, words in said.items() if not name.startswith("input_")} | {"input": "own input"}
    if "initial_hidden" in result.explicit:
        said["initial_state"] = "own initial state"
    return said


def _matters(field: Field, experiment: Experiment) -> bool:
    value, values = getattr(experiment, field.name), experiment.to_dict()
    if field.name in _SIZES and experiment.model is not None:
        return True
    if field.name in _ELSEWHERE or not field.matters(values):
        return False
    if field.name == "clip_threshold":
        return experiment.clip != "none"
    main = field.group == "main" and value is not None
    return main or field.name in _ALWAYS or value != getattr(Experiment, field.name)
