"""What a network is called beside another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradviz.cells import CELLS
from gradviz.charts.question import distinctions, model_name

if TYPE_CHECKING:
    from gradviz.result import Result


def name_of(result: Result) -> str:
    """Return the words that tell this network from another one: ``LSTM, forget bias 3``, ``LSTM, prose trained``."""
    experiment = result.experiment
    words = [CELLS[experiment.cell].label]
    if experiment.model is not None:
        words.append(f"{model_name(experiment.model)} {experiment.model_weights}")
    if result.is_drawn and experiment.forget_bias is not None:
        words.append(f"forget bias {experiment.forget_bias:g}")
    if result.is_drawn and experiment.update_bias is not None:
        words.append(f"update bias {experiment.update_bias:g}")
    if "weights" in result.explicit:
        words = [words[0], "own weights"]
    return ", ".join(words)


def names_of(*results: Result) -> tuple[str, ...]:
    """Return the words for every network; where they are the same for two, with the fields that differ."""
    names = [name_of(result) for result in results]
    if len(set(names)) == len(names):
        return tuple(names)
    pairs = zip(names, distinctions(*results), strict=True)
    return tuple(f"{name}, {own}" if own and own not in name else name for name, own in pairs)
