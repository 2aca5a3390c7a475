"""LLVM: from a module to a function that can be called; nothing here knows what it computes."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any

_lock = threading.Lock()
_made: dict[Hashable, tuple[Any, Callable[..., None]]] = {}


@cache
def available() -> bool:
    """Return whether machine code can be made here: llvmlite is installed and knows this processor."""
    try:
        return _target() is not None
    except (ImportError, OSError, RuntimeError):
        return False


@cache
def _target() -> Any:
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    features = llvm.get_host_cpu_features().flatten()
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(cpu=llvm.get_host_cpu_name(), features=features, opt=2)


def function(key: Hashable, module: Callable[[], Any], name: str, arguments: int) -> Callable[..., None]:
    """Return the function of a module, compiled when it is first asked for and kept.

    Parameters
    ----------
    key
        What decides its instructions.
    module
        Makes the `llvmlite.ir.Module`.
    arguments
        How many 64-bit integers (sizes and addresses) it takes. Python's lock is released while it runs.
    """
    with _lock:
        if key not in _made:
            _made[key] = _compiled(module(), name, arguments)
        return _made[key][1]


def _compiled(module: Any, name: str, arguments: int) -> tuple[Any, Callable[..., None]]:
    import llvmlite.binding as llvm

    parsed = llvm.parse_assembly(str(module))
    parsed.verify()
    engine = llvm.create_mcjit_compiler(parsed, _target())
    engine.finalize_object()
    prototype = ctypes.CFUNCTYPE(None, *[ctypes.c_int64] * arguments)
    return engine, prototype(engine.get_function_address(name))
