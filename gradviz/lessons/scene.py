"""A scene: one question, the pictures that answer it, and the words beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from gradviz.charts import CHARTS
from gradviz.charts.kind import Value
from gradviz.errors import ExperimentError, LessonError, did_you_mean
from gradviz.experiment import FIELDS, Experiment
from gradviz.lessons.claim import Claim
from gradviz.lessons.glide import Glide
from gradviz.readings.watch import Watch

LONGEST = 5_000
"""Characters of one text of a scene."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One scene of a lesson, as it is written; every control stays live when it is shown.

    Attributes
    ----------
    title, caption, notes
        What stands above it, below it (two sentences, in the markup of `gradviz.charts.markup`), and what only the
        speaker sees.
    experiments
        Network A, and B where there is one; they agree in every shared field. Empty where there is a reading.
    reading
        What is shown of a network that reads, on the page of cells on text, in place of networks and pictures.
    pictures
        Names of `gradviz.charts.CHARTS`, the first one in front; none beside a reading.
    options
        What is chosen in a picture: picture, option, value.
    plays
        "" (nothing), "story" (a reading: from its cursor on, at its speed), or the `Glide` of a field.
    shows
        Names of the fields whose controls are shown; empty: all.
    question, predict_first
        What the audience is asked, if anything, and whether it draws its guess before the curves are shown.
    claims
        What proves the numbers of the words.
    extra
        What a file said besides and this gradviz does not know; it is kept. Its ``claims`` could not be read.

    Raises
    ------
    LessonError
        When something of it cannot be; ``key`` says where.
    """

    title: str
    caption: str
    experiments: tuple[Experiment, ...] = ()
    reading: Watch | None = None
    pictures: tuple[str, ...] = ("lecture",)
    options: tuple[tuple[str, str, Value], ...] = ()
    plays: Literal["", "story"] | Glide = ""
    shows: tuple[str, ...] = ()
    question: str = ""
    predict_first: bool = False
    notes: str = ""
    claims: tuple[Claim, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        for name in ("title", "caption", "question", "notes"):
            object.__setattr__(self, name, text_of(name, getattr(self, name)))
        if not self.title:
            raise LessonError("a scene has a title", "title")
        if not isinstance(self.predict_first, bool):
            raise LessonError("predict_first must be true or false", "predict_first")
        object.__setattr__(self, "extra", MappingProxyType(dict(self.extra)))
        asked = (*_networks(self), *_pictures(self)) if self.reading is None else _beside_reading(self)
        for refusal in (*asked, *_playing(self), *_proofs(self)):
            raise refusal


def text_of(name: str, value: object) -> str:
    """Return a text as a lesson keeps it: the line breaks of a caption are spaces.

    Raises
    ------
    LessonError
        When it is no text, too long, or no valid Unicode.
    """
    if not isinstance(value, str):
        raise LessonError(f"{name} must be text, not {value!r}", name)
    if len(value) > LONGEST:
        raise LessonError(f"{name} has {len(value)} characters: {LONGEST} are the most", name)
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise LessonError(f"{name} holds a lone surrogate, which is not a character", name)
    return value.strip() if name == "notes" else " ".join(value.split())


def _networks(scene: Scene) -> Iterator[LessonError]:
    if not 1 <= len(scene.experiments) <= 2:
        yield LessonError(f"a scene has one or two networks, not {len(scene.experiments)}", "a")
        return
    a, b = scene.experiments[0], scene.experiments[-1]
    width = "input_size" if a.model is not None or b.model is not None else ""
    for name, entry in FIELDS.items():
        if entry.shared and name != width and getattr(a, name) != getattr(b, name):
            yield LessonError(f"{name} is the same for both networks: say it in a", "b", name)


def _beside_reading(scene: Scene) -> Iterator[LessonError]:
    """Yield what belongs to the laboratory and stands beside a reading."""
    if scene.experiments:
        yield LessonError("a scene has networks or a reading, not both", "a")
    for key in ("pictures", "options", "shows"):
        if getattr(scene, key):
            yield LessonError(f"{key} belong to networks: leave them out beside a reading", key)
    if scene.predict_first:
        yield LessonError("predict_first hides the curves of a gradient, and a reading has none: leave it out",
                          "predict_first")  # fmt: skip
    if isinstance(scene.plays, Glide):
        yield LessonError('a reading plays "story": it has no field that could be moved', "plays")


def _pictures(scene: Scene) -> Iterator[LessonError]:
    if not scene.pictures or len(set(scene.pictures)) < len(scene.pictures):
        yield LessonError("pictures are one or more, none of them twice", "pictures")
    for name in scene.pictures:
        if name not in CHARTS:
            yield LessonError(f"there is no picture {name}{_near(name)}", "pictures")
    for name, option, value in scene.options:
        try:
            if name not in CHARTS:
                yield LessonError(f"options: there is no picture {name}{_near(name)}", "options", name)
            else:
                CHARTS[name].chosen({option: value})
        except ExperimentError as error:
            yield LessonError(str(error).rstrip("."), "options", name, option)


def _near(name: str) -> str:
    return did_you_mean(name, CHARTS) or f"; there are {', '.join(CHARTS)}"


def _playing(scene: Scene) -> Iterator[LessonError]:
    for name in scene.shows:
        if name not in FIELDS:
            yield LessonError(f"shows: there is no field {name}{did_you_mean(name, FIELDS)}", "shows")
    if isinstance(scene.plays, Glide):
        yield from _gliding(scene, scene.plays) if scene.reading is None else ()
    elif scene.plays not in ("", "story"):
        yield LessonError(f'plays must be "story" or {{field = …, from = …, to = …}}, not {scene.plays!r}', "plays")


def _gliding(scene: Scene, glide: Glide) -> Iterator[LessonError]:
    if glide.of == "b" and len(scene.experiments) < 2:
        yield LessonError("the scene has no network B", "plays", "of")
        return
    for value, key in ((glide.begin, "from"), (glide.end, "to")):
        try:
            scene.experiments["ab".index(glide.of)].replace(**{glide.field: value})
        except ExperimentError as error:
            yield LessonError(str(error).rstrip("."), "plays", key)


def _proofs(scene: Scene) -> Iterator[LessonError]:
    for place, claim in enumerate(scene.claims):
        try:
            claim.asked(scene.experiments) if scene.reading is None else claim.check_reading()
        except LessonError as error:
            yield LessonError(str(error), "claims", place, *error.key)
