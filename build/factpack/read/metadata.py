"""Metadata as sources give it, checked and brought to one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlsplit

from factpack.config import ArticleOverride
from factpack.config.languages import is_undetermined, read_language
from factpack.config.show import shown
from factpack.model import Metadata, Rights
from factpack.read.dates import AmbiguousDate, DateOrder, Published, read_date
from factpack.read.decode import repair_surrogates
from factpack.read.notes import Notes
from factpack.read.repair import repair_line
from factpack_validators.word_limits import NAME_WORDS, words_of

_T = TypeVar("_T")

MAX_LINE = 2_000
"""Characters of a metadata value; the longest headlines and addresses of the press have 500."""

_EXACT = 2.0**53
"""Below it, a float holds the very integer that it was made of."""

_WIDTH: Mapping[str, int] = {"facts": 0, "excerpt": 1, "full": 2}

_BIDI = frozenset(map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Marks that reorder what a reader sees; names and titles mean the same without them."""

_UNSEEN = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
"""Characters that nobody sees; web pages leave them in the names of authors."""

_FORMULA = re.compile("=|[+@-][^ ].*[(|!]")
"""How a cell begins that a spreadsheet runs."""

_LICENSE_CHARS = 200
"""Longest address of a licence, which may be published whatever words it is made of."""
_NAMES = frozenset({"id", "publisher", "author", "published_basis", "license"})


_BLANK_WORDS = frozenset(
    {"", "null", "none", "nan", "nat", "n/a", "-", "[]", "{}", "undefined", "unknown"}
)
"""What exports write where nothing is known."""

_LIST = re.compile(r"""\[\s*(?:'[^'\\]*'|"[^"\\]*")(?:\s*,\s*(?:'[^'\\]*'|"[^"\\]*"))*\s*\]""")
_ITEM = re.compile(r"""'([^'\\]*)'|"([^"\\]*)\"""")
"""A list of words as Python and JSON write it, which exports put into a cell."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a source says of an article.

    Attributes:
        id: the identifier given, or None.
        metadata: all of it, rights included.
    """

    id: str | None
    metadata: Metadata


def read_metadata(
    values: Mapping[str, object],
    *,
    source: str,
    basis: str,
    rights: Rights,
    may_widen: bool,
    notes: Notes,
    date_order: DateOrder | None = None,
) -> Known:
    """Check what a source says of an article; whatever cannot be read is noted and left empty.

    Args:
        values: by our key (`KEYS`); None where the source says nothing.
        source: the file or record, for notes.
        basis: of the publication date, where the source names none.
        rights: those of the dataset, which hold where the source says nothing.
        may_widen: whether the source may allow more words than the dataset does.
        notes: collects what is wrong.
        date_order: of day and month where a date has both as numbers; None: nobody said.
    """
    reader = _Reader(values, source, notes)
    published = reader.date("published", date_order)
    modified = reader.date("modified", date_order)
    return Known(
        id=reader.line("id"),
        metadata=Metadata(
            title=reader.line("title"),
            url=reader.value("url", _read_url, "url-unreadable"),
            publisher=reader.line("publisher"),
            author=reader.line("author"),
            published_on=published and published[0],
            published_precision=published and published[1],
            published_basis=(reader.line("published_basis") or basis) if published else None,
            modified_on=modified[0] if modified and modified[1] == "day" else None,
            language=reader.value("language", _read_language, "language-unreadable") or None,
            rights=reader.rights(rights, may_widen),
            license=reader.value("license", _read_license, "metadata-unreadable"),
            is_accessible_for_free=reader.flag("is_accessible_for_free"),
        ),
    )


