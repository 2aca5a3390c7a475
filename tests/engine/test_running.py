"""What run promises beside its numbers: bits, ownership, progress, and to be stopped."""

import threading

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import gradviz
from gradviz.engine import tape
from gradviz.engine.inputs import inputs_of
from tests.engine.helpers import CELL_NAMES, LOG_FIELDS, every_number_wide, experiment, fingerprint, loss_rows, states


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("cell", CELL_NAMES)
def test_the_same_bits_whatever_ran_before(cell, dtype):
    e = experiment(cell, steps=33, hidden_size=19, batch_size=2, layers=2, loss="every", dtype=dtype)
    first = fingerprint(gradviz.run(e))
    for other in ({"steps": 34}, {"hidden_size": 50}, {"batch_size": 3}, {"seed": 4}, {"spectral_radius": 1.9}):
        gradviz.run(e.replace(**other))
        assert fingerprint(gradviz.run(e)) == first
    tape._plans.clear()
    keep = [np.ones(size) for size in range(1, 2000, 7)]
    assert fingerprint(gradviz.run(e)) == first
    assert keep


def test_a_fresh_process_gives_the_same_bits():
    import hashlib
    import subprocess
    import sys

    code = (
        "import gradviz, hashlib; from tests.engine.helpers import *; "
        "e = experiment('lstm', steps=33, hidden_size=19, batch_size=2, loss='every'); "
        "print(hashlib.sha256(fingerprint(gradviz.run(e))).hexdigest())"
    )
    e = experiment("lstm", steps=33, hidden_size=19, batch_size=2, loss="every")
    gradviz.run(e.replace(hidden_size=23))
    here = hashlib.sha256(fingerprint(gradviz.run(e))).hexdigest()
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == here
    )


def test_other_thread_counts_change_rounding_only():
    e = experiment("gru", steps=20, hidden_size=300, batch_size=70, loss="every")
    results = []
    for threads in (1, 2):
        torch.set_num_threads(threads)
        results.append(gradviz.run(e))
    for name in LOG_FIELDS:
        if getattr(results[0], name) is not None:
            assert getattr(results[0], name) == pytest.approx(getattr(results[1], name), abs=1e-12)


def test_thread_counts_are_left_as_they_were():
    from threadpoolctl import threadpool_info

    torch.set_num_threads(2)
    before = torch.get_num_threads(), [pool["num_threads"] for pool in threadpool_info()]
    gradviz.run(experiment())
    assert (torch.get_num_threads(), [pool["num_threads"] for pool in threadpool_info()]) == before


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_sharing_a_batch_changes_rounding_only(cell):
    e = experiment(cell, batch_size=4, layers=2, loss="every")
    x, v, start = inputs_of(e), loss_rows(e), states(e)
    weights = gradviz.run(e).weights
    together = gradviz.run(e, weights=weights, inputs=x, loss_gradient=v, initial_state=start)
    alone = e.replace(batch_size=1)
    total = 0.0
    for b in range(4):
        one = slice(b, b + 1)
        begin = tuple(s[:, one] for s in start) if isinstance(start, tuple) else start[:, one]
        result = gradviz.run(alone, weights=weights, inputs=x[:, one], loss_gradient=v[:, one], initial_state=begin)
        assert together.hidden[:, :, one] == pytest.approx(result.hidden, abs=1e-13)
        assert together.log10_grad_hidden[..., one] == pytest.approx(result.log10_grad_hidden, abs=1e-12)
        assert together.log10_grad_input[:, one] == pytest.approx(result.log10_grad_input, abs=1e-12)
        total += result.loss
    assert together.loss == pytest.approx(total, rel=1e-12)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", CELL_NAMES)
def test_a_later_run_changes_no_earlier_result(cell, layers):
    e = experiment(cell, layers=layers)
    first = gradviz.run(e)
    before = fingerprint(first)
    gradviz.run(e.replace(seed=9))
    with every_number_wide():
        gradviz.run(e.replace(seed=10))
    assert fingerprint(first) == before


