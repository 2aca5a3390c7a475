"""The stops of the tour, as data: what each one asks, points at, does and says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gradviz.screen.asking.question import Question
from gradviz.screen.touring import words
from gradviz.screen.touring.hand import Hand

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QWidget

    from gradviz.screen.window import Window

Find = Callable[["Window"], "QWidget | None"]
Act = Callable[[Hand], object]

_BOTH = Question.default()
_ALONE = replace(_BOTH, b=None)
_HIGH, _LOW = 1.0, 0.8


def _nothing(_: Hand) -> None:
    """Leave it at pointing."""


@dataclass(frozen=True)
class Stop:
    """One stop.

    Attributes
    ----------
    title, words
        What the card says; the words are read anew when anything changes.
    where
        What it points at.
    asks
        What the laboratory is asked when one comes to it.
    act, leave
        What is done once the answer is there, and before one goes on or back.
    clear
        What else is not dimmed.
    left, right
        Whether the panel at that side is unfolded for it, and folded again behind it.
    page
        On which page of the window it is.
    """

    title: str
    words: words.Words
    where: Find
    asks: Question = _ALONE
    act: Act = _nothing
    leave: Act = _nothing
    clear: tuple[Find, ...] = ()
    left: bool = False
    right: bool = False
    page: str = "lab"


def _radius(window: Window) -> QWidget:
    return window.form.cards["a"].rows["spectral_radius"]


def _cell(window: Window) -> QWidget:
    return window.form.cards["b"].rows["cell"]


def _desk(window: Window) -> QWidget | None:
    return window.desk


def _scrubber(window: Window) -> QWidget | None:
    return None if window.desk is None else window.desk.scrubber


def _numbers(window: Window) -> QWidget:
    return window.answer


def _play(window: Window) -> QWidget:
    return window.transport.play


def _pictures(window: Window) -> QWidget:
    return window.commands.pictures.button


def _badge(window: Window) -> QWidget:
    return window.status.badge if window.status.badge.isVisible() else window.status


def _units(window: Window) -> QWidget:
    return window.cells.page.units


def _text(window: Window) -> QWidget:
    return window.cells.page.text


def _export(window: Window) -> QWidget:
    return window.topbar.export


def _lesson(window: Window) -> QWidget:
    return window.lecture.bar


def _menu(window: Window) -> QWidget:
    return window.topbar.more


def _glide(hand: Hand) -> None:
    hand.glide("spectral_radius", _HIGH, _LOW)


def _travel(hand: Hand) -> None:
    steps = hand.window.session.steps
    hand.drag(steps, round(0.8 * steps))


def _compare(hand: Hand) -> None:
    hand.window.session.compare(_BOTH.b)


def _why(hand: Hand) -> None:
    hand.window.session.choose_pictures("gradient", "why")


def _begin_lesson(hand: Hand) -> None:
    hand.open_lesson("video")


_RISEN, _FALLEN = (replace(_ALONE, a=_ALONE.a.replace(spectral_radius=radius)) for radius in (_HIGH, _LOW))

STOPS: tuple[Stop, ...] = (
    Stop("Every number is a control", words.slider, _radius, _RISEN, _glide, clear=(_desk,), left=True),
    Stop("The gradient runs back", words.play, _play, _FALLEN, Hand.play_back, clear=(_desk,)),
    Stop("Read it at any step", words.cursor, _scrubber, _FALLEN, _travel, clear=(_desk, _numbers), right=True),
    Stop("Two networks, one axis", words.second, _cell, _ALONE, _compare, clear=(_desk,), left=True),
    Stop("Other pictures of the same", words.pictures, _pictures, _BOTH, _why, clear=(_desk,)),
    Stop("How it knows", words.check, _badge, _BOTH, Hand.check, clear=(_desk,)),
    Stop("What do cells remember?", words.cells, _units, _BOTH, clear=(_text,), left=True, page="cells"),
    Stop("Take it with you", words.export, _export, _BOTH),
    Stop("Lessons, and the hall", words.lessons, _lesson, _BOTH, _begin_lesson, Hand.close_lesson, (_desk, _menu)),
)
