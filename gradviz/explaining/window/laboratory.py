"""The page of gradients."""

from __future__ import annotations

from gradviz.explaining.window.part import part

PARTS = (
    part("question", "The question",
         "What is asked of the networks: above what both share, then network A and network B. Every edit is computed at"
         " once; a value that cannot be is explained under its control, and the old picture stays.",
         "What one drags in a lecture is open, the rest is folded under it. The number beside a slider can be"
         " typed. New draw takes the next seed, Reset goes back to the opening question and keeps the seed.",
         also=("field/seed", "part/letters")),
    part("letters", "A and B",
         "Two networks on the same axes, with the same seed, input and loss: A is blue, B is orange, everywhere. What"
         " they share stands once; what differs stands in each."),
    part("pictures", "The pictures",
         "What was computed, as pictures that share one time axis and one cursor. The menu over them chooses an"
         " arrangement, a single picture, or pictures beside each other; each has options in its bar, and can be moved,"
         " floated, exported and closed.",
         "A pale picture still answers the question before; the new one is being computed. The mouse wheel stretches"
         " the time axis, a double click shows all of it, Shift and a click pins a note.",
         also=("part/axis", "arrangement/Lecture")),
    part("axis", "The time axis",
         "Steps from left to right, the same for every picture over time and for the scrubber under them. The forward"
         " pass runs from left to right, the backward pass from right to left. Drag the cursor, or step with ← and →.",
         also=("field/steps",)),
    part("readout", "At the cursor",
         "The large numbers say which share of its gradient a network has left at the step of the cursor. Below them"
         " the norm, what this step multiplies it by, and ρ and σ_{max} of the recurrent weights; then one sentence on"
         " the whole run, and one step of the way back as an equation.",
         also=("term/gradient", "field/spectral_radius", "term/singular-value")),
    part("transport", "The transport",
         "Plays the story: the forward pass, the loss, the backward pass. Space plays and pauses, ← and → go one step,"
         " Home and End to either end, [ and ] change the speed, R begins anew.",
         also=("part/lamps",)),
    part("lamps", "The lamps",
         "Which pass is running: forward computes the states from left to right, at loss the gradient enters, backward"
         " carries it from right to left. The step of the cursor stands beside them.",
         also=("term/bptt",)),
    part("check", "The check",
         "Ctrl+K computes the same gradient once more by PyTorch’s autograd, which shares no arithmetic with gradviz,"
         " and says how far the two are apart: the largest relative difference over all steps.",
         also=("field/dtype",)),
    part("predict", "Predict first",
         "The curve is hidden; the audience draws what it expects with the mouse. Reveal (Ctrl+G) puts the measured"
         " gradient beside it."),
    part("lesson", "The lesson",
         "One scene after the other: Page Down and Page Up step through them, every control stays live, Shift+Home"
         " returns to the scene as it is written. In the lessons that come with gradviz every number of a caption is"
         " a parameter of the scene, or was computed and compared; `gradviz lesson FILE --check` does so with any."),
)  # fmt: skip
