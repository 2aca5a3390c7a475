"""One update of a character model after the other: a chunk of every stream, its loss, its gradient, a step."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.nn.utils import clip_grad_norm_

from gradviz.errors import ExperimentError
from gradviz.language.model import Carried, fresh
from gradviz.language.recipe import Recipe

_LARGE = 2.0  # |c| beyond this is penalised


class Updates:
    """A model, its optimiser, and its place in the text.

    Parameters
    ----------
    indices : (N,)
        The text, cut into streams of equal length that are read side by side.
    characters
        A, the size of the alphabet.

    Raises
    ------
    ExperimentError
        When the text is shorter than one chunk.
    """

    def __init__(self, recipe: Recipe, indices: npt.NDArray[np.int64], characters: int, device: torch.device) -> None:
        self.recipe, self.step = recipe, 0
        self.streams = min(recipe.streams, len(indices) // (recipe.sequence + 1))
        if not self.streams:
            raise ExperimentError(
                f"the text has {len(indices)} characters to train on; sequence = {recipe.sequence} needs more: "
                "give a longer text or a smaller sequence.",
                "sequence",
            )
        length = len(indices) // self.streams
        streams = indices[: length * self.streams].reshape(self.streams, length).T
        narrow = np.uint8 if characters <= 256 else np.int16
        self.text = torch.from_numpy(np.ascontiguousarray(streams, narrow)).to(device)
        self.chunks = (length - 1) // recipe.sequence
        self.model = fresh(recipe.cell, characters, recipe.hidden_size, recipe.layers, recipe.seed, recipe.forget_bias)
        self.model.to(device)
        kind = {"adam": torch.optim.Adam, "adagrad": torch.optim.Adagrad}[recipe.optimizer]
        self.optimizer: torch.optim.Optimizer = kind(self.model.parameters(), lr=recipe.learning_rate)
        self.carried = self.model.start(self.streams)

    def advance(self, share: float) -> float:
        """Make one update; return its loss in nats per character.

        Parameters
        ----------
        share
            Of the training that is done, for the learning rate.
        """
        chunk = self._next_chunk()
        if self.recipe.optimizer == "adam":
            for group in self.optimizer.param_groups:
                group["lr"] = self.recipe.learning_rate * (1 + math.cos(math.pi * share)) / 2
        scores, carried = self.model(chunk[:-1], self.carried)
        loss = cross_entropy(scores.flatten(0, 1), chunk[1:].flatten())
        self.optimizer.zero_grad()
        (loss + self._penalty(carried)).backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_(self.model.parameters(), self.recipe.clip)
        self.optimizer.step()
        self.carried = tuple(state.detach() for state in carried)
        self.step += 1
        return float(loss.detach())

    def snapshot(self) -> dict[str, Any]:
        """Return all that the next update depends on."""
        return {
            "step": self.step,
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "carried": list(self.carried),
        }

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Go on from a `snapshot`."""
        self.step = snapshot["step"]
        self.model.load_state_dict(snapshot["model"])
        self.optimizer.load_state_dict(snapshot["optimizer"])
        self.carried = tuple(state.to(self.text.device) for state in snapshot["carried"])

    def _next_chunk(self) -> Tensor:
        """Return the next (sequence + 1, streams) characters; let some streams, or all at the text's start, forget."""
        place = self.step % self.chunks
        draws = np.random.default_rng((self.recipe.seed, self.step)).random(self.streams)
        forgets = draws < (self.recipe.reset if place else 1)
        if forgets.any():
            stays = torch.from_numpy(~forgets).to(self.text.device, torch.float32)[:, None]
            self.carried = tuple(state * stays for state in self.carried)
        first = place * self.recipe.sequence
        return self.text[first : first + self.recipe.sequence + 1].long()

    def _penalty(self, carried: Carried) -> Tensor | float:
        if len(carried) < 2 or not self.recipe.drift_penalty:
            return 0.0
        return self.recipe.drift_penalty * (carried[1].abs() - _LARGE).relu().square().mean()
