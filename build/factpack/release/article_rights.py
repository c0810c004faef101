"""What the rights of every article allow: how long its passages may be, and the key of the rest."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from factpack.errors import FactpackError
from factpack.release.stream import read_batches
from factpack_validators.keyed_words import words_key
from factpack_validators.schemas import arrow_schema
from factpack_validators.word_limits import EXCERPT_CHARS, EXCERPT_SHARE

FULL, EXCERPT, FACTS = 0, 1, 2
UNKNOWN = -1
"""Place of an article that is not known; it withholds everything."""

Keys: TypeAlias = np.ndarray[tuple[int], np.dtype[np.bytes_]]
Levels: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int8]]
Numbers: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]
Flags: TypeAlias = np.ndarray[tuple[int], np.dtype[np.bool_]]

_LEVELS: Mapping[str, int] = {"full": FULL, "excerpt": EXCERPT, "facts": FACTS}
_NO_LIMIT = 2**40
_BATCH_ROWS = 50_000
_SPAN_TABLES = ("mentions", "literals", "quotes", "claims")


@dataclass(frozen=True, slots=True)
class ArticleRights:
    """What each article allows, ids ascending; some 60 bytes an article.

    Attributes:
        ids: of the articles; the place of an id in it stands for the article elsewhere.
        levels: FULL, EXCERPT or FACTS.
        longest: characters of the longest passage that may be given; 0: none.
        sentences: the same of the sentences around claims, which get what passages leave.
        titles: whether the title may be given.
        keys: of withheld words, by place; an article that gives all has none, nor has one whose
            text could be guessed.
    """

    ids: Keys
    levels: Levels
    longest: Numbers
    sentences: Numbers
    titles: Flags
    keys: Mapping[int, bytes] = field(default_factory=dict)

    @property
    def withholds(self) -> bool:
        """Whether any article withholds words."""
        return bool((self.levels > FULL).any())

    def places(self, article_ids: pa.ChunkedArray) -> Numbers:
        """Place of each article named; UNKNOWN where it is null or not known."""
        return look_up(self.ids, np.arange(len(self.ids)), as_keys(article_ids), UNKNOWN)

    def levels_at(self, places: Numbers) -> Levels:
        """Level of each article."""
        return _at(self.levels, places, FACTS)

    def longest_at(self, places: Numbers) -> Numbers:
        """Longest passage of each article."""
        return _at(self.longest, places, 0)

    def sentences_at(self, places: Numbers) -> Numbers:
        """Longest sentence of each article."""
        return _at(self.sentences, places, 0)

    def titles_at(self, places: Numbers) -> Flags:
        """Whether each article gives its title."""
        return _at(self.titles, places, False)


def read_rights(tables: Path, share: float = EXCERPT_SHARE) -> ArticleRights:
    """Rights of all articles of `tables/articles.parquet`.

    Args:
        tables: folder of the final tables, words present.
        share: of an article that its title and excerpts may give out together.

    Raises:
        FactpackError: rights that are not known, or ids that do not ascend.
    """
    ids: list[Keys] = [np.empty(0, "S22")]
    levels: list[Levels] = [np.empty(0, np.int8)]
    keys: dict[int, bytes] = {}
    budgets: dict[bytes, float] = {}
    titled: list[int] = []
    place = 0
    columns = ["article_id", "rights", "title", "text", "n_chars"]
    for batch in table_batches(tables / "articles.parquet", columns):
        ids.append(as_keys(batch["article_id"]))
        levels.append(_levels(batch["rights"]))
        for position in np.flatnonzero(levels[-1] > FULL).tolist():
            key = words_key(batch["text"][position].as_py() or "")
            if key is not None:
                keys[place + position] = key
            if levels[-1][position] == EXCERPT:
                title = len(batch["title"][position].as_py() or "")
                budget = share * (batch["n_chars"][position].as_py() or 0)
                if title <= budget:
                    titled.append(place + position)
                budgets[bytes(ids[-1][position])] = budget - title * (title <= budget)
        place += len(batch)
    all_ids, all_levels = np.concatenate(ids), np.concatenate(levels)
    if (all_ids[1:] <= all_ids[:-1]).any():
        raise FactpackError(
            "table articles is not sorted by article_id, or holds one twice. This is a fault of "
            "factpack: please report it."
        )
    longest = np.where(all_levels == FULL, _NO_LIMIT, 0).astype(np.int64)
    sentences = longest.copy()
    for article, passages, whole in _longest_passages(tables, budgets):
        at = np.searchsorted(all_ids, article)
        longest[at], sentences[at] = passages, whole
    titles = all_levels == FULL
    titles[titled] = True
    return ArticleRights(all_ids, all_levels, longest, sentences, titles, keys)


def _longest_passages(
    tables: Path, budgets: Mapping[bytes, float]
) -> Iterator[tuple[bytes, int, int]]:
    """For each article the lengths up to which its passages, and its sentences, may be given.

    All together stay within its budget; passages come before sentences.

    Args:
        tables: the final tables.
        budgets: characters by article that passages and sentences may cover.
    """
    if not budgets:
        return
    for article, spans in groupby(_spans(tables, sorted(budgets)), key=itemgetter(0)):
        key = article.encode()
        given: list[tuple[int, int]] = []
        longest = {False: 0, True: 0}
        for is_sentence, same in groupby(spans, key=itemgetter(1)):
            # Whole lengths go in or stay out, so that one number says what an article gives.
            for length, passages in groupby(same, key=itemgetter(2)):
                more = _union([*given, *((start, start + length) for *_, start in passages)])
                if sum(end - start for start, end in more) > budgets[key]:
                    break
                given, longest[is_sentence] = more, length
        yield key, longest[False], longest[True]


def _union(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order that do not touch and cover the same characters."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _spans(tables: Path, articles: list[bytes]) -> Iterator[tuple[str, bool, int, int]]:
    """Article, whether a sentence, length and start of what is short enough for an excerpt.

    They are in order.
    """
    wanted = pa.table({"article_id": pa.array([key.decode() for key in articles], pa.string())})
    spans = [
        f"SELECT article_id, false AS is_sentence, char_start, char_end FROM {_file(t)}"
        for t in _SPAN_TABLES
    ]
    spans.append(
        f"""SELECT c.article_id, false, e.char_start, e.char_end FROM {_file("evidence")} e
        JOIN {_file("claims")} c USING (claim_id)"""
    )
    spans.append(f"SELECT article_id, true, sentence_start, sentence_end FROM {_file('claims')}")
    query = f"""
        SELECT DISTINCT article_id, is_sentence, char_end - char_start AS length, char_start
        FROM ({" UNION ALL ".join(spans)}) SEMI JOIN wanted USING (article_id)
        WHERE length <= {EXCERPT_CHARS} ORDER BY ALL
    """
    files = {t: (tables / f"{t}.parquet").as_posix() for t in (*_SPAN_TABLES, "evidence")}
    for table, file in files.items():
        if not Path(file).is_file():
            raise FactpackError(f"{Path(file).name}: the table {table} was not made")
    with small_database(tables) as database:
        database.register("wanted", wanted)
        reader: pa.RecordBatchReader = database.sql(query, params=files).to_arrow_reader(10_000)
        for batch in reader:
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _file(table: str) -> str:
    return f"read_parquet(${table})"


@contextmanager
def small_database(tables: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of 1 GB that spills into a temporary folder beside the tables."""
    with tempfile.TemporaryDirectory(dir=tables) as spill:
        config: dict[str, Any] = {"memory_limit": "1GB", "temp_directory": spill}
        with duckdb.connect(config=config) as database:
            yield database


