"""Records of sets that were made of web crawls: their date is the day of the crawl."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

CRAWLED = "web archive: day of the crawl"
"""Basis of a date that nothing but the archive tells: the article is no younger."""

_C4 = frozenset({"text", "url", "timestamp", "source"})
"""All that records of C4, mC4 and CulturaX have; elsewhere a timestamp can be anything."""


def crawl_columns(names: Collection[str]) -> frozenset[str]:
    """The columns that tell of the crawl, where a table with these names was made of one."""
    if {"dump", "date"} <= set(names):
        return frozenset({"dump"})
    if _is_c4(names):
        return frozenset({"timestamp"})
    return frozenset({"warc_headers", "metadata"} & set(names) if "warc_headers" in names else ())


def told_by_crawl(values: Mapping[str, Any], found: Mapping[str, object]) -> dict[str, object]:
    """What a record of FineWeb, C4 or OSCAR tells of an article, by our key; else nothing.

    Args:
        values: of the record, by the names it gives them.
        found: what was found in it, by our key.
    """
    dump, day = values.get("dump"), values.get("date")
    if isinstance(dump, str) and dump.startswith("CC-MAIN-") and found.get("published") == day:
        return _dated(day)
    if _is_c4(values):
        return _dated(values["timestamp"])
    headers = values.get("warc_headers")
    if not isinstance(headers, Mapping):
        return {}
    about = values.get("metadata")
    identified = about.get("identification") if isinstance(about, Mapping) else None
    told = {
        "url": headers.get("warc-target-uri"),
        "language": identified.get("label") if isinstance(identified, Mapping) else None,
        **({} if found.get("published") else _dated(headers.get("warc-date"))),
    }
    return {key: value for key, value in told.items() if found.get(key) is None}


def without_sets(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record without the name of the set that CulturaX has it from: nobody publishes as `mC4`."""
    if "source" in values and _is_c4(values):
        return {name: value for name, value in values.items() if name != "source"}
    return values


def _is_c4(names: Collection[str]) -> bool:
    return {"text", "url", "timestamp"} <= set(names) <= _C4


def _dated(day: object) -> dict[str, object]:
    return {"published": day, "published_basis": CRAWLED} if day else {}
