"""What a trained model says of a question: its cell and sizes stand in the place of some fields, whatever was given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gradviz.errors import ExperimentError, GradvizError

if TYPE_CHECKING:
    from gradviz.models import Header

Values = Mapping[str, Any]

_SIZES = ("cell", "hidden_size", "input_size", "layers")


def header_of(model: str | None) -> Header | None:
    """Return what a model's file says of its network; None without a model.

    Raises
    ------
    ExperimentError
        When there is no such model, or it is none; it names the field ``model``.
    """
    if model is None:
        return None
    from gradviz.models import header  # reading a model takes numpy, asking without one does not

    try:
        return header(model)
    except GradvizError as error:
        raise ExperimentError(f"model cannot be used: {error}", "model") from error


def fields_of(header: Header | None) -> dict[str, Any]:
    """Return the fields that a model has values of its own for."""
    return {} if header is None else {name: getattr(header, name) for name in _SIZES}


def with_model(values: Values, header: Header | None) -> dict[str, Any]:
    """Return the values of all fields as the rules see them: with those of the model, and what it can do."""
    about = {} if header is None else {"alphabet": header.alphabet, "has_readout": header.has_readout}
    return {**values, **fields_of(header), **about}


def is_another(values: Values, header: Header | None) -> bool:
    """Return whether the values are those of another network than the model's; not for its input's size."""
    return any(values[name] != own for name, own in fields_of(header).items() if name != "input_size")


def counts_characters(values: Values) -> bool:
    """Return whether the input's size is that of an alphabet."""
    return values["input"] == "text" or values["model"] is not None
