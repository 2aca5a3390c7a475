"""A sweep in one file that alone brings it back, told apart from a Result, never running code."""

import contextlib
import dataclasses
import json

import numpy as np
import pytest

import gradviz


@pytest.fixture(scope="module", params=["lstm", "rnn_relu"])
def found(request):
    question = gradviz.Experiment(cell=request.param, steps=9, hidden_size=3, seed=5, device="cpu")
    return gradviz.sweep(question, spectral_radius=[None, 0.0, 0.1 + 0.2], steps=[4, 9], seeds=[2**63 - 1, 0])


def assert_same(one, two):
    for item in dataclasses.fields(gradviz.Sweep):
        wanted, got = getattr(one, item.name), getattr(two, item.name)
        if isinstance(wanted, np.ndarray):
            assert got.dtype == wanted.dtype
            np.testing.assert_array_equal(got, wanted)
        else:
            assert got == wanted, item.name


def test_the_file_brings_everything_back(found, tmp_path):
    assert np.isneginf(found.log10_grad_hidden).any()
    assert np.isnan(found.log10_grad_hidden).any()
    found.save(tmp_path / "s.npz")
    again = gradviz.load(tmp_path / "s.npz")
    assert isinstance(again, gradviz.Sweep)
    assert_same(found, again)
    assert list(again.axes) == list(found.axes)
    with pytest.raises(ValueError, match="read-only"):
        again.log10_grad_hidden[...] = 0


def test_a_result_is_still_a_result(tmp_path):
    result = gradviz.run(gradviz.Experiment(steps=3, hidden_size=2, device="cpu"))
    result.save(tmp_path / "r.npz")
    assert isinstance(gradviz.load(tmp_path / "r.npz"), gradviz.Result)


def test_one_that_is_under_way_comes_back_as_far_as_it_was(found, tmp_path):
    norms = found.log10_grad_hidden.copy()
    norms[1] = np.nan
    part = dataclasses.replace(found, log10_grad_hidden=norms)
    assert part.known.tolist() == [[[True] * 2] * 2, [[False] * 2] * 2, [[True] * 2] * 2]
    assert (part.done, found.done) == (pytest.approx(2 / 3), 1.0)
    part.save(tmp_path / "s.npz")
    assert_same(part, gradviz.load(tmp_path / "s.npz"))


def changed(found, place, arrays=(), **about):
    """Save a sweep with other arrays or another ``about`` entry."""
    found.save(place)
    with np.load(place) as archive:
        kept = dict(archive)
    kept["about"] = np.array(json.dumps({**json.loads(str(kept["about"][()])), **about}))
    np.savez(place, **{**kept, **dict(arrays)})
    return place


class Bomb:
    def __reduce__(self):
        return (pytest.fail, ("code in a file was run",))


def test_broken_files_are_one_sentence(found, tmp_path):
    place = tmp_path / "s.npz"
    found.save(place)
    whole = place.read_bytes()
    for broken in (b"", whole[: len(whole) // 2], whole[:-100] + b"\0" * 100):
        place.write_bytes(broken)
        with pytest.raises(
            gradviz.FileError, match=r"not a whole gradviz result \(.npz written by .* or Sweep.save\)\.$"
        ):
            gradviz.load(place)
    for at in range(100, len(whole) - 100, len(whole) // 40):
        place.write_bytes(whole[:at] + b"\xff" * 8 + whole[at + 8 :])
        with contextlib.suppress(gradviz.FileError):  # bytes that mean nothing, such as a date, may change
            assert_same(found, gradviz.load(place))


@pytest.mark.parametrize(
    ("arrays", "about", "sentence"),
    [
        ({}, {"axes": {"seed": [1]}}, "not a whole"),
        ({}, {"kind": "other"}, "not a whole"),
        ({}, {"kind": "result"}, "not a whole"),
        ({}, {"format": 99}, "newer gradviz"),
        ({}, {"experiment": {"steps": 0}}, "steps must be between"),
        ({"log10_grad_hidden": np.zeros((3, 2, 2))}, {}, "not a whole"),
        ({"log10_grad_cell": np.zeros((3, 2, 2, 9))}, {}, "not a whole"),
        ({"log10_grad_hidden": np.full((3, 2, 2, 10), "0")}, {}, "not a whole"),
        ({"log10_grad_hidden": np.array([Bomb()], dtype=object)}, {}, "not a whole"),
        ({"other": np.zeros(3)}, {}, "not a whole"),
    ],
)
def test_what_does_not_fit_is_refused(found, tmp_path, arrays, about, sentence):
    with pytest.raises(gradviz.FileError, match=sentence):
        gradviz.load(changed(found, tmp_path / "s.npz", arrays, **about))


def test_a_failure_leaves_the_old_file(found, tmp_path, monkeypatch):
    place = tmp_path / "s.npz"
    place.write_text("kept")
    monkeypatch.setattr(np, "savez_compressed", lambda stream, **arrays: stream.write(b"half") and 1 / 0)
    with pytest.raises(ZeroDivisionError):
        found.save(place)
    assert place.read_text() == "kept"
    assert list(tmp_path.iterdir()) == [place]
    with pytest.raises(gradviz.FileError, match="there is no such file or folder"):
        found.save(tmp_path / "gone" / "s.npz")
