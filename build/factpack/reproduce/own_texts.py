"""The articles of a release as the release itself publishes them, ready to be extracted again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from factpack.errors import FactpackError
from factpack.ids import make_id
from factpack.model import Block, BlockKind, KnownArticle, Metadata, Rejected, Segment
from factpack.normalise.language import detect_language
from factpack.normalise.segments import SEPARATOR
from factpack.release.open import Release
from factpack.release.stated_findings import stated_findings
from factpack_validators.findings import Finding

_KINDS = frozenset(get_args(BlockKind))

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
            _in_own_language(
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


def known_article(
    row: Mapping[str, Any], text: str, segments: Sequence[Mapping[str, Any]]
) -> KnownArticle:
    """An article whose source is not read.

    Args:
        row: its row of `articles`.
        text: its normalised text.
        segments: its rows of `segments` in their order.

    Raises:
        ValueError: they do not fit together.
    """
    if make_id("a", row["source_id"]) != row["article_id"]:
        raise ValueError(f"{row['article_id']} is not the identifier of its source")
    return KnownArticle(
        source=row["source"],
        source_id=row["source_id"],
        text=text,
        text_start=0,
        raw_sha256=row["raw_sha256"],
        encoding=row["encoding"],
        encoding_basis=row["encoding_basis"],
        metadata=own_metadata(row),
        blocks=tuple(_blocks(text, segments)),
        segments=tuple(
            Segment(
                s["kind"],
                s["kept"],
                s["char_start"],
                s["char_end"],
                s["raw_start"],
                s["raw_end"],
                s["reason"],
            )
            for s in segments
        ),
        language_basis=row["language_basis"],
    )


def _in_own_language(article: KnownArticle) -> KnownArticle:
    """The article, its language as normalising detects it unless somebody gave it."""
    if article.language_basis == "given":
        return article
    body = max((block.end for block in article.blocks if block.kind == "title"), default=0)
    language = detect_language(article.text[body:].lstrip("\n"))
    metadata = replace(article.metadata, language=language)
    basis = None if language is None else "detected"
    return replace(article, metadata=metadata, language_basis=basis)


def own_metadata(row: Mapping[str, Any]) -> Metadata:
    """What a row of `articles` tells of an article besides its text."""
    return Metadata(
        title=row["title"],
        url=row["url"],
        publisher=row["publisher"],
        author=row["author"],
        published_on=row["published_on"],
        published_precision=row["published_precision"],
        published_basis=row["published_basis"],
        language=row["language"],
        rights=row["rights"],
    )


def _blocks(text: str, segments: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    """Blocks of a text, from one blank line to the next, without datelines, which are none."""
    kinds = {s["char_start"]: s["kind"] for s in segments if s["kept"]}
    start = 0
    for words in text.split(SEPARATOR):
        if start not in kinds:
            raise ValueError(f"no segment begins at character {start:,}")
        if kinds[start] in _KINDS:
            yield Block(kinds[start], start, start + len(words))
        start += len(words) + len(SEPARATOR)


def own_rejected(release: Release) -> Iterator[Rejected]:
    """What reading could not take for an article when the release was built."""
    for row in release.table("rejected").to_pylist():
        if row["kind"] in _OF_READING and row["extractor"] is None and row["article_id"] is None:
            yield Rejected(row["kind"], row["source"], row["check_code"], row["reason"])


def own_findings(release: Release) -> Iterator[Finding]:
    """Findings of reading: those of the validators and of linking are made again."""
    return stated_findings(release, without=("entities-", "review"))
