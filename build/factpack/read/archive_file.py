"""Zip and tar archives of files of any format, read in place: an article is `archive/file`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from factpack.config import Dataset
from factpack.model import Rejected
from factpack.read.keys import unmatched_key
from factpack.read.source_files import (
    SourceFile,
    member_file,
    printable_name,
    reject_file,
    reject_unreadable,
)
from factpack.read.sources import file_of_key
from factpack_validators.archives import members
from factpack_validators.findings import Finding
from factpack_validators.sources import SourceError

_Item = TypeVar("_Item")


def read_archive(
    dataset: Dataset, file: SourceFile, read: Callable[[Dataset, SourceFile], Iterator[_Item]]
) -> Iterator[_Item | Rejected | Finding]:
    """What the files of an archive hold, sorted by their names.

    Args:
        dataset: what dataset.yaml says.
        file: the archive.
        read: reads a file.
    """
    names: set[str] = set()

    def wants(name: str) -> bool:
        return member_file(file, name, None).rejected is None

    with TemporaryDirectory(prefix="factpack-archive-") as folder:
        try:
            for member in members(Path(file.path), Path(folder), wants):
                name = f"{file.name}/{printable_name(member.name)}"
                names.add(name)
                if member.code is not None:
                    yield reject_file(name, member.code, member.reason)
                else:
                    yield from read(dataset, member_file(file, member.name, member.path))
        except SourceError as error:
            yield reject_file(file.name, "archive-broken", f"The archive {error}.")
        except OSError as error:
            yield reject_unreadable(file.name, error)
        else:
            if not names:
                yield Rejected("article", file.name, "article-empty", "The archive has no files.")
    for key in dataset.articles:
        if key.startswith(f"{file.name}/") and not {key, file_of_key(key)} & names:
            yield unmatched_key(key, "names no file of the archive", "Correct the key.", file.name)
