"""How a long computation reports its progress and is asked to stop."""

from __future__ import annotations

from collections.abc import Callable

from gradviz.errors import Cancelled


class Control:
    """A hand on a running computation; safe to use from another thread.

    Parameters
    ----------
    on_progress
        Called between steps, in the computing thread, with the share that is done (0 to 1).
    """

    def __init__(self, on_progress: Callable[[float], None] | None = None) -> None:
        self._on_progress = on_progress
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether a stop has been asked for."""
        return self._cancelled

    def cancel(self) -> None:
        """Ask the computation to stop at its next step."""
        self._cancelled = True

    def advance(self, share: float) -> None:
        """Report that ``share`` (0 to 1) of the work is done; called by the computation.

        Raises
        ------
        Cancelled
            When a stop has been asked for.
        """
        if self._cancelled:
            raise Cancelled("The computation was stopped.")
        if self._on_progress is not None:
            self._on_progress(share)
