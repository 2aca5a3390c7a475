"""A lesson in the window: its scenes one after the other, the bar that leads through them, and how one is made."""
