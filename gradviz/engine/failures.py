"""What a machine does to a run in its middle, said in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from gradviz.engine import tape
from gradviz.errors import ExperimentError

_LESS = "fewer steps, hidden units, sequences or layers"


@contextmanager
def explained(device: torch.device) -> Iterator[None]:
    """Turn memory that runs out, or a device that goes away, into a sentence for the user.

    Kept buffers are let go and the device's memory is given back, so that what is asked next can run.

    Raises
    ------
    ExperimentError
        Of the field that cures it: the CPU instead of the device, or less of everything.
    """
    try:
        yield
    except MemoryError as error:
        raise _out_of_memory(torch.device("cpu")) from error
    except torch.OutOfMemoryError as error:
        raise _out_of_memory(device) from error
    except RuntimeError as error:
        words = str(error)
        if "out of memory" in words or "alloc" in words:
            raise _out_of_memory(device) from error
        if device.type != "cpu" and _is_gone(words):
            raise _gone(device, words) from error
        raise


def _is_gone(words: str) -> bool:
    return any(sign in words for sign in ("CUDA error", "no CUDA", "CUDA driver", "MPS backend", "Metal"))


def _out_of_memory(device: torch.device) -> ExperimentError:
    tape.forget_plans()
    if device.type == "cpu":
        return ExperimentError(f"Memory ran out during the computation: choose {_LESS}.", "steps")
    if device.type == "cuda":
        torch.cuda.empty_cache()
    return ExperimentError(
        f"The memory of {device} ran out during the computation: choose device = cpu, or {_LESS}.", "device"
    )


def _gone(device: torch.device, words: str) -> ExperimentError:
    tape.forget_plans()
    reason = words.strip().splitlines()[0].rstrip(".")
    return ExperimentError(
        f"{device} stopped answering ({reason}): choose device = cpu; start gradviz again to use {device}.", "device"
    )
