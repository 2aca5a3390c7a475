"""Questions worth asking: what each sets, and the picture that answers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gradviz.experiment import FIELDS
from gradviz.explaining.entry import Entry, Kind
from gradviz.explaining.spelling import marked
from gradviz.presets import PRESETS, Preset


def entries() -> Iterator[Entry]:
    """Yield one entry a preset, in the order of the menu."""
    for name, preset in PRESETS.items():
        facts = [("Network A", _settings(preset.fields))]
        if preset.against is not None:
            facts.append(("Network B", _settings(preset.against)))
        yield Entry("question", name, name, (marked(preset.words),), facts=tuple(facts), also=tuple(_also(preset)))


def _settings(fields: Mapping[str, Any]) -> str:
    said = (f"{FIELDS[name].label.lower()} {FIELDS[name].said(value)}" for name, value in fields.items())
    return ", ".join(said)


def _also(preset: Preset) -> Iterator[str]:
    for name in preset.pictures:
        yield f"picture/{name}"
    for asked in (preset.fields, preset.against or {}):
        if "cell" in asked:
            yield f"cell/{asked['cell']}"
        yield from (f"field/{name}" for name in asked if name != "cell")


KIND = Kind("question", "Questions worth asking", 40, entries)
