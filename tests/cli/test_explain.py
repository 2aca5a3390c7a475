"""``gradviz explain``: an entry in plain text, or the nearest one."""

import pytest

from gradviz.cli import main


def test_an_entry_is_printed_with_what_belongs_to_it(capsys):
    assert main(["explain", "forget", "bias"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Forget bias  b_f\n\nTotal bias (")
    assert "Default              as drawn\n" in said
    assert "--forget-bias" in said
    assert "See also: LSTM (cell)" in said
    assert max(map(len, said.splitlines())) <= 100


def test_a_cell_has_its_equations_and_its_source(capsys):
    assert main(["explain", "gru"]) == 0
    said = capsys.readouterr().out
    assert "    hₜ = zₜ ⊙ hₜ₋₁ + (1 − zₜ) ⊙ nₜ\n" in said
    assert "Source: Cho et al. 2014" in said


def test_others_of_the_same_name_and_those_that_speak_of_it_are_named(capsys):
    main(["explain", "spectral radius"])
    assert "Also called so: Spectral radius (quantity)" in capsys.readouterr().out
    main(["explain", "injected"])
    assert capsys.readouterr().out.startswith("These speak of injected: ")


def test_without_a_word_all_titles_are_listed(capsys):
    assert main(["explain"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("The question, field by field\n    Cell · Model")
    assert "Terms\n" in said


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("spectal radius", "did you mean “Spectral radius”?"),
        ("spectrm", "did you mean “Where are the eigenvalues of Wₕₕ?”?"),
        ("zzzz", "gradviz explain lists what is."),
        ("??", "gradviz explain lists what is."),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(capsys, typed, hint):
    assert main(["explain", typed]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"gradviz: nothing here is called '{typed}'; {hint}\n"
