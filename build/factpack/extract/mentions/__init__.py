"""Who and what an article mentions: names found openly, typed, and linked inside the article."""

from __future__ import annotations

from factpack.extract.mentions.find import find_mentions
from factpack.extract.mentions.known import KnownName, KnownNames

__all__ = ["KnownName", "KnownNames", "find_mentions"]
