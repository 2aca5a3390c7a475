"""Trained character models as data: bundled ones, files of safetensors, and foreign `state_dict`s."""

from gradviz.models.alphabet import Encoded, unread
from gradviz.models.checkpoint import Checkpoint, bundled, checkpoints, encode, load_checkpoint, save_checkpoint
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
