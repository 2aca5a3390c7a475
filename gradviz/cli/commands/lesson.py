"""``gradviz lesson``: the window on a lesson; ``--check`` computes every number of it, without a window."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser, RequestError

if TYPE_CHECKING:
    from gradviz.lessons import Lesson, Outcome

HOLDS, FAILS, BAD = 0, 1, 2


def configure(parser: Parser) -> None:
    """Add the flags."""
    parser.add_argument("name", nargs="?", metavar="NAME|FILE", help="gradviz list lessons, or a file of your own")
    parser.add_argument("-o", "--output", metavar="FILE.pdf", help="write the lesson as pages to be printed instead")
    parser.add_argument("--force", action="store_true", help="replace an existing file")
    parser.add_argument("--check", action="store_true", help="compute every claim; status 0: all hold, 1: one does "
                        "not, 2: the file is not whole")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Open the window on it, print it, or check it."""
    from gradviz.lessons import find_lesson, open_lesson

    if not given.name:
        raise RequestError("gradviz lesson needs the NAME of a lesson (gradviz list lessons), or a FILE.")
    if given.output and given.check:
        raise RequestError("gradviz lesson either checks (--check) or prints (-o): leave one of them out.")
    path = find_lesson(given.name)
    lesson, notes = open_lesson(path)
    for note in notes:
        print(f"gradviz: {path}, {note}", file=sys.stderr)
    if given.output:
        return printed(lesson, given.output, given.force)
    if not given.check:
        from gradviz.cli.window import open_on

        return open_on(given.name)
    fine = check(lesson)
    return BAD if any(note.lost for note in notes) else HOLDS if fine else FAILS


def printed(lesson: Lesson, output: str, force: bool) -> int:
    """Compute every scene and write it as a page; return the status."""
    from gradviz.cli.compute import announce, watched
    from gradviz.cli.printing import pages
    from gradviz.cli.target import target_of
    from gradviz.paper.handouts.binding import bound

    path = target_of(output, force, (".pdf",), "gradviz lesson")
    watched(lambda control: bound(path, pages(lesson, control), lesson.title))
    announce([path], [])
    return HOLDS


def check(lesson: Lesson) -> bool:
    """Compute and print every claim of a lesson; return whether all hold, and prove every number."""
    from gradviz.charts.markup import to_plain
    from gradviz.lessons import checked, unproven

    print(to_plain(lesson.title))
    scene, failing, claims = -1, 0, 0
    for outcome in checked(lesson):
        for scene in range(scene + 1, outcome.scene + 1):  # noqa: B020
            print(f"{scene + 1:3}  {to_plain(lesson.scenes[scene].title)}")
        print(f"     {line(outcome)}")
        failing, claims = failing + (not outcome.holds), claims + 1
    loose = unproven(lesson)
    for each in loose:
        where = "the lesson" if each.scene is None else f"scene {each.scene + 1}"
        print(f"{where}: {each}")
    held = f"all {claims} claims hold" if not failing else f"{failing} of {claims} claims do not hold"
    print(f"{held}; {len(loose)} numbers unproven" if loose else f"{held}, and every number is proven")
    return not failing and not loose


def line(outcome: Outcome) -> str:
    """Return what was wanted and what was found."""
    claim = outcome.claim
    found = f"not computed: {outcome.why_not}" if outcome.why_not else f"found {_short(outcome)}"
    seeds = f", in {outcome.holding} of {claim.seeds} draws (wanted {claim.at_least})" if claim.seeds > 1 else ""
    return f"{'holds' if outcome.holds else 'FAILS'}  {claim.words()}: {found}{seeds}; wanted {claim.wanted()}"


def _short(outcome: Outcome) -> str:
    return f"{outcome.found:.5g}" if outcome.found.is_finite() else str(outcome.found).lower()


COMMAND = Command(
    "lesson", "open the window on a lesson; --check: compute every number that its captions state", 28, configure, run,
    "example: gradviz lesson saturation --check",
)  # fmt: skip
