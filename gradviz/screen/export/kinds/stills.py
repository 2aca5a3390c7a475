"""A picture, or its numbers: every format of `gradviz.paper.formats`."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from gradviz.control import Control
from gradviz.paper import Look, export, png_bytes
from gradviz.paper.formats import FORMATS
from gradviz.screen.export.kinds.kind import Asked, Family, Kind

if TYPE_CHECKING:
    from gradviz.screen.export.order import Order

LINES = 40
"""How many lines of a table a preview shows."""
_ASKED: dict[str, tuple[Asked, ...]] = {".png": ("width", "dpi", "colours"), ".csv": ()}


def _check(order: Order) -> None:
    Look(order.width, order.dpi, order.theme)


def _write(order: Order, _control: Control) -> list[Path]:
    return [export(order.chart, order.path, width=order.width, dpi=order.dpi, theme=order.theme)]


def _seen(order: Order, pixels: int, _control: Control) -> bytes:
    dpi = None if order.dpi is None else max(30.0, order.dpi * pixels / order.width)
    return png_bytes(order.chart, width=pixels, dpi=dpi, theme=order.theme)


def _lines(order: Order, _pixels: int, _control: Control) -> str:
    stream = io.BytesIO()
    FORMATS[order.kind.suffix].write(order.chart, stream, Look())
    return "\n".join(stream.getvalue().decode("utf-8").splitlines()[:LINES])


FAMILY = Family(10, tuple(
    Kind(
        suffix.removeprefix("."), form.label, suffix, frozenset({"picture", *_ASKED.get(suffix, ("colours",))}),
        _write, _lines if suffix == ".csv" else _seen, _check,
    )
    for suffix, form in FORMATS.items()
))  # fmt: skip
