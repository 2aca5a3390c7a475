"""A loop over cells written from the textbook, and torch's autograd through it, in float64.

Nothing of the engine is used: only PyTorch's names and shapes of the weights are shared.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

KINDS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


@dataclass
class Reference:
    hidden: torch.Tensor  # (L, T + 1, B, H)
    cell_state: torch.Tensor | None
    gates: dict[str, torch.Tensor]  # (L, T, B, H)
    grad_hidden: torch.Tensor
    grad_cell: torch.Tensor | None
    grad_input: torch.Tensor  # (T, B, I)
    grad_weights: dict[str, torch.Tensor]
    contributions: torch.Tensor  # (L, T, G·H, H)
    loss: float


def tensor(array):
    return torch.tensor(array, dtype=torch.float64)


def cell_step(cell, x, h, c, w_ih, w_hh, b_ih, b_hh):
    """Return h, c and the gates of one step (Elman 1990; Gers 2000; Cho 2014 in PyTorch's variant)."""
    if cell.startswith("rnn_"):
        a = x @ w_ih.T + b_ih + h @ w_hh.T + b_hh
        return {"rnn_tanh": torch.tanh, "rnn_relu": torch.relu, "rnn_linear": lambda a: a}[cell](a), None, {}
    if cell == "lstm":
        i, f, g, o = (x @ w_ih.T + b_ih + h @ w_hh.T + b_hh).chunk(4, -1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        return o * torch.tanh(c), c, {"input": i, "forget": f, "cell": g, "output": o}
    xr, xz, xn = (x @ w_ih.T + b_ih).chunk(3, -1)
    hr, hz, hn = (h @ w_hh.T + b_hh).chunk(3, -1)
    r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
    n = torch.tanh(xn + r * hn)
    return (1 - z) * n + z * h, None, {"reset": r, "update": z, "new": n}


def reference(cell, weights, inputs, loss_gradient, h0, c0=None, truncation=None):
    """Run the loop and its gradient; ``loss_gradient`` is (T, B, H), the loss Σ_t g_t · h_t."""
    x = tensor(inputs).requires_grad_()
    steps, layers = len(x), len(h0)
    parameters = {name: tensor(array).requires_grad_() for name, array in weights.items()}
    own = {}  # a copy of W_hh for each step and layer, whose gradients are the contributions
    read = list(x)
    all_h, all_c, all_gates = [], [], []
    for layer in range(layers):
        h, c = tensor(h0[layer]).requires_grad_(), None
        if cell == "lstm":
            c = tensor(c0[layer]).requires_grad_()
        hs, cs, gates = [h], [c], []
        w_ih, w_hh, b_ih, b_hh = (parameters[f"{kind}_l{layer}"] for kind in KINDS)
        for t in range(steps):
            h, c = hs[-1], cs[-1]
            if truncation is not None and t % truncation == 0:
                h, c = h.detach(), None if c is None else c.detach()
            own[layer, t] = w_hh * 1
            own[layer, t].retain_grad()
            h, c, gate = cell_step(cell, read[t], h, c, w_ih, own[layer, t], b_ih, b_hh)
            h.retain_grad()
            if c is not None:
                c.retain_grad()
            hs.append(h)
            cs.append(c)
            gates.append(gate)
        read = hs[1:]
        all_h.append(hs)
        all_c.append(cs)
        all_gates.append(gates)
    loss = (torch.stack(all_h[-1][1:]) * tensor(loss_gradient)).sum()
    loss.backward()
    return Reference(
        hidden=_values(all_h),
        cell_state=_values(all_c) if cell == "lstm" else None,
        gates={n: torch.stack([torch.stack([s[n] for s in g]) for g in all_gates]).detach() for n in all_gates[0][0]},
        grad_hidden=_gradients(all_h),
        grad_cell=_gradients(all_c) if cell == "lstm" else None,
        grad_input=x.grad if x.grad is not None else torch.zeros_like(x),
        grad_weights={name: _grad(parameter) for name, parameter in parameters.items()},
        contributions=torch.stack([torch.stack([_grad(own[k, t]) for t in range(steps)]) for k in range(layers)]),
        loss=float(loss.detach()),
    )


def _grad(value):
    return torch.zeros_like(value) if value.grad is None else value.grad


def _values(states):
    return torch.stack([torch.stack(list(rows)) for rows in states]).detach()


def _gradients(states):
    return torch.stack([torch.stack([_grad(row) for row in rows]) for rows in states])
