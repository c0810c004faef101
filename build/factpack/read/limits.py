"""How large an article may be."""

from __future__ import annotations

MAX_ARTICLE_BYTES = 64 * 1024 * 1024
"""Bytes of one article, of its file or of its line in JSONL: some ten million words, a hundred
times the longest book. One article is held in memory whole, in several forms at a time."""


def too_large(what: str) -> str:
    """Why something is not read for its size."""
    return (
        f"{what} is larger than {MAX_ARTICLE_BYTES // 1024 // 1024} MiB, the limit of an article."
    )
