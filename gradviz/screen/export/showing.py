"""What the laboratory shows, as it can leave the window: as the audience may see it, and as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gradviz.charts import Chart
from gradviz.charts.arranged import arranged
from gradviz.screen.desk.arrangements import rows_of
from gradviz.screen.desk.places import Place, Split, split
from gradviz.screen.export.exhibit import Exhibit

if TYPE_CHECKING:
    from gradviz.screen.asking.answers import Answer
    from gradviz.screen.window import Window


def exhibit_of(window: Window, answer: Answer) -> Exhibit:
    """Return the pictures of an answer with what is said of them; without what is hidden until it is predicted."""
    seen = window.session.exhibit(answer)
    charts = {name: seen.charts[name] for name in seen.pictures}
    places = () if window.desk is None else window.desk.places()
    return Exhibit(charts, seen.stem, seen.results, standing(charts, places), *_told(window))


def _told(window: Window) -> tuple[str, str]:
    """Return title and caption of the scene that is shown, as long as its question is still the one that is asked.

    A scene of a network that reads says nothing about the pictures of the laboratory.
    """
    guide = window.lecture.guide if window.has("lecture") else None
    if guide is None or guide.scene is None or guide.scene.reading is not None or not guide.as_written:
        return "", ""
    return guide.scene.title, "" if guide.secret else guide.scene.caption


def standing(charts: Mapping[str, Chart], places: tuple[Place, ...]) -> Chart | None:
    """Return all pictures as one, as they stand; None of a single one.

    Where one stands behind another or floats, or is missing, all stand in rows, so that each is seen.
    """
    if len(charts) < 2:
        return None
    seen = [place.names for place in places if not place.floating]
    if sorted(seen) == sorted((name,) for name in charts):
        return _arranged(split(places), charts)
    rows = [[charts[name] for name in row if name in charts] for row in rows_of(tuple(charts))]
    return arranged([arranged(row, beside=True) for row in rows])


def _arranged(part: Split | Place, charts: Mapping[str, Chart]) -> Chart:
    if isinstance(part, Place):
        return charts[part.names[0]]
    parts = [_arranged(each, charts) for each in part.parts]
    return arranged(parts, beside=part.beside, shares=part.shares() if part.beside else ())
