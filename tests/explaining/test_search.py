"""What is typed finds what is meant, the best first, and at once."""

import time

import pytest

from gradviz.explaining import Entry, Reference, reference

KNOWN = reference()


def entry(name, title, text="Nothing.", symbol="", calls=()):
    return Entry("term", name, title, (text,), symbol=symbol, calls=calls)


def test_titles_come_before_symbols_and_symbols_before_text():
    found = Reference([
        entry("a", "One", "all about norms"), entry("b", "Two", symbol="norm of x"),
        entry("c", "Three", calls=("norm",)),
        entry("d", "The norm"), entry("e", "Normal"), entry("f", "Norm"), entry("g", "Seven"),
    ]).find("norm")  # fmt: skip
    assert [each.name for each in found] == ["c", "f", "e", "d", "b", "a"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("spectral", "field/spectral_radius"), ("ρ", "field/spectral_radius"), ("T", "field/steps"),
        ("hidden_size", "field/hidden_size"), ("bptt", "term/bptt"), ("LSTM", "cell/lstm"), ("auc", "term/auc"),
        ("eigenvalues of", "picture/spectrum"), ("detached", "term/truncated-bptt"),
        ("radius spectral", "field/spectral_radius"),
        ("σ_max", "term/singular-value"), ("gates", "picture/gates"), ("gates what do", "picture/gates"),
    ],
)  # fmt: skip
def test_what_is_meant_is_first(typed, first):
    assert KNOWN.find(typed)[0].key == first


def test_nothing_finds_all_and_nonsense_nothing():
    assert KNOWN.find(" ") == tuple(KNOWN.entries.values())
    assert KNOWN.find("zzzz") == ()
    assert KNOWN.nearest("zzzz") is None
    assert KNOWN.nearest("spectal radius").key == KNOWN.nearest("spectrl").key == "field/spectral_radius"


@pytest.mark.parametrize("typed", ["??", "…", "()", "_"])
def test_signs_that_no_entry_has_find_nothing_and_a_symbol_is_found(typed):
    assert KNOWN.named(typed) == KNOWN.find(typed) == ()
    assert [each.key for each in KNOWN.named("⊙")] == ["term/elementwise"]
    signs = Reference([entry("a", "One"), entry("b", "Two", symbol="→")])
    assert [each.name for each in signs.find("→")] == [each.name for each in signs.named("→")] == ["b"]


def test_what_is_called_so_is_not_what_speaks_of_it():
    assert [each.key for each in KNOWN.named("spectral radius")] == [
        "field/spectral_radius",
        "quantity/spectral_radius",
    ]
    assert KNOWN.named("injected") == ()
    assert len(KNOWN.find("injected")) >= 1


def test_a_key_is_answered_within_a_frame():
    began = time.perf_counter()
    for typed in ("g", "gr", "gra", "grad", "gradient of"):
        KNOWN.find(typed)
    assert (time.perf_counter() - began) / 5 < 0.016
