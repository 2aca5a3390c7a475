"""The field's own terms that gradviz's texts use and nothing else explains; each with its source."""

from __future__ import annotations

from dataclasses import dataclass

_WERBOS = "Werbos 1990, Backpropagation through time: what it does and how to do it, Proc. IEEE 78(10)"
_PASCANU = "Pascanu, Mikolov & Bengio 2013, On the difficulty of training recurrent neural networks, ICML"
_LSTM = "Hochreiter & Schmidhuber 1997, Long short-term memory, Neural Computation 9(8)"
_FORGET = "Gers, Schmidhuber & Cummins 2000, Learning to forget, Neural Computation 12(10)"
_MATRIX = "Horn & Johnson 2013, Matrix analysis, 2nd edition"
_KARPATHY = "Karpathy, Johnson & Fei-Fei 2015, Visualizing and understanding recurrent networks, arXiv:1506.02078"
_GRU = "Cho et al. 2014, Learning phrase representations using RNN encoder–decoder, EMNLP"
_HERE = "The words of this program"


@dataclass(frozen=True)
class Term:
    """A word of the field: what it is called, what it means, and who says so; markup as in `Entry`."""

    name: str
    title: str
    text: str
    source: str
    symbol: str = ""
    formulas: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()


TERMS = (
    Term("gradient", "Gradient of a state",
         "How strongly the loss depends on what a unit’s state is at step t. It is a total derivative: every path from"
         " that state to the loss counts, through time, through the layers above and through the gates. Its size is the"
         " Euclidean norm over the units of a layer, drawn as its logarithm to base 10.",
         _WERBOS, "∂L/∂h_t", calls=("total derivative", "Euclidean norm", "∂L/∂c_t")),
    Term("bptt", "Backpropagation through time",
         "The network is unrolled, one copy of it a step, and the gradient is carried from the loss back from copy to"
         " copy: what reaches step t − 1 is the transposed Jacobian of step t times what reaches step t, and, where a"
         " loss ℓ_{t−1} is injected there, the gradient of that loss. s_t is all that a step hands on: h_t of every"
         " layer, and in an LSTM c_t.",
         _WERBOS, formulas=("∂L/∂s_{t−1} = J_t^{⊤} ∂L/∂s_t + ∂ℓ_{t−1}/∂s_{t−1}",),
         calls=("BPTT", "backward pass", "back through time")),
    Term("truncated-bptt", "Truncated BPTT",
         "After every K-th step stands a wall: the states pass it as before, the gradient does not. It is carried back"
         " to the wall before its loss, over K steps at most, so that a long sequence costs little. What a loss owes to"
         " a step behind that wall is never learned from it.",
         "Williams & Peng 1990, An efficient gradient-based algorithm for on-line training of recurrent network"
         " trajectories, Neural Computation 2(4)", calls=("detached", "wall")),
    Term("vanishing", "Vanishing gradient",
         "The gradient becomes exponentially smaller with every step back, so that an early step has next to no say in"
         " what is learned. Here a gradient has vanished when less than 10^{−3} of it is left at t = 0.",
         "Hochreiter 1991, Untersuchungen zu dynamischen neuronalen Netzen; Bengio, Simard & Frasconi 1994, Learning"
         " long-term dependencies with gradient descent is difficult, IEEE Trans. Neural Networks 5(2)",
         calls=("vanish", "vanishes", "vanished")),
    Term("exploding", "Exploding gradient",
         "The gradient becomes exponentially larger with every step back; one step of training then throws the weights"
         " far away. Here it has exploded when it is more than 10^{3} times its start at t = 0. Clipping bounds it.",
         _PASCANU, calls=("explode", "explodes", "exploded")),
    Term("dies", "Dead gradient",
         "A gradient that is exactly zero, not only small: behind a wall of truncation, or where no unit of a ReLU"
         " network is on. It is written “0 (exactly)”, because gradviz carries the exponent of a number by itself and"
         " never rounds a small one to zero.", _HERE, calls=("0 (exactly)", "exact zero", "exactly zero", "dies")),
    Term("reach", "Reach",
         "How many steps back from the loss the gradient has fallen below a share of its start, and stays there until"
         " t = 0: below a half, below 1/255, below a thousandth.", _HERE, calls=("half-life",)),
    Term("black", "1/255",
         "The smallest brightness of a picture with 8 bits that is not black. Where the start of the gradient is white,"
         " less than 1/255 of it cannot be told from zero, though it may be far from zero.", _HERE),
    Term("decade", "Decade", "A factor of ten; the logarithm to base 10 counts them. Two decades are a factor of 100.",
         "ISO 80000-3", calls=("power of ten", "factor of ten")),
    Term("hidden-state", "Hidden state",
         "What a recurrent network hands on from step to step, one number a unit, and what the layer above and the loss"
         " see of it.", "Elman 1990, Finding structure in time, Cognitive Science 14(2)", "h_t"),
    Term("cell-state", "Cell state",
         "The memory of an LSTM beside its hidden state. It is only added to and multiplied by the forget gate, so that"
         " a gradient can pass many steps where that gate is open.", f"{_LSTM}; {_FORGET}", "c_t",
         calls=("memory cell",)),
    Term("gate", "Gate",
         "A number between 0 (shut) and 1 (open) for each unit and step, computed from the input and the hidden state"
         " by σ, that multiplies what may pass.", f"{_LSTM}; {_FORGET}; {_GRU}", "σ",
         calls=("input gate", "forget gate", "output gate", "update gate", "reset gate")),
    Term("forget-gate", "Forget gate",
         "The gate that the cell state of an LSTM is multiplied with at every step. The gradient of the cell state is"
         " multiplied with it on the way back, too: an LSTM keeps its gradient while this gate is open, and vanishes"
         " like a plain RNN where it is half shut. PyTorch does not open it.", _FORGET, "f_t"),
    Term("update-gate", "Update gate",
         "The gate of a GRU that mixes the old state and a new one; in PyTorch’s convention z = 1 keeps the old.",
         _GRU, "z_t"),
    Term("preactivation", "Preactivation",
         "The weighted sum that a unit computes before tanh, ReLU or σ.", "Goodfellow, Bengio & Courville 2016,"
         " Deep learning, chapter 6", "a_t"),
    Term("delta", "Gradient at W_{hh} h_{t−1}",
         "The gradient with respect to what the recurrent weights give at step t. With the state before, it makes what"
         " step t adds to the gradient of the weights.", _WERBOS, "δ_t", ("∂L/∂W_{hh} = Σ_t δ_t h_{t−1}^{⊤}",),
         ("contribution",)),
    Term("eigenvalue", "Eigenvalue",
         "A number λ, perhaps complex, by which a matrix multiplies some vector without turning it. Powers of the"
         " matrix fade along those inside the unit circle and grow along those outside. The largest |λ| is the spectral"
         " radius.",
         _MATRIX, "λ", ("W v = λ v",), ("unit circle",)),
    Term("gelfand", "Gelfand’s formula",
         "In the long run powers of a matrix grow or fade like those of its spectral radius; it says nothing about the"
         " first steps. It is the rate of the gradient in a linear network only: tanh, ReLU and gates change it.",
         f"{_MATRIX}, corollary 5.6.14", "ρ^{k}", ("‖W^{k}‖^{1/k} → ρ(W)",), ("Gelfand", "asymptotic rate")),
    Term("singular-value", "Singular value",
         "How much a matrix stretches one of its own directions. The largest one is the most that a step can stretch"
         " anything, never below the spectral radius: with σ_{max} < 1 every step of a plain RNN takes from the"
         " gradient, while a matrix with ρ < 1 < σ_{max} may first make it larger.",
         f"{_MATRIX}, section 2.6; {_PASCANU}", "σ_{max}", ("‖W x‖ ≤ σ_{max} ‖x‖",)),
    Term("jacobian", "Jacobian",
         "The matrix of all derivatives of a step’s state with respect to the state before: what the step does to a"
         " small change, and, transposed, to a gradient.", _PASCANU, "J_t", ("J_t = ∂s_t/∂s_{t−1}",)),
    Term("orthogonal", "Orthogonal matrix",
         "A rotation, perhaps with a mirror: it changes no length, all of its singular values are 1.",
         "Saxe, McClelland & Ganguli 2014, Exact solutions to the nonlinear dynamics of learning in deep linear neural"
         " networks, ICLR", formulas=("W^{⊤} W = 1",), calls=("rotation",)),
    Term("mean-field", "Mean-field theory",
         "What infinitely many units would do: their preactivations are then Gaussian, and one number χ says by what a"
         " step back multiplies the squared gradient. χ = 1 is the edge between vanishing and exploding.",
         "Poole et al. 2016; Schoenholz et al. 2017; for recurrent networks Chen, Pennington & Schoenholz 2018",
         "χ", ("χ = σ_w^{2} E[φ′(√q* z)^{2}]",), ("mean field", "edge of chaos")),
    Term("fixed-point", "Fixed point",
         "A state that a step maps onto itself. Where the network has come to rest there, every step back multiplies by"
         " the same Jacobian, whose spectral radius is then the rate.", "Strogatz 2015, Nonlinear dynamics and chaos,"
         " 2nd edition", "s*"),
    Term("saturation", "Saturation",
         "A unit at an end of the range of its tanh or σ, where the slope is almost 0: what it passes back is"
         " multiplied by that slope. Large weights and large inputs saturate, which is why a spectral radius above 1"
         " can still vanish.", f"Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural"
         f" networks, AISTATS; {_KARPATHY}", "φ′", calls=("saturated", "saturate")),
    Term("dead-unit", "Dead unit",
         "A ReLU unit that is off at every step: it passes no gradient at all and learns nothing from what it read.",
         "Lu, Shin, Su & Karniadakis 2020, Dying ReLU and initialization, Commun. Comput. Phys. 28(5)",
         calls=("dead",)),
    Term("elementwise", "Unit by unit", "A product of each entry with the entry at the same place.",
         f"{_MATRIX}, as Hadamard product", "⊙"),
    Term("one-hot", "One-hot input", "A vector that is 1 at the place of a character in the alphabet, and 0 elsewhere.",
         "Goodfellow, Bengio & Courville 2016, Deep learning, chapter 12", calls=("one-hot",)),
    Term("cross-entropy", "Cross-entropy",
         "−ln of the probability that a model gave to the character that came. With the natural logarithm its unit is"
         " the nat: 0 nats is certainty, ln N is a guess among N.",
         "Goodfellow, Bengio & Courville 2016, Deep learning, section 3.13", "−ln p", calls=("nat",)),
    Term("read-out", "Read-out",
         "The layer that turns the hidden state of the top layer into a probability for every character of the"
         " alphabet, by a softmax.", _KARPATHY),
    Term("auc", "AUC",
         "How often a unit is higher at a character where a label holds than at one where it does not, of all such"
         " pairs: ½ is chance, 1 is never wrong.",
         "Fawcett 2006, An introduction to ROC analysis, Pattern Recognition Letters 27(8)"),
    Term("spearman", "Spearman’s ρ",
         "How well the order of one quantity follows the order of another, from −1 to 1; 0 is chance. It is no spectral"
         " radius, though both are written ρ.",
         "Spearman 1904, The proof and measurement of association between two things, Am. J. Psychology 15(1)", "ρ",
         calls=("Spearman", "rank correlation")),
    Term("shuffled", "Shuffled score",
         "The best score that is found when the label is shifted around the text by 20 random distances: its own rhythm"
         " stays, its tie to the text is broken. What a score is worth is how far it is above that.", _HERE,
         calls=("chance", "shuffled")),
    Term("untrained", "Untrained network",
         "A network of the same cell, sizes and alphabet with fresh weights: on the page of cells and beside scores as"
         " PyTorch draws them, in the laboratory as its fields say. Its states know the last few characters without any"
         " training, so that what it already scores is no proof of learning. It is not what the training began with,"
         " which may have opened the forget gate, or gone on from another model.", _HERE, calls=("untrained",)),
    Term("clamping", "Clamped unit",
         "A unit that is held at one value while the text is read again. If the network then expects the same as"
         " before, it does not use what the unit knows, however well the unit follows a label.", _HERE,
         calls=("clamp", "clamped", "held")),
)  # fmt: skip
"""Every term, in the order in which one would teach them."""
