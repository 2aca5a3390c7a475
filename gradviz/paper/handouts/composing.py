"""A4 pages: words in their measured room, and the pictures as high as what remains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from gradviz.charts.chart import Chart
from gradviz.charts.style import Theme
from gradviz.errors import ExperimentError
from gradviz.paper.figure import drawn
from gradviz.paper.handouts import parts
from gradviz.paper.handouts.below import Below
from gradviz.paper.handouts.lines import Line, Piece, draw, height, paragraph
from gradviz.paper.handouts.paging import Shared, paged
from gradviz.paper.handouts.stacking import ACROSS, HIGH, NARROWEST, WIDEST, high_of, placed, sides_together, stacked
from gradviz.paper.handouts.type import TEXT, TITLE
from gradviz.paper.heads import NO_HEAD
from gradviz.paper.layout import Layout
from gradviz.paper.type import TITLE as PICTURE_TITLE

_RIGHT, _TOP, _BOTTOM = 50.0, 46.0, 40.0
_BETWEEN, _COLUMN = 12.0, 24.0


Columns = tuple[list[list[Line]], list[list[Line]]]
"""What stands in the left column, part below part, and in the right one."""


@dataclass(frozen=True)
class _Page:
    """One page from the top: its head, what is said of its pictures, two columns, the small print; and the pictures."""

    head: list[Line]
    said: list[Line]
    columns: Columns
    foot: list[Line]
    pictures: Sequence[Layout] = ()

    @property
    def height(self) -> float:
        """The room of all that is no picture."""
        columns = max(map(_stacked, self.columns))
        return height(self.head) + height(self.said) + columns + height(self.foot) + 3 * _BETWEEN


@dataclass(frozen=True)
class _Words:
    """What is written on all pages together: the caption on the first one, the columns and the foot on the last."""

    title: str
    caption: str
    room: float
    columns: Columns
    foot: list[Line]

    def page(self, number: int, count: int, said: list[Line]) -> _Page:
        """Return the words of one of so many pages."""
        title, caption = (f"{self.title} (continued)", "") if number else (self.title, self.caption)
        columns, foot = (self.columns, self.foot) if number + 1 == count else (([], []), [])
        numbered = parts.small(f"Page {number + 1} of {count}.", self.room) if count > 1 else []
        return _Page(_head(title, caption, self.room), said, columns, [*foot, *numbered])


def composed(title: str, caption: str, charts: Sequence[Chart], beneath: Below, theme: Theme) -> list[Figure]:
    """Return the pages: one, or as many as the pictures need.

    Raises
    ------
    ExperimentError
        When the words of a page leave no room for a picture.
    """
    sides = sides_together(charts)
    left = min(max(NARROWEST, *(each.left for each in sides)), WIDEST)
    room = ACROSS - left - _RIGHT
    words = _Words(title, caption, room, _columns(beneath, room), beneath.foot(room))

    def made(shared: Shared, lowest: float) -> list[_Page] | None:
        found = []
        for number, own in enumerate(shared):
            here = slice(own.start, own.stop)
            page = words.page(number, len(shared), parts.found(charts[here], room, charts[: own.start]))
            pictures = stacked(charts[here], sides[here], HIGH - _TOP - _BOTTOM - page.height, lowest)
            if pictures is None:
                return None
            found.append(replace(page, pictures=pictures))
        return found

    found = paged(len(charts), made)
    if found is None:
        told = "the picture and what is to be said of it do" if len(charts) == 1 else "so many words do"
        raise ExperimentError(f"{told} not fit on a page: choose another picture, or say less of it.", "charts")
    return [_drawn(page, left, room, theme) for page in found]


def _columns(beneath: Below, room: float) -> Columns:
    narrow = _narrow(room)
    return [made(narrow) for made in beneath.left], [made(room - _COLUMN - narrow) for made in beneath.right]


def _narrow(room: float) -> float:
    """Return how wide the left column is."""
    return 0.43 * (room - _COLUMN)


def _stacked(column: Sequence[Sequence[Line]]) -> float:
    return sum(map(height, column)) + _BETWEEN * max(len(column) - 1, 0)


def _head(title: str, caption: str, room: float) -> list[Line]:
    lines = [replace(line, leading=1.15) for line in paragraph(title, TITLE, room)]
    lines.append(Line((Piece("", TEXT),), 0.0, room, 0.1))
    for words in caption.strip().splitlines():
        lines += paragraph(words, TEXT, room, 3.0)
    return lines


def _drawn(found: _Page, left: float, room: float, theme: Theme) -> Figure:
    page = drawn(placed(found.pictures, HIGH - _TOP - height(found.head)), theme, 4.0)
    below = draw(page, found.head, left, HIGH - _TOP)
    for picture in found.pictures:
        page.paragraph(picture.left, below - 13, _titles(picture), PICTURE_TITLE, theme.text)
        below -= high_of(picture)
    below = draw(page, found.said, left, below) - _BETWEEN
    for column, place in zip(found.columns, (left, left + _narrow(room) + _COLUMN), strict=True):
        top = below
        for lines in column:
            top = draw(page, lines, place, top) - _BETWEEN
    draw(page, found.foot, left, _BOTTOM + height(found.foot))
    return page.figure


def _titles(picture: Layout) -> list[str]:
    return [] if picture.head is NO_HEAD else picture.head.titles
