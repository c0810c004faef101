"""Withhold the words that an article's rights do not allow, before anything is written.

| rights | title | text | other words (`exact`, `object_value`, `scope`) |
|---|---|---|---|
| full | yes | yes | yes |
| excerpt | yes | no | up to `EXCERPT_WORDS` words and `EXCERPT_CHARS` characters a cell |
| facts | no | no | no |

Names (`x:words: name` in the contract) are facts and stay, but a name of more than `NAME_WORDS`
words or `NAME_CHARS` characters is taken for a sentence that slipped in: where an article withholds
words, its long names become null, and a long alias or name of an entity is dropped or replaced. A
fact gives the words of its object only where a claim whose article allows it has the same words. An
article that is not known counts as `facts`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from factpack.errors import FactpackError
from factpack.release.stream import read_batches
from factpack_validators.schemas import arrow_schema, word_columns

EXCERPT_WORDS = 25
EXCERPT_CHARS = 250
"""A short excerpt: one sentence of news; the characters bound scripts that put no spaces."""

NAME_WORDS = 10
NAME_CHARS = 100
"""Longest name or title of office; longer ones exist, but so do mistakes of extraction."""

QUOTED_WORDS = 3
"""Quoted stretches of so many words or more are cut from findings: shorter ones are file names and
keys. Rows about an article that withholds words lose every quoted or bracketed stretch."""

FULL, EXCERPT, FACTS = 0, 1, 2

_LEVELS: Mapping[str, int] = {"full": FULL, "excerpt": EXCERPT, "facts": FACTS}
_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|«[^«»]*»|(?<!\w)'[^']*'|‘[^‘’]*’|`[^`]*`")
_QUOTED_OR_BRACKETED = re.compile(rf"{_QUOTED.pattern}|\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"\w+")
_MESSAGES: Mapping[str, tuple[str, ...]] = {"segments": ("reason",), "rejected": ("reason",)}
_CUT = "[words withheld]"
_BATCH_ROWS = 50_000

Keys: TypeAlias = np.ndarray[tuple[int], np.dtype[np.bytes_]]
Levels: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int8]]
Edit = Callable[[pa.Table], pa.Table]


@dataclass(frozen=True, slots=True)
class ArticleRights:
    """Level of every article, ids ascending; 23 bytes an article."""

    ids: Keys
    levels: Levels

    @property
    def withholds(self) -> bool:
        """Whether any article withholds words."""
        return bool((self.levels > FULL).any())

    def of(self, article_ids: pa.ChunkedArray) -> Levels:
        """Level of each article named; FACTS where it is null or unknown."""
        return _look_up(self.ids, self.levels, _keys(article_ids))


class SortedLevels:
    """Levels of keys that are asked for in ascending order, read as they are needed."""

    def __init__(self, stream: Iterator[tuple[Keys, Levels]]) -> None:
        """Take pairs of keys and their levels, keys ascending over all of them."""
        self._stream = stream
        self._ids: Keys = np.empty(0, "S1")
        self._levels: Levels = np.empty(0, np.int8)
        self._last = b""

    def of(self, column: pa.ChunkedArray) -> Levels:
        """Level of each key; FACTS where it is unknown.

        Raises:
            FactpackError: the keys do not ascend.
        """
        keys = _keys(column)
        if not len(keys):
            return np.empty(0, np.int8)
        if keys[0] < self._last or (keys[1:] < keys[:-1]).any():
            raise FactpackError(
                "a table is not sorted by its primary key. This is a fault of factpack: "
                "please report it."
            )
        while not len(self._ids) or self._ids[-1] < keys[-1]:
            more = next(self._stream, None)
            if more is None:
                break
            self._ids = np.concatenate([self._ids, more[0]])
            self._levels = np.concatenate([self._levels, more[1]])
        levels = _look_up(self._ids, self._levels, keys)
        # The last key may go on in the next rows, so it stays.
        self._last = keys[-1]
        past = int(np.searchsorted(self._ids, self._last))
        self._ids, self._levels = self._ids[past:], self._levels[past:]
        return levels


def read_rights(tables: Path) -> ArticleRights:
    """Rights of all articles of `tables/articles.parquet`.

    Raises:
        FactpackError: rights that are not known, or ids that do not ascend.
    """
    ids: list[Keys] = [np.empty(0, "S22")]
    levels: list[Levels] = [np.empty(0, np.int8)]
    for batch in _batches(tables / "articles.parquet", ["article_id", "rights"]):
        ids.append(_keys(batch["article_id"]))
        levels.append(_levels(batch["rights"]))
    every = ArticleRights(np.concatenate(ids), np.concatenate(levels))
    if (every.ids[1:] <= every.ids[:-1]).any():
        raise FactpackError(
            "table articles is not sorted by article_id, or holds one twice. This is a fault of "
            "factpack: please report it."
        )
    return every


def edits(tables: Path, rights: ArticleRights) -> Mapping[str, Edit]:
    """For each table that carries words, what turns its rows into those that may be published.

    Rows must be handed over in the order of the table. Nothing is withheld where every article is
    `full`; a table that is not in the mapping stays as it is.
    """
    if not rights.withholds:
        return {}
    claim_levels = SortedLevels(_claim_levels(tables, rights))
    fact_levels = SortedLevels(_fact_levels(tables))
    names = _replacement_names(tables)

    def by_article(table: str) -> Edit:
        return lambda rows: withhold(table, rows, rights.of(rows["article_id"]))

    def facts(rows: pa.Table) -> pa.Table:
        kept = withhold("facts", rows, fact_levels.of(rows["fact_id"]))
        for column in ("role", "organization_unit", "metric"):
            kept = _set(kept, column, _null_where(kept[column], _long_name(kept[column])))
        for column in ("subject", "object"):
            kept = _rename(kept, f"{column}_id", column, names)
        return kept

    return {
        **{t: by_article(t) for t in ("articles", "mentions", "literals", "quotes", "claims")},
        **{t: by_article(t) for t in _MESSAGES},
        "evidence": lambda rows: withhold("evidence", rows, claim_levels.of(rows["claim_id"])),
        "facts": facts,
        "entities": lambda rows: _rename(rows, "entity_id", "name", names),
        "aliases": lambda rows: rows.filter(
            pc.invert(pc.fill_null(_long_name(rows["alias"]), False))
        ),
    }


def withhold(table: str, rows: pa.Table, levels: Levels) -> pa.Table:
    """The rows with the words that may be published, each row by its level."""
    excerpt, facts = pa.array(levels == EXCERPT), pa.array(levels == FACTS)
    for name, words in word_columns(table).items():
        if name not in rows.column_names:
            continue
        column = rows[name]
        if words == "name":
            if table == "facts":
                continue  # A fact has many articles; `edits` sees to its names.
            withheld = pc.and_(pa.array(levels > FULL), _long_name(column))
        elif (table, name) == ("articles", "title"):
            withheld = facts
        elif (table, name) == ("articles", "text"):
            withheld = pc.or_(facts, excerpt)
        else:
            withheld = pc.or_(facts, pc.and_(excerpt, _long_excerpt(column)))
        rows = _set(rows, name, _null_where(column, withheld))
    for name in _MESSAGES.get(table, ()):
        cut = _cut_messages(rows[name])
        rows = _set(rows, name, pc.if_else(pa.array(levels > FULL), cut, rows[name]))
    return rows


def cut_quoted(message: str) -> str:
    """The message of a finding without the long quotations in it.

    >>> cut_quoted('no speaker for "it was the best of times"')
    'no speaker for [words withheld]'
    >>> cut_quoted('unknown key "rigths"')
    'unknown key "rigths"'
    """
    return _QUOTED.sub(
        lambda match: match[0] if len(_WORD.findall(match[0])) < QUOTED_WORDS else _CUT, message
    )


def cut_all_quoted(message: str) -> str:
    """A message about an article without anything that may be the article's words.

    >>> cut_all_quoted("The object (two wooden boats) is not known.")
    'The object [words withheld] is not known.'
    """
    return _QUOTED_OR_BRACKETED.sub(_CUT, message)


def _claim_levels(tables: Path, rights: ArticleRights) -> Iterator[tuple[Keys, Levels]]:
    for batch in _batches(tables / "claims.parquet", ["claim_id", "article_id"]):
        yield _keys(batch["claim_id"]), rights.of(batch["article_id"])


_FACT_LEVELS = """
    select f.fact_id,
      min(case a.rights when 'full' then 0 when 'excerpt' then 1 else 2 end)::tinyint
    from read_parquet($facts) f
    join read_parquet($claims) c
      on c.fact_id = f.fact_id and lower(c.object_value) = lower(f.object_value)
    join read_parquet($articles) a on a.article_id = c.article_id
    group by f.fact_id order by f.fact_id
