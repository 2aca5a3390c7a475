"""Numbers in words: three significant digits, 10ⁿ where decimals would be long, exact zeros named."""

from __future__ import annotations

import math


def power(exponent: int) -> str:
    """Return ``10^{n}`` in markup, with a real minus sign; 1 and 10 as they are."""
    if exponent in (0, 1):
        return str(10**exponent)
    return f"10^{{{str(exponent).replace('-', '−')}}}"


def from_log10(log10: float, digits: int = 3) -> str:
    """Return the number whose base-10 logarithm is ``log10``, in markup, far beyond any float.

    ``-inf`` reads "0 (exactly)"; NaN reads "—".
    """
    if math.isnan(log10):
        return "—"
    if log10 == -math.inf:
        return "0 (exactly)"
    if log10 == math.inf:
        return "∞"
    exponent = math.floor(log10)
    mantissa = round(10 ** (log10 - exponent), digits - 1)
    if mantissa >= 10:
        mantissa, exponent = mantissa / 10, exponent + 1
    if -3 <= exponent < 4:
        return f"{mantissa * 10.0**exponent:.{max(0, digits - 1 - exponent)}f}"
    return f"{mantissa:.{digits - 1}f}·{power(exponent)}"


def number(value: float, digits: int = 3) -> str:
    """Return a float in markup with ``digits`` significant digits."""
    if value == 0 or not math.isfinite(value):
        return {0.0: "0", math.inf: "∞", -math.inf: "−∞"}.get(value, "—")
    sign = "−" if value < 0 else ""
    return sign + from_log10(math.log10(abs(value)), digits)


def short(value: float, digits: int = 3) -> str:
    """Return a float in markup with no digit that says nothing: ``5.25``, ``10^{17}``, ``−2·10^{30}``."""
    mantissa, _, exponent = f"{value:.{digits}g}".replace("-", "−").partition("e")
    if not exponent:
        return mantissa
    raised = power(int(exponent.replace("−", "-")))
    return {"1": raised, "−1": f"−{raised}"}.get(mantissa, f"{mantissa}·{raised}")


def count(amount: int, one: str, many: str = "") -> str:
    """Return ``1 step`` or ``11 steps``."""
    return f"{amount} {one if amount == 1 else many or one + 's'}"
