"""``gradviz train``: train a character model on a text, a folder, the standard library, or generated dialogue."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser, RequestError
from gradviz.errors import Cancelled, FileError

if TYPE_CHECKING:
    from gradviz.language.recipe import Recipe

_SUFFIX = ".safetensors"
_MINUTES = 5.0
_FLAGS: dict[str, tuple[str, type]] = {
    "minutes": (f"how long (default {_MINUTES:g}, unless --steps says it)", float),
    "steps": ("how many updates; with --minutes, whichever ends first", int),
    "cell": ("rnn_tanh, rnn_relu, lstm or gru (default lstm)", str),
    "hidden_size": ("units of each layer (default 128)", int),
    "layers": ("how many lie on each other (default 1)", int),
    "start": ("a model to begin with, of the same cell and no larger: one that gradviz has, or a file", str),
    "remember": ("added to the forget biases of --start: its units keep what they keep e^X times as long", float),
    "seed": ("of the first weights, the resets, and of what is generated (default 0)", int),
    "sequence": ("characters that the gradient runs back over; the state is carried on (default 100)", int),
    "streams": ("places of the text that are read side by side (default 16)", int),
    "optimizer": ("adam (its rate falls along a cosine) or adagrad (default adam)", str),
    "learning_rate": ("default 0.004", float),
    "clip": ("the largest norm of all gradients together (default 5)", float),
    "forget_bias": ("the LSTM's total forget bias at the start (default 0)", float),
    "reset": ("probability, at each chunk, that a stream forgets everything (default 0.02)", float),
    "drift_penalty": ("weight of the penalty on |c| above 2 (default 0.02)", float),
    "device": ("auto, cpu, cuda, cuda:N or mps (default auto)", str),
}
_METAVARS = {int: "N", float: "X", str: "NAME"}


def configure(parser: Parser) -> None:
    """Add the flags."""
    from gradviz.cli.target import add_target

    add_target(parser, _SUFFIX)
    parser.add_argument("--resume", action="store_true", help="go on with a training that was interrupted")
    group = parser.add_argument_group("the corpus")
    group.add_argument("--text", metavar="WHAT", help="a UTF-8 file, a folder of them, code (Python's standard library "
                       "and as much of generated text), or prose (generated dialogue)")  # fmt: skip
    group.add_argument("--width", metavar="N", help="columns at which generated dialogue is wrapped (default 40)")
    group = parser.add_argument_group("the recipe")
    for name, (words, kind) in _FLAGS.items():
        group.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar=_METAVARS[kind], help=words)


def run(given: argparse.Namespace) -> int:
    """Train and write."""
    from gradviz.cli.target import target_of

    if not given.text:
        raise RequestError("gradviz train needs --text: a text file, a folder of them, code or prose.")
    recipe, width = _recipe(given), _width(given.width)
    path = target_of(_named(given.output), given.force, (_SUFFIX,), "gradviz train")
    state = _state(path, given.resume, given.force)
    from gradviz.cli.training import trained
    from gradviz.language.corpus import corpus_of
    from gradviz.models import save_checkpoint

    corpus = corpus_of(given.text, width=width, seed=recipe.seed)
    try:
        model = trained(recipe, corpus, state, given.resume, {"command": _command(given)})
    except Cancelled:
        print(f"gradviz: stopped; what is learned is in {state}; --resume goes on from there.", file=sys.stderr)
        raise
    save_checkpoint(model, path)
    about = model.about
    print(f"wrote {path}")
    print(
        f"{about['bits_per_character']} bits per character of text that was held out; "
        f"{int(about['characters']):,} characters read in {about['seconds']} s"
    )
    return 0


def _named(output: str | None) -> str:
    if not output:
        raise RequestError(f"gradviz train needs -o FILE, the {_SUFFIX} file to write.")
    if Path(output).suffix != _SUFFIX:
        raise FileError(f"{output}: a model is written as {_SUFFIX}; give a name that ends so.")
    return output


def _recipe(given: argparse.Namespace) -> Recipe:
    from gradviz.language.recipe import Recipe

    values = {
        name: _value(getattr(given, name), kind)
        for name, (_, kind) in _FLAGS.items()
        if getattr(given, name) is not None
    }
    if "steps" not in values:
        values = {"minutes": _MINUTES, **values}
    return Recipe(**values)


def _value(words: str, kind: type) -> Any:
    try:
        return kind(words)
    except ValueError:
        return words  # the recipe says what would be right


def _width(words: str | None) -> int:
    width = _value(words or "40", int)
    if not isinstance(width, int) or not 20 <= width <= 1000:
        raise RequestError(f"width must be a whole number between 20 and 1000; you gave {words!r}.")
    return width


def _state(path: Path, resume: bool, force: bool) -> Path:
    """Return where the training's state is kept: beside the model, under its name."""
    state = path.with_name(f"{path.name}.training")
    if resume and not state.exists():
        raise FileError(f"there is no interrupted training of {path} ({state} is not there): leave --resume out.")
    if state.exists() and not resume and not force:
        raise FileError(f"{state} is an interrupted training: go on with --resume, or begin again with --force.")
    return state


def _command(given: argparse.Namespace) -> str:
    """Return the command that makes this model again."""
    import shlex

    flags = {"text": given.text, "width": given.width, **{name: getattr(given, name) for name in _FLAGS}}
    words = [
        word for name, value in flags.items() if value is not None for word in (f"--{name.replace('_', '-')}", value)
    ]
    return shlex.join(["gradviz", "train", *words, "-o", Path(given.output).name])


COMMAND = Command(
    "train", "train a character model on a text", 25, configure, run,
    "example: gradviz train --text prose --hidden-size 128 --minutes 5 -o prose.safetensors",
)  # fmt: skip
