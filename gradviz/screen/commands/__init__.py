"""The commands of the window: every one is a QAction with its keys, and stands in a menu."""
