"""The claims that a row rests on, from which articles and origins, in their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factpack.release.query import Row
from factpack.release.statements import amount, counted, fact_statement, period
from factpack.why.linking import Part, entity_names, read_parts
from factpack.why.phrases import MODALITY, article_label, more
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.words import Words

MOST = 20
"""Claims that a story tells in full; it says how many there are."""

LISTED = 10
"""Rows of other tables that a story names, each of which has a story of its own."""

ARTICLE_COLUMNS = (
    "article_id publisher outlet source url title published_on published_precision rights"
    " duplicate_of origin_id text_sha256"
).split()
"""Columns of `articles` that a citation needs: all but the text."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Some claims with what their story needs.

    Attributes:
        claims: rows of `claims`.
        articles: rows of `articles` by id, with `ARTICLE_COLUMNS`.
        origins: rows of `origins` by id.
        parts: parts of each claim.
        names: rows of `entities` by id.
    """

    claims: Sequence[Row]
    articles: Mapping[str, Row]
    origins: Mapping[str, Row]
    parts: Mapping[str, tuple[Part, ...]]
    names: Mapping[str, Row]


def read_sources(tables: Tables, claims: Sequence[Row], words: Words) -> Sources:
    """Read what the story of some claims needs."""
    articles = read_articles(tables, [claim["article_id"] for claim in claims])
    origins = tables.among("origins", "origin_id", [claim["origin_id"] for claim in claims])
    words.load(articles)
    return Sources(
        claims,
        articles,
        {row["origin_id"]: row for row in origins},
        read_parts(tables, claims, words),
        entity_names(
            tables,
            [c[column] for c in claims for column in ("subject_id", "object_id", "attributed_to")],
        ),
    )


def read_articles(tables: Tables, ids: Sequence[str]) -> dict[str, Row]:
    """Rows of `articles` by id, without their texts."""
    rows = tables.among("articles", "article_id", ids, ARTICLE_COLUMNS)
    return {row["article_id"]: row for row in rows}


def claims_of_fact(tables: Tables, fact: Row, modalities: Sequence[str]) -> tuple[Row, ...]:
    """Claims of a fact, at most `MOST`: the first of every origin before the second of any."""
    return tables.rows(
        """with found as (
            select c.*, row_number() over (
                partition by c.origin_id
                order by a.published_on nulls last, c.article_id, c.char_start, c.claim_id
            ) as turn, a.published_on
            from claims c left join articles a using (article_id)
            where c.fact_id in (from finer($1)) and c.modality in (select unnest($2::varchar[]))
        ) select * exclude (turn, published_on) from found
        order by turn, published_on nulls last, claim_id limit $3""",
        fact["fact_id"],
        list(modalities),
        MOST,
    )


def source_notes(sources: Sources, words: Words, total: int) -> tuple[Note, ...]:
    """Origin by origin, article by article: who says it and in which words.

    Args:
        sources: the claims.
        words: the words at hand.
        total: how many claims there are, shown or not.
    """
    by_origin: dict[str, dict[str, list[Row]]] = {}
    for claim in sources.claims:
        of_article = by_origin.setdefault(claim["origin_id"], {})
        of_article.setdefault(claim["article_id"], []).append(claim)
    notes = []
    for origin_id, of_article in by_origin.items():
        articles = tuple(
            _article_note(sources, words, article_id, claims)
            for article_id, claims in sorted(
                of_article.items(), key=lambda item: _by_day(sources.articles.get(item[0]), item[0])
            )
        )
        label = origin_note(sources.origins.get(origin_id), len(of_article))
        notes.append(Note(label, (origin_id,), notes=articles) if label else articles[0])
    rest = more(len(sources.claims), total, "claims are")
    return (*notes, Note(rest)) if rest else tuple(notes)


def _by_day(article: Row | None, id_: str) -> tuple[bool, str, str]:
    day = article["published_on"] if article else None
    return day is None, day.isoformat() if day else "", id_


def origin_note(origin: Row | None, n_here: int) -> str:
    """What claims of one origin share; empty where it is one article alone.

    Args:
        origin: row of `origins`.
        n_here: articles of it that are shown below.
    """
    if origin is None or (origin["n_articles"] == 1 and origin["outlet"] is None):
        return ""
    verb = "carries" if origin["n_articles"] == 1 else "carry"
    carried = f"that {counted(origin['n_articles'], 'article')} {verb}"
    alike = origin["similarity"]
    how = ""
    if alike is not None:
        how = ", in the same words" if alike == 1 else f", at least {alike:.0%} alike"
    here = "" if n_here == origin["n_articles"] else f" ({n_here:,} of them here)"
    if origin["kind"] == "statement":
        return f"One origin: a statement {carried}{how}{here}. Repeating it adds no evidence."
    if origin["kind"] == "credit":
        return (
            f"One origin: the report of {origin['outlet']} {carried}{here}. Passing it on adds no "
            "evidence."
        )
    if origin["kind"] == "self":
        return f"One origin: what {origin['outlet']} tells of itself, {carried}{here}."
    return (
        f"One origin: a text {carried}, whole or in part{how}{here}. Copying it adds no evidence."
    )


def _article_note(sources: Sources, words: Words, article_id: str, claims: Sequence[Row]) -> Note:
    article = sources.articles.get(article_id, {"source": article_id})
    label = article_label(article)
    if article.get("duplicate_of"):
        label += f" (a copy of {article['duplicate_of']})"
    notes = tuple(
        claim_note(sources, words, claim)
        for claim in sorted(claims, key=lambda c: (c["char_start"], c["claim_id"]))
    )
    return Note(label, (article_id,), notes=notes)


def claim_note(sources: Sources, words: Words, claim: Row) -> Note:
    """A claim in its words, and by which rule it was found."""
    said = f"Stated {MODALITY[claim['modality']]}"
    if claim["attributed_to"] in sources.names:
        said += f", attributed to {sources.names[claim['attributed_to']]['name']}"
    stated = [value for value in (amount(claim), period(claim)) if value]
    if stated:
        said += f"; it gives {' and '.join(stated)}"
    return Note(
        f"{said}. {found_by(claim, sources.parts[claim['claim_id']], words)}",
        (claim["claim_id"],),
        words.passage(claim),
    )


def found_by(claim: Row, parts: Sequence[Part], words: Words) -> str:
    """Which rule of which extractor found a claim, set off by which words."""
    text = f"Found by rule {claim['rule']} of {claim['extractor']}"
    trigger = next((part for part in parts if part.row["part"] == "trigger"), None)
    if trigger is not None and (exact := words.exact(trigger.row)) is not None:
        text += f", set off by “{exact}”"
    if claim["confidence"] is not None:
        text += f"; of judged claims like it {claim['confidence']:.0%} were right"
    return text + "."


def statement(claim: Row, names: Mapping[str, Row]) -> str:
    """A row of `claims` as a sentence without a full stop."""
    subject, target = names.get(claim["subject_id"]), names.get(claim["object_id"] or "")
    speaker = names.get(claim["attributed_to"] or "")
    return fact_statement(
        {
            **claim,
            "subject": subject["name"] if subject else claim["subject_id"],
            "object": target["name"] if target else claim["object_id"],
            "speaker": speaker["name"] if speaker else None,
        }
    )
