"""Posts that pass on: the sentence before says which post, and this one who had it."""

from __future__ import annotations

import pytest

from factpack.extract.claims import find_claims
from factpack.extract.claims.examples import read_marked
from factpack.extract.text.doc import Doc
from factpack.extract.text.sentences import split_text
from factpack.model import Article, Block, Metadata, RawArticle


def posts(marked: str) -> list[tuple[str, str, str, bool, str]]:
    """Person, organisation, role, whether it is over, and modality of the posts of a text."""
    m = read_marked(marked)
    raw = RawArticle("a.txt", "a", m.text, 0, "0" * 64, "utf-8", "valid", Metadata())
    block = Block("paragraph", 0, len(m.text))
    article = Article("a-" + "0" * 20, raw, m.text, (block,), (), None, "en", "given")
    found, _ = find_claims(
        article, Doc(m.text, split_text(m.text)), m.entities, m.mentions, m.literals, ()
    )
    names = [entity.name for entity in m.entities]
    return [
        (names[c.subject], names[c.object], c.role or "", bool(c.former), c.modality)
        for c in found
        if c.predicate == "has_role" and c.object is not None
    ]


NAMED = "{O:Norvane} has named {P:Jane Roe} finance director. "


@pytest.mark.parametrize(
    "sentence",
    [
        "{P:Jane Roe} replaces {P:John Doe}.",
        "{P:Jane Roe} succeeded {P:John Doe}, who retired.",
        "{P:Jane Roe} takes over from {P:John Doe}.",
    ],
)
def test_who_is_replaced_had_the_post_of_the_sentence_before(sentence: str) -> None:
    assert ("John Doe", "Norvane", "finance director", True, "asserted") in posts(NAMED + sentence)


@pytest.mark.parametrize(
    "text",
    [
        # somebody else's post
        NAMED + "{P:Max Orr} replaced {P:John Doe}.",
        # another post, said here
        NAMED + "{P:Jane Roe} replaced {P:John Doe} as chair of {O:Tellick}.",
        NAMED + "{P:Jane Roe} replaced {P:John Doe} at {O:Tellick}.",
        # not right before
        NAMED + "It rained. {P:Jane Roe} replaces {P:John Doe}.",
        # whom she did not replace, or only may, had another one
        NAMED + "{P:Jane Roe} did not replace {P:John Doe}.",
        NAMED + "{P:Jane Roe} may replace {P:John Doe}.",
        # nothing passes on
        NAMED + "{P:Jane Roe} met {P:John Doe}.",
    ],
)
def test_nobody_else_had_it(text: str) -> None:
    assert not [post for post in posts(text) if post[:2] == ("John Doe", "Norvane")]


def test_where_somebody_was_before_is_not_where_the_post_is() -> None:
    text = "{O:Norvane} grew. {O:Norvane}'s sales rose. Chair {P:Jane Roe}, ex-{O:Tellick}, agreed."
    assert ("Jane Roe", "Norvane", "Chair", False, "asserted") in posts(text)
    assert ("Jane Roe", "Tellick", "", True, "asserted") in posts(text)


def test_who_is_to_replace_somebody_will_have_the_post() -> None:
    text = "{O:Norvane} chief executive {P:Jane Roe} will be replaced by {P:John Doe} in {T:May}."
    assert ("John Doe", "Norvane", "chief executive", False, "planned") in posts(text)
    text = "{P:Jane Roe} replaced {P:John Doe}, who becomes chair of {O:Norvane}."
    assert not [post for post in posts(text) if post[0] == "Jane Roe"]
