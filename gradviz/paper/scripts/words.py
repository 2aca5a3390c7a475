"""Pieces of a script: literals, what a network reads, and the number to compare with."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from gradviz.paper.scripts.drawing import INPUT
from gradviz.paper.scripts.network import LONGEST, Network

_LINE = 100


def literal(text: str) -> str:
    """Return a Python literal of a text, in double quotes where that is the same."""
    plain = json.dumps(text, ensure_ascii=False)
    return plain if text.isprintable() and "\\" not in plain else repr(text)


def docstring(words: str) -> list[str]:
    """Return the first lines of a docstring, without its end."""
    return textwrap.wrap('"""' + words.replace("\\", "\\\\").replace('"', "”"), _LINE)


def measured(network: Network) -> str:
    """Return the line that prints the gradient at t = 0 beside what gradviz measured."""
    found = network.result.log10_grad_hidden[-1, 0]
    value = found.tolist() if network.batched else float(found[0])
    letter = f"{network.letter.upper()}, " if network.several else ""
    return f'print("{letter}t = 0:", {network.curve}[0], "and in gradviz:", {_numbers(value)})'


def _numbers(value: float | list[float]) -> str:
    """Return numbers as Python reads them back, infinities too."""
    if isinstance(value, list):
        return f"[{', '.join(map(_numbers, value))}]"
    words = repr(value)
    return f'float("{words}")' if words in ("inf", "-inf", "nan") else words


def inputs(network: Network) -> Iterator[str]:
    """Yield the lines of x: (T, I), or (T, B, I) where several sequences differ."""
    asked = network.asked
    single = ".float()" if asked.dtype == "float32" else ""
    size = ", B, I" if network.batched else ", I"
    if "inputs" in network.result.explicit:
        yield f'x = torch.from_numpy(arrays["{network.named("inputs")}"])'
    elif asked.input == "text":
        yield from _text(network)
    elif asked.input == "zeros":
        yield f"x = torch.zeros(T{size})"
    elif asked.input == "impulse":
        yield f"x = torch.zeros(T{size})"
        yield f"x[0] = {_scale(asked.input_scale)}draw({INPUT}, ({size[2:]},)){single}"
    else:
        scaled = f"{_scale(asked.input_scale)}draw({INPUT}, (T{size}))"
        yield f"x = ({scaled}){single}" if single and asked.input_scale != 1 else f"x = {scaled}{single}"


def _scale(scale: float) -> str:
    return "" if scale == 1 else f"{scale!r} * "


def _text(network: Network) -> Iterator[str]:
    """Yield the text, one-hot over its alphabet; all sequences of a batch read the same."""
    text, alphabet = network.signs, "".join(network.asked.alphabet)
    if len(text) > LONGEST:
        yield f'x = torch.eye(I)[torch.from_numpy(arrays["{network.named("codes")}"])]  # the text, one-hot'
        return
    yield from _assigned("text", text)
    if alphabet == "".join(sorted(set(text))):
        yield "alphabet = sorted(set(text))"
    else:
        yield from _assigned("alphabet", alphabet)
    yield "x = torch.eye(I)[[alphabet.index(sign) for sign in text]]  # one-hot"


def _assigned(name: str, text: str) -> Iterator[str]:
    pieces = [text[i : i + _LINE] for i in range(0, len(text), _LINE)]
    if len(pieces) == 1:
        yield f"{name} = {literal(text)}"
        return
    yield f"{name} = ("
    yield from (f"    {literal(piece)}" for piece in pieces)
    yield ")"
