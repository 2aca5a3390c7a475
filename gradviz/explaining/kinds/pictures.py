"""The pictures: what each tells, and what can be chosen in it."""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.charts import CHARTS
from gradviz.charts.kind import Option
from gradviz.explaining.entry import Entry, Kind
from gradviz.explaining.spelling import marked, sentence


def entries() -> Iterator[Entry]:
    """Yield one entry a picture, in the order of the menu."""
    for kind in CHARTS.values():
        facts = [(option.label, _chosen(option)) for option in kind.options]
        if "at" in kind.needs:
            facts.append(("Cursor", "it shows the step at the cursor"))
        typed = f"`gradviz render --chart {kind.name}`"
        yield Entry(
            "picture",
            kind.name,
            marked(kind.title),
            tuple(map(marked, kind.help.split("\n"))),
            facts=(*facts, ("On the command line", typed)),
            calls=(kind.name,),
        )


def _chosen(option: Option) -> str:
    """Return what an option does, and its values."""
    said = marked(sentence(option.help))
    return f"{said} {', '.join(words for _, words in option.choices)}." if option.choices else said


KIND = Kind("picture", "Pictures", 20, entries)
