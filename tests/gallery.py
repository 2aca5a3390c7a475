"""A page with every picture: ``python -m tests.gallery`` writes docs/gallery.md and docs/gallery/*.png.

Every picture is made by the command that stands under it.
"""

from __future__ import annotations

import contextlib
import io
import shlex
import tempfile
from pathlib import Path

from gradviz.charts import CHARTS
from gradviz.charts.markup import to_plain
from gradviz.cli import main as gradviz
from gradviz.language.prose import dialogue

PAGE = Path(__file__).parents[1] / "docs" / "gallery.md"
FOLDER = PAGE.with_suffix("")
WIDTH = 1000
BOTH = "--against cell=lstm,forget_bias=3"
DEEP = "--layers 4 --steps 64"
FIFTY = "--cell rnn_relu --hidden-size 5 --steps 51 --init normal --spectral-radius none --input impulse --seed 1"

QUESTIONS: dict[str, tuple[str, ...]] = {
    "lecture": (BOTH,),
    "slices": (BOTH,),
    "gradient": (
        "--cell rnn_linear --spectral-radius 1.1 --option sigma=on --option jacobian=on --option mean_field=on",
        f"{BOTH} --option scale=linear --option relative=on",
    ),
    "activations": (f"{BOTH} --option sort=swing --option unit=1",),
    "text": ('--input text --text "The gradient of every character, one a step." --steps 40',),
    "gates": ("--cell lstm --forget-bias 1 --option unit=3",),
    "quantities": ("--cell lstm --batch-size 16",),
    "why": (BOTH,),
    "saturation": ("--spectral-radius 2 --against cell=gru",),
    "units": ("--cell lstm --forget-bias 3 --input-scale 3",),
    "depth": (DEEP,),
    "theory": ("--spectral-radius 1.5",),
    "truncation": ("--truncation 20 --steps 100 --cell lstm --forget-bias 3",),
    "clipping": ("--cell rnn_linear --spectral-radius 1.1 --clip norm --against clip=value",),
    "spectrum": (f"{BOTH} --at 37",),
    "influence": (f"{BOTH} --truncation 48",),
    "equations": (f"{BOTH} --at 37",),
    "phase": ("--cell rnn_tanh", "--cell lstm --forget-bias 1 --option over=bias"),
    "fan": (FIFTY,),
}
"""What is asked for each picture, in the words of the command line."""


def made(name: str, number: int, words: str) -> list[str]:
    """Make one picture; return what the page says about it."""
    path = FOLDER / f"{name}{'' if number == 1 else f'-{number}'}.png"
    command = ["render", "--chart", name, *shlex.split(words), "--width", str(WIDTH), "--force", "-o", str(path)]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = gradviz(command)
    if status:
        raise SystemExit(f"gradviz {shlex.join(command)}\n{said.getvalue()}")
    shown = f"gradviz render --chart {name} {words} -o {path.name}"
    return [f"![{CHARTS[name].title}](gallery/{path.name})", "", f"    {shown}", ""]


def cells() -> list[str]:
    """Make the picture of a cell that follows the quote; return what the page says about it."""
    path = FOLDER / "cells.png"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(dialogue(987654, 40_000), encoding="utf-8")
        command = ["cells", "--text", str(page), "--label", "quote", "--force", "-o", str(path)]
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = gradviz(command)
    if status:
        raise SystemExit(said.getvalue())
    about = "A generated page, coloured by the unit of the bundled model *prose* that follows the quote best."
    shown = "gradviz cells --text page.txt --label quote -o cells.png"
    return ["## cells", "", about, "", f"![The quote cell](gallery/{path.name})", "", f"    {shown}", ""]


def main() -> None:
    """Make every picture and the page."""
    FOLDER.mkdir(exist_ok=True)
    lines = ["# Every picture", "", "Made by `python -m tests.gallery`; the command of each stands under it.", ""]
    for name, kind in CHARTS.items():
        lines += [f"## {name}: {to_plain(kind.title)}", "", to_plain(kind.help.split("\n")[0]), ""]
        for number, words in enumerate(QUESTIONS[name], 1):
            lines += made(name, number, words)
            print(name, number)
    PAGE.write_text("\n".join([*lines, *cells()]), encoding="utf-8")


if __name__ == "__main__":
    main()
