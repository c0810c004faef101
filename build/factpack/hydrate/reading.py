"""The articles of a release as reading gave them, wherever they lie now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factpack.config import Dataset
from factpack.hydrate.match import Match
from factpack.model import RawArticle, Rejected, Rights
from factpack.read import (
    ReadItem,
    drop_duplicate_ids,
    list_sources,
    read_articles,
    read_source,
    source_order,
)
from factpack.release.open import Release
from factpack.reproduce.own_texts import own_findings, own_rejected
from factpack_validators.findings import Finding


class Reading:
    """What to read instead of all that a folder holds."""

    def __init__(self, release: Release, found: Match, *, full: bool) -> None:
        """Take the release, what the folder holds of its articles, and whether to give all words.

        Otherwise each article has the rights that it has in the release.
        """
        self._found = found
        self._is_full = full
        self._rejected = list(own_rejected(release))
        self._findings = list(own_findings(release))

    def __call__(self, dataset: Dataset) -> Iterator[ReadItem]:
        """Articles, what is none, and what is to be known of them."""
        if self._found.is_as_built:
            for item in read_articles(dataset):
                yield self._with_rights(item) if isinstance(item, RawArticle) else item
            return
        yield from drop_duplicate_ids(self._articles(dataset))
        yield from self._rejected
        yield from self._findings

    def _articles(self, dataset: Dataset) -> Iterator[ReadItem]:
        """The articles of the release alone, in the order in which they were read."""
        waiting = sorted(
            (found.article for found in self._found.elsewhere),
            key=lambda article: source_order(article.source),
        )
        for file in list_sources(dataset):
            for item in read_source(dataset, file):
                if isinstance(item, Finding | Rejected) or item.source not in self._found.in_place:
                    continue
                while waiting and source_order(waiting[0].source) < source_order(item.source):
                    yield self._with_rights(waiting.pop(0))
                yield self._with_rights(item)
        yield from map(self._with_rights, waiting)

    def _with_rights(self, article: RawArticle) -> RawArticle:
        row = self._found.rows.get(article.source)
        if row is None:
            return article
        is_full = self._is_full and article.source not in self._found.unproved
        rights: Rights = "full" if is_full else row["rights"]
        return replace(article, metadata=replace(article.metadata, rights=rights))
