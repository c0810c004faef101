"""Places in ordered lists of offsets, as `bisect` of the standard library finds them.

That one compares Python objects, which these compiled with their callers do not.
"""

from __future__ import annotations


def bisect_left(values: list[int], value: int, low: int = 0) -> int:
    """How many of the ordered values are less; the first `low` are known to be."""
    high = len(values)
    while low < high:
        middle = (low + high) >> 1
        if values[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


def bisect_right(values: list[int], value: int) -> int:
    """How many of the ordered values are less or equal."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) >> 1
        if value < values[middle]:
            high = middle
        else:
            low = middle + 1
    return low
