"""``gradviz cells``: which unit of a character model follows which label of a text, and the text coloured by it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser, RequestError

if TYPE_CHECKING:
    from gradviz.charts.chart import Chart
    from gradviz.cli.asked_cells import Tests
    from gradviz.language.labels import Label
    from gradviz.language.scores import Score
    from gradviz.language.unit import Unit
    from gradviz.models import Checkpoint

_DEFAULT = "quote"
_DIGITS = 6


def configure(parser: Parser) -> None:
    """Add the flags."""
    from gradviz.cli.target import add_target

    add_target(parser, ".json (scores), .csv (value and label of every character), .png, .svg or .pdf")
    group = parser.add_argument_group("what is read, and by whom")
    group.add_argument("--text", metavar="FILE", help="a UTF-8 file of at most 5 MB")
    group.add_argument("--model", metavar="NAME|PATH", help="gradviz list models, or a .safetensors or .pt file "
                       "(default: code for .py files, else prose)")  # fmt: skip
    group.add_argument(
        "--alphabet", metavar="FILE", help="the characters in order, one JSON list: for models of others"
    )
    group = parser.add_argument_group("which unit")
    group.add_argument("--label", metavar="NAME", help="gradviz list labels (default: all in .json, else quote)")
    group.add_argument("--unit", metavar="N", help="this one, counted from 0, instead of the best")
    group.add_argument("--layer", metavar="N", help="where --unit is, counted from 0 (default: the top layer)")
    group.add_argument(
        "--state", metavar="NAME", help="cell or hidden: which state of --unit (default: cell if it has)"
    )
    group = parser.add_argument_group("what else is asked of it, in .json")
    group.add_argument("--hold", action="store_true", help="whether it stays on long after an opening mark")
    group.add_argument("--clamp", metavar="off|on", help="what the network says when the unit is held off, or on")


def run(given: argparse.Namespace) -> int:
    """Read, score, and write."""
    from gradviz.cli.asked_cells import label_of, model_of, note_strangers, tests_of, unit_of
    from gradviz.cli.target import target_of
    from gradviz.paper import export, suffixes
    from gradviz.textfile import read_text

    path = target_of(given.output, given.force, (".json", *suffixes()), "gradviz cells")
    if not given.text:
        raise RequestError("gradviz cells needs --text FILE, a text to read.")
    label = label_of(given.label)
    tests = tests_of(given.hold, given.clamp, label, path)
    text = read_text(given.text)
    checkpoint = model_of(given.model, given.alphabet, Path(given.text))
    unit = unit_of(checkpoint, given.unit, given.layer, given.state)
    note_strangers(checkpoint, text)
    if path.suffix.lower() == ".json":
        sentences = _write(checkpoint, text, label, unit, tests, path)
    else:
        chart = _chart(checkpoint, text, label or label_of(_DEFAULT), unit, path)
        export(chart, path)
        sentences = [words for _, words in chart.sentences]
    print(f"wrote {path}", *sentences, sep="\n")
    return 0


def _write(
    checkpoint: Checkpoint, text: str, label: Label | None, unit: Unit | None, tests: Tests, path: Path
) -> list[str]:
    """Write the scores as JSON, and what was asked besides; return what they say."""
    from gradviz.cli.proven_cells import proven
    from gradviz.files import written_whole
    from gradviz.language.labels import LABELS
    from gradviz.language.verdicts import sentence

    found = _scores(checkpoint, text, [label] if label else list(LABELS.values()), unit)
    more = [proven(checkpoint, text, each, tests) for each in found]
    cells = [{**_entry(score), **entry} for score, (entry, _) in zip(found, more, strict=True)]
    answer = {"model": checkpoint.name, "characters": found[0].characters, "cells": cells}
    with written_whole(path) as temporary:
        temporary.write_text(json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=1) + "\n", encoding="utf-8")
    return [words for score, (_, said) in zip(found, more, strict=True) for words in (sentence(score), *said)]


def _entry(score: Score) -> dict[str, Any]:
    from gradviz.language.verdicts import sentence, verdict

    unit = score.unit
    numbers = {name: getattr(score, name) for name in ("score", "shuffled", "untrained", "probe", "share")}
    numbers = {name: None if value is None else round(value, _DIGITS) for name, value in numbers.items()}
    return {
        "label": score.label.name,
        "layer": unit and unit.layer, "unit": unit and unit.index, "state": unit and unit.state,
        "metric": score.metric, "score": numbers["score"], "sign": score.sign, "shuffled": numbers["shuffled"],
        "untrained": numbers["untrained"], "verdict": verdict(score),
        "probe": numbers["probe"], "share": numbers["share"], "sentence": sentence(score),
    }  # fmt: skip


def _scores(checkpoint: Checkpoint, text: str, labels: list[Label], unit: Unit | None) -> list[Score]:
    from gradviz.cli.compute import note, watched
    from gradviz.language.scores import MOST, scores

    if len(text) > MOST:
        note([f"the first {MOST:,} of {len(text):,} characters were scored".replace(",", " ")])
    among = [unit] if unit else None
    return watched(lambda control: scores(checkpoint, text, labels, among=among, control=control))


def _chart(checkpoint: Checkpoint, text: str, label: Label | None, unit: Unit | None, path: Path) -> Chart:
    """Return the text coloured by the unit that is named, or by the one that follows the label best."""
    from gradviz.charts.texts.unit_text import unit_text
    from gradviz.cli.compute import watched
    from gradviz.language.scores import LEAST, MOST
    from gradviz.language.units import followed
    from gradviz.language.verdicts import named, sentence

    assert label is not None
    found = _scores(checkpoint, text, [label], unit)[0] if unit is None or len(text) >= LEAST else None
    chosen = unit or (found.unit if found else None)
    if chosen is None:
        raise RequestError(f"{sentence(found)[:-1] if found else ''}: choose another --label, or a --unit.")
    shown = text if path.suffix.lower() == ".csv" else text[:MOST]
    values = watched(lambda control: followed(checkpoint, shown, chosen, control))
    said = sentence(found) if found else f"{named(chosen)}: the text is too short to score it."
    said = f"{said[0].upper()}{said[1:]}"
    title = f"U{named(chosen)[1:]} of {checkpoint.name}"
    sign = found.sign if found else 1
    return unit_text(title, shown, values, (label.name, label.of(shown)), sign, said, len(text))


COMMAND = Command(
    "cells", "find the units of a character model that follow quotes, comments, lines …", 27, configure, run,
    "example: gradviz cells --text page.py --label quote -o page.png",
)  # fmt: skip
