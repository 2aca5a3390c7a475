"""Lessons as small as they can be."""

from __future__ import annotations

from pathlib import Path

HEAD = 'version = 1\ntitle = "Small"\n'
SCENE = '\n[[scene]]\ntitle = "One"\ncaption = "Two sentences. Here."\na = {steps = 4, hidden_size = 2}\n'


def lesson_file(folder: Path, *more: str, head: str = HEAD, scene: str = SCENE) -> Path:
    """Write a lesson of one scene, with more lines in that scene."""
    path = folder / "small.toml"
    path.write_text(head + scene + "".join(f"{line}\n" for line in more), encoding="utf-8")
    return path
