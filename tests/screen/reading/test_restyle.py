"""Another theme or size of type while the page is there: it is as if it had been made with it."""

from gradviz.screen.reading.page import ReadingPage
from tests.screen.reading.conftest import TEXT
from tests.screen.restyled import change, picture, ways


@ways
def test_the_page_is_as_if_it_had_started_so(wanted, page, reading, settled, look, qtbot):
    change(look, wanted)
    after = ReadingPage(reading, look)
    qtbot.addWidget(after)
    reading.document.take_text(TEXT, "text")
    settled(reading)
    reading.document.replaced.emit()  # small pictures are of what was read when they were first seen: of all, in both
    assert picture(page, qtbot) == picture(after, qtbot)
