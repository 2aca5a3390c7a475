"""The forward equations of one unit at one step, with the numbers that the run had there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts.chart import Array, Formula
from gradviz.charts.gates import SYMBOLS
from gradviz.charts.parts.kept import kept
from gradviz.charts.words import number
from gradviz.result import Result

_PHI = {"rnn_tanh": "tanh", "rnn_relu": "max", "rnn_linear": ""}


@dataclass(frozen=True)
class Terms:
    """What a unit's preactivation adds up from: W_ih x_t, W_hh h_{t−1}, and both biases."""

    input: float
    recurrent: float
    input_bias: float
    recurrent_bias: float

    @property
    def bias(self) -> float:
        """The total bias."""
        return self.input_bias + self.recurrent_bias

    @property
    def sum(self) -> float:
        """The preactivation of a plain sum."""
        return self.input + self.recurrent + self.bias


@dataclass(frozen=True, eq=False)
class Stepped:
    """One unit (0 … H − 1) of the top layer at step t ≥ 1 of the first sequence."""

    result: Result
    step: int
    unit: int

    def hidden(self, back: int = 0) -> float:
        """Return h_{t − back} of the unit."""
        return float(self.result.hidden[-1, self.step - back, 0, self.unit])

    def cell(self, back: int = 0) -> float:
        """Return c_{t − back} of the unit."""
        assert self.result.cell_state is not None
        return float(self.result.cell_state[-1, self.step - back, 0, self.unit])

    def gate(self, name: str) -> float:
        """Return a gate of the unit."""
        return float(self.result.gates[name][-1, self.step - 1, 0, self.unit])

    def terms(self, block: int = 0) -> Terms:
        """Return what the preactivation of a block of W_hh, in PyTorch's order, adds up from, in float64."""
        row = block * self.result.experiment.hidden_size + self.unit
        return Terms(*(float(term[0]) for term in self._terms(slice(row, row + 1))))

    def preactivations(self) -> Array:
        """Return a_t of every unit of a plain RNN, (H,), in float64."""
        return np.asarray(np.sum(self._terms(slice(None)), axis=0))

    def _terms(self, rows: slice) -> list[Array]:
        layer, weights = self.result.experiment.layers - 1, self.result.weights
        columns = {"ih": self._input(), "hh": self.result.hidden[-1, self.step - 1, 0]}
        found = [_times(weights[f"weight_{name}_l{layer}"][rows], column) for name, column in columns.items()]
        return found + [weights[f"bias_{name}_l{layer}"][rows].astype(np.float64) for name in columns]

    def _input(self) -> Array:
        """Return what the top layer reads at the step: x_t, or h_t of the layer below."""
        if self.result.experiment.layers > 1:
            return np.asarray(self.result.hidden[-2, self.step, 0])
        return np.asarray(kept(self.result, "inputs", _first_sequence)[self.step - 1])

    def forward(self) -> tuple[Formula, ...]:
        """Return the equations of the step in the order in which they are computed."""
        gates = CELLS[self.result.experiment.cell].gates
        return tuple(_lstm(self) if "forget" in gates else _gru(self) if "update" in gates else _plain(self))

    def at(self, symbol: str, back: int = 0) -> str:
        """Return a symbol with its step: ``h_{37}``."""
        return f"{symbol}_{{{self.step - back}}}"


def _first_sequence(result: Result) -> Array:
    from gradviz.theory.borrowed import asked_of

    return np.array(asked_of(result).inputs[:, 0])


def _times(rows: Array, column: Array) -> Array:
    with np.errstate(invalid="ignore", over="ignore"):
        return np.asarray(rows.astype(np.float64) @ column.astype(np.float64))


def _plain(at: Stepped) -> Iterator[Formula]:
    terms, phi = at.terms(), _PHI[at.result.experiment.cell]
    added = plus(terms.input, terms.recurrent, terms.bias)
    value = figure(terms.sum)
    sums, state = _equations(at)
    yield Formula(sums, f"{at.at('a')} = {added} = {value}")
    call = {"tanh": f"tanh({value}) = ", "max": f"max(0, {value}) = ", "": ""}[phi]
    yield Formula(state, f"{at.at('h')} = {call}{figure(at.hidden())}")


def _lstm(at: Stepped) -> Iterator[Formula]:
    *gates, memory, state = _equations(at)
    for block, (name, equation) in enumerate(zip(CELLS["lstm"].gates, gates, strict=True)):
        yield _gate(at, name, block, equation)
    keep = f"{figure(at.gate('forget'))} · {factor(at.cell(1))}"
    written = f"{figure(at.gate('input'))} · {factor(at.gate('cell'))}"
    yield Formula(memory, f"{at.at('c')} = {keep} + {written} = {figure(at.cell())}")
    squashed = f"{figure(at.gate('output'))} · tanh({figure(at.cell())})"
    yield Formula(state, f"{at.at('h')} = {squashed} = {figure(at.hidden())}")


def _gru(at: Stepped) -> Iterator[Formula]:
    *gates, new_gate, state = _equations(at)
    for block, (name, equation) in enumerate(zip(("reset", "update"), gates, strict=True)):
        yield _gate(at, name, block, equation)
    yield _new(at, new_gate)
    update, new = at.gate("update"), at.gate("new")
    mixed = f"{figure(update)} · {factor(at.hidden(1))} + {figure(1 - update)} · {factor(new)}"
    yield Formula(state, f"{at.at('h')} = {mixed} = {figure(at.hidden())}")


def _equations(at: Stepped) -> tuple[str, ...]:
    return CELLS[at.result.experiment.cell].equations


def _gate(at: Stepped, name: str, block: int, equation: str) -> Formula:
    symbol, terms, squash = SYMBOLS[name][0], at.terms(block), "tanh" if name == "cell" else "σ"
    added = plus(terms.input, terms.recurrent, terms.bias)
    values = f"{squash}({added}) = {squash}({figure(terms.sum)}) = {figure(at.gate(name))}"
    return Formula(equation, f"{at.at(symbol)} = {values}")


def _new(at: Stepped, equation: str) -> Formula:
    """Return the GRU's new gate, whose reset gate stands before W_hn h_{t−1} + b_hn."""
    terms, reset = at.terms(2), at.gate("reset")
    outer, inner = terms.input + terms.input_bias, terms.recurrent + terms.recurrent_bias
    added = f"{figure(outer)} + {figure(reset)} · {factor(inner)}"
    values = f"tanh({added}) = tanh({figure(outer + reset * inner)}) = {figure(at.gate('new'))}"
    return Formula(equation, f"{at.at('n')} = {values}")


def figure(value: float) -> str:
    """Return a number of a sum: three digits, and three decimals from 1 to 1000, so that hands can add it up."""
    if 1 <= abs(value) < 1000:
        return f"{value:.3f}".replace("-", "−")
    return number(value)


def factor(value: float) -> str:
    """Return a number as it stands in a product: in parentheses where it is negative."""
    said = figure(value)
    return f"({said})" if said.startswith("−") else said


def plus(first: float, *others: float) -> str:
    """Return numbers as a sum: ``0.310 − 0.120 + 0``."""
    said = figure(first)
    for value in others:
        words = figure(value)
        said += f" − {words[1:]}" if words.startswith("−") else f" + {words}"
    return said
