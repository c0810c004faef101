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
def show_progress(quiet: bool = False, verbose: bool = False) -> Iterator[Progress]:
    """A progress to hand to a build; what it shows is gone, or a few plain lines, afterwards."""
    if verbose:
        steps = _Steps()
        yield steps
        steps.end()
    elif quiet:
        yield Progress()
    elif sys.stderr.isatty():
        with _live() as progress:
            yield progress
    else:
        yield _Lines()


@contextmanager
def _live() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        yield _Live(bar)


class _Counted(Progress):
    """Counts what is done within a step, how fast, and how long the rest takes."""

    def __init__(self) -> None:
        self._name, self._total = "", 0
        self._done = 0
        self._start = time.monotonic()

    def step(self, name: str, total: int | None = None) -> None:
        self._name, self._total, self._done = name, total or 0, 0
        self._start = time.monotonic()

    def advance(self, amount: int) -> None:
        self._done += amount

    def told(self) -> str:
        """Such as `1,024 of 4,000, 51 a second, 58 s left`."""
        if not self._done:
            return f"0 of {self._total:,}" if self._total else ""
        speed = self._done / max(time.monotonic() - self._start, 1e-3)
        parts = [f"{self._done:,}", f"{speed:,.0f} a second"]
        if self._total:
            parts[0] += f" of {self._total:,}"
            left = max(self._total - self._done, 0) / speed
            parts.append(f"{left:,.0f} s left" if left < 100 else f"{left / 60:,.0f} min left")
        return ", ".join(parts)


class _Live(_Counted):
    def __init__(self, bar: object) -> None:
        from rich.progress import Progress as Bar

        assert isinstance(bar, Bar)
        super().__init__()
        self._bar = bar
        self._task = bar.add_task("start", total=None, told="")

    def step(self, name: str, total: int | None = None) -> None:
        super().step(name, total)
        self._bar.update(self._task, description=name, told=self.told())

    def advance(self, amount: int) -> None:
        super().advance(amount)
        self._bar.update(self._task, told=self.told())

    def note(self, message: str) -> None:
        self._bar.console.print(message, markup=False)


class _Steps(_Counted):
    """A plain line for each step, with its count and its time."""

    def step(self, name: str, total: int | None = None) -> None:
        self.end()
        super().step(name, total)

    def end(self) -> None:
        """Tell of the step that ends."""
        if self._name:
            count = f", {self._done:,}" if self._done else ""
            took = time.monotonic() - self._start
            print(f"{self._name}{count}: {took:.2f} s", file=sys.stderr, flush=True)

    def note(self, message: str) -> None:
        print(message, file=sys.stderr, flush=True)


class _Lines(_Counted):
    """Plain lines for logs: a step once it has taken a second, and its count now and then."""

    def __init__(self) -> None:
        super().__init__()
        self._last = self._start

    def step(self, name: str, total: int | None = None) -> None:
        super().step(name, total)
        self._last = self._start

    def advance(self, amount: int) -> None:
        super().advance(amount)
        now = time.monotonic()
        if now - self._start > _QUIET_SECONDS and now - self._last > _LINE_SECONDS:
            self._last = now
            print(f"{self._name}: {self.told()}", file=sys.stderr, flush=True)

    def note(self, message: str) -> None:
        print(message, file=sys.stderr, flush=True)
