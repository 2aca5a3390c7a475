"""Trained character models as data: bundled ones, files of safetensors, and foreign `state_dict`s.

Reading one takes numpy; listing those that come with gradviz does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradviz.lazily import importing
from gradviz.models.bundle import bundled

if TYPE_CHECKING:
    from gradviz.models.alphabet import Encoded, unread
    from gradviz.models.checkpoint import Checkpoint, checkpoints, encode, load_checkpoint, save_checkpoint
    from gradviz.models.known import Header, Model, Stamp, header, model, stamp

__all__ = [
    "Checkpoint",
    "Encoded",
    "Header",
    "Model",
    "Stamp",
    "bundled",
    "checkpoints",
    "encode",
    "header",
    "load_checkpoint",
    "model",
    "save_checkpoint",
    "stamp",
    "unread",
]

_ROOMS = {
    "alphabet": ("Encoded", "unread"),
    "checkpoint": ("Checkpoint", "checkpoints", "encode", "load_checkpoint", "save_checkpoint"),
    "known": ("Header", "Model", "Stamp", "header", "model", "stamp"),
}

__getattr__ = importing(__name__, {name: f"{__name__}.{room}" for room, names in _ROOMS.items() for name in names})
