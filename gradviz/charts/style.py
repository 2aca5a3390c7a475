"""Which colour means what, declared once for the screen and for paper.

A is blue and B is orange everywhere; the loss and the backward pass are the only things that
glow. The colour maps run through a few anchor colours in the OKLab space (Ottosson 2020), where
equal steps look equally large; the signed one has the same lightness at −v and +v, so that the
sign is told by hue alone and the size by lightness, for colour-blind eyes too. The window has its colours before
numpy is imported; what is mixed of them, `gradviz.charts.oklab` mixes when it is wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradviz.charts.terms import Array, Palette, Role, Shade


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, as ``#RRGGBB``; ``signed`` and ``magnitude`` anchor the colour maps.

    With ``line_styles`` the screen, too, tells A and B by more than their colour; paper always does.
    """

    name: str
    window: str
    panel: str
    raised: str
    raised_line: str
    text: str
    secondary: str
    hairline: str
    a: str
    b: str
    loss: str
    wrong: str
    signed: tuple[str, ...]
    magnitude: tuple[str, ...]
    line_styles: bool = False

    def role_colour(self, role: Role, tone: float = 0.0) -> str:
        """Return the colour of a role; what is neither A, B nor the loss is quiet.

        With a ``tone`` (0 … 1) it steps towards the colour of text, away from the ground, so that
        every step of it stands out at least as well as the colour itself.
        """
        own = {"a": self.a, "b": self.b, "loss": self.loss}.get(role, self.secondary)
        return _mixed(own, self.text, _FARTHEST_TONE * tone) if tone else own

    def bar_colour(self, role: Role, shade: Shade, ground: str) -> str:
        """Return what fills a bar on a ground: pale where lines of the role's own colour are drawn over it."""
        own = self.role_colour(role)
        return own if shade == "solid" else _mixed(own, ground, 1 - _PALE)

    def lut(self, palette: Palette) -> Array:
        """Return the colour map as read-only RGB, shape (256, 3), uint8, from the lowest value to the highest."""
        from gradviz.charts import oklab

        return oklab.diverging(self.signed) if palette == "signed" else oklab.sequential(self.magnitude)


def standing_out(theme: Theme) -> Theme:
    """Return a theme with the strongest contrast between words and ground: for projectors in bright halls."""
    light = theme.name == "light"
    ground, ink, quiet, line = ("#FFFFFF", "#000000", "#33363B", "#B9B9B2") if light else (
        "#000000", "#FFFFFF", "#D3D7DD", "#4A515C")  # fmt: skip
    return replace(theme, window=ground, panel=ground, text=ink, secondary=quiet, hairline=line)


_FARTHEST_TONE = 0.62
"""How far the last tone has gone on its way to the colour of text: its hue can still be told."""

_PALE = 0.4
"""How much of its colour a bar has between its lines, on the colour behind it."""

_MAGNITUDE = ("#3D0D4F", "#3F4B8C", "#2A788E", "#2FA57C", "#8CCB4B", "#F6E52A")

_LIGHT = Theme(
    name="light",
    window="#F6F6F3",
    panel="#FFFFFF",
    raised="#FFFFFF",
    raised_line="#E3E3DE",
    text="#1B1D21",
    secondary="#62666E",
    hairline="#DEDED8",
    a="#0067A8",
    b="#BE4E00",
    loss="#B81894",
    wrong="#B3261E",
    signed=("#134F9E", "#6F9CCB", "#F7F6F4", "#E38A66", "#B23512"),
    magnitude=_MAGNITUDE,
)

_DARK = Theme(
    name="dark",
    window="#121417",
    panel="#191C21",
    raised="#20242B",
    raised_line="#20242B",
    text="#E9EAEC",
    secondary="#9BA1AB",
    hairline="#2C3139",
    a="#4DB3FF",
    b="#FF9E3D",
    loss="#FF6FD8",
    wrong="#FF7466",
    signed=("#5CB2FF", "#2F6399", "#15171A", "#8F5A22", "#FFA347"),
    magnitude=_MAGNITUDE,
)

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (_LIGHT, _DARK)})
"""Both themes by name."""


def _mixed(one: str, other: str, share: float) -> str:
    from gradviz.charts import oklab

    return oklab.mixed(one, other, share)
