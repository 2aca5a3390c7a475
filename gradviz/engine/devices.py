"""Where a run computes: what this machine offers, and which of it a name means."""

from __future__ import annotations

import platform

import torch

from gradviz.errors import ExperimentError


def available() -> list[tuple[str, str]]:
    """Return the devices of this machine, best first, each as (name, description)."""
    found = [(f"cuda:{i}", torch.cuda.get_device_name(i)) for i in range(_cuda_devices())]
    if torch.backends.mps.is_available():
        found.append(("mps", "Apple GPU, float32 only"))
    return [*found, ("cpu", platform.processor() or platform.machine() or "the processor")]


def chosen(device: str, dtype: str) -> torch.device:
    """Return the device that an Experiment's ``device`` and ``dtype`` mean on this machine.

    ``auto`` takes cuda, then mps (float32 only), then the cpu.

    Raises
    ------
    ExperimentError
        When the device isn't there, or can't compute in ``dtype``; those present are named.
    """
    names = [name for name, _ in available()]
    if device == "auto":
        return torch.device(next(name for name in names if name != "mps" or dtype == "float32"))
    wanted = "cuda:0" if device == "cuda" else device
    if wanted not in names:
        raise ExperimentError(f"device {device} is not on this machine; present: auto, {', '.join(names)}.", "device")
    if wanted == "mps" and dtype == "float64":
        raise ExperimentError("device mps computes in float32 only: choose dtype = float32, or device = cpu.", "device")
    return torch.device(wanted)


def _cuda_devices() -> int:
    return torch.cuda.device_count() if torch.cuda.is_available() else 0
