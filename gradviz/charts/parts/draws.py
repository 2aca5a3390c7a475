"""What pictures of many random draws have in common: the question they vary, and the words for what is drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from gradviz.charts.kind import Option
from gradviz.charts.question import model_name
from gradviz.charts.saturation import percent
from gradviz.experiment import Experiment
from gradviz.result import Result
from gradviz.sweeps import Sweep

_T = TypeVar("_T")

NETWORK = Option(
    "network", "Network", "Which network's draws are shown; A where there is no B.", "a",
    (("a", "network A"), ("b", "network B")),
)  # fmt: skip

_GIVEN = {"weights": "weights", "inputs": "input", "loss_gradient": "loss gradient"}


def index_of(items: Sequence[object], network: str) -> int:
    """Return which of one or two networks is asked for: A where there is no B."""
    return 1 if network == "b" and len(items) > 1 else 0


def picked(items: Sequence[_T], network: str) -> _T:
    """Return the network that is asked for."""
    return items[index_of(items, network)]


def plain(experiment: Experiment) -> Experiment:
    """Return the question that the draws share: one sequence, up to the step of the loss.

    What changes no norm of a state's gradient has always the same value, so that an edit of it finds the
    sweep that is known already; so has the seed, which the draws differ in.
    """
    return experiment.replace(
        batch_size=1, seed=0, steps=experiment.loss_step or experiment.steps, loss_step=None,
        clip="none", clip_threshold=Experiment.clip_threshold,
    )  # fmt: skip


def refusal(experiment: Experiment) -> str:
    """Return in words why there are no other draws of a network; empty where there are."""
    if experiment.model is None:
        return ""
    name = f"the model {model_name(experiment.model)}"
    if experiment.is_trained:
        return f"These are the trained weights of {name}: there are no other draws of them to show."
    return (
        f"This network has the alphabet and the read-out of {name}: other draws are made of networks without a model."
    )


def about(result: Result) -> str:
    """Return in words what each draw has of its own, and what of the run it does not have."""
    experiment = result.experiment
    own = "weights, input and loss" if experiment.input in ("noise", "impulse") else "weights and loss"
    words = [f"each with its own {own}" + (", on the same text" if experiment.input == "text" else "")]
    given = [name for key, name in _GIVEN.items() if key in result.explicit]
    given += ["initial state"] if "initial_hidden" in result.explicit else []
    if given:
        words.append(f"freshly drawn networks without the {' and '.join(given)} that this run was given")
    if experiment.batch_size > 1:
        words.append(f"one sequence each (this run has {experiment.batch_size})")
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}")
    return "; ".join(words)


def progress(sweep: Sweep) -> str:
    """Return in words how much of a sweep is there; nothing when all of it is."""
    return "" if sweep.known.all() else f" {percent(sweep.known)} of the sweep is there."
