"""The tour of one minute: it leads through the real window with the real controls, and leaves it as it was."""
