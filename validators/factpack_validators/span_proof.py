"""Prove spans: the words of the article at the offsets of a row have the hash that the row says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from factpack_validators.articles_text import texts
from factpack_validators.context import Context
from factpack_validators.query import report_rows
from factpack_validators.sql import key_text

SPAN_TABLES = ("mentions", "literals", "quotes", "claims", "evidence")
"""Tables whose rows have `char_start`, `char_end`, `exact` and `exact_sha256`."""

SPANS_A_PASS = 2_500_000
"""Spans that are sorted at a time: some 300 MB. Each pass reads all tables again."""


def _rows(table: str) -> str:
    """Rows of a table, each with its article."""
    if table == "evidence":
        return "(SELECT e.*, c.article_id FROM evidence e JOIN claims c USING (claim_id))"
    return table


def prove_spans(context: Context) -> None:
    """Report every span that does not lie in its article, or whose words are others.

    Rows are read in the order of their articles, so that one text at a time is in memory.
    """
    for table in SPAN_TABLES:
        report_rows(
            context,
            "span-range",
            f"""SELECT {key_text(table, "x.")}, char_start, char_end, n_chars FROM {_rows(table)} x
            JOIN articles a ON a.article_id = x.article_id WHERE char_end > n_chars""",
            lambda start, end, n: f"characters {start}-{end} of an article of {n}",
            table=table,
            column="char_end",
        )
    (n_texts,) = context.database.one("SELECT count(text) FROM articles")
    if n_texts or context.texts:
        _prove_hashes(context)
    _count(context)


def _prove_hashes(context: Context) -> None:
    found = context.found
    articles = texts(context)
    article, text = next(articles, (None, None))
    for key, group in groupby(_spans(context), key=itemgetter(0)):
        while article is not None and article < key:
            article, text = next(articles, (None, None))
        if article != key or text is None:
            continue
        size = len(text)
        proved = 0
        hashes: dict[tuple[int, int], bytes] = {}
        for _, tag, start, end, sha256 in group:
            if not 0 <= start < end <= size:
                continue  # Reported by its range.
            # Mentions, literals and the evidence of several claims are often the same words.
            actual = hashes.get((start, end))
            if actual is None:
                words = text[start:end].encode("utf-8", "surrogatepass")
                actual = hashes[start, end] = hashlib.sha256(words).digest()
            if actual == sha256:
                proved += 1
                continue
            table = SPAN_TABLES[tag]
            row_key = _key_of(context, table, key, start, end)
            found.add(
                "span-hash",
                f"the words at characters {start}-{end} of {key} have another hash",
                table=table,
                key=row_key,
                column="exact_sha256",
            )
        found.looked_at("spans proved", proved)


def _spans(context: Context) -> Iterator[tuple[str, int, int, int, bytes]]:
    """Article, table, start, end and hash of all spans, in the order of articles."""
    union = " UNION ALL ".join(
        f"SELECT article_id, {tag} AS tag, char_start, char_end, "
        f"CASE WHEN regexp_full_match(exact_sha256, '[0-9a-f]{{64}}') "
        f"THEN unhex(exact_sha256) ELSE ''::BLOB END AS sha256 FROM {_rows(table)}"
        for tag, table in enumerate(SPAN_TABLES)
    )
    for first, last in _ranges(context):
        for batch in context.database.stream(
            f"SELECT * FROM ({union}) WHERE article_id BETWEEN ? AND ? "
            "AND char_start IS NOT NULL AND char_end IS NOT NULL ORDER BY article_id",
            first,
            last,
        ):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _ranges(context: Context) -> Sequence[tuple[str, str]]:
    """First and last article of each pass over the spans, in order; a pass is sorted in memory."""
    passes = -(-_total(context) // SPANS_A_PASS) or 1
    return context.database.all(
        f"""SELECT min(article_id), max(article_id) FROM (
            SELECT article_id, ntile({passes}) OVER (ORDER BY article_id) AS pass
            FROM (SELECT DISTINCT article_id FROM articles WHERE article_id IS NOT NULL)
        ) GROUP BY pass ORDER BY pass"""
    )


def _key_of(context: Context, table: str, article: str, start: int, end: int) -> str | None:
    """Key of the first row with a span; asked only of those that are wrong."""
    if context.found.full("span-hash", table=table, column="exact_sha256"):
        return None
    cursor = context.database.con.cursor()
    try:
        row = cursor.execute(
            f"SELECT min({key_text(table, 'x.')}) FROM {_rows(table)} x "
            "WHERE x.article_id = ? AND x.char_start = ? AND x.char_end = ?",
            [article, start, end],
        ).fetchone()
    finally:
        cursor.close()
    return row[0] if row else None


def _count(context: Context) -> None:
    total = _total(context)
    context.found.looked_at("spans", total)
    proved = context.found.checked("grounding").get("spans proved", 0)
    wrong = context.found.totals["span-hash"] + context.found.totals["span-range"]
    if proved + wrong < total:
        context.found.add(
            "span-unproved",
            f"{total - proved:,} of {total:,} spans were not proved, as the texts of their "
            "articles are not at hand",
        )


def _total(context: Context) -> int:
    counts = (context.database.one(f"SELECT count(*) FROM {table}") for table in SPAN_TABLES)
    return sum(int(n) for (n,) in counts)
