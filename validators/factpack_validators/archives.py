"""Files within zip and tar archives, one at a time, within bounds; nothing is unpacked beside them.

A member is copied to a file of a number in a folder that the caller gives: what it calls itself
names no file, and it counts for no more than its words.
"""

from __future__ import annotations

import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyarrow as pa

from factpack_validators.sources import SourceError, open_packed

ALWAYS_UNPACKED = 64 * 2**20
MOST_TIMES = 250
"""Bytes that any archive may unpack to, and how many times its size: as any compressed file."""

_ENDINGS: Mapping[str, str] = {
    ".zip": "",
    ".tar": "",
    ".tar.gz": ".gz",
    ".tgz": ".gz",
    ".tar.bz2": ".bz2",
    ".tbz2": ".bz2",
    ".tar.xz": ".xz",
    ".txz": ".xz",
    ".tar.zst": ".zst",
}
"""How the names of archives end, and how each is packed as a whole."""

_MOST_MEMBERS = 1_000_000
_LONGEST_NAME = 4_000
_LARGEST_HEADER = 2**20
_CHUNK = 2**20

_PLAIN_ENDING = re.compile(r"(?:\.[A-Za-z0-9]{1,10}){0,2}\Z")
_DRIVE = re.compile(r"[A-Za-z]:")

_BROKEN = (
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    IndexError,
    KeyError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    pa.ArrowException,
)
"""What the libraries raise where an archive, or a member of one, cannot be read."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file within an archive.

    Attributes:
        name: as the archive has it, with `/` between folders.
        path: a copy, which lasts until the next member is asked for; None where it is not read.
        code: why it is not read, as the code of a rejection; None where it may be, or nobody
            wants it.
        reason: the same as a sentence.
    """

    name: str
    path: Path | None = None
    code: str | None = None
    reason: str = ""


def archive_ending(name: str) -> str | None:
    """How the name of an archive ends; None where it is that of another file.

    >>> archive_ending("a/Dump.TAR.gz"), archive_ending("a.jsonl.gz")
    ('.tar.gz', None)
    """
    last = name.lower()
    return next((e for e in sorted(_ENDINGS, key=len, reverse=True) if last.endswith(e)), None)


def members(
    path: Path, folder: Path, wants: Callable[[str], bool], *, keep: bool = False
) -> Iterator[Member]:
    """The files within an archive, sorted by name; hidden ones are passed over.

    Args:
        path: the archive.
        folder: an empty folder for copies.
        wants: whether a file of a name is read.
        keep: leave the copies in the folder.

    Raises:
        SourceError: it is no archive, damaged, or unpacks to more than it may.
        OSError: it cannot be read, or no copy written.
    """
    most = max(ALWAYS_UNPACKED, MOST_TIMES * path.stat().st_size)
    ending = archive_ending(path.name)
    found = (
        _zipped(path, folder, wants, _Left(most))
        if ending == ".zip"
        else _taped(path, _ENDINGS[ending or ".tar"], folder, wants, most)
    )
    for member in found:
        yield member
        if member.path is not None and not keep:
            member.path.unlink(missing_ok=True)


class _Left:
    """Bytes that may still come out of an archive."""

    def __init__(self, size: int) -> None:
        self._size = size

    def take(self, size: int) -> None:
        """Count bytes.

        Raises:
            SourceError: there are more than may be.
        """
        self._size -= size
        if self._size < 0:
            raise SourceError(f"unpacks to more than {MOST_TIMES} times its size")


def _zipped(
    path: Path, folder: Path, wants: Callable[[str], bool], left: _Left
) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as error:
        _raise_if_of_system(error)
        raise SourceError("is no zip archive, or damaged") from None
    with archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        if len(infos) > _MOST_MEMBERS:
            raise SourceError(f"holds more than {_MOST_MEMBERS:,} files")
        infos.sort(key=lambda info: info.filename)
        last = None
        for number, info in enumerate(infos):
            name = info.filename
            if _is_hidden(name):
                continue
            problem = _why_not(name, is_again=name == last)
            last = name
            if problem is None and info.flag_bits & 1:
                problem = Member(name, None, "archive-member-locked", "It needs a password.")
            if problem is None and (info.external_attr >> 16) & 0o170000 == 0o120000:
                problem = _no_file(name)
            if problem is None and info.compress_type == zipfile.ZIP_LZMA:
                reason = "It is packed with LZMA, which may ask for any memory: pack it otherwise."
                problem = Member(name, None, "archive-member-broken", reason)
            if problem or not wants(name):
                yield problem or Member(name)
                continue
            place = folder / f"{number:07}{_ending_of(name)}"
            try:
                with archive.open(info) as stream:
                    _copy(stream, place, left)
            except SourceError:
                raise
            except _BROKEN as error:
                _raise_if_of_system(error)
                place.unlink(missing_ok=True)
                yield _damaged(name)
                continue
            yield Member(name, place)


