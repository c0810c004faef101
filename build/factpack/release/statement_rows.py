"""What is published, in words: the table `statements`, and the column `statement` of `facts`.

Both are made of the rows that are published, not of those that were found: they cannot say what
rights withhold. Sentences alone are read from the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from factpack.release.article_rights import EXCERPT, ArticleRights, small_database, table_batches
from factpack.release.repeats import Repeats
from factpack.release.rights import Edit
from factpack.release.statements import STATEMENT_COLUMNS, fact_statement
from factpack.release.stream import read_batches
from factpack.release.tables import read_rows
from factpack.release.values import check_values
from factpack_validators.folder import parquet_file
from factpack_validators.schemas import arrow_schema
from factpack_validators.sql import ordered_by
from factpack_validators.word_limits import EXCERPT_WORDS

SPOKEN = ("facts", "statements")
"""Tables with a column `statement`."""

_BATCH_ROWS = 10_000
_TEXTS = 500
_CHECKED = 200_000
"""Statements looked for in the articles at a time: some 100 MB, and all of most releases."""

_SENTENCES = pa.schema([("claim_id", pa.string()), ("sentence", pa.string())])
_PLACES = """
    SELECT article_id, claim_id, sentence_start, sentence_end FROM read_parquet($claims)
    ORDER BY article_id, claim_id
"""
_ROWS = """
    SELECT c.*, s.name AS subject, o.name AS object, w.name AS speaker,
        c.attributed_to AS speaker_id, x.sentence, NULL::VARCHAR AS statement,
        c.char_start - c.sentence_start AS span_start, c.char_end - c.sentence_start AS span_end,
        a.publisher, a.title, a.published_on, a.published_precision, a.url, a.rights,
        f.status, f.n_articles, f.n_publishers, f.n_origins
    FROM read_parquet($claims) c
    JOIN read_parquet($articles) a USING (article_id)
    JOIN read_parquet($facts) f USING (fact_id)
    JOIN read_parquet($entities) s ON s.entity_id = c.subject_id
    LEFT JOIN read_parquet($entities) o ON o.entity_id = c.object_id
    LEFT JOIN read_parquet($entities) w ON w.entity_id = c.attributed_to
    LEFT JOIN read_parquet($sentences) x USING (claim_id)
