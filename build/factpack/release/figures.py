"""Every number that a card, a datasheet or a plot states, computed from the release itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from factpack.release.query import Row, Rows, connect, fetch
from factpack.release.repeats import Repeats
from factpack.release.statements import published
from factpack_validators.stated_terms import STATED_LICENCE
from factpack_validators.word_limits import EXCERPT_CHARS

_MEMORY = "1GB"

EXAMPLES = 5
"""Statements that a card reads out."""

_TOTALS = """
    select
      (select count(*) from articles) as articles,
      (select count(*) from articles where text is not null) as articles_with_text,
      (select coalesce(sum(n_words), 0)::bigint from articles) as words,
      (select coalesce(sum(n_chars), 0)::bigint from articles) as chars,
      (select coalesce(sum(n_removed_chars), 0)::bigint from articles) as removed_chars,
      (select count(*) from articles where duplicate_of is not null) as duplicates,
      (select count(*) from articles where published_on is null) as undated,
      (select min(published_on) from articles) as first_published,
      (select max(published_on) from articles) as last_published,
      (select arg_min(published_precision, (published_on, published_precision))
        from articles where published_on is not null) as first_precision,
      (select arg_max(published_precision, (published_on, published_precision))
        from articles where published_on is not null) as last_precision,
      (select count(distinct publisher) from articles) as publishers,
      (select count(*) from articles where publisher is null) as articles_without_publisher,
      (select count(*) from origins) as origins,
      (select count(*) from origins where kind = 'statement') as shared_statements,
      (select count(*) from entities where replaced_by is null) as entities,
      (select count(*) from entities where basis = 'curated') as curated_entities,
      (select count(*) from entities where wikidata_id is not null) as wikidata_entities,
      (select count(*) from mentions) as mentions,
      (select count(*) from quotes) as quotes,
      (select count(*) from quotes where speaker_id is not null) as quotes_with_speaker,
      (select count(*) from claims) as claims,
      (select count(*) from claims where attributed_to is not null) as attributed_claims,
      (select count(*) from claims where confidence is not null) as claims_with_confidence,
      (select count(*) from evidence) as spans,
      (select count(*) from facts) as facts,
      (select count(*) from facts where n_origins >= 2) as facts_of_two_origins,
      (select count(*) from facts where n_publishers >= 2) as facts_of_two_publishers,
      (select count(*) from facts where n_asserted = 0 and n_reported > 0) as facts_only_reported,
      (select count(distinct conflict_id) from conflicts where status <> 'withdrawn')
        as conflicts,
      (select count(distinct conflict_id) from conflicts where status = 'resolved')
        as conflicts_resolved,
      (select count(*) from articles where license is not null) as licensed,
      (select count(*) from articles where not is_accessible_for_free) as paywalled,
      (select count(*) from articles where not is_accessible_for_free and rights <> 'facts')
        as paywalled_with_words,
      (select count(*) from rejected) as rejected
"""

_COUNTED: Mapping[str, str] = {
    "articles_by_rights": "rights from articles",
    "articles_by_license": f"{STATED_LICENCE} from articles where license is not null",
    "articles_by_language": "language from articles",
    "articles_by_publisher": "publisher from articles",
    "articles_by_encoding": "encoding || ' (' || encoding_basis || ')' from articles",
    "dates_by_basis": "published_basis from articles where published_on is not null",
    "segments_removed": "kind from segments where not kept",
    "entities_by_type": "type from entities where replaced_by is null",
    "mentions_by_kind": "kind from mentions",
    "literals_by_kind": "kind from literals",
    "quotes_by_kind": "kind from quotes",
    "claims_by_modality": "modality from claims",
    "claims_by_extractor": "extractor from claims",
    "facts_by_status": "status from facts",
    "facts_by_rank": "rank from facts",
    "conflicts_by_kind": """kind from (
        select distinct conflict_id, kind from conflicts where status <> 'withdrawn')""",
}
"""What is counted by what: an expression and where it comes from."""

_PREDICATES = """
    select predicate as name, definition, coalesce(c.n, 0) as claims, coalesce(f.n, 0) as facts,
      coalesce(f.corroborated, 0) as corroborated, coalesce(f.contested, 0) as contested
    from predicates
    left join (select predicate, count(*) as n from claims group by all) c using (predicate)
    left join (
      select predicate, count(*) as n,
        count(*) filter (where status = 'corroborated') as corroborated,
        count(*) filter (where status = 'contested') as contested
      from facts group by all
    ) f using (predicate)
    where c.n > 0 or f.n > 0
    order by claims desc, name
"""

_REJECTED = """
    select kind, check_code, count(*) as n, min(reason) as example
    from rejected group by kind, check_code order by n desc, kind, check_code
"""

_BY_YEAR = """
    select year(published_on)::bigint as name, count(*) as n
    from articles where published_on is not null group by all order by name
"""

_BY_ORIGINS = """
    select least(n_origins, 10) as name, count(*) as n from facts group by all order by name
