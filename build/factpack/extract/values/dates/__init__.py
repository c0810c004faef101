"""Dates and periods: found, put together from their parts, and resolved where that is possible."""

from __future__ import annotations

from factpack.extract.values.dates.dates import literals_in

__all__ = ["literals_in"]
