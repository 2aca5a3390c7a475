"""What one unit does while a text is read: its value, its gates, and how much each character matters to one of them.

Above is the unit after each character; grey is where the label holds, so a unit that follows it rises and falls with
the grey. Below is the gradient of one predicted character, back through all that was read: a character that lies high
changes the prediction much. A network that has learned nothing forgets within a few characters.

Step t is when t characters have been read, so character t stands at t and the state after it, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from gradviz.charts.chart import Array, Axis, Chart, Curve, Dash, Level, Panel, Shaded, finite_range, padded
from gradviz.charts.gates import SYMBOLS
from gradviz.charts.texts.backflow import Backflow, backflow_panel, backflow_sentence
from gradviz.charts.texts.over_text import steps_of, strip, text_axis
from gradviz.charts.words import number

__all__ = ["Backflow", "UnitWindow", "unit_story"]

_NEW = ("cell", "new")
"""Gates that are a tanh; the others are sigmoids."""
_DASHES: tuple[Dash, ...] = ("solid", "short", "dots", "mixed")
_LEAST = 0.1
"""The y axis of a unit that hardly moves is at least as tall."""
_UNREAD = "Nothing has been read yet."


@dataclass(frozen=True, eq=False)
class UnitWindow:
    """A part of a text, and what one unit did while it was read.

    Attributes
    ----------
    text
        The n characters that are shown.
    first
        Index of the first of them in the whole text.
    title, subtitle
        Who the unit is, and what it does: "Unit 101, memory cell c", "on from the opening quote to the closing one".
    values : (n,)
        The unit after each character; NaN where it has not been read yet.
    symbol
        What the values are: "c_t", "h_t", "tanh c_t".
    label
        The phrase of what is followed ("the quote"), and where it holds or how much of it there is, (n,).
    gates
        By gradviz's names, each (n,): of this unit, at each character.
    gradient
        What flows back from a predicted character.
    """

    text: str
    first: int
    title: str
    subtitle: str
    values: Array
    symbol: str
    label: tuple[str, Array] | None
    gates: Mapping[str, Array] | None
    gradient: Backflow | None


def unit_story(window: UnitWindow, *, relative: bool = False) -> Chart:
    """Return the picture of a unit over the characters; with ``relative`` the gradient as a share of its start."""
    axis = text_axis(window.first, len(window.text))
    flow = window.gradient
    panels = [_unit(window, axis)]
    sentences = [_unit_sentence(window)]
    if window.text:
        panels += _gates(window, axis)
        panels += [backflow_panel(flow, axis, relative)] if flow is not None else []
        panels.append(strip(window.text, window.first))
    if flow is not None:
        sentences.append(backflow_sentence(flow))
    said = " ".join(words for words in sentences if words)
    return Chart("unit_story", window.title, tuple(panels), (("neutral", said),) if said else (), ())


def _unit(window: UnitWindow, axis: Axis) -> Panel:
    span, label = finite_range(window.values, np.zeros(1)), window.label
    low, high = padded(*(span or (0.0, 0.0)), least=_LEAST)
    said = [window.subtitle, f"grey: {label[0]}" if label else ""]
    return Panel(
        name="unit",
        title=window.title,
        subtitle=", ".join(words for words in said if words),
        x=axis,
        y=Axis(window.symbol, low, high),
        height=2.0,
        curves=(
            Curve(
                "", "value", steps_of(window.first, len(window.text)), window.values, "b", "", window.symbol, "solid"
            ),
        ),
        shaded=(Shaded("label", window.first + 1, label[1]),) if label else (),
        levels=(Level(0.0, ""),),
        empty="" if np.isfinite(window.values).any() else _UNREAD,
    )


def _gates(window: UnitWindow, axis: Axis) -> Iterator[Panel]:
    """Yield what is open and shut, and the new value that is offered."""
    gates = window.gates or {}
    several = {
        "gates": ("What its gates do", "0 is shut, 1 is open", (-0.04, 1.04), [n for n in gates if n not in _NEW]),
        "new": ("What it would write", "the new value", (-1.08, 1.08), [name for name in gates if name in _NEW]),
    }
    for panel, (title, about, reach, names) in several.items():
        if names:
            curves = tuple(_gate(window, name, gates[name], i) for i, name in enumerate(names))
            y = Axis("gate" if panel == "gates" else curves[0].symbol, *reach)
            levels = (Level(0.0, ""),) if panel == "new" else ()
            yield Panel(panel, title, axis, y, about, height=1.2, curves=curves, levels=levels)


def _gate(window: UnitWindow, name: str, values: Array, index: int) -> Curve:
    label, dash = f"{name if name not in _NEW else ''} {SYMBOLS[name]}".strip(), _DASHES[index % len(_DASHES)]
    return Curve(
        label,
        f"{name}_gate",
        steps_of(window.first, len(window.text)),
        values,
        "b",
        "",
        SYMBOLS[name],
        dash,
        0.3 * index,
    )


def _unit_sentence(window: UnitWindow) -> str:
    """Return what the unit does where the label holds and elsewhere, or how closely it goes with a quantity."""
    known = np.isfinite(window.values)
    if window.label is None or not known.any():
        return ""
    phrase, label = window.label
    if label.dtype == bool:
        inside, outside = (window.values[known & holds] for holds in (label, ~label))
        if not inside.size or not outside.size:
            return f"{window.symbol} is {number(float(window.values[known].mean()), 2)} on average here."
        means = [number(float(values.mean(dtype=float)), 2) for values in (inside, outside)]
        return f"{window.symbol} is {means[0]} on average at {phrase}, {means[1]} elsewhere."
    both = known & np.isfinite(label)
    if both.sum() < 2 or not window.values[both].std() or not label[both].std():
        return ""
    found = float(np.corrcoef(window.values[both].astype(float), label[both])[0, 1])
    return f"{window.symbol} goes with {phrase} here: correlation {number(found, 2)}."
