"""Progress on stderr: a live line in a terminal, plain lines elsewhere, nothing under a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from factpack.pipeline import Progress

_QUIET_SECONDS = 1.0
_LINE_SECONDS = 10.0


@contextmanager
def show_progress(quiet: bool = False) -> Iterator[Progress]:
    """A progress to hand to a build; what it shows is gone, or a few plain lines, afterwards."""
    if quiet:
        yield Progress()
    elif sys.stderr.isatty():
        with _live() as progress:
            yield progress
    else:
        yield _Lines()


@contextmanager
def _live() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        yield _Live(bar)


class _Live(Progress):
    def __init__(self, bar: object) -> None:
        from rich.progress import Progress as Bar

        assert isinstance(bar, Bar)
        self._bar = bar
        self._task = bar.add_task("start", total=None)

    def step(self, name: str) -> None:
        self._bar.update(self._task, description=name, completed=0)

    def advance(self, amount: int) -> None:
        self._bar.advance(self._task, amount)


class _Lines(Progress):
    """Plain lines for logs: a step once it has taken a second, and its count now and then."""

    def __init__(self) -> None:
        self._name = ""
        self._done = 0
        self._start = self._last = time.monotonic()

    def step(self, name: str) -> None:
        self._name, self._done = name, 0
        self._start = self._last = time.monotonic()

    def advance(self, amount: int) -> None:
        self._done += amount
        now = time.monotonic()
        if now - self._start > _QUIET_SECONDS and now - self._last > _LINE_SECONDS:
            self._last = now
            print(f"{self._name}: {self._done:,}", file=sys.stderr, flush=True)
