"""Text and Markdown: one file, one article, with optional front matter."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.config import Dataset
from factpack.model import RawArticle, Rejected
from factpack.read.decode import Decoded, NotTextError, decode
from factpack.read.fields import KEYS, Fields
from factpack.read.front_matter import note_unknown, read_front_matter
from factpack.read.notes import Notes
from factpack.read.source_files import SourceFile, reject_file
from factpack.read.whole_file import read_whole_file, whole_article


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
    yield whole_article(
        dataset,
        file,
        notes,
        data=data,
        decoded=decoded,
        values=picked.values,
        basis="front matter",
        start=start,
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
