"""A short text gives way to a longer one of its kind."""

from gradviz.language.longer import ENOUGH, longer
from gradviz.models import load_checkpoint


def test_a_text_that_is_long_enough_stays():
    text = "word " * (ENOUGH // 5)
    assert longer(load_checkpoint("prose"), text) == (text, "this text")


def test_a_short_one_gives_way_to_what_the_model_reads(monkeypatch):
    monkeypatch.setattr("gradviz.language.library.library_files", lambda wanted: iter([("a.py", "def a(): ...\n")]))
    text, words = longer(load_checkpoint("prose"), "short")
    assert (len(text) >= ENOUGH, words) == (True, "generated dialogue")
    text, words = longer(load_checkpoint("code"), "short")
    assert (text, "never saw" in words) == ("def a(): ...\n", True)