def override(known: Known, given: ArticleOverride | None) -> Known:
    """What a source says of an article, with what dataset.yaml says in its place."""
    if given is None:
        return known
    ours, theirs = given.metadata, known.metadata
    date_given = ours.published_on is not None
    on = ours.published_on if date_given else theirs.published_on
    basis = ours.published_basis or ("dataset.yaml" if date_given else theirs.published_basis)
    free = ours.is_accessible_for_free
    return Known(
        id=given.id or known.id,
        metadata=replace(
            theirs,
            title=ours.title or theirs.title,
            url=ours.url or theirs.url,
            publisher=ours.publisher or theirs.publisher,
            author=ours.author or theirs.author,
            published_on=on,
            published_precision=(
                ours.published_precision if date_given else theirs.published_precision
            ),
            published_basis=basis if on else None,
            modified_on=ours.modified_on or theirs.modified_on,
            language=ours.language or theirs.language,
            license=ours.license or theirs.license,
            is_accessible_for_free=theirs.is_accessible_for_free if free is None else free,
            rights=given.rights or theirs.rights,
        ),
    )


def without_prose(known: Known, source: str, notes: Notes) -> Known:
    """What is known of an article, less what may be words that its rights withhold.

    An id, publisher or author that is longer than a name is prose, and may be the article's own.

    Args:
        known: all that is known, dataset.yaml included.
        source: the file or record, for notes.
        notes: collects what is left out.
    """
    about = known.metadata
    if about.rights == "full":
        return known
    said = {
        "id": known.id,
        "publisher": about.publisher,
        "author": about.author,
        "published_basis": about.published_basis,
        "license": about.license,
    }
    prose = {key for key, value in said.items() if value and _is_prose(value)}
    for key in sorted(prose):
        notes.add("metadata-prose", source, f"{key} is longer than a name", key)
    kept = {key: None if key in prose else value for key, value in said.items()}
    return Known(
        kept["id"],
        replace(
            about,
            publisher=kept["publisher"],
            author=kept["author"],
            published_basis=kept["published_basis"],
            license=kept["license"],
        ),
    )


def _is_prose(value: str) -> bool:
    # An address is none, however many words its path has.
    return len(words_of(value)) > NAME_WORDS and not _URL.fullmatch(value)


