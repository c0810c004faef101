"""Words given as someone's: direct, mixed and indirect quotes with their speakers."""

from __future__ import annotations

from factpack.extract.quotes.other_languages import find_marked_quotes
from factpack.extract.quotes.quotations import find_quotes

__all__ = ["find_marked_quotes", "find_quotes"]