def look_up(
    keys: Keys, values: np.ndarray[Any, Any], asked: Keys, otherwise: int
) -> np.ndarray[Any, Any]:
    """The value of each key asked for; `keys` ascend."""
    if not len(keys):
        return np.full(len(asked), otherwise, values.dtype)
    places = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.where(keys[places] == asked, values[places], otherwise).astype(values.dtype)


def as_keys(column: pa.ChunkedArray) -> Keys:
    """Identifiers as bytes of one width: 22 an id, and in binary order, which is the tables'."""
    plain = pc.fill_null(column, "").cast(pa.binary()).to_numpy()
    return plain.astype(np.bytes_) if len(plain) else np.empty(0, "S1")


def table_batches(file: Path, columns: list[str]) -> Iterator[pa.Table]:
    """Some columns of a final table with the types of the contract."""
    schema = pa.schema([arrow_schema(file.stem).field(name) for name in columns])
    for rows in read_batches(file, columns, _BATCH_ROWS):
        yield rows.cast(schema)


def _at(values: np.ndarray[Any, Any], places: Numbers, otherwise: int) -> np.ndarray[Any, Any]:
    if not len(values):
        return np.full(len(places), otherwise, values.dtype)
    known = values[np.maximum(places, 0)]
    return np.where(places == UNKNOWN, otherwise, known).astype(values.dtype)


def _levels(rights: pa.ChunkedArray) -> Levels:
    names = rights.to_pylist()
    unknown = sorted({str(name) for name in names if name not in _LEVELS})
    if unknown:
        raise FactpackError(
            f"table articles, column rights: {unknown[0]!r} is none of {', '.join(_LEVELS)}"
        )
    return np.array([_LEVELS[name] for name in names], np.int8)
