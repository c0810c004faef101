"""Records of web archives (WARC, WET), one at a time; a broken one costs no other.

Records are numbered from 1 over all that the file has, whatever their type, broken ones included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from factpack_validators.sources import SourceError

MISSING = 'Reading web archives needs fastwarc: pip install "factpack[html]".'

PAYLOAD_LIMIT = 64 * 2**20
"""Bytes of one payload, its compression by the server undone."""

ALWAYS_READ = 64 * 2**20
MOST_TIMES = 250
"""Bytes that any archive may hold, and how many times its size: as of any compressed file."""

_MOST_DAMAGES = 1_000
"""Places at which a damaged archive is taken up again."""

_CHUNK = 2**20

_STARTS: Mapping[str, re.Pattern[bytes]] = {
    ".gz": re.compile(rb"\x1f\x8b\x08"),
    ".zst": re.compile(rb"\x28\xb5\x2f\xfd"),
}
_PLAIN_START = re.compile(rb"(?<=\n)WARC/[01]\.")
"""How a record begins: compressed ones are members of their own."""


class LibraryMissingError(SourceError):
    """The library that reads archives is not installed."""


class ArchiveRecord(NamedTuple):
    """A record of an archive.

    Attributes:
        number: from 1.
        offset: in the file as it lies there.
        kind: response, conversion, resource, revisit …; broken where it could not be read.
        url: of what was fetched, or None.
        date: of the fetch, as the record has it, or None.
        media_type: of the payload, in small letters, or None.
        charset: that the server named, or None.
        status: of the answer of the server, or None.
        payload: bytes of a response, conversion or resource, with what the server did to send them
            undone; None of any other record.
        problem: why a broken one is, as a sentence.
    """

    number: int
    offset: int
    kind: str
    url: str | None = None
    date: str | None = None
    media_type: str | None = None
    charset: str | None = None
    status: int | None = None
    payload: bytes | None = None
    problem: str | None = None


_WITH_PAYLOAD = frozenset({"response", "conversion", "resource"})


def archive_records(path: Path, wanted: frozenset[int] | None = None) -> Iterator[ArchiveRecord]:
    """The records of an archive in its order; plain, or each packed with gzip or zstd.

    Args:
        path: the file.
        wanted: numbers of the records whose payload is read; None: of all.

    Raises:
        LibraryMissingError: the library is not installed.
        SourceError: the file unpacks to more than it may, or is damaged in too many places.
        OSError: the file cannot be read.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise LibraryMissingError("cannot be read without fastwarc") from None
    start = _STARTS.get(path.suffix.lower(), _PLAIN_START)
    number = 0
    with path.open("rb") as stream:
        left = max(ALWAYS_READ, MOST_TIMES * path.stat().st_size)
        offset = 0
        for _ in range(_MOST_DAMAGES):
            last = offset
            stream.seek(offset)
            problem = None
            n_before = number
            try:
                for record in ArchiveIterator(stream, parse_http=False):
                    number += 1
                    last = record.stream_pos
                    left -= max(record.content_length, 0)
                    if left < 0:
                        raise SourceError(f"unpacks to more than {MOST_TIMES} times its size")
                    yield _read(record, number, wanted is None or number in wanted)
                return
            except _LeftUnread as unread:
                yield unread.record
            except OSError as error:
                problem = f"The record is damaged: {str(error)[:200]}."
            following = _next_start(stream, start, last + 1)
            # What begins where reading failed is the damaged record itself, told already.
            if problem and (number > n_before or not number):
                number += 1
                place = following if following is not None else last
                yield ArchiveRecord(number, place, "broken", problem=problem)
            if following is None:
                return
            offset = following
        raise SourceError(f"is damaged, or holds what is too large, in {_MOST_DAMAGES:,} places")


class _LeftUnread(Exception):
    """A payload that is too large to be read, behind which the library does not find its way."""

    def __init__(self, record: ArchiveRecord) -> None:
        super().__init__()
        self.record = record


def _next_start(stream: BinaryIO, start: re.Pattern[bytes], offset: int) -> int | None:
    """The next place from an offset on where a record may begin."""
    stream.seek(max(offset - 1, 0))
    base = max(offset - 1, 0)
    kept = b""
    while chunk := stream.read(_CHUNK):
        data = kept + chunk
        found = start.search(data, 1 if base < offset else 0)
        if found:
            return base + found.start()
        kept = data[-8:]
        base += len(data) - len(kept)
    return None


def _headers(record: Any) -> Mapping[str, str]:
    """The headers of a record by their names in small letters, the first of each.

    All at once they cost a fifth of what asking for six does.
    """
    headers: dict[str, str] = {}
    for name, value in record.headers.items():
        headers.setdefault(name.lower(), value)
    return headers


def _read(record: Any, number: int, has_payload: bool) -> ArchiveRecord:
    headers = _headers(record)
    kind = headers.get("warc-type", "").strip().lower() or "unknown"
    url = headers.get("warc-target-uri", "").strip("<> ") or None
    about = (number, record.stream_pos, kind, url, headers.get("warc-date"))
    if kind not in _WITH_PAYLOAD or not has_payload:
        return ArchiveRecord(*about)

    def broken(problem: str) -> ArchiveRecord:
        return ArchiveRecord(number, record.stream_pos, "broken", url, problem=problem)

    size = _stated_size(record.content_length, headers.get("content-length", ""))
    if size > PAYLOAD_LIMIT:
        return broken(f"The record is larger than {PAYLOAD_LIMIT // 2**20} MiB.")
    digest = headers.get("warc-block-digest")
    if digest and not _has_its_digest(record, digest):
        return broken("The record has another digest than its header says.")
    cut = f"The record is cut: its {size:,} bytes are not all there."
    if record.content_length < size:
        return broken(cut)
    status = media_type = charset = None
    try:
        if record.is_http:
            record.parse_http(auto_decode="all")
            # Headers without one line are false, and have a status all the same.
            if record.http_headers is not None:
                status = record.http_headers.status_code
            media_type, charset = record.http_content_type, record.http_charset
        else:
            media_type = headers.get("content-type", "").partition(";")[0].strip()
        # Whoever asks for as much as may be gets room for it, which takes time.
        payload = record.reader.read(PAYLOAD_LIMIT + 1 if record.is_http else size + 1)
    except (OSError, ValueError) as error:
        return broken(f"The payload of the record is damaged: {str(error)[:200]}.")
    if len(payload) > PAYLOAD_LIMIT:
        raise _LeftUnread(broken(f"The payload is larger than {PAYLOAD_LIMIT // 2**20} MiB."))
    if not record.is_http and len(payload) < size:
        return broken(cut)
    return ArchiveRecord(
        *about, (media_type or "").lower() or None, charset or None, status, payload
    )


def _stated_size(size: int, header: str) -> int:
    """Bytes that the header says a record has; of one that is cut the library forgets them."""
    stated = header.strip()
    is_number = stated.isascii() and stated.isdigit() and len(stated) < 19
    return max(size, int(stated)) if is_number else size


def _has_its_digest(record: Any, digest: str) -> bool:
    """Whether the bytes of a record are those that its header tells, if it tells any."""
    algorithm = digest.partition(":")[0].lower()
    if algorithm not in ("sha1", "sha256", "md5"):
        return True
    return bool(record.verify_block_digest())
