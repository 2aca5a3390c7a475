"""How a network that reads is named by a page or a scene: its model, or that with "untrained" in front.

The second is a network of the model's cell, sizes and alphabet with fresh weights, PyTorch's own: not the one that the
model's training began with, which may have had another forget bias or another model's weights.
"""

from __future__ import annotations

UNTRAINED = "untrained "
"""What stands before the name of a model whose weights are drawn afresh."""


def model_of(name: str) -> str:
    """Return the model's own name, or its file."""
    return name.removeprefix(UNTRAINED)


def renamed(name: str, model: str) -> str:
    """Return the same network's name when its model is called another way."""
    return f"{UNTRAINED}{model}" if is_untrained(name) else model


def is_untrained(name: str) -> bool:
    """Return whether it is a network with fresh weights."""
    return name.startswith(UNTRAINED)