def clean_line(text: str) -> str:
    r"""One line of text: composed (NFC), white space runs as one space, nothing invisible.

    >>> clean_line("  A\u202e \n B\x00 ")
    'A B'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = "".join(
        " " if char.isspace() else char
        for char in _UNSEEN.sub("", repair_surrogates(text)[0])
        if char.isspace() or (char not in _BIDI and unicodedata.category(char) != "Cc")
    )
    return unicodedata.normalize("NFC", " ".join(text.split()))


class _Reader:
    """Reads the values of one article."""

    def __init__(self, values: Mapping[str, object], source: str, notes: Notes) -> None:
        self._values = values
        self._source = source
        self._notes = notes

    def line(self, key: str) -> str | None:
        """One line of text, or None."""
        value = self._values.get(key)
        if value is None or value != value:  # NaN is what Arrow tables often hold for nothing
            return None
        if type(value) is str and len(value) <= MAX_LINE and value.isascii() and _is_usual(value):
            line = " ".join(value.split())
            return None if line.lower() in _BLANK_WORDS else line
        if isinstance(value, str) and value.startswith("[") and len(value) <= MAX_LINE:
            value = _items(value)
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            value = ", ".join(value)
        if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
            value = int(value)  # what becomes of numbers where some are missing
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self._note("metadata-unreadable", key, f"{key} is {_kind(value)}, not text")
            return None
        if len(value) > MAX_LINE:
            self._note(
                "metadata-unreadable", key, f"{key} has {len(value):,} characters, not one line"
            )
            return None
        line = clean_line(value if key == "id" else repair_line(value))
        if key in _NAMES and _FORMULA.match(line):
            self._note("metadata-unreadable", key, f"{key} {shown(line)} begins as a formula does")
            return None
        return None if line.lower() in _BLANK_WORDS else line

    def value(self, key: str, read: Callable[[str], _T | None], code: str) -> _T | None:
        """A value of some form, or None."""
        line = self.line(key)
        if line is None:
            return None
        found = read(line)
        if found is None:
            self._note(code, key, f"{key} {shown(line)} cannot be read")
        return found

    def flag(self, key: str) -> bool | None:
        """Whether something holds, or None."""
        value = self._values.get(key)
        if isinstance(value, bool):
            return value
        # As an address, it is a term of schema.org.
        return self.value(
            key, lambda line: _FLAGS.get(line.lower().rpartition("/")[2]), "metadata-unreadable"
        )

    def date(self, key: str, order: DateOrder | None) -> Published | None:
        """A date, such as that of publication, as far as it can be told."""
        value = self._values.get(key)
        if isinstance(value, float) and value == value and abs(value) < _EXACT:
            line: str | None = str(int(value))  # of seconds, where there are parts of one
        else:
            line = self.line(key)
        if line is None:
            return None
        try:
            found = read_date(line, order)
        except AmbiguousDate:
            self._note("date-ambiguous", key, f"{key} {shown(line)} could be two days")
            return None
        if found is None:
            self._note("date-unreadable", key, f"{key} {shown(line)} cannot be read")
        return found

    def rights(self, of_dataset: Rights, may_widen: bool) -> Rights:
        """Rights of the article: those given, but no more than it is allowed to give itself."""
        if self._values.get("rights") is None:
            return of_dataset
        line = self.line("rights")
        given = _RIGHTS.get((line or "").lower())
        if given is None:
            # Whoever states rights wants them heeded: what cannot be read allows nothing.
            self._note("rights-unreadable", "rights", f"rights {shown(line or '')} cannot be read")
            return "facts"
        if _WIDTH[given] > _WIDTH[of_dataset] and not may_widen:
            self._note(
                "rights-not-widened",
                "rights",
                f"the article says {given}, but the dataset allows {of_dataset}",
            )
            return of_dataset
        return given

    def _note(self, code: str, key: str, message: str) -> None:
        self._notes.add(code, self._source, message, key)


_RIGHTS: Mapping[str, Rights] = {"facts": "facts", "excerpt": "excerpt", "full": "full"}


_FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "1"), True),
    **dict.fromkeys(("false", "no", "0"), False),
}


def _is_usual(text: str) -> bool:
    """Whether nothing in a line of ASCII need be looked at closer, as in most."""
    return (
        text.isprintable()
        and "&" not in text
        and "<" not in text
        and not text.startswith((" ", "[", "=", "+", "-", "@"))
    )


def _items(text: str) -> str | list[str]:
    """The words of a list written as text; any other text as it is."""
    if not _LIST.fullmatch(text.strip()):
        return text
    return [single or double for single, double in _ITEM.findall(text)]


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, float):
        return "a number with a decimal point"
    return "a list" if isinstance(value, list) else "an object"


_HOST = re.compile(r"[^\s@:/]*[^\s@:/.]")
_URL = re.compile(r"https?://[^\s/@]+(?:/\S*|[?#]\S*)?")
"""An address without a password, as the validators want it."""


_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
"""How an address of any scheme begins."""

_USUAL_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#][!-Z\\^-~]*)?")
"""An address of which nothing need be looked at closer, as most are."""


def _read_url(text: str) -> str | None:
    if _USUAL_URL.fullmatch(text):
        return text
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    url = parts.scheme + text[len(parts.scheme) :]  # the scheme in small letters
    if not host or not _HOST.fullmatch(host) or not _URL.fullmatch(url):
        return None
    return url


def _read_license(text: str) -> str | None:
    """The address or name of a licence; what no reader can open, or is long, is neither."""
    if not _ADDRESS.match(text):
        return text
    return _read_url(text) if len(text) <= _LICENSE_CHARS else None


def _read_language(text: str) -> str | None:
    """ISO 639-1 code; the empty word where the source says that none can be given."""
    if is_undetermined(text):
        return ""
    return read_language(text) or _LANGUAGE_NAMES.get(text.casefold())


_LANGUAGE_NAMES: Mapping[str, str] = {
    "arabic": "ar",
    "chinese": "zh",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "hindi": "hi",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
    "turkish": "tr",
    "ukrainian": "uk",
}
"""Languages that feeds call by their English names instead of a code."""
