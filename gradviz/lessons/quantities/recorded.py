"""What a trained model's file records of its units: scores on text that its training never saw."""

from __future__ import annotations

import json
from decimal import Decimal

from gradviz.errors import LessonError
from gradviz.lessons.quantity import Argument, Quantity
from gradviz.result import Result

_LABELS = ("quote", "string", "comment", "condition", "indent", "bracket_depth", "line_position", "end_of_line",
           "uppercase", "digit", "word_start", "triple_quoted")  # fmt: skip


def unit_score(result: Result, label: str, than: str) -> Decimal:
    """Return how well the model's best unit follows a label: AUC, or Spearman's ρ of a quantity."""
    from gradviz.models import load_checkpoint

    if result.experiment.model is None:
        raise LessonError("this network comes from no model")
    try:
        record = json.loads(load_checkpoint(result.experiment.model).about["scores"], parse_float=Decimal)
        return Decimal(record[label][than])
    except (KeyError, TypeError, ValueError, ArithmeticError):
        raise LessonError(f"the model's file records no {than} for {label}") from None


QUANTITIES = (
    Quantity("unit_score", "how well a model's best unit follows a label, as its file records it", unit_score,
             {"label": Argument("quote", choices=_LABELS),
              "than": Argument("score", choices=("score", "shuffled", "untrained", "probe"))}),
)  # fmt: skip
