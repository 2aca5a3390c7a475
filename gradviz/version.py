"""The version of gradviz, for whoever must not import the public API."""

VERSION = "0.1.0"
