"""The heading of a network's card: its cell; the same list offers trained models, which have a cell of their own."""

from __future__ import annotations

from collections.abc import Callable

from gradviz.fields import Choice, Field
from gradviz.models import bundled
from gradviz.screen.asking.question import Slot
from gradviz.screen.asking.session import Session
from gradviz.screen.controls.choice_row import ChoiceRow
from gradviz.screen.look.theme import Look

MODEL = "model:"
"""What a model's value begins with in the list of cells; alone it asks for a file."""


class CellRow(ChoiceRow):
    """One of the cells, or a model.

    Attributes
    ----------
    take_model
        Given the name of a model that was chosen; an empty one asks for a file.
    """

    stays = True

    def __init__(self, session: Session, slot: Slot, field: Field, look: Look) -> None:
        super().__init__(session, slot, field, look, bare=True)
        self.take_model: Callable[[str], object] = lambda _: None
        models = [
            Choice(MODEL + name, f"model {name}", "a trained model that comes with gradviz") for name in bundled()
        ]
        self.chooser.offer([
            *field.choices, *models,
            Choice(MODEL, "model file…", "a trained model from a .safetensors file"),
        ])  # fmt: skip
        self.put(getattr(session.question.get(slot), field.name))

    def choose(self, value: str) -> None:
        """Take a cell, freshly drawn, or a model."""
        if value.startswith(MODEL):
            self.put(self._shown)
            self.take_model(value.removeprefix(MODEL))
        elif self.session.question.get(self.slot).model is not None:
            self.edit(value, model=None)
        else:
            super().choose(value)
