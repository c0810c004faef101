"""What reading one file has to say beside its articles, counted rather than repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factpack.config.show import bare
from factpack_validators.findings import Finding, Severity

_CODES: dict[str, tuple[Severity, str]] = {
    "archive-record-other": (
        Severity.INFO,
        "Nothing needs to be done: articles are answers of status 200 that hold a page or plain "
        "text, and texts that were made of them.",
    ),
    "column-unseen": (
        Severity.WARNING,
        "Correct the name under `columns` in dataset.yaml.",
    ),
    "date-ambiguous": (
        Severity.WARNING,
        "Say in dataset.yaml which comes first: `date_order: day-first` or `month-first` for the "
        "source. The date is left empty meanwhile.",
    ),
    "date-unreadable": (
        Severity.WARNING,
        "Write dates as YYYY, YYYY-MM or YYYY-MM-DD, or give them under `articles` in "
        "dataset.yaml.",
    ),
    "encoding-damaged": (
        Severity.WARNING,
        "Fetch the file again; U+FFFD stands where the broken bytes were.",
    ),
    "encoding-detected": (
        Severity.WARNING,
        "Check that the text was decoded correctly, then declare `encoding` for the source in "
        "dataset.yaml.",
    ),
    "feed-description": (
        Severity.INFO,
        "Fetch the articles themselves where the feed has no more than their first lines.",
    ),
    "field-unknown": (
        Severity.INFO,
        "Rename the field, or map it under `columns` in dataset.yaml, if it was meant to be read.",
    ),
    "fields-recognised": (
        Severity.INFO,
        "Map the keys under `columns` in dataset.yaml where another field is meant.",
    ),
    "file-name-escaped": (
        Severity.WARNING,
        "Rename the file if it should be found by its name in the release.",
    ),
    "file-name-hostile": (
        Severity.WARNING,
        "Rename the file: spreadsheets run names like this one, or web pages take it for markup.",
    ),
    "front-matter-invalid": (
        Severity.WARNING,
        "Correct what stands between the two lines, or remove the first of them.",
    ),
    "front-matter-key-repeated": (
        Severity.WARNING,
        "Keep the key once in the front matter.",
    ),
    "front-matter-mended": (
        Severity.INFO,
        "Put text that holds a colon in quotes.",
    ),
    "front-matter-unclosed": (
        Severity.WARNING,
        "Check where the article begins, and put a line like the first one before it.",
    ),
    "front-matter-key-unknown": (
        Severity.INFO,
        "Rename the key, or map it under `columns` in dataset.yaml, if it was meant to be read.",
    ),
    "json-not-strict": (
        Severity.INFO,
        "Write null where a number is not known: JSON has no NaN and no Infinity.",
    ),
    "language-unreadable": (
        Severity.WARNING,
        "Write ISO 639-1, such as en; the language is detected from the text meanwhile.",
    ),
    "metadata-prose": (
        Severity.WARNING,
        "Shorten it: the rights of the article withhold its words, and so long a value may be some "
        "of them; it is left empty meanwhile.",
    ),
    "metadata-unreadable": (
        Severity.WARNING,
        "Give it as one line of text; it is left empty meanwhile.",
    ),
    "page-licensed": (
        Severity.INFO,
        "Give the articles the rights that their licence allows, under `articles` in dataset.yaml.",
    ),
    "page-paywalled": (
        Severity.WARNING,
        "Leave the rights of these articles at facts, unless you may publish more.",
    ),
    "page-words-lost": (
        Severity.WARNING,
        "Look at the page: what cannot be led back to it is no part of the article.",
    ),
    "rights-not-widened": (
        Severity.WARNING,
        "Give the rights under `articles`, or map the column `rights`, in dataset.yaml: only the "
        "publisher can allow more words than the dataset does.",
    ),
    "rights-unreadable": (
        Severity.WARNING,
        "Write full, excerpt or facts; no words of the article are published meanwhile.",
    ),
    "surrogates-replaced": (
        Severity.WARNING,
        "Escape characters beyond U+FFFF as a pair; U+FFFD stands where half of one was.",
    ),
    "url-unreadable": (
        Severity.WARNING,
        "Give a whole address that begins with https:// or http://.",
    ),
}
"""Severity of each code, and what to do about it."""


_MOST_NAMES = 40
"""Fields that one finding names; exports have ten, and a hostile file any number."""


@dataclass(slots=True)
class _Note:
    source: str
    message: str
    count: int = 1


class Notes:
    """Findings about one file: the first of each kind is told, the others are counted.

    A kind is a code, with the key or column it is about where there is one.
    """

    def __init__(self, file: str) -> None:
        """Start with nothing to say about a file below the articles folder."""
        self.file = file
        self._kinds: dict[tuple[str, str], _Note] = {}
        self._recognised: dict[tuple[str, str], None] = {}

    def recognise(self, key: str, name: str) -> None:
        """Note that a field was read as one of our keys because others usually call it so."""
        if len(self._recognised) < _MOST_NAMES:
            self._recognised[key, name] = None

    def add(self, code: str, source: str, message: str, about: str = "") -> None:
        """Note something about a file or record.

        Args:
            code: one of those listed in this module.
            source: the file, or the record as `file#N`.
            message: one sentence without its full stop.
            about: key or column; notes of the same code about others are told apart.
        """
        note = self._kinds.get((code, about))
        if note is None:
            self._kinds[code, about] = _Note(source, message)
        else:
            note.count += 1

    def findings(self) -> Iterator[Finding]:
        """One finding a kind, ordered by code."""
        if self._recognised:
            read = ", ".join(f"`{bare(name)}` as {key}" for key, name in sorted(self._recognised))
            self.add("fields-recognised", self.file, f"read {read}")
        for (code, _), note in sorted(self._kinds.items()):
            severity, advice = _CODES[code]
            where = f"{note.source}: " if note.source != self.file else ""
            others = note.count - 1
            more = f" (and {others:,} more like it)" if others else ""
            yield Finding(code, severity, f"{where}{note.message}{more}.", advice, file=self.file)
