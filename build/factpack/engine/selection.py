"""Leave out the articles that dataset.yaml does not select; each is listed with its reason.

What is left out counts for nothing that is made of the others: neither furniture nor origins.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import urlsplit

import ahocorasick_rs

from factpack.config import Dataset
from factpack.config.load import line_in
from factpack.config.nearest import nearest
from factpack.config.selection import EXCLUDED, Sample, Selection, last_day
from factpack.config.show import shown
from factpack.errors import FactpackError
from factpack.extract.names import KnownName, KnownNames
from factpack.extract.names.known import is_whole
from factpack.ids import sha256
from factpack.model import Article, KnownArticle, Metadata, RawArticle, Rejected
from factpack.normalise import normalise
from factpack.normalise.withdrawn import folded
from factpack_validators.findings import Finding

Item: TypeAlias = RawArticle | Rejected | Finding

_Reason: TypeAlias = tuple[str, str]
"""Which condition is not met, and what the article has instead."""

_RANKS = 2**64


class Selector:
    """Sifts what was read; an article is looked at once, however often it is read."""

    def __init__(self, dataset: Dataset, curated: KnownNames | None = None) -> None:
        """Take what dataset.yaml selects, and the names that the curator gave.

        Raises:
            FactpackError: an entity of the selection is none of the curator's.
        """
        selection = self._selection = dataset.select
        self._keywords = _Phrases(selection.keywords if selection else ())
        self._entities = KnownNames(_entities(dataset, curated))
        self._reasons: dict[bytes, _Reason | None] = {}
        self._first_with: dict[str, str] = {}

    @property
    def counts_articles(self) -> bool:
        """Whether `draw` has to see all articles before any can be sifted."""
        sample = self._selection.sample if self._selection else None
        return sample is not None and sample.articles is not None

    def draw(self, items: Iterable[Item]) -> None:
        """Draw as many of the articles as the sample has, those of the lowest ranks.

        Memory is bounded by the sample and some 200 bytes for each article.
        """
        sample = self._selection.sample if self._selection else None
        if sample is None or sample.articles is None:
            return
        drawn: list[tuple[int, bytes]] = []
        for item in self.sift(items):
            if isinstance(item, RawArticle) and not isinstance(item, KnownArticle):
                entry = (-_rank(item.source_id, sample), _fingerprint(item.source_id))
                if len(drawn) < sample.articles:
                    heapq.heappush(drawn, entry)
                else:
                    entry = heapq.heappushpop(drawn, entry)
                    self._reasons[entry[1]] = _NOT_DRAWN

    def sift(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, each article that is not selected turned into its row of `rejected`.

        Articles of a release, which were selected when it was built, pass.
        """
        for item in items:
            reason = None
            if isinstance(item, RawArticle) and self._selection is not None:
                if not isinstance(item, KnownArticle):
                    reason = self._reason(item, self._selection)
            if reason is None or isinstance(item, Finding):
                yield item
            else:
                name, said = reason
                yield Rejected("article", item.source, f"{EXCLUDED}{name}", said)

    def _reason(self, raw: RawArticle, wanted: Selection) -> _Reason | None:
        key = _fingerprint(raw.source_id)
        if key not in self._reasons:
            self._reasons[key] = self._why_not(raw, wanted)
        return self._reasons[key]

    def _why_not(self, raw: RawArticle, wanted: Selection) -> _Reason | None:
        """The first condition that an article does not meet, the cheap ones first."""
        reason = _by_metadata(raw.metadata, wanted)
        if reason is not None:
            return reason
        if _asks_for_text(wanted, raw.metadata):
            try:
                article = normalise(raw)
            except Exception:
                # A fault of ours: let it pass, and the engine rejects it as what it is.
                return None
            if not article.text:
                return None
            reason = self._by_text(article, wanted)
            if reason is not None:
                return reason
        sample = wanted.sample
        if sample is None or sample.share is None:
            return None
        return None if _rank(raw.source_id, sample) < sample.share * _RANKS else _NOT_DRAWN

    def _by_text(self, article: Article, wanted: Selection) -> _Reason | None:
        if wanted.languages and article.language not in wanted.languages:
            if article.language is None:
                return "language", "Its language cannot be told."
            return "language", f"Its language is {article.language}."
        n_words = len(article.text.split())
        if (wanted.min_words or 0) > n_words or n_words > (wanted.max_words or n_words):
            return "words", f"It has {n_words:,} {'word' if n_words == 1 else 'words'}."
        title_and_text = f"{article.title or ''}\n{article.text}"
        if wanted.keywords and not self._keywords.any_in(title_and_text):
            return "keyword", "None of the keywords stands in it."
        if wanted.entities and not self._entities.find(title_and_text):
            return "entity", "None of the entities is named in it."
        if wanted.drop_duplicates:
            source = article.raw.source
            first = self._first_with.setdefault(sha256(article.text), source)
            if first != source:
                return "duplicate", f"Its text is that of {first}."
        return None


