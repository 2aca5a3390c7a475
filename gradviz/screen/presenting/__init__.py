"""Presenter mode: the picture alone, to be read from the last row."""
