"""The lines that draw a network's weights as gradviz draws them: numpy's generators, one stream for each purpose."""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.cells import CELLS
from gradviz.paper.scripts.network import Network

INPUT, LOSS, WEIGHT_HH, WEIGHT_IH, BIAS_HH, BIAS_IH, READOUT = range(1, 8)
"""The numbers of the streams (`gradviz.engine.draws`)."""

_FLAT = ("torch", "uniform")
_KINDS = '("weight_ih", "weight_hh", "bias_ih", "bias_hh")'


def biases(network: Network) -> tuple[str, str]:
    """Return the names of b_ih and b_hh in the step; "" where a bias is zero."""
    asked = network.asked
    if not network.result.is_drawn or asked.init in _FLAT:
        return "b_ih", "b_hh"
    return ("b", "") if _gate_bias(network) is not None else ("", "")


def weights(network: Network) -> Iterator[str]:
    """Yield the lines of one layer: W_ih, W_hh, and the biases where there are any."""
    asked, layer = network.asked, "{layer}" if network.asked.layers > 1 else "0"
    if not network.result.is_drawn:
        key = f'f"{network.named("{k}")}_l{layer}"'
        yield f"W_ih, W_hh, b_ih, b_hh = (torch.from_numpy(arrays[{key}]) for k in {_KINDS})"
        return
    blocks = CELLS[asked.cell].blocks
    rows, own = f"{blocks} * H" if blocks > 1 else "H", ", layer" if asked.layers > 1 else ""
    if asked.init in _FLAT:
        bound = "0.08" if asked.init == "uniform" else "H**-0.5"
        yield f"W_ih = draw_flat({bound}, {WEIGHT_IH}, ({rows}, I){own})"
    else:
        yield f"W_ih = draw({WEIGHT_IH}, ({rows}, I){own}) / I**0.5"
    yield from _recurrent(network, blocks, own)
    yield from _biases(network, rows, own)


def readout(network: Network) -> Iterator[str]:
    """Yield the lines of a model's read-out."""
    asked = network.asked
    if not network.result.is_drawn:
        read = (f'torch.from_numpy(arrays["{network.named(f"readout_{kind}")}"])' for kind in ("weight", "bias"))
        yield f"W_y, b_y = {', '.join(read)}"
        return
    signs = len(asked.alphabet)
    yield f"rows = draw_flat(H**-0.5, {READOUT}, ({signs} * H + {signs},))"
    yield f"W_y, b_y = rows[: {signs} * H].view({signs}, H), rows[{signs} * H :]"


def _recurrent(network: Network, blocks: int, own: str) -> Iterator[str]:
    """Yield W_hh: drawn block by block, and every block scaled to the spectral radius."""
    asked, radius = network.asked, network.asked.spectral_radius
    drawn = f"draw({WEIGHT_HH}, ({blocks}, H, H){own})"
    share = "" if radius is None else f"{radius!r} * "
    if asked.init == "identity":
        yield f"W_hh = {share}torch.eye(H).repeat({blocks}, 1)"
        return
    if asked.init == "orthogonal":
        yield f"q, r = torch.linalg.qr({drawn})"
        yield f"W_hh = ({share}q * r.diagonal(dim1=1, dim2=2).sign()[:, None]).flatten(0, 1)"
        return
    if asked.init in _FLAT:
        bound = "0.08" if asked.init == "uniform" else "H**-0.5"
        drawn = f"draw_flat({bound}, {WEIGHT_HH}, ({blocks}, H, H){own})"
    if radius is None:
        yield f"W_hh = {drawn}.flatten(0, 1)" + (" / H**0.5" if asked.init == "gaussian" else "")
        return
    yield f"W_hh = {drawn}"
    yield "size = torch.linalg.eigvals(W_hh).abs().amax(1)[:, None, None]  # the spectral radius of each block"
    yield f"W_hh = ({radius!r} / size * W_hh).flatten(0, 1)"


def _biases(network: Network, rows: str, own: str) -> Iterator[str]:
    asked, value = network.asked, _gate_bias(network)
    if asked.init in _FLAT:
        bound = "0.08" if asked.init == "uniform" else "H**-0.5"
        drawn = (f"draw_flat({bound}, {purpose}, ({rows},){own})" for purpose in (BIAS_IH, BIAS_HH))
        yield f"b_ih, b_hh = {', '.join(drawn)}"
        if value is not None:
            yield f"b_ih[H : 2 * H], b_hh[H : 2 * H] = {value!r}, 0"
    elif value is not None:
        yield f"b = torch.zeros({rows})"
        yield f"b[H : 2 * H] = {value!r}  # the {'forget' if asked.forget_bias is not None else 'update'} gate"


def _gate_bias(network: Network) -> float | None:
    """Return the total bias of the second gate: the LSTM's forget gate, the GRU's update gate."""
    asked = network.asked
    return asked.forget_bias if asked.forget_bias is not None else asked.update_bias
