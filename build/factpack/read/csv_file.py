"""CSV and its kin: one row, one article; the header names the fields."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from factpack.config import Dataset
from factpack.config.nearest import suggestion
from factpack.config.show import shown
from factpack.model import RawArticle, Rejected
from factpack.read.decode import NotTextError
from factpack.read.fields import KEYS, Fields, usual_key
from factpack.read.notes import Notes
from factpack.read.record import RecordReader
from factpack.read.source_files import SourceFile, reject_file, reject_unreadable
from factpack.read.text_stream import open_text

MAX_FIELD = 16 * 1024 * 1024
"""Characters of the longest field and line; a quote that never closes is held as far as this."""

_SAMPLE = 256 * 1024
"""Characters that tell the dialect."""

_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""A first line with which spreadsheets name the delimiter."""


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How fields are parted and quoted; with a backslash, it escapes, else a quote is doubled."""

    delimiter: str
    quote: str | None
    has_backslash: bool

    def rows(self, lines: Iterator[str]) -> Iterator[list[str]]:
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            quoting=csv.QUOTE_NONE if self.quote is None else csv.QUOTE_MINIMAL,
            doublequote=not self.has_backslash,
            escapechar="\\" if self.has_backslash else None,
            strict=True,
        )


def read_csv(dataset: Dataset, file: SourceFile, notes: Notes) -> Iterator[RawArticle | Rejected]:
    """The articles of a file in the order of its rows; a row that is none is rejected alone.

    Delimiter, quotes and escapes are those under which the header has a field of text and the most
    rows have as many fields as the header.
    """
    before = csv.field_size_limit(MAX_FIELD)
    records = RecordReader(dataset, file, notes)
    try:
        with open_text(file, notes) as stream:
            yield from _read(stream.text, file, records, (stream.encoding, stream.basis))
    except NotTextError as error:
        yield reject_file(file.name, "file-not-text", f"{error}.")
    except UnicodeError:
        reason = "The file is not in its encoding from some place on."
        yield reject_file(file.name, "file-not-text", reason)
    except OSError as error:
        yield reject_unreadable(file.name, error)
    finally:
        csv.field_size_limit(before)  # it is one of the process: others have limits of their own


def _read(
    text: TextIO, file: SourceFile, records: RecordReader, how: tuple[str, str]
) -> Iterator[RawArticle | Rejected]:
    lines = _Lines(text)
    dialect = _dialect(lines, file)
    rows = dialect.rows(lines)
    header: list[str] = []
    try:
        while not any(header):
            header = [name.strip().removeprefix("\ufeff") for name in next(rows)]
    except (StopIteration, csv.Error):
        yield Rejected("article", file.name, "article-empty", "The file has no records.")
        return
    reason = _why_no_header(header, records)
    if reason:
        yield reject_file(file.name, "csv-header", reason)
        return
    number = 0
    while True:
        first_line = lines.number + 1
        lines.was_cut = False
        try:
            row = next(rows, None)
        except csv.Error as error:
            number += 1
            yield records.reject(number, *_explain(error, first_line, lines.number))
            continue
        if row is None:
            break
        if not any(row):
            continue
        number += 1
        where = f"line {first_line:,}"
        if lines.was_cut:
            reason = f"A line of the row has more than {MAX_FIELD:,} characters ({where})."
            yield records.reject(number, "article-too-large", reason)
        elif len(row) != len(header):
            reason = f"The row has {len(row):,} fields, the header {len(header):,} ({where})."
            yield records.reject(number, "record-fields", reason)
        else:
            yield records.read(number, dict(zip(header, row, strict=True)), *how, where)
    if number == 0:
        yield Rejected("article", file.name, "article-empty", "The file has no records.")
    elif records.n_read:
        records.fields.note_unseen()


class _Lines:
    """Lines of a text, of which the first can be looked at before they are read."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._ahead: deque[str] = deque()
        self.number = 0
        self.was_cut = False

    def sample(self) -> list[str]:
        """The first lines, up to a size; they will be read again."""
        size = 0
        while size < _SAMPLE:
            line = self._text.readline(MAX_FIELD)
            if not line:
                break
            self._ahead.append(line)
            size += len(line)
        return list(self._ahead)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._text.readline(MAX_FIELD)
        if not line:
            raise StopIteration
        if len(line) >= MAX_FIELD and line[-1] not in "\r\n":
            self.was_cut = True
            while line and line[-1] not in "\r\n":
                line = self._text.readline(MAX_FIELD)
            line = "\n"
        self.number += 1
        return line


