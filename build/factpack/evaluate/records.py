"""Annotation records: what a gold file holds, and what a release is turned into to be compared.

Offsets are Unicode code points into the decoded source, end-exclusive; a document is named by its
file. Names are canonical names, not identifiers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factpack.errors import FactpackError

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim; `spans` begins with the main one, others say the same again.

    `rule` is what found it and `claim_id` its identifier, None in an annotation.
    """

    doc: str
    predicate: str
    subject: str
    object: str | None
    qualifiers: Mapping[str, Any]
    attribution: str
    modality: str
    spans: tuple[Range, ...]
    optional: bool = False
    rule: str | None = None
    claim_id: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """A quote; `speaker` is None where nobody is named."""

    doc: str
    kind: str
    speaker: str | None
    span: Range


@dataclass(frozen=True, slots=True)
class ValueRecord:
    """A date or an amount of money; `value` is its text form, None where it cannot be known."""

    doc: str
    kind: str
    value: str | None
    span: Range


@dataclass(frozen=True, slots=True)
class TextRecord:
    """What is kept of a document: body without the removed spans, and the title."""

    doc: str
    title: str | None
    body: Range
    removed: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """All records of some documents; `mentions` maps (doc, start, end) to the canonical name."""

    claims: tuple[ClaimRecord, ...] = ()
    quotes: tuple[QuoteRecord, ...] = ()
    values: tuple[ValueRecord, ...] = ()
    texts: tuple[TextRecord, ...] = ()
    mentions: Mapping[tuple[str, int, int], str] = field(default_factory=dict)

    def docs(self) -> frozenset[str]:
        """Documents that any record is about."""
        named = {claim.doc for claim in self.claims} | {quote.doc for quote in self.quotes}
        named |= {value.doc for value in self.values} | {text.doc for text in self.texts}
        return frozenset(named | {doc for doc, _, _ in self.mentions})

    def only(self, docs: frozenset[str]) -> Annotation:
        """The records about the given documents."""
        return Annotation(
            tuple(c for c in self.claims if c.doc in docs),
            tuple(q for q in self.quotes if q.doc in docs),
            tuple(v for v in self.values if v.doc in docs),
            tuple(t for t in self.texts if t.doc in docs),
            {key: name for key, name in self.mentions.items() if key[0] in docs},
        )


def read_annotation(path: Path) -> Annotation:
    """Read a gold file of JSON lines, as ../shared/gold/README.md describes them.

    Raises:
        FactpackError: the file cannot be read, or a line is not such a record.
    """
    claims: list[ClaimRecord] = []
    quotes: list[QuoteRecord] = []
    values: list[ValueRecord] = []
    texts: list[TextRecord] = []
    mentions: dict[tuple[str, int, int], str] = {}
    for number, record in _lines(path):
        try:
            match record["kind"]:
                case "claim":
                    claims.append(_claim(record))
                case "quote":
                    quotes.append(
                        QuoteRecord(
                            record["doc"], record["quote_kind"], record["speaker"], _range(record)
                        )
                    )
                case "value":
                    values.append(
                        ValueRecord(record["doc"], record["type"], _value(record), _range(record))
                    )
                case "normalisation":
                    body = (record["body_start"], record["body_end"])
                    removed = tuple(_range(span) for span in record["boilerplate"])
                    texts.append(TextRecord(record["doc"], record["title"], body, removed))
                case "entity":
                    for start, end in record["mentions"]:
                        mentions[record["doc"], start, end] = record["canonical"]
        except (KeyError, TypeError, ValueError) as problem:
            lacks = isinstance(problem, KeyError)
            raise FactpackError(
                f"{path}: line {number} is not a gold record: "
                f"{'it has no ' if lacks else ''}{problem}. "
                "Compare it with the records of the gold file's README."
            ) from problem
    return Annotation(tuple(claims), tuple(quotes), tuple(values), tuple(texts), mentions)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        content = path.read_text("utf-8")
    except OSError as problem:
        reason = problem.strerror
        raise FactpackError(f"{path}: the gold file cannot be read: {reason}") from problem
    except UnicodeDecodeError as problem:
        reason = f"it is not UTF-8 (byte {problem.start:,})"
        raise FactpackError(f"{path}: the gold file cannot be read: {reason}") from problem
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except ValueError as problem:
                raise FactpackError(f"{path}: line {number} is not JSON: {problem}") from problem
            if not isinstance(record, dict):
                raise FactpackError(f"{path}: line {number} is not a JSON object")
            yield number, record


def _range(record: Mapping[str, Any]) -> Range:
    return int(record["start"]), int(record["end"])


def _claim(record: Mapping[str, Any]) -> ClaimRecord:
    return ClaimRecord(
        record["doc"],
        record["predicate"],
        record["subject"],
        record["object"],
        record.get("qualifiers", {}),
        record["attribution"],
        record["modality"],
        (_range(record), *(_range(span) for span in record.get("also", []))),
        bool(record.get("optional")),
    )


def _value(record: Mapping[str, Any]) -> str | None:
    value = record["value"]
    if isinstance(value, dict):
        return money_text(value["amount"], value["currency"])
    known = value if value is not None else record.get("resolved_with_provenance")
    return None if known is None else str(known)


def money_text(amount: float, currency: str | None) -> str:
    """One text form for an amount, so that 20000000000 and 2e10 compare equal.

    >>> money_text(20000000000, "USD")
    'USD 20000000000.0'
    """
    return f"{currency} {float(amount)!r}"
