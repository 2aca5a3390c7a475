"""Sixty digits and no range: a tiny network forward, and its gradient back by a tape of scalars.

Nothing is shared with the engine, and no derivative of a cell is written down: each scalar
operation knows its own, and the tape does the rest.
"""

from __future__ import annotations

from typing import ClassVar

import mpmath

mpmath.mp.dps = 60


class Scalar:
    """A number that remembers what it was made of."""

    tape: ClassVar[list] = []

    def __init__(self, value, *parents):
        self.value, self.parents, self.grad = mpmath.mpf(value), parents, mpmath.mpf(0)
        Scalar.tape.append(self)

    def __add__(self, other):
        return Scalar(self.value + other.value, (self, 1), (other, 1))

    def __mul__(self, other):
        return Scalar(self.value * other.value, (self, other.value), (other, self.value))


def tanh(x):
    value = mpmath.tanh(x.value)
    return Scalar(value, (x, 1 / mpmath.cosh(x.value) ** 2))


def sigmoid(x):
    decay = mpmath.exp(-x.value)
    return Scalar(1 / (1 + decay), (x, decay / (1 + decay) ** 2))


def relu(x):
    return Scalar(max(x.value, 0), (x, int(x.value > 0)))


def affine(rows, bias, vector):
    found = []
    for row, shift in zip(rows, bias, strict=True):
        total = shift
        for weight, entry in zip(row, vector, strict=True):
            total = total + weight * entry
        found.append(total)
    return found


def network(cell, weights, inputs, loss_gradient, h0, c0=None):
    """Run one layer and one sequence; return log10 norms over t = 0 … T, and log10 norms of the weights' gradients.

    ``inputs`` (T, I), ``loss_gradient`` (T, H), ``h0``, ``c0`` (H,); the loss is Σ_t g_t · h_t.
    """
    Scalar.tape = []
    w_ih, w_hh = ([[Scalar(x) for x in row] for row in weights[f"weight_{kind}_l0"].tolist()] for kind in ("ih", "hh"))
    b_ih, b_hh = ([Scalar(x) for x in weights[f"bias_{kind}_l0"].tolist()] for kind in ("ih", "hh"))
    size = len(h0)
    h, c = [Scalar(x) for x in h0], [Scalar(x) for x in (c0 if c0 is not None else h0)]
    hs, cs, xs = [h], [c], []
    one, minus = Scalar(1), Scalar(-1)
    for x_t in inputs.tolist():
        x = [Scalar(value) for value in x_t]
        xs.append(x)
        p, q = affine(w_ih, b_ih, x), affine(w_hh, b_hh, h)
        if cell.startswith("rnn_"):
            phi = {"rnn_tanh": tanh, "rnn_relu": relu, "rnn_linear": lambda a: a * one}[cell]
            h = [phi(a + b) for a, b in zip(p, q, strict=True)]
        elif cell == "lstm":
            a = [u + v for u, v in zip(p, q, strict=True)]
            i, f, g, o = (a[k * size : (k + 1) * size] for k in range(4))
            c = [sigmoid(f[u]) * c[u] + sigmoid(i[u]) * tanh(g[u]) for u in range(size)]
            h = [sigmoid(o[u]) * tanh(c[u]) for u in range(size)]
        else:
            r = [sigmoid(p[u] + q[u]) for u in range(size)]
            z = [sigmoid(p[size + u] + q[size + u]) for u in range(size)]
            n = [tanh(p[2 * size + u] + r[u] * q[2 * size + u]) for u in range(size)]
            h = [(one + minus * z[u]) * n[u] + z[u] * h[u] for u in range(size)]
        hs.append(h)
        cs.append(c)
    for t, gradient in enumerate(loss_gradient.tolist()):
        for unit, value in zip(hs[t + 1], gradient, strict=True):
            unit.grad += mpmath.mpf(value)
    for node in reversed(Scalar.tape):
        if node.grad:
            for parent, slope in node.parents:
                parent.grad += node.grad * slope
    return {
        "hidden": [log10_norm(h) for h in hs],
        "cell": [log10_norm(c) for c in cs] if cell == "lstm" else None,
        "input": [log10_norm(x) for x in xs],
        "weight_ih_l0": log10_norm([w for row in w_ih for w in row]),
        "weight_hh_l0": log10_norm([w for row in w_hh for w in row]),
        "bias_ih_l0": log10_norm(b_ih),
        "bias_hh_l0": log10_norm(b_hh),
    }


def log10_norm(scalars):
    total = sum(s.grad**2 for s in scalars)
    return float(mpmath.log10(total) / 2) if total else float("-inf")
