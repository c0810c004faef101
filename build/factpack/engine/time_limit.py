"""How long the work on one article may take, where the system can interrupt it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 1.0
"""Seconds after which work is interrupted again that went on in spite of it."""


class OutOfTime(BaseException):
    """The time is up; no `except Exception` on the way takes it for a fault of the text."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Let work within go on for so many seconds of the processor.

    Nothing is limited beside the main thread, on Windows, or under a profiler, which use the signal
    for themselves or have none.

    Raises:
        OutOfTime: raised within, at whatever place the work is.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.getsignal(signal.SIGPROF)
    if before is not signal.SIG_DFL:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
