"""The room is reached as `gradviz.theory`, and opens without torch."""

from __future__ import annotations

import gradviz
from gradviz import theory
from tests.test_imports import loaded_after


def test_it_is_imported_lazily_and_without_torch():
    assert not loaded_after("import gradviz") & {"numpy", "torch"}
    assert not loaded_after("import gradviz; gradviz.theory.reach") & {"torch", "PyQt6", "matplotlib"}


def test_its_names_are_there():
    assert gradviz.theory is theory
    assert all(getattr(theory, name) for name in theory.__all__)
