"""From a source as read to an article: the step as one function."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from factpack.ids import make_id
from factpack.model import Article, Block, BlockKind, RawArticle
from factpack.normalise.characters import clean
from factpack.normalise.datelines import split_datelines
from factpack.normalise.debris import Cleaning
from factpack.normalise.drafts import lines_of
from factpack.normalise.language import detect_language
from factpack.normalise.page_text import clean_text, page_kinds
from factpack.normalise.segments import SEPARATOR, segments_of
from factpack.normalise.titles import block_kinds


def normalise(raw: RawArticle) -> Article:
    """The article that a source holds: clean text in blocks, and the map back to the source.

    Normalising the text again, with the same metadata, changes nothing. Cost is linear in the
    length of the source.

    Returns:
        The article. `text` is empty where nothing but white space and debris was found. `title` is
        that of the metadata, else the block that is the title, else None. `language` is that of
        the metadata (basis given), else detected, else None.
    """
    metadata = raw.metadata
    if metadata.title:
        known = " ".join(clean(metadata.title).text.split())
        if known != metadata.title:
            metadata = replace(metadata, title=known or None)
    text = clean_text(raw)
    is_page = raw.kept is not None
    cleaning = Cleaning(lines_of(text.text), metadata, raw.standing, is_page=is_page)
    drafts, datelines = split_datelines(cleaning.blocks)
    others = [draft for place, draft in enumerate(drafts) if place not in datelines]
    known_kinds = block_kinds(others, metadata.title)
    kind_of_others = iter(page_kinds(known_kinds, others, text, raw) if is_page else known_kinds)
    kinds: list[BlockKind | Literal["dateline"]] = []
    texts = [draft.text for draft in drafts]
    blocks: list[Block] = []
    start = 0
    for place, block_text in enumerate(texts):
        if place in datelines:
            kinds.append("dateline")
        else:
            kind = next(kind_of_others)
            kinds.append(kind)
            blocks.append(Block(kind, start, start + len(block_text)))
        start += len(block_text) + len(SEPARATOR)
    whole = SEPARATOR.join(texts)
    title = metadata.title
    body = 0
    for block in blocks:
        if block.kind == "title":
            title = title or whole[block.start : block.end]
            body = block.end
    language = metadata.language or detect_language(whole[body:].lstrip("\n"))
    basis = None if language is None else "given" if metadata.language else "detected"
    return Article(
        article_id=make_id("a", raw.source_id),
        raw=raw,
        text=whole,
        blocks=tuple(blocks),
        segments=segments_of(
            raw.text, raw.text_start, text, drafts, kinds, cleaning.removed, raw.reader
        ),
        title=title,
        language=language,
        language_basis=basis,
    )
