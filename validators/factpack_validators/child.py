"""A process of its own for work that nothing else can end, with messages over its pipes.

A message is bytes behind their number; what is in them is JSON or text, so that what a child says
is data, whatever has become of it.
"""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

_LENGTH = struct.Struct("<Q")


def start_child(module: str) -> subprocess.Popen[bytes]:
    """Start a process that calls `serve` of a module, with pipes to its input and output."""
    # As this process finds its modules, from wherever it was started.
    paths = [str(Path(path).resolve()) for path in sys.path]
    return subprocess.Popen(
        [sys.executable, "-c", f"from {module} import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )


def end_child(process: subprocess.Popen[bytes]) -> None:
    """End a process at once, whatever it does."""
    with contextlib.suppress(OSError):
        process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    process.wait()


def own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """In the child: where it is asked, and where it answers; what libraries print is no answer."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return source, answers


def send(stream: IO[bytes], data: bytes) -> None:
    """Write a message, which the caller flushes."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)


def receive(stream: IO[bytes]) -> bytes:
    """The next message.

    Raises:
        EOFError: the other side is gone.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (size,) = _LENGTH.unpack(head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def limit_time(seconds: float) -> None:
    """Let the system end this process after so many further seconds of the processor."""
    _limit("RLIMIT_CPU", int(time.process_time() + seconds) + 1)


def limit_memory(size: int) -> None:
    """Let this process get no more than so many further bytes of address space."""
    if held := _address_space():
        _limit("RLIMIT_AS", held + size)


def _limit(name: str, most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    what = getattr(resource, name)
    _, hard = resource.getrlimit(what)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (soft, hard))


def _address_space() -> int:
    """Bytes of address space that this process has; 0 where nobody tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
