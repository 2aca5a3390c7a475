"""Questions worth asking in a lecture, ready to be asked: data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from gradviz.experiment import Experiment


@dataclass(frozen=True)
class Preset:
    """One question with the picture that answers it.

    Attributes
    ----------
    words
        One sentence on what there is to see.
    fields
        What of network A is not the default.
    against
        What of network B differs from A; None: there is no B.
    pictures
        Names of `gradviz.charts.CHARTS`, the first one in front.
    options
        What is chosen in a picture: picture, option, value.
    """

    words: str
    fields: Mapping[str, Any]
    against: Mapping[str, Any] | None = None
    pictures: tuple[str, ...] = ("lecture",)
    options: tuple[tuple[str, str, bool | int | str], ...] = field(default=())

    def experiments(self) -> tuple[Experiment, ...]:
        """Return network A, and B where there is one."""
        a = Experiment(**self.fields)
        return (a,) if self.against is None else (a, a.replace(**self.against))


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "The lecture’s default": Preset(
            "A tanh RNN forgets its loss within a dozen steps; an LSTM whose forget gates are open does not.",
            {"cell": "rnn_tanh", "steps": 128},
            {"cell": "lstm", "forget_bias": 3.0},
        ),
        "RNN against LSTM at PyTorch’s defaults": Preset(
            "Without an open forget gate an LSTM vanishes about as fast as a plain RNN.",
            {"cell": "rnn_tanh", "steps": 128, "hidden_size": 128, "init": "torch", "spectral_radius": None},
            {"cell": "lstm"},
            ("gradient",),
        ),
        "Fifty lines of numpy": Preset(
            "The same little ReLU network drawn 64 times: some explode, some vanish, and some die at once.",
            {"cell": "rnn_relu", "steps": 51, "hidden_size": 5, "init": "normal", "spectral_radius": None,
             "input": "impulse", "seed": 1},
            pictures=("fan",),
        ),
        "A sharp edge at ρ = 1": Preset(
            "Without a nonlinearity ρ alone decides, at 1; choose the tanh RNN, and the edge moves and blurs.",
            {"cell": "rnn_linear", "steps": 128, "spectral_radius": 1.0},
            pictures=("phase",),
        ),
        "How far open must a forget gate be?": Preset(
            "At a forget bias of 0 the gradient vanishes at every ρ; from about 3 on it holds, unless ρ is small.",
            {"cell": "lstm", "steps": 128, "forget_bias": 1.0},
            pictures=("phase",),
            options=(("phase", "over", "bias"),),
        ),
    }
)  # fmt: skip
"""Every preset by its name, in the order of a menu."""
