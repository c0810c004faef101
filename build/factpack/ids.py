"""Identifiers: a hash of what was read, so that equal inputs have equal ids everywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any

ID_SCHEME = 1
"""Version of the scheme; raising it renames every row, so it is a major release."""

_DIGITS = 20
"""80 bits: among a billion rows of a kind, two share an id with a chance of one in two million."""


def make_id(kind: str, *parts: str | int | None) -> str:
    """Identifier of a thing of a kind (one letter), such as `a-0f3c…`.

    The parts are hashed as a compact JSON array, so that no two lists of parts read alike.

    >>> make_id("a", "x", 1) == make_id("a", "x", 1)
    True
    >>> make_id("a", "x", "1") == make_id("a", "x", 1)
    False
    >>> make_id("a", "null") == make_id("a", None)
    False
    """
    text = ",".join(map(_as_json, (kind, ID_SCHEME, *parts)))
    return f"{kind}-{sha256(f'[{text}]')[:_DIGITS]}"


def place_id(kind: str, article_id: str, start: int, end: int) -> str:
    """What `make_id` makes of a place in an article, at half the cost: most rows are one.

    >>> place_id("m", "a-0f3c", 4, 9) == make_id("m", "a-0f3c", 4, 9)
    True
    """
    text = f'["{kind}",{ID_SCHEME},"{article_id}",{start},{end}]'
    return f"{kind}-{sha256(text)[:_DIGITS]}"


def rejected_id(row: Mapping[str, Any]) -> str:
    """Identifier of a row of `rejected`, from its other columns."""
    columns = ("kind", "source", "check_code", "reason", "rule", "char_start", "char_end")
    return make_id("r", *(row[column] for column in columns))


def _as_json(part: str | int | None) -> str:
    # `json.dumps` of the whole makes an encoder at each call, and takes four times as long.
    if type(part) is str:
        return encode_basestring(part)
    if part is None:
        return "null"
    return str(part) if type(part) is int else json.dumps(part)


def sha256(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of a text, as 64 hexadecimal digits.

    Lone surrogates, which no valid text has but JSON can smuggle in, are hashed as they stand.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
