"""Withhold the words that an article's rights do not allow, before anything is written.

| rights | title | text | other words (`exact`, `object_value`, `scope`) |
|---|---|---|---|
| full | yes | yes | yes |
| excerpt | yes | no | up to `EXCERPT_WORDS` words and `EXCERPT_CHARS` characters a cell |
| facts | no | no | no |

The title and the excerpts of an article give out `EXCERPT_SHARE` of it at most: where they would
give more, the longest passages are withheld, and a title that alone is more.

Where words are withheld, their hash is keyed (`factpack_validators.keyed_words`). Names
(`x:words: name` in the contract) are facts and stay, but a name that is longer than `NAME_PATTERNS`
allow is taken for a sentence that slipped in: where an article withholds words,
its long names become null, and a long alias or name of an entity is dropped or replaced. A fact
gives the words of its object only where a claim gives the same words. An article that is not known
counts as `facts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from factpack.errors import FactpackError
from factpack.messages import cut_all_quoted
from factpack.release.article_rights import (
    EXCERPT,
    FULL,
    UNKNOWN,
    ArticleRights,
    Keys,
    Levels,
    Numbers,
    as_keys,
    look_up,
    small_database,
    table_batches,
)
from factpack_validators.keyed_words import withheld_digest, withheld_object_digest
from factpack_validators.schemas import word_columns
from factpack_validators.word_limits import EXCERPT_CHARS, EXCERPT_WORDS, NAME_PATTERNS

_MESSAGES: Mapping[str, tuple[str, ...]] = {"segments": ("reason",), "rejected": ("reason",)}
_TEXT_HASHES = ("text_sha256", "raw_sha256")
_NOT_SORTED = (
    "a table is not sorted by its primary key. This is a fault of factpack: please report it."
)

Edit = Callable[[pa.Table], pa.Table]


class SortedPlaces:
    """Places of articles by keys that are asked for in ascending order, read as they are needed."""

    def __init__(self, stream: Iterator[tuple[Keys, Numbers]]) -> None:
        """Take pairs of keys and the places of their articles, keys ascending over all of them."""
        self._stream = stream
        self._ids: Keys = np.empty(0, "S1")
        self._places: Numbers = np.empty(0, np.int64)
        self._last = b""

    def of(self, column: pa.ChunkedArray) -> Numbers:
        """Place of the article of each key; UNKNOWN where there is none.

        Raises:
            FactpackError: the keys do not ascend.
        """
        keys = as_keys(column)
        if not len(keys):
            return np.empty(0, np.int64)
        if keys[0] < self._last or (keys[1:] < keys[:-1]).any():
            raise FactpackError(_NOT_SORTED)
        while not len(self._ids) or self._ids[-1] < keys[-1]:
            more = next(self._stream, None)
            if more is None:
                break
            self._ids = np.concatenate([self._ids, more[0]])
            self._places = np.concatenate([self._places, more[1]])
        places = look_up(self._ids, self._places, keys, UNKNOWN)
        # The last key may go on in the next rows, so it stays.
        self._last = keys[-1]
        past = int(np.searchsorted(self._ids, self._last))
        self._ids, self._places = self._ids[past:], self._places[past:]
        return places


def edits(tables: Path, rights: ArticleRights) -> Mapping[str, Edit]:
    """For each table that carries words, what turns its rows into those that may be published.

    Rows must be handed over in the order of the table. Nothing is withheld where every article is
    `full`; a table that is not in the mapping stays as it is.
    """
    if not rights.withholds:
        return {}
    claim_places = SortedPlaces(_claim_places(tables, rights))
    objects = FactObjects(tables, rights)
    names = _replacement_names(tables)

    def by_article(table: str) -> Edit:
        return lambda rows: withhold(table, rows, rights.places(rows["article_id"]), rights)

    def facts(rows: pa.Table) -> pa.Table:
        kept = objects.withhold(rows)
        for column in ("role", "organization_unit", "metric"):
            kept = _set(kept, column, _null_where(kept[column], _long_name(kept[column])))
        for column in ("subject", "object"):
            kept = _rename(kept, f"{column}_id", column, names)
        return kept

    return {
        **{t: by_article(t) for t in ("articles", "mentions", "literals", "quotes", "claims")},
        **{t: by_article(t) for t in _MESSAGES},
        "evidence": lambda rows: withhold(
            "evidence", rows, claim_places.of(rows["claim_id"]), rights
        ),
        "facts": facts,
        "entities": lambda rows: _rename(rows, "entity_id", "name", names),
        "aliases": lambda rows: rows.filter(pc.invert(_too_long_name(rows, "alias"))),
    }


def withhold(table: str, rows: pa.Table, places: Numbers, rights: ArticleRights) -> pa.Table:
    """The rows with the words that may be published, each row by its article."""
    levels = rights.levels_at(places)
    closed = pa.array(levels > FULL)
    kept = rows
    for name, words in word_columns(table).items():
        if name not in rows.column_names:
            continue
        column = rows[name]
        if words == "name":
            withheld = pc.and_(closed, _long_name(column))
        elif (table, name) == ("articles", "title"):
            withheld = pa.array(~rights.titles_at(places))
        elif (table, name) == ("articles", "text"):
            withheld = closed
        else:
            withheld = _too_long(column, levels, rights.longest_at(places))
        kept = _set(kept, name, _null_where(column, withheld))
    if "exact_sha256" in rows.column_names:
        kept = _set(kept, "exact_sha256", _span_digests(rows, kept["exact"], places, rights))
    if table == "claims":
        kept = _set(kept, "object_sha256", _object_digests(rows, kept, places, rights))
    if table == "articles":
        guessable = [
            level > FULL and place not in rights.keys
            for level, place in zip(levels.tolist(), places.tolist(), strict=True)
        ]
        for name in _TEXT_HASHES:
            kept = _set(kept, name, _null_where(rows[name], pa.array(guessable, pa.bool_())))
    for name in _MESSAGES.get(table, ()):
        kept = _set(kept, name, pc.if_else(closed, _cut_messages(rows[name]), rows[name]))
    return kept


def _too_long(column: pa.ChunkedArray, levels: Levels, longest: Numbers) -> pa.ChunkedArray:
    """Which words are longer than their article gives; null where there are none."""
    too_long = pc.greater(pc.utf8_length(column), pa.array(longest))
    return pc.or_(too_long, pc.and_(pa.array(levels == EXCERPT), _long_excerpt(column)))


def _span_digests(
    rows: pa.Table, given: pa.ChunkedArray, places: Numbers, rights: ArticleRights
) -> pa.ChunkedArray:
    """Hashes of the words of spans, keyed where the words are not given."""
    digests: list[str | None] = rows["exact_sha256"].to_pylist()
    withheld = np.flatnonzero(given.is_null().to_numpy())
    spans = rows.select(["char_start", "char_end", "exact"]).take(pa.array(withheld))
    columns = (column.to_pylist() for column in spans.columns)
    for row, place, start, end, words in zip(
        withheld.tolist(), places[withheld].tolist(), *columns, strict=True
    ):
        key = rights.keys.get(place)
        digests[row] = (
            None if key is None or words is None else withheld_digest(key, start, end, words)
        )
    return pa.chunked_array([pa.array(digests, pa.string())])


def _object_digests(
    rows: pa.Table, kept: pa.Table, places: Numbers, rights: ArticleRights
) -> pa.ChunkedArray:
    """Hashes of the objects of claims, keyed where their words are not given."""
    digests: list[str | None] = rows["object_sha256"].to_pylist()
    withheld = (
        kept["object_value"].is_null().to_numpy() & rows["object_value"].is_valid().to_numpy()
    )
    for row in np.flatnonzero(withheld).tolist():
        digests[row] = withheld_object_digest(
            rights.keys.get(int(places[row])),
            rows["claim_id"][row].as_py(),
            rows["object_value"][row].as_py(),
        )
    return pa.chunked_array([pa.array(digests, pa.string())])


def _claim_places(tables: Path, rights: ArticleRights) -> Iterator[tuple[Keys, Numbers]]:
    for batch in table_batches(tables / "claims.parquet", ["claim_id", "article_id"]):
        yield as_keys(batch["claim_id"]), rights.places(batch["article_id"])


_FACT_OBJECTS = f"""
    with recursive implied as (
        select fact_id, fact_id as ancestor from read_parquet($facts)
        union
        select i.fact_id, f.broader_fact_id
        from implied i join read_parquet($facts) f on f.fact_id = i.ancestor
        where f.broader_fact_id is not null
    ), claim_objects as (
        select c.fact_id, c.claim_id, c.object_value, c.object_sha256, r.place,
            r.level = {FULL} or (length(c.object_value) <= least(r.longest, {EXCERPT_CHARS})
                and len(regexp_split_to_array(trim(c.object_value), '\\s+')) <= {EXCERPT_WORDS})
                as is_given
        from read_parquet($claims) c join article_rights r using (article_id)
        where c.object_value is not null
    )
    select f.fact_id,
        coalesce(bool_or(is_given and lower(c.object_value) = lower(f.object_value)), false)
            as gives_words,
        coalesce(bool_or(is_given), false) as is_plain,
        min(c.claim_id) as claim_id,
        arg_min(c.place, c.claim_id) as place
    from read_parquet($facts) f
    left join implied i on i.ancestor = f.fact_id
    left join claim_objects c
        on c.fact_id = i.fact_id and c.object_sha256 = f.object_sha256
    group by f.fact_id order by f.fact_id
