"""Facts found elsewhere, proved against the words of an article or rejected with a reason."""

from __future__ import annotations

from factpack.extract.given.align.facts import Facts, align_facts

__all__ = ["Facts", "align_facts"]
