"""The command line: ``gradviz`` opens the window, ``gradviz COMMAND`` works without one.

Importing this loads neither Qt nor torch, matplotlib or numpy, so that help is there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from gradviz.errors import Cancelled, GradvizError

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask.

    Returns
    -------
    int
        The exit status: 0 done, 2 the request was wrong, 130 interrupted, 1 anything else. Every
        failure is one sentence on standard error; with ``GRADVIZ_DEBUG=1`` a traceback precedes it.
    """
    try:
        _forgive_narrow_terminals()
        status = _dispatch(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        _close_quietly()
        return DONE
    except (KeyboardInterrupt, Cancelled):
        return INTERRUPTED
    except GradvizError as error:
        return _report(str(error), WRONG)
    except MemoryError:
        return _report("there is not enough memory for this: take fewer steps, units or sequences.", FAILED)
    except Exception as error:
        return _report(f"something unforeseen happened ({type(error).__name__}: {error}).{_hint()}", FAILED)


def _dispatch(argv: list[str]) -> int:
    from gradviz.cli.top import run

    return run(argv)


def _report(sentence: str, status: int) -> int:
    if os.environ.get("GRADVIZ_DEBUG") == "1":
        import traceback

        traceback.print_exc()
    print(f"gradviz: {' '.join(sentence.split())}", file=sys.stderr)
    return status


def _hint() -> str:
    return "" if os.environ.get("GRADVIZ_DEBUG") == "1" else " Set GRADVIZ_DEBUG=1 to see where."


def _forgive_narrow_terminals() -> None:
    """Let a terminal that knows no ρ show a ? instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _close_quietly() -> None:
    """Keep Python's exit from complaining about the reader that went away."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # not a real file, as in a test
        sys.stdout = None
