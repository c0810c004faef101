"""Find the files that the sources of a dataset name, in an order that no file system sets."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Protocol

from factpack.config import Dataset, Source
from factpack.config.addresses import scheme_of, split_address
from factpack.model import Rejected
from factpack.read.dates import DateOrder
from factpack.read.hub import hub_globs, is_data
from factpack.read.unpack import PACKINGS, UnpackError
from factpack_validators.archives import archive_ending

ENDINGS: Mapping[str, str] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "html",
    ".mht": "html",
    ".warc": "warc",
    ".wet": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".eml": "eml",
    ".mbox": "mbox",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".duckdb": "duckdb",
}
"""Format of a file by its ending, in small letters, where the source names none."""

RECORD_FORMATS = frozenset(
    {"jsonl", "json", "csv", "parquet", "arrow", "warc", "feed", "mbox", "sqlite", "duckdb"}
)
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


def list_sources(dataset: Dataset) -> list[SourceFile]:
    """All files that the sources name, sorted by name; each once, for the first source naming it.

    Hidden files (their name begins with a dot) count only where a source spells the dot. Linked
    folders are not entered and linked files outside the articles folder not read: each is listed
    with the reason, as is whatever has no known format.
    """
    root = os.path.realpath(dataset.articles_dir)
    own = {os.path.realpath(path) for path in _own_files(dataset)}
    own_names = {Path(path).name for path in own}
    found: dict[str, SourceFile] = {}
    for number, source in enumerate(dataset.sources):
        if scheme_of(source.path):
            if not dataset.has_copies:
                from factpack.read.remote import remote_files

                for file in remote_files(source, number):
                    found.setdefault(file.path, file)
                continue
            source = replace(source, path=split_address(source.path)[1])
        for file in _of_source(root, source, number):
            if not (
                file.path.rpartition(os.sep)[2] in own_names and os.path.realpath(file.path) in own
            ):
                found.setdefault(file.path, file)
    found = _apart(root, found)
    keys = _match_keys(dataset, sorted(file.name for file in found.values()))
    return sorted(
        (_with_key(file, keys.get(file.name)) for file in found.values()),
        # Files of an archive are named as those of a folder.
        key=lambda file: (f"{file.name}/" if file.format == "archive" else file.name, file.path),
    )


def _of_source(root: str, source: Source, number: int) -> Iterator[SourceFile]:
    """The files of a source, those that its lists name instead of the lists."""
    if source.format == "hf":
        globs = hub_globs(root, source)
        is_listed = not any(glob.endswith("/**") for glob in globs)
        for glob in globs:
            for file in _expand(root, replace(source, path=glob, format=None), number):
                if is_data(file.name, file.format, source, is_listed=is_listed):
                    yield file
        return
    for file in _expand(root, source, number):
        if source.format == "list" and file.rejected is None:
            from factpack.read.listed import listed_files

            yield from listed_files(root, file, source)
        else:
            yield file


def _own_files(dataset: Dataset) -> Iterator[Path]:
    """Files beside the articles that are none."""
    yield dataset.file
    if dataset.entities_file is not None:
        yield dataset.entities_file
    if dataset.publishers_file is not None:
        yield dataset.publishers_file
    if dataset.extractor.jsonl is not None:
        yield dataset.articles_dir / dataset.extractor.jsonl.path


def _apart(root: str, found: Mapping[str, SourceFile]) -> dict[str, SourceFile]:
    """The files by path, marks escaped in the names that would be those of another file else."""
    names = Counter(file.name for file in found.values())
    apart: dict[str, SourceFile] = {}
    for path, file in found.items():
        if scheme_of(path):
            apart[path] = file
            continue
        own = os.path.relpath(path, root).replace(os.sep, "/")
        if names[file.name] > 1 and unicodedata.normalize("NFC", own) != own:
            name = "".join(
                f"\\u{ord(c):04x}" if unicodedata.combining(c) else _escape(c) for c in own
            )
            rejected = file.rejected and replace(file.rejected, source=name)
            file = replace(file, name=name, rejected=rejected)
        apart[path] = file
    return apart


def printable_name(name: str) -> str:
    r"""A file name in which control, invisible and undecodable characters are escaped.

    Different names stay different: a backslash is escaped too. The result is one line without
    white space at its ends, so that it can stand in a table. Letters and their marks are in the one
    form of a release (NFC), which macOS takes apart in the names of files: what cannot be told from
    another name then, `list_sources` tells apart.

    >>> printable_name("a\nb.txt"), printable_name("caf\udce9.txt"), printable_name(" x")
    ('a\\x0ab.txt', 'caf\\xe9.txt', '\\x20x')
    """
    body = "".join(map(_escape, unicodedata.normalize("NFC", name)))
    stripped = body.strip(" ")
    lead = len(body) - len(body.lstrip(" "))
    trail = len(body) - len(stripped) - lead if stripped else 0
    return "\\x20" * lead + stripped + "\\x20" * trail


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
"""Categories of characters that are invisible; those not assigned yet are none of our business,
since Python versions differ about them."""


def _escape(char: str) -> str:
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


def _expand(root: str, source: Source, number: int) -> Iterator[SourceFile]:
    pattern = [part for part in source.path.split("/") if part not in ("", ".")]
    # A folder stands for all that is below it, and so does a last `**`.
    if not pattern or pattern[-1] == "**" or _is_plain_folder(root, pattern):
        pattern = [*(pattern[:-1] if pattern and pattern[-1] == "**" else pattern), "**", "*"]
    waiting: list[tuple[str, str, frozenset[int]]] = [(root, "", _closure(pattern, {0}))]
    while waiting:
        folder, name, states = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            reason = f"The folder cannot be read: {describe_os_error(error)}."
            shown = printable_name(name or ".")
            yield SourceFile(
                shown,
                folder,
                None,
                source=number,
                rejected=reject_file(shown, "folder-unreadable", reason),
            )
            continue
        for entry in entries:
            after = _step(pattern, states, entry.name)
            below = f"{name}/{entry.name}" if name else entry.name
            if entry.is_dir(follow_symlinks=False):
                if any(state < len(pattern) for state in after):
                    waiting.append((entry.path, below, after))
            elif len(pattern) in after:
                yield _source_file(root, entry, below, source, number)
            elif entry.is_symlink() and after and _is_folder(entry):
                yield _linked_folder(entry.path, below, number)


def _is_plain_folder(root: str, pattern: list[str]) -> bool:
    here = Path(root)
    for part in pattern:
        here = here / part
        if here.is_symlink() or not here.is_dir():
            return False
    return True


def _closure(pattern: list[str], states: set[int]) -> frozenset[int]:
    """Places in the pattern reached without reading a name: `**` may stand for no folder."""
    for state in sorted(states):
        while state < len(pattern) and pattern[state] == "**":
            state += 1
            states.add(state)
    return frozenset(states)


def _step(pattern: list[str], states: frozenset[int], name: str) -> frozenset[int]:
    """Places in the pattern after a name was read; empty where it does not fit."""
    after: set[int] = set()
    name = unicodedata.normalize("NFC", name)
    for state in states:
        if state == len(pattern):
            continue
        part = unicodedata.normalize("NFC", pattern[state])
        hidden = name.startswith(".") and not part.startswith(".")
        if part == "**":
            if not hidden:
                after.add(state)
        elif name == part or (not hidden and fnmatchcase(name, part)):
            after.add(state + 1)
    return _closure(pattern, after)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _linked_folder(path: str, below: str, number: int) -> SourceFile:
    name = printable_name(below)
    reason = "A linked folder is not entered: name the folder itself, or give it with --articles."
    return SourceFile(
        name, path, None, source=number, rejected=reject_file(name, "folder-linked", reason)
    )


def _source_file(
    root: str, entry: os.DirEntry[str], below: str, source: Source, number: int
) -> SourceFile:
    if entry.is_symlink() and _is_folder(entry):
        return _linked_folder(entry.path, below, number)
    found = file_at(entry.path, below, source, number)
    why_not = why_not_file(root, entry, found.name)
    return replace(found, rejected=why_not) if why_not else found


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


def file_of_key(key: str) -> str:
    """The file that a key of `articles` speaks of: records are numbered after a `#`.

    >>> file_of_key("a/b.jsonl#12"), file_of_key("a/b.txt")
    ('a/b.jsonl', 'a/b.txt')
    """
    file, mark, number = key.rpartition("#")
    return file if mark and number.isascii() and number.isdigit() else key


def _match_keys(dataset: Dataset, names: list[str]) -> dict[str, str]:
    """File names to what `articles` calls them.

    A key is the whole name, or its end after a `/` where only one file ends so: then the same
    dataset.yaml serves whether the articles lie in a folder beside it or behind --articles.
    """
    by_last: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_last[name.rpartition("/")[2]].append(name)
    exact = set(names)
    matched: dict[str, str] = {}
    keys = {*dataset.articles, *map(file_of_key, dataset.articles)}
    for key in sorted(keys):
        wanted = unicodedata.normalize("NFC", key)
        if wanted in exact:
            matched[wanted] = key
            continue
        ends = [n for n in by_last[wanted.rpartition("/")[2]] if n.endswith("/" + wanted)]
        if len(ends) == 1:
            matched.setdefault(ends[0], key)
    return matched


def _with_key(file: SourceFile, key: str | None) -> SourceFile:
    if key is None:
        return file
    return replace(file, key=key)
