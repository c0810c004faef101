"""Texts of articles: their hashes and counts, and whether the segments tile them."""

from __future__ import annotations

from collections.abc import Iterator

from factpack_validators.context import Context
from factpack_validators.keyed_words import words_digest
from factpack_validators.query import asked_together, report_rows


def texts(context: Context) -> Iterator[tuple[str, str | None]]:
    """Every article in order of its id with its normalised text, None where it is not at hand."""
    # Texts are the largest cells there are: they are sorted only where they are not in order.
    (complete,) = context.database.one("SELECT count(*) = count(article_id) FROM articles")
    order = "" if complete and not context.database.falls("articles") else "ORDER BY 1"
    cursor = context.database.con.cursor()
    try:
        reader = cursor.sql(f"SELECT article_id, text FROM articles {order}").to_arrow_reader(500)
        for batch in reader:
            for key, text in zip(*(c.to_pylist() for c in batch.columns), strict=True):
                if key is not None:
                    yield key, text if text is not None else context.texts.get(key)
    finally:
        cursor.close()


def check_articles(context: Context) -> None:
    """Hash and counts of every text, and that a text stands where it may."""
    found = context.found
    stated = {
        key: rest
        for key, *rest in context.database.all(
            "SELECT article_id, text_sha256, n_chars, n_words FROM articles"
        )
    }
    for key, text in texts(context):
        if text is None:
            continue
        sha256, n_chars, n_words = stated[key]
        found.looked_at("texts")
        if sha256 is not None and words_digest(text) != sha256:
            found.add(
                "text-hash",
                "the text has another SHA-256 than text_sha256 says",
                table="articles",
                key=key,
                column="text_sha256",
            )
        for column, said, counted in (
            ("n_chars", n_chars, len(text)),
            ("n_words", n_words, len(text.split())),
        ):
            if said != counted:
                found.add(
                    "text-length",
                    f"{column} is {said}; the text has {counted:,}",
                    table="articles",
                    key=key,
                    column=column,
                )
    report_rows(
        context,
        "text-missing",
        "SELECT article_id FROM articles WHERE rights = 'full' AND text IS NULL",
        lambda: "the rights are full, and there is no text",
        table="articles",
        column="text",
    )


def check_segments(context: Context) -> None:
    """Segments are in order on both sides, leave only blank lines out, and count what they say."""
    context.database.con.execute(
        """CREATE OR REPLACE TEMP TABLE stretches AS
        SELECT *, concat_ws('|', article_id, ordinal) AS key,
        row_number() OVER article - 1 AS place,
        lag(raw_end) OVER article AS raw_before
        FROM segments WINDOW article AS (PARTITION BY article_id ORDER BY ordinal)"""
    )
    with asked_together(context):
        for column, broken, message in (
            ("ordinal", "ordinal <> place", "ordinals are not counted from 0 without a gap"),
            ("raw_end", "raw_end <= raw_start", "the stretch of the source is empty"),
            ("raw_start", "raw_start < raw_before", "the stretch overlaps the one before"),
            ("char_start", "kept AND (char_start IS NULL OR char_end IS NULL)",
             "a kept stretch has no place in the text"),
            ("char_start", "NOT kept AND (char_start IS NOT NULL OR char_end IS NOT NULL)",
             "a removed stretch has a place in the text"),
            ("char_end", "kept AND char_end <= char_start", "the stretch of the text is empty"),
            ("reason", "NOT kept AND reason IS NULL", "a removed stretch has no reason"),
        ):  # fmt: skip
            report_rows(
                context,
                "segment-map",
                f"SELECT key FROM stretches WHERE {broken}",
                lambda message=message: message,
                table="segments",
                column=column,
            )
        report_rows(
            context,
            "segment-map",
            """SELECT key, char_start - before FROM (
                SELECT *, coalesce(lag(char_end) OVER (PARTITION BY article_id ORDER BY ordinal), 0)
                    AS before FROM stretches WHERE kept
            ) WHERE char_start - before NOT IN (0, 1, 2) OR (before = 0 AND char_start > 0)""",
            lambda gap: f"{gap} characters of the text lie between the kept stretches",
            table="segments",
            column="char_start",
        )
        report_rows(
            context,
            "segment-map",
            """SELECT article_id, n_chars, coalesce(last, 0) FROM articles LEFT JOIN (
                SELECT article_id, max(char_end) AS last FROM stretches
                WHERE kept GROUP BY article_id
            ) USING (article_id) WHERE n_chars <> coalesce(last, 0)""",
            lambda n_chars, last: f"n_chars is {n_chars}; the segments end at {last}",
            table="articles",
            column="n_chars",
        )
        report_rows(
            context,
            "text-length",
            """SELECT article_id, n_removed_chars, coalesce(n, 0) AS counted
            FROM articles LEFT JOIN (
                SELECT article_id, sum(raw_end - raw_start) AS n FROM stretches
                WHERE NOT kept GROUP BY article_id
            ) USING (article_id) WHERE n_removed_chars <> counted""",
            lambda said, counted: f"n_removed_chars is {said}; the table segments gives {counted}",
            table="articles",
            column="n_removed_chars",
        )
    context.database.con.execute("DROP TABLE stretches")
