"""What stands around both pages, and what opens over them."""

from __future__ import annotations

from gradviz.explaining.window.part import part

PARTS = (
    part("window", "The window",
         "Two pages, one a question and its pictures, the other a text and the cells that read it; F6 turns the page.",
         also=("part/question", "part/pictures", "part/text", "part/cells")),
    part("commands", "The bar at the top",
         "Which page is shown, playing, and the commands one wants at hand; ☰ holds all commands with their keys."),
    part("status", "The line at the bottom",
         "Where it was computed and how long that took, whether the result was checked, what gave way to an edit, and"
         " the keys of the page. Progress and Stop appear when a computation takes longer than a quarter of a second.",
         also=("part/check", "field/device")),
    part("message", "A message",
         "What went wrong, and what can be done; the picture before stays. Details can be copied for a report."),
    part("presenting", "Presenter mode",
         "The picture alone, in large type and strong contrast, with the caption below it. F4 brings the controls back,"
         " F7 puts a spot of light under the pointer, B or W blanks the screen, Esc ends it.",
         also=("part/lesson",)),
    part("export", "The export",
         "Writes what is seen: a picture (PNG, SVG, PDF), its numbers (CSV, NPZ), a movie, a hand-out or a script that"
         " computes it again. The question is in the file.",
         also=("part/pictures",)),
    part("numbers", "The numbers",
         "All that a picture draws as a table (Ctrl+T), with the digits that were computed; it follows the picture, can"
         " be heard with a screen reader, and Ctrl+C copies what is selected.",
         also=("part/pictures", "part/export")),
    part("tour", "The tour",
         "One minute through the window: it moves what it speaks of, you may try it, and afterwards everything is as it"
         " was. → goes on, ← goes back, Esc ends.",
         also=("part/question", "part/pictures", "part/cells")),
    part("reference", "The reference",
         "Explains every field, picture, cell, number and term. Type to search, ↓ and ↑ choose, Enter opens, Alt+← and"
         " Alt+→ go back and forward, Esc closes."),
    part("asking", "What am I looking at?",
         "The pointer becomes a question: what lies under it is framed, a click explains it, Esc ends."),
)  # fmt: skip
