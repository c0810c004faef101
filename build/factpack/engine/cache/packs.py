"""Packs: files that hold the staged rows of some hundred articles, and prove that they are whole.

A pack is a header, the keys of its articles, and an Arrow stream with a row an article, in which
every staged table is a list. The header has the hashes of both parts, and nothing is parsed before
its hash was compared: a file that is cut, damaged or of another form is one that is not there.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

import pyarrow as pa

from factpack.engine.staging import STAGED_TABLES, StagedRows, staged_schema

SUFFIX = ".pack"
DRAFT = ".draft"
"""End of the name of a file that is being written."""

_MAGIC = b"factpack pack 1\n"
_NUMBER = 8
_HASH = 32
_HEADER = len(_MAGIC) + _NUMBER + 2 * _HASH
_NUMBERS = pa.list_(pa.uint64())


class Damaged(Exception):
    """A file is not the pack that was written."""


@cache
def pack_schema() -> pa.Schema:
    """Columns of a pack.

    `key` is that of the article; `asked` are the keys of paragraphs that were looked for among the
    furniture of its outlet, and `marked` those of them that are furniture there. The rest are the
    staged tables.
    """
    return pa.schema(
        [
            pa.field("key", pa.binary(_HASH)),
            pa.field("asked", _NUMBERS),
            pa.field("marked", _NUMBERS),
            *(
                pa.field(table, pa.list_(pa.struct(list(staged_schema(table)))))
                for table in STAGED_TABLES
            ),
        ]
    )


def nested(
    keys: Sequence[bytes],
    asked: Sequence[Sequence[int]],
    marked: Sequence[Sequence[int]],
    rows: Sequence[StagedRows],
) -> pa.Table:
    """Rows of articles as a table with one row for each article."""
    together = StagedRows()
    for of_article in rows:
        together.extend(of_article)
    tables = dict(together.tables())
    columns = [pa.array(keys, pa.binary(_HASH)), pa.array(asked, _NUMBERS)]
    columns.append(pa.array(marked, _NUMBERS))
    for name in STAGED_TABLES:
        ends = [0]
        for of_article in rows:
            ends.append(ends[-1] + of_article.count(name))
        table = tables.get(name, staged_schema(name).empty_table()).combine_chunks()
        values = [_one(column) for column in table.columns]
        structs = pa.StructArray.from_arrays(values, fields=list(staged_schema(name)))
        columns.append(pa.ListArray.from_arrays(pa.array(ends, pa.int32()), structs))
    return pa.Table.from_arrays(columns, schema=pack_schema())


def staged_tables(articles: pa.Table) -> Mapping[str, pa.Table]:
    """The staged tables that have rows, in the order of the articles: `nested` undone."""
    articles = articles.combine_chunks()
    found: dict[str, pa.Table] = {}
    for name in STAGED_TABLES:
        structs = _one(articles[name]).flatten()
        if len(structs):
            found[name] = pa.Table.from_arrays(structs.flatten(), schema=staged_schema(name))
    return found


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else pa.array([], column.type)


def write_pack(folder: Path, articles: pa.Table) -> Path:
    """Write a pack under a name of its own: it is there whole or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    keys = b"".join(articles["key"].to_pylist())
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(
        sink, pack_schema(), options=pa.ipc.IpcWriteOptions(compression="lz4")
    ) as stream:
        stream.write_table(articles.combine_chunks())
    body = sink.getvalue().to_pybytes()
    sums = hashlib.sha256(keys).digest() + hashlib.sha256(body).digest()
    number = articles.num_rows.to_bytes(_NUMBER, "little")
    name = hashlib.sha256(sums).hexdigest()[:_HASH] + SUFFIX
    draft = folder / f".{secrets.token_hex(8)}{DRAFT}"
    try:
        with draft.open("xb") as file:
            for part in (_MAGIC, number, sums, keys, body):
                file.write(part)
        draft.replace(folder / name)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    return folder / name


def read_keys(pack: Path) -> bytes:
    """The keys of the articles of a pack, 32 bytes each; nothing else of it is looked at.

    Raises:
        Damaged: it is not what was written.
        OSError: it cannot be read.
    """
    with pack.open("rb") as file:
        keys, _ = _keys(file.read(_HEADER), file.read)
    return keys


@lru_cache(maxsize=2)
def read_pack(pack: Path) -> pa.Table:
    """The articles of a pack. No pack is ever written twice: the last ones stay in memory.

    Raises:
        Damaged: it is not what was written.
        OSError: it cannot be read.
    """
    with pack.open("rb") as file:
        keys, body_hash = _keys(file.read(_HEADER), file.read)
        body = file.read()
    if hashlib.sha256(body).digest() != body_hash:
        raise Damaged(pack)
    try:
        articles = pa.ipc.open_stream(body).read_all()
    except (pa.ArrowException, OSError, ValueError) as problem:
        raise Damaged(pack) from problem
    if articles.schema != pack_schema() or b"".join(articles["key"].to_pylist()) != keys:
        raise Damaged(pack)
    return articles


def _keys(header: bytes, read: Callable[[int], bytes]) -> tuple[bytes, bytes]:
    """The keys that follow a header, compared with their hash, and the hash of the body."""
    sums = header[-2 * _HASH :]
    if len(header) != _HEADER or not header.startswith(_MAGIC):
        raise Damaged
    number = int.from_bytes(header[len(_MAGIC) : len(_MAGIC) + _NUMBER], "little")
    if number > _MOST_ARTICLES:
        raise Damaged
    keys = read(_HASH * number)
    if len(keys) != _HASH * number or hashlib.sha256(keys).digest() != sums[:_HASH]:
        raise Damaged
    return keys, sums[_HASH:]


_MOST_ARTICLES = 1 << 20
"""A header that names more articles is damaged: nothing of its size is read for it."""
