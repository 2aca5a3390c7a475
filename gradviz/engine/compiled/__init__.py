"""The loop over time as machine code, made from a cell's own step by LLVM (the optional package llvmlite).

A step of one small sequence is a handful of operations of which each takes less time than Python needs
to ask for it. So the step is recorded once (`trace`), written down as instructions for the whole loop
(`kernel`, `elementary`), and compiled when it is first needed, in some hundredths of a second
(`machine`). Without llvmlite, numpy takes the same steps one by one.
"""

from gradviz.engine.compiled.machine import available

__all__ = ["available"]
