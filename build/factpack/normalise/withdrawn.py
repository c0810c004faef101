"""Leave out articles that were withdrawn; what is left of each is a row without words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from factpack.config import Dataset, Withdrawn
from factpack.errors import FactpackError
from factpack.ids import make_id, sha256
from factpack.model import RawArticle, Rejected
from factpack.normalise.article import normalise

WITHDRAWN = "article-withdrawn"
"""`check_code` of the row of `rejected` that stands for an article that was withdrawn."""

_ID = re.compile("a-[0-9a-f]{20}")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, order=True)
class Tombstone:
    """What may be told of an article that was withdrawn: its identifier, the day, a reason."""

    article_id: str
    day: date
    reason: str | None = None

    def sentence(self) -> str:
        """The reason in `rejected`."""
        said = f"Withdrawn on {self.day.isoformat()}."
        return f"{said} {self.reason}" if self.reason else said

    def row(self) -> Rejected:
        """The row of `rejected`; its source is the identifier, since a file name can be a title."""
        return Rejected("article", self.article_id, WITHDRAWN, self.sentence())


@dataclass(slots=True)
class Withdrawals:
    """What dataset.yaml takes back, and what of it was met among the articles.

    Attributes:
        entries: in the order of dataset.yaml; the first that names an article tells of it.
        tombstones: by article, of what was met and of what is named by its identifier.
        sources: files and records that were met.
    """

    entries: Sequence[Withdrawn]
    tombstones: dict[str, Tombstone] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Note what is named by its identifier: it stands even where its file is gone."""
        for entry in self.entries:
            if entry.kind == "article" and _ID.fullmatch(entry.what):
                self._note(entry.what, entry)

    def sift(self, items: Iterable[RawArticle | _T]) -> Iterator[RawArticle | Rejected | _T]:
        """What was read, without articles that are withdrawn; their rows come at the end."""
        for item in items:
            entry = self._entry(item) if self.entries and isinstance(item, RawArticle) else None
            if entry is None or not isinstance(item, RawArticle):
                yield item
                continue
            self.sources.add(item.source)
            self._note(make_id("a", item.source_id), entry)
        for _, tombstone in sorted(self.tombstones.items()):
            yield tombstone.row()

    def _note(self, article_id: str, entry: Withdrawn) -> None:
        self.tombstones.setdefault(article_id, Tombstone(article_id, entry.day, entry.reason))

    def _entry(self, raw: RawArticle) -> Withdrawn | None:
        known = raw.metadata
        return next(
            (
                entry
                for entry in self.entries
                if is_named(
                    entry,
                    article=(make_id("a", raw.source_id), raw.source_id, raw.source, known.url),
                    publishers=(known.publisher,),
                    hashes=(raw.raw_sha256,),
                    words=(raw.text, raw.source, raw.source_id, known.title, known.author),
                )
                or (entry.kind == "sha256" and entry.what == sha256(normalise(raw).text))
            ),
            None,
        )


def is_named(
    entry: Withdrawn,
    *,
    article: Sequence[str | None],
    publishers: Sequence[str | None],
    hashes: Sequence[str | None],
    words: Sequence[str | None],
) -> bool:
    """Whether an entry names an article.

    Args:
        entry: of dataset.yaml.
        article: what the article is called: identifiers, file, address.
        publishers: of it.
        hashes: of its bytes and text.
        words: all that is known of it; a person is looked for there.
    """
    match entry.kind:
        case "article":
            return entry.what in article
        case "publisher":
            return folded(entry.what) in {folded(p) for p in publishers if p}
        case "sha256":
            return entry.what in hashes
    name = name_pattern(entry.what)
    return any(name.search(folded(text)) for text in words if text)


def name_pattern(name: str) -> re.Pattern[str]:
    """Pattern that finds a name in folded text, in addresses and file names, too.

    >>> bool(name_pattern("Ada Quill").search("news/ada-quill-resigns.txt"))
    True
    >>> bool(name_pattern("Ada Quill").search("ada quillon"))
    False
    """
    words = re.findall(r"[^\W_]+", folded(name))
    return re.compile(r"(?<![^\W_])" + r"[\W_]{1,3}".join(map(re.escape, words)) + r"(?![^\W_])")


def folded(text: str) -> str:
    """A text as `name_pattern` looks through it: one form of letters, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def refuse_names(dataset: Dataset) -> None:
    """Stop where something else beside the articles names a person who was withdrawn.

    Raises:
        FactpackError: dataset.yaml or a file beside it does, which are published.
    """
    people = [name_pattern(entry.what) for entry in dataset.withdrawn if entry.kind == "person"]
    if not people:
        return
    config = {key: value for key, value in dataset.raw.items() if key not in _NOT_PUBLISHED}
    files = {dataset.file.name: str(config)}
    for file in (dataset.entities_file, dataset.publishers_file):
        if file is not None:
            files[file.name] = file.read_text("utf-8", "replace")
    own = dataset.own_vocabulary
    for given in (*(own.rules if own else ()), *((own.file,) if own and own.file else ())):
        files[given.path] = given.text
    for name, text in files.items():
        if any(pattern.search(folded(text)) for pattern in people):
            raise FactpackError(
                f"{name} names a person who was withdrawn, and would be published with the "
                "release: delete the name there"
            )


_NOT_PUBLISHED = ("withdrawn", "articles")
"""Keys of dataset.yaml whose words are published only where the article is."""
