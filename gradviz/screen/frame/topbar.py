"""The bar at the top: the transport at the left, the window's own commands at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QSize, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from gradviz.screen.commands.actions import shown
from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.icons import icon
from gradviz.screen.look.theme import Look

ICON = 20
_FIRST = 3
"""So many buttons are worth more than the transport's words: the panels' and the help's."""


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

    Attributes
    ----------
    more, export
        The buttons of the menu and of the command with words.
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
        explains(self, "part/commands")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._icons: list[tuple[QToolButton, str]] = []
        self._transport = transport
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(4)
        row.addSpacing(12)
        row.addWidget(switch, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(transport, 1)
        if chooser is not None:
            chooser.setProperty("look", "framed")
            row.addWidget(chooser)
            row.addSpacing(6)
        self._spare = [self._button(name, command) for name, command in buttons]
        for button in self._spare:
            row.addWidget(button)
        self.more, self.export = self._menu_button(menu), _export_button(export)
        row.addWidget(self.more)
        row.addSpacing(6)
        row.addWidget(self.export)
        self._restyle()
        look.changed.connect(self._restyle)

    def event(self, event: QEvent | None) -> bool:
        """Fit what is in the bar into it whenever one of them has changed."""
        done = super().event(event)
        if event is not None and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return done

    def _fit(self) -> None:
        """Leave out buttons from the right where there is no room: the menu holds their commands.

        The transport is said in full before the last two buttons are there, and in brief before any is left out.
        """
        brief, full = self._transport.minimumSizeHint().width(), self._transport.sizeHint().width()
        sizes = [button.sizeHint().width() + self._row.spacing() for button in self._spare]
        shown = sum(size for size, button in zip(sizes, self._spare, strict=True) if not button.isHidden())
        room = self.width() - (self._row.minimumSize().width() - brief - shown)
        left = len(sizes)
        while left and sum(sizes[:left]) + (full if left > _FIRST else brief) > room:
            left -= 1
        for place, button in enumerate(self._spare):
            button.setHidden(place >= left)

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
        self.setFixedHeight(self._look.frame(48))
        for button, name in self._icons:
            command = button.defaultAction() or button
            command.setIcon(icon(name, self._look.theme))
            button.setIconSize(QSize(self._look.frame(ICON), self._look.frame(ICON)))


def _export_button(export: QAction) -> QPushButton:
    button = QPushButton(export.text())
    button.setToolTip(f"Write the picture or its numbers to a file ({shown(export)})")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(export.trigger)
    return button
