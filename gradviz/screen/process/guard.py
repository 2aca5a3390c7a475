"""No exception closes the window: every hook through which Python or Qt would end it, in one place.

PyQt6 ends the process when a slot raises, unless `sys.excepthook` is set; the hook runs in the
thread that failed, so what was raised travels to the window as a queued signal.
"""

from __future__ import annotations

import contextlib
import faulthandler
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from PyQt6.QtCore import QMessageLogContext, QObject, QSocketNotifier, QtMsgType, pyqtSignal, qInstallMessageHandler
from PyQt6.sip import voidptr


class Reports(QObject):
    """Where every unexpected failure arrives.

    Signals
    -------
    raised : BaseException
        An exception that nothing caught, from any thread.
    interrupted : ()
        Ctrl+C in the terminal.
    """

    raised = pyqtSignal(object)
    interrupted = pyqtSignal()

    def take(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Write the failure to standard error and announce it."""
        if issubclass(kind, KeyboardInterrupt):
            self.interrupted.emit()
            return
        if sys.stderr is not None:
            traceback.print_exception(kind, error, trace)
        self.raised.emit(error if error is not None else kind())


@contextlib.contextmanager
def guarded() -> Iterator[Reports]:
    """Install all hooks, before the first widget exists; put the former ones back at the end."""
    reports = Reports()
    former = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook = reports.take
    threading.excepthook = lambda args: reports.take(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: reports.take(args.exc_type, args.exc_value, args.exc_traceback)
    with _faults(), _qt_messages():
        try:
            yield reports
        finally:
            sys.excepthook, threading.excepthook, sys.unraisablehook = former


@contextlib.contextmanager
def _faults() -> Iterator[None]:
    try:
        was = faulthandler.is_enabled()
        faulthandler.enable()
    except (AttributeError, OSError, RuntimeError, ValueError):  # a window without a terminal has no stderr
        was = True
    try:
        yield
    finally:
        if not was:
            faulthandler.disable()


@contextlib.contextmanager
def _qt_messages() -> Iterator[None]:
    former = qInstallMessageHandler(_qt_message)
    try:
        yield
    finally:
        qInstallMessageHandler(former)


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    if kind != QtMsgType.QtDebugMsg and sys.stderr is not None:
        print(f"Qt: {text}", file=sys.stderr)


@contextlib.contextmanager
def interruptible(reports: Reports) -> Iterator[None]:
    """Let Ctrl+C wake the event loop: Python runs a signal handler only when Python code runs.

    The application must exist already; a notifier needs its event loop.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    inlet, outlet = socket.socketpair()
    inlet.setblocking(False)
    notifier = QSocketNotifier(voidptr(outlet.fileno()), QSocketNotifier.Type.Read, reports)
    former = _listen(inlet.fileno(), lambda *_: None)

    def wake() -> None:
        outlet.recv(64)
        reports.interrupted.emit()

    notifier.activated.connect(wake)
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(former[0])
        signal.signal(signal.SIGINT, former[1])
        inlet.close()
        outlet.close()


def _listen(descriptor: int, handler: Callable[..., Any]) -> tuple[int, Any]:
    before = signal.signal(signal.SIGINT, handler)
    return signal.set_wakeup_fd(descriptor), before
