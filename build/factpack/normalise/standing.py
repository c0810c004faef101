"""Paragraphs that stand in many articles of one outlet: its furniture, told by the corpus alone.

A first pass over all articles counts short paragraphs by outlet. What it finds does not depend on
the order of the articles nor on who works on them: it is a count of sets.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias, TypeVar
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from factpack.model import RawArticle
from factpack.normalise.debris import Cleaning
from factpack.normalise.drafts import Draft, lines_of
from factpack.normalise.keys import MAX_STANDING, number_of, paragraph_key
from factpack.normalise.page_text import clean_text
from factpack.normalise.titles import MIN_PROSE, is_prose, title_key
from factpack.normalise.words import ends_sentence

Standing: TypeAlias = Mapping[int, frozenset[int]]
"""Keys of paragraphs by key of their outlet."""

MIN_ARTICLES = 4
MIN_SHARE = 0.1
"""Articles of an outlet, in number and share, of which a line that is no prose must stand in."""

MIN_ARTICLES_PROSE = 5
MIN_SHARE_PROSE = 1 / 3
"""The same for a sentence: reporters say again what a running story is about, a quote of it is
printed twice, and a correction may stand under a few articles."""

MIN_ARTICLES_UNKNOWN = 8
MIN_SHARE_UNKNOWN = 0.2
MIN_SHARE_UNKNOWN_PROSE = 0.5
"""The same where nobody knows the outlets: then articles of many are one group."""

_ROWS = 1_000_000
"""Paragraphs held in memory; what is beyond goes to files, each of which is counted alone."""

_PARTS = 64
_DTYPE = np.dtype([("key", "<u8"), ("rest", "<u8"), ("outlet", "<u8"), ("prose", "?")])

_Item = TypeVar("_Item")


def find_standing(articles: Iterable[RawArticle], folder: Path) -> Standing:
    """The paragraphs that are furniture of their outlet.

    Articles count once for each text they have besides the paragraph: copies of one article, or its
    later versions, make nothing in it furniture. Memory is bounded but for a number an outlet; the
    cost is linear in the length of the articles.

    Args:
        articles: all of the corpus, in any order.
        folder: for what does not fit into memory; it does not exist, and need not be kept.
    """
    counts = _Counts(folder)
    n_articles: dict[int, int] = {}
    for raw in articles:
        outlet = outlet_key(raw)
        n_articles[outlet] = n_articles.get(outlet, 0) + 1
        counts.add(_rows_of(raw, outlet))
    found: dict[int, set[int]] = {}
    for key, outlet, prose, n_texts in counts.often(MIN_ARTICLES):
        if n_texts >= _least(prose, outlet == _UNKNOWN, n_articles[outlet]):
            found.setdefault(outlet, set()).add(key)
    return {outlet: frozenset(keys) for outlet, keys in found.items()}


def mark_standing(items: Iterable[_Item], standing: Standing) -> Iterator[_Item]:
    """The items, each article with the keys of the furniture of its outlet."""
    for item in items:
        if standing and isinstance(item, RawArticle):
            keys = standing.get(outlet_key(item))
            yield replace(item, standing=keys) if keys else item
        else:
            yield item


def outlet_key(raw: RawArticle) -> int:
    """The outlet of an article, as a number: its publisher, else the host of its address."""
    publisher = title_key(raw.metadata.publisher or "")
    if publisher:
        return number_of("publisher", publisher)
    try:
        host = urlsplit(raw.metadata.url or "").hostname
    except ValueError:
        host = None
    return number_of("host", host.removeprefix("www.")) if host else _UNKNOWN


_UNKNOWN = number_of("unknown")


def _least(prose: bool, is_unknown: bool, n_articles: int) -> float:
    """Articles that a paragraph of an outlet must stand in."""
    if is_unknown:
        share = MIN_SHARE_UNKNOWN_PROSE if prose else MIN_SHARE_UNKNOWN
        return max(MIN_ARTICLES_UNKNOWN, share * n_articles)
    if prose:
        return max(MIN_ARTICLES_PROSE, MIN_SHARE_PROSE * n_articles)
    return max(MIN_ARTICLES, MIN_SHARE * n_articles)


def _rows_of(raw: RawArticle, outlet: int) -> list[tuple[int, int, int, bool]]:
    """Key, key of the rest of the article, outlet and whether it is prose, of short paragraphs."""
    lines, is_page = lines_of(clean_text(raw).text), raw.kept is not None
    blocks = Cleaning(lines, raw.metadata, is_page=is_page).blocks
    short = {
        paragraph_key(block.text): block
        for block in blocks
        if block.size <= MAX_STANDING and not _is_quote(block)
    }
    if not short:
        return []
    # Two are enough: the longest block that is not the paragraph itself tells the article.
    longest = heapq.nsmallest(2, blocks, key=lambda block: (-block.size, block.text))
    told_by = [number_of("rest", block.text) if block.size >= MIN_PROSE else 0 for block in longest]
    # Without prose, all of the words and the title tell articles apart.
    words = number_of("all", raw.metadata.title or "", *sorted(block.text for block in blocks))
    rows: list[tuple[int, int, int, bool]] = []
    for key, block in short.items():
        rest = next(
            (told for other, told in zip(longest, told_by, strict=True) if other is not block), 0
        )
        rows.append((key, rest or words, outlet, is_prose(block)))
    return rows


def _is_quote(block: Draft) -> bool:
    """Whether a paragraph is what somebody said, which many articles may repeat."""
    return block.text[0] in "“„«\"'‘" and (ends_sentence(block.tail) or is_prose(block))


class _Counts:
    """Paragraphs and the articles they stand in, in memory as long as they are few."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[tuple[int, int, int, bool]] = []
        self._spilled = False

    def add(self, rows: list[tuple[int, int, int, bool]]) -> None:
        self._rows += rows
        if len(self._rows) >= _ROWS:
            self._spill()

    def often(self, least: int) -> Iterator[tuple[int, int, bool, int]]:
        """Key, outlet, whether it is prose, and the number of texts, of what stands in several."""
        if not self._spilled:
            yield from _often(np.array(self._rows, dtype=_DTYPE), least)
            return
        self._spill()
        for part in range(_PARTS):
            yield from _often(np.fromfile(self._file(part), dtype=_DTYPE), least)

    def _spill(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        rows = np.array(self._rows, dtype=_DTYPE)
        parts = rows["key"] % np.uint64(_PARTS)
        for part in range(_PARTS):
            with self._file(part).open("ab") as file:
                file.write(rows[parts == part].tobytes())
        self._rows.clear()
        self._spilled = True

    def _file(self, part: int) -> Path:
        return self._folder / f"{part:02d}.bin"


def _often(rows: NDArray[Any], least: int) -> Iterator[tuple[int, int, bool, int]]:
    if not len(rows):
        return
    rows = rows[np.lexsort((rows["prose"], rows["rest"], rows["outlet"], rows["key"]))]
    differs = {name: rows[name][1:] != rows[name][:-1] for name in ("key", "outlet", "rest")}
    is_other = np.append(True, differs["key"] | differs["outlet"])
    is_other_text = np.append(True, is_other[1:] | differs["rest"])
    starts = np.flatnonzero(is_other)
    n_texts = np.add.reduceat(is_other_text.astype(np.int64), starts)
    for start, number in zip(starts[n_texts >= least], n_texts[n_texts >= least], strict=True):
        row = rows[start]
        yield int(row["key"]), int(row["outlet"]), bool(row["prose"]), int(number)
