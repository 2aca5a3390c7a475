"""The look of the window: light or dark, chosen or following the system, and the size of its type.

All colours come from `gradviz.charts.style`; here they become Qt's palette and one style sheet.
Labels choose their type with the property ``look``: "title", "subtitle", "body", "caption",
"big", "strong", "maths", and "a", "b", "loss", "wrong" for coloured words.
"""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PyQt6.QtWidgets import QApplication, QLabel, QWidget

from gradviz.charts.style import THEMES, Theme, standing_out
from gradviz.screen.frame.growth import framing
from gradviz.screen.look.modes import MODES, Mode
from gradviz.screen.look.stylesheet import stylesheet

BODY = 13
"""The size of plain text in pixels at 100 %; every other size stands in a fixed ratio to it."""


class Look(QObject):
    """What the eyes of one user need: theme, type size, line styles, motion; every painting widget follows it.

    Signals
    -------
    changed : Theme
        Colours, sizes, line styles or motion are other ones.
    """

    changed = pyqtSignal(object)

    def __init__(self, app: QApplication, mode: Mode = "system", scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self.mode: Mode = mode
        self.scale, self.contrast = scale, False
        self._reduced_motion, self._line_styles = False, False
        self._system = self._system_name()
        app.setStyle("Fusion")
        hints = app.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def theme(self) -> Theme:
        """The colours in use."""
        theme = THEMES[self._system if self.mode == "system" else self.mode]
        theme = standing_out(theme) if self.contrast else theme
        return replace(theme, line_styles=True) if self._line_styles else theme

    @property
    def reduced_motion(self) -> bool:
        """Whether what moves goes in few clear steps; Qt 6.11 does not tell what the system's user wishes."""
        return self._reduced_motion

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        if reduced != self._reduced_motion:
            self._reduced_motion = reduced
            self.changed.emit(self.theme)

    @property
    def line_styles(self) -> bool:
        """Whether A and B differ by more than their colour."""
        return self._line_styles

    @line_styles.setter
    def line_styles(self, shown: bool) -> None:
        if shown != self._line_styles:
            self._line_styles = shown
            self.changed.emit(self.theme)

    def choose(self, mode: Mode) -> None:
        """Use the light or the dark theme, or follow the system."""
        self.mode = mode
        self._apply()

    def cycle(self) -> None:
        """Choose the next of system, light and dark that looks different from now."""
        before = self.theme
        order = [MODES[(MODES.index(self.mode) + i) % len(MODES)] for i in (1, 2)]
        self.choose(order[0])
        if self.theme == before:
            self.choose(order[1])

    def stand_out(self, contrast: bool, scale: float) -> None:
        """Use the strongest contrast, or not, and another size of type."""
        self.contrast, self.scale = contrast, scale
        self._apply()

    def resize(self, scale: float) -> None:
        """Set the type at ``scale`` times its normal size."""
        self.scale = scale
        self._apply()

    def adopt(self, mode: Mode, scale: float) -> None:
        """Take a theme and a size of type at once."""
        self.mode, self.scale = mode, scale
        self._apply()

    @property
    def font(self) -> QFont:
        """The font of plain text at the chosen size: what words are measured with."""
        return ui_font(self.px(BODY))

    def px(self, size: float) -> int:
        """Return a length in pixels at the chosen type size."""
        return round(size * self.scale)

    def frame(self, size: float) -> int:
        """Return a length of what frames words (a bar, a button's icon) in pixels at the chosen type size."""
        return round(size * framing(self.scale))

    def _apply(self) -> None:
        sheet = stylesheet(self.theme, self.scale)
        if sheet != self._app.styleSheet():
            self._app.setStyleSheet("")  # from sheet to sheet Qt polishes a widget once for every widget it stands in
            self._app.setFont(self.font)
            self._app.setPalette(palette(self.theme))
            self._app.setStyleSheet(sheet)
        self.changed.emit(self.theme)

    def _follow(self, _scheme: Qt.ColorScheme) -> None:
        self._system = self._system_name()
        if self.mode == "system":
            self._apply()

    def _system_name(self) -> str:
        hints = self._app.styleHints()
        return "dark" if hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def ui_font(pixels: int) -> QFont:
    """Return the system's font with tabular figures; a bare X11 names none, so Inter goes first there."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.family() in ("Sans Serif", "Sans", "sans-serif", "DejaVu Sans"):
        font.setFamilies(["Inter", font.family()])
    font.setPixelSize(pixels)
    if hasattr(QFont, "setFeature"):
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def palette(theme: Theme) -> QPalette:
    """Return Qt's palette of a theme."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.panel, role.WindowText: theme.text, role.Base: theme.raised,
        role.AlternateBase: theme.window,
        role.Text: theme.text, role.Button: theme.raised, role.ButtonText: theme.text, role.BrightText: theme.text,
        role.Highlight: theme.a, role.HighlightedText: theme.panel, role.Link: theme.a, role.LinkVisited: theme.a,
        role.ToolTipBase: theme.raised, role.ToolTipText: theme.text, role.PlaceholderText: theme.secondary,
        role.Light: theme.raised, role.Midlight: theme.hairline, role.Mid: theme.hairline, role.Dark: theme.secondary,
        role.Shadow: theme.hairline, role.Accent: theme.a,
    }  # fmt: skip
    made = QPalette()
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.secondary))
    return made


def label(text: str, look: str = "body", parent: QWidget | None = None) -> QLabel:
    """Return a label in one of the type styles; its words are no HTML unless it is told so."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", look)
    return made
