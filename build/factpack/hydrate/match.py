"""Find the articles of a release in a folder: by the hash of their bytes, else of their text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from factpack.config import Dataset, Source
from factpack.model import KnownArticle, RawArticle
from factpack.normalise.article import normalise
from factpack.normalise.standing import find_standing, mark_standing
from factpack.read import list_sources, read_source
from factpack.release.known_articles import known_article, own_metadata
from factpack.release.open import Release
from factpack_validators.keyed_words import words_digest

Row: TypeAlias = Mapping[str, Any]
"""A row of the table `articles`."""

_COLUMNS = "select * exclude (text) from articles order by source"


@dataclass(frozen=True, slots=True)
class Miss:
    """An article that could not be had, with the reason as half a sentence."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An article that lies elsewhere than the release says, under the name that it has there."""

    article: RawArticle
    by_text: bool


@dataclass(frozen=True, slots=True)
class Match:
    """What a folder holds of the articles of a release.

    Attributes:
        rows: articles of the release by source.
        in_place: sources that lie where the release says, byte for byte.
        unproved: of them, those of which the release gives no hash; only their length is right.
        elsewhere: articles found under other names, or by their text alone.
        missing: articles that are not there.
        has_more: whether reading the folder gives anything that the release does not know.
    """

    rows: Mapping[str, Row]
    in_place: frozenset[str]
    unproved: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    missing: tuple[Miss, ...]
    has_more: bool

    @property
    def is_as_built(self) -> bool:
        """Whether reading the folder gives what it gave when the release was built."""
        return not self.elsewhere and not self.has_more


def match_articles(release: Release, dataset: Dataset, work: Path) -> Match:
    """Look for every article of a release in the folder of articles of a dataset.

    Args:
        release: the release.
        dataset: what its manifest says, with the folder to look in.
        work: for what does not fit into memory; it does not exist.
    """
    rows = {row["source"]: row for row in release.sql(_COLUMNS).to_pylist()}
    rejected = set(release.sql("select distinct source from rejected")["source"].to_pylist())
    in_place: set[str] = set()
    unproved: list[str] = []
    reasons: dict[str, str] = {}
    has_more = False
    for item in _everything(dataset):
        row = rows.get(item.source)
        if row is None or not isinstance(item, RawArticle):
            has_more |= item.source not in rejected
        elif row["raw_sha256"] == item.raw_sha256:
            in_place.add(item.source)
        elif row["raw_sha256"] is None and len(normalise(item).text) == row["n_chars"]:
            in_place.add(item.source)
            unproved.append(item.source)
        else:
            reasons[item.source] = "is not as it was when the release was built"
    lost = [row for source, row in rows.items() if source not in in_place]
    elsewhere = tuple(_elsewhere(release, dataset, lost, work)) if lost else ()
    had = {found.article.source for found in elsewhere}
    return Match(
        rows,
        frozenset(in_place),
        tuple(unproved),
        elsewhere,
        tuple(
            Miss(row["source"], reasons.get(row["source"], _why_not(row)))
            for row in lost
            if row["source"] not in had
        ),
        has_more,
    )


def _why_not(row: Row) -> str:
    if row["raw_sha256"] is None:
        return (
            "does not stand at this path below the folder of articles, and is too short to be "
            "known by a hash elsewhere"
        )
    return "is not in the folder, under any name"


def _everything(dataset: Dataset) -> Iterator[Any]:
    """What the files of a dataset hold, articles and what is none."""
    for file in list_sources(dataset):
        yield from (item for item in read_source(dataset, file) if hasattr(item, "source"))


def _elsewhere(
    release: Release, dataset: Dataset, lost: Iterable[Row], work: Path
) -> Iterator[Elsewhere]:
    """Articles of a release that the folder holds under any name, each for one row."""
    by_bytes: dict[str, list[Row]] = defaultdict(list)
    by_text: dict[str, list[Row]] = defaultdict(list)
    for row in lost:
        if row["raw_sha256"] is not None and row["text_sha256"] is not None:
            by_bytes[row["raw_sha256"]].append(row)
            by_text[row["text_sha256"]].append(row)
    wide = replace(dataset, sources=_anywhere(dataset.sources), articles={})
    if not by_bytes:
        return
    found: set[str] = set()
    for item in _articles(wide):
        for row in by_bytes.get(item.raw_sha256, ()):
            if row["source"] not in found:
                found.add(row["source"])
                yield Elsewhere(_in_place_of(row, item, dataset), by_text=False)
    if len(found) == sum(map(len, by_text.values())):
        return
    standing = find_standing(_articles(wide), work)
    for item in mark_standing(_articles(wide), standing):
        # A folder may hold texts whose standing lines are others: then they stay in the text.
        for article in (normalise(item), normalise(replace(item, standing=frozenset()))):
            for row in by_text.get(words_digest(article.text), ()):
                if row["source"] not in found:
                    found.add(row["source"])
                    yield Elsewhere(_known(release, row, article.text, article.title), by_text=True)


def _anywhere(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources with any path, and with no more than the endings of files tell."""
    return (*(replace(source, path="**") for source in sources), Source("**"))


def _articles(dataset: Dataset) -> Iterator[RawArticle]:
    for source in dataset.sources:
        for item in _everything(replace(dataset, sources=(source,))):
            if isinstance(item, RawArticle):
                yield item


def _in_place_of(row: Row, item: RawArticle, dataset: Dataset) -> RawArticle:
    """An article under the name and with the metadata that the release has for it."""
    given = dataset.articles.get(row["source"])
    title = (given.metadata.title if given else None) or item.metadata.title
    language = row["language"] if row["language_basis"] == "given" else None
    return replace(
        item,
        source=row["source"],
        source_id=row["source_id"],
        metadata=replace(own_metadata(row), title=title, language=language),
    )


def _known(release: Release, row: Row, text: str, title: str | None) -> KnownArticle:
    """An article known by its text alone: its source is mapped as the release says."""
    segments = release.sql(
        "from segments where article_id = ? order by ordinal", [row["article_id"]]
    ).to_pylist()
    return known_article({**row, "title": row["title"] or title}, text, segments)
