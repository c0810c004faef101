"""A file that is one article, read as a whole."""

from __future__ import annotations

from factpack.model import Rejected
from factpack.read.limits import MAX_ARTICLE_BYTES, too_large
from factpack.read.source_files import SourceFile, reject_file, reject_unreadable
from factpack.read.unpack import open_source, read_up_to


def read_whole_file(file: SourceFile) -> bytes | Rejected:
    """The bytes of a file, unpacked; why it is not read where it cannot be, or is too large."""
    try:
        with open_source(file.path, file.packing) as stream:
            data = read_up_to(stream, MAX_ARTICLE_BYTES + 1)
    except OSError as error:
        return reject_unreadable(file.name, error)
    if len(data) > MAX_ARTICLE_BYTES:
        return reject_file(file.name, "article-too-large", too_large("The file"))
    return data
