"""The words of a field in a form: its label with symbol, its tooltip, its sentence; pure."""

from __future__ import annotations

import html
import re

from gradviz.charts.markup import to_html, to_plain
from gradviz.experiment import FIELDS, Experiment
from gradviz.explaining.spelling import marked
from gradviz.fields import Field, spaced

_DEFAULTS = Experiment()
LONG_WORD = 24
"""Longer words (a number of ninety digits) may break: they would widen the panel."""


def label_html(field: Field) -> str:
    """Return the label with its symbol in italics: ``Forget bias b_f``."""
    symbol = f" <i>{to_html(field.symbol)}</i>" if field.symbol else ""
    return html.escape(field.label) + symbol


def label_plain(field: Field) -> str:
    """Return the label with its symbol in plain text, as a screen reader says it."""
    return f"{field.label} {to_plain(field.symbol)}".strip()


def tooltip(field: Field) -> str:
    """Return what the field does, what it may be, and its default, as rich text."""
    lines = [f"<b>{label_html(field)}</b>", to_html(marked(field.help))]
    if field.kind == "choice":
        lines += [f"<b>{html.escape(choice.label)}</b>: {to_html(marked(choice.help))}" for choice in field.choices]
    elif field.kind in ("int", "float"):
        unit = f" {field.unit}" if field.unit else ""
        lines.append(f"{_range(field)}{unit}; the default is {default_words(field)}.")
    return "<p style='white-space:pre-wrap; max-width:280px'>" + "<br>".join(lines) + "</p>"


def default_words(field: Field) -> str:
    """Return the default of a field as the form shows it."""
    return field.said(getattr(_DEFAULTS, field.name))


def sentence_for(field: Field, sentence: str) -> str:
    """Return an error's sentence with the label in place of the name that code uses."""
    if sentence.startswith(field.name + " "):
        sentence = label_plain(field) + sentence[len(field.name) :]
    sentence = re.sub(r"(?<=\d) (?=\d{3}\b)", "\u00a0", _none_words(sentence))
    return re.sub(rf"(\S{{{LONG_WORD}}})(?=\S)", "\\1\u200b", sentence)


def fold_words(fields: list[Field]) -> str:
    """Return what a fold hides: three labels, from different groups where there are several."""
    groups = {field.group: field for field in reversed(fields)}
    shown = list(groups.values())[::-1] if len(groups) > 1 else fields
    names = [field.label.lower() for field in shown[:3]]
    return ", ".join(names) + ("…" if len(fields) > 3 else "")


def described(text: str) -> str:
    """Return how long a text is and how many different characters it has."""
    if not text:
        return "no text yet"
    return f"{spaced(len(text))} characters, {len(set(text))} different"


def network_of(name: str, slot: str) -> str:
    """Return a field's accessible name, with the network it belongs to."""
    field = FIELDS[name]
    return label_plain(field) if field.shared else f"{label_plain(field)}, network {slot.upper()}"


def _range(field: Field) -> str:
    words = _none_words(field.range_words())
    return words[0].upper() + words[1:]


def _none_words(text: str) -> str:
    return re.sub(r"None \(([^)]*)\)", r"“\1”", text)
