"""One A4 page: words in their measured room, and the pictures as high as what remains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.figure import Figure

from gradviz.charts.chart import Chart
from gradviz.charts.style import Theme
from gradviz.errors import ExperimentError
from gradviz.paper.caption import Caption
from gradviz.paper.figure import drawn
from gradviz.paper.handouts import parts
from gradviz.paper.handouts.below import Below
from gradviz.paper.handouts.lines import Line, Piece, draw, height, paragraph
from gradviz.paper.handouts.type import TEXT, TITLE
from gradviz.paper.heads import NO_HEAD
from gradviz.paper.labels import Box
from gradviz.paper.layout import Layout, Sides, layout, sides_of
from gradviz.paper.place import Place
from gradviz.paper.type import TITLE as PICTURE_TITLE

ACROSS, HIGH = 595.28, 841.89
_NARROWEST, _WIDEST = 42.0, 70.0
"""How far from the paper's edge the words begin: where the axes of the first picture do, within these."""
_RIGHT, _TOP, _BOTTOM = 50.0, 46.0, 40.0
_PICTURE = ACROSS - 30.0
"""How wide a picture is laid out: the numbers of its axes hang in the page's margin."""
_BETWEEN, _COLUMN = 12.0, 24.0
_LOWEST, _TALLEST = 20.0, 80.0
"""How many points a panel of height 1 has at least and at most."""
_HALVINGS = 8
_NOTHING = Caption((), [])


def composed(title: str, caption: str, charts: Sequence[Chart], beneath: Below, theme: Theme) -> Figure:
    """Return the page.

    Raises
    ------
    ExperimentError
        When the pictures and the words do not fit on it.
    """
    leading = next((chart for chart in charts if not _is_text(chart)), charts[0])
    left = min(max(layout(_bare(leading), _PICTURE, 4.0).left, _NARROWEST), _WIDEST)
    room = ACROSS - left - _RIGHT
    left_room = 0.43 * (room - _COLUMN)
    head = _head(title, caption, room)
    said = parts.found(charts, room)
    at_left = [made(left_room) for made in beneath.left]
    at_right = [made(room - _COLUMN - left_room) for made in beneath.right]
    foot = beneath.foot(room)
    columns = max(_stacked(at_left), _stacked(at_right))
    words = height(head) + height(said) + columns + height(foot) + 3 * _BETWEEN
    pictures = _fitting(charts, left, HIGH - _TOP - _BOTTOM - words)
    page = drawn(_placed(pictures, HIGH - _TOP - height(head)), theme, 4.0)
    below = draw(page, head, left, HIGH - _TOP)
    for picture in pictures:
        page.paragraph(picture.left, below - 13, _titles(picture), PICTURE_TITLE, theme.text)
        below -= _high(picture)
    below = draw(page, said, left, below) - _BETWEEN
    for column, place in ((at_left, left), (at_right, left + left_room + _COLUMN)):
        top = below
        for lines in column:
            top = draw(page, lines, place, top) - _BETWEEN
    draw(page, foot, left, _BOTTOM + height(foot))
    return page.figure


def _stacked(column: Sequence[Sequence[Line]]) -> float:
    return sum(map(height, column)) + _BETWEEN * (len(column) - 1)


def _bare(chart: Chart) -> Chart:
    """Return a picture without its caption: the page has its words elsewhere."""
    return replace(chart, sentences=(), question="")


def _head(title: str, caption: str, room: float) -> list[Line]:
    lines = [replace(line, leading=1.15) for line in paragraph(title, TITLE, room)]
    lines.append(Line((Piece("", TEXT),), 0.0, room, 0.1))
    for words in caption.strip().splitlines():
        lines += paragraph(words, TEXT, room, 3.0)
    return lines


def _is_text(chart: Chart) -> bool:
    """Whether it has no axes, and stands where the words do."""
    return all(panel.coloured is not None for panel in chart.panels)


def _fitting(charts: Sequence[Chart], left: float, room: float) -> list[Layout]:
    """Return the pictures, their panels as high as the room allows; a text begins at ``left``."""

    def laid(unit: float) -> list[Layout]:
        sides = [Sides(left, sides_of(chart, _PICTURE).right) if _is_text(chart) else None for chart in charts]
        return [layout(_bare(chart), _PICTURE, 4.0, unit, own) for chart, own in zip(charts, sides, strict=True)]

    low, high = _LOWEST, _TALLEST
    best = laid(low)
    if sum(map(_high, best)) > room:
        words = "the picture and what is to be said of it do not" if len(charts) == 1 else "so many pictures do not"
        raise ExperimentError(f"{words} fit on one page: choose another picture, or fewer.", "charts")
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        found = laid(middle)
        if sum(map(_high, found)) <= room:
            low, best = middle, found
        else:
            high = middle
    return best


def _high(picture: Layout) -> float:
    """Return the room of a picture without a caption."""
    return picture.height - picture.caption.height


def _titles(picture: Layout) -> list[str]:
    return [] if picture.head is NO_HEAD else picture.head.titles


def _placed(pictures: Sequence[Layout], top: float) -> Layout:
    """Return all panels on one page, those of each picture below those of the one before."""
    places: list[Place] = []
    for picture in pictures:
        up = top - picture.height
        places += [_raised(place, up) for place in picture.places]
        top -= _high(picture)
    return Layout(ACROSS, HIGH, 0.0, NO_HEAD, tuple(places), _NOTHING, 0.0)


def _raised(place: Place, up: float) -> Place:
    box = place.box
    return replace(place, top=place.top + up, box=Box(box.left, box.bottom + up, box.right, box.top + up))
