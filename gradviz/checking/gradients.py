"""The gradients of a Result, beside autograd's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gradviz.checking.backward import Backward
from gradviz.checking.clipping import clipped
from gradviz.checking.differences import Differences, of_logs, of_rows
from gradviz.checking.prediction import Prediction
from gradviz.checking.scaled import Floats, as_float
from gradviz.result import Result


def of_gradients(result: Result, back: Sequence[Backward], predicted: Prediction | None) -> Iterator[Differences]:
    """Yield the differences of every norm and of the parameters' gradients; ``back`` has the lowest layer first."""
    stacked = {name: np.stack([way.logs[name] for way in back], 1) for name in back[0].logs}
    for name, first in (("hidden", 0), ("cell", 0), ("recurrent", 1)):
        field = f"log10_grad_{name}"
        got: Floats | None = getattr(result, field)
        if got is not None:
            yield of_logs(field, first, got, *stacked[name])
    yield of_logs("log10_grad_input", 1, result.log10_grad_input[None], *stacked["input"][:, :1])
    yield from _of_parameters(result, back, predicted)


def _of_parameters(result: Result, back: Sequence[Backward], predicted: Prediction | None) -> Iterator[Differences]:
    sums = {f"{name}_l{index}": found for index, way in enumerate(back) for name, found in way.parameters.items()}
    sums |= {} if predicted is None else predicted.parameters
    after = clipped(sums, result)
    for name, (row, blur) in sums.items():
        norm = np.asarray(result.log10_grad_parameters[name])
        yield of_logs(f"log10_grad_parameters[{name}]", None, norm, row.log10_norms(), blur)
        entries = result.parameter_gradients[name].reshape(-1)
        yield of_rows(f"parameter_gradients[{name}]", None, entries, row.floats(), as_float(blur))
        entries = result.clipped_gradients[name].reshape(-1)
        yield of_rows(f"clipped_gradients[{name}]", None, entries, *after[name])
