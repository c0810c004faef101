"""Articles at addresses that fsspec knows (`s3://…`): only where dataset.yaml names them.

Credentials come from the environment, as each of its libraries looks for them; none stands in
dataset.yaml. Each file is copied while it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from factpack.config import Source
from factpack.config.addresses import is_one_page, scheme_of, split_address
from factpack.errors import FactpackError
from factpack.read.source_files import SourceFile, file_at, printable_name

MAX_FILE_BYTES = 64 * 1024**3
"""Bytes of one file that is copied."""

_CHUNK = 8 * 1024 * 1024


def remote_files(source: Source, number: int) -> Iterator[SourceFile]:
    """The files that an address stands for: itself, those below it, or those that fit its glob.

    Each is named by its path below what stands before the first sign of the glob, so that a copy of
    them in a folder proves the release.

    Raises:
        FactpackError: the library of its scheme is not there, or the address cannot be listed.
    """
    folder, glob = split_address(source.path)
    scheme = scheme_of(source.path)
    system, root = _system(f"{scheme}://{folder}")
    try:
        if is_one_page(source.path):
            files = [
                f"{root.rstrip('/')}/{glob}"
            ]  # its library takes what holds links for a folder
        else:
            found = system.find(root) if glob == "**" else system.glob(f"{root.rstrip('/')}/{glob}")
            files = sorted(str(file) for file in found if not system.isdir(file))
    except Exception as error:
        raise _problem(source.path, error) from None
    for file in files:
        below = file.removeprefix(root).lstrip("/")
        if not any(part.startswith(".") for part in below.split("/")):
            # Those of the web are whole addresses, others paths.
            address = file if "://" in file else f"{scheme}://{file.lstrip('/')}"
            yield file_at(address, below, source, number)


@contextmanager
def fetched(file: SourceFile) -> Iterator[SourceFile]:
    """The file with a copy in a temporary folder.

    Raises:
        FactpackError: it cannot be fetched.
    """
    system, path = _system(file.path)
    with TemporaryDirectory(prefix="factpack-remote-") as folder:
        copy = Path(folder) / f"file{''.join(Path(printable_name(file.name)).suffixes[-2:])}"
        try:
            with system.open(path, "rb") as stream, copy.open("wb") as out:
                left = MAX_FILE_BYTES
                while chunk := stream.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise OSError("it is larger than may be copied")
                    out.write(chunk)
        except Exception as error:
            raise _problem(file.path, error) from None
        yield replace(file, path=str(copy))


def _system(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(address)
    except Exception as error:
        raise _problem(address, error) from None
    return system, path


def _problem(address: str, error: Exception) -> FactpackError:
    # What a library says may hold a signed address; its kind tells enough.
    is_unknown = isinstance(error, (ImportError, ValueError))  # a scheme, or its library
    said = str(error) if is_unknown else type(error).__name__
    return FactpackError(f"{address} cannot be read: {' '.join(said.split())[:300]}")
