"""The story of something that is not published: what it was, and which check it failed."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.release.query import Row
from factpack.release.statements import counted
from factpack.why.phrases import article_label
from factpack.why.places import claims_within, own_place
from factpack.why.sources import read_articles
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections
from factpack.why.words import Words


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `rejected`."""
    has_place = row["article_id"] is not None and row["char_start"] is not None
    same = tables.count(
        "select count(*) from rejected where kind = ? and check_code = ?",
        row["kind"],
        row["check_code"],
    )
    return Told(
        f"A {row['kind']} that is not published: {row['check_code']}",
        row["reason"],
        sections(
            ("Where it stands", _place(tables, row, words, has_place)),
            (
                "Why it was dropped",
                [
                    Note(row["reason"]),
                    Note(f"Found by rule {row['rule'] or 'none'} of {row['extractor']}.")
                    if row["extractor"]
                    else None,
                    Note(
                        f"{counted(same, row['kind'])} of this release failed the check "
                        f"{row['check_code']}."
                    ),
                ],
            ),
            ("Claims published from there", claims_within(tables, row) if has_place else ()),
        ),
    )


def _place(tables: Tables, row: Row, words: Words, has_place: bool) -> Iterator[Note]:
    if has_place:
        yield own_place(tables, row, words)
        return
    yield Note(f"In {row['source']}.")
    if row["article_id"]:
        articles = read_articles(tables, [row["article_id"]])
        for id_, article in articles.items():
            yield Note(f"{article_label(article)}.", (id_,))
