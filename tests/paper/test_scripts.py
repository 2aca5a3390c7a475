"""The scripts that recompute a question: run as they are, and held against the curve they stand for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import gradviz
from gradviz.cells import CELLS
from gradviz.errors import ExperimentError, FileError
from gradviz.experiment import FIELDS
from gradviz.paper import export_run, export_script
from gradviz.paper.scripts import KINDS, companion, script

SMALL = {"steps": 30, "hidden_size": 8, "input_size": 5}
TEXT = "He said: \"never\\again\", 'and' left — for {good}.\n" * 12
CASES = {
    **{f"{cell} {init}": {"cell": cell, "init": init} for cell in CELLS for init in FIELDS["init"].values},
    "as drawn": {"init": "normal", "spectral_radius": None},
    "no recurrence": {"spectral_radius": 0.0},
    "forget bias": {"cell": "lstm", "forget_bias": 3.0},
    "forget bias, flat": {"cell": "lstm", "forget_bias": -1.5, "init": "torch", "spectral_radius": None},
    "update bias": {"cell": "gru", "update_bias": 2.0},
    "every step, truncated, deep, many": {
        "cell": "lstm", "loss": "every", "truncation": 7, "layers": 3, "batch_size": 3, "forget_bias": 1.0
    },
    "truncated GRU": {"cell": "gru", "truncation": 4, "loss_step": 22, "init": "uniform"},
    "impulse": {"input": "impulse", "input_scale": 2.5, "spectral_radius": 1.2},
    "impulse, many": {"input": "impulse", "batch_size": 2},
    "zeros": {"input": "zeros", "cell": "lstm", "init": "uniform", "layers": 2},
    "short text": {"input": "text", "text": TEXT[:31]},
    "long alphabet": {"input": "text", "text": TEXT, "batch_size": 2},
    "long text": {"input": "text", "text": TEXT, "steps": 400},
    "seed": {"seed": 2**63 - 1, "input_scale": 0.1},
    "model": {"model": "prose", "input": "text", "text": TEXT, "loss": "next_char", "loss_step": 25},
    "models": {"model": "code", "input": "text", "text": TEXT, "loss": "next_char", "batch_size": 2},
    "untrained": {"model": "prose", "model_weights": "untrained", "input": "text", "text": TEXT, "loss": "next_char"},
    "model, noise": {"model": "prose", "loss": "every"},
}  # fmt: skip
RUN = """
import sys, runpy, numpy as np, matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.show = lambda: plt.savefig(sys.argv[1] + ".png")
for path in sys.argv[1:]:
    found = runpy.run_path(path)
    np.savez(path + ".npz", **{name: value for name, value in found.items() if name.startswith("curve")})
    plt.close("all")
print("loaded", "gradviz" in sys.modules)
"""


def curves(paths: list[Path], folder: Path) -> tuple[list[dict[str, np.ndarray]], str]:
    """Return the curves of scripts that a fresh interpreter runs, and what they print."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN, *map(str, paths)], cwd=folder, capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = []
    for path in paths:
        with np.load(f"{path}.npz") as archive:
            found.append({name: archive[name] for name in archive.files})
    return found, done.stdout


def same(curve: np.ndarray, result: gradviz.Result, most: float = 1e-9) -> None:
    wanted = result.log10_grad_hidden[-1]
    curve = curve if curve.ndim == 2 else curve[:, None]
    assert curve.shape == wanted.shape
    assert (np.isneginf(curve) == np.isneginf(wanted)).all()
    there = np.isfinite(wanted)
    np.testing.assert_allclose(curve[there], wanted[there], rtol=0, atol=most)


def asked(fields: dict) -> gradviz.Experiment:
    sizes = {name: SMALL[name] for name in SMALL if name == "steps" or "model" not in fields}
    return gradviz.Experiment(**{**sizes, **fields})


@pytest.mark.parametrize("using", KINDS)
def test_the_script_draws_the_same_numbers(using: str, tmp_path: Path) -> None:
    chosen = list(CASES.items())[:: 1 if using == "torch" else 2]  # what gradviz itself computes is tested elsewhere
    results = {name: gradviz.run(asked(fields)) for name, fields in chosen}
    paths = [tmp_path / f"{number}.py" for number in range(len(results))]
    for path, result in zip(paths, results.values(), strict=True):
        written = export_script(result, path=path, using=using)
        assert written[0] == path
        assert written[1:] == ([companion(path)] if companion(path).exists() else [])
    found, printed = curves(paths, tmp_path)
    assert printed.endswith(f"loaded {using == 'gradviz'}\n")
    for curve, (name, result) in zip(found, results.items(), strict=True):
        assert set(curve) == {"curve"}, name
        same(curve["curve"], result)
    assert len(re.findall("and in gradviz:", printed)) == len(results)


