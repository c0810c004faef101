"""Where the rows of a release come from: the article's file, and the words where it gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from factpack.release.query import connect, fetch
from factpack_validators.findings import Finding
from factpack_validators.shown import shown

_OF_ARTICLE = """
    select {key} as key, a.source as source, {words} as words, char_start, char_end
    from {table} join articles a using (article_id) where {key} in (select unnest(?))
"""
_QUERIES: Mapping[str, str] = {
    "articles": "select article_id as key, source, null as words, null as char_start, "
    "null as char_end from articles where article_id in (select unnest(?))",
    "rejected": "select rejected_id as key, source, null as words, char_start, char_end "
    "from rejected where rejected_id in (select unnest(?))",
    **{
        table: _OF_ARTICLE.format(table=table, key=key, words="exact")
        for table, key in (
            ("mentions", "mention_id"),
            ("literals", "literal_id"),
            ("quotes", "quote_id"),
            ("claims", "claim_id"),
        )
    },
    "statements": """
        select claim_id as key, a.source as source, sentence as words, char_start, char_end
        from claims c join articles a using (article_id) join statements s using (claim_id)
        where key in (select unnest(?))
    """,
    "segments": _OF_ARTICLE.format(
        table="segments", key="concat_ws('|', article_id, ordinal)", words="reason"
    ),
    "evidence": """
        select concat_ws('|', e.claim_id, e.part) as key, a.source as source, e.exact as words,
            e.char_start as char_start, e.char_end as char_end
        from evidence e join claims c using (claim_id) join articles a using (article_id)
        where key in (select unnest(?))
    """,
    "facts": """
        select fact_id as key, arg_min(a.source, c.claim_id) as source,
            arg_min(c.exact, c.claim_id) as words, arg_min(c.char_start, c.claim_id) as char_start,
            arg_min(c.char_end, c.claim_id) as char_end
        from claims c join articles a using (article_id)
        where fact_id in (select unnest(?)) group by fact_id
    """,
    "entities": """
        select e.entity_id as key, arg_min(a.source, m.mention_id) as source,
            any_value(e.name) as words, arg_min(m.char_start, m.mention_id) as char_start,
            arg_min(m.char_end, m.mention_id) as char_end
        from entities e left join mentions m using (entity_id) left join articles a
            using (article_id)
        where e.entity_id in (select unnest(?)) group by e.entity_id
    """,
}
"""One row for each key: the article's file, the words if the release gives them, and the place."""


def places(folder: Path, findings: Iterable[Finding]) -> dict[Finding, str]:
    """Where in the articles the rows stand that findings name, for people.

    Args:
        folder: a release, published or not.
        findings: of its validation.

    Returns:
        Text such as `articles/a.txt, characters 3-9, "Sandrin"`, for those whose row is known.
    """
    by_table: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.table in _QUERIES and finding.key is not None:
            by_table.setdefault(str(finding.table), []).append(finding)
    told: dict[Finding, str] = {}
    if not by_table:
        return told
    with connect(folder) as database:
        for table, same in by_table.items():
            keys = sorted({str(finding.key) for finding in same})
            rows = {r["key"]: r for r in fetch(database, _QUERIES[table], keys)}
            for finding in same:
                row = rows.get(finding.key)
                if row is not None:
                    told[finding] = _place(row)
    return told


def _place(row: Mapping[str, object]) -> str:
    parts = [str(row["source"])] if row["source"] else []
    if row["char_start"] is not None:
        parts.append(f"characters {row['char_start']}-{row['char_end']}")
    if row["words"]:
        parts.append(shown(row["words"]))
    return ", ".join(parts)
