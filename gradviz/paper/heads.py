"""The words above the page and above every panel, broken into lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from gradviz.charts.chart import Panel, Role
from gradviz.charts.stacks import together
from gradviz.paper.key import Key, key
from gradviz.paper.type import LEADING, QUIET, TITLE, Font, width, wrapped

LETTER = 12.0
"""The room of the letter of a network before a title."""
_NARROWEST = 2.0
"""The width of the narrowest bar."""


@dataclass(frozen=True)
class Head:
    """The words above a panel; ``start`` is where the subtitle begins on the title's line, 0 on its own.

    ``letter`` is the network whose letter stands before the title.
    """

    titles: list[str]
    subtitles: list[str]
    start: float
    font: Font
    key: Key = field(default_factory=Key)
    letter: Role | None = None

    @property
    def height(self) -> float:
        """The room it takes."""
        if self.titles == [""]:
            return self.key.height
        own = 0 if self.start else len(self.subtitles) * QUIET.size
        lines = len(self.titles) * self.font.size + own
        return self.key.height + lines * LEADING + (5 if self.font is TITLE else 2)


NO_HEAD = Head([""], [], 0.0, TITLE)


def words_above(title: str, subtitle: str, font: Font, room: float, letter: Role | None = None) -> Head:
    """Return a head, its lines no wider than ``room``."""
    indent = LETTER if letter else 0.0
    titles = wrapped(title, font, room - indent)
    start = indent + width(titles[-1], font) + 9
    if len(titles) == 1 and start + width(subtitle, QUIET) <= room:
        return Head(titles, [subtitle] if subtitle else [], start, font, letter=letter)
    return Head(titles, wrapped(subtitle, QUIET, room) if subtitle else [], 0.0, font, letter=letter)


def over_time(panel: Panel, font: Font, room: float, plot: float, pixels: float) -> Head:
    """Return the head of a panel on the common time axis, whose plot is ``plot`` points wide."""
    subtitle = _subtitle(panel, plot, pixels) if panel.title else ""
    head = words_above(panel.title, subtitle, font, room)
    return replace(head, key=key((*panel.bars, *panel.points), room))


def beside(panel: Panel, font: Font, room: float, more: str = "", told: str = "") -> Head:
    """Return the head of a panel with its own axes; it says ``more``, but not the title ``told`` above the page."""
    title = panel.title if font is TITLE or panel.title != told else ""
    title = title or panel.side
    subtitle = ", ".join(words for words in (panel.subtitle, more) if words)
    if not title:
        title, subtitle = subtitle, ""
    letter = panel.badge if panel.badge and not re.search(rf"\b{panel.badge.upper()}\b", title) else None
    head = words_above(title, subtitle, font, room, letter)
    return replace(head, key=key((*panel.bars, *panel.points), room))


def most_bars(room: float) -> int:
    """Return how many bars can be told apart on so many points."""
    return int(room / _NARROWEST)


def _subtitle(panel: Panel, plot: float, pixels: float) -> str:
    """Return the subtitle; where there are more steps than columns it says what a column or a bar is."""
    most = max((heat.values.shape[1] for heat in panel.maps), default=0)
    columns = plot * pixels
    words = [f"a column is the mean of about {round(most / columns)} steps"] if most > 1.5 * columns else []
    each = max((together(len(series.y), most_bars(plot)) for series in panel.bars), default=1)
    words += [f"a bar is the mean of {each} steps"] if each > 1 else []
    return ", ".join([panel.subtitle, *words] if panel.subtitle else words)
