"""Sessions: the whole state of the window as one file, as one line of text, and as what is left after a crash."""
