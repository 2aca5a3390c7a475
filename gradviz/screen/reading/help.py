"""What the page tells when it is asked what one looks at."""

from __future__ import annotations

TOLD: tuple[tuple[str, str], ...] = (
    (
        "The text",
        "A trained network reads it, one character a step. Behind every character stands what one of its cells "
        "was right after reading it: warm is on, cold is off, on the cell's own 2nd to 98th percentile, turned so"
        " that warm means that the label holds. The thin line above is where it really holds, computed from the "
        "text alone. What you type, paste or drop is read at once; what has not been read again is pale.",
    ),
    (
        "The cells",
        "For each label the cell that follows it best: chosen on one half of a text, scored on the other. AUC is "
        "how often the cell is higher inside than outside (½ is chance), ρ Spearman's rank correlation. ↑ and ↓ "
        "leaf through all of them; digits jump to a number.",
    ),
    (
        "The frame",
        "The character that comes next. At the right is what the network expects there. A click runs the loss of "
        "predicting it, −ln p, back through the text: the bar under a character is ‖∂L/∂x_t‖, over three powers "
        "of ten, and the curves below are the exact gradients by back-propagation through time, beside those of "
        "an untrained network of the same size.",
    ),
    (
        "Does it matter?",
        "A correlation does not say that the network uses what a cell knows. Clamped off or on, the cell is held "
        "at its own median outside or inside the label, in the selected text or in all of it; everything is read "
        "again, and ten other live cells are held in the same way for comparison.",
    ),
    (
        "Keys",
        "Space reads on or pauses, ← → step, Home begins anew, [ and ] change the speed. Enter or a letter begins to"
        " type, Esc ends it. F6 goes to the gradients and back, Ctrl+O opens a text, Ctrl+E exports what is seen.",
    ),
)
"""Title and text of each part; subscripts are written as in charts."""
