"""Type of an entity, by the evidence of all articles together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from factpack.link.database import text
from factpack.link.names import name_words
from factpack.model import EntityType

_ORDER: Sequence[EntityType] = ("Organization", "Person", "Product", "Place", "Deal", "Other")
"""Of types that equally many articles see, the first is taken; Other only if there is no other."""

_BORNE_OUT = 3
"""Of as many articles with a name one at least must see a person or a product in it: a person's
name shows in any article what it is, and so do most products'. An organisation may be named in
passing."""

_DEFINITE = 2
"""Mentions with an article before them from which on, if they are half of all, a name of several
words is none of a person: "the Tarn Rovers". Six supposed persons of 5,951 articles at hand had so
many, and none was one; of those with a single such mention several are ("the Ada Orr of chess")."""


def main_type(articles: Mapping[str, int]) -> EntityType:
    """Type that most articles see.

    Args:
        articles: number of articles by the type that they see; Other where nothing shows one.

    >>> main_type({"Other": 3, "Organization": 1}), main_type({"Other": 3, "Person": 1})
    ('Organization', 'Other')
    """
    total = sum(articles.values())
    certain = [
        t
        for t in _ORDER
        if t in articles
        and t != "Other"
        and (t not in ("Person", "Product") or articles[t] * _BORNE_OUT >= total)
    ]
    return max(certain, key=lambda t: (articles[t], -_ORDER.index(t)), default="Other")


def names_of_no_person(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Names of supposed persons that mostly stand behind an article ("the")."""
    words = "|".join(sorted(name_words().articles))
    within, before = text(rf"^(?:{words}) "), text(rf"(?:^|\W)(?:{words}) $")
    rows = connection.execute(f"""
        SELECT e.name FROM staged_mentions m
        JOIN staged_local_entities e USING (article_id, entity)
        JOIN staged_articles a USING (article_id)
        WHERE e.type = 'Person' AND m.kind = 'name' AND contains(m.exact, ' ')
        GROUP BY e.name
        HAVING count_if(
            regexp_matches(lower(m.exact), {within})
            OR regexp_matches(
                lower(substr(a.text, greatest(m.char_start - 4, 0) + 1, least(m.char_start, 4))),
                {before})
        ) >= greatest({_DEFINITE}, count(*) / 2)
    """).fetchall()
    return frozenset(name for (name,) in rows)
