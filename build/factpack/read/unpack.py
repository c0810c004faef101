"""Compressed files, unpacked as they are read, with a limit to what may come out of them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

PACKINGS: Mapping[str, str] = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
"""How a file is compressed, by its last ending in small letters."""

MAX_RATIO = 250
"""How many times its size a file may unpack to. News as JSON packs to a fifth, the most repetitive
exports to a thirtieth; a bomb unpacks to a thousandfold and more."""

ALWAYS_UNPACKED = 64 * 1024 * 1024
"""Bytes that any file may unpack to: no bomb, and the limit of one article."""

_MAX_MEMORY = 256 * 1024 * 1024
"""Bytes that unpacking xz may hold; its strongest usual setting needs 65 MiB."""

_BUFFER = 1024 * 1024


class UnpackError(OSError):
    """Why a compressed file could not be read to its end, as one clause."""


def open_source(path: str, packing: str | None) -> io.BufferedReader:
    """Open a file for reading, unpacked where it is compressed; it cannot seek.

    Args:
        path: of the file.
        packing: gzip, bzip2, xz, zstd, or None.

    Raises:
        OSError: it cannot be opened.
        UnpackError: raised when read: it is damaged, or unpacks to more than it may.
    """
    stream: io.BufferedReader = Path(path).open("rb")
    if packing is None:
        return stream
    size = os.fstat(stream.fileno()).st_size
    return io.BufferedReader(_Unpacked(stream, packing, size), _BUFFER)


def read_up_to(stream: BinaryIO, size: int) -> bytes:
    """The first bytes of a stream; no more memory is taken than there are."""
    pieces: list[bytes] = []
    while size > 0:
        piece = stream.read(min(size, _BUFFER))
        if not piece:
            break
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class _Unpacked(io.RawIOBase):
    """What comes out of a compressed file."""

    def __init__(self, packed: BinaryIO, packing: str, size: int) -> None:
        self._packed = packed
        self._read = _READERS[packing](packed)
        self._left = max(ALWAYS_UNPACKED + 1, MAX_RATIO * size)
        self._n_read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._read(min(len(buffer), _BUFFER))
        except (EOFError, ValueError, zlib.error, lzma.LZMAError, pa.ArrowException) as error:
            raise self._damaged() from error
        except OSError as error:
            if error.errno:
                raise
            raise self._damaged() from error
        if len(data) > self._left:
            raise UnpackError(f"it unpacks to more than {MAX_RATIO} times its size")
        self._left -= len(data)
        self._n_read += len(data)
        buffer[: len(data)] = data
        return len(data)

    def _damaged(self) -> UnpackError:
        return UnpackError(f"it is damaged, or cut, after {self._n_read:,} bytes of what it holds")

    def close(self) -> None:
        if not self.closed:
            self._packed.close()
        super().close()


def _of_xz(packed: BinaryIO) -> Callable[[int], bytes]:
    """Reads files of one or more xz streams within a bound of memory."""
    decompressor = lzma.LZMADecompressor(memlimit=_MAX_MEMORY)

    def read(size: int) -> bytes:
        nonlocal decompressor
        while True:
            if decompressor.eof:
                rest = decompressor.unused_data.lstrip(b"\0") or packed.read(_BUFFER).lstrip(b"\0")
                if not rest:
                    return b""
                decompressor = lzma.LZMADecompressor(memlimit=_MAX_MEMORY)
            elif decompressor.needs_input:
                rest = packed.read(_BUFFER)
                if not rest:
                    raise EOFError
            else:
                rest = b""
            data = decompressor.decompress(rest, size)
            if data:
                return data

    return read


def _of_zstd(packed: BinaryIO) -> Callable[[int], bytes]:
    stream = pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), "zstd")

    def read(size: int) -> bytes:
        return bytes(stream.read(size))

    return read


_READERS: Mapping[str, Callable[[BinaryIO], Callable[[int], bytes]]] = {
    "gzip": lambda packed: gzip.GzipFile(fileobj=packed).read1,
    "bzip2": lambda packed: bz2.BZ2File(packed).read1,
    "xz": _of_xz,
    "zstd": _of_zstd,
}
