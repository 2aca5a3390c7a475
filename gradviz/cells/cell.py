"""What a recurrent cell is: its names, and one step of it forward and backward."""

from __future__ import annotations

from typing import ClassVar


class Cell:
    """One recurrence, in PyTorch's gate order and conventions.

    Attributes
    ----------
    name, label, description
        How code, a form and a list of cells call it.
    order
        Its place in a list of cells.
    gates
        The names of its gates in the order of their blocks in W_hh; empty for a plain RNN.
    has_cell_state
        Whether there is a c_t beside h_t.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    description: ClassVar[str]
    order: ClassVar[int]
    gates: ClassVar[tuple[str, ...]] = ()
    has_cell_state: ClassVar[bool] = False

    @property
    def blocks(self) -> int:
        """The number of H × H blocks stacked in W_hh."""
        return max(1, len(self.gates))
