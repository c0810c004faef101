"""All articles of a dataset, file by file, in an order that does not depend on the machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from factpack.config import Dataset
from factpack.config.addresses import scheme_of
from factpack.config.nearest import nearest
from factpack.config.show import shown
from factpack.model import RawArticle, Rejected
from factpack.pages.main_text import is_installed
from factpack.read.archive_file import read_archive
from factpack.read.arrow_file import read_arrow
from factpack.read.csv_file import read_csv
from factpack.read.database_file import read_database
from factpack.read.feed_file import read_feed_file
from factpack.read.html_file import read_html_file
from factpack.read.json_file import read_json
from factpack.read.jsonl import read_jsonl
from factpack.read.keys import unmatched_key
from factpack.read.limits import MAX_ARTICLE_CHARS, too_long
from factpack.read.mail_file import read_eml_file, read_mbox_file
from factpack.read.notes import Notes
from factpack.read.parquet import check_columns, read_parquet
from factpack.read.remote import fetched
from factpack.read.source_files import (
    PAGE_FORMATS,
    RECORD_FORMATS,
    SourceFile,
)
from factpack.read.sources import file_of_key, list_sources
from factpack.read.text_file import read_text_file
from factpack.read.warc_file import read_warc_file
from factpack_validators.findings import Finding, Severity

ReadItem: TypeAlias = RawArticle | Rejected | Finding
"""What reading gives: an article, something that is none with the reason, or something to know."""

_READERS = {
    "txt": read_text_file,
    "md": read_text_file,
    "jsonl": read_jsonl,
    "json": read_json,
    "csv": read_csv,
    "parquet": read_parquet,
    "arrow": read_arrow,
    "html": read_html_file,
    "warc": read_warc_file,
    "feed": read_feed_file,
    "eml": read_eml_file,
    "mbox": read_mbox_file,
    "sqlite": read_database,
    "duckdb": read_database,
}


_SAID_ONCE = frozenset(
    {
        "fields-recognised",
        "front-matter-key-unknown",
        "front-matter-mended",
        "front-matter-unclosed",
    }
)
"""Findings of which files of one kind have the same: told once, with the number of the files."""

_MAX_ALIKE = 200

_MAX_UNMATCHED = 20
"""Keys of `articles` without a file that are listed one by one, with the nearest file."""


def read_articles(dataset: Dataset) -> Iterator[ReadItem]:
    """Everything that the sources of a dataset hold, one article in memory at a time.

    Files come sorted by name, records in the order of their file; an article whose id an earlier
    one has is rejected. The last item is an error where no article could be read.

    Raises:
        FactpackError: a Parquet file lacks a column that dataset.yaml maps.
    """
    files = list_sources(dataset)
    yield from check_sources(dataset, files)
    n_articles = 0
    alike: dict[str, tuple[Finding, int]] = {}
    for item in drop_duplicate_ids(item for file in files for item in read_source(dataset, file)):
        n_articles += isinstance(item, RawArticle)
        if isinstance(item, Finding) and item.code in _SAID_ONCE:
            first, n_files = alike.get(item.message, (item, 0))
            if len(alike) < _MAX_ALIKE or item.message in alike:
                alike[item.message] = (first, n_files + 1)
            continue
        yield item
    for finding, n_files in alike.values():
        files_more = "file" if n_files == 2 else "files"
        more = f" (and in {n_files - 1:,} more {files_more})" if n_files > 1 else ""
        yield replace(finding, message=f"{finding.message.rstrip('.')}{more}.")
    if files and not n_articles:
        yield Finding(
            "no-articles",
            Severity.ERROR,
            f"None of the {len(files):,} files found holds an article that can be read.",
            "The table of rejected files says why.",
        )


def read_source(dataset: Dataset, file: SourceFile) -> Iterator[ReadItem]:
    """Everything that one file holds; findings about it come last.

    Nothing of other files is looked at, so that files can be read anywhere and in any order;
    `drop_duplicate_ids` belongs after them.
    """
    notes = Notes(file.name)
    if file.rejected is not None:
        yield file.rejected
        return
    if scheme_of(file.path):
        with fetched(file) as copy:
            yield from read_source(dataset, copy)
        return
    _note_name(file, notes)
    if file.format == "archive":
        yield from read_archive(dataset, file, read_source)
        yield from notes.findings()
        return
    n_records = 0
    for item in _READERS[file.format or "txt"](dataset, file, notes):
        n_records += isinstance(item, RawArticle) or item.kind == "record"
        yield _within_limit(item)
    if file.format in RECORD_FORMATS:
        yield from _unmatched_records(dataset, file, n_records)
    yield from notes.findings()


def _within_limit(item: RawArticle | Rejected) -> RawArticle | Rejected:
    """An article, rejected where its words are too many to be read in a short time."""
    if isinstance(item, Rejected) or len(item.text) <= MAX_ARTICLE_CHARS:
        return item
    n_chars = len(item.text)
    if item.kept is not None:
        n_chars = sum(kept.end - kept.start for kept in item.kept)
    if n_chars <= MAX_ARTICLE_CHARS:
        return item
    return Rejected("article", item.source, "article-too-large", too_long(n_chars))


def check_sources(dataset: Dataset, files: list[SourceFile]) -> Iterator[Finding]:
    """What is wrong with the list of files as a whole.

    Args:
        dataset: what dataset.yaml says.
        files: all of `list_sources`.

    Yields:
        `no-articles` (an error) where there is no file; `source-unmatched` for each source that
        found none; `override-unmatched` for each key of `articles` that names none.

    Raises:
        FactpackError: a Parquet file lacks a column that dataset.yaml maps.
    """
    if not files:
        paths = ", ".join(shown(source.path) for source in dataset.sources)
        yield Finding(
            "no-articles",
            Severity.ERROR,
            f"No file matches {paths} in {dataset.articles_dir}.",
            "Put articles there, correct `sources` in dataset.yaml, or name the folder with "
            "--articles.",
        )
    else:
        used = {file.source for file in files}
        for number, source in enumerate(dataset.sources):
            if number not in used:
                yield Finding(
                    "source-unmatched",
                    Severity.WARNING,
                    f"sources[{number}].path {shown(source.path)} matches no file that an earlier "
                    "source has not.",
                    "Correct the path in dataset.yaml, or delete the source.",
                )
        yield from _unmatched_files(dataset, files)
    yield from _missing_libraries(files)
    for file in files:
        if file.format == "parquet" and file.rejected is None and not scheme_of(file.path):
            check_columns(dataset, file, Notes(file.name))


def drop_duplicate_ids(items: Iterable[ReadItem]) -> Iterator[ReadItem]:
    """The items, each article whose source id came before turned into a rejection.

    Holds some 200 bytes for each article, and no article: a fingerprint of its id and its source.
    """
    first: dict[bytes, str] = {}
    for item in items:
        if isinstance(item, RawArticle):
            fingerprint = hashlib.blake2b(
                item.source_id.encode("utf-8", "surrogatepass"), digest_size=16
            ).digest()
            before = first.get(fingerprint)
            if before is not None:
                yield reject_duplicate(item.source, item.source_id, before)
                continue
            first[fingerprint] = item.source
        yield item


def reject_duplicate(source: str, source_id: str, first: str) -> Rejected:
    """Say that an article is not read because an earlier one has its id."""
    return Rejected(
        "article",
        source,
        "duplicate-article-id",
        f"The article {shown(source_id)} was read from {first} already: two articles need two ids.",
    )


def source_order(source: str) -> tuple[str, int]:
    """Sort key that puts sources in the order in which they are read.

    >>> sorted(["b.txt", "a.jsonl#10", "a.jsonl#2"], key=source_order)
    ['a.jsonl#2', 'a.jsonl#10', 'b.txt']
    """
    file = file_of_key(source)
    return (file, 0) if file == source else (file, int(source[len(file) + 1 :]))


def _note_name(file: SourceFile, notes: Notes) -> None:
    if "\\" in file.name:
        message = "the name holds characters that cannot be shown, which are escaped"
        notes.add("file-name-escaped", file.name, message)
    last = file.name.rpartition("/")[2]
    if file.name[0] in "=+-@" or last[0] in "=+-@" or "<" in file.name or ">" in file.name:
        message = f"the name {shown(last)} looks like a formula or like markup"
        notes.add("file-name-hostile", file.name, message)


def _missing_libraries(files: list[SourceFile]) -> Iterator[Finding]:
    for form, library in PAGE_FORMATS.items():
        n_files = sum(file.format == form for file in files)
        if n_files and not is_installed(library):
            are = "file needs" if n_files == 1 else "files need"
            yield Finding(
                "extra-missing",
                Severity.WARNING,
                f"{n_files:,} {are} {library} to be read, which is not installed.",
                'Install the extra: pip install "factpack[html]".',
            )


def _unmatched_files(dataset: Dataset, files: list[SourceFile]) -> Iterator[Finding]:
    keys = {file.key for file in files}
    holds_many = {file.key for file in files if file.format in RECORD_FORMATS}
    archives = tuple(f"{file.name}/" for file in files if file.format == "archive")
    names = [file.name for file in files]
    wrong = [
        key
        for key in dataset.articles
        if key in holds_many
        or (
            key not in keys
            and file_of_key(key) not in holds_many
            and not key.startswith(archives)  # told once the archive is read
        )
    ]
    for key in wrong[:_MAX_UNMATCHED]:
        part = file_of_key(key)
        same = [name for name in names if name.endswith(f"/{part}")]
        near = nearest(part, names)
        if key in holds_many:
            advice = f"It holds many articles: write {key}#1 for the first."
            yield unmatched_key(key, "names a file of records, not an article", advice)
        elif len(same) > 1:
            advice = f"Write the whole path: {same[0]} or {same[1]}."
            yield unmatched_key(key, f"could be any of {len(same)} files", advice)
        else:
            advice = f"The nearest is {near}." if near else "Correct the key."
            yield unmatched_key(key, "names no file that the sources found", advice)
    if len(wrong) > _MAX_UNMATCHED:
        more = len(wrong) - _MAX_UNMATCHED
        yield Finding(
            "override-unmatched",
            Severity.WARNING,
            f"{more:,} more keys of `articles` in dataset.yaml name no article.",
            "Correct those listed first: the others may have the same cause.",
        )


def _unmatched_records(dataset: Dataset, file: SourceFile, n_records: int) -> Iterator[Finding]:
    for key in dataset.articles:
        if file.key is None or file_of_key(key) != file.key or key == file.key:
            continue
        if not 1 <= int(key[len(file.key) + 1 :]) <= n_records:
            advice = f"Records are counted from 1; the file has {n_records:,}."
            yield unmatched_key(key, "names no record of the file", advice, file.name)
