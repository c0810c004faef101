"""Speakers who are not named beside their words: pronouns, descriptions, nobody at all."""

from __future__ import annotations

import pytest

from factpack.extract.mentions import find_mentions
from factpack.extract.quotes import find_quotes
from factpack.extract.text.doc import doc_of
from factpack.model import Article, Block, Metadata, RawArticle

GLAD = "“We think that this is a very good day.”"
GLAD_BUT = "“We think that this is a very good day,”"


def speakers(text: str) -> list[str | None]:
    """Speaker of each direct quote, with the names that the extractor itself finds."""
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block("paragraph", at, at + len(part)))
        at += len(part) + 2
    raw = RawArticle("t", "t", text, 0, "", "utf-8", "valid", Metadata())
    article = Article("a-t", raw, text, tuple(blocks), (), None, "en", "given")
    doc = doc_of(article)
    entities, mentions = find_mentions(article, doc, ())
    quotes = find_quotes(article, doc, entities, mentions)
    return [
        None if quote.speaker is None else entities[quote.speaker].name
        for quote in quotes
        if quote.kind == "direct"
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A stop behind a title or an initial ends no search.
        (f"Peter Quill left. {GLAD_BUT} Mr. Quill said.", ["Peter Quill"]),
        (f"{GLAD_BUT} Sen. Jane Orr said.", ["Jane Orr"]),
        (f"{GLAD_BUT} Lt. Gov. Jane Orr told a crowd.", ["Jane Orr"]),
        (f"{GLAD_BUT} Jane Orr, an expert at U.K. think-tank Velan, told the Post.", ["Jane Orr"]),
        # Whoever spoke or acted before, not whoever was named last.
        (
            f"Jane Orr beat Mary Quill on Monday.\n\n{GLAD_BUT} she said.",
            ["Jane Orr"],
        ),
        (
            f"After Mary Quill lost, it was Jane Orr who won.\n\n{GLAD_BUT} she told a reporter.",
            ["Jane Orr"],
        ),
        (
            f"Jane Orr said the plan would please Mary Quill.\n\n{GLAD_BUT} she added.",
            ["Jane Orr"],
        ),
        # The sex of a name counts.
        (f"Jane Orr met Peter Quill. Jane Orr left.\n\n{GLAD_BUT} he said.", ["Peter Quill"]),
        # Descriptions of persons.
        (f"Jane Orr won in May.\n\n{GLAD_BUT} said the 36-year-old.", ["Jane Orr"]),
        (f"Jane Orr won in May.\n\n{GLAD_BUT} the former champion wrote on a blog.", ["Jane Orr"]),
        # Who speaks for a firm is the firm.
        (f"{GLAD_BUT} the Zentrix Corp. spokesman said.", ["Zentrix Corp."]),
        (
            f"{GLAD_BUT} a Zentrix Corp. spokesman said. {GLAD_BUT} the spokesman wrote.",
            ["Zentrix Corp.", "Zentrix Corp."],
        ),
        (f"A Zentrix Corp. statement said: {GLAD}", ["Zentrix Corp."]),
        # A lead without a verb of saying.
        (f"Jane Orr, Zentrix: {GLAD}", ["Jane Orr"]),
        (f"Jane Orr was not amused. She sighed: {GLAD}", ["Jane Orr"]),
        (f"Zentrix chief Jane Orr: {GLAD}", ["Jane Orr"]),
        # Any verb behind a comma inside the marks.
        (f"{GLAD_BUT} hollered Jane Orr.", ["Jane Orr"]),
        (f"{GLAD_BUT} Jane Orr hollered.", ["Jane Orr"]),
        # Paragraphs without a cue.
        (
            f"Jane Orr left in May.\n\n{GLAD}\n\nPeter Quill was less happy.\n\n{GLAD}",
            ["Jane Orr", "Peter Quill"],
        ),
        (f"{GLAD[:-1]}\n\n{GLAD}\n\nJane Orr left.", [None, None]),
        # Nobody whom the article names.
        (f"Jane Orr won in May. {GLAD_BUT} a fan wrote.", [None]),
        (f"{GLAD_BUT} Jane Orr’s mother told the Post.", [None]),
    ],
)
def test_speakers(text: str, names: list[str | None]) -> None:
    assert speakers(text) == names
