"""Articles made of one line each, and tables in which [brackets] mark the names."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from factpack.extract.mentions import find_mentions
from factpack.extract.names import KnownNames
from factpack.extract.text.doc import doc_of
from factpack.model import Article, Block, BlockKind, LocalEntity, Mention, Metadata, RawArticle

Found = tuple[tuple[LocalEntity, ...], tuple[Mention, ...]]


def make_article(text: str, kind: BlockKind = "paragraph") -> Article:
    """A text as an article of one block; a line break starts another block, a paragraph."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        inner = line.strip()
        if inner:
            start = at + line.index(inner)
            blocks.append(Block("paragraph" if blocks else kind, start, start + len(inner)))
        at += len(line) + 1
    raw = RawArticle("test", "test", text, 0, "", "utf-8", "valid", Metadata())
    return Article("a-test", raw, text, tuple(blocks), (), None, "en", "given")


def find(text: str, known: KnownNames | None = None, kind: BlockKind = "paragraph") -> Found:
    article = make_article(text, kind)
    return find_mentions(article, doc_of(article), (), known)


def brackets(text: str, found: Found, kind: str = "name") -> str:
    """The text with the mentions of a kind in brackets."""
    parts, at = [], 0
    for mention in found[1]:
        if mention.kind == kind:
            parts += [text[at : mention.start], "[", text[mention.start : mention.end], "]"]
            at = mention.end
    return "".join([*parts, text[at:]])


@pytest.fixture
def mark() -> Callable[[str], str]:
    """Marks the names of a text whose own brackets are dropped first."""

    def run(marked: str, kind: BlockKind = "paragraph") -> str:
        text = re.sub(r"[\[\]]", "", marked)
        return brackets(text, find(text, kind=kind))

    return run


@pytest.fixture
def finder() -> Callable[..., Found]:
    """Finds the mentions of a text."""
    return find


@pytest.fixture
def types() -> Callable[[str], dict[str, str]]:
    """Name to type, for each entity of a text."""

    def run(text: str) -> dict[str, str]:
        return {entity.name: entity.type for entity in find(text)[0]}

    return run


@pytest.fixture
def resolved() -> Callable[[str], list[tuple[str, str]]]:
    """Words and antecedent of each pronoun and description of a text."""

    def run(text: str) -> list[tuple[str, str]]:
        entities, mentions = find(text)
        return [
            (text[m.start : m.end], entities[m.entity].name) for m in mentions if m.kind != "name"
        ]

    return run