def _taped(
    path: Path, packing: str, folder: Path, wants: Callable[[str], bool], most: int
) -> Iterator[Member]:
    """A tar archive can be read in its own order alone: all of it is copied first."""
    left = _Left(most)  # of copies; sparse ones may be larger than all that is packed
    found: dict[str, Member] = {}
    again: list[Member] = []
    try:
        with (
            open_packed(path, packing) as packed,
            tarfile.open(
                fileobj=_Counted(packed, _Left(most + ALWAYS_UNPACKED)),  # type: ignore[call-overload]
                mode="r|",
                tarinfo=_Header,
                errors="surrogateescape",
            ) as archive,
        ):
            for number, info in enumerate(archive):
                name = info.name.removeprefix("./")
                if info.isdir() or _is_hidden(name):
                    continue
                if number > _MOST_MEMBERS:
                    raise SourceError(f"holds more than {_MOST_MEMBERS:,} files")
                problem = _why_not(name, is_again=name in found)
                if problem is None and not info.isreg():
                    problem = _no_file(name)
                if problem is None and wants(name):
                    place = folder / f"{number:07}{_ending_of(name)}"
                    stream = archive.extractfile(info)
                    if stream is not None:
                        _copy(stream, place, left)
                        found[name] = Member(name, place)
                        continue
                if name in found:
                    again.append(problem or Member(name))
                else:
                    found[name] = problem or Member(name)
    except SourceError:
        raise
    except _BROKEN as error:
        _raise_if_of_system(error)
        raise SourceError(f"is no tar archive, or damaged after {len(found):,} files") from None
    yield from sorted((*found.values(), *again), key=lambda member: member.name)


class _Header(tarfile.TarInfo):
    """A header of a tar archive, of which the names have a limit, too."""

    def _proc_member(self, archive: tarfile.TarFile) -> Any:
        if self.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) and self.size > _LARGEST_HEADER:
            if self.type != tarfile.GNUTYPE_SPARSE:
                raise SourceError("has a header of more than a megabyte")
        return super()._proc_member(archive)  # type: ignore[misc]


class _Counted:
    """A stream whose bytes are counted."""

    def __init__(self, stream: IO[bytes], left: _Left) -> None:
        self._stream = stream
        self._left = left

    def read(self, size: int) -> bytes:
        """Bytes of the stream.

        Raises:
            SourceError: there are more than may be.
        """
        data = self._stream.read(size)
        self._left.take(len(data))
        return data


def _copy(stream: IO[bytes], place: Path, left: _Left) -> None:
    with place.open("wb") as copy:
        while chunk := stream.read(_CHUNK):
            left.take(len(chunk))
            copy.write(chunk)


def _raise_if_of_system(error: Exception) -> None:
    """Raise again what the system reports, such as a full disk; damage has no number."""
    if isinstance(error, OSError) and error.errno:
        raise error


def _is_hidden(name: str) -> bool:
    parts = re.split(r"[/\\]", name)
    return parts[0] == "__MACOSX" or any(p.startswith(".") and p not in (".", "..") for p in parts)


def _why_not(name: str, *, is_again: bool) -> Member | None:
    """Why a file of a name is not read; None where it may be."""
    parts = re.split(r"[/\\]", name)
    if ".." in parts or not parts[0] or _DRIVE.match(name) or "\0" in name:
        reason = "Its path leads out of the archive: it is not read."
        return Member(name, None, "file-outside", reason)
    if len(name) > _LONGEST_NAME:
        reason = f"Its path has more than {_LONGEST_NAME:,} characters."
        return Member(name[:_LONGEST_NAME], None, "file-outside", reason)
    if is_again:
        reason = "The archive has another file of this name, which is read."
        return Member(name, None, "archive-member-repeated", reason)
    if archive_ending(name):
        reason = "An archive within an archive is not read: unpack it."
        return Member(name, None, "archive-nested", reason)
    return None


def _no_file(name: str) -> Member:
    return Member(name, None, "file-not-regular", "It is no ordinary file but a link or device.")


def _damaged(name: str) -> Member:
    reason = "It is damaged within the archive, or packed in a way that is not known."
    return Member(name, None, "archive-member-broken", reason)


def _ending_of(name: str) -> str:
    """The endings of a name that tell what a file holds."""
    found = _PLAIN_ENDING.search("".join(PurePosixPath(name).suffixes[-2:]))
    return found[0].lower() if found else ""
