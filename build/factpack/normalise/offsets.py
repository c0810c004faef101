"""Offsets of the source and of the normalised text, told from one another by the segments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from factpack.model import Segment


class OffsetMap:
    """Both directions over the segments of one article; make one and ask it often."""

    __slots__ = ("_atomic", "_ends", "_raw_ends", "_raw_starts", "_starts")

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Index the kept segments, which are in order on both sides."""
        kept = [segment for segment in segments if segment.kept]
        self._starts = [segment.start or 0 for segment in kept]
        self._ends = [segment.end or 0 for segment in kept]
        self._raw_starts = [segment.raw_start for segment in kept]
        self._raw_ends = [segment.raw_end for segment in kept]
        self._atomic = [segment.reason is not None for segment in kept]

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the normalised text stands in the source.

        Blank lines at its edges do not count, and an atomic replacement counts whole. What was
        removed between two kept characters lies inside.

        Returns:
            Start and end in the source.

        Raises:
            ValueError: the span holds no kept character.
        """
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1
        if start >= end or first > last:
            raise ValueError(f"no kept character between {start} and {end}")
        if first == last and self._starts[first] <= start and end <= self._ends[first]:
            if not self._atomic[first]:
                raw_start = self._raw_starts[first] + start - self._starts[first]
                return raw_start, raw_start + end - start
        raw_start, raw_end = self._raw_starts[first], self._raw_ends[last]
        # No `max`: the kernel asks this for every span that it writes.
        if start > self._starts[first] and not self._atomic[first]:
            raw_start += start - self._starts[first]
        if end < self._ends[last] and not self._atomic[last]:
            raw_end -= self._ends[last] - end
        return raw_start, raw_end

    def to_normalised(self, raw_start: int, raw_end: int) -> tuple[int, int] | None:
        """Where the kept part of a span of the source stands in the normalised text.

        An atomic replacement counts whole as soon as a character of its source lies in the span.

        Returns:
            Start and end of the shortest span that holds all of it, or None where all was removed.
        """
        first = bisect_right(self._raw_ends, raw_start)
        last = bisect_left(self._raw_starts, raw_end) - 1
        if raw_start >= raw_end or first > last:
            return None
        start, end = self._starts[first], self._ends[last]
        if not self._atomic[first]:
            start += max(raw_start - self._raw_starts[first], 0)
        if not self._atomic[last]:
            end -= max(self._raw_ends[last] - raw_end, 0)
        return start, end


def to_raw(segments: Sequence[Segment], start: int, end: int) -> tuple[int, int]:
    """`OffsetMap.to_raw` for a single question."""
    return OffsetMap(segments).to_raw(start, end)


def to_normalised(
    segments: Sequence[Segment], raw_start: int, raw_end: int
) -> tuple[int, int] | None:
    """`OffsetMap.to_normalised` for a single question."""
    return OffsetMap(segments).to_normalised(raw_start, raw_end)
