"""The labels of a text: what a unit of a character model may follow."""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.explaining.entry import Entry, Kind
from gradviz.explaining.spelling import sentence
from gradviz.language.labels import LABELS

_SCORED = {"yes/no": ("true or not at every character; scored by AUC", "term/auc"),
           "quantity": ("a number at every character; scored by Spearman’s ρ", "term/spearman")}  # fmt: skip


def entries() -> Iterator[Entry]:
    """Yield one entry a label."""
    for label in LABELS.values():
        words, score = _SCORED[label.kind]
        title = label.name.replace("_", " ")
        yield Entry(
            "label",
            label.name,
            title[0].upper() + title[1:],
            (sentence(label.description),),
            facts=(("Kind", words), ("On the command line", f"`gradviz cells --label {label.name}`")),
            also=(score, "part/cells"),
        )


KIND = Kind("label", "Labels of a text", 70, entries)
