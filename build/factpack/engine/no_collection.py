"""Work during which Python looks for no reference cycles, where it would find none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Pause the collector of cycles; what is no longer referred to is still freed at once.

    The kernel makes many objects that live for one article and none that refer to themselves: a
    test holds it. Cycles of other makers, such as those of exceptions, wait until the end.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
