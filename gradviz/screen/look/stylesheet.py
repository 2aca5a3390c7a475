"""The one style sheet of the application, generated from a theme."""

from __future__ import annotations

import re

from gradviz.charts.style import Theme
from gradviz.screen.frame.growth import framing

_SHEET = """
QMainWindow, QDialog { background: $panel; }
QLabel { background: transparent; }
QLabel[look="title"] { font-size: 14px; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="subtitle"] { color: $secondary; }
QLabel[look="caption"] { font-size: 12px; color: $secondary; }
QLabel[look="big"] { font-size: 24px; font-weight: 600; }
QLabel[look="maths"] {
  font-family: "STIX Two Text", "Latin Modern Roman", "Cambria", "Times New Roman", "DejaVu Serif"; font-size: 14px; }
QLabel[look="a"] { color: $a; font-weight: 600; }
QLabel[look="b"] { color: $b; font-weight: 600; }
QLabel[look="loss"] { color: $loss; font-weight: 600; }
QLabel[look="wrong"] { font-size: 12px; color: $wrong; }
QLabel[look="check"], QLabel[look="check-wrong"] {
  font-size: 12px; color: $secondary; border: 1px solid $hairline; border-radius: 4px; padding: 0 6px; }
QLabel[look="check-wrong"] { color: $wrong; border-color: $wrong; }
QLabel[look="heading"] { font-size: 11px; font-weight: 600; color: $secondary; padding: 5px 12px 3px 21px; }
QLabel[look="view"] { font-size: 12px; font-weight: 600; color: $secondary; }
QLabel[look="view"][active="true"] { color: $text; }
QLabel[look="badge-a"], QLabel[look="badge-b"] {
  color: $panel; font-weight: 700; border-radius: 4px; min-width: 20px; min-height: 20px; }
QLabel[look="badge-a"] { background: $a; }
QLabel[look="badge-b"] { background: $b; }

QPushButton {
  background: $raised; color: $text; border: 1px solid $hairline; border-radius: 6px; padding: 5px 12px; }
QPushButton:hover { border-color: $secondary; }
QPushButton:pressed { background: $hairline; }
QPushButton:checked { background: $text; color: $panel; border-color: $text; }
QPushButton:disabled { color: $secondary; }
QPushButton:focus { border: 2px solid $text; padding: 4px 11px; }
QPushButton[look="primary"] { background: $text; color: $panel; border-color: $text; font-weight: 600; }
QPushButton[look="primary"]:focus { border: 2px solid $secondary; }
QPushButton[look="primary"]:disabled { background: $hairline; color: $secondary; border-color: $hairline; }
QPushButton[look="link"] {
  background: transparent; border: none; color: $secondary; padding: 2px 4px; text-align: left; }
QPushButton[look="link"]:hover { color: $text; }
QPushButton[look="link"]:focus { border: 2px solid $text; padding: 0 2px; }
QPushButton[look="small"] { font-size: 12px; padding: 0 8px; min-height: 16px; border-radius: 4px; }

QToolButton { background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: $hairline; }
QToolButton:pressed, QToolButton:checked { background: $hairline; }
QToolButton:focus { border-color: $text; }
QToolButton[look="framed"] { border: 1px solid $hairline; padding: 4px 10px; }
QToolButton[look="framed"]:hover { border-color: $secondary; background: transparent; }
QToolButton[look="framed"]:focus { border: 2px solid $text; padding: 3px 9px; }
QToolButton[look="small"] { padding: 1px; border-radius: 4px; }
QToolButton[look="chip"] {
  color: $secondary; font-size: 12px; border: 1px solid $hairline; border-radius: 4px; padding: 0 6px; }
QToolButton[look="chip"]:hover { border-color: $secondary; background: transparent; color: $text; }
QToolButton[look="chip"]:checked { background: $hairline; border-color: $secondary; color: $text; }
QToolButton[look="chip"]:focus { border: 2px solid $text; padding: 0 5px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit {
  background: $window; color: $text; border: 1px solid $hairline; border-radius: 5px; padding: 1px 4px;
  selection-background-color: $a; selection-color: $panel; placeholder-text-color: $secondary; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $secondary; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid $text; padding: 0 3px; }
QSpinBox { background: $window; color: $text; border: 1px solid $hairline; border-radius: 4px; font-size: 12px; }
QSpinBox:hover { border-color: $secondary; }
QSpinBox:focus { border: 2px solid $text; }
QLineEdit[wrong="true"], QLineEdit[wrong="true"]:focus { border: 2px solid $wrong; padding: 0 3px; }
QPlainTextEdit { padding: 6px; }
QPlainTextEdit:focus { padding: 5px; }

QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView, QMenu {
  background: $raised; color: $text; border: 1px solid $hairline; padding: 4px; outline: none; }
QComboBox QAbstractItemView::item { min-height: 24px; padding: 0 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected, QMenu::item:selected { background: $hairline; color: $text; }
QMenu::item { padding: 3px 24px 3px 12px; border-radius: 4px; }
QMenu::item:disabled { color: $secondary; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QMenu::indicator { width: 12px; height: 12px; }
QToolTip { background: $raised; color: $text; border: 1px solid $hairline; padding: 5px 7px; font-size: 12px; }

QTableView {
  background: $window; color: $text; border: 1px solid $hairline; gridline-color: $hairline;
  selection-background-color: $a; selection-color: $panel; }
QTableView:focus { border: 2px solid $text; }
QHeaderView { background: $panel; }
QAbstractScrollArea::corner { background: transparent; }
QHeaderView::section {
  background: $panel; color: $secondary; padding: 3px 6px; border: none; border-bottom: 1px solid $hairline; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 6px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 0; }
QScrollBar::handle { background: $hairline; border-radius: 3px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $hairline; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $text; border-radius: 3px; }
QSplitter::handle { background: $hairline; }

#topbar, #statusbar, #question, #answer { background: $panel; }
#caption, #guide, #notes, #offer { background: $panel; }
#caption, #guide, #offer { border-top: 1px solid $hairline; }
#reference, #reference QTextBrowser, #reference QListWidget { background: $panel; }
#reference { border-left: 1px solid $hairline; }
#topbar { border-bottom: 1px solid $hairline; }
#statusbar { border-top: 1px solid $hairline; }
#question { border-right: 1px solid $hairline; }
#answer { border-left: 1px solid $hairline; }
#centre, #desk { background: $window; }
QMainWindow::separator { background: $hairline; width: 3px; height: 3px; }
QMainWindow::separator:hover { background: $secondary; }
#viewbar { background: $panel; border-bottom: 1px solid $hairline; }
#options { background: $raised; border: 1px solid $hairline; }
QTabBar { background: $panel; font-size: 12px; qproperty-drawBase: 0; }
QTabBar::tab {
  background: $panel; color: $secondary; padding: 4px 12px;
  border: none; border-bottom: 2px solid $panel; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $text; }
#card { background: $raised; border: 1px solid $card; border-radius: 10px; }
#banner, #popover { background: $raised; border: 1px solid $secondary; border-radius: 8px; }
"""


def stylesheet(theme: Theme, scale: float = 1.0) -> str:
    """Return the style sheet of a theme with every length at ``scale``; the air around words grows half as fast."""
    card = theme.hairline if theme.raised == theme.raised_line else theme.raised_line
    sheet = re.sub(r"\$(\w+)", lambda name: card if name[1] == "card" else str(getattr(theme, name[1])), _SHEET)
    sheet = re.sub(r"padding: [^;}]+", lambda air: _sized(air[0], framing(scale)).replace("px", "_px"), sheet)
    return _sized(sheet, scale).replace("_px", "px")


def _sized(words: str, scale: float) -> str:
    return re.sub(r"\b(\d+)px", lambda size: f"{_scaled(int(size[1]), scale)}px", words)


def _scaled(pixels: int, scale: float) -> int:
    return pixels if pixels <= 2 else round(pixels * scale)
