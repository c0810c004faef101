"""What a claim alone can resolve: "the laboratory", "its", "invested again", a city that acts.

Each case says which claims must be read and, where nothing is sure, that none is.
"""

from __future__ import annotations

import pytest

from factpack.extract.claims import find_claims
from factpack.extract.claims.examples import read_marked
from factpack.extract.sentences import split_text
from factpack.model import Article, Block, Claim, Metadata, RawArticle


def read(marked: str) -> tuple[list[Claim], list[str], str]:
    """The claims of a marked text, the names of its entities, and the text."""
    m = read_marked(marked)
    raw = RawArticle("a.txt", "a", m.text, 0, "0" * 64, "utf-8", "valid", Metadata())
    block = Block("paragraph", 0, len(m.text))
    article = Article("a-" + "0" * 20, raw, m.text, (block,), (), None, "en", "given")
    found, _ = find_claims(article, split_text(m.text), m.entities, m.mentions, m.literals, ())
    return found, [e.name for e in m.entities], m.text


def pairs(marked: str, predicate: str) -> list[tuple[str, str]]:
    """Subject and object of the claims of a predicate."""
    found, names, _ = read(marked)
    return [
        (names[c.subject], names[c.object])
        for c in found
        if c.predicate == predicate and c.object is not None
    ]


@pytest.mark.parametrize(
    ("text", "predicate", "wanted"),
    [
        # the only organisation of the sentence before
        (
            "{O:Acme} moved. {P:Jane Roe} and {P:John Doe} are founders of the laboratory.",
            "founded_by",
            [("Acme", "Jane Roe"), ("Acme", "John Doe")],
        ),
        # two are possible
        ("{O:Acme} met {O:Beta}. {P:Jane Roe} is a founder of the company.", "founded_by", []),
        # what is bought is not who buys
        (
            "{O:Acme} met {O:Beta}. Later {O:Acme} bought the start-up.",
            "acquired",
            [("Acme", "Beta")],
        ),
        # the post of the clause before says whose company it is
        (
            "{P:Jane Roe}, {O:Acme}'s chief executive, is bold: the company bought {O:Beta}.",
            "acquired",
            [("Acme", "Beta")],
        ),
        # "its" beside a copula is never the subject itself
        (
            "{O:Acme} remains small. {O:Beta} is still its primary supplier.",
            "preferred_provider",
            [("Acme", "Beta")],
        ),
        # the pair named last
        (
            "{O:Acme} invested in {O:Beta} in {T:2019}. {O:Acme} invested again in {T:2021}.",
            "invested_in",
            [("Acme", "Beta"), ("Acme", "Beta")],
        ),
        ("{O:Acme} invested again in {T:2021}.", "invested_in", []),
        # "the company" is none that is named in passing
        (
            "{O:Acme} grew. {O:Acme} shrank. {O:Beta} took part. {O:Gamma} bought the company.",
            "acquired",
            [],
        ),
        # a studio run by its head
        (
            "{O:Acme} backs {O:Beta}, the studio run by its chief executive, {P:Jane Roe}.",
            "has_role",
            [("Beta", "Jane Roe")[::-1], ("Beta", "Jane Roe")[::-1]],
        ),
    ],
)
def test_definite_descriptions(text: str, predicate: str, wanted: list[tuple[str, str]]) -> None:
    assert pairs(text, predicate) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{O:Acme} grew in {T:2016}. {L:Leeds} invested in {O:Beta}.", [("Acme", "Beta")]),
        ("{O:Acme} sued {O:Gamma}. {L:Leeds} invested in {O:Beta}.", []),
        ("{O:Acme} grew in {T:2016}. {L:Paris} invested in {O:Beta}.", []),
        ("{O:Acme} grew in {T:2016}. {L:France} invested in {O:Beta}.", []),
        ("{P:Jane Roe} slept. {L:Leeds} invested in {O:Beta}.", []),
    ],
)
def test_a_city_that_acts_stands_for_the_only_organisation(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    assert pairs(text, "invested_in") == wanted


def values(marked: str, predicate: str) -> list[tuple[str | None, str | None]]:
    """Words of the date and of the amount of the claims of a predicate."""
    found, _, text = read(marked)
    parts = [c.parts for c in found if c.predicate == predicate]
    return [
        tuple(text[p[n].start : p[n].end] if n in p else None for n in ("date", "amount"))  # type: ignore[misc]
        for p in parts
    ]


def test_dates_and_prices_stay_in_their_own_clause() -> None:
    told = "{O:Acme} CEO {P:Jane Roe}, who, in a speech {T:last year}, praised tea, left."
    assert values(told, "has_role") == [(None, None)]
    grown = "{O:Acme}, founded in {T:2015}, employs {#:300 people}."
    assert values(grown, "has_metric") == [(None, "300 people")]
    bought = "{O:Acme} bought {O:Beta}, which was sold for {$:$3 million} before."
    assert values(bought, "acquired") == [(None, None)]
