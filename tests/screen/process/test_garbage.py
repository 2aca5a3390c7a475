"""Cycles are cleared by the window's thread."""

import gc
import threading
import weakref

from gradviz.screen.process.garbage import Garbage


class Thing:
    pass


def cycle():
    one = Thing()
    one.itself = one
    return weakref.ref(one)


def test_only_the_window_s_thread_clears_cycles(qapp) -> None:
    garbage, seen = Garbage(qapp), []
    alive = cycle()
    worker = threading.Thread(target=lambda: seen.append([Thing() for _ in range(200_000)]))
    worker.start()
    worker.join()
    assert not gc.isenabled()
    assert alive() is not None
    garbage.clear()
    assert alive() is None
    garbage.close()
    assert gc.isenabled()
    garbage.deleteLater()
