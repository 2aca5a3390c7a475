"""Every thing that is declared has an entry, with words, links that lead somewhere, and no formula in ASCII."""

import re

import pytest

from gradviz.arrangements import ARRANGEMENTS
from gradviz.cells import CELLS
from gradviz.charts import CHARTS
from gradviz.experiment import FIELDS
from gradviz.explaining import reference
from gradviz.explaining.glossary import TERMS
from gradviz.explaining.kinds import KINDS
from gradviz.explaining.links import MOST
from gradviz.explaining.spelling import folded, marked, plain, rich, sentence
from gradviz.language.labels import LABELS
from gradviz.lessons import lessons
from gradviz.lessons.quantities import QUANTITIES
from gradviz.presets import PRESETS

KNOWN = reference()
DECLARED = {
    "field": FIELDS, "picture": CHARTS, "cell": CELLS, "question": PRESETS, "quantity": QUANTITIES, "label": LABELS,
    "arrangement": {found.name: found for found in ARRANGEMENTS},
}  # fmt: skip


@pytest.mark.parametrize("kind", DECLARED)
def test_everything_that_is_declared_has_an_entry(kind):
    assert [entry.name for entry in KNOWN.entries.values() if entry.kind == kind] == list(DECLARED[kind])


def test_a_field_says_what_its_metadata_say():
    entry = KNOWN.entries["field/forget_bias"]
    assert (entry.title, entry.symbol, entry.text[0]) == (
        "Forget bias", "b_f", "Total bias (b_{ih} + b_{hh}) of the forget gate; 3 opens it to about 0.95.")  # fmt: skip
    facts = dict(entry.facts)
    assert facts["Of"] == "LSTM"
    assert facts["Default"] == "as drawn"
    assert dict(KNOWN.entries["field/steps"].facts)["Range"] == "between 1 and 100 000 steps"
    assert "noise or impulse" in dict(KNOWN.entries["field/input_scale"].facts)["Where"]


def test_pictures_and_cells_say_what_they_declare():
    phase = KNOWN.entries["picture/phase"]
    assert len(phase.text) == len(CHARTS["phase"].help.split("\n"))
    assert {option.label for option in CHARTS["phase"].options} <= {name for name, _ in phase.facts}
    for name, cell in CELLS.items():
        assert KNOWN.entries[f"cell/{name}"].formulas == (*cell.equations, cell.adjoint)
        assert KNOWN.entries[f"cell/{name}"].source == cell.source != ""


def test_every_entry_has_words_and_every_link_an_end():
    assert [kind.name for kind in KINDS] == list(dict.fromkeys(entry.kind for entry in KNOWN.entries.values()))
    for key, entry in KNOWN.entries.items():
        assert key == entry.key
        assert entry.title.strip()
        assert all(paragraph.strip() == paragraph != "" for paragraph in entry.text)
        assert entry.text
        assert set(entry.also) <= set(KNOWN.entries), key
        others = KNOWN.also(entry)
        assert len(others) <= MOST
        assert entry not in others
        assert len({other.key for other in others}) == len(others)


def test_links_come_from_what_is_declared_and_from_what_is_said():
    also = {key: [other.key for other in KNOWN.also(entry)] for key, entry in KNOWN.entries.items()}
    assert "cell/lstm" in also["field/forget_bias"]
    assert "field/forget_bias" in also["cell/lstm"]  # declared there, seen from here
    assert "term/jacobian" in also["picture/influence"]  # its words name it
    assert not any("field/steps" in others for key, others in also.items() if key.startswith("term/"))  # everywhere


def test_no_formula_is_left_in_ascii():
    for entry in KNOWN.entries.values():
        for words in (entry.title, entry.symbol, *entry.text, *entry.formulas, *(said for _, said in entry.facts)):
            shown = re.sub(r"<code>.*?</code>", "", rich(words))
            assert not re.search(r"[_^{}]", shown), (entry.key, words)


def test_a_term_is_used_by_others_and_has_its_source():
    bare = [entry for entry in KNOWN.entries.values() if entry.kind != "term"]
    spoken = folded(" ".join([*(entry.words() for entry in bare), *(" ".join(entry.formulas) for entry in bare)]))
    spoken += folded(" ".join(path.read_text(encoding="utf-8") for path in lessons().values()))
    for term in TERMS:
        assert any(folded(name) in spoken for name in (term.title, term.symbol, *term.calls) if name), term.name
        assert term.source
        assert folded(term.title) not in {folded(field.label) for field in FIELDS.values()}  # metadata explain it


def test_terms_say_no_more_than_what_is_so():
    terms = {term.name: term for term in TERMS}
    assert terms["bptt"].formulas == ("∂L/∂s_{t−1} = J_t^{⊤} ∂L/∂s_t + ∂ℓ_{t−1}/∂s_{t−1}",)  # J_t is that of s_t
    assert terms["jacobian"].formulas == ("J_t = ∂s_t/∂s_{t−1}",)
    assert "over K steps at most" in terms["truncated-bptt"].text
    assert "1/255" in terms["black"].title
    assert "the start of the gradient" in terms["black"].text  # as the level of the picture, and the reach
    assert all("Gers" in terms[name].source for name in ("cell-state", "gate", "forget-gate"))
    assert "not what the training began with" in terms["untrained"].text


def test_words_are_spelled_in_markup():
    assert marked("W_hh h_(t-1) + b_ih, loss_step, x_t") == "W_{hh} h_{t−1} + b_{ih}, loss_step, x_t"
    assert rich("`a_b` x_t <") == "<code>a_b</code> x<sub>t</sub> &lt;"
    assert plain("`--steps` x_t") == "--steps xₜ"
    assert sentence("one gate") == "One gate."
    assert sentence("h_t is it") == "h_t is it."
    assert folded("W_{hh}’s Steps ρ^{k}") == "whh step ρk"
