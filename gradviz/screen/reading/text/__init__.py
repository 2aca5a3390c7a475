"""A text in a grid of cells, coloured character by character, that takes typing."""
