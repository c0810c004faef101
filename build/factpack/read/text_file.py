"""Text and Markdown: one file, one article, with optional front matter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from factpack.config import Dataset
from factpack.model import RawArticle, Rejected
from factpack.read.decode import Decoded, NotTextError, decode
from factpack.read.fields import KEYS, Fields
from factpack.read.front_matter import note_unknown, read_front_matter
from factpack.read.metadata import override, read_metadata, without_prose
from factpack.read.notes import Notes
from factpack.read.source_files import SourceFile, reject_file
from factpack.read.whole_file import read_whole_file


def read_text_file(
    dataset: Dataset, file: SourceFile, notes: Notes
) -> Iterator[RawArticle | Rejected]:
    """The article of a file, or why there is none."""
    data = read_whole_file(file)
    if isinstance(data, Rejected):
        yield data
        return
    try:
        decoded = decode(data, file.encoding)
    except NotTextError as error:
        yield reject_file(file.name, "file-not-text", f"{error}.")
        return
    note_encoding(decoded, file.name, notes)
    said, start = read_front_matter(decoded.text, file.name, notes)
    fields = Fields(file.columns, notes, KEYS, tells_slips=False)
    picked = fields.pick(said)
    used = {name for names in fields.plan(list(said)).values() for name in names}
    note_unknown(said, used | {name.partition(".")[0] for name in used}, file.name, notes)
    if is_blank(decoded.text, start):
        yield Rejected("article", file.name, "article-empty", "The file holds no words.")
        return
    stated = override(
        read_metadata(
            picked.values,
            source=file.name,
            basis="front matter",
            rights=dataset.rights,
            may_widen=False,
            notes=notes,
            date_order=file.date_order,
        ),
        dataset.articles.get(file.key) if file.key is not None else None,
    )
    known = without_prose(stated, file.name, notes)
    yield RawArticle(
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


def is_blank(text: str, start: int = 0) -> bool:
    """Whether a text holds nothing but white space, zeros and byte order marks from an offset."""
    if text[start : start + 1].isalnum():
        return False
    return not text[start:].replace("\0", "").replace("\ufeff", "").strip()


def note_encoding(decoded: Decoded, name: str, notes: Notes) -> None:
    """Note that an encoding was guessed, or that some bytes were none of it."""
    if decoded.n_damaged:
        places = "place" if decoded.n_damaged == 1 else "places"
        notes.add(
            "encoding-damaged",
            name,
            f"the text is {decoded.encoding} but broken in {decoded.n_damaged:,} {places}",
        )
    elif decoded.basis == "detected":
        notes.add(
            "encoding-detected",
            name,
            f"the encoding was not declared and is no UTF-8; {decoded.encoding} fits best and was "
            "assumed",
        )
