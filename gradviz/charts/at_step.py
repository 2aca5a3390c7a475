"""The numbers at one step, as `gradviz.charts.reading` reads them from a Result: data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """The numbers at one step.

    ``log10`` is log10 ‖∂L/∂h_t‖, ``left`` the share of the gradient's start that is left (log10),
    ``per_step`` the log10 of ‖∂L/∂h_t‖ / ‖∂L/∂h_{t+1}‖ (NaN at the last step), ``back`` how many
    steps t lies before the start; the last two are W_hh's, block by block.
    """

    step: int
    log10: float
    left: float
    per_step: float
    back: int
    spectral_radius: tuple[float, ...]
    largest_singular_value: tuple[float, ...]
