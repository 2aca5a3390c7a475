"""A longer text of the same kind, for what a short one cannot tell."""

from __future__ import annotations

from gradviz.models import Checkpoint

ENOUGH = 20_000
"""A text of fewer characters has too few places for a mark: a longer one stands in for it."""
_TIMES = 5
_SEED = 99_991
"""Of dialogue that no bundled model was trained on."""


def longer(checkpoint: Checkpoint, text: str) -> tuple[str, str]:
    """Return the text, or where it is short another one that the network has not seen; and what it is, in words."""
    from gradviz.language.prose import dialogue

    if len(text) >= ENOUGH:
        return text, "this text"
    if "standard library" in checkpoint.about.get("corpus", ""):
        from gradviz.language.corpus import is_held_out
        from gradviz.language.library import library_files

        return "".join(text for _, text in library_files(is_held_out)), "files of Python that its training never saw"
    return dialogue(seed=_SEED, characters=_TIMES * ENOUGH), "generated dialogue"
