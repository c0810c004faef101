"""Identifiers: hashes of what they name, made again from the columns of the release.

An identifier is a letter, a dash and the first 20 hexadecimal digits of the SHA-256 of a compact
JSON array: the letter, the version of the scheme, and the parts. Spans go in as offsets in the
source, which `segments` gives, so that identifiers outlive a change of the normaliser.

Two kinds cannot be made again from a release alone. An entity hashes the longest complete name of
its cluster without case, accents, titles and legal forms, by lists of words that the pipeline has,
and keeps what an earlier release called it. A fact hashes what its claims agree in, with the line
of its post or kind and the label of its time and number, which the pipeline's lists and tolerances
give. That no two rows share one, and that every reference to one holds, is checked of them, too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from factpack_validators.context import Context
from factpack_validators.query import asked_together, report_rows
from factpack_validators.schemas import table_schema
from factpack_validators.sql import literal

ID_SCHEME = 1
"""Version of the scheme that these checks know."""


def check_identifiers(context: Context) -> None:
    """Make every identifier again whose parts the release holds."""
    scheme = context.manifest.get("id_scheme", ID_SCHEME)
    if scheme != ID_SCHEME:
        context.found.add(
            "check-skipped",
            f"identifiers are of scheme {scheme!r}; these checks know scheme {ID_SCHEME}",
            advice="Use the validators of a newer factpack.",
        )
        return
    with asked_together(context):
        _check(context, "articles", "article_id", "a", ["to_json(source_id)"], "articles")
        _check(
            context,
            "rejected",
            "rejected_id",
            "r",
            [
                "to_json(kind)",
                "to_json(source)",
                "to_json(check_code)",
                "to_json(reason)",
                "coalesce(to_json(rule), 'null')",
                "coalesce(char_start::VARCHAR, 'null')",
                "coalesce(char_end::VARCHAR, 'null')",
            ],
            "rejected",
        )
        _check_origins(context)
    _map_offsets(context)
    with asked_together(context):
        for table, key, kind, parts in (
            ("mentions", "mention_id", "m", []),
            ("literals", "literal_id", "l", ["to_json(kind)"]),
            ("quotes", "quote_id", "q", ["to_json(kind)"]),
        ):
            _check(
                context,
                table,
                key,
                kind,
                ["to_json(article_id)", *parts, "raw_start", "raw_end"],
                _with_raw(table),
            )
    _check_claims(context)
    context.database.con.execute("DROP TABLE kept")


def json_id(kind: str, parts: Sequence[str]) -> str:
    """SQL of an identifier, from SQL of its parts as JSON texts."""
    listed = ", ',', ".join(parts)
    return (
        f"""'{kind}-' || substr(sha256(concat('["{kind}",{ID_SCHEME},', {listed}, ']')), 1, 20)"""
    )


def _check(
    context: Context, table: str, key: str, kind: str, parts: Sequence[str], rows: str
) -> None:
    report_rows(
        context,
        "id-mismatch",
        f"SELECT {key} FROM {rows} WHERE {key} <> {json_id(kind, parts)}",
        lambda: f"{key} is not the hash of what it names",
        table=table,
        column=key,
    )
    context.found.looked_at(
        "identifiers", int(context.database.one(f"SELECT count(*) FROM {table}")[0])
    )


def _check_origins(context: Context) -> None:
    """An origin hashes the article, a quote of the statement, or the outlet that it is."""
    stated = json_id("o", [_word("statement"), "to_json(quote_id)"])
    _check(
        context,
        "origins",
        "origin_id",
        "o",
        ["to_json(kind)", "to_json(article_id)"],
        f"""(FROM origins o WHERE kind = 'article' OR (kind = 'statement' AND NOT EXISTS (
            FROM quotes q WHERE q.origin_id = o.origin_id AND q.origin_id = {stated})))""",
    )
    own = "CASE WHEN own_article IS NULL THEN 'null' ELSE to_json(own_article)::VARCHAR END"
    for kind, parts in (("credit", ["to_json(outlet)", own]), ("self", ["to_json(outlet)"])):
        _check(
            context,
            "origins",
            "origin_id",
            "o",
            [_word(kind), *parts],
            f"""(SELECT o.*, a.article_id AS own_article FROM origins o
            LEFT JOIN articles a ON a.article_id = o.article_id AND a.outlet = o.outlet
            WHERE o.kind = '{kind}')""",
        )


def _word(word: str) -> str:
    """SQL of a word as a JSON text."""
    return literal(json.dumps(word))


def _map_offsets(context: Context) -> None:
    """Kept stretches, in the order of the text, to find the source of every span."""
    context.database.con.execute(
        """CREATE OR REPLACE TEMP TABLE kept AS
        SELECT article_id, char_start, char_end, raw_start, raw_end,
        char_end - char_start = raw_end - raw_start AS shifts
        FROM segments WHERE kept AND char_start < char_end ORDER BY article_id, char_start"""
    )


def _with_raw(rows: str) -> str:
    """Rows with spans, joined with the offsets of the spans in the source.

    The first kept stretch that ends after the start of a span gives its start, the last that begins
    before its end gives its end; an atomic replacement counts whole.
    """
    return f"""(
        SELECT x.*,
        s.raw_start + CASE WHEN s.shifts THEN greatest(x.char_start - s.char_start, 0) ELSE 0 END
            AS raw_start,
        e.raw_end - CASE WHEN e.shifts THEN greatest(e.char_end - x.char_end, 0) ELSE 0 END
            AS raw_end
        FROM {rows} x
        ASOF JOIN kept s ON s.article_id = x.article_id AND s.char_end > x.char_start
        ASOF JOIN kept e ON e.article_id = x.article_id AND e.char_start < x.char_end
    )"""


def _check_claims(context: Context) -> None:
    """A claim hashes its extractor, its predicate, its span and the spans of its parts by name."""
    parts = _with_raw("(SELECT e.*, c.article_id FROM evidence e JOIN claims c USING (claim_id))")
    # One value for each part in the order of their names: to sort texts takes far more memory.
    listed = ", ".join(
        f"any_value(CASE WHEN part = {literal(part)} "
        f"THEN concat({literal(f',{json.dumps(part)},')}, raw_start, ',', raw_end) END)"
        for part in sorted(_parts())
    )
    context.database.con.execute(
        f"""CREATE OR REPLACE TEMP TABLE parts AS
        SELECT claim_id, concat({listed}) AS listed FROM {parts} GROUP BY claim_id"""
    )
    _check(
        context,
        "claims",
        "claim_id",
        "c",
        [
            "to_json(article_id)",
            "to_json(string_split(extractor, '/')[1])",
            "to_json(predicate)",
            "raw_start",
            "raw_end || coalesce(listed, '')",
        ],
        f"(FROM {_with_raw('claims')} LEFT JOIN parts USING (claim_id))",
    )
    context.database.con.execute("DROP TABLE parts")


def _parts() -> Sequence[str]:
    """Parts of a claim that words can give, as the contract lists them."""
    fields = table_schema("evidence")["fields"]
    return next(f["constraints"]["enum"] for f in fields if f["name"] == "part")