"""
_HELPERS = ("object_sha256",)
"""Columns that a statement is made of and the table does not have."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Rows with their statements, as files.

    Attributes:
        files: rows by table, in their order.
        silent: statements that are not published.
    """

    files: dict[str, Path]
    silent: frozenset[str]

    def withhold(self, rows: pa.Table) -> pa.Table:
        """The rows without statements that repeat an article."""
        if not self.silent:
            return rows
        said = rows["statement"]
        repeats = pc.is_in(said, pa.array(sorted(self.silent), pa.string()))
        place = rows.schema.get_field_index("statement")
        return rows.set_column(
            place, "statement", pc.if_else(repeats, pa.scalar(None, pa.string()), said)
        )


def speak(
    tables: Path,
    release: Path,
    edit: Edit | None,
    rights: ArticleRights,
    repeats: Repeats | None,
    work: Path,
) -> Spoken:
    """Make the rows of `SPOKEN` with their statements.

    Args:
        tables: the final tables, words present.
        release: where the other tables are published already, words withheld.
        edit: withholds words of facts.
        rights: of all articles.
        repeats: the words of articles that withhold them, None where none does.
        work: folder for what is made.
    """
    facts, statements = work / "facts.parquet", work / "statements.parquet"
    _write(facts, "facts", read_rows("facts", tables / "facts.parquet", edit))
    sentences = work / "sentences.parquet"
    _write_sentences(sentences, tables, rights)
    published = {t: release / parquet_file(t) for t in ("claims", "articles", "entities")}
    _write(statements, "statements", _rows(published | {"facts": facts, "sentences": sentences}))
    files = {"facts": facts, "statements": statements}
    silent = frozenset(_repeated(files.values(), repeats)) if repeats else frozenset[str]()
    return Spoken(files, silent)


def _write(file: Path, table: str, rows: Iterable[pa.Table]) -> None:
    """Write rows with their statements.

    Raises:
        FactpackError: a cell breaks a rule.
    """
    schema = arrow_schema(table)
    n_rows = 0
    with pq.ParquetWriter(file, schema, compression="lz4") as writer:
        for batch in rows:
            # First, as no words can be made of a number that is none.
            check_values(table, batch, n_rows)
            n_rows += batch.num_rows
            needed = batch.select([c for c in batch.column_names if c in STATEMENT_COLUMNS])
            said = [fact_statement(row) for row in needed.to_pylist()]
            words = pa.chunked_array([pa.array(said, pa.string())])
            place = batch.schema.get_field_index("statement")
            spoken = batch.set_column(place, "statement", words)
            writer.write_table(spoken.select(schema.names).cast(schema))


def _rows(files: dict[str, Path]) -> Iterator[pa.Table]:
    wanted = [*arrow_schema("statements").names, *_HELPERS]
    query = f"SELECT {', '.join(wanted)} FROM ({_ROWS}) ORDER BY {ordered_by('statements')}"
    with small_database(files["sentences"].parent) as database:
        reader: pa.RecordBatchReader = database.sql(
            query, params={name: file.as_posix() for name, file in files.items()}
        ).to_arrow_reader(_BATCH_ROWS)
        for batch in reader:
            yield pa.Table.from_batches([batch])


def _write_sentences(file: Path, tables: Path, rights: ArticleRights) -> None:
    """Write the sentence of each claim whose article gives it; one batch of texts in memory."""
    claims = tables / "claims.parquet"
    with (
        small_database(tables) as database,
        pq.ParquetWriter(file, _SENTENCES, compression="lz4") as writer,
    ):
        reader: pa.RecordBatchReader = database.sql(
            _PLACES, params={"claims": claims.as_posix()}
        ).to_arrow_reader(_BATCH_ROWS)
        texts = _texts(tables, rights)
        article, text, longest, is_excerpt = next(texts, _NO_TEXT)
        for batch in reader:
            ids, sentences = [], []
            for key, claim, start, end in zip(
                *(column.to_pylist() for column in batch.columns), strict=True
            ):
                while article < key:
                    article, text, longest, is_excerpt = next(texts, _NO_TEXT)
                if article != key or end - start > longest:
                    continue
                words = text[start:end]
                if is_excerpt and len(words.split()) > EXCERPT_WORDS:
                    continue
                ids.append(claim)
                sentences.append(words)
            writer.write_table(pa.table([ids, sentences], schema=_SENTENCES))


_NO_TEXT = ("\U0010ffff", "", 0, False)
"""Behind all articles."""


def _texts(tables: Path, rights: ArticleRights) -> Iterator[tuple[str, str, int, bool]]:
    """Every article that gives sentences: its id, text, longest sentence, and whether they are few.

    Ids ascend.
    """
    for batch in read_batches(tables / "articles.parquet", ["article_id", "text"], _TEXTS):
        places = rights.places(batch["article_id"])
        longest, levels = rights.sentences_at(places), rights.levels_at(places)
        columns = (batch["article_id"].to_pylist(), batch["text"].to_pylist())
        for key, text, chars, level in zip(
            *columns, longest.tolist(), levels.tolist(), strict=True
        ):
            if chars:
                yield key, text or "", chars, level == EXCERPT


def _repeated(files: Iterable[Path], repeats: Repeats) -> Iterator[str]:
    """Statements that have a run of words of an article that withholds them."""
    waiting: dict[str, None] = {}
    for file in files:
        for batch in table_batches(file, ["statement"]):
            waiting |= dict.fromkeys(batch["statement"].to_pylist())
            if len(waiting) >= _CHECKED:
                yield from _repeating(list(waiting), repeats)
                waiting = {}
    yield from _repeating(list(waiting), repeats)


def _repeating(texts: list[str], repeats: Repeats) -> Iterator[str]:
    found = repeats.among(texts) if texts else []
    return (text for text, repeated in zip(texts, found, strict=True) if repeated)
