"""Theory beside the measurement: what is known about a run's gradient without following it, or in closer detail.

Pure functions of a `gradviz.Result`, in numpy and float64; importing this room loads no torch (the first
call fetches what a run was asked from the engine, and that does). Every number is tested against an
independent derivation: autograd's Jacobians, 50-digit arithmetic, closed forms, and the measured gradient.

================================  ======================================================================
`asymptotic_rate`                 ρ^k of W_hh: the linear cell's asymptotic rate
`singular_value_bound`            σ_max^k: an upper bound for plain RNNs
`measured_slope_bound`            ∏ σ_max · max φ′(a_t): a closer one
`jacobian_product`                log10 σ_max(∂s_T/∂s_t): what any gradient can at most have become
`step_jacobian`                   ∂s_t/∂s_{t−1}
`lyapunov_exponents`              the leading Lyapunov exponents
`jacobian_eigenvalues`            the eigenvalues of ∂s_t/∂s_{t−1}
`block_eigenvalues`               those of each gate's block of W_hh, and `block_singular_values`
`influence`                       how much a loss at any step would depend on the state at any other
`recurrent_slices`                what each step adds to ∂L/∂W_hh, entry by entry
`step_changes`                    where the gradient of each step went
`highway`                         the gradient along the cell state (GRU: the update gate) alone
`mean_field`, `mean_field_rate`   χ of a wide random network, and √χ^k
`solve`                           the mean-field fixed point of (σ_w, σ_x, σ_b)
`settled_rate`                    ρ(J*) where the state comes to rest, and `settled_prediction`
`reach`                           half-life and reach of the measured gradient
`untruncated`                     the same run without truncation
================================  ======================================================================
"""

from __future__ import annotations

from gradviz.theory.changes import Changes, step_changes
from gradviz.theory.curve import Prediction
from gradviz.theory.eigenvalues import block_eigenvalues, block_singular_values, jacobian_eigenvalues
from gradviz.theory.highway import highway
from gradviz.theory.influence import Influence, influence
from gradviz.theory.jacobians import jacobian_product, step_jacobian
from gradviz.theory.lyapunov import Lyapunov, lyapunov_exponents
from gradviz.theory.mean_field import MeanField, mean_field, mean_field_rate, solve
from gradviz.theory.rates import asymptotic_rate, measured_slope_bound, singular_value_bound
from gradviz.theory.reach import Reach, reach
from gradviz.theory.refusal import TheoryError
from gradviz.theory.settled import Settled, settled_prediction, settled_rate
from gradviz.theory.slices import Slices, recurrent_slices
from gradviz.theory.untruncated import untruncated

__all__ = [
    "Changes",
    "Influence",
    "Lyapunov",
    "MeanField",
    "Prediction",
    "Reach",
    "Settled",
    "Slices",
    "TheoryError",
    "asymptotic_rate",
    "block_eigenvalues",
    "block_singular_values",
    "highway",
    "influence",
    "jacobian_eigenvalues",
    "jacobian_product",
    "lyapunov_exponents",
    "mean_field",
    "mean_field_rate",
    "measured_slope_bound",
    "reach",
    "recurrent_slices",
    "settled_prediction",
    "settled_rate",
    "singular_value_bound",
    "solve",
    "step_changes",
    "step_jacobian",
    "untruncated",
]
