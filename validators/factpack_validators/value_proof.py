"""Prove values: a second reader gets amounts, dates and words from the spans of a release."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from factpack_validators.amount_words import StatedAmount, states_amount
from factpack_validators.articles_text import texts
from factpack_validators.collect import KEPT
from factpack_validators.context import Context
from factpack_validators.date_words import StatedPeriod, states_period
from factpack_validators.keyed_words import object_digest, withheld_object_digest, words_key

_AMOUNT = ("amount", "amount_min", "amount_max", "currency", "unit")
_PERIOD = ("date_from", "date_to", "date_precision")
_PUBLISHED = ("published_on", "published_precision")

_LITERALS = """(
    SELECT literal_id AS key, x.*, kind = 'date' AS is_date, kind = 'money' AS is_money,
    a.published_on, a.published_precision
    FROM literals x JOIN articles a USING (article_id)
)"""
_CLAIMS = """(
    SELECT claim_id AS key, c.* EXCLUDE (char_start, char_end, exact), e.char_start, e.char_end,
    e.exact, e.part = 'date' AS is_date, false AS is_money, a.published_on, a.published_precision
    FROM evidence e JOIN claims c USING (claim_id) JOIN articles a USING (article_id)
    WHERE e.part IN ('amount', 'date')
)"""
_SOURCES: Mapping[str, str] = {"literals": _LITERALS, "claims": _CLAIMS}
"""Where values and their words stand; `is_date` tells dates from amounts."""


@dataclass(frozen=True, slots=True)
class _Value:
    """A value with its words, and the rows that have both."""

    table: str
    keys: tuple[str, ...]
    n_rows: int
    words: str
    is_date: bool
    columns: tuple[Any, ...]

    @property
    def verdict(self) -> bool | None:
        """Whether the words state the value; None where they cannot be read."""
        return (
            date_verdict(self.words, *self.columns)
            if self.is_date
            else (amount_verdict(self.words, *self.columns))
        )


def prove_values(context: Context) -> None:
    """Report every value that its words do not state; count those that cannot be read."""
    found = context.found
    total = unread = 0
    for value in _values(context):
        if value.is_date and value.columns[:2] == (None, None):
            continue  # A date without days states nothing that could be read again.
        total += value.n_rows
        if value.verdict is None:
            unread += value.n_rows
        elif value.verdict:
            found.looked_at("values derived again", value.n_rows)
        else:
            keys = _all_keys(context, value) if value.n_rows > len(value.keys) else value.keys
            for key in keys:
                found.add(
                    "value-ungrounded",
                    f"the words do not state {_stated(value)}",
                    table=value.table,
                    key=key,
                    column=_first_column(value),
                )
            found.more("value-ungrounded", value.n_rows - len(keys))
    found.looked_at("values", total)
    if unread:
        found.add(
            "value-unread",
            f"{unread:,} of {total:,} values ({unread / total:.0%}) are in words that the "
            "independent reader cannot read",
        )
    _check_quote_words(context)
    _check_object_digests(context)


def _values(context: Context) -> Iterator[_Value]:
    """Every value whose words are at hand, equal ones together."""
    for table, rows in _SOURCES.items():
        for is_date in (False, True):
            columns = (*_PERIOD, *_PUBLISHED) if is_date else (*_AMOUNT, "is_money")
            listed = ", ".join(columns)
            where = f"is_date = {is_date}"
            for batch in context.database.stream(
                f"SELECT min(key, {KEPT}) AS keys, count(*) AS n, exact, {listed} FROM {rows} "
                f"WHERE {where} AND exact IS NOT NULL GROUP BY exact, {listed} "
                f"ORDER BY min(key), exact, {listed}"
            ):
                for keys, n, words, *row in _rows(batch):
                    yield _Value(table, tuple(keys), n, words, is_date, tuple(row))
            withheld = (
                f"SELECT key, article_id, char_start, char_end, {listed} FROM {rows} "
                f"WHERE {where} AND exact IS NULL ORDER BY article_id, key"
            )
            for key, there, given in _with_words(context, withheld):
                yield _Value(table, (key,), 1, there, is_date, given)


def _all_keys(context: Context, value: _Value) -> tuple[str, ...]:
    """Keys of the rows with a value, as many as findings are kept of."""
    names = (*_PERIOD, *_PUBLISHED) if value.is_date else (*_AMOUNT, "is_money")
    same = " AND ".join(f"{name} IS NOT DISTINCT FROM ?" for name in names)
    rows = context.database.all(
        f"SELECT key FROM {_SOURCES[value.table]} WHERE is_date = ? AND exact = ? AND {same} "
        f"ORDER BY key LIMIT {context.found.kept('value-ungrounded')}",
        value.is_date,
        value.words,
        *value.columns,
    )
    return tuple(key for (key,) in rows)


def _with_words(context: Context, query: str) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Keys and columns of rows without words, with the words of the articles that are at hand."""
    for key, text, (start, end, *row) in _with_texts(context, query):
        if 0 <= start < end:
            yield key, text[start:end], tuple(row)


