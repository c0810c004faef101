"""How large an article may be."""

from __future__ import annotations

MAX_ARTICLE_BYTES = 64 * 1024 * 1024
"""Bytes of one article, of its file or of its line in JSONL: some ten million words, a hundred
times the longest book. One article is held in memory whole, in several forms at a time."""

MAX_ARTICLE_CHARS = 4 * 1024 * 1024
"""Characters of the words of one article: 700,000 words, a long novel. Reading 400,000 of them took
five seconds and 60 MB, and both grow with their number."""


def too_long(n_chars: int) -> str:
    """Why something is not read for the length of its text."""
    return (
        f"The text has {n_chars:,} characters; {MAX_ARTICLE_CHARS:,} are the limit of an article."
    )


def too_large(what: str) -> str:
    """Why something is not read for its size."""
    return (
        f"{what} is larger than {MAX_ARTICLE_BYTES // 1024 // 1024} MiB, the limit of an article."
    )
