"""The pictures of one page below each other, their axes between the same edges, as high as the room allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gradviz.charts.chart import Chart
from gradviz.paper.caption import Caption
from gradviz.paper.heads import NO_HEAD
from gradviz.paper.labels import Box
from gradviz.paper.layout import Layout, Sides, layout, sides_of
from gradviz.paper.place import Place

ACROSS, HIGH = 595.28, 841.89
NARROWEST, WIDEST = 42.0, 70.0
"""How far from the paper's edge the words begin: where the axes do, within these."""
LOWEST, LOW = 20.0, 36.0
"""How many points a panel of height 1 has at least: where all is to be on one page, and where there are several."""
_TALLEST = 80.0
_PICTURE = ACROSS - 30.0
"""How wide a picture is laid out: the numbers of its axes hang in the page's margin."""
_HALVINGS = 8
_NOTHING = Caption((), [])


def sides_together(charts: Sequence[Chart]) -> list[Sides]:
    """Return where the axes of every picture begin and end: at one place; a text ends where it would alone."""
    own = [sides_of(_bare(chart), _PICTURE) for chart in charts]
    drawn = [sides for chart, sides in zip(charts, own, strict=True) if not _is_text(chart)]
    left = max([sides.left for sides in drawn], default=NARROWEST)
    right = max([sides.right for sides in drawn], default=0.0)
    words = min(max(left, NARROWEST), WIDEST)
    return [
        Sides(words, sides.right) if _is_text(chart) else Sides(max(left, words), right)
        for chart, sides in zip(charts, own, strict=True)
    ]


def stacked(charts: Sequence[Chart], sides: Sequence[Sides], room: float, lowest: float) -> list[Layout] | None:
    """Return the pictures, their panels as high as the room allows; None where it is too little."""

    def laid(unit: float) -> list[Layout]:
        pairs = zip(charts, sides, strict=True)
        return [layout(_bare(chart), _PICTURE, 4.0, unit, own) for chart, own in pairs]

    low, high = lowest, _TALLEST
    best = laid(low)
    if sum(map(high_of, best)) > room:
        return None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        found = laid(middle)
        if sum(map(high_of, found)) <= room:
            low, best = middle, found
        else:
            high = middle
    return best


def high_of(picture: Layout) -> float:
    """Return the room of a picture without a caption."""
    return picture.height - picture.caption.height


def placed(pictures: Sequence[Layout], top: float) -> Layout:
    """Return all panels on one page, those of each picture below those of the one before."""
    places: list[Place] = []
    for picture in pictures:
        up = top - picture.height
        places += [_raised(place, up) for place in picture.places]
        top -= high_of(picture)
    return Layout(ACROSS, HIGH, 0.0, NO_HEAD, tuple(places), _NOTHING, 0.0)


def _bare(chart: Chart) -> Chart:
    """Return a picture without its caption: the page has its words elsewhere."""
    return replace(chart, sentences=(), question="")


def _is_text(chart: Chart) -> bool:
    """Whether it has no axes, and stands where the words do."""
    return all(panel.coloured is not None for panel in chart.panels)


def _raised(place: Place, up: float) -> Place:
    box = place.box
    return replace(place, top=place.top + up, box=Box(box.left, box.bottom + up, box.right, box.top + up))
