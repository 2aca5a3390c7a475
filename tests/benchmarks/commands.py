"""How fast the command line answers: `gradviz --help` and `gradviz run`, against what they cannot beat.

    python -m tests.benchmarks.commands

``--help`` is compared with ``python -c pass`` (at most 4 times), ``run`` at T = 128, H = 64 with
``python -c "import torch"`` (at most 0.3 s more). The four are interleaved, so that a busy machine
slows them alike; the median of the rounds' ratios and differences counts. The raw seconds go to
``results/commands.json``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.report import keep

ROUNDS = 11
HELP_RATIO = 4.0
RUN_SECONDS = 0.3


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        commands = _commands(Path(folder))
        for command in commands.values():
            _seconds(command)  # reads the files once
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                seconds[name].append(_seconds(command))
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    ratio = statistics.median(a / b for a, b in zip(seconds["help"], seconds["pass"], strict=True))
    more = statistics.median(a - b for a, b in zip(seconds["run"], seconds["torch"], strict=True))
    for name, median in medians.items():
        print(f"{name:6}{1000 * median:9.1f} ms")
    print(f"gradviz --help takes {ratio:.2f} × python -c pass (at most {HELP_RATIO})")
    print(f"gradviz run takes {more:.3f} s more than importing torch (at most {RUN_SECONDS})")
    keep("commands", seconds=seconds, help_ratio=ratio, run_more_seconds=more)
    return int(ratio > HELP_RATIO or more > RUN_SECONDS)


def _commands(folder: Path) -> dict[str, list[str]]:
    python, gradviz = sys.executable, str(Path(sys.executable).with_name("gradviz"))
    run = [gradviz, "run", "--steps", "128", "--hidden-size", "64", "--force", "-o", str(folder / "run.csv")]
    return {
        "pass": [python, "-c", "pass"],
        "help": [gradviz, "--help"],
        "torch": [python, "-c", "import torch"],
        "run": run,
    }


def _seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
