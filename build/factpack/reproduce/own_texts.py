"""The articles of a release as the release itself publishes them, ready to be extracted again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from factpack.errors import FactpackError
from factpack.model import KnownArticle, Rejected
from factpack.release.known_articles import in_own_language, known_article
from factpack.release.open import Release
from factpack.release.stated_findings import stated_findings
from factpack_validators.findings import Finding

_OF_READING = frozenset({"file", "record", "article"})
"""Kinds of rejected rows that came before any article was extracted."""


def read_own_texts(release: Release) -> list[KnownArticle | Rejected | Finding]:
    """What reading and normalising gave when the release was built, by its own account.

    Texts, segments, metadata and what was not read are taken as they stand: only whoever has the
    articles can prove those. A language that was detected is detected again, and all that follows
    from them is left to be done again.

    Raises:
        FactpackError: an article withholds its text, or the release is broken.
    """
    articles = release.table("articles").to_pylist()
    withheld = sum(row["text"] is None or row["rights"] != "full" for row in articles)
    if withheld:
        raise FactpackError(
            f"{release.path}: {withheld:,} of its {len(articles):,} articles withhold their text: "
            "name the folder of the articles with --articles DIR"
        )
    segments: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in release.table("segments").to_pylist():
        segments[row["article_id"]].append(row)
    try:
        items: list[KnownArticle | Rejected | Finding] = [
            in_own_language(
                known_article(
                    row,
                    row["text"],
                    sorted(segments[row["article_id"]], key=lambda s: s["ordinal"]),
                )
            )
            for row in sorted(articles, key=lambda row: row["source"])
        ]
    except (TypeError, ValueError, KeyError) as problem:
        raise FactpackError(
            f"{release.path}: its articles do not fit their segments: {problem}"
        ) from problem
    return [*items, *own_rejected(release), *own_findings(release)]


def own_rejected(release: Release) -> Iterator[Rejected]:
    """What reading could not take for an article when the release was built."""
    for row in release.table("rejected").to_pylist():
        if row["kind"] in _OF_READING and row["extractor"] is None and row["article_id"] is None:
            yield Rejected(row["kind"], row["source"], row["check_code"], row["reason"])


def own_findings(release: Release) -> Iterator[Finding]:
    """Findings of reading: those of the validators and of linking are made again."""
    return stated_findings(release, without=("entities-", "review"))
