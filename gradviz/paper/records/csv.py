"""CSV: the gradient norms of a run, one row per t = 0 … T.

The columns are ``t, log10_grad_hidden, log10_grad_cell, log10_grad_recurrent, log10_grad_input``,
with ``_l0``, ``_l1`` … and ``_b0``, ``_b1`` … appended where there is more than one layer or
sequence. A cell is empty where a quantity has no value at that t, and ``-inf`` is a true zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from gradviz.charts.chart import Array
from gradviz.charts.markup import to_plain
from gradviz.charts.reading import verdict
from gradviz.paper.cells import Column, comment, question, table
from gradviz.paper.records.record import Record
from gradviz.result import Result


def write(result: Result, path: Path) -> None:
    """Write the table of a run."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in lines(result))


def lines(result: Result) -> Iterator[str]:
    """Yield the lines of the table, without line ends."""
    yield question(result.experiment)
    yield comment(to_plain(verdict(result)))
    yield from table("t", list(_columns(result)))


def _columns(result: Result) -> Iterator[Column]:
    hidden = result.log10_grad_hidden
    cell = result.log10_grad_cell
    yield from _layers("log10_grad_hidden", hidden)
    yield from _layers("log10_grad_cell", np.full(hidden.shape, np.nan) if cell is None else cell)
    several = len(hidden) > 1
    for layer, row in enumerate(result.log10_grad_recurrent):
        yield "log10_grad_recurrent" + (f"_l{layer}" if several else ""), *_from_one(row)
    yield from _sequences("log10_grad_input", result.log10_grad_input)


def _layers(name: str, norms: Array) -> Iterator[Column]:
    """Yield the columns of norms of shape (layers, T + 1, B)."""
    for layer, of_layer in enumerate(norms):
        yield from _sequences(f"{name}_l{layer}" if len(norms) > 1 else name, of_layer, first=0)


def _sequences(name: str, norms: Array, first: int = 1) -> Iterator[Column]:
    """Yield the columns of norms of shape (steps, B) whose first entry is step ``first``."""
    for sequence, column in enumerate(norms.T):
        named = f"{name}_b{sequence}" if norms.shape[1] > 1 else name
        yield named, np.arange(first, first + len(column)), column


def _from_one(column: Array) -> tuple[Array, Array]:
    return np.arange(1, 1 + len(column)), column


RECORD = Record(".csv", "the gradient norms as a table", 20, write)
