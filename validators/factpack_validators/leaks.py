"""Look for runs of words of articles that withhold them, in every file of a release.

A run is `RUN_WORDS` words in a row, whatever stands between them. It may stand in the release where
the release may have it from elsewhere: from an article in full or an excerpt, from a name that the
publisher's list gives, from the address or file name of an article, or from the head that every
datasheet page has: saved pages begin with the same tags.

How: the words of the withholding articles are numbered. A run in the release counts only if all its
words have numbers, which leaves next to nothing of hashes and identifiers; such runs are hashed.
Then the articles are read again; runs of theirs with one of the hashes are looked for by word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from factpack_validators.collect import Collector
from factpack_validators.context import Context
from factpack_validators.datasheet_page import page_head
from factpack_validators.folder import csv_file, parquet_file
from factpack_validators.parquet_footer import open_parquet
from factpack_validators.schemas import arrow_schema, table_names, table_schema
from factpack_validators.sql import key_text, name
from factpack_validators.word_limits import RUN_WORDS, word_starts, words_of

Words: TypeAlias = tuple[str, ...]

_URL = re.compile(r"https?://[^\s\"'<>)\]]+")
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")
_TAG = re.compile(r"<[^<>]*>")
_HIDDEN_LIMIT = 64 * 2**20
_MOST_REPEATED = 10
"""Runs in one file's statistics that are held against its cells: more are no accident."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where some text of the release stands: a column of a table, or another file."""

    file: str
    table: str | None = None
    column: str | None = None
    repeats: str | None = None  # the table whose cells stand again in the file's statistics


def find_leaks(context: Context) -> None:
    """Report the first words of withheld articles in each file, table and column."""
    withheld = _withheld(context)
    (n_articles,) = context.database.one("SELECT count(*) FROM levels WHERE level > 0")
    if len(withheld) < n_articles:
        context.found.add(
            "words-unchecked",
            f"the texts of {n_articles - len(withheld):,} of {n_articles:,} articles that withhold "
            "words are not at hand",
        )
    if not withheld:
        return
    if find_spec("numpy") is None:
        context.found.add(
            "check-skipped",
            "numpy is not installed, so words of articles that withhold them were not looked for",
            advice="pip install numpy",
        )
        return
    from factpack_validators.word_runs import run_hashes, runs_with

    numbers = _number_words(withheld.values())
    given = (words_of(text) for _, texts in _places(context) for _, text in texts)
    hashes = run_hashes(given, numbers, RUN_WORDS)
    runs = runs_with(hashes, map(words_of, withheld.values()), numbers, RUN_WORDS)
    if runs:
        runs -= _free_runs(context, runs)
    context.found.looked_at("articles whose words were looked for", len(withheld))
    if runs:
        told: set[str] = set()
        for place, texts in _places(context):
            # The statistics of a Parquet file repeat its cells.
            if place.table or place.file not in told:
                told |= _report(context, place, texts, runs)


def _withheld(context: Context) -> dict[str, str]:
    """Text of the articles that withhold words, as they were read if that is known."""
    withheld = {}
    for (key,) in context.database.all(
        "SELECT article_id FROM levels WHERE level > 0 AND article_id IS NOT NULL ORDER BY ALL"
    ):
        known = [t for t in (context.sources.get(key), context.texts.get(key)) if t]
        if known:
            # The source holds debris, the text what hyphens at line ends broke: both are words.
            withheld[key] = "\n".join(known)
    return withheld