"""


def _fact_levels(tables: Path) -> Iterator[tuple[Keys, Levels]]:
    """The freest level among the claims that have the words of the fact's object."""
    files = {t: (tables / f"{t}.parquet").as_posix() for t in ("facts", "claims", "articles")}
    with tempfile.TemporaryDirectory(dir=tables) as spill:
        config: dict[str, Any] = {"memory_limit": "1GB", "temp_directory": spill}
        with duckdb.connect(config=config) as database:
            relation = database.sql(_FACT_LEVELS, params=files)
            reader: pa.RecordBatchReader = relation.to_arrow_reader(_BATCH_ROWS)
            for batch in reader:
                yield (
                    _keys(pa.chunked_array([batch.column(0)])),
                    batch.column(1).to_numpy(zero_copy_only=False),
                )


def _replacement_names(tables: Path) -> Mapping[str, str]:
    """For entities whose name is too long: their longest alias that is not, else type and id."""
    names: dict[str, str] = {}
    for batch in _batches(tables / "entities.parquet", ["entity_id", "name", "type"]):
        for row in batch.filter(pc.fill_null(_long_name(batch["name"]), False)).to_pylist():
            names[row["entity_id"]] = f"{row['type']} {row['entity_id']}"
    if names:
        aliases: dict[str, str] = {}
        for batch in _batches(tables / "aliases.parquet", ["entity_id", "alias"]):
            mine = pc.is_in(batch["entity_id"], pa.array(sorted(names)))
            short = pc.invert(_long_name(batch["alias"]))
            for row in batch.filter(pc.and_(mine, short)).to_pylist():
                known = aliases.get(row["entity_id"], "")
                if len(row["alias"]) > len(known):
                    aliases[row["entity_id"]] = row["alias"]
        names |= aliases
    return names


