"""How far a run is, told to whoever asked, often enough to stop it and seldom enough to cost nothing."""

from __future__ import annotations

from gradviz.control import Control

_CHUNK_FLOPS = 2**26


class Progress:
    """Counts the steps of all passes of a run, and says so to a `Control`.

    Parameters
    ----------
    total
        How many steps the run takes, forward and backward, all layers.
    flops
        What one step costs; it decides how many steps go between two reports.
    """

    def __init__(self, control: Control | None, total: int, flops: int) -> None:
        self._control, self._total = control, total
        self.chunk = max(1, min(256, _CHUNK_FLOPS // max(flops, 1)))
        self._done, self._said, self._share = 0, 0, 0.0

    def extend(self, steps: int) -> None:
        """Say that the run takes more steps than it seemed: the share never goes back."""
        self._total += steps

    def took(self, steps: int) -> None:
        """Count steps; report when a chunk is done."""
        self._done += steps
        if self._done - self._said >= self.chunk:
            self._said = self._done
            self._report(self._done / self._total)

    def repeat(self) -> None:
        """Report what was reported last, so that a stop that was asked for is heard."""
        self._report(self._share)

    def finish(self) -> None:
        """Report that everything is done."""
        self._report(1.0)

    def _report(self, share: float) -> None:
        if self._control is not None:
            self._share = min(1.0, max(self._share, share))
            self._control.advance(self._share)
