"""Titles glued together with numbers, as galleries and sharing plugins leave them."""

from __future__ import annotations

import re

MIN_UNIT = 15
"""Characters of the shortest title that counts; shorter repetitions occur in tables and lists."""

_NUMBER = re.compile(r" ?[-–—|#(] ?\d{1,4}\)?(?=[^\W\d_]|$)")


def glued_titles(text: str) -> int | None:
    """Where a text ends in one string repeated with numbers between, without a space after them.

    Such as `Tractors are back - 1Tractors are back - 2` after the last sentence: nobody writes so.

    Returns:
        Offset where the first repetition begins, or None where there are fewer than two.

    >>> glued_titles("The end.Tractors are back - 1Tractors are back - 27")
    8
    """
    if not (text[-1:].isdigit() or text.endswith(")")):
        return None
    numbers = [found.span() for found in _NUMBER.finditer(text)]
    cut = end = len(text)
    while len(numbers) >= 2 and numbers[-1][1] == end:
        unit = text[numbers[-2][1] : numbers[-1][0]]
        if len(unit) < MIN_UNIT or not unit[0].isalpha():
            break
        count = 0
        while numbers and numbers[-1][1] == end and text.endswith(unit, 0, numbers[-1][0]):
            end = numbers.pop()[0] - len(unit)
            count += 1
        if count < 2:
            break
        cut = end
    return cut if cut < len(text) else None
