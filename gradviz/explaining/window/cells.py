"""The page of cells on text."""

from __future__ import annotations

from gradviz.explaining.window.part import part

PARTS = (
    part("text", "The text",
         "A trained network reads it, one character a step. Behind every character stands what one of its cells"
         " was right after reading it: warm is on, cold is off, on the cell’s own 2nd to 98th percentile, turned so"
         " that warm means that the label holds. The thin line above is where it really holds, computed from the"
         " text alone. What you type, paste or drop is read at once; what has not been read again is pale.",
         also=("part/cells", "part/frame")),
    part("cells", "The cells",
         "For each label the cell that follows it best: chosen on one half of a text, scored on the other. AUC is"
         " how often the cell is higher inside than outside (½ is chance), ρ Spearman’s rank correlation. ↑ and ↓"
         " leaf through all of them; digits jump to a number.",
         also=("term/auc", "term/spearman", "term/shuffled")),
    part("frame", "The frame",
         "The character that comes next. At the right is what the network expects there. A click runs the loss of"
         " predicting it, −ln p, back through the text: the bar under a character is ‖∂L/∂x_t‖, over three powers"
         " of ten, and the curves below are the exact gradients by back-propagation through time, beside those of"
         " an untrained network of the same size.",
         also=("term/cross-entropy", "term/bptt")),
    part("matter", "Does it matter?",
         "A correlation does not say that the network uses what a cell knows. Clamped off or on, the cell is held"
         " at its own median outside or inside the label, in the selected text or in all of it; everything is read"
         " again, and ten other live cells are held in the same way for comparison.",
         also=("term/clamping",)),
    part("unit", "The unit that is watched",
         "Its number, its score on text that the choice never saw, and what it follows. What is shown behind the"
         " characters can be its state, or one of its gates; “as it is” leaves the value unscaled.",
         also=("part/cells", "term/hidden-state", "term/cell-state")),
    part("next", "What comes next",
         "The five characters that the network finds likeliest after those before the frame, with their probabilities.",
         also=("term/read-out",)),
    part("holding", "How long does it hold?",
         "A mark is put into the text and never closed, and the same text is read without it. The curve says in which"
         " share of the cases the unit is still on so many characters later: a score is not a memory.",
         also=("part/matter",)),
    part("writing", "Keep writing",
         "The network goes on with the text, one character after the other, each drawn from what it expects. A higher"
         " temperature makes unlikely characters likelier; the most likely one can be taken each time instead.",
         also=("part/next",)),
    part("painting", "Label by hand",
         "What is selected can be painted as a label of your own, and the cells are sorted by how well they follow it.",
         also=("part/cells",)),
    part("colours", "The colours",
         "What is looked for, at which unit, and what the colours behind and under the characters mean.",
         also=("part/text",)),
    part("curves", "The curves below the text",
         "What the watched unit did around the cursor and what each character mattered to the loss in the frame, on an"
         " axis with a place for every character; or all cells at once, a row each.",
         also=("part/frame", "term/gradient")),
    part("reading", "The reading",
         "Lets the network read on, or step by step, so and so many characters a second; beside it what is read, and"
         " which model reads it.",
         also=("part/text",)),
    part("cells-keys", "Keys of this page",
         "Space reads on or pauses, ← → step, Home begins anew, [ and ] change the speed. Enter or a letter begins to"
         " type, Esc ends it. F6 goes to the gradients and back, Ctrl+O opens a text, Ctrl+E exports what is seen."),
)  # fmt: skip
