"""The answer: read-only, carried in one file that alone brings it back, never running code."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

import gradviz
from gradviz import Experiment, FileError, Result


@pytest.fixture(scope="module", params=["lstm", "rnn_relu"])
def result(request: pytest.FixtureRequest) -> Result:
    return gradviz.run(Experiment(cell=request.param, steps=5, hidden_size=3, input_size=2, layers=2, batch_size=2))


def assert_same(one: object, two: object) -> None:
    if isinstance(one, np.ndarray):
        assert isinstance(two, np.ndarray)
        assert one.dtype == two.dtype
        np.testing.assert_array_equal(one, two)
    elif hasattr(one, "items"):
        assert list(one) == list(two)  # type: ignore[call-overload]
        for key in one:  # type: ignore[attr-defined]
            assert_same(one[key], two[key])  # type: ignore[index]
    else:
        assert one == two


def test_every_array_is_read_only(result: Result) -> None:
    with pytest.raises(ValueError, match="read-only"):
        result.hidden[0, 0, 0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        result.weights["weight_hh_l0"][0, 0] = 1
    with pytest.raises(TypeError):
        result.weights["other"] = 1  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.loss = 0.0  # type: ignore[misc]


def test_the_file_brings_everything_back(result: Result, tmp_path: Path) -> None:
    result.save(tmp_path / "r.npz")
    again = gradviz.load(tmp_path / "r.npz")
    for item in dataclasses.fields(Result):
        assert_same(getattr(result, item.name), getattr(again, item.name))


def test_minus_infinity_survives_the_file(tmp_path: Path) -> None:
    result = gradviz.run(Experiment(steps=4, hidden_size=2, loss_step=2))
    result.save(tmp_path / "r.npz")
    assert gradviz.load(tmp_path / "r.npz").log10_grad_hidden[0, 4, 0] == -np.inf


def test_broken_files_are_one_sentence(result: Result, tmp_path: Path) -> None:
    place = tmp_path / "r.npz"
    result.save(place)
    whole = place.read_bytes()
    for broken in (b"", b"not a zip", whole[: len(whole) // 2], whole[:-100] + b"\0" * 100):
        place.write_bytes(broken)
        with pytest.raises(FileError, match="not a whole gradviz result"):
            gradviz.load(place)
    for at in range(100, len(whole) - 100, len(whole) // 40):
        place.write_bytes(whole[:at] + b"\xff" * 8 + whole[at + 8 :])
        with contextlib.suppress(FileError):  # bytes that mean nothing, such as a date, may change
            np.testing.assert_array_equal(gradviz.load(place).hidden, result.hidden)
    np.savez(place, other=np.zeros(3))
    with pytest.raises(FileError, match="not a whole gradviz result"):
        gradviz.load(place)
    with pytest.raises(FileError, match="there is no such file"):
        gradviz.load(tmp_path / "gone.npz")
    with pytest.raises(FileError, match="it is a folder"):
        gradviz.load(tmp_path)


def changed(result: Result, place: Path, **about: object) -> Path:
    """Save ``result`` with another ``about`` entry."""
    result.save(place)
    with np.load(place) as archive:
        arrays = dict(archive)
    values = json.loads(str(arrays["about"][()]))
    arrays["about"] = np.array(json.dumps({**values, **about}))
    np.savez(place, **arrays)
    return place


def test_a_file_of_a_newer_version_says_so(result: Result, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="newer gradviz"):
        gradviz.load(changed(result, tmp_path / "r.npz", format=99))


def test_an_impossible_experiment_in_a_file_is_named(result: Result, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="steps must be between"):
        gradviz.load(changed(result, tmp_path / "r.npz", experiment={"steps": 0}))


def test_a_pickle_inside_the_file_is_never_run(result: Result, tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, ...]:
            return (pytest.fail, ("code in a result file was run",))

    place = tmp_path / "r.npz"
    result.save(place)
    with np.load(place) as archive:
        arrays = {**archive, "hidden": np.array([Bomb()], dtype=object)}
    np.savez(place, **arrays)
    with pytest.raises(FileError, match="not a whole gradviz result"):
        gradviz.load(place)
