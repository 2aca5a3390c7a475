"""A network that reads a text: what is asked of it as one value, what came of that, and its pictures.

It is to cells on text what `Experiment`, `Result` and the charts are to gradients. No Qt.
"""
