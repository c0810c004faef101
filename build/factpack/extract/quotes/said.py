"""What an article says that somebody said: cues with their speakers."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from factpack.extract.quotes.cues import Cue
from factpack.extract.quotes.subjects import NOBODY, Speaker


@dataclass(slots=True, eq=False)
class Said:
    """A cue with its speaker, in sentence number `sentence`."""

    cue: Cue
    sentence: int
    speaker: Speaker


@dataclass(slots=True, eq=False)
class AllSaid:
    """The cues of an article that are read so far, in order."""

    _said: list[Said] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def add(self, said: Said) -> None:
        """Add the next cue."""
        self._said.append(said)
        self._starts.append(said.cue.start)

    def between(self, start: int, end: int) -> list[Said]:
        """Cues that start within `[start, end)`, in order."""
        return self._said[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def last_speaker(self, sentence: int) -> Speaker:
        """The speaker of the cue before in the same sentence ("…, adding that"), or `NOBODY`."""
        if self._said and self._said[-1].sentence == sentence:
            return self._said[-1].speaker
        return NOBODY
