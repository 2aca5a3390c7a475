"""The bar at the top: the transport at the left, the window's own commands at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from gradviz.screen.actions import shown
from gradviz.screen.icons import icon
from gradviz.screen.theme import Look

ICON = 20


class TopBar(QWidget):
    """Buttons for the commands one wants at hand; the menu holds all of them.

    Parameters
    ----------
    transport
        The widget at the left.
    chooser
        Stands before the buttons; None: nothing.
    switch
        Stands at the left end.
    buttons
        Icon name and command, from left to right.
    menu
        All commands.
    export
        The command of the button with words.
    """

    def __init__(
        self,
        switch: QWidget,
        transport: QWidget,
        chooser: QWidget | None,
        buttons: Sequence[tuple[str, QAction]],
        menu: QMenu,
        export: QAction,
        look: Look,
    ) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._icons: list[tuple[QToolButton, str]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(4)
        row.addSpacing(12)
        row.addWidget(switch, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(transport, 1)
        if chooser is not None:
            chooser.setProperty("look", "framed")
            row.addWidget(chooser)
            row.addSpacing(6)
        for name, command in buttons:
            row.addWidget(self._button(name, command))
        row.addWidget(self._menu_button(menu))
        row.addSpacing(6)
        row.addWidget(_export_button(export))
        self._restyle()
        look.changed.connect(self._restyle)

    def _button(self, name: str, command: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(command)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(command.text().rstrip("…"))
        self._icons.append((button, name))
        return button

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName("All commands")
        button.setToolTip("All commands and their keys")
        self._icons.append((button, "more"))
        return button

    def _restyle(self) -> None:
        self.setFixedHeight(self._look.px(48))
        for button, name in self._icons:
            command = button.defaultAction() or button
            command.setIcon(icon(name, self._look.theme))
            button.setIconSize(QSize(self._look.px(ICON), self._look.px(ICON)))


def _export_button(export: QAction) -> QPushButton:
    button = QPushButton(export.text())
    button.setToolTip(f"Write the picture or its numbers to a file ({shown(export)})")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(export.trigger)
    return button
