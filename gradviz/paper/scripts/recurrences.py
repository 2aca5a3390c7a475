"""One step of every cell in plain torch, as a textbook writes it; ``{before}`` is h_{t−1}, ``{bias}`` is added."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gradviz.cells import CELLS
from gradviz.errors import ExperimentError

_SUM = "x[t] @ W_ih.T + {before} @ W_hh.T{bias}"

_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "rnn_tanh": (f"h.append(torch.tanh({_SUM}))",),
        "rnn_relu": (f"h.append(torch.relu({_SUM}))",),
        "rnn_linear": (f"h.append({_SUM})",),
        "lstm": (
            f"i, f, g, o = ({_SUM}).chunk(4, -1)",
            "c = f.sigmoid() * c + i.sigmoid() * g.tanh()",
            "h.append(o.sigmoid() * c.tanh())",
        ),
        "gru": (
            "p, q = (x[t] @ W_ih.T{bias_ih}).chunk(3, -1), ({before} @ W_hh.T{bias_hh}).chunk(3, -1)",
            "r, z = (p[0] + q[0]).sigmoid(), (p[1] + q[1]).sigmoid()",
            "n = (p[2] + r * q[2]).tanh()",
            "h.append((1 - z) * n + z * {before})",
        ),
    }
)


def step(cell: str, before: str, bias_ih: str, bias_hh: str) -> list[str]:
    """Return the lines of one step, from h_{t−1} and c to what is appended to ``h``.

    Parameters
    ----------
    before
        The name of h_{t−1}.
    bias_ih, bias_hh
        The names of the biases; "" where they are zero.

    Raises
    ------
    ExperimentError
        When the cell has no line here.
    """
    if cell not in _STEPS:
        known = ", ".join(_STEPS)
        raise ExperimentError(f"no script can be written for the {CELLS[cell].label}; it can for {known}.", "cell")
    added = {"bias_ih": f" + {bias_ih}" if bias_ih else "", "bias_hh": f" + {bias_hh}" if bias_hh else ""}
    both = {"bias": added["bias_ih"] + added["bias_hh"], **added}
    return [line.format(before=before, **both) for line in _STEPS[cell]]
