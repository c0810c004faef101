"""Normalise: one form for characters, blocks for lines, debris named and removed, offsets kept."""

from __future__ import annotations

from factpack.normalise.article import normalise

__all__ = ["normalise"]
