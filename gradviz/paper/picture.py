"""A picture that shows itself: in a notebook by itself, elsewhere as a sentence, and in a file when it is saved."""

from __future__ import annotations

import base64
import html
import importlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gradviz.charts import CHARTS
from gradviz.charts.chart import Chart
from gradviz.charts.markup import to_html, to_plain
from gradviz.charts.spoken import spoken
from gradviz.errors import ExperimentError, did_you_mean
from gradviz.paper.export import export, png_bytes
from gradviz.paper.look import Look
from gradviz.result import Result
from gradviz.sweeps import Sweep

_HEADER = slice(16, 24)
"""Where a PNG says how wide and how high it is."""


def show(
    result: Result,
    *results: Result,
    chart: str = "lecture",
    theme: str = "light",
    width: int = 1600,
    at: int | None = None,
    pinned: Sequence[Result] = (),
    **options: Any,
) -> Picture:
    """Return the picture of one or two networks; in a notebook it shows itself, elsewhere nothing is opened.

    Parameters
    ----------
    result, results
        Network A, and B where there are two.
    chart
        Which picture: a name of `gradviz.charts.CHARTS` (``gradviz list charts``).
    theme, width
        ``"light"`` or ``"dark"``, and the pixels of the width (200 to 10000).
    at
        The step that pictures of one step show; None: where the picture thinks it best.
    pinned
        Earlier runs that stay in pictures that can hold them.
    **options
        What may be chosen in the picture, such as ``scale="linear"`` of ``gradient``.

    Returns
    -------
    Picture
        It has `Picture.save`.

    Raises
    ------
    ExperimentError
        When there is no such picture or option, a value is impossible, or there are more than two networks.

    Examples
    --------
    >>> lstm = gradviz.run(gradviz.Experiment(cell="lstm", forget_bias=3.0))
    >>> gradviz.show(gradviz.run(gradviz.Experiment()), lstm).save("lecture.pdf")
    """
    look, both = Look(width, None, theme), (result, *results)
    _check(both, chart)
    kind = CHARTS[chart]
    if at is not None and not 0 <= at <= result.experiment.steps:
        raise ExperimentError(f"at must be a step, 0 … {result.experiment.steps}; you gave {at}.", "at")
    sweep = _swept(both, chart, options)
    return Picture(kind(*both, at=at, pinned=tuple(pinned), sweep=sweep, **options), look)


def _check(results: tuple[Any, ...], chart: str) -> None:
    for each in results:
        if not isinstance(each, Result):
            words = f"show takes what gradviz.run returns, not a thing of type {type(each).__name__}."
            raise ExperimentError(words, "result")
    if len(results) > 2:
        raise ExperimentError(
            f"a picture compares two networks, A and B; you gave {len(results)}: give earlier runs as pinned=[…].",
            "results",
        )
    if chart not in CHARTS:
        hint = did_you_mean(str(chart), CHARTS) or f"; the charts are {', '.join(CHARTS)}."
        raise ExperimentError(f"there is no chart {chart}{hint}", "chart")


def _swept(results: tuple[Result, ...], chart: str, options: dict[str, Any]) -> Sweep | None:
    """Return the sweep that a picture is drawn from, computed, or None."""
    grid = CHARTS[chart].asks(*(each.experiment for each in results), **options)
    if grid is None:
        return None
    fields: dict[str, Any] = dict(grid.fields)
    sweep: Callable[..., Sweep] = importlib.import_module("gradviz").sweep  # what computes lies beside, not below
    return sweep(grid.experiment, seeds=range(grid.seeds), **fields)


@dataclass(frozen=True, eq=False, repr=False)
class Picture:
    """A Chart and how it is to look; what a notebook asks it for is drawn when it is asked."""

    chart: Chart
    look: Look

    def save(self, path: str | os.PathLike[str], *, dpi: float | None = None) -> Path:
        """Write the picture (``.png``, ``.svg``, ``.pdf``) or its numbers (``.csv``); an existing file is replaced.

        Raises
        ------
        FileError
            When the suffix is unknown or the place cannot be written to.
        ExperimentError
            When dpi is out of range.
        """
        return export(self.chart, path, width=self.look.width, dpi=dpi, theme=self.look.theme)

    def __repr__(self) -> str:
        lines = [to_plain(self.chart.title), spoken(self.chart), to_plain(self.chart.question)]
        return "\n".join(line for line in lines if line)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002
        printer.text(repr(self))

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        """Return the whole picture, and the size at which a notebook shows it: half, for fine screens."""
        png = self._png(self.chart)
        across, high = _size(png)
        return png, {"width": across // 2, "height": high // 2}

    def _repr_html_(self) -> str:
        """Return the picture with its words below it as text, to be read, found and copied."""
        drawn = replace(self.chart, sentences=(), question="")
        data = base64.b64encode(self._png(drawn)).decode("ascii")
        theme, said = self.look.colours, html.escape(spoken(self.chart), quote=True)
        several = len(self.chart.sentences) > 1
        lines = [
            f'<div style="color:{theme.role_colour(role) if several else theme.text}">'
            f"{f'<b>{role.upper()}</b> ' if several else ''}{to_html(words)}</div>"
            for role, words in self.chart.sentences
        ]
        return (
            f'<figure style="margin:0;padding:8px;max-width:{self.look.width // 2}px;background:{theme.panel}">'
            f'<img style="width:100%" alt="{said}" src="data:image/png;base64,{data}">'
            f'<figcaption style="font:13px/1.45 sans-serif">{"".join(lines)}'
            f'<div style="color:{theme.secondary}">{to_html(self.chart.question)}</div></figcaption></figure>'
        )

    def _png(self, chart: Chart) -> bytes:
        return png_bytes(chart, width=self.look.width, theme=self.look.theme)


def _size(png: bytes) -> tuple[int, int]:
    across, high = png[_HEADER][:4], png[_HEADER][4:]
    return int.from_bytes(across), int.from_bytes(high)