def _rename(rows: pa.Table, key: str, column: str, names: Mapping[str, str]) -> pa.Table:
    if not names:
        return rows
    pairs = zip(rows[key].to_pylist(), rows[column].to_pylist(), strict=True)
    return _set(rows, column, pa.array([names.get(k, name) for k, name in pairs], pa.string()))


def _long_name(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return _longer(column, NAME_WORDS, NAME_CHARS)


def _long_excerpt(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return _longer(column, EXCERPT_WORDS, EXCERPT_CHARS)


def _longer(column: pa.ChunkedArray, words: int, chars: int) -> pa.ChunkedArray:
    """Whether each text is longer than so many words or characters; null where it is null."""
    n_words = pc.list_value_length(pc.utf8_split_whitespace(column))
    return pc.or_(pc.greater(n_words, words), pc.greater(pc.utf8_length(column), chars))


def _null_where(column: pa.ChunkedArray, withheld: pa.ChunkedArray) -> pa.ChunkedArray:
    # A null in the mask means a null in the column, which stays null either way. Taking rows copies
    # only what stays; choosing between them would keep room for the words that go.
    mask = pc.fill_null(withheld, True).to_numpy(zero_copy_only=False)
    return column.take(pa.array(np.arange(len(column)), mask=mask))


def _cut_messages(column: pa.ChunkedArray) -> pa.ChunkedArray:
    # Few messages differ, so each is looked at once.
    unique = column.combine_chunks().dictionary_encode()
    cut = [None if text is None else cut_all_quoted(text) for text in unique.dictionary.to_pylist()]
    return pa.chunked_array([pa.array(cut, pa.string()).take(unique.indices)])


def _set(rows: pa.Table, name: str, column: pa.ChunkedArray) -> pa.Table:
    return rows.set_column(rows.schema.get_field_index(name), name, column)


def _look_up(ids: Keys, levels: Levels, keys: Keys) -> Levels:
    if not len(ids):
        return np.full(len(keys), FACTS, np.int8)
    places = np.minimum(np.searchsorted(ids, keys), len(ids) - 1)
    return np.where(ids[places] == keys, levels[places], FACTS).astype(np.int8)


def _keys(column: pa.ChunkedArray) -> Keys:
    # Bytes of one width: 22 bytes an id, and binary order, which is that of the tables.
    plain = pc.fill_null(column, "").cast(pa.binary()).to_numpy()
    return plain.astype(np.bytes_) if len(plain) else np.empty(0, "S1")


def _levels(rights: pa.ChunkedArray) -> Levels:
    names = rights.to_pylist()
    unknown = sorted({str(name) for name in names if name not in _LEVELS})
    if unknown:
        raise FactpackError(
            f"table articles, column rights: {unknown[0]!r} is none of {', '.join(_LEVELS)}"
        )
    return np.array([_LEVELS[name] for name in names], np.int8)


def _batches(file: Path, columns: list[str]) -> Iterator[pa.Table]:
    schema = pa.schema([arrow_schema(file.stem).field(name) for name in columns])
    for rows in read_batches(file, columns, _BATCH_ROWS):
        yield rows.cast(schema)
