"""The story of an origin: which articles carry one text or statement, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.release.query import Row
from factpack.release.statements import counted, fact_statement
from factpack.why.phrases import article_label, more, support
from factpack.why.places import place_notes
from factpack.why.sources import LISTED, read_articles
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections
from factpack.why.words import Words


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `origins`."""
    first = read_articles(tables, [row["article_id"]]).get(row["article_id"], {})
    what = {
        "statement": "A statement",
        "credit": f"The report of {row['outlet']}",
        "self": f"What {row['outlet']} tells of itself",
    }.get(row["kind"], "A text")
    carried = (
        f"{counted(row['n_articles'], 'article')} by {counted(row['n_publishers'], 'publisher')}"
    )
    alike = row["similarity"]
    return Told(
        f"{what} first carried by {article_label(first)}",
        f"{carried} carry it; in corroboration they count as one."
        if row["n_articles"] > 1
        else "One article carries it, and it counts as one independent origin.",
        sections(
            (
                "Why it is one origin",
                [
                    Note(_why(row)),
                    Note(
                        "They agree in every word, as far as each of them goes."
                        if alike == 1
                        else f"The least alike of them agree to {alike:.0%}."
                    )
                    if alike is not None
                    else None,
                ],
            ),
            ("Who carries it", _carriers(tables, row)),
            ("Its words", _statements(tables, row, words)),
            ("What rests on it", _facts(tables, row)),
        ),
    )


def _why(row: Row) -> str:
    if row["kind"] == "statement":
        return (
            "Articles of different origin quote the same words, as of a press release. What rests "
            "on those words has one origin; the rest of the articles does not."
        )
    if row["kind"] == "credit":
        return (
            f"These articles say that they have it from {row['outlet']}, or are by it: in the "
            "sentence of the claim, in a dateline, a byline or at their end."
        )
    if row["kind"] == "self":
        return f"Who tells of itself is one origin, however often: {row['outlet']} is the subject."
    if row["n_articles"] == 1:
        return "No other article copies it, in whole or in a longer passage."
    return (
        "The articles are copies of one text, share a longer passage of it, or are by one outlet "
        "that repeats itself."
    )


def _carriers(tables: Tables, row: Row) -> Iterator[Note]:
    """Articles that carry an origin, each with the way it does."""
    carriers = tables.rows(
        """with carriers as (
            select article_id, 'article' as way from articles where origin_id = $1
            union select article_id, 'claim' from claims where origin_id = $1
            union select article_id, 'quote' from quotes where origin_id = $1
        ) select article_id, bool_or(way = 'article') as is_whole, count(*) over () as total
        from carriers join articles using (article_id)
        group by article_id, published_on order by published_on nulls last, article_id limit $2""",
        row["origin_id"],
        LISTED,
    )
    articles = read_articles(tables, [carrier["article_id"] for carrier in carriers])
    for carrier in carriers:
        article = articles[carrier["article_id"]]
        way = "carries it in part"
        if row["article_id"] == carrier["article_id"]:
            is_own = row["kind"] == "credit" and article["outlet"] == row["outlet"]
            way = "the outlet's own" if is_own else "the earliest"
        elif article["duplicate_of"]:
            way = "a copy"
        elif row["kind"] == "statement":
            way = "quotes it"
        elif row["kind"] == "credit":
            way = "passes it on"
        yield Note(f"{article_label(article)}: {way}.", (carrier["article_id"],))
    total = max(row["n_articles"], carriers[0]["total"] if carriers else 0)
    if rest := more(len(carriers), total, "articles are"):
        yield Note(rest)


def _statements(tables: Tables, row: Row, words: Words) -> Iterator[Note]:
    if row["kind"] != "statement":
        return
    quotes = tables.rows(
        "from quotes where origin_id = ? order by article_id <> ?, article_id, char_start limit 3",
        row["origin_id"],
        row["article_id"],
    )
    yield from place_notes(tables, quotes, "quote_id", words)


def _facts(tables: Tables, row: Row) -> Iterator[Note]:
    facts = tables.rows(
        """select f.*, c.n as here, count(*) over () as total from facts f join (
            select fact_id, count(*) as n from claims where origin_id = $1 group by fact_id
        ) c using (fact_id) order by c.n desc, fact_id limit $2""",
        row["origin_id"],
        LISTED,
    )
    for fact in facts:
        yield Note(
            f"{fact_statement(fact)}: {counted(fact['here'], 'claim')} of this origin; in all "
            f"{support(fact)}.",
            (fact["fact_id"],),
        )
    if facts and (rest := more(len(facts), facts[0]["total"], "facts are")):
        yield Note(rest)
