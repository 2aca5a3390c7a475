"""Trained character models as data: bundled ones, files of safetensors, and foreign `state_dict`s."""

from gradviz.models.alphabet import Encoded
from gradviz.models.checkpoint import Checkpoint, checkpoints, encode, load_checkpoint, save_checkpoint

__all__ = ["Checkpoint", "Encoded", "checkpoints", "encode", "load_checkpoint", "save_checkpoint"]
