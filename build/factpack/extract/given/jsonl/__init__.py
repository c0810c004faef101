"""Facts extracted elsewhere, one JSON object a line, proved against the articles or rejected."""

from __future__ import annotations

from factpack.extract.given.jsonl.extractor import JsonlExtractor, open_facts

__all__ = ["JsonlExtractor", "open_facts"]