def _entities(dataset: Dataset, curated: KnownNames | None) -> Iterator[KnownName]:
    """The entities that the selection names, with all their forms."""
    known = curated.entries if curated else ()
    for number, name in enumerate(dataset.select.entities if dataset.select else ()):
        found = [entry for entry in known if entry.name == name]
        if not found:
            line = line_in(dataset.file, ("select", "entities", number))
            near = nearest(name, [entry.name for entry in known])
            raise FactpackError(
                f"{dataset.file}, line {line}: select.entities[{number}] {shown(name)} is no name "
                "in entities.csv; " + (f"the nearest is {near}" if near else "it has none"),
                code="config-invalid",
                file=dataset.file,
            )
        yield from found


_NOT_DRAWN: _Reason = ("sample", "It is not in the sample.")


def _by_metadata(known: Metadata, wanted: Selection) -> _Reason | None:
    if wanted.first_day or wanted.last_day:
        day = known.published_on
        if day is None:
            return "published", "Its date of publication is not known."
        last = last_day(day, known.published_precision)
        if (wanted.first_day and day < wanted.first_day) or (
            wanted.last_day and last > wanted.last_day
        ):
            shown = day.isoformat()[: {"year": 4, "month": 7}.get(known.published_precision or "")]
            return "published", f"Its date of publication is {shown}."
    if wanted.domains:
        host = _host_of(known.url or "")
        if not host:
            return "domain", "Its address is not known."
        if not f".{host}".endswith(_endings(wanted.domains)):
            return "domain", f"Its address is of {host}."
    if wanted.publishers:
        if not known.publisher:
            return "publisher", "Its publisher is not known."
        if folded(known.publisher) not in _folded(wanted.publishers):
            return "publisher", "Its publisher is another."
    if wanted.languages and known.language and known.language not in wanted.languages:
        return "language", f"Its language is {known.language}."
    return None


def _asks_for_text(wanted: Selection, known: Metadata) -> bool:
    return bool(
        (wanted.languages and not known.language)
        or wanted.min_words
        or wanted.max_words
        or wanted.keywords
        or wanted.entities
        or wanted.drop_duplicates
    )


@lru_cache(maxsize=2)
def _endings(domains: tuple[str, ...]) -> tuple[str, ...]:
    """How hosts end, with a full stop before them, that are of one of some domains."""
    return tuple(f".{_host(domain)}" for domain in domains)


@lru_cache(maxsize=2)
def _folded(publishers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, publishers))


def _host_of(url: str) -> str:
    """The host of an address; empty where it has none."""
    try:
        return _host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _host(name: str) -> str:
    """A host in one spelling: small letters, as DNS writes it, without `www.`.

    >>> _host("WWW.Börse.example"), _host("xn--brse-5qa.example")
    ('xn--brse-5qa.example', 'xn--brse-5qa.example')
    """
    name = name.casefold().rstrip(".").removeprefix("www.")
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _rank(source_id: str, sample: Sample) -> int:
    """Where an article stands in the order of a seed, below `_RANKS`; the order of no file."""
    key = json.dumps([sample.seed, source_id], separators=(",", ":"))
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")


def _fingerprint(source_id: str) -> bytes:
    return hashlib.blake2b(source_id.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class _Phrases:
    """Finds whether one of some phrases stands in a text; the cost is linear in the text."""

    def __init__(self, phrases: Sequence[str]) -> None:
        forms = sorted({_spoken(phrase) for phrase in phrases} - {""})
        self._automaton = ahocorasick_rs.AhoCorasick(forms) if forms else None

    def any_in(self, text: str) -> bool:
        """Whether one stands there as whole words, in whatever case, spaced or hyphenated."""
        if self._automaton is None:
            return False
        spoken = _spoken(text)
        found = self._automaton.find_matches_as_indexes(spoken, overlapping=True)
        return any(is_whole(spoken, start, end) for _, start, end in found)


_PARTED = re.compile(r"[\s\u2010-\u2015-]+")
_HALF = re.compile(r"[\ud800-\udfff]")
_APOSTROPHES: Mapping[int, str] = dict.fromkeys(map(ord, "’‘ʼ"), "'")


def _spoken(text: str) -> str:
    r"""A text as phrases are looked for in it: no case, one form of letters, apostrophes, spaces.

    >>> _spoken("Wind-Farm’s\nNEIGHBOURS")
    "wind farm's neighbours"
    """
    text = unicodedata.normalize("NFKC", _HALF.sub("\ufffd", text)).casefold()
    return _PARTED.sub(" ", text.translate(_APOSTROPHES)).strip()
