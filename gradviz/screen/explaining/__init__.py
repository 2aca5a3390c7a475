"""The reference in the window: a panel to search and read it, and a pointer that asks what lies under it."""