"""
"""Of each fact: whether a claim gives its words, whether one gives them in any writing, and the
first claim that has them."""


class FactObjects:
    """Objects of facts, which are asked for in the order of the table."""

    def __init__(self, tables: Path, rights: ArticleRights) -> None:
        """Take the final tables and what their articles allow."""
        self._rights = rights
        self._stream = _fact_objects(tables, rights)
        self._rows = next(self._stream, None)

    def withhold(self, facts: pa.Table) -> pa.Table:
        """The next facts, without the words of objects that no claim gives."""
        if not len(facts):
            return facts
        objects = self._next(facts["fact_id"])
        given = objects["gives_words"].to_numpy()
        values, digests = facts["object_value"].to_pylist(), facts["object_sha256"].to_pylist()
        for row in np.flatnonzero(~given).tolist():
            words, values[row] = values[row], None
            if words is not None and not objects["is_plain"][row].as_py():
                key = self._rights.keys.get(objects["place"][row].as_py())
                claim = objects["claim_id"][row].as_py()
                digests[row] = withheld_object_digest(key, claim, words)
        kept = _set(facts, "object_value", pa.chunked_array([pa.array(values, pa.string())]))
        return _set(kept, "object_sha256", pa.chunked_array([pa.array(digests, pa.string())]))

    def _next(self, fact_ids: pa.ChunkedArray) -> pa.Table:
        n = len(fact_ids)
        while self._rows is not None and len(self._rows) < n:
            more = next(self._stream, None)
            if more is None:
                break
            self._rows = pa.concat_tables([self._rows, more])
        if self._rows is None or not self._rows["fact_id"][:n].equals(fact_ids):
            raise FactpackError(_NOT_SORTED)
        objects, self._rows = self._rows[:n].combine_chunks(), self._rows[n:]
        return objects


def _fact_objects(tables: Path, rights: ArticleRights) -> Iterator[pa.Table]:
    files = {t: (tables / f"{t}.parquet").as_posix() for t in ("facts", "claims")}
    known = pa.table(
        {
            "article_id": pa.array([key.decode() for key in rights.ids.tolist()], pa.string()),
            "place": np.arange(len(rights.ids)),
            "level": rights.levels,
            "longest": rights.longest,
        }
    )
    with small_database(tables) as database:
        database.register("article_rights", known)
        reader: pa.RecordBatchReader = database.sql(_FACT_OBJECTS, params=files).to_arrow_reader(
            10_000
        )
        for batch in reader:
            yield pa.Table.from_batches([batch])


def _replacement_names(tables: Path) -> Mapping[str, str]:
    """For entities whose name is too long: their longest alias that is not, else type and id."""
    names: dict[str, str] = {}
    for batch in table_batches(tables / "entities.parquet", ["entity_id", "name", "type", "basis"]):
        for row in batch.filter(_too_long_name(batch, "name")).to_pylist():
            names[row["entity_id"]] = f"{row['type']} {row['entity_id']}"
    if names:
        aliases: dict[str, str] = {}
        for batch in table_batches(tables / "aliases.parquet", ["entity_id", "alias"]):
            mine = pc.is_in(batch["entity_id"], pa.array(sorted(names)))
            short = pc.invert(_long_name(batch["alias"]))
            for row in batch.filter(pc.and_(mine, short)).to_pylist():
                known = aliases.get(row["entity_id"], "")
                if len(row["alias"]) > len(known):
                    aliases[row["entity_id"]] = row["alias"]
        names |= aliases
    return names


def _too_long_name(rows: pa.Table, column: str) -> pa.ChunkedArray:
    """Whether each name may be a sentence of an article, as one of the publisher's list may not."""
    long = pc.fill_null(_long_name(rows[column]), False)
    return pc.and_(long, pc.not_equal(pc.fill_null(rows["basis"], ""), "curated"))


def _rename(rows: pa.Table, key: str, column: str, names: Mapping[str, str]) -> pa.Table:
    if not names:
        return rows
    pairs = zip(rows[key].to_pylist(), rows[column].to_pylist(), strict=True)
    return _set(rows, column, pa.array([names.get(k, name) for k, name in pairs], pa.string()))


def _long_name(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether each name may be a sentence; null where it is null."""
    found = [
        pc.greater(pc.count_substring_regex(column, pattern), most)
        for pattern, most in NAME_PATTERNS
    ]
    return reduce(pc.or_, found)


def _long_excerpt(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether each text is longer than an excerpt; null where it is null."""
    n_words = pc.list_value_length(pc.utf8_split_whitespace(column))
    too_many = pc.greater(n_words, EXCERPT_WORDS)
    return pc.or_(too_many, pc.greater(pc.utf8_length(column), EXCERPT_CHARS))


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
