"""The story of a claim: what one article states in one place."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.release.query import Row
from factpack.release.statements import counted, fact_statement
from factpack.why.confidence import confidence_notes
from factpack.why.conflicts import conflict_notes
from factpack.why.facts import summary
from factpack.why.linking import entity_note, part_note
from factpack.why.phrases import MODALITY, RIGHTS, article_label, more, span
from factpack.why.sources import (
    Sources,
    found_by,
    origin_note,
    read_articles,
    read_sources,
    statement,
)
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections
from factpack.why.words import Words


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `claims`."""
    sources = read_sources(tables, [row], words)
    parts = sources.parts[row["claim_id"]]
    fact = tables.get("facts", row["fact_id"])
    return Told(
        statement(row, sources.names),
        said(row, sources),
        sections(
            ("Where it stands", [place_note(sources, words, row)]),
            (
                "How it was read",
                [
                    Note(found_by(row, parts, words)),
                    *(part_note(part, words, sources.names) for part in parts),
                ],
            ),
            ("How sure it is", confidence_notes(tables, row, words)),
            (
                "How the names were linked",
                [Note(entity_note(e), (id_,)) for id_, e in sorted(sources.names.items())],
            ),
            ("Where it comes from", origin_notes(tables, row, words)),
            ("What agrees", _agreement(tables, row, fact)),
            ("What contradicts", conflict_notes(tables, fact, words) if fact else ()),
        ),
    )


def said(claim: Row, sources: Sources) -> str:
    """Who states a claim and how."""
    article = sources.articles.get(claim["article_id"], {"source": claim["article_id"]})
    text = f"{article_label(article)} states it {MODALITY[claim['modality']]}"
    speaker = sources.names.get(claim["attributed_to"] or "")
    return f"{text}, attributed to {speaker['name']}." if speaker else f"{text}."


def place_note(sources: Sources, words: Words, claim: Row) -> Note:
    """Article and words of a claim."""
    article = sources.articles.get(claim["article_id"], {"source": claim["article_id"]})
    rights = RIGHTS.get(article.get("rights", ""), "")
    where = article.get("url") or article.get("source")
    text = f"{article_label(article)}: {span(claim)} of its text; {rights}. Read from {where}."
    return Note(text, (claim["article_id"],), words.passage(claim))


def origin_notes(tables: Tables, claim: Row, words: Words) -> Iterator[Note]:
    """The independent origin of a claim, and why it is not simply its article."""
    origin = tables.get("origins", claim["origin_id"])
    if origin is None:
        return
    refs = (claim["origin_id"],)
    if origin["n_articles"] == 1 and origin["outlet"] is None:
        yield Note("The article itself is the origin: no other article carries these words.", refs)
        return
    yield Note(origin_note(origin, origin["n_articles"]), refs)
    if origin["kind"] == "statement":
        quotes = tables.rows(
            "from quotes where article_id = $1 and origin_id = $2 and char_start < $3 "
            "and char_end > $4 order by char_start limit 1",
            claim["article_id"],
            claim["origin_id"],
            claim["char_end"],
            claim["char_start"],
        )
        for quote in quotes:
            yield Note(
                "Its words stand in this quotation.", (quote["quote_id"],), words.passage(quote)
            )
    if origin["article_id"] != claim["article_id"]:
        first = read_articles(tables, [origin["article_id"]])
        for id_, article in first.items():
            yield Note(f"The earliest to carry it: {article_label(article)}.", (id_,))


def _agreement(tables: Tables, claim: Row, fact: Row | None) -> Iterator[Note]:
    if fact is None:
        return
    yield Note(f"It states the fact: {fact_statement(fact)}. {summary(fact)}", (fact["fact_id"],))
    others = tables.rows(
        """select c.claim_id, a.publisher, a.source, a.title, a.published_on, a.published_precision
        from claims c join articles a using (article_id)
        where c.fact_id in (from finer($1)) and c.claim_id <> $2
        order by a.published_on nulls last, c.claim_id limit 8""",
        claim["fact_id"],
        claim["claim_id"],
    )
    total = fact["n_claims"] - 1
    if not total:
        yield Note("No other claim states it.")
        return
    rest = more(len(others), total, "are")
    yield Note(
        f"{counted(total, 'other claim')} of that fact.",
        notes=(
            *(Note(article_label(row), (row["claim_id"],)) for row in others),
            *([Note(rest)] if rest else []),
        ),
    )
