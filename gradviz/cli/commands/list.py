"""``gradviz list``: the cells, charts, labels, models, lessons or devices there are."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser, RequestError
from gradviz.errors import did_you_mean

Entries = list[dict[str, Any]]


def configure(parser: Parser) -> None:
    """Add the flags."""
    parser.add_argument("what", nargs="?", metavar="WHAT", help=f"one of {', '.join(_LISTS)}")
    parser.add_argument("--json", action="store_true", help='a list of {"name", "description"}')


def run(given: argparse.Namespace) -> int:
    """Print the list."""
    if given.what not in _LISTS:
        hint = did_you_mean(given.what or "", _LISTS) or "."
        raise RequestError(f"gradviz list lists {', '.join(_LISTS)}{f', not {given.what}' if given.what else ''}{hint}")
    entries = _LISTS[given.what]()
    if given.json:
        import json

        print(json.dumps(entries, ensure_ascii=False))
        return 0
    width = max(len(entry["name"]) for entry in entries) + 2
    for entry in entries:
        print(f"{entry['name']:{width}}{entry['description']}{_chosen(entry)}")
    return 0


def _chosen(entry: dict[str, Any]) -> str:
    """Return the options of a chart and their values as ``--option`` takes them, or nothing."""
    options = entry.get("options", ())
    said = [f"{each['name']}={'|'.join(each.get('choices', [str(each['default']).lower()]))}" for each in options]
    return f"  [{', '.join(said)}]" if said else ""


def _cells() -> Entries:
    from gradviz.cells import CELLS

    return [{"name": cell.name, "description": cell.description, "label": cell.label} for cell in CELLS.values()]


def _charts() -> Entries:
    from gradviz.charts import CHARTS
    from gradviz.cli.options import described

    return [
        {"name": kind.name, "description": kind.title, "help": kind.help, "options": [*map(described, kind.options)]}
        for kind in CHARTS.values()
    ]


def _labels() -> Entries:
    from gradviz.language.labels import LABELS

    return [{"name": label.name, "description": label.description, "kind": label.kind} for label in LABELS.values()]


def _models() -> Entries:
    from gradviz.models import checkpoints

    return [{"name": name, "description": description} for name, description in checkpoints()]


def _lessons() -> Entries:
    from gradviz.charts.markup import to_plain
    from gradviz.lessons import lessons, open_lesson

    opened = {name: open_lesson(path)[0] for name, path in lessons().items()}
    return [
        {"name": name, "description": to_plain(lesson.title), "about": to_plain(lesson.about),
         "scenes": [to_plain(scene.title) for scene in lesson.scenes]}
        for name, lesson in opened.items()
    ]  # fmt: skip


def _devices() -> Entries:
    from gradviz import devices

    return [{"name": name, "description": description} for name, description in devices()]


_LISTS: dict[str, Callable[[], Entries]] = {
    "cells": _cells,
    "charts": _charts,
    "labels": _labels,
    "models": _models,
    "lessons": _lessons,
    "devices": _devices,
}

COMMAND = Command("list", "say which cells, charts, labels, models, lessons or devices there are", 30, configure, run)
