"""Items of news feeds (RSS, Atom, RDF), one at a time, as their publisher wrote them.

No entity is ever expanded and nothing outside of the file is read: a feed that declares an entity
of its own is refused from there on.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

ITEM_LIMIT = 64 * 2**20
"""Characters of one item, its markup included."""

_DEEPEST = 1_000
"""Elements within one another; feeds nest ten."""

_CHUNK = 2**16

_LONGEST_TAG = 8 * 2**20
"""Bytes of one tag, comment or the like: what is not at its end is read anew with each chunk."""

_NO_XML = {code: None for code in range(0x20) if code not in (9, 10, 13)} | {
    0xFFFE: None,
    0xFFFF: None,
    **dict.fromkeys(range(0xD800, 0xE000)),
}
"""Characters that XML does not have, and feeds do."""

_TEXTS = ("content:encoded", "content", "description", "summary")
"""What may hold the words of an item, the fullest first."""

_ITEMS = ("item", "entry")
_FEEDS = ("channel", "feed")
_MODIFIED = ("updated", "dcterms:modified", "atom:updated")
_PUBLISHED = ("pubdate", "published", "dc:date", "dcterms:issued", "issued")
_KEPT = frozenset(
    {
        *_TEXTS,
        *_MODIFIED,
        *_PUBLISHED,
        "title",
        "link",
        "guid",
        "id",
        "dc:creator",
        "author",
        "name",
        "language",
        "dc:language",
        "creativecommons:license",
        "cc:license",
    }
)


class FeedError(Exception):
    """A feed cannot be read on from some place, with the reason as half a sentence."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item of a feed.

    Attributes:
        values: what it says of itself, by our keys: `title`, `url`, `author`, `published`,
            `modified`, `publisher`, `language`, `license`, `id`; what it does not say is left out.
        texts: what may be its words, by the element that holds them, the fullest first; HTML as
            the feed has it.
    """

    values: Mapping[str, str]
    texts: Mapping[str, str]


def feed_items(chunks: Iterable[str]) -> Iterator[FeedItem]:
    """The items of a feed in its order.

    Args:
        chunks: the text of the feed; what it says of its encoding does not count any more.

    Raises:
        FeedError: it is no XML, or no more from some place on; it declares an entity, or is no
            feed.
    """
    reader = _Reader()
    for chunk in chunks:
        for start in range(0, len(chunk), _CHUNK):
            yield from reader.feed(chunk[start : start + _CHUNK])
    yield from reader.feed("", is_last=True)
    if not reader.is_feed:
        raise FeedError("is no feed: it has neither a channel nor entries")


class _Refused(Exception):
    """What no feed needs, with the reason as half a sentence."""


@dataclass(slots=True)
class _Item:
    """The item being read."""

    found: dict[str, str] = field(default_factory=dict)
    authors: dict[str, None] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Follows the elements of a feed."""

    def __init__(self) -> None:
        self.is_feed = False
        self._stack: list[str] = []
        self._done: list[FeedItem] = []
        self._feed: dict[str, str] = {}
        self._item: _Item | None = None
        self._words: list[str] = []
        self._size = 0
        self._inner: int | None = None
        """Depth of the element whose tags belong to the words (Atom's XHTML)."""
        self._fed = 0
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._outside
        parser.SkippedEntityHandler = self._skipped
        # As if there were a document type elsewhere, which is never read: then names such as
        # &nbsp;, which feeds have and XML has not, are skipped instead of ending all.
        parser.UseForeignDTD(True)
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)

    def feed(self, text: str, *, is_last: bool = False) -> Iterator[FeedItem]:
        """The items that end within a further piece of the feed."""
        problem = None
        try:
            data = text.translate(_NO_XML).encode()
            self._fed += len(data)
            self._parser.Parse(data, is_last)
            if self._fed - max(self._parser.CurrentByteIndex, 0) > _LONGEST_TAG:
                raise _Refused(f"has a tag or comment of more than {_LONGEST_TAG // 2**20} MiB")
        except expat.ExpatError as error:
            place = f"line {error.lineno:,}, character {error.offset + 1:,}"
            problem = f"is no XML: {expat.ErrorString(error.code)} ({place})"
        except _Refused as error:
            problem = str(error)
        done, self._done = self._done, []
        yield from done
        if problem:
            raise FeedError(problem)

    def _refuse(self, *about: object) -> None:
        raise _Refused("declares an entity of XML, which no feed needs")

    def _outside(self, context: str, *about: object) -> int:
        # As if an empty file stood wherever it points.
        self._parser.ExternalEntityParserCreate(context).Parse("", True)
        return 1

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            known = html.unescape(f"&{name};")
            self._data(known if known != f"&{name};" else "")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.lower().removeprefix("atom:")
        self._stack.append(name)
        depth = len(self._stack)
        if depth > _DEEPEST:
            raise _Refused(f"nests more than {_DEEPEST:,} elements")
        if self._inner is not None:
            written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
            self._keep(f"<{tag}{written}>")
            return
        if name in _FEEDS and depth <= 2:
            self.is_feed = True
            self._feed["language"] = attributes.get("xml:lang", "")
        elif name in _ITEMS and self._item is None and depth <= 3:
            self.is_feed = True
            self._item = _Item()
            self._size = 0
            self._item.found["language"] = attributes.get("xml:lang", "")
        elif name in _KEPT:
            self._words = []
            if name == "link" and attributes.get("href") and self._item is not None:
                relation = attributes.get("rel", "alternate").lower()
                self._item.links.setdefault(relation, attributes["href"].strip())
            if name in _TEXTS and attributes.get("type", "").lower() in (
                "xhtml",
                "application/xhtml+xml",
            ):
                self._inner = depth

    def _data(self, text: str) -> None:
        self._keep(escape(text) if self._inner is not None else text)

    def _keep(self, text: str) -> None:
        if self._item is not None:
            self._size += len(text)
            if self._size > ITEM_LIMIT:
                raise _Refused(f"has an item of more than {ITEM_LIMIT // 2**20} MiB")
        elif sum(map(len, self._words)) > 10_000:
            return  # of the feed itself only lines are kept
        self._words.append(text)

    def _end(self, tag: str) -> None:
        name = self._stack.pop()
        depth = len(self._stack) + 1
        if self._inner is not None:
            if depth > self._inner:
                self._keep(f"</{tag}>")
                return
            self._inner = None
        parent = self._stack[-1] if self._stack else ""
        if name in _ITEMS and self._item is not None and parent not in _ITEMS and depth <= 3:
            self._done.append(self._finished(self._item))
            self._item = None
        elif name in _KEPT:
            self._value(name, parent, "".join(self._words))
        self._words = []

    def _value(self, name: str, parent: str, words: str) -> None:
        if self._item is None:
            if parent in _FEEDS and words.strip():
                self._feed.setdefault(name, words.strip())
                if name in ("language", "dc:language"):
                    self._feed["language"] = words.strip()
            return
        if name in ("dc:creator", "author", "name"):
            is_author = name != "name" or parent == "author"
            if is_author and words.strip():
                self._item.authors[words.strip()] = None
        elif parent in _ITEMS and words.strip():
            self._item.found.setdefault(name, words if name in _TEXTS else words.strip())

    def _finished(self, item: _Item) -> FeedItem:
        found = item.found
        published = next((found[n] for n in _PUBLISHED if n in found), "")
        modified = next((found[n] for n in _MODIFIED if n in found), "")
        guid = found.get("guid", "")
        values = {
            "id": found.get("id", "") or guid,
            "title": found.get("title", ""),
            "url": found.get("link", "")
            or item.links.get("alternate", "")
            or (guid if guid.startswith(("http://", "https://")) else ""),
            "publisher": self._feed.get("title", ""),
            "author": ", ".join(item.authors),
            "published": published or modified,
            "published_basis": "" if published or not modified else CHANGED,
            "modified": modified,
            "language": found["language"] or self._feed.get("language", ""),
            "license": item.links.get("license", "")
            or found.get("creativecommons:license", "")
            or found.get("cc:license", ""),
        }
        texts = {name: found[name] for name in _TEXTS if name in found}
        return FeedItem({key: value for key, value in values.items() if value}, texts)


CHANGED = "feed: day of the last change"
"""Basis of a date that an item gives of its last change alone: the article is no younger."""
