"""A movie of the default comparison: 10 seconds, 1280×720, 25 pictures a second.

``python -m tests.benchmarks.movie [--quick]`` prints a markdown table: seconds, CPU seconds and bytes of the movie
alone (the networks are computed before), and of the whole command, in a process of its own. The wanted 6 s are those of
two cores that have nothing else to do; where a machine is busy its CPU seconds say more. Written to results/movie.json.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import gradviz
from gradviz.charts import CHARTS
from gradviz.paper.movie import movie
from gradviz.paper.movie.mp4 import available
from tests.benchmarks.report import keep

SECONDS, BYTES, ROUNDS = 6.0, 1_000_000, 3


def alone(path: Path, theme: str) -> tuple[float, float, int]:
    """Return seconds, CPU seconds and bytes of a movie whose networks are computed."""
    first = gradviz.Experiment()
    results = [gradviz.run(each) for each in (first, first.replace(cell="lstm", forget_bias=3.0))]
    chart = CHARTS["lecture"](*results)
    began = time.perf_counter(), time.process_time()
    movie(chart, path, theme=theme)
    return time.perf_counter() - began[0], time.process_time() - began[1], path.stat().st_size


def command(path: Path, theme: str) -> tuple[float, float, int]:
    """Return seconds, CPU seconds and bytes of the whole command."""
    before, began = os.times(), time.perf_counter()
    asked = ["--against", "cell=lstm,forget_bias=3", "--theme", theme, "--force", "-o", str(path)]
    subprocess.run([sys.executable, "-m", "gradviz", "movie", *asked], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, spent, path.stat().st_size


def main(arguments: list[str]) -> int:
    rows, suffixes = [], [".gif", *([".mp4"] if available() else [])]
    print("| movie | seconds | CPU seconds | kB |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for how, measure in (("alone", alone), ("command", command)):
            for suffix in suffixes:
                for theme in ("light", "dark"):
                    rounds = 1 if "--quick" in arguments else ROUNDS
                    found = [measure(Path(folder, f"movie{suffix}"), theme) for _ in range(rounds)]
                    seconds, spent, size = (statistics.median(column) for column in zip(*found, strict=True))
                    rows.append({"what": how, "suffix": suffix, "theme": theme, "seconds": seconds, "cpu": spent,
                                 "bytes": size, "rounds": found})  # fmt: skip
                    print(f"| {how}, {suffix}, {theme} | {seconds:.2f} | {spent:.2f} | {size / 1000:.0f} |", flush=True)
    if "--quick" not in arguments:
        keep("movie", rows=rows)
    gifs = [row for row in rows if row["suffix"] == ".gif"]
    return int(any(row["cpu"] > SECONDS or row["bytes"] > BYTES for row in gifs))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
