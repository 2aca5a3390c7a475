"""A cell's step written down as a list of operations, by running it once on rows that only record.

Nothing is computed here: the step that numpy and torch run is the same one that is recorded, so the
recurrence of a cell stands in its file and nowhere else. Sizes are counted in blocks of H numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from gradviz.cells.cell import Cell, View

BIAS, INJECTED = "bias", "injected"
"""The bases of b_hh beside W_hh·h, the same at every step, and of a loss's gradient, which has a row for each."""

TERMS = "terms"


class Base(NamedTuple):
    """A row of memory: of a buffer at step t, or of none.

    Attributes
    ----------
    name
        The buffer's.
    before
        The row of t − 1 instead of t.
    """

    name: str
    before: bool = False


@dataclass(frozen=True)
class Row:
    """Some blocks of H numbers of a base; ``stacked`` ones of a single block broadcast over many."""

    base: Base
    first: int
    blocks: int
    stacked: bool = False

    def __getitem__(self, columns: tuple[slice, slice]) -> Row:
        """Return a part of the row, as a step writes it: ``row[:, first:last]``."""
        first, last, _ = columns[1].indices(self.blocks)
        return replace(self, first=self.first + first, blocks=last - first)

    def block(self, index: int) -> Row:
        """Return one of its blocks."""
        return replace(self, first=self.first + index, blocks=1, stacked=False)

    def overlaps(self, other: Row) -> bool:
        """Return whether the two share memory."""
        apart = self.first + self.blocks <= other.first or other.first + other.blocks <= self.first
        return self.base == other.base and not apart


class Term:
    """A row in a formula; what is computed from it lies in scratch memory."""

    def __init__(self, recorder: Recorder, row: Row) -> None:
        self.recorder, self.row = recorder, row

    def __mul__(self, other: Term) -> Term:
        return self.recorder.computed("multiply", self, other)

    def __sub__(self, other: Term) -> Term:
        return self.recorder.computed("subtract", self, other)


@dataclass(frozen=True)
class Weight:
    """The matrix that a step multiplies by; its shape is counted in blocks."""

    shape: tuple[int, int]


ONE = 1.0
Operand = Row | Weight | float


class Operation(NamedTuple):
    """``out = name(*operands)``."""

    name: str
    operands: tuple[Operand, ...]
    out: Row


class Recorder:
    """The ``ops`` namespace that a cell's step and slopes are run over, to write down what they do."""

    one = ONE

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self.rooms = {TERMS: 0}

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Return the operation of that name."""

        def record(*arguments: Any) -> Any:
            if isinstance(arguments[0], Term):
                return self.computed(name, *arguments)
            return self.operations.append(Operation(name, arguments[:-1], arguments[-1]))

        return record

    def computed(self, name: str, *terms: Term) -> Term:
        """Write down a term of a formula."""
        out = Row(Base(TERMS), self.rooms[TERMS], terms[0].row.blocks)
        self.rooms[TERMS] += out.blocks
        self.operations.append(Operation(name, tuple(term.row for term in terms), out))
        return Term(self, out)

    def room(self, blocks: int) -> Row:
        """Return scratch memory of its own."""
        name = f"room{len(self.rooms)}"
        self.rooms[name] = blocks
        return Row(Base(name), 0, blocks)


@dataclass(frozen=True)
class Trace:
    """One step of a cell, or a part of it: what it does.

    ``rooms`` are the bases of scratch memory and their blocks; a sequence has a row of each, whatever the step.
    """

    operations: tuple[Operation, ...]
    rooms: Mapping[str, int]

    def parts(self) -> list[Trace]:
        """Return the step cut before and after each product with the weight."""
        cuts = [cut for i, op in enumerate(self.operations) if op.name == "dot" for cut in (i, i + 1)]
        edges = [0, *cuts, len(self.operations)]
        pieces = (self.operations[low:high] for low, high in pairwise(edges))
        return [Trace(piece, self.rooms) for piece in pieces if piece]

    def bases(self) -> list[Base]:
        """Return every row of memory that is touched, each once, in the order of first use."""
        rows = [row for op in self.operations for row in (*op.operands, op.out) if isinstance(row, Row)]
        return list(dict.fromkeys(row.base for row in rows))

    def groups(self) -> list[list[Operation]]:
        """Return the operations in groups that one loop over their numbers can do, entry by entry."""
        found: list[list[Operation]] = []
        for operation in self.operations:
            if found and _joins(operation, found[-1]):
                found[-1].append(operation)
            else:
                found.append([operation])
        return found


def _joins(operation: Operation, group: Sequence[Operation]) -> bool:
    """Return whether an entry of the operation needs no other entry of what the group writes."""
    if operation.name == "dot" or group[0].name == "dot" or operation.out.blocks != group[0].out.blocks:
        return False
    written = [earlier.out for earlier in group]
    read = [row for earlier in group for row in earlier.operands if isinstance(row, Row)]
    touched = [row for row in (*operation.operands, operation.out) if isinstance(row, Row)]
    return not any(
        _crosses(row, other) for row in touched for other in (written if row is not operation.out else written + read)
    )


def _crosses(row: Row, other: Row) -> bool:
    return row.overlaps(other) and (row.base, row.first, row.blocks) != (other.base, other.first, other.blocks)


def forward_trace(cell: Cell, blocks: Callable[[str], int]) -> Trace:
    """Record the step h_{t−1} → h_t; ``blocks`` gives the size of a buffer."""
    recorder = Recorder()
    weight = Weight((1, len(cell.recurrence)))
    step = cell.forward(recorder, weight, Row(Base(BIAS), 0, 1), recorder.room)
    step(*(_row(view, blocks) for view in cell.forward_rows))
    return Trace(tuple(recorder.operations), recorder.rooms)


def backward_trace(cell: Cell, blocks: Callable[[str], int], injects: bool) -> Trace:
    """Record the step back, the factors that it multiplies by included; they need no buffers then.

    With ``injects``, a gradient from outside is added to ∂L/∂h_{t−1}.
    """
    recorder = Recorder()
    factors = {name: recorder.room(count) for name, count in cell.factors.items()}
    _record_factors(recorder, cell, factors, blocks)
    step = cell.backward(recorder, Weight((len(cell.recurrence), 1)), recorder.room)
    step(*(_row(view, blocks, factors) for view in cell.backward_rows))
    if injects:
        before = _row(cell.backward_rows[-1], blocks)
        recorder.operations.append(Operation("add", (before, Row(Base(INJECTED), 0, 1)), before))
    return Trace(tuple(recorder.operations), recorder.rooms)


def _record_factors(recorder: Recorder, cell: Cell, factors: Mapping[str, Row], blocks: Callable[[str], int]) -> None:
    def see(view: View) -> Term:
        return Term(recorder, _row(view, blocks))

    for name, terms in cell.slopes(recorder, see).items():
        for index, term in enumerate(terms):
            recorder.operations.append(Operation("copy", (term.row,), factors[name].block(index)))


def _row(view: View, blocks: Callable[[str], int], factors: Mapping[str, Row] = MappingProxyType({})) -> Row:
    if view.buffer in factors:
        whole = factors[view.buffer]
        return replace(whole, first=whole.first + view.first, blocks=view.blocks or whole.blocks, stacked=view.stacked)
    return Row(Base(view.buffer, view.before), view.first, view.blocks or blocks(view.buffer), view.stacked)
