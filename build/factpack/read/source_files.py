"""One file of a source: how it is named and read, or why it is not."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from factpack.config import Source
from factpack.model import Rejected
from factpack.read.dates import DateOrder
from factpack.read.unpack import PACKINGS, UnpackError
from factpack_validators.archives import archive_ending
from factpack_validators.records import RECORD_ENDINGS

ENDINGS: Mapping[str, str] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "html",
    ".mht": "html",
    ".eml": "eml",
    **RECORD_ENDINGS,
}
"""Format of a file by its ending, in small letters, where the source names none."""

RECORD_FORMATS = frozenset(RECORD_ENDINGS.values())
"""Formats of which one file holds many articles."""

PAGE_FORMATS: Mapping[str, str] = {"html": "trafilatura", "warc": "fastwarc"}
"""Formats that an optional library reads, and which; the extra html has them."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A unit of reading: one file; it pickles, so that an engine can send it to a worker.

    Attributes:
        name: file below the articles folder, posix, safe to print (see `printable_name`).
        path: how to open it; may hold surrogates where the name is no UTF-8; or an address.
        format: one of `ENDINGS`, such as jsonl; None where nobody can tell.
        encoding: codec declared in dataset.yaml, or None.
        columns: our metadata name to the name in the records or the front matter.
        date_order: of day and month in its dates where both are numbers, or None.
        packing: how the file is compressed, see `factpack.read.unpack`, or None.
        query: of a database.
        declared: format that dataset.yaml declares, which holds for the files of an archive.
        source: which entry of `sources` found it, counted from 0.
        key: what `articles` of dataset.yaml calls the file, or None where it does not name it.
        rejected: why it is not read at all, or None.
    """

    name: str
    path: str
    format: str | None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    packing: str | None = None
    query: str | None = None
    declared: str | None = None
    source: int = 0
    key: str | None = None
    rejected: Rejected | None = None


def printable_name(name: str) -> str:
    r"""A file name in which control, invisible and undecodable characters are escaped.

    Different names stay different: a backslash is escaped too. The result is one line without
    white space at its ends, so that it can stand in a table. Letters and their marks are in the one
    form of a release (NFC), which macOS takes apart in the names of files: what cannot be told from
    another name then, `list_sources` tells apart.

    >>> printable_name("a\nb.txt"), printable_name("caf\udce9.txt"), printable_name(" x")
    ('a\\x0ab.txt', 'caf\\xe9.txt', '\\x20x')
    """
    body = "".join(map(escape, unicodedata.normalize("NFC", name)))
    stripped = body.strip(" ")
    lead = len(body) - len(body.lstrip(" "))
    trail = len(body) - len(stripped) - lead if stripped else 0
    return "\\x20" * lead + stripped + "\\x20" * trail


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
"""Categories of characters that are invisible; those not assigned yet are none of our business,
since Python versions differ about them."""


def escape(char: str) -> str:
    """A character of a file name as `printable_name` has it."""
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no UTF-8, as os.fsdecode hands it over
        return f"\\x{code - 0xDC00:02x}"
    if char == "\\":
        return "\\\\"
    if char == " " or unicodedata.category(char) not in _UNSEEN:
        return char
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else (f"\\U{code:08x}")
    )


def reject_file(name: str, code: str, reason: str) -> Rejected:
    """Say that a file as a whole is not read."""
    return Rejected("file", name, code, reason)


def reject_unreadable(name: str, error: OSError) -> Rejected:
    """Say that a file cannot be read, or not to its end."""
    if isinstance(error, UnpackError):
        return reject_file(name, "file-packed-broken", f"The file cannot be unpacked: {error}.")
    reason = f"The file cannot be read: {describe_os_error(error)}."
    return reject_file(name, "file-unreadable", reason)


def describe_os_error(error: OSError) -> str:
    """Why the system refused, in words that no locale changes."""
    known = {
        errno.ENOENT: "it is not there (moved while the build ran, or a broken link)",
        errno.EACCES: "permission denied",
        errno.EPERM: "permission denied",
        errno.ELOOP: "its symbolic links form a loop",
        errno.EISDIR: "it is a folder",
        errno.EIO: "the disk reports an error",
        errno.EMFILE: "too many files are open",
        errno.ENAMETOOLONG: "its path is too long",
    }
    number = error.errno or 0
    return known.get(number, f"the system reports {errno.errorcode.get(number, 'an error')}")


def file_at(path: str, below: str, source: Source, number: int) -> SourceFile:
    """The file at a path or an address, by its name below the folder of its source."""
    name = printable_name(below)
    if archive_ending(below):
        kind: str | None = "archive"
        packing = None
    else:
        kind, packing = _format_of(below, source.format)
    return SourceFile(
        name=name,
        path=path,
        format=kind,
        encoding=source.encoding,
        columns=source.columns,
        date_order=source.date_order,
        packing=packing,
        query=source.query,
        declared=source.format,
        source=number,
        rejected=_why_not_format(name, kind, packing),
    )


def member_file(archive: SourceFile, member: str, path: Path | None) -> SourceFile:
    """A file of an archive, read as what its source says of the archive and its own name tell.

    Args:
        archive: the archive.
        member: its name in the archive.
        path: a copy of it; None where nobody wants one.
    """
    name = f"{archive.name}/{printable_name(member)}"
    kind, packing = _format_of(member, archive.declared)
    return replace(
        archive,
        name=name,
        path=str(path or ""),
        format=kind,
        packing=packing,
        key=name,
        rejected=_why_not_format(name, kind, packing),
    )


def _format_of(name: str, declared: str | None) -> tuple[str | None, str | None]:
    """Format and packing of a file by its name, where dataset.yaml declares no format."""
    *_, inner, last = ("", "", *(suffix.lower() for suffix in PurePosixPath(name).suffixes))
    packing = PACKINGS.get(last)
    return declared or ENDINGS.get(inner if packing else last), packing


class _Entry(Protocol):
    """What is known of a file without reading it."""

    @property
    def path(self) -> str: ...

    def stat(self) -> os.stat_result: ...

    def is_symlink(self) -> bool: ...


def why_not_file(
    root: str, entry: _Entry, name: str, *, may_be_below_link: bool = False
) -> Rejected | None:
    """Why a file is not read, whatever it holds; None where it may be.

    Args:
        root: the articles folder.
        entry: the file.
        name: of it, in a release.
        may_be_below_link: whether a folder on the way to it may be a link.
    """
    try:
        status = entry.stat()
    except OSError as error:
        reason = f"The file cannot be read: {describe_os_error(error)}."
        return reject_file(name, "file-unreadable", reason)
    if not stat.S_ISREG(status.st_mode):
        return reject_file(name, "file-not-regular", "It is no ordinary file but a pipe or device.")
    if entry.is_symlink() or may_be_below_link:
        target = os.path.realpath(entry.path)
        if os.path.commonpath([root, target]) != root:
            reason = "It is a link to a file outside the articles folder, which is never read."
            return reject_file(name, "file-outside", reason)
    return None


def _why_not_format(name: str, kind: str | None, packing: str | None) -> Rejected | None:
    if kind is None:
        return reject_file(name, "file-format-unknown", _why_no_format(name))
    if kind == "warc" and packing not in (None, "gzip", "zstd"):
        reason = "A web archive is packed record by record, with gzip or zstd: unpack the file."
        return reject_file(name, "file-format-unknown", reason)
    if kind in _READ_IN_PLACE and PurePosixPath(name).suffix.lower() in PACKINGS:
        reason = f"{_READ_IN_PLACE[kind]}: unpack the file."
        return reject_file(name, "file-format-unknown", reason)
    return None


_READ_IN_PLACE: Mapping[str, str] = {
    "parquet": "Parquet is compressed within",
    "arrow": "Arrow is compressed within",
    "sqlite": "A database is read at many places",
    "duckdb": "A database is read at many places",
}
"""Formats of which no file may be compressed as a whole, and why."""


def _why_no_format(name: str) -> str:
    ending = PurePosixPath(name).suffix.lower()
    if ending in _DOCUMENTS:
        return f"A {ending} file is {_DOCUMENTS[ending]}: save its text as .txt."
    known = ", ".join(sorted(ENDINGS))
    return f"Its ending is not one of {known}: give the source a format in dataset.yaml."


_DOCUMENTS: Mapping[str, str] = {
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".pages"), "no plain text"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff"), "a picture"),
    **dict.fromkeys((".mp3", ".mp4", ".m4a", ".wav", ".mov"), "a recording"),
}
"""What lies among articles and is none, by its ending; sheets and archives may hold some."""
