"""How well one sequence of numbers ranks another: AUC and Spearman, for many sequences at once.

Both are products of centred mid-ranks, so one sort of a unit serves every label. AUC is the probability that a
character with the label has a larger value than one without, ties counted half (Mann & Whitney 1947; Hanley & McNeil
1982, eq. 1); Spearman's ρ is the correlation of the mid-ranks (Spearman 1904).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_STEPS = 2**14

Metric = Literal["auc", "spearman"]


@dataclass(frozen=True, eq=False)
class Targets:
    """Labels to be ranked by, made ready for a product with ranks.

    Attributes
    ----------
    columns : (T, labels)
        Centred: bools for AUC, mid-ranks for Spearman.
    scale : (labels,)
        What the product is divided by; for Spearman it lacks the norm of the ranks. Infinite where there is nothing
        to rank by, because a label is the same everywhere.
    offset : (labels,)
        What knowing nothing reaches: ½ for AUC, 0 for Spearman.
    """

    columns: Array
    scale: Array
    offset: Array

    @classmethod
    def of(cls, labels: Sequence[Array], dtype: npt.DTypeLike = float) -> Targets:
        """Return the targets of labels, each (T,): bools by AUC, others by Spearman."""
        yes_no = np.array([label.dtype == bool for label in labels])
        columns = [label - label.mean() if label.dtype == bool else centred_ranks(label) for label in labels]
        sizes = [_pairs(label) if label.dtype == bool else _norm(c) for label, c in zip(labels, columns, strict=True)]
        scale = np.where(np.array(sizes) == 0, np.inf, sizes)
        return cls(np.stack(columns, axis=1).astype(dtype), scale, np.where(yes_no, 0.5, 0.0))

    def ranked(self, ranks: Array) -> Array:
        """Return the metric of every unit for every label, shape (units, labels), from centred ranks (units, T)."""
        norms = np.sqrt(np.einsum("ut,ut->u", ranks, ranks, dtype=float))[:, None]
        scale = self.scale * np.where(self.offset > 0, 1.0, np.where(norms == 0, np.inf, norms))
        return np.asarray((ranks @ self.columns) / scale + self.offset)


def _pairs(label: Array) -> float:
    """Return how many pairs there are of a character with the label and one without."""
    return float(label.sum()) * float((~label).sum())


def _norm(column: Array) -> float:
    return float(np.linalg.norm(column))


def centred_ranks(values: Array) -> Array:
    """Return the mid-ranks of ``values`` less their mean, shape (T,)."""
    if _counts(values):
        return _in_steps((values - values.min()).astype(np.int64))
    order = np.argsort(values)
    ranked = values[order]
    begins = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]])) if len(ranked) else order
    ends = np.append(begins[1:], len(ranked))
    ranks = np.empty(len(ranked))
    ranks[order] = np.repeat((begins + ends - len(ranked)) / 2, ends - begins)
    return ranks


def binned_ranks(values: Array) -> Array:
    """Return the centred mid-ranks of ``values`` in 2¹⁴ equal steps of their range, (T,), float32: without a sort.

    What falls into one step counts as equal: enough to choose a unit by, an order of magnitude faster.
    """
    low, span = float(values.min(initial=np.inf)), float(np.ptp(values)) if len(values) else 0.0
    scale = (_STEPS - 1) / span if span > 0 else 0.0
    steps = ((values - low) * scale).astype(np.int32) if scale else np.zeros(len(values), np.int32)
    return _in_steps(steps, np.float32)


def _counts(values: Array) -> bool:
    """Return whether these are whole numbers of a small range: they need no sort."""
    if not len(values) or not 0 <= float(np.ptp(values)) < _STEPS:
        return False
    return bool((values == np.floor(values)).all())


def _in_steps(steps: Array, dtype: npt.DTypeLike = float) -> Array:
    """Return the centred mid-ranks of whole numbers from 0 on."""
    counts = np.bincount(steps)
    after = np.cumsum(counts)
    return np.asarray((after - (counts + len(steps)) / 2).astype(dtype)[steps])


def metric(values: Array, label: Array) -> float:
    """Return the AUC of ``values`` for a label of bools, or their Spearman ρ with a quantity; both shape (T,)."""
    return float(Targets.of([label]).ranked(centred_ranks(values)[None])[0, 0])
