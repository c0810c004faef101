"""A record of a file that holds many articles, as an article."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from factpack.config import Dataset
from factpack.config.nearest import suggestion
from factpack.config.show import shown
from factpack.ids import sha256
from factpack.model import RawArticle, Rejected
from factpack.read.crawls import told_by_crawl, without_sets
from factpack.read.decode import Decoded, repair_surrogates
from factpack.read.fields import KEYS, Fields
from factpack.read.limits import MAX_ARTICLE_BYTES, too_large
from factpack.read.metadata import Known, override, read_metadata, without_prose
from factpack.read.notes import Notes
from factpack.read.source_files import SourceFile
from factpack.read.terms import note_terms
from factpack.read.text_file import is_blank
from factpack_validators.keyed_words import GUESSABLE_CHARS


class RecordReader:
    """Makes articles of the records of one file, and remembers which numbers it saw."""

    def __init__(self, dataset: Dataset, file: SourceFile, notes: Notes) -> None:
        """Prepare for one file.

        Args:
            dataset: what dataset.yaml says.
            file: the file that holds the records.
            notes: collects what is wrong with their metadata.
        """
        self._dataset = dataset
        self._file = file
        self._notes = notes
        self.fields = Fields(file.columns, notes, ("text", *KEYS))
        self.n_read = 0

    def source(self, number: int) -> str:
        """Name of the N-th record, counted from 1."""
        return f"{self._file.name}#{number}"

    def reject(self, number: int, code: str, reason: str) -> Rejected:
        """Say that a record is not read."""
        return Rejected("record", self.source(number), code, reason)

    def read(
        self,
        number: int,
        values: Mapping[str, object],
        encoding: str,
        encoding_basis: str,
        where: str = "",
    ) -> RawArticle | Rejected:
        """The article of a record, or why there is none.

        Args:
            number: of the record, counted from 1.
            values: of the record, by the names it gives them.
            encoding: of the file.
            encoding_basis: how we know it.
            where: place of the record in its file, for the reason of a rejection.
        """
        self.n_read += 1
        if "source" not in self._file.columns.values():
            values = without_sets(values)
        picked = self.fields.pick(values)
        text, name = picked.values["text"], picked.names["text"]
        at = f" ({where})" if where else ""
        if text is None and name in values:
            what = "null" if values[name] is None else "empty"
            reason = f"{shown(name)} of the record is {what}{at}."
            return self.reject(number, "record-without-text", reason)
        if text is None:
            near = suggestion(name, sorted(map(str, values))[:50])
            hint = f"; {near}" if values else ""
            reason = f"The record has no {shown(name)}{hint}{at}."
            return self.reject(number, "record-without-text", reason)
        if not isinstance(text, str):
            reason = f"{shown(name)} of the record is {kind_of(text)}, not text{at}."
            return self.reject(number, "record-text-type", reason)
        text, n_lone = repair_surrogates(text)
        if n_lone:
            message = f"{n_lone:,} lone surrogates of the text were replaced"
            self._notes.add("surrogates-replaced", self.source(number), message)
        told = told_by_crawl(values, picked.values)
        if "published" in self._file.columns:
            told = {k: v for k, v in told.items() if not k.startswith("published")}
        by_crawl = {k: v for k, v in told.items() if k not in self._file.columns}
        about = {**picked.values, **by_crawl}
        return self._article(number, text, about, encoding, encoding_basis)

    def read_known(
        self, number: int, values: Mapping[str, object], decoded: Decoded, data: bytes
    ) -> RawArticle | Rejected:
        """The article of a record whose text is found, or why there is none.

        Args:
            number: of the record, counted from 1.
            values: of the record, by our keys.
            decoded: its text.
            data: the bytes of the text, which are hashed where they are UTF-8.
        """
        self.n_read += 1
        # Otherwise the text would be encoded again, to the bytes that it was.
        digest = hashlib.sha256(data).hexdigest() if decoded.basis == "valid" else None
        return self._article(number, decoded.text, values, decoded.encoding, decoded.basis, digest)

    def _article(
        self,
        number: int,
        text: str,
        values: Mapping[str, object],
        encoding: str,
        encoding_basis: str,
        digest: str | None = None,
    ) -> RawArticle | Rejected:
        if is_blank(text):
            return self.reject(number, "article-empty", "The text of the record is empty.")
        if len(text) > MAX_ARTICLE_BYTES // 4 and len(text.encode()) > MAX_ARTICLE_BYTES:
            return self.reject(number, "article-too-large", too_large("The text of the record"))
        stated = read_metadata(
            values,
            source=self.source(number),
            basis="record",
            rights=self._dataset.rights,
            # Whoever maps a column to `rights` lets the records decide.
            may_widen="rights" in self._file.columns,
            notes=self._notes,
            date_order=self._file.date_order,
        )
        key = self._file.key
        given = self._dataset.articles.get(f"{key}#{number}") if key is not None else None
        known = without_prose(override(stated, given), self.source(number), self._notes)
        note_terms(known.metadata, self.source(number), self._notes)
        return RawArticle(
            source=self.source(number),
            source_id=known.id or known.metadata.url or self._own_id(number, text, stated, known),
            text=text,
            text_start=0,
            raw_sha256=digest or sha256(text),
            encoding=encoding,
            encoding_basis=encoding_basis,
            metadata=known.metadata,
        )

    def _own_id(self, number: int, text: str, stated: Known, known: Known) -> str:
        """Name of a record that has neither id nor URL: by what it says, or else by its place.

        A short text that is withheld could be guessed, and told by the hash.
        """
        if known.metadata.rights != "full" and len(text) < GUESSABLE_CHARS:
            return self.source(number)
        return content_id(text, stated)


def kind_of(value: object) -> str:
    """What a value of JSON is, as a noun."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "text"
        case list():
            return "a list"
        case Mapping():
            return "an object"
        case _:
            return "a number"


def content_id(text: str, stated: Known) -> str:
    """Name of a record that has neither id nor URL: a hash of what it says.

    Publisher, title and date belong to it, so that a reprint in another outlet is an article of its
    own; what dataset.yaml adds does not, nor where the record stands.
    """
    about = stated.metadata
    day = about.published_on.isoformat() if about.published_on else None
    said = [about.publisher, about.title, day, text]
    return f"sha256:{sha256(json.dumps(said, ensure_ascii=False, separators=(',', ':')))}"
