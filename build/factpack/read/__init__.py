"""Read articles from text, Markdown, JSON lines and Parquet; nothing is guessed silently."""

from __future__ import annotations

from factpack.read.articles import (
    ReadItem,
    check_sources,
    drop_duplicate_ids,
    read_articles,
    read_source,
    reject_duplicate,
    source_order,
)
from factpack.read.source_files import SourceFile
from factpack.read.sources import list_sources

__all__ = [
    "ReadItem",
    "SourceFile",
    "check_sources",
    "drop_duplicate_ids",
    "list_sources",
    "read_articles",
    "read_source",
    "reject_duplicate",
    "source_order",
]