def _number_words(texts: Iterable[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for text in texts:
        for word in words_of(text):
            numbers.setdefault(word, len(numbers) + 1)
    return numbers


def _free_runs(context: Context, runs: set[Words]) -> set[Words]:
    """Those of some runs that the release may have from elsewhere."""
    free: set[Words] = set()
    for text in _free_texts(context):
        words = words_of(text)
        for start in range(len(words) - RUN_WORDS + 1):
            run = tuple(words[start : start + RUN_WORDS])
            if run in runs:
                free.add(run)
    return free


def _free_texts(context: Context) -> Iterator[str]:
    """Words that the release may give: of free articles, excerpts, names, addresses, any page."""
    yield page_head()
    database = context.database
    free = "SELECT x.{column} FROM {table} x JOIN levels USING (article_id) WHERE level = 0"
    queries = [free.format(table="articles", column=column) for column in ("text", "title")]
    queries.append("SELECT title FROM articles JOIN levels USING (article_id) WHERE level = 1")
    for table in ("mentions", "literals", "quotes", "claims"):
        queries.append(f"SELECT exact FROM {table} JOIN levels USING (article_id) WHERE level < 2")
    for cell in ("object_value", "scope"):
        queries.append(f"SELECT {cell} FROM claims JOIN levels USING (article_id) WHERE level < 2")
    queries.append("SELECT sentence FROM statements JOIN levels USING (article_id) WHERE level < 2")
    queries.append("""SELECT e.exact FROM evidence e JOIN claims c USING (claim_id)
        JOIN levels ON levels.article_id = c.article_id WHERE level < 2""")
    queries += [f"SELECT {column} FROM articles" for column in ("url", "source")]
    # An id is an address, or at most as long as a name: what else it says are words.
    queries.append("SELECT source_id FROM articles WHERE source_id ~ 'https?://[^ ]+'")
    # The address of a licence often stands in the article, too, and is no longer than one is.
    queries.append("SELECT license FROM articles WHERE license ~ 'https?://[^ ]{1,200}'")
    queries.append("SELECT name FROM entities WHERE basis = 'curated'")
    queries.append("SELECT alias FROM aliases WHERE basis = 'curated'")
    for query in queries:
        for (text,) in database.all(query):
            if text is not None:
                yield text


def _places(context: Context) -> Iterator[tuple[_Place, Iterator[tuple[str | None, str]]]]:
    """All text of the release: cells with the keys of their rows, other files whole."""
    for table in table_names():
        columns = [
            field["name"]
            for field in table_schema(table)["fields"]
            if field["type"] == "string" and "pattern" not in field.get("constraints", {})
        ]
        for view, file in ((table, parquet_file(table)), (f"csv_{table}", csv_file(table))):
            for column, cells in _cells(context, table, view, columns):
                yield _Place(file, table, column), cells
    tables = {parquet_file(table): table for table in table_names()}
    for file in context.folder.files:
        if file.endswith(".parquet"):
            yield _Place(file, repeats=tables.get(file)), _parquet_texts(context, file)
        elif file not in {csv_file(table) for table in table_names()}:
            yield _Place(file), _file_texts(context, file)


def _parquet_texts(context: Context, file: str) -> Iterator[tuple[str | None, str]]:
    """What a Parquet file says besides the columns of the contract: notes, and other columns."""
    known = {parquet_file(table): set(arrow_schema(table).names) for table in table_names()}
    try:
        with open_parquet(context.folder.path(file)) as parquet:
            for note in (parquet.metadata.metadata or {}).values():
                yield None, note.decode("utf-8", "replace")
            for field in parquet.schema_arrow:
                for note in (field.metadata or {}).values():
                    yield None, note.decode("utf-8", "replace")
            yield None, _between(context.folder.path(file), parquet.metadata)
            columns = [c for c in parquet.schema_arrow.names if c not in known.get(file, ())]
            yield None, " ".join(columns)
            for batch in parquet.iter_batches(1_000, columns=columns) if columns else ():
                for row in batch.to_pylist():
                    yield None, " ".join(str(v) for v in row.values() if v is not None)
    except (pa.ArrowException, OSError, ValueError):
        return  # That it cannot be read has been reported.


def _between(path: Path, metadata: pq.FileMetaData) -> str:
    """What stands between the last column and the end of a file, where no reader of rows looks."""
    end = 4
    for group in range(metadata.num_row_groups):
        for number in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(number)
            start = chunk.dictionary_page_offset or chunk.data_page_offset
            end = max(end, min(start, chunk.data_page_offset) + chunk.total_compressed_size)
    with path.open("rb") as stream:
        stream.seek(end)
        return stream.read(_HIDDEN_LIMIT).decode("utf-8", "replace")


def _cells(
    context: Context, table: str, view: str, columns: Sequence[str]
) -> Iterator[tuple[str, Iterator[tuple[str | None, str]]]]:
    """Cells of some columns that are long enough for a run, some rows and a column at a time."""
    least = 2 * RUN_WORDS - 1
    cells = [name(column) for column in columns]
    is_long = " OR ".join(f"length({cell}) >= {least}" for cell in cells)
    for batch in context.database.stream(
        f"SELECT {key_text(table)}, {', '.join(cells)} FROM {name(view)} WHERE {is_long or 'false'}"
    ):
        for place, column in enumerate(columns, 1):
            kept = pc.greater_equal(pc.utf8_length(batch.column(place)), least)
            if pc.any(kept).as_py():
                keys, texts = (batch.column(i).filter(kept).to_pylist() for i in (0, place))
                yield column, zip(keys, texts, strict=True)


def _file_texts(context: Context, file: str) -> Iterator[tuple[str | None, str]]:
    """Text of a file without markup entities and escapes; binary files have none."""
    text = context.folder.read_text(file, Collector())
    if text is None:
        return
    yield None, _URL.sub(" ", text)
    if "&" in text:
        yield None, _URL.sub(" ", html.unescape(text))
    if file.endswith(".svg"):
        yield None, html.unescape(_TAG.sub(" ", text))
    if file.endswith(".json") and _ESCAPE.search(text):
        yield from ((None, t) for t in _json_texts(context.folder.read_json(file, Collector())))


def _json_texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield _URL.sub(" ", item)
        elif isinstance(item, dict):
            waiting += [*item, *item.values()]
        elif isinstance(item, list):
            waiting += item


def _report(
    context: Context, place: _Place, texts: Iterator[tuple[str | None, str]], runs: set[Words]
) -> set[str]:
    """One finding for each text that holds a run, whose words are not repeated.

    Returns:
        The file, if there was a finding.
    """
    told: set[str] = set()
    for key, text in texts:
        words = words_of(text)
        starts = [
            start
            for start in range(len(words) - RUN_WORDS + 1)
            if tuple(words[start : start + RUN_WORDS]) in runs
        ]
        if starts and place.repeats and len(starts) <= _MOST_REPEATED:
            starts = _not_repeated(context, place.repeats, text, words, starts)
        if starts:
            told.add(place.file)
            where = f"in {place.column}" if place.column else "in the file"
            context.found.add(
                "words-leaked",
                f"{len(starts) + RUN_WORDS - 1} words {where} stand in an article whose rights "
                "withhold them",
                table=place.table,
                key=key,
                column=place.column,
                file=place.file,
                offset=None if place.table else _offset(text, starts[0]),
            )
    return told


def _not_repeated(
    context: Context, table: str, text: str, words: Sequence[str], starts: Sequence[int]
) -> list[int]:
    """Those starts of runs that are no end of one cell of the table and begin of another.

    Statistics repeat cells one after the other, and what stands between them, the length of a cell
    or a number of another column, reads as a letter now and then.
    """
    places = list(word_starts(text))
    if len(places) != len(words):
        return list(starts)  # The characters were put in another form.
    fields = table_schema(table)["fields"]
    cells = ", ".join(name(field["name"]) for field in fields if field["type"] == "string")
    kept = []
    for start in starts:
        spans = [
            (places[place], places[place] + len(words[place]))
            for place in range(start, start + RUN_WORDS)
        ]
        heads = [text[spans[0][0] : end] for _, end in spans]
        tails = [text[begin : spans[-1][1]] for begin, _ in reversed(spans)]
        stands = ", ".join(["bool_or(contains(cells, ?))"] * 2 * RUN_WORDS)
        found = context.database.one(
            f"SELECT {stands} FROM (SELECT concat_ws(chr(0), {cells}) AS cells FROM {name(table)})",
            *heads,
            *tails,
        )
        head, tail = (sum(map(bool, found[i : i + RUN_WORDS])) for i in (0, RUN_WORDS))
        between = words[start + head : start + RUN_WORDS - tail]
        if len(between) > 1 or any(len(word) > 1 for word in between):
            kept.append(start)
    return kept


def _offset(text: str, word: int) -> int | None:
    """Where the N-th word of a text begins; None where its characters were put in another form."""
    return next(islice(word_starts(text), word, None), None)
