"""A release as pages that a browser shows: static files, no build step, no network, no tracker.

The data lie in shards of JSON: a page reads the one it shows, and a search those that it has not
read yet. Text of a release reaches the page as text alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from factpack.export.site.records import (
    Record,
    article_records,
    conflict_records,
    dictionary,
    entity_records,
    fact_records,
    options,
    quote_records,
    statement_rows,
)
from factpack.release.layout import CROISSANT
from factpack.release.open import Release
from factpack_validators.folder import TEXT_LIMIT

STATEMENTS_A_SHARD = 2_000
"""Rows of the list: some 500 kB, of which a server that packs sends a fifth."""

RECORDS_A_SHARD = 200
"""Facts, entities and articles with all that belongs to them: what one click fetches."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What the pages may load: their own files."""

_FILES = ("app.js", "text.js", "style.css")


def write(release: Release, folder: Path, name: str) -> None:
    """Write the site into `<folder>/<name>`."""
    site = folder / name
    (site / "data").mkdir(parents=True)
    parts = files("factpack.export.site")
    for file in _FILES:
        (site / file).write_text((parts / file).read_text("utf-8"), "utf-8", newline="\n")
    data = site / "data"
    meta: dict[str, Any] = {
        "name": release.name,
        "version": release.version,
        "title": _told(release, "title") or release.name,
        "description": _told(release, "description"),
        "license": _told(release, "license"),
        "released": str(release.manifest.get("released") or ""),
        "statements": _write_shards(
            data, "statements", statement_rows(release), STATEMENTS_A_SHARD
        ),
        "conflicts": _write_shards(data, "conflicts", conflict_records(release), RECORDS_A_SHARD),
        "quotes": _write_shards(data, "quotes", quote_records(release), STATEMENTS_A_SHARD),
        "facts": _write_keyed(data, "facts", fact_records(release)),
        "entities": _write_keyed(data, "entities", entity_records(release)),
        "articles": _write_keyed(data, "articles", article_records(release)),
    }
    _write_json(data / "dictionary.json", dictionary(release))
    _write_json(data / "options.json", options(release))
    _write_json(data / "meta.json", meta)
    page = (parts / "index.html").read_text("utf-8")
    marks = {
        "policy": escape(POLICY),
        "title": escape(str(meta["title"])),
        "linked": _linked_data(release),
    }
    # In one pass: what is put in is not looked through for marks again.
    page = re.sub(r"\{\{(\w+)\}\}", lambda mark: marks[mark[1]], page)
    (site / "index.html").write_text(page, "utf-8", newline="\n")


def _told(release: Release, key: str) -> str:
    config: Any = release.manifest.get("dataset_yaml")
    said = config.get(key) if isinstance(config, dict) else None
    return said if isinstance(said, str) else ""


def _linked_data(release: Release) -> str:
    """croissant.json as JSON-LD for search engines; no character of it can end the element."""
    file = release.path.resolve() / CROISSANT
    if file.resolve() != file or not file.is_file() or file.stat().st_size > TEXT_LIMIT:
        return "{}"
    try:
        text = json.dumps(json.loads(file.read_text("utf-8")), ensure_ascii=False)
    except (ValueError, RecursionError):
        return "{}"
    return text.translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def _write_shards(
    data: Path, name: str, rows: Iterable[Sequence[Any] | Record], size: int
) -> dict[str, int]:
    """Write rows so many a file; the number of files and rows."""
    n_files = n_rows = 0
    for n_files, some in enumerate(_some(rows, size), 1):
        n_rows += len(some)
        _write_json(data / f"{name}-{n_files - 1}.json", some)
    return {"shards": n_files, "rows": n_rows}


def _write_keyed(data: Path, name: str, records: Iterable[Record]) -> dict[str, Any]:
    """Write records that are looked up by `id`, ascending; the first id of each file."""
    firsts = []
    n_rows = 0
    for number, some in enumerate(_some(records, RECORDS_A_SHARD)):
        firsts.append(some[0]["id"])
        n_rows += len(some)
        _write_json(data / f"{name}-{number}.json", some)
    return {"firsts": firsts, "rows": n_rows}


def _some(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    stream = iter(rows)
    while some := list(islice(stream, size)):
        yield some


def _write_json(file: Path, value: Mapping[str, Any] | Sequence[Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_day)
    file.write_text(text, "utf-8", newline="\n")


def _day(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
