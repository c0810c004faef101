"""What each stage of a build takes: CPU, time, rows and memory."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from factpack.memory import peak_mb
from factpack.pipeline import Progress

START = "start"
"""What comes before the first step: starting Python, its modules and the configuration."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What a part of a build took.

    Attributes:
        step: of the build, as `Progress` is told of it.
        part: of the step; None for what comes before the first part, or all of a step without any.
        cpu_seconds: of all processors together, worker processes included.
        wall_seconds: that passed; None for the start, as nobody saw it begin.
        articles: that it went through; None where it goes through rows.
        peak_mb: resident memory that this process has held at most until the end of the part.
    """

    step: str
    part: str | None
    cpu_seconds: float
    wall_seconds: float | None
    articles: int | None
    peak_mb: int


class Profile(Progress):
    """Measures the steps of a build while it tells another progress of them."""

    def __init__(self, inner: Progress | None = None) -> None:
        """Begin to measure; the CPU of the process until here counts for the start.

        Args:
            inner: is told all that this one is told.
        """
        self._inner = inner or Progress()
        self._took: dict[tuple[str, str | None], list[float]] = {}
        self._articles: dict[str, int] = {}
        self._peaks: dict[tuple[str, str | None], int] = {}
        self._now: tuple[str, str | None] = (START, None)
        self._cpu, self._wall = 0.0, time.perf_counter()

    def step(self, name: str, total: int | None = None) -> None:
        """A step begins, and the one before is over."""
        self._close((name, None))
        self._inner.step(name, total)

    def part(self, name: str) -> None:
        """A part of the step begins, and the one before is over."""
        self._close((self._now[0], name))
        self._inner.part(name)

    def advance(self, amount: int) -> None:
        """So many articles more are done within the step."""
        step = self._now[0]
        self._articles[step] = self._articles.get(step, 0) + amount
        self._inner.advance(amount)

    def note(self, message: str) -> None:
        """Hand the message on."""
        self._inner.note(message)

    def stages(self) -> tuple[Stage, ...]:
        """What was measured until now, in the order of the build.

        A part that came more than once, as of a release that is validated again, is one stage.
        """
        self._close(self._now)
        return tuple(
            Stage(
                step,
                part,
                round(cpu, 4),
                None if step == START else round(wall, 4),
                self._articles.get(step),
                self._peaks[step, part],
            )
            for (step, part), (cpu, wall) in self._took.items()
        )

    def _close(self, following: tuple[str, str | None]) -> None:
        cpu, wall = _cpu_seconds(), time.perf_counter()
        took = self._took.setdefault(self._now, [0.0, 0.0])
        took[0] += cpu - self._cpu
        took[1] += wall - self._wall
        self._peaks[self._now] = peak_mb()
        self._now, self._cpu, self._wall = following, cpu, wall


def to_dict(stages: Sequence[Stage], rows: Mapping[str, int]) -> dict[str, Any]:
    """Plain data for JSON: the stages, and the rows of the release, which the later ones handle."""
    return {"stages": [asdict(stage) for stage in stages], "rows": sum(rows.values())}


def table(stages: Sequence[Stage], rows: Mapping[str, int]) -> str:
    """The stages as lines for people: each step, below it its parts, at last the sum."""
    lines = [f"{'stage':<28}{'CPU s':>9}{'wall s':>9}{'items':>12}{'a CPU s':>10}{'peak MB':>9}"]
    n_rows = sum(rows.values())
    for step in dict.fromkeys(stage.step for stage in stages):
        parts = [stage for stage in stages if stage.step == step]
        articles = parts[0].articles
        items = "" if step == START else f"{n_rows if articles is None else articles:,}"
        what = "" if step == START else " rows" if articles is None else " articles"
        cpu = sum(stage.cpu_seconds for stage in parts)
        speed = f"{(n_rows if articles is None else articles) / cpu:,.0f}" if what and cpu else ""
        lines.append(
            f"{step:<28}{cpu:>9.2f}{_wall(parts):>9}{items:>12}{speed:>10}{parts[-1].peak_mb:>9,}"
            f"{what}"
        )
        if len(parts) > 1:
            lines += [
                f"  {stage.part or 'before them':<26}{stage.cpu_seconds:>9.2f}{_wall([stage]):>9}"
                for stage in parts
            ]
    cpu = sum(stage.cpu_seconds for stage in stages)
    timed = [stage for stage in stages if stage.wall_seconds is not None]
    peak = max((stage.peak_mb for stage in stages), default=0)
    lines.append(f"{'together':<28}{cpu:>9.2f}{_wall(timed):>9}{'':>22}{peak:>9,}")
    return "\n".join(lines)


def _cpu_seconds() -> float:
    """Of this process and of those that it started and that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _wall(stages: Sequence[Stage]) -> str:
    known = [stage.wall_seconds for stage in stages if stage.wall_seconds is not None]
    return f"{sum(known):.2f}" if known else ""
