"""A script in plain torch, without gradviz: autograd through the textbook's recurrence, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.charts.markup import to_plain
from gradviz.charts.parts.names import names_of
from gradviz.charts.question import question
from gradviz.paper.scripts import drawing
from gradviz.paper.scripts.kind import Kind, Script
from gradviz.paper.scripts.network import Network
from gradviz.paper.scripts.recurrences import step
from gradviz.paper.scripts.words import docstring, inputs, literal, measured
from gradviz.paper.scripts.writing import LOAD
from gradviz.result import Result
from gradviz.version import VERSION

_DRAWS = {
    "draw": (
        "def draw(purpose, shape, layer=0):  # each purpose has its own stream of numbers, ~ N(0, 1)",
        "    return torch.from_numpy(np.random.default_rng([seed, purpose, layer]).standard_normal(shape))",
    ),
    "draw_flat": (
        "def draw_flat(bound, purpose, shape, layer=0):  # the same, ~ U(−bound, bound)",
        "    generator = np.random.default_rng([seed, purpose, layer])",
        "    return torch.from_numpy(generator.uniform(-bound, bound, shape))",
    ),
}


_CHAOS = [
    "",
    "This network amplifies rounding, as a gradient that explodes through tanh or gates says: two right",
    "computations of it agree for some steps and then part.",
]


def make(results: tuple[Result, ...]) -> Script:
    """Return the script: what all networks share, then each, then the picture."""
    networks = [Network(result, "ab"[i], len(results) > 1) for i, result in enumerate(results)]
    arrays = {name: array for network in networks for name, array in network.arrays().items()}
    names = [to_plain(name) for name in names_of(*results)]
    lines = [*_head(results, names, any(network.amplifies for network in networks)), *_shared(networks, bool(arrays))]
    for network, name in zip(networks, names, strict=True):
        lines += ["", *([f"# {network.letter.upper()}: {name}"] if network.several else [])]
        lines += [*_precision(network, networks[0]), *_network(network), _plotted(network, name), measured(network)]
    lines += ["", 'plt.xlabel("step t")', 'plt.ylabel("log10 ‖∂L/∂h_t‖")', "plt.legend()", "plt.show()"]
    return Script("\n".join(lines) + "\n", arrays)


def _head(results: tuple[Result, ...], names: list[str], amplifies: bool) -> list[str]:
    words = docstring(f"{' and '.join(names)}: {to_plain(question(*results))}.")
    about = ["", f"The gradient of every step once more in plain torch; gradviz {VERSION} wrote this."]
    return [*words, *about, *(_CHAOS if amplifies else []), '"""']


def _shared(networks: list[Network], arrays: bool) -> Iterator[str]:
    yield from ("", "import matplotlib.pyplot as plt", "import numpy as np", "import torch", "")
    yield f"torch.set_default_dtype(torch.{networks[0].asked.dtype})"
    if arrays:
        yield LOAD
    body = "\n".join(line for network in networks for line in _network(network))
    used = [lines for name, lines in _DRAWS.items() if f"{name}(" in body]
    for lines in used:
        yield from ("", "", *lines)
    if used:
        yield ""


def _precision(network: Network, first: Network) -> Iterator[str]:
    if network.asked.dtype != first.asked.dtype:
        yield f"torch.set_default_dtype(torch.{network.asked.dtype})"


