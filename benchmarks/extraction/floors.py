"""Scores that must not fall: a file holds them, and lowering one takes a reason that it keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

FILE = Path(__file__).with_name("floors.json")


class LoweringError(Exception):
    """A floor that may not be lowered so; the message says why and what to do."""


@dataclass(frozen=True)
class Lowered:
    """A floor that was lowered, and why."""

    measure: str
    before: float
    after: float
    reason: str


@dataclass(frozen=True)
class Floors:
    """Lowest score allowed by measure (`set/measure`), and all that were lowered, in order."""

    scores: Mapping[str, float]
    lowered: tuple[Lowered, ...] = ()


def read_floors(path: Path = FILE) -> Floors:
    """The floors of a file; a file that is not there holds none."""
    if not path.is_file():
        return Floors({})
    data = json.loads(path.read_text("utf-8"))
    return Floors(data["floors"], tuple(Lowered(**row) for row in data["lowered"]))


def write_floors(floors: Floors, path: Path = FILE) -> None:
    """Write floors so that one that changes is one line of a diff."""
    lowered = [vars(row) for row in floors.lowered]
    data = {"floors": dict(sorted(floors.scores.items())), "lowered": lowered}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def find_falls(
    floors: Floors, reached: Mapping[str, float], skipped: Iterable[str] = ()
) -> list[str]:
    """One line for every floor that is not held, with set, measure, floor and what was reached.

    Args:
        floors: as read.
        reached: score by measure.
        skipped: sets that are not here, so that nothing can be said of them.
    """
    away = set(skipped)
    lines = []
    for key, floor in floors.scores.items():
        of, _, name = key.partition("/")
        if of in away:
            continue
        if key not in reached:
            lines.append(f"{of}: {name}: floor {floor:.4f}, not measured any more")
        elif reached[key] < floor:
            lines.append(f"{of}: {name}: floor {floor:.4f}, reached {reached[key]:.4f}")
    for key in reached.keys() - floors.scores.keys():
        of, _, name = key.partition("/")
        lines.append(f"{of}: {name}: no floor yet, reached {reached[key]:.4f}; use --raise")
    return sorted(lines)


def raise_floors(floors: Floors, reached: Mapping[str, float]) -> Floors:
    """Every floor as high as the score reached; none falls."""
    scores = dict(floors.scores)
    for key, score in reached.items():
        scores[key] = max(score, scores.get(key, score))
    return replace(floors, scores=scores)


def lower_floor(floors: Floors, key: str, reached: Mapping[str, float], reason: str) -> Floors:
    """One floor at the score reached, with the reason; gone, where it is not measured any more.

    Raises:
        LoweringError: no reason, no such floor, or a score that holds it.
    """
    if not reason.strip():
        raise LoweringError(f"{key}: say why the floor may fall, with --reason")
    before = floors.scores.get(key)
    if before is None:
        raise LoweringError(f"{key}: no such floor; the file has {', '.join(floors.scores)}")
    after = reached.get(key)
    if after is not None and after >= before:
        raise LoweringError(f"{key}: the score {after:.4f} holds the floor {before:.4f}")
    scores = {name: score for name, score in floors.scores.items() if name != key}
    if after is not None:
        scores[key] = after
    row = Lowered(key, before, after or 0.0, reason.strip())
    return Floors(scores, (*floors.lowered, row))
