"""The named arrangements: which pictures stand together, and how; data only."""

from __future__ import annotations

from dataclasses import dataclass

Rows = tuple[tuple[str, ...], ...]
"""Names of pictures as they stand: row by row, each from left to right."""


@dataclass(frozen=True)
class Arrangement:
    """Pictures that answer one question together.

    ``place`` is the number of its key; ``heights`` are the shares of the rows where they are not the same.
    """

    name: str
    help: str
    place: int
    rows: Rows
    heights: tuple[int, ...] = ()

    @property
    def pictures(self) -> tuple[str, ...]:
        """All pictures; the first one is the one that the sentences belong to."""
        return tuple(name for row in self.rows for name in row)


ARRANGEMENTS = (
    Arrangement("Lecture", "One picture for the lecture hall: the gradient above what every unit did", 1,
                (("lecture",),)),
    Arrangement("Why", "How much of the gradient is left, and what each step did to it", 2,
                (("gradient",), ("why",))),
    Arrangement("Spectrum", "How much of the gradient is left, and the spectrum behind it", 3,
                (("gradient",), ("spectrum",)), (3, 7)),
    Arrangement("Gates", "How much of the gradient is left, and what every gate did", 4,
                (("gradient",), ("gates",)), (2, 3)),
    Arrangement("Everything", "Six pictures at once: measured, explained and predicted", 5,
                (("gradient", "why"), ("activations", "theory"), ("spectrum", "saturation"))),
    Arrangement("Phase", "How much of the gradient is left, above where it lives and dies", 6,
                (("gradient",), ("phase",)), (3, 7)),
    Arrangement("Video", "What every step teaches W_hh, one after the other, above the gradient", 7,
                (("slices",), ("gradient",)), (7, 3)),
)  # fmt: skip


def named(pictures: tuple[str, ...]) -> Arrangement | None:
    """Return the arrangement of exactly these pictures, if there is one."""
    return next((found for found in ARRANGEMENTS if found.pictures == pictures), None)
