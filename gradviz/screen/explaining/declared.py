"""What explains a widget: declared where the widget is made, and found from whatever lies under the pointer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from PyQt6.QtCore import QPoint, QRect
from PyQt6.QtGui import QTextDocumentFragment
from PyQt6.QtWidgets import QAbstractButton, QWidget

_PROPERTY = "explained_by"


@dataclass(frozen=True)
class Spot:
    """What explains a thing: the key of an entry; before it the thing's own words, where it has some.

    Attributes
    ----------
    place
        Where the thing is, in the coordinates of its widget.
    """

    key: str
    place: QRect
    title: str = ""
    words: str = ""


@dataclass(frozen=True)
class Found:
    """A thing in a widget, and what explains it."""

    widget: QWidget
    spot: Spot


@runtime_checkable
class Painted(Protocol):
    """A widget that paints several things, each of which is explained by itself."""

    def explained_at(self, place: QPoint) -> Spot | None:
        """Return what explains the thing at a place; None: nothing of its own."""


def explains(widget: QWidget, key: str) -> None:
    """Declare which entry explains a widget, and all in it that has nothing of its own."""
    widget.setProperty(_PROPERTY, key)


def explained_by(widget: QWidget | None, place: QPoint | None = None) -> Found | None:
    """Return what explains a widget, at a place in it: its entry, or its own words and the entry of what it is in."""
    own: Found | None = None
    while widget is not None:
        spot = _of(widget, place)
        if spot.key:
            return Found(own.widget, replace(own.spot, key=spot.key)) if own else Found(widget, spot)
        if own is None and (words := widget.toolTip()):
            own = Found(widget, Spot("", widget.rect(), _called(widget), _plain(words)))
        place = widget.mapToParent(place) if place is not None else None
        widget = None if widget.isWindow() else widget.parentWidget()
    return None


def _of(widget: QWidget, place: QPoint | None) -> Spot:
    if place is not None and isinstance(widget, Painted) and (spot := widget.explained_at(place)):
        return spot
    return Spot(str(widget.property(_PROPERTY) or ""), widget.rect())


def _called(widget: QWidget) -> str:
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    return words.replace("&", "")


def _plain(words: str) -> str:
    return QTextDocumentFragment.fromHtml(words).toPlainText() if words.startswith("<") else words
