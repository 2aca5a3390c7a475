"""Machine code on disk: served only to what made it, and never when it is not whole."""

import pytest

from gradviz.engine.compiled import store


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "folder", lambda: tmp_path / "machine-code")
    return tmp_path / "machine-code"


def made(code, calls):
    def compiled():
        calls.append(code)
        return code

    return compiled


def test_it_is_compiled_once_for_each_thing_it_is_made_of(kept):
    calls = []
    for _ in range(2):
        assert store.code_for("A", made(b"code of A", calls)) == b"code of A"
        assert store.code_for("B", made(b"code of B", calls)) == b"code of B"
    assert calls == [b"code of A", b"code of B"]


@pytest.mark.parametrize("harm", [lambda b: b[:-1], lambda b: b[:-1] + b"x", lambda b: b"", lambda b: b"junk"])
def test_a_file_that_is_not_whole_is_made_again(kept, harm):
    calls = []
    store.code_for("A", made(b"code of A", calls))
    (file,) = kept.glob("*.o")
    file.write_bytes(harm(file.read_bytes()))
    assert store.code_for("A", made(b"code of A", calls)) == b"code of A"
    assert len(calls) == 2
    assert store.code_for("A", made(b"code of A", calls)) == b"code of A"
    assert len(calls) == 2


def test_a_disk_that_refuses_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(store, "folder", lambda: tmp_path / "file" / "machine-code")
    assert store.code_for("A", made(b"code", [])) == b"code"


def test_the_folder_does_not_grow_for_ever(kept, monkeypatch):
    monkeypatch.setattr(store, "_MOST", 3)
    for number in range(6):
        store.code_for(str(number), made(b"code", []))
    assert len(list(kept.glob("*.o"))) == 3


def test_the_instructions_of_a_kernel_are_the_same_in_every_process():
    """Or nothing would ever be found again."""
    pytest.importorskip("llvmlite")
    import subprocess
    import sys

    script = (
        "from gradviz.cells import CELLS; from gradviz.engine.compiled import kernel, memory; import hashlib\n"
        "cell = CELLS['lstm']; trace = memory.traced(cell, True)\n"
        "text = str(kernel.module_of(trace, memory.strides_of(cell, trace), 'float64', 32, 70))\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    found = {
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(found) == 1
