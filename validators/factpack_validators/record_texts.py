"""The texts that a record may have, wherever in it they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_MAX_DEPTH = 5
"""Lists and objects within one another that text is looked for in."""

_PARTS = (
    "headline",
    "summary",
    "rendered",
    "text",
    "#text",
    "@value",
    "value",
    "content",
    "paragraph",
    "paragraphs",
    "sections",
)
"""Members of an object that are put together to one text, in their order."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def texts_of(record: Any, columns: Sequence[str]) -> Iterator[str]:
    r"""Texts of a record: those under the names given, then all others, each once.

    Paragraphs of a list or an object are one text, parted by blank lines.

    Args:
        record: as JSON or a table has it; what is no object has none.
        columns: names of fields, or dotted paths to them.

    >>> list(texts_of({"title": "T", "body": ["A.", "B."]}, ["body"]))
    ['A.\n\nB.', 'T']
    """
    if not isinstance(record, Mapping):
        return
    seen: set[str] = set()
    named = (_at(record, column) for column in columns)
    for value in (*(v for v in named if v is not None), *_within(record, _MAX_DEPTH)):
        text = _text(value)
        if text is not None and text not in seen:
            seen.add(text)
            yield text


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return _SURROGATE.sub("�", value) if value.strip() else None
    words = _words(value, _MAX_DEPTH)
    return _SURROGATE.sub("�", "\n\n".join(words)) if words else None


def _words(value: Any, depth: int) -> list[str] | None:
    """Paragraphs of a value, None where something in it is none."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if value is None:
        return []
    parts = value
    if isinstance(value, Mapping):
        parts = [value[name] for name in _PARTS if name in value] or None
    if not isinstance(parts, list) or not depth:
        return None
    found: list[str] = []
    for part in parts:
        words = _words(part, depth - 1)
        if words is None:
            return None
        found += words
    return found


def _at(record: Mapping[str, Any], path: str) -> Any:
    """The value of a field, or of one within others."""
    if path in record:
        return record[path]
    found: Any = record
    for part in path.split("."):
        found = _member(found, part)
    return found


def _member(value: Any, part: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(part)
    if isinstance(value, list):
        if part.isascii() and part.isdigit() and len(part) < 10:
            return value[int(part)] if int(part) < len(value) else None
        return [m for item in value if (m := _member_of_object(item, part)) is not None] or None
    return None


def _member_of_object(value: Any, part: str) -> Any:
    return value.get(part) if isinstance(value, Mapping) else None


def _within(value: Mapping[str, Any], depth: int) -> Iterator[Any]:
    """The members of an object, those of its objects, and what lists of objects have in common."""
    for member in value.values():
        yield member
    for member in value.values() if depth else ():
        if isinstance(member, Mapping):
            yield from _within(member, depth - 1)
