"""How fast one core normalises and extracts; printed, and no score: it depends on the machine."""

from __future__ import annotations

import time
from pathlib import Path

from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Metadata, RawArticle
from factpack.normalise import normalise

ARTICLE = 2500
"""Characters of an ordinary article."""


def articles_a_second(shared: Path, rounds: int = 10) -> float:
    """Articles of 2,500 characters in a second of processor time; the best round counts."""
    raws = [
        RawArticle(path.name, path.name, text, 0, "0" * 64, "utf-8", "valid", Metadata())
        for path in sorted((shared / "articles").glob("*.txt"))
        for text in [path.read_bytes().decode("utf-8")]
    ]
    extractor = RulesExtractor()
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for raw in raws:
            extractor.extract(normalise(raw))
        best = min(best, time.process_time() - began)
    return sum(len(raw.text) for raw in raws) / ARTICLE / best
