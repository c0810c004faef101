"""Releases of any size to validate: invented, consistent in every table, made by SQL in seconds.

Every article has ten sentences of one form, so that offsets, hashes, identifiers and counts follow
from the number of the article; a paragraph that says nothing fills it up to 2.5 kB, the mean length
of a news article.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.config import Creator, Dataset, Source
from factpack.release.info import RunInfo
from factpack.release.write import write_release
from factpack.vocabulary import predicate_rows
from factpack_validators.folder import parquet_file
from factpack_validators.schemas import arrow_schema, primary_key, table_names

CLAIMS_PER_ARTICLE = 10
N_FIRMS = 10_000

_STRIDE = 54
_QUOTE = _STRIDE * CLAIMS_PER_ARTICLE
_QUOTED = "“A good year for all of us in the trade,”"
_SPEAKER = _QUOTE + len(_QUOTED) + len(" said ")
_FILLER = (
    "Nobody was hurt, nothing was lost, and the river stood where it always stood in spring. "
    "Those who had come to look went home again before the rain. "
)
_PARTS = {
    "amount": (19, 30),
    "date": (48, 52),
    "object": (34, 44),
    "subject": (0, 9),
    "trigger": (10, 18),
}
"""Where the parts of a claim stand in 'Firm 0001 invested $45 million in Work 00002 in 2017. '."""


def write_full_release(folder: Path, n_claims: int) -> Path:
    """A whole release with so many claims; takes minutes for a million."""
    tables = folder / "tables"
    tables.mkdir(parents=True)
    with duckdb.connect(config={"memory_limit": "4GB", "temp_directory": str(folder)}) as con:
        _make_tables(con, n_claims // CLAIMS_PER_ARTICLE)
        for table in table_names():
            _copy(con, table, tables / f"{table}.parquet")
    release = folder / "release"
    release.mkdir()
    dataset = Dataset(
        file=folder / "dataset.yaml",
        articles_dir=folder,
        name="firms-and-works",
        title="Firms and works",
        description="Invented.",
        license="CC0-1.0",
        rights="full",
        sources=(Source("*.txt"),),
        creators=(Creator("Nobody"),),
        raw={"name": "firms-and-works"},
    )
    write_release(
        tables,
        dataset,
        release,
        version="1.0.0",
        released=date(2026, 11, 21),
        run=RunInfo("0.1.0", "rules/1"),
    )
    return release


def write_claims(folder: Path, n_claims: int) -> Path:
    """The table `claims` alone, as Parquet and CSV, where a release has it."""
    parquet = folder / parquet_file("claims")
    text = folder / "csv" / "claims.csv"
    parquet.parent.mkdir(parents=True)
    text.parent.mkdir()
    with duckdb.connect(config={"memory_limit": "4GB", "temp_directory": str(folder)}) as con:
        _make_tables(con, n_claims // CLAIMS_PER_ARTICLE)
        _copy(con, "claims", parquet)
        con.execute(f"COPY (FROM read_parquet('{parquet}')) TO '{text}' (HEADER)")
    return folder


def _copy(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    schema = arrow_schema(table)
    present = {row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()}
    columns = ", ".join(f'"{c}"' if c in present else f'NULL AS "{c}"' for c in schema.names)
    key = ", ".join(primary_key(table))
    reader = con.sql(f"SELECT {columns} FROM {table} ORDER BY {key}").to_arrow_reader(50_000)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch.cast(schema))


def _id(kind: str, *parts: str) -> str:
    """SQL of an identifier, from SQL of its parts as JSON."""
    listed = ", ',', ".join(parts)
    return f"""('{kind}-' || substr(sha256(concat('["{kind}",1,', {listed}, ']')), 1, 20))"""


def _word(text: str) -> str:
    """SQL of a plain word as JSON."""
    return f"'\"{text}\"'"


def _make_tables(con: duckdb.DuckDBPyConnection, n_articles: int) -> None:
    run = con.execute
    run(f"""
        CREATE TABLE told AS SELECT i, j, j * {_STRIDE} AS pos,
            (hash(i, j, 1) % {N_FIRMS})::INT AS firm, (hash(i, j, 2) % {N_FIRMS})::INT AS work,
            (10 + hash(i, j, 3) % 90)::INT AS millions, (2010 + hash(i, j, 4) % 9)::INT AS year
        FROM range({n_articles}) a(i), range({CLAIMS_PER_ARTICLE}) c(j)
    """)
    run("""
        CREATE TABLE sentences AS SELECT *, format('Firm {:04d}', firm) AS subject,
            format('Work {:05d}', work) AS object, format('${:d} million', millions) AS amount,
            format('Firm {:04d} invested ${:d} million in Work {:05d} in {:d}.',
                firm, millions, work, year) AS words FROM told
    """)
    run(f"""
        CREATE TABLE texts AS SELECT i, source_id, {_id("a", "to_json(source_id)")} AS article_id,
            words || format('{_QUOTED} said Firm {{:04d}}. ', i %
                {N_FIRMS}) || '{_FILLER * 13}'.trim() AS text
        FROM (SELECT i, format('article {{:09d}}', i) AS source_id,
                string_agg(words, ' ' ORDER BY j) || ' ' AS words FROM sentences GROUP BY i)
    """)
    _predicates(con)
    run(f"""
        CREATE TABLE articles AS SELECT article_id, source_id, source_id || '.txt' AS source,
            format('https://paper-{{:d}}.example/{{:d}}', i % 50, i) AS url,
            format('Paper {{:d}}', i % 50) AS publisher, publisher AS outlet, publisher AS owner,
            (DATE '2019-01-01' + (i % 700)::INT) AS published_on, 'day' AS published_precision,
            'stated by the outlet' AS published_basis, 'en' AS language,
            'given' AS language_basis, 'full' AS rights, text, sha256(text) AS text_sha256,
            sha256(text) AS raw_sha256, 'utf-8' AS encoding, 'valid' AS encoding_basis,
            length(text) AS n_chars, len(string_split(text, ' ')) AS n_words,
            0 AS n_removed_chars, {_id("o", _word("article"), "to_json(article_id)")} AS origin_id
        FROM texts
    """)
    run("""
        CREATE TABLE origins AS SELECT origin_id, 'article' AS kind, article_id, 1 AS n_articles,
            1 AS n_publishers FROM articles
    """)
    run("""
        CREATE TABLE segments AS SELECT article_id, 0 AS ordinal, 'paragraph' AS kind, true AS kept,
            0 AS char_start, n_chars AS char_end, 0 AS raw_start, n_chars AS raw_end FROM articles
    """)
    spans = [
        sql
        for part, (start, end) in _PARTS.items()
        for sql in (_word(part), f"pos + {start}", f"pos + {end}")
    ]
    stated = ("pos", f"pos + {_STRIDE - 1}")
    claim_id = _id(
        "c", "to_json(t.article_id)", _word("rules"), _word("invested_in"), *stated, *spans
    )
    fact_id = _id("f", "firm", "work", "year", "millions")
    run(f"""
        CREATE TABLE claims AS SELECT *, {fact_id} AS fact_id FROM (
            SELECT {claim_id} AS claim_id,
                t.article_id, 'invested_in' AS predicate,
                {_id("e", "to_json(subject)")} AS subject_id, {_id("e", "to_json(object)")}
                AS object_id, 'investment' AS kind, millions * 1e6 AS amount, 'USD' AS currency,
                make_date(year, 1, 1) AS date_from, make_date(year, 12, 31) AS date_to,
                'year' AS date_precision, 'on' AS date_relation, 'asserted' AS modality,
                pos AS char_start, pos + {_STRIDE - 1} AS char_end, pos AS sentence_start,
                pos + {_STRIDE - 1} AS sentence_end, words AS exact,
                sha256(words) AS exact_sha256, 'rules/1' AS extractor, 'invested/plain' AS rule,
                {_id("o", _word("article"), "to_json(t.article_id)")} AS origin_id,
                firm, work, year, millions, pos, subject, object, s.amount AS amount_words
            FROM sentences s JOIN texts t USING (i))
    """)
    parts = {
        "amount": "amount_words",
        "date": "year::VARCHAR",
        "object": "object",
        "subject": "subject",
        "trigger": "'invested'",
    }
    place = ("char_start", "char_end")
    mention_id = _id("m", "to_json(article_id)", *place)
    literal_id = _id("l", "to_json(article_id)", "to_json(kind)", *place)
    quoted = (str(_QUOTE), str(_QUOTE + len(_QUOTED)))
    quote_id = _id("q", "to_json(article_id)", _word("direct"), *quoted)
    union = " UNION ALL ".join(
        f"SELECT claim_id, '{part}' AS part, CASE WHEN '{part}' IN ('subject', 'object') "
        f"THEN 'name' END AS resolution, pos + {_PARTS[part][0]} AS char_start, "
        f"pos + {_PARTS[part][1]} AS char_end, {words} AS exact FROM claims"
        for part, words in parts.items()
    )
    run(f"CREATE TABLE evidence AS SELECT *, sha256(exact) AS exact_sha256 FROM ({union})")
    run(f"""
        CREATE TABLE quotes AS SELECT {quote_id} AS quote_id, article_id,
            {_id("e", f"to_json(format('Firm {{:04d}}', i % {N_FIRMS}))")} AS speaker_id,
            'direct' AS kind, 'said' AS cue, {_SPEAKER} AS speaker_char_start,
            {_SPEAKER + 9} AS speaker_char_end, {_QUOTE} AS char_start, {
        _QUOTE + len(_QUOTED)
    } AS char_end,
            substr(text, {_QUOTE + 1}, {len(_QUOTED)}) AS exact, sha256(substr(text, {_QUOTE + 1}, {
        len(_QUOTED)
    }))
            AS exact_sha256, {len(_QUOTED.split())} AS n_words, {
        _id("o", _word("article"), "to_json(article_id)")
    } AS origin_id
        FROM texts
    """)
    run(f"""
        CREATE TABLE mentions AS SELECT {mention_id} AS mention_id, *, 'name' AS kind,
            sha256(exact) AS exact_sha256 FROM (
            SELECT article_id, subject_id AS entity_id, pos AS char_start, pos + 9 AS char_end,
                subject AS exact FROM claims
            UNION ALL SELECT article_id, object_id, pos + 34, pos + 44, object FROM claims
            UNION ALL SELECT article_id, speaker_id, speaker_char_start, speaker_char_end,
                format('Firm {{:04d}}', i % {N_FIRMS}) FROM quotes JOIN texts USING (article_id))
    """)
    run(f"""
        CREATE TABLE literals AS SELECT {literal_id} AS literal_id, *,
            sha256(exact) AS exact_sha256 FROM (
            SELECT article_id, 'money' AS kind, pos + 19 AS char_start, pos + 30 AS char_end,
                amount_words AS exact, amount, currency, NULL::DATE AS date_from,
                NULL::DATE AS date_to, NULL AS date_precision FROM claims
            UNION ALL SELECT article_id, 'date', pos + 48, pos + 52, year::VARCHAR, NULL, NULL,
                date_from, date_to, date_precision FROM claims)
    """)
    run("""
        CREATE TABLE aliases AS SELECT entity_id, exact AS alias, 'same-name' AS basis,
            count(*) AS n_mentions FROM mentions GROUP BY ALL
    """)
    run("""
        CREATE TABLE entities AS SELECT entity_id, exact AS name, 'Organization' AS type,
            'clustered' AS basis, count(*) AS n_mentions,
            count(DISTINCT article_id) AS n_articles FROM mentions GROUP BY ALL
    """)
    run("""
        CREATE TABLE facts AS SELECT fact_id, first(predicate) AS predicate,
            first(subject_id) AS subject_id, first(subject) AS subject,
            first(object_id) AS object_id, first(object) AS object, first(c.kind) AS kind,
            first(c.amount) AS amount, first(currency) AS currency,
            first(date_from) AS date_from, first(date_to) AS date_to,
            first(date_precision) AS date_precision, first(date_relation) AS date_relation,
            'asserted' AS modality, count(*) AS n_claims, count(*) AS n_asserted,
            0 AS n_reported, 0 AS n_planned, 0 AS n_possible, 0 AS n_negated,
            count(DISTINCT article_id) AS n_articles,
            count(DISTINCT publisher) AS n_publishers, count(DISTINCT publisher) AS n_owners,
            count(DISTINCT c.origin_id) AS n_origins,
            count(*) AS n_own_voice, 0 AS n_attributed, 0 AS n_credited,
            min(published_on) AS first_published, max(published_on) AS last_published,
            CASE WHEN count(DISTINCT c.origin_id) > 1 AND count(DISTINCT publisher) > 1
                THEN 'corroborated' ELSE 'single' END AS status, 'normal' AS rank
        FROM claims c JOIN articles a USING (article_id) GROUP BY fact_id
    """)
    for table in ("conflicts", "rejected", "statements"):
        columns = ", ".join(f"NULL::VARCHAR AS {c}" for c in arrow_schema(table).names)
        run(f"CREATE TABLE {table} AS SELECT {columns} LIMIT 0")


def _predicates(con: duckdb.DuckDBPyConnection) -> None:
    given = pa.Table.from_pylist(
        [dict(row) for row in predicate_rows()], schema=arrow_schema("predicates")
    )
    con.register("given", given)
    con.execute("CREATE TABLE predicates AS FROM given")
    con.unregister("given")