def _with_texts(context: Context, query: str) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Keys and columns of rows in the order of articles, with the texts that are at hand."""
    articles = texts(context)
    article, text = next(articles, (None, None))
    for batch in context.database.stream(query):
        for key, article_id, *row in _rows(batch):
            while article is not None and article < article_id:
                article, text = next(articles, (None, None))
            if article == article_id and text is not None:
                yield key, text, tuple(row)


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in batch.columns), strict=True)


@lru_cache(maxsize=100_000)
def amount_verdict(words: str, *columns: Any) -> bool | None:
    """Whether words state an amount; None where they cannot be read.

    Args:
        words: as they stand in the article.
        columns: amount, amount_min, amount_max, currency, unit, and whether the row is of money.
    """
    *amount, is_money = columns
    return states_amount(words, StatedAmount(*amount), money=is_money)


@lru_cache(maxsize=100_000)
def date_verdict(words: str, *columns: Any) -> bool | None:
    """Whether words can mean a period; None where they cannot be read.

    Args:
        words: as they stand in the article.
        columns: date_from, date_to, date_precision, and published_on and published_precision of
            the article.
    """
    first, last, fineness, published, precision = columns
    slack = _slack(published, precision)
    return states_period(words, StatedPeriod(first, last, fineness, published, slack))


def _slack(published: date | None, precision: str | None) -> int:
    """Days after the first day of a month or year on which the article may have appeared."""
    if published is None or precision not in ("month", "year"):
        return 0
    if precision == "year":
        return 365
    return calendar.monthrange(published.year, published.month)[1] - 1


def _stated(value: _Value) -> str:
    parts = value.columns[:2] if value.is_date else value.columns[:5]
    return " ".join("–" if p is None else str(p) for p in parts)


def _first_column(value: _Value) -> str:
    names = _PERIOD if value.is_date else _AMOUNT
    given = (c for c, v in zip(names, value.columns, strict=False) if v is not None)
    return next(given, names[0])


def _check_quote_words(context: Context) -> None:
    """Quotes count their words."""
    for batch in context.database.stream(
        "SELECT quote_id, exact, n_words FROM quotes WHERE exact IS NOT NULL ORDER BY 1"
    ):
        for key, exact, said in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            counted = len(exact.split())
            if said != counted:
                context.found.add(
                    "quote-words",
                    f"n_words is {said}; the quote has {counted}",
                    table="quotes",
                    key=key,
                    column="n_words",
                )


def _check_object_digests(context: Context) -> None:
    """object_sha256 is the hash of the words of the object, case folded, without punctuation."""
    _check_withheld_objects(context)
    for table in ("claims", "facts"):
        for batch in context.database.stream(
            f"SELECT {table[:-1]}_id, object_value, object_sha256 FROM {table} "
            "WHERE object_value IS NOT NULL AND object_sha256 IS NOT NULL ORDER BY 1"
        ):
            for key, words, said in zip(*(c.to_pylist() for c in batch.columns), strict=True):
                if object_digest(words) != said:
                    context.found.add(
                        "words-hash",
                        "object_value has another digest than object_sha256 says",
                        table=table,
                        key=key,
                        column="object_sha256",
                    )


def _check_withheld_objects(context: Context) -> None:
    """The same where the words are withheld and the article is at hand: there the hash is keyed."""
    keys = lru_cache(maxsize=1)(words_key)
    for claim_id, text, (start, end, said) in _with_texts(
        context,
        """SELECT claim_id, article_id, e.char_start, e.char_end, object_sha256
        FROM claims c JOIN evidence e USING (claim_id) JOIN articles a USING (article_id)
        WHERE e.part = 'object' AND c.object_value IS NULL AND c.object_sha256 IS NOT NULL
        AND a.rights <> 'full' ORDER BY article_id, claim_id""",
    ):
        words = text[start:end]
        if said != withheld_object_digest(keys(text), claim_id, words):
            plain = said == object_digest(words)
            context.found.add(
                "words-guessable" if plain else "words-hash",
                "the words of the object are withheld, and have a hash without a key"
                if plain
                else "the words of the object have another hash than object_sha256 says",
                table="claims",
                key=claim_id,
                column="object_sha256",
            )
