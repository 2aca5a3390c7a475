"""What the picture of the eigenvalues shows of one network: one block of W_hh, and the Jacobian of one step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts import reading
from gradviz.charts.chart import Array
from gradviz.charts.parts.kept import kept
from gradviz.charts.saturation import percent
from gradviz.charts.words import short
from gradviz.result import Result

SYMBOLS = {
    "W_hh": "W_{hh}", "input": "W_{hi}", "forget": "W_{hf}", "cell": "W_{hg}", "output": "W_{ho}",
    "reset": "W_{hr}", "update": "W_{hz}", "new": "W_{hn}",
}  # fmt: skip
"""How the textbook writes each block of W_hh."""

LARGEST_JACOBIAN = 1024
_ON_CIRCLE = 1e-9
"""Rounding moves an eigenvalue on the unit circle by less than this."""


@dataclass(frozen=True, eq=False)
class Spectrum:
    """Eigenvalues and singular values of a block of W_hh, the largest first, and of the Jacobian at ``step``.

    ``jacobian`` is None where ``missing`` says why; ``asked`` is the block that the network hasn't, or nothing.
    """

    result: Result
    block: str
    asked: str
    eigenvalues: Array
    singular_values: Array
    step: int
    jacobian: Array | None
    missing: str

    @classmethod
    def of(cls, result: Result, block: str, at: int | None) -> Spectrum:
        """Return what one network shows: the chosen block, or its first, and the step at the cursor, or of the loss."""
        from gradviz import theory

        eigenvalues = kept(result, "block_eigenvalues", theory.block_eigenvalues)
        singular_values = kept(result, "block_singular_values", theory.block_singular_values)
        found = block if block in eigenvalues else next(iter(eigenvalues))
        step = min(max(reading.start(result) if at is None else at, 1), result.experiment.steps)
        jacobian, missing = _jacobian(result, step)
        asked = block if block not in ("auto", found) else ""
        return cls(result, found, asked, eigenvalues[found], singular_values[found], step, jacobian, missing)

    @property
    def symbol(self) -> str:
        """How the block is written."""
        return SYMBOLS[self.block]

    @property
    def derivative(self) -> str:
        """How the Jacobian is written: ``∂h_{37}/∂h_{36}``."""
        now, before = f"_{{{self.step}}}", f"_{{{self.step - 1}}}"
        has_cell = CELLS[self.result.experiment.cell].has_cell_state
        return f"∂(h, c){now}/∂(h, c){before}" if has_cell else f"∂h{now}/∂h{before}"

    @property
    def radius(self) -> float:
        """The spectral radius of the block."""
        return float(np.abs(self.eigenvalues).max())

    @property
    def largest(self) -> float:
        """The largest singular value of the block."""
        return float(self.singular_values.max())

    def reach(self) -> float:
        """Return how far from 0 the farthest eigenvalue or circle lies that a float can hold."""
        sizes = np.abs(np.r_[self.eigenvalues, [] if self.jacobian is None else self.jacobian])
        return max(1.0, float(sizes[np.isfinite(sizes)].max(initial=0.0)))

    def sentence(self) -> str:
        """Return ρ, σ_max, how much lies outside the unit circle, and what the step at the cursor makes of it."""
        outside = percent(np.abs(self.eigenvalues) > 1 + _ON_CIRCLE)
        said = f"{self.symbol} has ρ = {short(self.radius)} and σ_{{max}} = {short(self.largest)}"
        return f"{said}; {outside} of its |λ| are above 1. {self._at_the_cursor()}"

    def _at_the_cursor(self) -> str:
        if self.jacobian is None:
            return self.missing
        radius = float(np.abs(self.jacobian).max())
        lost = radius == 0 and not self._may_be_zero()
        said = f"ρ of the Jacobian at t = {self.step} is {'below the smallest float' if lost else short(radius)}"
        if self.result.experiment.cell == "rnn_linear":
            return f"Nothing is between them: the Jacobian is {self.symbol} at every step."
        return f"{self._cause(radius)} {said}: such a step again and again {'would fade' if lost else _fate(radius)}."

    def _may_be_zero(self) -> bool:
        """Return whether ρ of the Jacobian can be exactly 0: tanh′ and gates never are, a ReLU that is off is."""
        cell = self.result.experiment.cell
        return cell == "rnn_relu" or (cell == "rnn_tanh" and self.radius == 0)

    def _cause(self, radius: float) -> str:
        """Return in words what stands between W_hh and the Jacobian, up to the colon."""
        result, cell = self.result, self.result.experiment.cell
        if cell == "rnn_relu":
            off = int((result.hidden[-1, self.step, 0] == 0).sum())
            if not off:
                return "No unit is off, so ReLU strikes out nothing:"
            return f"ReLU strikes out the rows of the {off} of {result.experiment.hidden_size} units that are off:"
        if cell == "rnn_tanh" and self.radius == 0:
            return "There is nothing for tanh′ to pull in:"
        if cell == "rnn_tanh":
            less = radius < self.radius * (1 - _ON_CIRCLE)
            return "tanh′ pulls the eigenvalues in:" if less else "tanh′ does not pull the farthest eigenvalue in here:"
        keeps = "forget" if "forget" in result.gates else "update"
        mean = float(result.gates[keeps][-1, self.step - 1, 0].mean())
        return f"Past {self.symbol}, the {keeps} gates carry the state ({short(mean)} on average):"


def _fate(radius: float) -> str:
    if radius == 0:
        return "would leave nothing"
    if abs(radius - 1) <= _ON_CIRCLE:
        return "would neither fade nor grow"
    return "would fade" if radius < 1 else "would grow"


def _jacobian(result: Result, step: int) -> tuple[Array | None, str]:
    from gradviz import theory

    units = result.experiment.hidden_size * (1 + (result.cell_state is not None))
    if units > LARGEST_JACOBIAN:
        return None, f"The Jacobian is left out: its {units} eigenvalues would take seconds at every step."
    try:
        return theory.jacobian_eigenvalues(result, step), ""
    except theory.TheoryError as error:
        return None, str(error)
