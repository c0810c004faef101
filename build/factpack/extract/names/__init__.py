"""Who and what an article mentions: names found openly, typed, and linked inside the article."""

from __future__ import annotations

from factpack.extract.names.known import KnownName, KnownNames

__all__ = ["KnownName", "KnownNames"]
