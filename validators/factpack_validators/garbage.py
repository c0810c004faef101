"""How often Python looks for objects that refer to each other and that nothing else does."""

from __future__ import annotations

import gc

NEW_OBJECTS = 50_000
"""Objects that are made before it looks again. Python's 700 cost a tenth of the CPU of a small
build, whose libraries are half of what it makes; cycles of so many take a few megabytes."""


def collect_rarely() -> None:
    """Look for cycles less often than Python does, in a process that is ours."""
    gc.set_threshold(NEW_OBJECTS, 20, 20)
