"""Whether a run fits into memory, known before it is tried."""

from __future__ import annotations

import os
from pathlib import Path

import torch

from gradviz.cells import CELLS
from gradviz.engine.tape import Shape, buffer_bytes
from gradviz.errors import ExperimentError

_ROOM = (13, 10)  # buffers, and what is computed from them for a moment
_SMALL = 2**26  # not worth asking
_FEWER = "steps, hidden units, sequences or layers"


def needed(shape: Shape, inputs: int) -> tuple[int, int]:
    """Return the bytes that a run takes at its peak: on its device, and for the Result on the host."""
    cell = CELLS[shape.cell]
    row = (shape.steps + 1) * shape.batch * shape.dtype.itemsize
    states = (1 + cell.has_cell_state + len(cell.gates)) * shape.hidden * shape.layers
    weights = shape.layers * cell.blocks * shape.hidden * (shape.hidden + max(shape.hidden, inputs)) * 8 * 8
    return buffer_bytes(cell, shape) * _ROOM[0] // _ROOM[1] + 3 * row * inputs + weights, row * (states + inputs)


def refuse_what_cannot_fit(shape: Shape, inputs: int) -> None:
    """Raise before anything is allocated when the run can't fit.

    Raises
    ------
    ExperimentError
        With the figure that is needed and the one that is there.
    """
    on_device, on_host = needed(shape, inputs)
    if shape.device.type != "cuda":
        on_device, on_host = 0, on_device + on_host
    else:
        _compare(on_device, torch.cuda.mem_get_info(shape.device)[0], f"{shape.device} has")
    refuse(on_host)


def refuse(wanted: int, fewer: str = _FEWER) -> None:
    """Raise when the machine hasn't ``wanted`` bytes to give (a trifle is not asked for).

    Parameters
    ----------
    fewer
        What the sentence advises to choose fewer of.
    """
    if wanted > _SMALL:
        _compare(wanted, available_bytes(), "this machine has", fewer)


def _compare(wanted: int, there: int | None, where: str, fewer: str = _FEWER) -> None:
    if there is not None and wanted > there:
        raise ExperimentError(
            f"This run needs {_size(wanted)} of memory and {where} {_size(there)} free: choose fewer {fewer}.", "steps"
        )


def _size(amount: int) -> str:
    """Return an amount of bytes in GiB; an absurd one, that no float may hold, as a power of ten."""
    whole = amount // 2**30
    if whole >= 10**6:
        return f"more than 10^{len(str(whole)) - 1} GiB"
    return f"{amount / 2**30:,.1f} GiB".replace(",", " ")


def available_bytes() -> int | None:
    """Return how much memory the machine can still give; None where it doesn't say."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None
