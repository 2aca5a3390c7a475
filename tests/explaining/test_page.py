"""docs/reference.md is what the program says now."""

from tests.explained import PAGE, written


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == written(), "run: python -m tests.explained"
