"""LLVM: from a module to a function that can be called; nothing here knows what it computes."""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any

from gradviz.engine.compiled import store

_OLDEST = (0, 46)  # as pyproject.toml says
_lock = threading.Lock()
_made: dict[Hashable, tuple[Any, Callable[..., None]]] = {}


@cache
def available() -> bool:
    """Return whether machine code can be made here: llvmlite is installed, recent enough, and knows this processor."""
    try:
        return _is_recent() and _target() is not None
    except (ImportError, OSError, RuntimeError):
        return False


def _is_recent() -> bool:
    import llvmlite

    found = re.match(r"(\d+)\.(\d+)", llvmlite.__version__)
    return found is not None and (int(found[1]), int(found[2])) >= _OLDEST


@cache
def _target() -> Any:
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    features = llvm.get_host_cpu_features().flatten()
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(cpu=llvm.get_host_cpu_name(), features=features, opt=2, jit=True)


@cache
def _about() -> str:
    """Return all that decides, beside its instructions, what code a module becomes."""
    import llvmlite
    import llvmlite.binding as llvm

    features = llvm.get_host_cpu_features().flatten()
    return f"{llvmlite.__version__} {llvm.get_default_triple()} {llvm.get_host_cpu_name()} {features}"


def function(key: Hashable, module: Callable[[], Any], name: str, arguments: int) -> Callable[..., None]:
    """Return the function of a module, made when it is first asked for and kept.

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
            _made[key] = _loaded(str(module()), name, arguments)
        return _made[key][1]


def _loaded(instructions: str, name: str, arguments: int) -> tuple[Any, Callable[..., None]]:
    import llvmlite.binding as llvm

    code = store.code_for(f"{_about()}\n{instructions}", lambda: _compiled(instructions))
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _target())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    prototype = ctypes.CFUNCTYPE(None, *[ctypes.c_int64] * arguments)
    return engine, prototype(engine.get_function_address(name))


def _compiled(instructions: str) -> bytes:
    import llvmlite.binding as llvm

    parsed = llvm.parse_assembly(instructions)
    parsed.verify()
    return bytes(_target().emit_object(parsed))
