"""The words below a picture: one sentence a network in its colour, then what was asked, quietly."""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.charts.chart import Chart, Role
from gradviz.paper.page import Page
from gradviz.paper.type import LABEL, LEADING, QUIET, SMALL, width, wrapped

_LETTER = 13.0
_WIDEST = 0.8
"""How much of a line the first words may take and still stand out."""
_LEADING = QUIET.size * LEADING


@dataclass(frozen=True)
class Sentence:
    """A sentence broken into lines; ``head``, its first words, stands out in the colour of ``role``."""

    role: Role
    letter: str
    head: str
    lines: list[str]


@dataclass(frozen=True)
class Caption:
    """All sentences, and the lines of the question."""

    sentences: tuple[Sentence, ...]
    question: list[str]

    @property
    def height(self) -> float:
        """The room it takes."""
        lines = sum(len(sentence.lines) for sentence in self.sentences)
        return lines * _LEADING + 3 * len(self.sentences) + (len(self.question) * SMALL.size * LEADING + 3)


def caption(chart: Chart, room: float) -> Caption:
    """Return the caption of a chart, broken into lines ``room`` points wide."""
    several = len(chart.sentences) > 1
    sentences = tuple(_sentence(role, words, several, room) for role, words in chart.sentences)
    return Caption(sentences, wrapped(chart.question, SMALL, room) if chart.question else [])


def write(page: Page, words: Caption, left: float, top: float) -> None:
    """Write the caption with its upper edge at ``top``."""
    for sentence in words.sentences:
        colour = page.theme.role_colour(sentence.role)
        begin = left + (_LETTER if sentence.letter else 0)
        base = top - QUIET.size
        page.text(left, base, sentence.letter, LABEL, colour)
        page.text(begin, base, sentence.head, LABEL, colour)
        for number, line in enumerate(sentence.lines):
            indent = _head_width(sentence.head) if number == 0 else 0.0
            page.text(begin + indent, base - number * _LEADING, line, QUIET, page.theme.text)
        top -= len(sentence.lines) * _LEADING + 3
    page.paragraph(left, top, words.question, SMALL, page.theme.secondary)


def _sentence(role: Role, words: str, several: bool, room: float) -> Sentence:
    head, colon, rest = words.partition(": ")
    if not colon or len(head) > 40 or width(f"{head}:", LABEL) > _WIDEST * room:
        head, rest = "", words
    head += ":" if head else ""
    room -= _LETTER if several else 0.0
    return Sentence(role, role.upper() if several else "", head, wrapped(rest, QUIET, room, _head_width(head)))


def _head_width(head: str) -> float:
    return width(head, LABEL) + 4 if head else 0.0
