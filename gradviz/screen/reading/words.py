"""What the page says of a unit, in words and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gradviz.charts.coloured import visible
from gradviz.charts.texts.backflow import Backflow, quoted
from gradviz.fields import spaced
from gradviz.screen.reading.scoring import HERE, RECORD, Row, Scoring

if TYPE_CHECKING:
    from gradviz.language.passage import Passage
    from gradviz.language.scores import Score
    from gradviz.language.unit import Unit
    from gradviz.screen.reading.made import Hold
    from gradviz.screen.reading.work.interventions import Measured

METRICS = {"auc": "AUC", "spearman": "ρ"}
_AFTER = 14


def score_words(score: Score | None) -> str:
    """Return ``AUC 0.98``; a dash where nothing is known."""
    return "—" if score is None or score.score is None else f"{METRICS[score.metric]} {score.score:.2f}"


def follows(row: Row) -> str:
    """Return what a unit follows, in a word or two; a dash where nothing is known."""
    return "—" if row.score is None else row.score.label.name.replace("_", " ")


def number_words(row: Row) -> str:
    """Return a row's number with two digits; nothing where it has none."""
    return "" if np.isnan(row.number) else f"{row.number:.2f}".replace("-", "−")


def heading(scoring: Scoring, count: int) -> str:
    """Return what the list of units is."""
    if scoring.order == "variance":
        return "Cells that move most"
    if scoring.order == "index":
        return f"All {count} cells"
    if scoring.label in (RECORD, HERE):
        return "Cells that follow something"
    return f"Cells by {scoring.labels()[scoring.label].phrase}"


def note(scoring: Scoring) -> str:
    """Return how the numbers of the list were found."""
    if scoring.order == "variance":
        return "The standard deviation of tanh(c), or of h, over the first 20 000 characters of this text."
    if scoring.order == "index":
        return "In the order of the weights. Numbers are the best that is known of each."
    if scoring.label == RECORD:
        return "Chosen and scored on different halves of 100 000 characters that the training never saw."
    if scoring.label == HERE:
        return _here(scoring.here)
    return "Every cell on the first 20 000 characters of this text; the best of many is good by chance, too."


def _here(found: list[Score]) -> str:
    """Return what the scores on this text stand beside: what chance and an untrained network reach for the best one."""
    best = max((each for each in found if each.score is not None), key=lambda each: each.score or 0.0, default=None)
    if best is None or best.shuffled is None or best.untrained is None:
        return "Chosen on one half of this text, scored on the other."
    return (
        f"Chosen on one half of this text ({spaced(best.characters)} characters), scored on the other. For "
        f"{best.label.phrase} chance finds {best.shuffled:.2f}, an untrained network {best.untrained:.2f}."
    )


def after(passage: Passage, at: int) -> str:
    """Return the end of what has been read, for a heading."""
    words = visible(passage.text[max(0, at - _AFTER) : at]).replace(" ", " ")
    return words if at <= _AFTER else f"…{words}"


def held_words(unit: Unit, level: str | None, hold: Hold | None) -> str:
    """Return ``unit 37 held off``; nothing where nothing is held."""
    if level is None:
        return ""
    part = hold is not None and (hold.what.first > 0 or hold.what.last is not None)
    return f"unit {unit.index} held {level}{' in a part of the text' if part else ''}"


def effect_words(measured: Measured | None, level: str | None) -> str:
    """Return what holding the unit does to the character that ends its label, beside the median of the controls."""
    if measured is None:
        return ""
    own, *others = measured.effects
    before, held = (f"{share:.2g}" for share in own.closing)
    changed = "stays as likely as before" if before == held else f"becomes {_times(own.cut)} likely"
    said = (
        f"Held {level}: the character that ends {measured.label.phrase} {changed} ({before} → {held}); a character "
        f"inside costs {own.inside[0]:.2f} → {own.inside[1]:.2f} bits, outside {own.outside[0]:.2f} → "
        f"{own.outside[1]:.2f}."
    )
    if others:
        changes = [abs(each.closing[1] / each.closing[0] - 1) if each.closing[0] > 0 else 0.0 for each in others]
        said += f" Of {len(others)} other live cells the median changes it by {np.median(changes):.0%}."
    where = f"{spaced(measured.first + 1)} – {spaced(measured.last)}"
    return f"{said} Measured on characters {where}."


def _times(cut: float) -> str:
    return f"{cut:.2g} times less" if cut >= 1 else f"{1 / cut:.2g} times more"


def matters(flow: Backflow, before: int) -> str:
    """Return what the shade under the characters is, the character counted from the beginning of the whole text."""
    return f"matters to {quoted(flow.sign)}, character {spaced(before + flow.at + 1)}"


def question(row: Row) -> str:
    """Return the title over the text: what one looks for."""
    return "What does this cell do?" if row.score is None else f"Does it follow {row.score.label.phrase}?"


def sentence(row: Row) -> str:
    """Return what is known of a unit; a word where nothing is."""
    from gradviz.language.verdicts import sentence as said

    if row.score is None:
        return "Not the best cell of any label."
    found = said(row.score)
    where = "" if row.score.considered else " On record: measured on 100 000 other characters."
    return f"{found[:1].upper()}{found[1:]}{where}"


def tip(row: Row) -> str:
    """Return the tool tip of a row."""
    return sentence(row) if row.score is not None else ""
