"""The sets: where they lie, and their records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from factpack.model import Article, Block, Metadata, RawArticle

SHARED = Path(__file__).parents[3] / "shared"
Range = tuple[int, int]
Record = dict[str, Any]


def read_lines(path: Path) -> list[Record]:
    """Records of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def plain_article(text: str) -> Article:
    """A text as an article without title or date: every line that is not blank is a paragraph."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        inner = line.strip()
        if inner:
            start = at + line.index(inner[0])
            blocks.append(Block("paragraph", start, start + len(inner)))
        at += len(line) + 1
    raw = RawArticle("text", "text", text, 0, "0" * 64, "utf-8", "valid", Metadata())
    return Article("a-" + "0" * 20, raw, text, tuple(blocks), (), None, "en", "given")


def overlap(a: Range, b: Range) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
