"""Web archives: WARC, and WET with the text of its pages; an article a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from factpack.config import Dataset
from factpack.ids import sha256
from factpack.model import RawArticle, Rejected
from factpack.read.crawls import CRAWLED
from factpack.read.decode import NotTextError
from factpack.read.notes import Notes
from factpack.read.page_article import FetchedPage, page_article
from factpack.read.page_decode import decode_page
from factpack.read.record import RecordReader
from factpack.read.source_files import SourceFile, reject_file, reject_unreadable
from factpack.read.text_file import note_encoding
from factpack_validators.sources import SourceError
from factpack_validators.web_archives import (
    MISSING,
    ArchiveRecord,
    LibraryMissingError,
    archive_records,
)

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = frozenset({"text/plain"})


def read_warc_file(
    dataset: Dataset, file: SourceFile, notes: Notes
) -> Iterator[RawArticle | Rejected]:
    """The articles of a web archive in its order, one record in memory at a time.

    A record that is broken is rejected alone. Requests, revisits and whatever else holds no article
    are counted by what they are.
    """
    records = RecordReader(dataset, file, notes)
    number = 0
    try:
        for record in archive_records(Path(file.path)):
            number = record.number
            if record.kind == "broken":
                reason = f"{record.problem or ''} It begins at byte {record.offset:,}."
                yield records.reject(number, "record-broken", reason)
                continue
            other = _what_else(record)
            if other is not None:
                message = f"{other} is no article"
                notes.add("archive-record-other", records.source(number), message, other)
                continue
            yield _article(dataset, file, notes, records, record)
    except LibraryMissingError:
        yield reject_file(file.name, "extra-missing", MISSING)
    except SourceError as error:
        reason = f"From record {number + 1} on, the file is not read: it {error}."
        yield reject_file(file.name, "file-packed-broken", reason)
    except OSError as error:
        yield reject_unreadable(file.name, error)
    else:
        if number == 0:
            yield Rejected("article", file.name, "article-empty", "The file has no records.")


def _what_else(record: ArchiveRecord) -> str | None:
    """What a record is that holds no article, None where it holds one."""
    if record.kind == "revisit":
        return "a revisit, which repeats an earlier answer,"
    if record.payload is None:
        return f"a record of the type {record.kind}"
    if record.status is not None and record.status != 200:
        return f"an answer of status {record.status}"
    if record.media_type in _PAGES or record.media_type in _TEXTS:
        return None
    return f"a file of the type {(record.media_type or 'unknown')[:60]}"


def _article(
    dataset: Dataset, file: SourceFile, notes: Notes, records: RecordReader, record: ArchiveRecord
) -> RawArticle | Rejected:
    number, payload = record.number, record.payload or b""
    source = records.source(number)
    about: dict[str, object] = {"url": record.url}
    if record.date:
        about |= {"published": record.date[:10], "published_basis": CRAWLED}
    try:
        decoded = decode_page(payload, file.encoding, record.charset)
    except NotTextError as error:
        return records.reject(number, "record-not-text", f"{error}.")
    note_encoding(decoded, source, notes)
    if record.media_type in _TEXTS:
        if file.columns:
            values = {**about, "text": decoded.text}
            return records.read(number, values, decoded.encoding, decoded.basis)
        return records.read_known(number, about, decoded, payload)
    key = f"{file.key}#{number}" if file.key is not None else None
    page = FetchedPage(source, "record", decoded, sha256(decoded.text), key, about)
    return page_article(dataset, file, notes, page)
