"""A release as annotation records: spans in the source, names instead of identifiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from factpack.evaluate.records import (
    Annotation,
    ClaimRecord,
    QuoteRecord,
    Range,
    TextRecord,
    ValueRecord,
    money_text,
)
from factpack.model import Segment
from factpack.normalise.offsets import OffsetMap
from factpack.release.open import Release

Row = Mapping[str, Any]


def predictions(release: Release, texts: Mapping[str, str]) -> Annotation:
    """Turn a release into records that a gold file can be compared with.

    Args:
        release: any release.
        texts: normalised text by article id, for words that the release withholds.

    Returns:
        Records of all articles, documents named by their source file.
    """
    return _Reader(release, texts).read()


def named_spans(release: Release) -> dict[tuple[str, int, int], str]:
    """Where the articles name what: entity identifiers by document, start and end in the source."""
    return _Reader(release, {}).named_spans()


class _Reader:
    def __init__(self, release: Release, texts: Mapping[str, str]) -> None:
        self._release = release
        self._texts = texts
        self._docs = {row["article_id"]: row["source"] for row in self._rows("articles")}
        self._names: dict[str, str] = {
            row["entity_id"]: row["name"] for row in self._rows("entities")
        }
        self._segments: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows("segments"):
            self._segments[row["article_id"]].append(row)
        self._maps = {
            article: OffsetMap([_segment(row) for row in rows])
            for article, rows in self._segments.items()
        }

    def read(self) -> Annotation:
        evidence: dict[str, dict[str, Row]] = defaultdict(dict)
        for row in self._rows("evidence"):
            evidence[row["claim_id"]][row["part"]] = row
        return Annotation(
            tuple(self._claim(row, evidence[row["claim_id"]]) for row in self._rows("claims")),
            tuple(
                QuoteRecord(
                    self._docs[row["article_id"]],
                    row["kind"],
                    self._names.get(row["speaker_id"]),
                    self._span(row["article_id"], row),
                )
                for row in self._rows("quotes")
            ),
            tuple(
                ValueRecord(
                    self._docs[row["article_id"]],
                    row["kind"],
                    _value(row),
                    self._span(row["article_id"], row),
                )
                for row in self._rows("literals")
                if row["kind"] in ("money", "date")
            ),
            tuple(self._text(row) for row in self._rows("articles")),
            {key: self._names[entity] for key, entity in self.named_spans().items()},
        )

    def named_spans(self) -> dict[tuple[str, int, int], str]:
        """Entity identifiers by document and span of a name in the source."""
        return {
            (self._docs[row["article_id"]], *self._span(row["article_id"], row)): row["entity_id"]
            for row in self._rows("mentions")
            if row["kind"] == "name"
        }

    def _rows(self, table: str) -> list[Row]:
        rows: list[Row] = self._release.table(table).to_pylist()
        return rows

    def _span(self, article: str, row: Row) -> Range:
        return self._maps[article].to_raw(row["char_start"], row["char_end"])

    def _words(self, article: str, row: Row) -> str | None:
        exact: str | None = row["exact"]
        if exact is not None or article not in self._texts:
            return exact
        return self._texts[article][row["char_start"] : row["char_end"]]

    def _claim(self, row: Row, parts: Mapping[str, Row]) -> ClaimRecord:
        article = row["article_id"]
        speaker = row["attributed_to"]
        return ClaimRecord(
            self._docs[article],
            row["predicate"],
            self._names[row["subject_id"]],
            self._object(row, parts),
            {
                name: value
                for name, value in {
                    "role": row["role"],
                    "unit": row["organization_unit"],
                    "former": row["former"] or None,
                    "kind": row["kind"],
                    "metric": row["metric"],
                    "amount": _amount(row),
                    "currency": row["currency"],
                    "date": date_text(row["date_from"], row["date_precision"]),
                }.items()
                if value is not None
            },
            "article" if speaker is None else self._names[speaker],
            row["modality"],
            (self._span(article, row),),
            rule=row["rule"],
            claim_id=row["claim_id"],
        )

    def _object(self, row: Row, parts: Mapping[str, Row]) -> str | None:
        """Name of the object, else its words: those of the part that stands for it."""
        if row["object_id"] is not None:
            return self._names[row["object_id"]]
        if row["object_value"] is not None:
            return str(row["object_value"])
        for part in ("object", "amount", "date"):
            if part in parts:
                return self._words(row["article_id"], parts[part])
        return None

    def _text(self, row: Row) -> TextRecord:
        segments = self._segments[row["article_id"]]
        kept = [s for s in segments if s["kept"] and s["kind"] != "title"]
        body = (kept[0]["raw_start"], kept[-1]["raw_end"]) if kept else (0, 0)
        removed = tuple(
            (s["raw_start"], s["raw_end"])
            for s in segments
            if not s["kept"] and s["kind"] not in ("space", "character")
        )
        title = row["title"]
        if title is None:
            titles = [s for s in segments if s["kept"] and s["kind"] == "title"]
            text = self._texts.get(row["article_id"])
            if titles and text is not None:
                title = text[titles[0]["char_start"] : titles[-1]["char_end"]]
        return TextRecord(row["source"], title, body, removed)


def _segment(row: Row) -> Segment:
    return Segment(
        row["kind"],
        row["kept"],
        row["char_start"],
        row["char_end"],
        row["raw_start"],
        row["raw_end"],
        row["reason"],
    )


def _value(row: Row) -> str | None:
    if row["kind"] == "money":
        return None if row["amount"] is None else money_text(row["amount"], row["currency"])
    return date_text(row["date_from"], row["date_precision"])


def _amount(row: Row) -> float | None:
    """The number stated, which may be a bound: annotations write "more than 5" as 5."""
    bounds = {row[column] for column in ("amount_min", "amount_max")} - {None}
    if row["amount"] is None and len(bounds) == 1:
        return float(bounds.pop())
    amount: float | None = row["amount"]
    return amount


def date_text(start: date | None, precision: str | None) -> str | None:
    """A date as far as it is known: 2018, 2018-03 or 2018-03-05; None where there is none.

    >>> date_text(date(2018, 1, 1), "year")
    '2018'
    """
    if start is None:
        return None
    length = {"year": 4, "month": 7}.get(precision or "day", 10)
    return start.isoformat()[:length]
