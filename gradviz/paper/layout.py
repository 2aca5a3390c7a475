"""How the panels of a Chart share a page: one common time axis, margins as wide as their words.

Lengths are points, y runs upwards from the lower left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gradviz.charts.chart import Axis, Chart, HeatMap, Panel
from gradviz.charts.markup import to_plain
from gradviz.charts.stacks import together
from gradviz.charts.ticks import Tick, ticks
from gradviz.charts.words import short
from gradviz.paper.caption import Caption, caption
from gradviz.paper.key import Key, key
from gradviz.paper.labels import Box
from gradviz.paper.type import LABEL, LEADING, NUMBER, QUIET, SMALL, TITLE, Font, width, wrapped

EDGE = 14.0
BAR = 6.0
_AXIS = 22.0
_NARROWEST = 2.0
"""The width of the narrowest bar."""
_BETWEEN = 9.0


@dataclass(frozen=True)
class Head:
    """The words above a panel; ``start`` is where the subtitle begins on the title's line, 0 on its own."""

    titles: list[str]
    subtitles: list[str]
    start: float
    font: Font
    key: Key = field(default_factory=Key)

    @property
    def height(self) -> float:
        """The room it takes."""
        own = 0 if self.start else len(self.subtitles) * QUIET.size
        lines = len(self.titles) * self.font.size + own
        return self.key.height + lines * LEADING + (5 if self.font is TITLE else 2) if self.titles != [""] else 0.0


@dataclass(frozen=True)
class Row:
    """One panel's place: its head begins at ``top``, its axes fill ``box``."""

    panel: Panel
    head: Head
    top: float
    box: Box
    y_ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Layout:
    """The page: its size, its rows, the ticks of the common axis and the caption below them."""

    width: float
    height: float
    head: Head
    rows: tuple[Row, ...]
    x_ticks: tuple[Tick, ...]
    caption: Caption
    caption_top: float


def layout(chart: Chart, across: float, pixels: float) -> Layout:
    """Return the places of everything on a page ``across`` points wide; its height follows."""
    left, right = _left(chart), across - _right(chart, across)
    page_head, heads = _heads(chart, across - EDGE - left, right - left, pixels)
    words = caption(chart, across - EDGE - left)
    unit = min(max(0.1 * across, 40.0), 88.0)
    heights = [max(panel.height * unit, 16.0) for panel in chart.panels]
    height = 2 * EDGE - 3 + page_head.height + sum(head.height for head in heads) + sum(heights)
    height += _BETWEEN * (len(heads) - 1) + _AXIS + words.height
    top = height - EDGE + 1 - page_head.height
    rows = []
    for panel, head, high in zip(chart.panels, heads, heights, strict=True):
        upper = top - head.height
        y_ticks = ticks(panel.y, max(2, int(high / 19))) if panel.y.visible and not panel.empty else ()
        rows.append(Row(panel, head, top, Box(left, upper - high, right, upper), y_ticks))
        top = upper - high - _BETWEEN
    x_ticks = _x_ticks(chart.panels[-1].x, right - left)
    return Layout(across, height, page_head, tuple(rows), x_ticks, words, top + _BETWEEN - _AXIS)


def limits(heat: HeatMap) -> tuple[str, str]:
    """Return the words at the lower and the upper end of a map's colour bar."""
    return tuple(_limit(value, heat.palette == "signed") for value in (heat.low, heat.high))  # type: ignore[return-value]


def _limit(value: float, signed: bool) -> str:
    return f"+{short(value)}" if signed and value > 0 else short(value)


def _x_ticks(axis: Axis, room: float) -> tuple[Tick, ...]:
    widest = max(width(f"{axis.high:.0f}", NUMBER), 8.0)
    return ticks(axis, max(2, min(9, int(room / (2.4 * widest)))))


def _heads(chart: Chart, room: float, plot: float, pixels: float) -> tuple[Head, list[Head]]:
    """Return the head of the page and of every panel; the page has none where the first panel says the same."""
    same = chart.panels[0].title == chart.title
    page = Head([""], [], 0.0, TITLE) if same else _head(chart.title, "", TITLE, room)
    fonts = [TITLE if same and index == 0 else QUIET for index in range(len(chart.panels))]
    quiet = [_subtitle(panel, plot, pixels) if panel.title else "" for panel in chart.panels]
    rows = zip(chart.panels, quiet, fonts, strict=True)
    heads = [_head(panel.title, subtitle, font, room) for panel, subtitle, font in rows]
    return page, [replace(head, key=key(panel.bars, room)) for head, panel in zip(heads, chart.panels, strict=True)]


def _subtitle(panel: Panel, plot: float, pixels: float) -> str:
    """Return the subtitle; where there are more steps than columns it says what a column or a bar is."""
    most = max((heat.values.shape[1] for heat in panel.maps), default=0)
    columns = plot * pixels
    words = [f"a column is the mean of about {round(most / columns)} steps"] if most > 1.5 * columns else []
    each = max((together(len(series.y), most_bars(plot)) for series in panel.bars), default=1)
    words += [f"a bar is the mean of {each} steps"] if each > 1 else []
    return ", ".join([panel.subtitle, *words] if panel.subtitle else words)


def _head(title: str, subtitle: str, font: Font, room: float) -> Head:
    titles = wrapped(title, font, room)
    start = width(titles[-1], font) + 9
    if len(titles) == 1 and start + width(subtitle, QUIET) <= room:
        return Head(titles, [subtitle] if subtitle else [], start, font)
    return Head(titles, wrapped(subtitle, QUIET, room) if subtitle else [], 0.0, font)


def _left(chart: Chart) -> float:
    needed = [14.0]
    for panel in chart.panels:
        if panel.y.visible and not panel.empty:
            needed += [width(tick.label, NUMBER) + 7 for tick in ticks(panel.y, 12)]
            needed[0] = max(needed[0], 14.0)
            if has_axis_label(panel):
                needed.append(max(width(tick.label, NUMBER) for tick in ticks(panel.y, 12)) + 20)
        if panel.badge or panel.side:
            needed.append(width(panel.side, SMALL) + 10)
    return EDGE + max(needed)


def _right(chart: Chart, across: float) -> float:
    last = chart.panels[-1].x
    needed = [12.0 + width(last.label, NUMBER) + width(f"{last.high:.0f}", NUMBER) / 2 if last.label else 0.0]
    for panel in chart.panels:
        span = panel.x.high - panel.x.low
        ends = [mark for mark in panel.marks if mark.x > panel.x.high - 0.02 * span - 1]
        needed += [6 + max(width(mark.label, LABEL), width(mark.detail, SMALL)) for mark in ends]
        named = [words for level in panel.levels if panel.bars for words in margin_words(level.label)]
        needed += [6 + width(words, SMALL) for words in named]
        needed += [14 + BAR + max(width(words, SMALL) for words in limits(heat)) for heat in panel.maps]
    return EDGE - 4 + min(max(needed), 0.3 * across)


def most_bars(room: float) -> int:
    """Return how many bars can be told apart on so many points."""
    return int(room / _NARROWEST)


def margin_words(label: str) -> list[str]:
    """Return the lines of a name that stands in the narrow margin beside a panel."""
    return wrapped(label, SMALL, 0.6 * width(label, SMALL))


def has_axis_label(panel: Panel) -> bool:
    """Whether the y axis needs its words beside it, because the subtitle above does not say them."""
    return bool(panel.y.label) and to_plain(panel.y.label) not in to_plain(f"{panel.title} {panel.subtitle}")
