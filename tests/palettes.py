"""How the colours are seen by every kind of eye.

``python -m tests.palettes [PICTURE.png] [-o FILE.png]`` prints the smallest distances, and writes the picture (the
default comparison in both themes where none is given) as each kind of eye sees it.

Dichromats are simulated by Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
Vision Deficiency" (2009), table 1 at severity 1.0, in linear RGB; who sees no colour at all, by the luminance.
Distances are those of OKLab (Ottosson 2020), in which 0.02 can just be seen.
"""

from __future__ import annotations

import argparse
import io
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from gradviz.charts.style import THEMES, Theme, standing_out
from gradviz.charts.terms import Array
from gradviz.presets import PRESETS

LUMINANCE = (0.2126, 0.7152, 0.0722)
SIGHTS: Mapping[str, Array] = {
    "every colour": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
    "achromatopsia": np.tile(LUMINANCE, (3, 1)),
}  # fmt: skip
WITH_HUE = tuple(sight for sight in SIGHTS if sight != "achromatopsia")
_CONES = np.array([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
])  # fmt: skip
_LAB = np.array([
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
])  # fmt: skip


def themes() -> list[Theme]:
    """Return every theme, each also with the strongest contrast."""
    return [made for theme in THEMES.values() for made in (theme, standing_out(theme))]


def called(theme: Theme) -> str:
    """Return what a theme goes by in the table."""
    return theme.name if theme in THEMES.values() else f"{theme.name}, standing out"


def rgb(colour: str) -> Array:
    """Return ``#RRGGBB`` as three numbers, 0 … 255."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])


def seen(pixels: Array, sight: str) -> Array:
    """Return what an eye makes of colours (…, 3), 0 … 255: linear RGB, 0 … 1."""
    share = np.asarray(pixels) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.clip(linear @ SIGHTS[sight].T, 0, 1))


def shown(pixels: Array, sight: str) -> Array:
    """Return colours (…, 3) as an eye sees them, 0 … 255."""
    linear = seen(pixels, sight)
    share = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(255 * share).astype(np.uint8))


def oklab(pixels: Array, sight: str = "every colour") -> Array:
    """Return colours (…, 3) as an eye sees them, in OKLab."""
    return np.asarray(np.cbrt(seen(pixels, sight) @ _CONES.T) @ _LAB.T)


def distance(one: str, other: str, sight: str) -> float:
    """Return how far two colours are from each other for an eye."""
    return float(np.linalg.norm(oklab(rgb(one), sight) - oklab(rgb(other), sight)))


def contrast(one: str, other: str, sight: str = "every colour") -> float:
    """Return the contrast of two colours for an eye (WCAG 2.1)."""
    low, high = sorted(float(seen(rgb(colour), sight) @ LUMINANCE) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def meanings(theme: Theme) -> dict[str, str]:
    """Return the colours that mean something, by what they mean."""
    return {"A": theme.a, "B": theme.b, "loss": theme.loss, "theory": theme.secondary, "wrong": theme.wrong}


def nearest(theme: Theme, sight: str) -> tuple[float, str, str]:
    """Return the two meanings whose colours are nearest to each other for an eye, and how near."""
    found = meanings(theme)
    return min(
        (distance(found[one], found[other], sight), one, other) for one, other in itertools.combinations(found, 2)
    )


def table() -> list[str]:
    """Return the lines of a table: the smallest distances of each theme for each kind of eye."""
    lines = ["| colours seen | " + " | ".join(map(called, themes())) + " |", "|---|" + "---|" * len(themes())]
    for sight in WITH_HUE:
        found = [nearest(theme, sight) for theme in themes()]
        lines.append(f"| {sight} | " + " | ".join(f"{far:.3f} ({one}, {other})" for far, one, other in found) + " |")
    return lines


def simulated(pictures: Sequence[Array]) -> Image.Image:
    """Return pictures of one width below each other, and in every column another kind of eye."""
    whole = np.concatenate(pictures)
    return Image.fromarray(np.concatenate([shown(whole, sight) for sight in SIGHTS], axis=1))


def default_pictures() -> list[Array]:
    """Return the default comparison in both themes, (height, width, 3) each."""
    import gradviz
    from gradviz.charts import CHARTS
    from gradviz.paper.export import png_bytes

    default = next(iter(PRESETS.values()))
    chart = CHARTS["lecture"](*map(gradviz.run, default.experiments()))
    drawn = [png_bytes(chart, width=900, theme=name) for name in THEMES]
    return [np.asarray(Image.open(io.BytesIO(png)).convert("RGB")) for png in drawn]


def main() -> None:
    """Print the table and write the picture."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.palettes", description="Colours as every kind of eye sees them."
    )
    parser.add_argument("picture", nargs="?", type=Path, help="a PNG; else the default comparison in both themes")
    parser.add_argument("-o", "--output", type=Path, default=Path("palettes.png"))
    given = parser.parse_args()
    print("\n".join(table()))
    pictures = [np.asarray(Image.open(given.picture).convert("RGB"))] if given.picture else default_pictures()
    simulated(pictures).save(given.output)
    print(f"{given.output}: from the left, {', '.join(SIGHTS)}")


if __name__ == "__main__":
    main()
