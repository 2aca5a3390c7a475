"""The page with every picture is about the pictures that there are."""

from __future__ import annotations

import re

from gradviz.charts import CHARTS
from tests.gallery import PAGE, QUESTIONS


def test_every_picture_is_asked_for() -> None:
    assert set(QUESTIONS) == set(CHARTS)


def test_the_page_shows_every_picture_and_each_is_there() -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = re.findall(r"!\[.*\]\((gallery/.*\.png)\)", page)
    assert len(shown) == sum(map(len, QUESTIONS.values())) + 1  # and the cell that follows the quote
    assert all((PAGE.parent / name).is_file() for name in shown)
    assert [re.match(r"\w+", words)[0] for words in page.split("\n## ")[1:]] == [*CHARTS, "cells"]
