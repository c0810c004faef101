"""Places of articles, and the claims that use them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factpack.release.query import Row
from factpack.why.linking import entity_names
from factpack.why.phrases import RIGHTS, article_label, more, span
from factpack.why.sources import read_articles, statement
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.words import Words

_CLAIMS = 10


def place_notes(tables: Tables, rows: Sequence[Row], key: str, words: Words) -> Iterator[Note]:
    """Rows of a table that has a place in an article, each with its words.

    Args:
        tables: the release.
        rows: some rows; a column `total`, where they have one, is how many there are.
        key: column of their id.
        words: the words at hand.
    """
    articles = read_articles(tables, [row["article_id"] for row in rows])
    words.load(articles)
    for row in rows:
        label = article_label(articles.get(row["article_id"], {"source": row["article_id"]}))
        yield Note(f"{label}, {span(row)}.", (row[key],), words.passage(row))
    if rows and (rest := more(len(rows), rows[0].get("total", len(rows)), "places are")):
        yield Note(rest)


def own_place(tables: Tables, row: Row, words: Words) -> Note:
    """The place of a row itself, with the article and what its rights allow."""
    articles = read_articles(tables, [row["article_id"]])
    article = articles.get(row["article_id"], {"source": row["article_id"]})
    rights = RIGHTS.get(article.get("rights", ""), "")
    where = article.get("url") or article.get("source")
    return Note(
        f"{article_label(article)}: {span(row)} of its text; {rights}. Read from {where}.",
        (row["article_id"],),
        words.passage(row),
    )


def claims_using(tables: Tables, row: Row) -> Iterator[Note]:
    """Claims of which a part stands at the place of a row."""
    claims = tables.rows(
        """select c.*, list(e.part order by e.part) as parts
        from claims c join evidence e using (claim_id)
        where c.article_id = $1 and e.char_start < $2 and e.char_end > $3
        group by all order by c.char_start, c.claim_id limit $4""",
        row["article_id"],
        row["char_end"],
        row["char_start"],
        _CLAIMS + 1,
    )
    if not claims:
        yield Note("No claim uses it.")
    yield from _claim_notes(tables, claims)


def claims_within(tables: Tables, row: Row) -> Iterator[Note]:
    """Claims whose words overlap the place of a row."""
    claims = tables.rows(
        "from claims where article_id = $1 and char_start < $2 and char_end > $3 "
        "order by char_start, claim_id limit $4",
        row["article_id"],
        row["char_end"],
        row["char_start"],
        _CLAIMS + 1,
    )
    yield from _claim_notes(tables, claims)


def _claim_notes(tables: Tables, claims: Sequence[Row]) -> Iterator[Note]:
    names = entity_names(
        tables, [claim[column] for claim in claims for column in ("subject_id", "object_id")]
    )
    for claim in claims[:_CLAIMS]:
        parts = claim.get("parts")
        as_what = f" (as its {' and '.join(parts).replace('_', ' ')})" if parts else ""
        yield Note(f"{statement(claim, names)}{as_what}.", (claim["claim_id"], claim["fact_id"]))
    if len(claims) > _CLAIMS:
        yield Note("And more.")
