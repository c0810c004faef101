"""A file that is one article, read as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from factpack.config import Dataset
from factpack.model import RawArticle, Rejected
from factpack.read.decode import Decoded
from factpack.read.limits import MAX_ARTICLE_BYTES, too_large
from factpack.read.metadata import override, read_metadata, without_prose
from factpack.read.notes import Notes
from factpack.read.source_files import SourceFile, reject_file, reject_unreadable
from factpack.read.terms import note_terms
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


def whole_article(
    dataset: Dataset,
    file: SourceFile,
    notes: Notes,
    *,
    data: bytes,
    decoded: Decoded,
    values: Mapping[str, object],
    basis: str,
    start: int = 0,
) -> RawArticle:
    """The article of a file.

    Args:
        dataset: may state more of the file than it does itself.
        file: the file.
        notes: what is noted of its metadata.
        data: its bytes.
        decoded: its text.
        values: what it states of itself, by our names.
        basis: where that date of publication stands.
        start: where the article begins in the text.
    """
    stated = override(
        read_metadata(
            values,
            source=file.name,
            basis=basis,
            rights=dataset.rights,
            may_widen=False,
            notes=notes,
            date_order=file.date_order,
        ),
        dataset.articles.get(file.key) if file.key is not None else None,
    )
    known = without_prose(stated, file.name, notes)
    note_terms(known.metadata, file.name, notes)
    return RawArticle(
        source=file.name,
        # The path names the article rather than its words: a corrected article keeps its row.
        source_id=known.id or known.metadata.url or file.name,
        text=decoded.text,
        text_start=start,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        encoding_basis=decoded.basis,
        metadata=known.metadata,
    )
