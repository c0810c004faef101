"""Articles as the tables of a release tell of them, ready to be extracted again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from factpack.ids import make_id
from factpack.model import Block, BlockKind, KnownArticle, Metadata, Segment
from factpack.normalise.language import detect_language
from factpack.normalise.segments import SEPARATOR

_KINDS = frozenset(get_args(BlockKind))


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


def in_own_language(article: KnownArticle) -> KnownArticle:
    """The article, its language as normalising detects it unless somebody gave it."""
    if article.language_basis == "given":
        return article
    body = max((block.end for block in article.blocks if block.kind == "title"), default=0)
    language = detect_language(article.text[body:].lstrip("\n"))
    metadata = replace(article.metadata, language=language)
    basis = None if language is None else "detected"
    return replace(article, metadata=metadata, language_basis=basis)


def own_metadata(row: Mapping[str, Any]) -> Metadata:
    """What a row of `articles` tells of an article besides its text.

    Older releases have no columns for what an article states of its changes and terms.
    """
    return Metadata(
        title=row["title"],
        url=row["url"],
        publisher=row["publisher"],
        author=row["author"],
        published_on=row["published_on"],
        published_precision=row["published_precision"],
        published_basis=row["published_basis"],
        modified_on=row.get("modified_on"),
        language=row["language"],
        rights=row["rights"],
        license=row.get("license"),
        is_accessible_for_free=row.get("is_accessible_for_free"),
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
