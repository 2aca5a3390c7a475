"""The page of cells on text: a trained network reads, and its units are watched."""
