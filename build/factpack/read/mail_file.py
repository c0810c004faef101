"""Newsletters: a letter (.eml) is an article, and so is each of a mailbox (.mbox)."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.config import Dataset
from factpack.model import RawArticle, Rejected
from factpack.read.decode import NotTextError
from factpack.read.notes import Notes
from factpack.read.page_decode import decode_page
from factpack.read.record import RecordReader
from factpack.read.source_files import SourceFile, reject_file, reject_unreadable
from factpack.read.text_file import is_blank, note_encoding
from factpack.read.unpack import open_source
from factpack.read.whole_file import read_whole_file, whole_article
from factpack_validators.mail import LETTER_LIMIT, letters, read_letter

_BASIS = "mail: day it was sent"


def read_eml_file(
    dataset: Dataset, file: SourceFile, notes: Notes
) -> Iterator[RawArticle | Rejected]:
    """The article of a letter, or why there is none."""
    data = read_whole_file(file)
    if isinstance(data, Rejected):
        yield data
        return
    letter = read_letter(data)
    if letter is None:
        yield reject_file(file.name, "mail-without-text", _NO_WORDS.format("file"))
        return
    try:
        decoded = decode_page(letter.data, file.encoding, letter.charset)
    except NotTextError as error:
        yield reject_file(file.name, "file-not-text", f"{error}.")
        return
    note_encoding(decoded, file.name, notes)
    if is_blank(decoded.text):
        yield Rejected("article", file.name, "article-empty", "The letter holds no words.")
        return
    yield whole_article(
        dataset, file, notes, data=data, decoded=decoded, values=letter.values, basis=_BASIS
    )


def read_mbox_file(
    dataset: Dataset, file: SourceFile, notes: Notes
) -> Iterator[RawArticle | Rejected]:
    """The articles of a mailbox in its order, one letter in memory at a time."""
    records = RecordReader(dataset, file, notes)
    number = 0
    try:
        with open_source(file.path, file.packing) as stream:
            for data in letters(stream):
                number += 1
                yield _record(records, number, data, file, notes)
    except OSError as error:
        yield reject_unreadable(file.name, error)
        return
    if number == 0:
        reason = "No letter begins in it: each has a line before it that begins with From."
        yield Rejected("article", file.name, "article-empty", reason)


def _record(
    records: RecordReader, number: int, data: bytes | None, file: SourceFile, notes: Notes
) -> RawArticle | Rejected:
    if data is None:
        reason = f"The letter is larger than {LETTER_LIMIT // 2**20} MiB, the limit of an article."
        return records.reject(number, "article-too-large", reason)
    letter = read_letter(data)
    if letter is None:
        return records.reject(number, "mail-without-text", _NO_WORDS.format("letter"))
    try:
        decoded = decode_page(letter.data, file.encoding, letter.charset)
    except NotTextError as error:
        return records.reject(number, "record-not-text", f"{error}.")
    note_encoding(decoded, records.source(number), notes)
    basis = {"published_basis": _BASIS} if "published" in letter.values else {}
    values = {**letter.values, **basis, "text": decoded.text}
    return records.read(number, values, decoded.encoding, decoded.basis)


_NO_WORDS = "The {} holds no letter with a part of text, or more parts than letters have."
