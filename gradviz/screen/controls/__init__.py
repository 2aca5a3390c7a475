"""The form: built from the fields of an Experiment, one row a field; no second list of them exists."""

from gradviz.screen.controls.form import Form

__all__ = ["Form"]
