"""Objects of JSON as records, whichever way a file parts them."""

from __future__ import annotations

import json
from typing import Any

from factpack.config.show import shown
from factpack.model import RawArticle, Rejected
from factpack.read.notes import Notes
from factpack.read.record import RecordReader, kind_of

_LONGEST_INTEGER = 100
"""Digits of the longest integer that is read as one; ids have twenty."""


class Unusable:
    """Stands for a number that no metadata can be: NaN, Infinity, thousands of digits."""


class JsonObject(dict[str, Any]):
    """A JSON object that remembers the keys it was given twice."""

    repeated: tuple[str, ...] = ()


def parse_value(words: str) -> Any:
    """The value that a text of JSON stands for; objects are `JsonObject`.

    Raises:
        ValueError: it is no JSON, with what it is instead as a phrase: "not JSON: …".
    """
    try:
        return json.loads(
            words,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_constant=lambda _: Unusable(),
        )
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise ValueError("nested too deeply to be a record") from None


def read_object(
    records: RecordReader,
    notes: Notes,
    number: int,
    value: object,
    *,
    encoding: str,
    basis: str,
    where: str,
) -> RawArticle | Rejected:
    """The article of a value that should be an object, or why there is none."""
    if not isinstance(value, JsonObject):
        reason = f"The record is {kind_of(value)}, not an object ({where})."
        return records.reject(number, "record-not-json", reason)
    if value.repeated:
        plan = records.fields.plan(list(value))
        names = {name for candidates in plan.values() for name in candidates}
        twice = [name for name in value.repeated if name in names]
        if twice:
            reason = f"The key {shown(twice[0])} is given twice in the record ({where})."
            return records.reject(number, "record-key-repeated", reason)
    if any(isinstance(item, Unusable) for item in value.values()):
        message = "the record holds NaN, Infinity or an endless number, read as nothing"
        notes.add("json-not-strict", records.source(number), message)
    usable = {k: None if isinstance(item, Unusable) else item for k, item in value.items()}
    return records.read(number, usable, encoding, basis, where)


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    found = JsonObject(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        again: dict[str, None] = {}
        for key, _ in pairs:
            if key in seen:
                again[key] = None
            seen.add(key)
        found.repeated = tuple(again)
    return found


def _integer(digits: str) -> object:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else Unusable()
