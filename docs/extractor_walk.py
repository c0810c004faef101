"""How often control enters each room of `claims` for one sentence, counted in a real run."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import factpack.extract.claims as claims

CLAIMS = Path(claims.__file__).parent
TOP = "claims"
"""The module that leads the walk: it calls the rooms one after the other."""


@dataclass(slots=True)
class Walk:
    """What one run called.

    Attributes:
        visits: the rooms that the leading module entered, in order; calls of one room in a row
            are one visit.
        calls: caller and callee, two rooms, to how often one called the other.
    """

    visits: list[str] = field(default_factory=list)
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)


def record_walk(run: Callable[[], object]) -> Walk:
    """Run a function and count every call from one room of `claims` into another."""
    walk = Walk()

    def count(frame: FrameType, event: str, _: object) -> None:
        room = _room(frame) if event == "call" else ""
        if not room:
            return
        outer = frame.f_back
        while outer is not None and not _room(outer):
            outer = outer.f_back
        caller = _room(outer) if outer is not None else TOP
        if caller == room:
            return
        walk.calls[caller, room] += 1
        if caller == TOP and walk.visits[-1:] != [room]:
            walk.visits.append(room)

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return walk


def _room(frame: FrameType) -> str:
    """The room that a frame runs in, empty outside of `claims`."""
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(CLAIMS):
        return ""
    return path.relative_to(CLAIMS).with_suffix("").parts[0]
