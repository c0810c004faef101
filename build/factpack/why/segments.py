"""The story of a stretch of a source: kept or removed, and why."""

from __future__ import annotations

from factpack.release.query import Row
from factpack.why.phrases import RIGHTS, article_label
from factpack.why.sources import read_articles
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections
from factpack.why.words import Words


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `segments`."""
    article = read_articles(tables, [row["article_id"]]).get(row["article_id"], {})
    size = row["raw_end"] - row["raw_start"]
    place = (
        f"Characters {row['raw_start']:,} to {row['raw_end']:,} of {article.get('source')}, as "
        "decoded."
    )
    rights = RIGHTS.get(article.get("rights", ""), "")
    notes = [Note(f"{article_label(article)}; {rights}.", (row["article_id"],)), Note(place)]
    if row["kept"]:
        summary = f"Kept: {size:,} characters of the source."
        notes.append(Note("There in the normalised text:", passage=words.passage(row)))
    else:
        summary = f"Removed: {size:,} characters of the source."
        notes.append(Note("Its words are in no table: they can be read in the source."))
    reason = row["reason"] or "It was kept as it stands."
    return Told(
        f"A {row['kind']} of {article_label(article)}",
        summary,
        sections(("Where it stands", notes), ("Why", [Note(reason)])),
    )
