"""Words of mentions and evidence that a release withholds, where the articles are at hand."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from factpack_validators.articles_text import texts
from factpack_validators.context import Context
from factpack_validators.sql import file_literal

_SCHEMA = pa.schema(
    [
        ("article_id", pa.string()),
        ("char_start", pa.int64()),
        ("char_end", pa.int64()),
        ("words", pa.string()),
    ]
)
_WITHHELD = """
    SELECT DISTINCT article_id, char_start, char_end FROM (
        SELECT article_id, char_start, char_end FROM mentions WHERE exact IS NULL
        UNION ALL
        SELECT c.article_id, e.char_start, e.char_end
        FROM evidence e JOIN claims c USING (claim_id) WHERE e.exact IS NULL
    ) WHERE article_id IS NOT NULL ORDER BY ALL
"""


def view_words(context: Context) -> None:
    """Make the views `mention_words` and `evidence_words`: the rows with a column `words`.

    It holds the words of the span, null where neither the release nor an article at hand has them.
    """
    con = context.database.con
    if context.database.has_words:
        return
    context.database.has_words = True
    # In a file, since a result must not be open while a table is filled.
    file = context.spill / "held_words.parquet"
    with pq.ParquetWriter(file, _SCHEMA) as writer:
        for batch in _held(context) if context.texts else ():
            writer.write_batch(batch)
    con.execute(f"CREATE VIEW held_words AS FROM read_parquet({file_literal(file)})")
    con.execute("""
        CREATE VIEW mention_words AS
        SELECT m.*, coalesce(m.exact, h.words) AS words
        FROM mentions m LEFT JOIN held_words h USING (article_id, char_start, char_end)
    """)
    con.execute("""
        CREATE VIEW evidence_words AS
        SELECT e.*, c.article_id, coalesce(e.exact, h.words) AS words
        FROM evidence e JOIN claims c USING (claim_id)
        LEFT JOIN held_words h ON h.article_id = c.article_id
            AND h.char_start = e.char_start AND h.char_end = e.char_end
    """)


def _held(context: Context) -> Iterator[pa.RecordBatch]:
    articles = texts(context)
    article, text = next(articles, (None, None))
    for batch in context.database.stream(_WITHHELD):
        words: list[str | None] = []
        for key, start, end in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            while article is not None and article < key:
                article, text = next(articles, (None, None))
            known = article == key and text is not None and 0 <= start < end <= len(text)
            words.append(text[start:end] if known and text is not None else None)
        columns = [*batch.columns, pa.array(words, pa.string())]
        yield pa.RecordBatch.from_arrays(columns, schema=_SCHEMA)
