"""What a recurrent cell is: its names, and one step of it forward and backward.

A cell knows one step and nothing else. The loop over time, the input projections, the scaling of
the adjoint, layers, batches and devices are the engine's (`gradviz.engine.bptt`). The steps are
written once, over an ``ops`` namespace that may be numpy's, torch's or that of numbers with an
exponent of their own (`gradviz.engine.wide`): nothing here imports any of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

Array = Any
"""A row or buffer of whichever namespace computes."""

Step = Callable[..., None]
"""One step in time; its arguments are the rows that the cell asked for, in that order."""

Room = Callable[[int], Array]
"""``room(blocks)`` is scratch memory of shape (B, blocks · H)."""


class View(NamedTuple):
    """A row of a buffer, as a step wants to see it.

    Attributes
    ----------
    buffer
        Its name: ``h``, ``c``, ``dh``, ``dc`` (T + 1 rows), ``pre``, ``delta``, or the cell's own.
    first, blocks
        The first block of H columns and how many; 0 blocks means all of them.
    before
        The row of t − 1 instead of t, for the buffers with T + 1 rows.
    stacked
        As (B, blocks, H) instead of (B, blocks · H).
    """

    buffer: str
    first: int = 0
    blocks: int = 0
    before: bool = False
    stacked: bool = False


class Cell(ABC):
    """One recurrence, in PyTorch's gate order and conventions.

    Attributes
    ----------
    name, label, description
        How code, a form and a list of cells call it.
    equations
        One step forward, line by line, in the markup of visible words (`gradviz.charts.markup`).
    adjoint
        How the gradient takes one step back, in the same markup.
    source
        Who wrote it down first.
    order
        Its place in a list of cells.
    gates
        The names of its gates in the order of their blocks in W_hh; empty for a plain RNN.
    has_cell_state
        Whether there is a c_t beside h_t.
    projection, recurrence
        The blocks of ``pre`` (what the input and the biases give) and of W_hh·h_{t−1}, each as
        (PyTorch's block, sign): sigmoid gates are kept negated, so that σ(a) = 1 / (1 + exp(−a))
        costs no sign.
    inner
        PyTorch's block whose b_hh stays beside W_hh·h_{t−1} instead of joining b_ih; −1: none.
    tape
        What a step leaves behind for the way back: buffer → blocks of H columns.
    gate_views
        Where each gate's activation is found, in the order of ``gates``.
    sigmoids
        The buffer that holds σ of the first blocks of ``pre`` (empty: none).
    sharp
        Whether φ and φ′ are exact in floats, so that a unit at 0 is at a true zero and so is its δ.
    delta_blocks, input_blocks
        How many blocks ``delta`` has — the first are ∂L/∂(W_hh h_{t−1}) in PyTorch's order — and
        which of them are ∂L/∂(W_ih x_t).
    factors
        The buffers that `slopes` fills: name → blocks of H columns.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    description: ClassVar[str]
    equations: ClassVar[tuple[str, ...]]
    adjoint: ClassVar[str]
    source: ClassVar[str]
    order: ClassVar[int]
    gates: ClassVar[tuple[str, ...]] = ()
    has_cell_state: ClassVar[bool] = False
    projection: ClassVar[tuple[tuple[int, int], ...]] = ((0, 1),)
    recurrence: ClassVar[tuple[tuple[int, int], ...]] = ((0, 1),)
    inner: ClassVar[int] = -1
    tape: ClassVar[Mapping[str, int]] = {}
    gate_views: ClassVar[tuple[View, ...]] = ()
    sigmoids: ClassVar[str] = ""
    sharp: ClassVar[bool] = False
    delta_blocks: ClassVar[int] = 1
    input_blocks: ClassVar[tuple[int, ...]] = (0,)
    factors: ClassVar[Mapping[str, int]]
    forward_rows: ClassVar[tuple[View, ...]]
    backward_rows: ClassVar[tuple[View, ...]]

    @property
    def blocks(self) -> int:
        """The number of H × H blocks stacked in W_hh."""
        return max(1, len(self.gates))

    @abstractmethod
    def forward(self, ops: Any, weight: Array, inner_bias: Array, room: Room) -> Step:
        """Return the step h_{t−1} → h_t, over the rows of ``forward_rows``.

        ``weight`` is (H, blocks · H), ready to be multiplied from the left by h_{t−1}.
        """

    @abstractmethod
    def slopes(self, ops: Any, see: Callable[[View], Array]) -> Mapping[str, Sequence[Array]]:
        """Return, for all steps at once, the factors that the way back multiplies by.

        ``see(view)`` is a whole buffer (T, B, …); each factor is a list of its blocks.
        """

    @abstractmethod
    def backward(self, ops: Any, weight: Array, room: Room) -> Step:
        """Return the step (∂L/∂h_t, ∂L/∂c_t) → (∂L/∂h_{t−1}, ∂L/∂c_{t−1}), over ``backward_rows``.

        The last row is ∂L/∂h_{t−1}. ``weight`` is W_hh itself, (blocks · H, H).
        """
