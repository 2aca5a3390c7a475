"""Colours in the OKLab space (Ottosson 2020), where equal steps look equally large."""

from __future__ import annotations

from functools import cache

import numpy as np

from gradviz.charts.terms import Array

_TO_CONE = np.array([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
])  # fmt: skip
_TO_LAB = np.array([
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
])  # fmt: skip


def mixed(one: str, other: str, share: float) -> str:
    """Return the colour at a share (0 … 1) of the way from one to the other."""
    lab = (1 - share) * oklab(one) + share * oklab(other)
    return "#" + "".join(f"{channel:02X}" for channel in _table(lab[None])[0].tolist())


@cache
def sequential(anchors: tuple[str, ...]) -> Array:
    """Return the colour map through anchors, shape (256, 3), uint8, read-only."""
    return _table(_between(anchors))


@cache
def diverging(anchors: tuple[str, ...]) -> Array:
    """Return the same with the same lightness at both sides of its middle."""
    lab = _between(anchors)
    lab[:, 0] = (lab[:, 0] + lab[::-1, 0]) / 2
    return _table(lab)


def _between(anchors: tuple[str, ...]) -> Array:
    lab = np.array([oklab(anchor) for anchor in anchors])
    places, at = np.linspace(0, 1, len(anchors)), np.linspace(0, 1, 256)
    return np.stack([np.interp(at, places, lab[:, channel]) for channel in range(3)], axis=1)


def oklab(colour: str) -> Array:
    """Return lightness, green to red and blue to yellow of a ``#RRGGBB`` of sRGB."""
    encoded = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    lab: Array = _TO_LAB @ np.cbrt(_TO_CONE @ linear)
    return lab


def _table(lab: Array) -> Array:
    linear = np.linalg.solve(_TO_CONE, np.linalg.solve(_TO_LAB, lab.T) ** 3).T.clip(0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    table: Array = np.rint(encoded * 255).astype(np.uint8)
    table.flags.writeable = False
    return table
