"""How many threads compute: one for small sizes, where more only fight each other and the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import torch
from threadpoolctl import ThreadpoolController

_LARGE = 2**24


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()


@contextmanager
def sized_for(flops: int) -> Iterator[None]:
    """Compute with one thread when a step takes few ``flops``; afterwards all is as it was."""
    if flops >= _LARGE:
        yield
        return
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with _pools().limit(limits=1, user_api="blas"):
            yield
    finally:
        torch.set_num_threads(threads)
