"""``gradviz`` itself: the window, or the command that is named."""

from __future__ import annotations

import argparse

from gradviz import __version__
from gradviz.cli.commands import COMMANDS
from gradviz.cli.parser import Parser, RequestError
from gradviz.errors import did_you_mean

_ABOUT = "See how gradients flow back through time in recurrent networks. Without a command: the window."


def run(argv: list[str]) -> int:
    """Run what the arguments name; return the exit status."""
    if argv and not argv[0].startswith("-"):
        return _command(argv[0], argv[1:])
    parser = _parser()
    try:
        given = parser.parse(argv)
    except SystemExit as end:  # argparse's way to end --help
        return int(end.code or 0)
    if given.version:
        print(f"gradviz {__version__}")
        return 0
    from gradviz.cli.window import open_or_render

    return open_or_render(force=given.force, named=given.open)


def _command(name: str, argv: list[str]) -> int:
    if name not in COMMANDS:
        hint = did_you_mean(name, COMMANDS) or f"; the commands are {', '.join(COMMANDS)}."
        raise RequestError(f"gradviz has no command {name}{hint}")
    command = COMMANDS[name]
    parser = Parser(f"gradviz {name}", command.help, command.example)
    command.configure(parser)
    try:
        return command.run(parser.parse(argv))
    except SystemExit as end:  # argparse's way to end --help
        return int(end.code or 0)


def _parser() -> Parser:
    width = max(map(len, COMMANDS)) + 2
    lines = "\n".join(f"  {name:{width}}{command.help}" for name, command in COMMANDS.items())
    parser = Parser("gradviz", f"{_ABOUT}\n\ncommands:\n{lines}\n  gradviz COMMAND --help says more.")
    parser.formatter_class = lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=100)
    parser.usage = "gradviz [COMMAND] [flags]"
    parser.add_argument("--open", metavar="LINK|FILE", help="open a session, or a link to an experiment")
    parser.add_argument("--version", action="store_true", help="print the version and end")
    parser.add_argument("--force", action="store_true", help="without a display: replace pictures that exist")
    return parser
