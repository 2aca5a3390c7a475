"""What a network expects next: the read-out of its top layer's hidden state."""

from __future__ import annotations

import numpy as np

from gradviz.language.state import Floats
from gradviz.models import Checkpoint


def log_probabilities(checkpoint: Checkpoint, hidden: Floats) -> Floats:
    """Return the log probabilities (natural) of the next character, (…, A), from the top layer's h, (…, H)."""
    weight, bias = (np.asarray(checkpoint.weights[f"readout.{kind}"], np.float32) for kind in ("weight", "bias"))
    scores = hidden @ weight.T + bias
    scores -= scores.max(-1, keepdims=True)
    normalised: Floats = scores - np.log(np.exp(scores).sum(-1, keepdims=True))
    return normalised
