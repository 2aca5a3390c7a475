"""The slow, obvious implementations that the fast ones must equal."""
