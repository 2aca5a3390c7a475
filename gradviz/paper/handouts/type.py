"""Type of a page that is read: a serif for words, and mathematics as it is set in books."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from gradviz.paper.type import Font

FAMILY = "STIXGeneral"
MATH = "stix"


@dataclass(frozen=True)
class Serif(Font):
    """A size in points and a weight, in Times' proportions; matplotlib has the font with it."""

    @property
    def properties(self) -> FontProperties:
        """What matplotlib takes."""
        return FontProperties(family=FAMILY, size=self.size, weight="bold" if self.bold else "normal")


TITLE, HEAD = Serif(19.0, bold=True), Serif(11.0, bold=True)
TEXT, STRONG, SMALL = Serif(10.5), Serif(10.5, bold=True), Serif(8.8)
EQUATION = Serif(11.0)

_SIGNS = {
    "∂": r"\partial ", "⊙": r"\odot ", "⊤": r"\top ", "−": "-", "‖": r"\Vert ", "σ": r"\sigma ", "φ": r"\varphi ",
    "δ": r"\delta ", "′": r"'", "≥": r"\geq ", "≤": r"\leq ", "·": r"\cdot ",
}  # fmt: skip
_FUNCTIONS = re.compile(r"\b(tanh|max|diag|where|else)\b")
_OPERATOR = re.compile(r" ?(=|\+|−|⊙|>|≥|≤|·) ?")


@lru_cache(maxsize=256)
def typeset(equation: str) -> str:
    """Return an equation of the markup as mathtext: functions upright, signs by their names, spaces thin."""
    begin = r"+\ " if equation.startswith("+ ") else ""
    words = _OPERATOR.sub(r"\1", equation.removeprefix("+ "))
    words = _FUNCTIONS.sub(lambda match: rf"\mathrm{{{match[1]}}}", words)
    words = words.replace(" ", r"\,")
    for sign, command in _SIGNS.items():
        words = words.replace(sign, command)
    return f"${begin}{words}$"


def math_width(equation: str, font: Font) -> float:
    """Return about how wide a typeset equation is."""
    return float(text_to_path.get_text_width_height_descent(typeset(equation), font.properties, True)[0])
