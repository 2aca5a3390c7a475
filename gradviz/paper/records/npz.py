"""NPZ: every array of the run, for `gradviz.load`."""

from __future__ import annotations

from gradviz.paper.records.record import Record
from gradviz.result import Result

RECORD = Record(".npz", "the whole run, for gradviz.load", 10, Result.save)