def test_two_threads_at_once_do_not_share_buffers():
    experiments = [experiment("lstm", steps=60, seed=seed) for seed in range(6)]
    wanted = [fingerprint(gradviz.run(e)) for e in experiments]
    got = [b""] * 6

    def work(index):
        got[index] = fingerprint(gradviz.run(experiments[index]))

    threads = [threading.Thread(target=work, args=(index,)) for index in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == wanted


def test_results_are_read_only_and_say_where_they_come_from():
    result = gradviz.run(experiment("lstm", device="cpu"))
    for array in (result.hidden, result.gates["forget"], result.weights["weight_hh_l0"], result.log10_grad_hidden):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    assert result.device == "cpu"
    assert {"gradviz", "numpy", "torch", "python"} == set(result.versions) - {"llvmlite"}
    assert result.seconds > 0
    assert result.explicit == {}
    assert result.experiment == experiment("lstm", device="cpu")


def test_explicit_arguments_are_kept_as_given():
    e = experiment("lstm", batch_size=2)
    start, loss = states(e), np.ones((2, 6))
    result = gradviz.run(e, initial_state=start, loss_gradient=loss)
    assert set(result.explicit) == {"initial_hidden", "initial_cell", "loss_gradient"}
    assert np.array_equal(result.explicit["initial_cell"], start[1])
    assert result.explicit["loss_gradient"].shape == (2, 6)
    again = gradviz.run(e, initial_state=start, loss_gradient=np.concatenate([np.zeros((11, 2, 6)), loss[None]]))
    assert np.array_equal(again.log10_grad_hidden, result.log10_grad_hidden)


def test_an_explicit_gradient_at_the_last_step_ignores_the_loss_fields():
    e = experiment(loss_step=3)
    result = gradviz.run(e, loss_gradient=np.ones((1, 6)))
    assert result.log10_grad_hidden[0, 12, 0] == pytest.approx(0.5 * np.log10(6))


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_progress_grows_to_one(cell):
    seen = []
    e = experiment(cell, steps=1500, layers=2)
    gradviz.run(e, control=gradviz.Control(seen.append))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len(seen) >= 10
    assert max(np.diff([0.0, *seen])) < 0.3
    with every_number_wide():
        seen.clear()
        gradviz.run(e.replace(steps=300), control=gradviz.Control(seen.append))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7])
def test_a_run_is_stopped_in_the_middle(share):
    seen = []

    def watch(done):
        seen.append(done)
        if done >= share:
            control.cancel()

    control = gradviz.Control(watch)
    with pytest.raises(gradviz.Cancelled):
        gradviz.run(experiment("lstm", steps=4000), control=control)
    assert seen[-1] < share + 0.2
    assert fingerprint(gradviz.run(experiment("lstm"))) == fingerprint(gradviz.run(experiment("lstm")))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(CELL_NAMES),
    st.integers(1, 9),
    st.integers(1, 9),
    st.integers(1, 4),
    st.integers(1, 3),
    st.integers(1, 4),
    st.sampled_from(["last", "every"]),
    st.none() | st.integers(1, 10),
    st.sampled_from(["float64", "float32"]),
)
def test_every_shape_runs_and_has_the_shape_it_says(cell, steps, hidden, width, layers, batch, loss, truncation, dtype):
    e = gradviz.Experiment(
        cell=cell,
        steps=steps,
        hidden_size=hidden,
        input_size=width,
        layers=layers,
        batch_size=batch,
        loss=loss,
        truncation=truncation,
        dtype=dtype,
    )
    result = gradviz.run(e)
    assert result.hidden.shape == (layers, steps + 1, batch, hidden)
    assert result.hidden.dtype == np.dtype(dtype)
    assert result.log10_grad_hidden.shape == (layers, steps + 1, batch)
    assert result.log10_grad_recurrent.shape == (layers, steps)
    assert result.log10_grad_input.shape == (steps, batch)
    for gate in result.gates.values():
        assert gate.shape == (layers, steps, batch, hidden)
    for name, gradient in result.parameter_gradients.items():
        assert gradient.shape == result.weights[name].shape == result.clipped_gradients[name].shape
    for name in LOG_FIELDS:
        if getattr(result, name) is not None:
            assert not np.isnan(getattr(result, name)).any()


def test_a_saved_result_comes_back(tmp_path):
    result = gradviz.run(experiment("lstm", layers=2), inputs=np.ones((12, 1, 3)))
    result.save(tmp_path / "run.npz")
    assert fingerprint(gradviz.load(tmp_path / "run.npz")) == fingerprint(result)
