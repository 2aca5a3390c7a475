"""What every part of the picture is drawn with: colours of the theme, type, and the screen's pixels."""

from __future__ import annotations

from functools import cached_property

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPen

from gradviz.charts.chart import Dash, Role
from gradviz.charts.style import Theme
from gradviz.screen.painter.typeset import Type, blend

FAINT = 0.34
"""How much of its colour a curve keeps where the gradient has not come yet."""

_DASHES: dict[Dash, list[float]] = {"short": [5, 2.5], "dots": [1.5, 2], "mixed": [7, 2.5, 1.5, 2.5]}


class Ink:
    """Colours as Qt wants them; pens for scene items are in device pixels, hence ``ratio``."""

    def __init__(self, theme: Theme, type_: Type, ratio: float) -> None:
        self.theme = theme
        self.type = type_
        self.ratio = ratio
        self._roles: dict[tuple[Role, float, float], QColor] = {}

    def role(self, role: Role, share: float = 1.0, tone: float = 0.0) -> QColor:
        """Return the colour of a role (of a tone of it), or ``share`` of it on the window's own colour."""
        key = (role, share, tone)
        if key not in self._roles:
            self._roles[key] = blend(self.theme.role_colour(role, tone), self.theme.window, share)
        return self._roles[key]

    def loss(self, alpha: float = 1.0) -> QColor:
        """Return the colour of the backward pass, transparent where it glows."""
        colour = QColor(self.theme.loss)
        colour.setAlphaF(alpha)
        return colour

    def scene_pen(self, role: Role, width: float, share: float = 1.0, dash: Dash = "", tone: float = 0.0) -> QPen:
        """Return the pen of a curve; theory is dashed."""
        pen = QPen(self.role(role, share, tone), width * self.ratio * max(1.0, self.type.scale))
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dash != "solid" and (role == "theory" or dash):
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(_DASHES.get(dash, [5, 4]))
        return pen

    def painted_pen(self, role: Role, width: float, dash: Dash = "", tone: float = 0.0) -> QPen:
        """Return the pen of a line that is painted in the widget's own pixels."""
        return self.scene_pen(role, width / self.ratio, 1.0, dash, tone)

    @cached_property
    def text(self) -> QColor:
        """The colour of plain text."""
        return QColor(self.theme.text)

    @cached_property
    def secondary(self) -> QColor:
        """The colour of quiet text."""
        return QColor(self.theme.secondary)

    @cached_property
    def hairline(self) -> QColor:
        """The colour of lines that are almost not there."""
        return QColor(self.theme.hairline)

    @cached_property
    def grid(self) -> QColor:
        """Half of a hairline."""
        return blend(self.theme.hairline, self.theme.window, 0.55)

    @cached_property
    def window(self) -> QColor:
        """The colour behind everything."""
        return QColor(self.theme.window)

    @cached_property
    def veil(self) -> QColor:
        """The window's colour over what passes behind words."""
        colour = QColor(self.theme.window)
        colour.setAlphaF(0.72)
        return colour