def _network(network: Network) -> Iterator[str]:
    """Yield the lines from the question to the gradient of every step."""
    asked = network.asked
    sizes = {"T": asked.steps, "H": asked.hidden_size, "I": asked.input_size, "seed": asked.seed}
    sizes |= {"B": asked.batch_size} if network.batched else {}
    yield f"{', '.join(sizes)} = {', '.join(map(str, sizes.values()))}"
    yield from inputs(network)
    layer = [*drawing.weights(network), *_rounded(network), *_run(network)]
    if asked.layers > 1:
        yield f"for layer in range({asked.layers}):"
        yield from (f"    {line}" for line in layer)
        yield "    x, I = h[1:], H  # what the next layer reads"
    else:
        yield from layer
    yield from _loss(network)
    exactly = ".double()" if asked.dtype == "float32" else ""
    yield f"gradients = torch.stack(torch.autograd.grad(L, h, materialize_grads=True)){exactly}"
    yield "logs = torch.logsumexp(2 * gradients.abs().log(), -1)  # of squares that may lie below every float"
    yield f"{network.curve} = (logs / np.log(100)).numpy()  # log10 ‖∂L/∂h_t‖, t = 0 … T"


def _rounded(network: Network) -> Iterator[str]:
    """Yield the rounding of what was drawn in float64."""
    if network.asked.dtype == "float32":
        names = ", ".join(["W_ih", "W_hh", *(name for name in drawing.biases(network) if name)])
        yield f"{names} = (each.float() for each in ({names}))"


def _run(network: Network) -> Iterator[str]:
    """Yield the loop over time of one layer."""
    asked, explicit = network.asked, network.result.explicit
    shape = "B, H" if network.batched else "H"
    layer = "layer" if asked.layers > 1 else "0"
    is_lstm, cut = asked.cell == "lstm", asked.truncation
    if cut is not None:
        yield "W_hh.requires_grad_()"
    start, cell = f"torch.zeros({shape}, requires_grad=True)", f"torch.zeros({shape})"
    if "initial_hidden" in explicit:
        start = f'torch.from_numpy(arrays["{network.named("initial_hidden")}"][{layer}]).requires_grad_()'
    if "initial_cell" in explicit:
        cell = f'torch.from_numpy(arrays["{network.named("initial_cell")}"][{layer}])'
    yield f"h = [{start}]"
    if is_lstm:
        yield f"c = {cell}"
    yield "for t in range(T):"
    if cut is not None:
        yield f"    before = h[t].detach() if t % {cut} == 0 else h[t]  # truncated after every {cut} steps"
        if is_lstm:
            yield f"    c = c.detach() if t % {cut} == 0 else c"
    lines = step(asked.cell, "h[t]" if cut is None else "before", *drawing.biases(network))
    yield from (f"    {line}" for line in lines)


def _loss(network: Network) -> Iterator[str]:
    """Yield the loss L."""
    asked, at = network.asked, "T" if network.asked.loss_step is None else str(network.loss_step)
    if "loss_gradient" in network.result.explicit:
        given = network.result.explicit["loss_gradient"]
        states = "torch.stack(h[1:])" if given.ndim == 3 else "h[T]"
        yield f'L = (torch.from_numpy(arrays["{network.named("loss_gradient")}"]) * {states}).sum()'
    elif asked.loss == "next_char":
        yield from drawing.readout(network)
        if asked.dtype == "float32":
            yield "W_y, b_y = W_y.float(), b_y.float()"
        target = f"torch.tensor({[network.target] * asked.batch_size if network.batched else network.target})"
        scores = f"h[{at}] @ W_y.T + b_y"
        yield f"target = {target}  # the next character, {literal(asked.alphabet[network.target])}"
        yield f'L = torch.nn.functional.cross_entropy({scores}, target, reduction="sum")'
    else:
        shape = "(B, H)" if network.batched else "(H,)"
        single = ".float()" if asked.dtype == "float32" else ""
        yield f"v = draw({drawing.LOSS}, {shape}){single}"
        every = asked.loss == "every"
        yield "L = sum((v * state).sum() for state in h[1:])" if every else f"L = (v * h[{at}]).sum()"


def _plotted(network: Network, name: str) -> str:
    values = f"np.median({network.curve}, 1)" if network.batched else network.curve
    letter = f"{network.letter.upper()} " if network.several else ""
    return f"plt.plot({values}, label={literal(letter + name)})"


KIND = Kind("torch", "plain torch, without gradviz", 10, make)
