"""What every step back does to the gradient, taken apart: how much W_{hh}, the activation or the gates take or give.

A bar stands between step t − 1 and step t, under the slope of the curve that it explains. Below 0 the step
takes from the gradient, above 0 it gives, in decades (factors of ten):
log_{10} ‖∂L/∂h_{t−1}‖ − log_{10} ‖∂L/∂h_t‖, measured, is the line.

The parts compare the norm before and after each thing that is done to the gradient g, one after the other, so
they add up exactly. RNN: log_{10} ‖tanh′ ⊙ g‖ / ‖g‖, then what W_{hh} makes of that. LSTM: the gradient of c_t,
log_{10} ‖f ⊙ g‖ / ‖g‖ by the forget gate alone, then what the way through W_{hh} adds. GRU: the same with h_t
and the update gate. A loss at an earlier step adds its part, truncation takes one away. Of a batch it is the first
sequence (medians of parts would not add up), of a stack the top layer.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts.activations import which
from gradviz.charts.chart import Axis, Bars, Chart, Curve, Level, Panel, Role, Shade, finite_range, padded, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.account import Account, account, sentence
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.over_time import loss_marks, loss_words, time_axis
from gradviz.charts.stacks import extent
from gradviz.result import Result

TITLE = "What did each step do to the gradient?"


def draw(*results: Result) -> Chart:
    """Return the gradient, and below it what changed it, one panel of bars a network."""
    found = [account(result) for result in results]
    return Chart(
        name="why",
        title=TITLE,
        panels=(_curves(results, found), *_panels(results, found)),
        sentences=tuple((role_of(i), sentence(result, found[i])) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def _curves(results: tuple[Result, ...], found: list[Account]) -> Panel:
    span = finite_range(*(one.curve for one in found))
    symbols = list(dict.fromkeys(_symbol(one) for one in found))
    names = _names(results)
    if len(symbols) > 1:
        names = [f"{name}: {_symbol(one)}" for name, one in zip(names, found, strict=True)]
    return Panel(
        name="why_curve",
        title=TITLE,
        short="What did each step do?",
        subtitle=f"log_{{10}} of {' and '.join(symbols)}, {loss_words(results[0])}",
        x=time_axis(max(result.experiment.steps for result in results)),
        y=Axis(" and ".join(symbols), *(padded(*span) if span else (-1.0, 1.0)), log10=True),
        height=2.0,
        curves=tuple(_curve(names[i], i, len(found), one) for i, one in enumerate(found)),
        marks=loss_marks(results[0]) if span else (),
        empty="" if span else "The gradient is exactly zero at every step: there is nothing to take apart.",
    )


def _panels(results: tuple[Result, ...], found: list[Account]) -> tuple[Panel, ...]:
    bars = [_bars(one, i, len(found)) for i, one in enumerate(found)]
    low, high = padded(*extent(*bars), least=0.1)
    return tuple(
        Panel(
            name=f"why_{'ab'[i]}",
            title=_names(results)[i],
            subtitle=_subtitle(result, found[i]),
            short="AB"[i] if len(results) > 1 else "",
            x=time_axis(max(result.experiment.steps for result in results)),
            y=Axis("decades a step", low, high),
            badge=role_of(i),
            height=1.9,
            bars=bars[i],
            levels=(Level(0.0, "keeps the gradient", "neutral"),),
            empty=found[i].nothing,
        )
        for i, result in enumerate(results)
    )


def _bars(found: Account, index: int, of: int) -> tuple[Bars, ...]:
    if found.nothing:
        return ()
    end = f"_{'ab'[index]}" if of > 1 else ""
    looks = [_look(term.name, role_of(index)) for term in found.terms]
    terms = [
        Bars(term.label, term.name + end, 1, term.values, *look, "decades")
        for term, look in zip(found.terms, looks, strict=True)
    ]
    return (*terms, Bars("total", f"total{end}", 1, found.total, "neutral", "line", "decades"))


def _look(term: str, own: Role) -> tuple[Role, Shade]:
    """Return how a term is drawn: W_hh alike in every network, what comes from outside in its own colour."""
    looks: dict[str, tuple[Role, Shade]] = {
        "recurrent": (own, "hatched"),
        "loss": ("loss", "crossed"),
        "truncation": ("neutral", "crossed"),
    }
    return looks.get(term, (own, "solid"))


def _curve(name: str, index: int, of: int, found: Account) -> Curve:
    kind = "hidden" if found.state == "h" else "cell"
    column = f"log10_grad_{kind}" + (f"_{'ab'[index]}" if of > 1 else "")
    x = np.arange(len(found.curve), dtype=float)
    return Curve(name, column, x, found.curve, role_of(index), "log10", _symbol(found))


def _symbol(found: Account) -> str:
    return f"‖∂L/∂{found.state}_t‖"


def _names(results: tuple[Result, ...]) -> list[str]:
    names = names_of(*results)
    return [f"{'AB'[i]} {name}" for i, name in enumerate(names)] if len(names) > 1 else list(names)


def _subtitle(result: Result, found: Account) -> str:
    words = [] if found.nothing else [f"decades a step of {_symbol(found)}", which(result)]
    return ", ".join(word for word in words if word)


CHART = ChartKind("why", TITLE, help_text(__doc__), 50, draw)
