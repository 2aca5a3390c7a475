"""A script that uses gradviz: the same question to the same engine, and its picture."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gradviz.charts.chart import Array
from gradviz.charts.markup import to_plain
from gradviz.charts.question import question
from gradviz.experiment import Experiment
from gradviz.paper.scripts.kind import Kind, Script
from gradviz.paper.scripts.network import LONGEST, Network
from gradviz.paper.scripts.words import docstring, literal, measured
from gradviz.paper.scripts.writing import LOAD
from gradviz.result import Result
from gradviz.version import VERSION


def make(results: tuple[Result, ...]) -> Script:
    """Return the script: every network's question, its run, and the picture of all."""
    networks = [Network(result, "ab"[i], len(results) > 1) for i, result in enumerate(results)]
    arrays = {network.named(name): array for network in networks for name, array in _arrays(network)}
    lines = [*docstring(f"{to_plain(question(*results))}."), "", f"gradviz {VERSION} wrote this.", '"""', ""]
    lines += ["import numpy as np", "", "import gradviz", "", LOAD] if arrays else ["import gradviz", ""]
    for network in networks:
        lines += _network(network)
    letters = ", ".join(_result(network) for network in networks)
    lines += ["", f'gradviz.show({letters}, chart="lecture").save(__file__[:-3] + ".png")']
    return Script("\n".join(lines) + "\n", arrays)


def _arrays(network: Network) -> Iterator[tuple[str, Array]]:
    result = network.result
    if "weights" in result.explicit:
        yield from result.weights.items()
    yield from ((name, array) for name, array in result.explicit.items() if name != "weights")
    if len(text := _text(network.asked)) > LONGEST:
        yield "text", np.array(text)


def _network(network: Network) -> Iterator[str]:
    explicit = network.result.explicit
    yield f"experiment = gradviz.Experiment({_fields(network)})"
    given = []
    if "weights" in explicit:
        names = ", ".join(literal(name) for name in network.result.weights)
        yield f"weights = {{name: arrays[{_key(network)}] for name in ({names},)}}"
        given.append("weights=weights")
    states = [_read(network, name) for name in ("initial_hidden", "initial_cell") if name in explicit]
    if states:
        given.append(f"initial_state={states[0] if len(states) == 1 else '(' + ', '.join(states) + ')'}")
    given += [f"{name}={_read(network, name)}" for name in ("inputs", "loss_gradient") if name in explicit]
    yield f"{_result(network)} = gradviz.run({', '.join(['experiment', *given])})"
    sequences = "" if network.batched else ", 0"
    yield f"{network.curve} = {_result(network)}.log10_grad_hidden[-1, :{sequences}]  # the top layer, t = 0 … T"
    yield measured(network)


def _result(network: Network) -> str:
    return f"result_{network.letter}" if network.several else "result"


def _text(asked: Experiment) -> str:
    """Return as much of the text as the question needs: what is read and predicted, and the same alphabet."""
    if asked.model is not None:
        return asked.text[: asked.steps + 1]
    read = asked.text[: asked.steps]
    return read + "".join(sign for sign in asked.alphabet if sign not in read)


def _fields(network: Network) -> str:
    """Return what of a question is not the default, as arguments; of a model's own sizes nothing is said."""
    asked = network.asked
    own = ["cell", "hidden_size", "input_size", "layers"] if asked.model is not None else []
    own += ["input_size"] if asked.input == "text" else []
    said = {name: value for name, value in asked.to_dict().items() if value != getattr(Experiment, name)}
    words = {name: literal(value) if isinstance(value, str) else repr(value) for name, value in said.items()}
    if "text" in words:
        text = _text(asked)
        words["text"] = literal(text) if len(text) <= LONGEST else f"str({_read(network, 'text')})"
    return ", ".join(f"{name}={value}" for name, value in words.items() if name not in own)


def _read(network: Network, name: str) -> str:
    return f'arrays["{network.named(name)}"]'


def _key(network: Network) -> str:
    return f'f"{network.named("{name}")}"' if network.several else "name"


KIND = Kind("gradviz", "gradviz itself", 20, make)
