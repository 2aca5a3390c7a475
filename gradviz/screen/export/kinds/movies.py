"""The story of a picture as a movie; the one that needs an extra says so when it is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gradviz.control import Control
from gradviz.paper.movie import Film, film_of, movie, movie_suffixes, still
from gradviz.screen.export.kinds.kind import Asked, Family, Kind

if TYPE_CHECKING:
    from gradviz.screen.export.order import Order

_ASKED: frozenset[Asked] = frozenset({"picture", "size", "seconds", "speed", "fps", "colours"})


def _film(order: Order) -> Film:
    return film_of(order.path, size=order.size, seconds=order.seconds, fps=order.fps, theme=order.theme)


def _check(order: Order) -> None:
    _film(order)


def _write(order: Order, control: Control) -> list[Path]:
    film = _film(order)
    return [movie(order.chart, order.path, size=film.size, seconds=film.seconds, fps=film.fps, theme=film.theme,
                  control=control)]  # fmt: skip


def _seen(order: Order, pixels: int, _control: Control) -> bytes:
    return still(order.chart, _film(order), pixels)


FAMILY = Family(20, tuple(
    Kind(
        suffix.removeprefix("."), f"{suffix[1:].upper()} movie", suffix, _ASKED, _write, _seen, _check, takes_long=True
    )
    for suffix in movie_suffixes()
))  # fmt: skip
