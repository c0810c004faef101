"""Kill what a function does to files at any of its steps, in this process."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pytest

_KINDS = {
    "rename": "move",
    "replace": "move",
    "link": "make",
    "mkdir": "make",
    "unlink": "remove",
    "remove": "remove",
    "rmdir": "remove",
}
"""Functions of `os` that change a folder, and the kind of step that each is."""


class Killed(BaseException):
    """No handler of errors catches it, as none runs in a process that is killed."""


@dataclass
class Killer:
    """Counts what is done to files, and lets nothing be done any more from one step on.

    Attributes:
        at: number of the first step that is not done; None: all are.
        steps: kinds of what was done.
        held: open files, whose locks end with a process.
    """

    at: int | None = None
    steps: list[str] = field(default_factory=list)
    held: set[int] = field(default_factory=set)

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Have every change of a folder or file go through this."""
        for name, kind in _KINDS.items():
            patch.setattr(os, name, self._step(kind, getattr(os, name)))
        patch.setattr(io, "open", self._opened(io.open))
        real_open, real_close = os.open, os.close

        def opened(*args: Any, **options: Any) -> int:
            handle = real_open(*args, **options)
            self.held.add(handle)
            return handle

        def closed(handle: int) -> None:
            self.held.discard(handle)
            real_close(handle)

        patch.setattr(os, "open", opened)
        patch.setattr(os, "close", closed)

    def bury(self) -> None:
        """Let go of what the killed function held."""
        while self.held:
            os.close(self.held.pop())

    def _step(self, kind: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **options: Any) -> Any:
            self._count(kind)
            return do(*args, **options)

        return step

    def _opened(self, do: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
            if set(mode) & set("wax+"):
                self._count("make")
            return do(file, mode, *args, **options)

        return opened

    def _count(self, kind: str) -> None:
        if self.at is not None and len(self.steps) >= self.at:
            raise Killed
        self.steps.append(kind)

    def turns(self) -> list[int]:
        """Every move; of others of one kind in a row the first, of removals one in the middle."""
        found: set[int] = set()
        for kind, row in groupby(range(len(self.steps)), key=self.steps.__getitem__):
            numbers = list(row)
            found |= set(numbers) if kind == "move" else {numbers[0]}
            found |= {numbers[len(numbers) // 2]} if kind == "remove" else set()
        return sorted(found)
