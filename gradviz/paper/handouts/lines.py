"""The words of a hand-out as lines, each with its place below the one before, measured before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gradviz.charts.chart import Role
from gradviz.charts.style import Theme
from gradviz.paper.handouts.type import MATH, typeset
from gradviz.paper.page import Page
from gradviz.paper.type import Font, wrapped

LEADING = 1.32


@dataclass(frozen=True)
class Piece:
    """Words on a line, ``at`` points from its left; quiet ones and those of a network have a colour of their own."""

    words: str
    font: Font
    at: float = 0.0
    role: Role | None = None
    quiet: bool = False
    is_math: bool = False


@dataclass(frozen=True)
class Line:
    """Pieces on one baseline; ``above`` is the room before them, ``rule`` how long a thin line at the foot is."""

    pieces: tuple[Piece, ...]
    above: float = 0.0
    rule: float = 0.0
    leading: float = LEADING

    @property
    def height(self) -> float:
        """The room it takes."""
        largest = max((piece.font.size for piece in self.pieces), default=0.0)
        return self.above + largest * self.leading + (3.0 if self.rule else 0.0)


def paragraph(words: str, font: Font, room: float, above: float = 0.0, quiet: bool = False) -> list[Line]:
    """Return words broken into lines."""
    lines = wrapped(words, font, room)
    return [Line((Piece(line, font, quiet=quiet),), above if not i else 0.0) for i, line in enumerate(lines)]


def height(lines: Sequence[Line]) -> float:
    """Return how high lines are together."""
    return sum(line.height for line in lines)


def draw(page: Page, lines: Sequence[Line], left: float, top: float) -> float:
    """Write lines below each other, the first with its upper edge at ``top``; return the lower edge."""
    for line in lines:
        largest = max((piece.font.size for piece in line.pieces), default=0.0)
        base = top - line.above - largest * 0.98
        for piece in line.pieces:
            _write(page, piece, left + piece.at, base)
        top -= line.height
        if line.rule:
            page.line(left, top + 1.5, left + line.rule, top + 1.5, page.theme.secondary, 0.5)
    return top


def _write(page: Page, piece: Piece, x: float, base: float) -> None:
    colour = _colour(page.theme, piece)
    if not piece.is_math:
        page.text(x, base, piece.words, piece.font, colour)
        return
    page.figure.text(
        x, base, typeset(piece.words), fontproperties=piece.font.properties, math_fontfamily=MATH, color=colour,
        transform=page.points, ha="left", va="baseline",
    )  # fmt: skip


def _colour(theme: Theme, piece: Piece) -> str:
    if piece.role is not None:
        return theme.role_colour(piece.role)
    return theme.secondary if piece.quiet else theme.text
