"""The window's frame: its panes and panels, the bar above and the line below them."""
