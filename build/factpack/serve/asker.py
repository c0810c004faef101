"""Ask a release in a process of its own, which is ended where a query takes too much.

DuckDB looks whether it was interrupted between the parts of a query, and counts most of its memory:
`select unnest(range(1000000000))` went on for 163 seconds after it was told to stop, and
`select repeat('x', 1000000000)` for 12. A process can be ended at any time.
"""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from types import TracebackType

from factpack.errors import FactpackError
from factpack.release.open import Release, open_release
from factpack.serve.capped import Answer, Caps, Query, answer_query
from factpack_validators.address_space import VALIDATING_MB

try:
    import resource
except ImportError:  # Windows limits no address space.
    resource = None  # type: ignore[assignment]

_START_SECONDS = 120.0
_READY = "ready"
_MORE_MB = 2_000
"""Address space of the process besides what its libraries reserve: twice what DuckDB may take."""


class Asker:
    """Asks a release one query at a time, each within its caps; close it, or use it in `with`."""

    def __init__(self, release: Release, caps: Caps | None = None) -> None:
        """Ask this release; no process is started before the first query."""
        self.release = release
        self.caps = caps or Caps()
        self._lock = Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    def __enter__(self) -> Asker:
        """Use it until the block ends."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """End the process; the next query starts another."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._line = None

    def ask(self, query: Query) -> Answer:
        """The answer to a query.

        Raises:
            FactpackError: it is wrong, or takes too long or too much memory.
        """
        with self._lock:
            line = self._line or self._start()
            try:
                line.send(query)
                if not line.poll(self.caps.seconds):
                    self.close()
                    raise FactpackError(
                        f"the query took longer than {self.caps.seconds:g} seconds and was stopped"
                    )
                found = line.recv()
            except (EOFError, OSError):
                self.close()
                raise FactpackError("the query took too much memory and was stopped") from None
        if isinstance(found, Answer):
            return found
        raise FactpackError(str(found))

    def _start(self) -> Connection:
        spawn = multiprocessing.get_context("spawn")
        line, far = spawn.Pipe()
        self._line = line
        self._process = spawn.Process(
            target=_answer_all, args=(far, self.release.path, self.caps), daemon=True
        )
        self._process.start()
        far.close()
        try:
            is_ready = line.poll(_START_SECONDS) and line.recv() == _READY
        except (EOFError, OSError):  # it ended: the release may be gone
            is_ready = False
        if not is_ready:
            self.close()
            raise FactpackError("the process that reads the release does not start")
        return line


def _answer_all(line: Connection, path: Path, caps: Caps) -> None:
    """Answer queries until nobody asks any more; whatever is printed goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    release = open_release(path)
    _bound_memory()
    line.send(_READY)
    while True:
        try:
            query = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            line.send(answer_query(release, query, caps))
        except FactpackError as problem:
            line.send(str(problem))
        except MemoryError:
            line.send("the query took too much memory and was stopped")
        except Exception as problem:  # such as of a date that Python has not
            name = type(problem).__name__  # its words may name a folder
            line.send(f"the answer cannot be told ({name}): cast its values to varchar")


def _bound_memory() -> None:
    if resource is None:
        return
    wanted = (VALIDATING_MB + _MORE_MB + 150 * (os.cpu_count() or 1)) * 1_000_000
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or soft > wanted:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