"""

_EXAMPLES = f"""
    with fit as (
      select s.*, c.char_start, c.char_end from statements s join claims c using (claim_id)
      where s.statement is not null and s.modality = 'asserted' and s.status <> 'contested'
        and (s.sentence is null or length(s.sentence) <= {EXCERPT_CHARS})
        and (s.object_value is not null or s.object is not null or s.amount is not null
          or s.date_from is not null)
    ), told as (
      select * from fit qualify row_number() over (
        partition by fact_id
        order by sentence is null, not coalesce(contains(sentence, subject), false),
          not coalesce(contains(sentence, object), false), length(sentence), claim_id) = 1
    )
    select * from told
    order by row_number() over (
        partition by predicate order by n_origins desc, n_publishers desc, fact_id),
      n_origins desc, n_publishers desc, fact_id
    limit {4 * EXAMPLES}
"""

_QUALITY = """
    select predicate, confidence, count(*) as n from claims where confidence is not null
    group by all order by all
"""

_CONFLICTS = """
    select conflict_id, any_value(conflicts.kind) as kind,
        list(fact_id order by coalesce(is_preferred, false) desc, n_origins desc, fact_id) as facts
    from conflicts join facts using (fact_id) where conflicts.status <> 'withdrawn'
    group by conflict_id order by kind, conflict_id limit 2
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of a release.

    Attributes:
        totals: single numbers, by name; the first and last publication with their precision.
        counted: rows (`name`, None for null; `n`) by what was counted, the largest first.
        predicates: rows (name, definition, claims, facts, corroborated, contested), by claims.
        rejected: rows (kind, check_code, n, example), the largest first.
        by_year: rows (name, n): articles by year of publication.
        by_origins: rows (name, n): facts by independent origins; 10 stands for 10 and more.
        quality: rows (predicate, confidence, n): claims with a confidence, by both.
        examples: up to `EXAMPLES` rows of `statements` with the place of their claim: asserted,
            not contested, the best supported of each predicate first.
        conflicts: up to two conflicts, each with the rows of its best rivals as `a` and `b`.
    """

    totals: Row
    counted: Mapping[str, Rows]
    predicates: Rows
    rejected: Rows
    by_year: Rows
    by_origins: Rows
    quality: Rows
    examples: Rows
    conflicts: Rows

    def count(self, what: str, name: str | None) -> int:
        """How many of `what` are `name`; 0 where there is none."""
        return next((row["n"] for row in self.counted[what] if row["name"] == name), 0)

    @property
    def withholds(self) -> bool:
        """Whether any article withholds words."""
        return self.count("articles_by_rights", "full") < int(self.totals["articles"])

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the articles, sorted."""
        names = (row["name"] for row in self.counted["articles_by_language"])
        return tuple(sorted(name for name in names if name))

    @property
    def covers(self) -> tuple[str, str] | None:
        """First and last publication in words, None where no article has a date."""
        first, last = self.totals["first_published"], self.totals["last_published"]
        if not (first and last):
            return None
        return (
            published(first, self.totals["first_precision"]),
            published(last, self.totals["last_precision"]),
        )


def compute_figures(release: Path, repeats: Repeats | None = None) -> Figures:
    """Compute the figures of a release folder from its Parquet files.

    Args:
        release: the folder.
        repeats: where words are withheld, tells which examples would be read out in them.
    """
    with connect(release, _MEMORY) as database:
        conflicts = tuple(_conflict(database, row) for row in fetch(database, _CONFLICTS))
        return Figures(
            totals=fetch(database, _TOTALS)[0],
            counted={what: fetch(database, _count(sql)) for what, sql in _COUNTED.items()},
            predicates=fetch(database, _PREDICATES),
            rejected=fetch(database, _REJECTED),
            by_year=fetch(database, _BY_YEAR),
            by_origins=fetch(database, _BY_ORIGINS),
            quality=fetch(database, _QUALITY),
            examples=_free(fetch(database, _EXAMPLES), repeats)[:EXAMPLES],
            conflicts=tuple(c for c in conflicts if c["a"]["statement"] and c["b"]["statement"]),
        )


def _free(examples: Rows, repeats: Repeats | None) -> Rows:
    """Examples that do not repeat an article which withholds its words, as a reprint would."""
    if repeats is None:
        return examples
    said = [" ".join(filter(None, (row["statement"], row["sentence"]))) for row in examples]
    return tuple(row for row, bad in zip(examples, repeats.among(said), strict=True) if not bad)


def _count(sql: str) -> str:
    expression, _, source = sql.partition(" from ")
    return (
        f"select {expression} as name, count(*) as n from {source} "
        "group by 1 order by n desc, name nulls last"
    )


def _conflict(database: duckdb.DuckDBPyConnection, conflict: Row) -> Row:
    def fact(fact_id: str) -> Row:
        return fetch(database, "from facts where fact_id = ?", fact_id)[0]

    a, b = conflict["facts"][:2]
    return {**conflict, "a": fact(a), "b": fact(b)}
