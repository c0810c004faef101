"""What people judged, applied to the staged claims: confidence, mended cells, rejections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa

from factpack.confidence.features import FEATURES
from factpack.confidence.judgement import Judgement
from factpack.confidence.reviews import FILE_NAME, Review
from factpack.link.database import append, batches, create_empty
from factpack_validators.findings import Finding, Severity
from factpack_validators.keyed_words import withheld_digest, words_key

_CONFIDENCE = pa.schema(
    [("claim_id", pa.string()), ("measured", pa.float64()), ("reason", pa.string())]
)
_VERDICTS = pa.schema(
    [
        ("claim_id", pa.string()),
        ("verdict", pa.string()),
        ("reason", pa.string()),
        ("words_sha256", pa.string()),
        *(
            (f"new_{cell}", pa.string())
            for cell in ("role", "former", "kind", "metric", "modality")
        ),
    ]
)


def judge_claims(connection: duckdb.DuckDBPyConnection, judgement: Judgement) -> list[Finding]:
    """Give the staged claims their confidence and mended cells, and say which are held back.

    The view `judged_claims` has the staged claims with both; the table `held_back`
    (claim_id, check_code, reason) has the claims that a reviewer found wrong, and those below the
    confidence that is published. A claim that a reviewer found right is held back by nothing.

    Returns:
        One finding for every verdict whose claim is gone or reads otherwise now: it has no effect.
    """
    _write_confidence(connection, judgement)
    _write_verdicts(connection, judgement)
    connection.execute("""
        CREATE OR REPLACE TABLE standing_verdicts AS
            SELECT v.* FROM verdicts v JOIN staged_claims c
            ON c.claim_id = v.claim_id AND c.exact_sha256 = v.words_sha256;
        CREATE OR REPLACE VIEW judged_claims AS
            SELECT c.* REPLACE (
                coalesce(c.confidence, m.measured) AS confidence,
                coalesce(v.new_role, c.role) AS role,
                coalesce(v.new_former = 'true', c.former) AS former,
                coalesce(v.new_kind, c.kind) AS kind,
                coalesce(v.new_metric, c.metric) AS metric,
                coalesce(v.new_modality, c.modality) AS modality
            )
            FROM staged_claims c
            LEFT JOIN claim_confidence m USING (claim_id)
            LEFT JOIN standing_verdicts v USING (claim_id)
    """)
    connection.execute(
        """
        CREATE OR REPLACE TABLE held_back AS
            SELECT c.claim_id,
                CASE WHEN v.verdict = 'wrong' THEN 'review-wrong' ELSE 'confidence-low' END
                    AS check_code,
                CASE WHEN v.verdict = 'wrong' THEN v.reason ELSE m.reason END AS reason
            FROM judged_claims c
            LEFT JOIN claim_confidence m USING (claim_id)
            LEFT JOIN standing_verdicts v USING (claim_id)
            WHERE v.verdict = 'wrong' OR (v.verdict IS NULL AND c.confidence < ?)
        """,
        [judgement.min_confidence],
    )
    return list(_outdated(connection, judgement))


def _write_confidence(connection: duckdb.DuckDBPyConnection, judgement: Judgement) -> None:
    """The table `claim_confidence`: of every claim whose extractor was measured."""
    create_empty(connection, "claim_confidence", _CONFIDENCE)
    query = f"""
        SELECT claim_id, extractor, predicate, rule,
            {", ".join(f"coalesce(f.{feature.name}, 0)" for feature in FEATURES)}
        FROM staged_claims LEFT JOIN staged_claim_features f USING (claim_id)
    """
    for batch in batches(connection, query):
        rows = []
        for claim_id, extractor, predicate, rule, *features in zip(
            *(column.to_pylist() for column in batch.columns), strict=True
        ):
            known = judgement.of_claim(extractor, predicate, rule, features)
            if known is not None:
                rows.append([claim_id, *known])
        _append(connection, "claim_confidence", rows, _CONFIDENCE)


def _write_verdicts(connection: duckdb.DuckDBPyConnection, judgement: Judgement) -> None:
    published = _withheld_hashes(connection, judgement)
    rows = [
        [
            review.claim_id,
            "right" if review.verdict == "right" or _is_mended(review) else "wrong",
            _reason(review),
            published.get((review.claim_id, review.words_sha256), review.words_sha256),
            *(review.mended.get(cell) for cell in ("role", "former", "kind", "metric", "modality")),
        ]
        for review in judgement.verdicts.values()
    ]
    create_empty(connection, "verdicts", _VERDICTS)
    _append(connection, "verdicts", rows, _VERDICTS)


def _withheld_hashes(
    connection: duckdb.DuckDBPyConnection, judgement: Judgement
) -> dict[tuple[str, str], str]:
    """Plain hashes of the words of judged claims, by claim and the hash that a release gives.

    Reviewers copy the hash from the release, which keys it where the words are withheld.
    """
    create_empty(connection, "judged_ids", pa.schema([("claim_id", pa.string())]))
    append(connection, "judged_ids", pa.table({"claim_id": sorted(judgement.verdicts)}))
    rows = connection.execute("""
        SELECT c.claim_id, c.char_start, c.char_end, c.exact, c.exact_sha256, a.text
        FROM staged_claims c SEMI JOIN judged_ids USING (claim_id)
        JOIN staged_articles a USING (article_id) WHERE a.rights <> 'full'
    """).fetchall()
    plain = {}
    for claim_id, start, end, words, digest, text in rows:
        key = words_key(text)
        given = "" if key is None else withheld_digest(key, start, end, words)
        plain[claim_id, given] = digest
    return plain


def _is_mended(review: Review) -> bool:
    return review.verdict == "cell" and set(review.cells) == set(review.mended)


def _reason(review: Review) -> str:
    cells = f" ({', '.join(review.cells)})" if review.cells else ""
    return f"{review.reviewer} found it wrong{cells} on {review.reviewed_on}."


def _outdated(connection: duckdb.DuckDBPyConnection, judgement: Judgement) -> Iterator[Finding]:
    lost = connection.execute("""
        SELECT claim_id, claim_id IN (SELECT claim_id FROM staged_claims) AS reads_otherwise
        FROM verdicts ANTI JOIN standing_verdicts USING (claim_id) ORDER BY claim_id
    """).fetchall()
    for claim_id, reads_otherwise in lost:
        review = judgement.verdicts[claim_id]
        what = "reads otherwise now" if reads_otherwise else "is no longer found"
        yield Finding(
            code="review-outdated",
            severity=Severity.INFO,
            message=f"{claim_id}, judged by {review.reviewer}, {what}: the verdict has no effect",
            advice="Judge it again with `factpack review`, or delete the row.",
            file=FILE_NAME,
        )


def _append(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Sequence[Sequence[object]],
    schema: pa.Schema,
) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
    append(connection, table, pa.table(columns, schema=schema))
