"""At any size of the window and of the type nothing is clipped on the page of cells."""

from PyQt6.QtWidgets import QApplication

from gradviz.screen.reading.side.section import Folding
from tests.screen.clipping import clipped

FIGURES = ((1.0, (1280, 620)), (1.8, (1280, 620)), (2.0, (1366, 660)))
"""The page as it stands under the bar, of a window of 1280 × 720 and of 1366 × 768."""


def settle():
    for _ in range(4):
        QApplication.processEvents()


def test_nothing_is_clipped_on_the_page(page, look):
    for part in page.findChildren(Folding):
        part.heading.setChecked(True)
    for scale, size in FIGURES:
        look.resize(scale)
        page.resize(*size)
        for panel in (1, 0):
            settle()
            if not page.sides.open[panel]:
                page.sides.turn(panel)
            settle()
            assert (scale, panel, clipped(page)) == (scale, panel, [])
            assert page.centre.width() >= 0.57 * page.width()
