"""Pages are read in a process of their own, which may be ended: what one costs has a limit.

The library takes the square of the time for some pages, in code that nothing interrupts, and a page
may bring it down. Then the page is rejected, another process begins, and the run goes on.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from factpack.model import Kept
from factpack.pages.main_text import PageText, read_page
from factpack_validators.child import (
    end_child,
    limit_memory,
    limit_time,
    own_pipes,
    receive,
    send,
    start_child,
)

MAX_SECONDS = 60
"""Seconds of the processor for one page; one of 70 kB takes 0.02 (benchmarks/inputs.py)."""

MAX_MEMORY = 2 * 1024**3
"""Bytes of address space that one page may add; one of 1.6 million characters took 0.2 GB."""


class PageTooCostly(Exception):
    """The process that read a page was ended, with the reason as a sentence."""


class _Child:
    """The process that reads pages, as long as it lives."""

    process: subprocess.Popen[bytes] | None = None
    owner = 0

    def read(self, raw: str, url: str | None, limits: tuple[float, int]) -> PageText:
        """What a page holds.

        Raises:
            PageTooCostly: the process was ended by what the page cost, or broke down.
        """
        if self.process is None or self.owner != os.getpid():
            self._start()
        process = self.process
        asked = json.dumps({"url": url, "seconds": limits[0], "memory": limits[1]}).encode()
        try:
            assert process and process.stdin and process.stdout
            for data in (asked, raw.encode("utf-8", "surrogatepass")):
                send(process.stdin, data)
            process.stdin.flush()
            answer = receive(process.stdout)
        except (BrokenPipeError, EOFError):
            self.end()
            raise PageTooCostly(
                f"Reading it took more than {limits[0]:g} seconds or {limits[1] // 2**20:,} MiB, "
                "or broke the reader of pages."
            ) from None
        except BaseException:
            self.end()  # what it would answer later belongs to another page
            raise
        found = json.loads(answer)
        if "failed" in found:
            raise PageTooCostly(f"The reader of pages failed on it: {found['failed']}.")
        kept = tuple(Kept(*stretch) for stretch in found.pop("kept"))
        return PageText(kept=kept, **found)

    def end(self) -> None:
        """End the process."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        end_child(process)

    def _start(self) -> None:
        self.owner = os.getpid()
        self.process = start_child(__name__)


_CHILD = _Child()


class _Found:
    """What pages hold: a build reads each twice, and pays once for as many as there is room for.

    The first ones are kept, and no later one in the place of another: of pages that come round in
    one order, what is kept last is never asked for again.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._pages: dict[bytes, PageText] = {}

    def of(self, raw: str, url: str | None) -> PageText:
        data = f"{url or ''}\0{raw}".encode("utf-8", "surrogatepass")
        key = hashlib.blake2b(data, digest_size=20).digest()
        found = self._pages.get(key)
        if found is None:
            found = _CHILD.read(raw, url, (MAX_SECONDS, MAX_MEMORY))
            if len(found.kept) < self._room:
                self._room -= len(found.kept) + 1
                self._pages[key] = found
        return found


_FOUND = _Found(room=200_000)
"""Stretches of pages that are kept, some 40 MB: the main text of a page has a hundred."""

_TURN = threading.Lock()
atexit.register(_CHILD.end)


def read_page_apart(raw: str, url: str | None = None) -> PageText:
    """As `read_page`, in another process.

    Raises:
        PageTooCostly: the page took more than it may, or brought the library down.
    """
    with _TURN:
        return _FOUND.of(raw, url)


def serve() -> None:
    """Read pages from the standard input until it ends; the loop of the other process."""
    source, answers = own_pipes()
    for asked, raw in _requests(source):
        limit_time(asked["seconds"])
        limit_memory(asked["memory"])
        held = _resident(forget_peak=True)
        try:
            found = read_page(raw, asked["url"])
            if not found.kept and _resident() - held > asked["memory"] // 2:
                raise MemoryError  # which the library takes for a page without text
            answer: Mapping[str, object] = {
                "kept": [[k.start, k.end, k.gap, k.is_heading] for k in found.kept],
                "n_lost": found.n_lost,
                "values": found.values,
                "published_basis": found.published_basis,
                "reader": found.reader,
            }
        except Exception as problem:
            answer = {"failed": type(problem).__name__}
        send(answers, json.dumps(answer).encode())
        answers.flush()


def _requests(source: IO[bytes]) -> Iterator[tuple[dict[str, Any], str]]:
    while True:
        try:
            asked = json.loads(receive(source))
            raw = receive(source).decode("utf-8", "surrogatepass")
        except EOFError:
            return
        yield asked, raw


def _resident(*, forget_peak: bool = False) -> int:
    """Bytes of memory that this process held at most since that was forgotten; 0 if unknown."""
    try:
        if forget_peak:
            Path("/proc/self/clear_refs").write_text("5", "ascii")
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
    except (OSError, ValueError, StopIteration):
        return 0
