"""Staged rows that break a check by themselves, found before anything rests on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import duckdb

from factpack.engine.staging import staged_schema
from factpack.link.withdrawn import Withdrawable, Withdrawal
from factpack_validators.checks import CHECKS
from factpack_validators.constraints import Constraint
from factpack_validators.findings import Severity
from factpack_validators.row_tests import row_constraints
from factpack_validators.schemas import arrow_schema

_STAGED: Mapping[str, tuple[str, Withdrawable, str]] = {
    "articles": ("articles", "articles", "article_id"),
    "segments": ("segments", "articles", "article_id"),
    "aliases": ("local_aliases", "aliases", "concat_ws('|', article_id, entity, alias)"),
    "mentions": ("mentions", "mentions", "mention_id"),
    "literals": ("literals", "literals", "literal_id"),
    "quotes": ("quotes", "quotes", "quote_id"),
    "claims": ("claims", "claims", "claim_id"),
    "evidence": ("evidence", "claims", "claim_id"),
    "rejected": ("rejected", "rejected", "rejected_id"),
}
"""By table of the contract: where its rows are staged, and what goes with one of them."""

GIVEN = frozenset(
    ("articles", column)
    for column in (
        "source source_id url title publisher outlet owner author published_basis language license"
    ).split()
)
"""Cells that nobody extracted. What an article says of itself was checked when it was read, so that
what is wrong with one is for the publisher to mend."""

_SPANS = ("mentions", "literals", "quotes", "claims", "evidence")
_OUTSIDE = Constraint(
    "span-range",
    "char_end",
    "char_end <= char_start OR length(exact) <> char_end - char_start",
    "not the end of as many characters as the words have",
)


def unproved_rows(
    connection: duckdb.DuckDBPyConnection, accepted: Collection[str] = ()
) -> Iterator[Withdrawal]:
    """Rows that a check of the release would call errors for what stands in them.

    Args:
        connection: from `open_stage`.
        accepted: codes of checks that are no errors in this dataset.
    """
    for table, (staged, on_table, key) in _STAGED.items():
        # Until they are linked, entities are numbers.
        typed = {(field.name, field.type) for field in arrow_schema(table)}
        columns = {f.name for f in staged_schema(staged) if (f.name, f.type) in typed}
        asked = [
            c
            for c in (*row_constraints(table), _OUTSIDE)
            if (table, c.column) not in GIVEN
            if c.column in columns and c.code not in accepted and _withdraws(c.code)
            if c is not _OUTSIDE or table in _SPANS
        ]
        if not asked:
            continue
        (counts,) = connection.execute(
            f"SELECT {', '.join(f'count_if({c.broken})' for c in asked)} FROM staged_{staged}"
        ).fetchall()
        for constraint, n in zip(asked, counts, strict=True):
            if not n:
                continue
            reason = f"{constraint.column} is {constraint.wanted}."
            for (row,) in connection.execute(
                f"SELECT DISTINCT {key} FROM staged_{staged} WHERE {constraint.broken}"
            ).fetchall():
                yield Withdrawal(on_table, row, constraint.code, reason)


def _withdraws(code: str) -> bool:
    check = CHECKS[code]
    return check.severity is Severity.ERROR and check.mended_by == "build"
