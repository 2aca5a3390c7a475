"""What theory borrows from the engine, fetched at the first use: importing theory loads no torch."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from gradviz.cells import Cell
from gradviz.result import Result

if TYPE_CHECKING:
    from gradviz.engine.asked import Asked
    from gradviz.engine.matrices import Matrices


_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


def asked_of(result: Result) -> Asked:
    """Return what went into a run beside its weights (`gradviz.engine.asked`)."""
    from gradviz.engine import asked

    return asked.asked_of(result)


def matrices_of(cell: Cell, weights: Mapping[str, Any], layer: int) -> Matrices:
    """Return a layer's weights as a cell multiplies by them (`gradviz.engine.matrices`)."""
    from gradviz.engine import matrices

    return matrices.matrices_of(cell, weights, layer)


def spectral_radius(matrix: Any) -> float:
    """Return the largest |eigenvalue|, exactly 0 for a nilpotent matrix (`gradviz.engine.spectrum`)."""
    from gradviz.engine import spectrum

    return spectrum.spectral_radius(matrix)


def connected_parts(edges: Any) -> list[Any]:
    """Return the strongly connected parts of a graph, (n, n) flags (`gradviz.engine.spectrum`)."""
    from gradviz.engine import spectrum

    return list(spectrum.connected_parts(edges))


def is_nilpotent(matrix: Any) -> bool:
    """Return whether some power of the matrix is exactly zero (`gradviz.engine.spectrum`)."""
    from gradviz.engine import spectrum

    return spectrum.is_nilpotent(matrix)


def one_thread() -> AbstractContextManager[None]:
    """Compute with one thread, as the engine does for small steps (`gradviz.engine.threads`)."""
    from gradviz.engine import threads

    return threads.sized_for(0)


def calmly(compute: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """Let a function compute with one thread: its many small products gain nothing by more, and wait for busy cores."""

    @functools.wraps(compute)
    def alone(*given: _Given.args, **named: _Given.kwargs) -> _Found:
        with one_thread():
            return compute(*given, **named)

    return alone


def run_again(result: Result, **changes: Any) -> Result:
    """Return the run of the same network on the same input with some fields of the question changed."""
    from gradviz.engine.running import run

    explicit = result.explicit
    state = tuple(explicit[name] for name in ("initial_hidden", "initial_cell") if name in explicit)
    return run(
        result.experiment.replace(**changes),
        weights=dict(result.weights),
        inputs=explicit.get("inputs"),
        initial_state=(state if len(state) > 1 else state[0]) if state else None,
        loss_gradient=explicit.get("loss_gradient"),
    )
