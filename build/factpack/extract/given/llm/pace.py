"""Send no more requests a minute than allowed, however many processes share the work."""

from __future__ import annotations

import contextlib
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from factpack.errors import FactpackError

_MAX_TURNS = 100_000
"""Turns that one request looks at; as many processes would have to wait before it."""


class Clock(Protocol):
    """Time, so that tests need not wait."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The time of the machine."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Pace:
    """Turns of equal length, each taken by one request.

    Whoever creates the file of a turn has it, and only the file system has to know of the others.

    Attributes:
        folder: where the files are; emptied of past turns as it goes.
        per_minute: requests a minute; None: no limit.
    """

    folder: Path
    per_minute: int | None
    clock: Clock

    def wait(self) -> None:
        """Take the next free turn and wait for it.

        Raises:
            FactpackError: the folder cannot be written.
        """
        if self.per_minute is None:
            return
        length = 60 / self.per_minute
        now = self.clock.now()
        first = math.ceil(now / length)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._forget_before(first - 1)
            for turn in range(first, first + _MAX_TURNS):
                try:
                    (self.folder / f"{turn}.turn").open("x").close()
                except FileExistsError:
                    continue
                self.clock.sleep(turn * length - now)
                return
        except OSError as error:
            raise FactpackError(
                f"{self.folder}: requests cannot take turns there: {error.strerror}"
            ) from None
        raise FactpackError(f"{self.folder}: {_MAX_TURNS:,} requests are waiting for their turn")

    def _forget_before(self, turn: int) -> None:
        for path in self.folder.glob("*.turn"):
            if path.stem.isdecimal() and int(path.stem) < turn:
                with contextlib.suppress(FileNotFoundError):
                    path.unlink()