@pytest.mark.parametrize("using", KINDS)
def test_two_networks_and_what_was_given(using: str, tmp_path: Path) -> None:
    numbers = np.random.default_rng(0)
    lstm = gradviz.Experiment(cell="lstm", layers=2, batch_size=2, **SMALL)
    weights = {name: 1.1 * array for name, array in gradviz.run(lstm).weights.items()}
    states = tuple(numbers.normal(size=(2, 2, 8)) for _ in "hc")
    given = {"weights": weights, "inputs": numbers.normal(size=(30, 2, 5)), "initial_state": states}
    every = gradviz.run(lstm, **given, loss_gradient=numbers.normal(size=(30, 2, 8)))
    last = gradviz.run(gradviz.Experiment(cell="gru", **SMALL), loss_gradient=numbers.normal(size=(1, 8)),
                       initial_state=numbers.normal(size=(1, 1, 8)))  # fmt: skip
    single = gradviz.run(gradviz.Experiment(dtype="float32", seed=5, spectral_radius=1.1, **SMALL))
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    export_script(every, last, path=one, using=using)
    export_script(last, single, path=two, using=using)
    found, printed = curves([one, two], tmp_path)
    same(found[0]["curve_a"], every)
    same(found[0]["curve_b"], last)
    same(found[1]["curve_a"], last)
    same(found[1]["curve_b"], single, 1e-5)
    assert "A, t = 0:" in printed


def test_the_numbers_that_are_printed_agree(tmp_path: Path) -> None:
    export_script(gradviz.run(gradviz.Experiment()), path=tmp_path / "reproduce.py")
    done = subprocess.run(
        [sys.executable, "reproduce.py"], cwd=tmp_path, env={"MPLBACKEND": "Agg", "PATH": ""}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    own, theirs = re.fullmatch(r"t = 0: (\S+) and in gradviz: (\S+)\n", done.stdout).groups()
    assert float(own) == pytest.approx(float(theirs), abs=1e-9)
    assert float(theirs) < -30


def test_below_every_float_the_script_says_zero_and_what_gradviz_found(tmp_path: Path) -> None:
    result = gradviz.run(gradviz.Experiment(steps=400, spectral_radius=0.1, hidden_size=4))
    export_script(result, path=tmp_path / "far.py")
    (found,), printed = curves([tmp_path / "far.py"], tmp_path)
    wanted = result.log10_grad_hidden[-1, :, 0]
    assert wanted[0] < -400
    held = wanted > -300
    np.testing.assert_allclose(found["curve"][held], wanted[held], rtol=0, atol=1e-9)
    assert found["curve"][0] == -np.inf
    assert f"and in gradviz: {float(wanted[0])!r}" in printed


def test_the_plain_script_is_short_and_clean() -> None:
    text = script(gradviz.run(gradviz.Experiment())).text
    assert not script(gradviz.run(gradviz.Experiment())).arrays
    code = [line for line in text.split('"""\n', 1)[1].splitlines() if line.strip()]
    assert len(code) <= 27
    assert "gradviz." not in text
    assert all(len(line) <= 120 for line in text.splitlines())
    modules = {alias.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import) for alias in node.names}
    assert modules == {"matplotlib.pyplot", "numpy", "torch"}


def test_a_network_that_amplifies_rounding_says_so() -> None:
    chaotic = gradviz.Experiment(init="normal", spectral_radius=None, input_scale=0.01, steps=60)
    assert "amplifies rounding" in script(gradviz.run(chaotic)).text
    nothing = gradviz.Experiment(loss_step=1, spectral_radius=0.0, **SMALL)
    for calm in (chaotic.replace(cell="rnn_linear"), gradviz.Experiment(**SMALL), nothing):
        assert "amplifies rounding" not in script(gradviz.run(calm)).text


def test_a_text_cannot_run_code_in_a_script() -> None:
    text = '"""\nimport os\nos._exit(3)\n"""' * 3 + "\\"
    for using in KINDS:
        found = script(gradviz.run(gradviz.Experiment(input="text", text=text, steps=len(text))), using=using).text
        names = [ast.unparse(node) for node in ast.walk(ast.parse(found)) if isinstance(node, ast.Import)]
        assert "import os" not in names
        assert "_exit" not in {node.attr for node in ast.walk(ast.parse(found)) if isinstance(node, ast.Attribute)}


def test_what_is_refused(tmp_path: Path) -> None:
    result = gradviz.run(gradviz.Experiment(**SMALL))
    with pytest.raises(ExperimentError, match=r"no script with torhc; did you mean torch\?"):
        script(result, using="torhc")
    with pytest.raises(ExperimentError, match="one network or two"):
        script(result, result, result)
    with pytest.raises(FileError, match=r"give \.py"):
        export_script(result, path=tmp_path / "a.txt")
    assert not list(tmp_path.iterdir())


def test_a_run_is_written_as_a_script_with_its_arrays(tmp_path: Path) -> None:
    result = gradviz.run(asked({"model": "prose"}))
    assert export_run(result, tmp_path / "a.py") == tmp_path / "a.py"
    with np.load(tmp_path / "a-arrays.npz") as arrays:
        assert set(arrays.files) == {name.replace("readout.", "readout_") for name in result.weights}
    (found,), _ = curves([tmp_path / "a.py"], tmp_path)
    same(found["curve"], result)
