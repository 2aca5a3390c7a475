"""Which controls have no tooltip, or one that only repeats what can be read on them."""

import re

from PyQt6.QtGui import QTextDocumentFragment
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
    QWidgetAction,
)

KINDS = (
    QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit,
    QAbstractItemView,
)  # fmt: skip


def plain(words):
    return QTextDocumentFragment.fromHtml(words).toPlainText() if words.startswith("<") else words


def bare(words):
    """Words as they are compared: without the key in parentheses, the mnemonic, dots and arrows."""
    return re.sub(r"\([^()]*\)$", "", plain(words).strip()).replace("&", "").strip(" …▾.").casefold()


def controls(root):
    """Every interactive widget in another one; not the parts that Qt makes inside of a control."""
    for widget in root.findChildren(QWidget):
        inner = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox) or "qt_" in widget.objectName()
        hidden = isinstance(widget, QHeaderView) and widget.isHidden()
        popup = widget.window() is not root.window() and not isinstance(widget, QMenu)
        if isinstance(widget, KINDS) and not isinstance(widget, QScrollBar) and not (inner or popup or hidden):
            yield widget


def shown(widget):
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def lacking(root):
    """What is wrong with the tooltips of all controls in a window, and of the actions of its menus."""
    found = [f"{type(each).__name__} {shown(each)!r} {each.accessibleName()!r}: {plain(each.toolTip())!r}"
             for each in controls(root) if bare(each.toolTip()) in ("", bare(shown(each)))]  # fmt: skip
    for bar in root.findChildren(QTabBar):
        found += [f"tab {bar.tabText(at)!r}" for at in range(bar.count())
                  if bare(bar.tabToolTip(at)) in ("", bare(bar.tabText(at)))]  # fmt: skip
    return found + [words for menu in root.findChildren(QMenu) for words in lacking_in(menu)]


def lacking_in(menu):
    """What is wrong with the tooltips of a menu's own actions; those that have a key name it."""
    for action in menu.actions():
        value = action.actionGroup() is not None  # one of several values, whose button says what they are
        if action.isSeparator() or isinstance(action, QWidgetAction) or value or not action.text():
            continue
        tip, key = plain(action.toolTip()), action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        if bare(tip) in ("", bare(action.text())):
            yield f"action {menu.title()!r} ▸ {action.text()!r}: {tip!r}"
        elif key and key not in tip and {"Left": "←", "Right": "→"}.get(key, key) not in tip:
            yield f"action {action.text()!r} has {key}: {tip!r}"