def _dialect(lines: _Lines, file: SourceFile) -> _Dialect:
    """The dialect that fits the first rows best, the plainest of equals."""
    sample = lines.sample()
    separator = _SEPARATOR_LINE.fullmatch(sample[0].lstrip("\ufeff")) if sample else None
    if separator:
        next(lines)
        sample = sample[1:]
    # What wrong dialects make of the header is no news.
    fields = Fields(file.columns, Notes(file.name), ("text", *KEYS), tells_slips=False)
    has_escapes = any('\\"' in line for line in sample)
    candidates = [
        _Dialect(delimiter, quote, has_backslash)
        for delimiter in ((separator[1],) if separator else _DELIMITERS)
        for quote, has_backslash in (('"', False), ('"', True), (None, False), ("'", False))
        # Python is lax about quotes where a backslash escapes; and only what is parted by a sign
        # that texts do not have can do without quotes.
        if (has_escapes or not has_backslash)
        and (quote or delimiter not in ",;")
        and (quote != "'" or _opens_fields(sample, delimiter, "'", '"'))
    ]
    return max(candidates, key=lambda dialect: _fitness(dialect, sample, fields, file))


def _opens_fields(sample: Sequence[str], delimiter: str, mark: str, other: str) -> bool:
    """Whether a mark opens more fields than another does."""
    text = "\n".join(sample)
    return text.count(delimiter + mark) > text.count(delimiter + other)


def _fitness(
    dialect: _Dialect, sample: Sequence[str], fields: Fields, file: SourceFile
) -> tuple[bool, float, int]:
    """Whether the header names a text, the share of rows like it, and how many names are known."""
    header: list[str] = []
    n_rows = n_alike = 0
    rows = dialect.rows(iter(sample))
    while True:
        try:
            row = next(rows, None)
        except csv.Error:
            n_rows += 1
            continue
        if row is None:
            break
        if not header:
            header = [name.strip().removeprefix("\ufeff") for name in row] if any(row) else []
        elif any(row):
            n_rows += 1
            n_alike += len(row) == len(header)
    names = set(file.columns.values())
    known = sum(name in names or usual_key(name) is not None for name in header)
    has_text = bool(_text_names(header, fields))
    # The last row may be cut where the sample ends.
    return has_text, (n_alike + 1) / (n_rows + 1) if n_rows else 1.0, known


def _text_names(header: Sequence[str], fields: Fields) -> list[str]:
    return [name for name in fields.plan(header)["text"] if name in header]


def _why_no_header(header: Sequence[str], records: RecordReader) -> str:
    """Why the first row is no header of articles; empty where it is."""
    plan = records.fields.plan(header)
    if not _text_names(header, records.fields):
        wanted = plan["text"][0] if plan["text"] else "text"
        listed = "; ".join(shown(name) for name in header[:10])
        return (
            f"The header has no {shown(wanted)} ({suggestion(wanted, header[:50])}). It reads "
            f"{listed}: name the text under `columns` in dataset.yaml."
        )
    for names in plan.values():
        for name in names[:1]:
            if header.count(name) > 1:
                return f"The header has {shown(name)} twice: rename one of them."
    return ""


def _explain(error: csv.Error, first: int, last: int) -> tuple[str, str]:
    """Code and reason of a row that cannot be read."""
    where = f"line {first:,}" if first >= last else f"lines {first:,} to {last:,}"
    if "field larger" in str(error):
        reason = f"A quote is opened that does not close within {MAX_FIELD:,} characters ({where})."
        return "article-too-large", reason
    return "record-not-csv", f"A quote is opened or closed out of place ({where})."
