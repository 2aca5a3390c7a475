"""The parts of a hand-out as lines: what was found, the settings, the equations, what was checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gradviz.cells import CELLS
from gradviz.charts import reading
from gradviz.charts.chart import Chart, Formula
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.stepped import Stepped
from gradviz.charts.parts.stepped_back import backward
from gradviz.charts.question import question
from gradviz.checked import Check
from gradviz.paper.handouts.lines import Line, Piece, paragraph
from gradviz.paper.handouts.settings import settings
from gradviz.paper.handouts.type import EQUATION, HEAD, SMALL, STRONG, TEXT, math_width
from gradviz.paper.type import width, wrapped
from gradviz.result import Result

_LETTER = 15.0
_PROPER = {"python": "Python"}
_SYMBOLS = {
    "hidden": "h_t", "cell_state": "c_t", "gates": "the gates", "log10_grad_hidden": "‖∂L/∂h_t‖",
    "log10_grad_cell": "‖∂L/∂c_t‖", "log10_grad_recurrent": "‖(∂L/∂W_{hh})_t‖", "log10_grad_input": "‖∂L/∂x_t‖",
    "loss": "L", "log10_grad_parameters": "norms of parameter gradients", "parameter_gradients": "parameter gradients",
    "clipped_gradients": "clipped gradients",
}  # fmt: skip
_NAME = re.compile(r"\b(?:" + "|".join(sorted(_SYMBOLS, key=len, reverse=True)) + r")\b(?:\[\w+\])?")
_PARAMETER = re.compile(r": (?:(?:weight|bias)_\w+|readout\.\w+)(?:, (?:(?:weight|bias)_\w+|readout\.\w+))*")


def found(charts: Sequence[Chart], room: float, before: Sequence[Chart] = ()) -> list[Line]:
    """Return the sentences of the pictures, each once, after the letter of its network; not those said ``before``."""
    lines: list[Line] = []
    said = {sentence for chart in before for sentence in chart.sentences}
    for role, words in dict.fromkeys(sentence for chart in charts for sentence in chart.sentences):
        if (role, words) in said:
            continue
        several = any(len(chart.sentences) > 1 for chart in charts)
        indent = _LETTER if several else 0.0
        for i, line in enumerate(wrapped(words, TEXT, room - indent)):
            letter = (Piece(role.upper(), STRONG, role=role),) if several and not i else ()
            lines.append(Line((*letter, Piece(line, TEXT, indent)), 2.0 if not i else 0.0))
    return lines


def table(results: tuple[Result, ...], room: float) -> list[Line]:
    """Return the settings that differ from the defaults, with their symbols."""
    rows = settings(results)
    lines = [Line((Piece("Settings", HEAD),), 0.0, room)]
    if not rows:
        return [*lines, *paragraph(f"Every setting has its default: {question(*results)}.", TEXT, room, 3.0)]
    label = max(width(row.label, TEXT) for row in rows) + 10
    symbol = max([width(row.symbol, TEXT) for row in rows]) + (10 if any(row.symbol for row in rows) else 0)
    each = (room - label - symbol) / len(results)
    if len(results) > 1:
        heads = [Piece("AB"[i], STRONG, label + symbol + i * each, role=("a", "b")[i]) for i in range(len(results))]
        lines.append(Line(tuple(heads), 2.0))
    for row in rows:
        cells = [
            wrapped(words, TEXT, each - 6 if len(row.values) > 1 else room - label - symbol) for words in row.values
        ]
        for i in range(max(map(len, cells))):
            said = [Piece(c[i], TEXT, label + symbol + n * each) for n, c in enumerate(cells) if i < len(c)]
            first = (Piece(row.label, TEXT), Piece(row.symbol, TEXT, label)) if not i else ()
            lines.append(Line((*first, *said), 2.0 if not i else 0.0))
    return lines


def equations(results: tuple[Result, ...], room: float) -> list[Line]:
    """Return the equations of every cell that is there, forward and back."""
    lines: list[Line] = []
    cells = {result.experiment.cell: result for result in results}
    for cell, result in cells.items():
        title = f"{CELLS[cell].label}, one step forward and back"
        lines.append(Line((Piece(title, HEAD),), 10.0 if lines else 0.0, room))
        for formula in _formulas(result):
            lines += _equation(formula.equation, room)
    return lines


def _formulas(result: Result) -> Iterator[Formula]:
    """Yield the equations of the first step that the gradient goes back through."""
    at = Stepped(result, max(1, reading.start(result)), 0)
    yield from (formula for formula in (*at.forward(), *backward(at)) if " = " in formula.equation)


def _equation(equation: str, room: float) -> list[Line]:
    """Return an equation, in two lines where it is too wide for one."""
    if math_width(equation, EQUATION) <= room:
        return [_set(equation, 0.0)]
    head, _, rest = equation.rpartition(" + ")
    return [_set(head, 0.0), _set(f"+ {rest}", 24.0)]


def _set(equation: str, indent: float) -> Line:
    return Line((Piece(equation, EQUATION, indent, is_math=True),), leading=1.5)


def checked(results: tuple[Result, ...], checks: Sequence[Check], room: float) -> list[Line]:
    """Return what was checked of every network, and how well it agreed."""
    lines = [Line((Piece("Checked", HEAD),), 0.0, room)]
    if not checks:
        return [*lines, *paragraph("This gradient was not computed a second time.", SMALL, room, 2.0)]
    for name, check in zip(names_of(*results), checks, strict=True):
        words = f"{name}: {check.sentence}. Repeated by {check.method}"
        words += f": {_symbols(check.covered)}." if check.covered else "."
        if check.left_out:
            words += f" Left out: {_symbols(check.left_out)}."
        lines += paragraph(words[0].upper() + words[1:], SMALL, room, 2.0)
    notes = [result.note for result in results if result.note]
    return lines + [line for note in notes for line in paragraph(note, SMALL, room, 2.0)]


def _symbols(lines: Sequence[str]) -> str:
    """Return the lines of a check in the symbols of the page; gates and parameters are not named one by one."""
    words = "; ".join(_PARAMETER.sub("", line) for line in lines)
    words = _NAME.sub(lambda match: _SYMBOLS[match[0].partition("[")[0]], words)
    return re.sub(r"the gates(, the gates)+", "the gates", words)


def pairs(head: str, rows: Sequence[tuple[str, str]], room: float) -> list[Line]:
    """Return a small table of names and values."""
    lines, indent = [Line((Piece(head, HEAD),), 0.0, room)], max(width(name, TEXT) for name, _ in rows) + 10
    for name, value in rows:
        for i, words in enumerate(wrapped(value, TEXT, room - indent)):
            first = (Piece(name, TEXT),) if not i else ()
            lines.append(Line((*first, Piece(words, TEXT, indent)), 2.0 if not i else 0.0))
    return lines


def said(head: str, sentences: Sequence[str], room: float) -> list[Line]:
    """Return sentences, each a paragraph."""
    lines = [Line((Piece(head, HEAD),), 0.0, room)]
    return lines + [line for words in sentences for line in paragraph(words, TEXT, room, 2.0)]


def small(words: str, room: float) -> list[Line]:
    """Return words in small print."""
    return paragraph(words, SMALL, room, quiet=True)


def foot(results: tuple[Result, ...], room: float) -> list[Line]:
    """Return the whole question in small print, and what computed it."""
    versions = ", ".join(f"{_PROPER.get(name, name)} {number}" for name, number in results[0].versions.items())
    devices = " and ".join(dict.fromkeys(result.device for result in results))
    asked = paragraph(f"Asked: {question(*results)}.", SMALL, room, quiet=True)
    return [*asked, *paragraph(f"Computed by {versions}, on {devices}.", SMALL, room, quiet=True)]
