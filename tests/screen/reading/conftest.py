"""A small model, read-out and all, and a session that reads with it in its own threads."""

import numpy as np
import pytest
from PyQt6.QtWidgets import QApplication

from gradviz.language.labels import LABELS
from gradviz.models import save_checkpoint
from gradviz.screen.reading.page import ReadingPage
from gradviz.screen.reading.session import ReadingSession
from tests.language.made import small

TEXT = 'abba cafe?\nhead bed\nfeed a deaf cab "a bad cafe" had\n' * 12


@pytest.fixture
def model_file(tmp_path):
    """Return a maker of model files: an LSTM of 7 units, or what is asked for."""

    def made(cell="lstm", layers=1, hidden=7, seed=0, name="small"):
        path = tmp_path / f"{name}.safetensors"
        save_checkpoint(small(cell, layers, hidden, seed), path, half=False)
        return str(path)

    return made


@pytest.fixture
def settled(qtbot):
    """Return what waits until a session has nothing left to compute."""

    def wait(session, milliseconds=20_000):
        def calm():
            assert not session.quick.busy
            assert not session.slow.busy
            assert session.document.passage is not None
            assert session.document.passage.done

        qtbot.waitUntil(calm, timeout=milliseconds)

    return wait


@pytest.fixture
def reading(qapp, model_file, settled):
    """Return a session that has read the text."""
    session = ReadingSession(model_file(), TEXT, "text")
    session.document.begin()
    settled(session)
    yield session
    session.close()


@pytest.fixture
def page(reading, look, qtbot, settled):
    """Return the page of the session, with the text read and the keyboard."""
    made = ReadingPage(reading, look)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    reading.document.take_text(TEXT, "text")
    settled(reading)
    made.setFocus()
    QApplication.processEvents()
    return made


def values(session, unit=None):
    """Return what the watched unit does, by reading the text once more."""
    from gradviz.language.units import watched
    from gradviz.models import load_checkpoint

    found = watched(load_checkpoint(session.document.model), session.document.text)
    return found.values[found.names.index(unit or session.watching.watched.unit)]


def quoted(text):
    """Return where the text is in quotes."""
    return np.asarray(LABELS["quote"].of(text), bool)
