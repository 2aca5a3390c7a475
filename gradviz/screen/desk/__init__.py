"""The desk: the pictures that are open, beside each other, and the one time axis under them."""
