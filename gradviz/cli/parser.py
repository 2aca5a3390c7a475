"""argparse, speaking in sentences: a wrong argument is one `RequestError`, never a dump of the usage."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from gradviz.errors import GradvizError, did_you_mean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_NUMBER = re.compile(r"-(\d|\.\d|inf|nan)", re.IGNORECASE)


class RequestError(GradvizError):
    """The command line asks for something that does not exist."""


class Parser(argparse.ArgumentParser):
    """A parser of one command's flags."""

    def __init__(self, prog: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=prog, description=description, epilog=epilog, allow_abbrev=False,
            formatter_class=lambda prog: argparse.HelpFormatter(prog, max_help_position=30, width=100),
        )  # fmt: skip

    def parse(self, argv: Sequence[str]) -> argparse.Namespace:
        """Return the flags that were given.

        Raises
        ------
        RequestError
            When a flag is unknown, lacks its value or is given twice where once is right.
        """
        found, unknown = self.parse_known_args(self._joined(argv))
        if unknown:
            raise RequestError(self._unknown(unknown[0]))
        return found

    def error(self, message: str) -> NoReturn:
        """Raise argparse's message as a sentence."""
        message = re.sub(r"argument (-o/)?(\S+): expected one argument", r"\2 needs a value", message)
        message = re.sub(r"argument (\S+): ignored explicit argument .*", r"\1 takes no value", message)
        message = re.sub(r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", _choice, message)
        raise RequestError(f"{message}; see {self.prog} --help.")

    def _joined(self, argv: Sequence[str]) -> list[str]:
        """Join a flag and a negative number after it, which argparse takes for a flag (``--update-bias -1e-3``)."""
        joined: list[str] = []
        for word in argv:
            before = joined[-1] if joined else ""
            if _NUMBER.match(word) and before.startswith("--") and "=" not in before:
                joined[-1] = f"{before}={word}"
            else:
                joined.append(word)
        return joined

    def _unknown(self, word: str) -> str:
        if not word.startswith("-"):
            return f"{self.prog} has no use for {word!r}; see {self.prog} --help."
        name = word.split("=")[0]
        flags = [flag for flag in self._option_string_actions if flag.startswith("--")]
        hint = did_you_mean(name.replace("_", "-"), flags) or f"; see {self.prog} --help."
        return f"{self.prog} has no flag {name}{hint}"


def _choice(match: re.Match[str]) -> str:
    known = [word.strip("' ") for word in match[3].split(",")]
    hint = did_you_mean(match[2].strip("'"), known)
    return f"{match[1]} must be one of {', '.join(known)}, not {match[2]}{hint}".rstrip("?")
