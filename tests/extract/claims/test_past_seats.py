"""Where an organisation was, and is no more: the claim says that it is over."""

from __future__ import annotations

import pytest

from factpack.extract.claims import find_claims
from factpack.extract.claims.examples import read_marked
from factpack.extract.text.doc import Doc
from factpack.extract.text.sentences import split_text
from factpack.model import Article, Block, Metadata, RawArticle


def seats(marked: str) -> set[tuple[str, str, bool | None]]:
    """Who is, or was, located where, and whether that is over."""
    m = read_marked(marked)
    raw = RawArticle("a.txt", "a", m.text, 0, "0" * 64, "utf-8", "valid", Metadata())
    block = Block("paragraph", 0, len(m.text))
    article = Article("a-" + "0" * 20, raw, m.text, (block,), (), None, "en", "given")
    found, _ = find_claims(
        article, Doc(m.text, split_text(m.text)), m.entities, m.mentions, m.literals, ()
    )
    names = [entity.name for entity in m.entities]
    return {
        (names[claim.subject], names[claim.object], claim.former)
        for claim in found
        if claim.predicate == "located_in" and claim.object is not None
    }


@pytest.mark.parametrize(
    "marked",
    [
        "{O:Tellick} closed its former {L:Oslo} headquarters.",
        "{O:Tellick}'s former headquarters in {L:Oslo} burned.",
        "{O:Tellick}, formerly headquartered in {L:Oslo}, makes pumps.",
        "{O:Tellick}, then based in {L:Oslo}, grew.",
        "{O:Tellick} was previously based in {L:Oslo}.",
        "{O:Tellick} used to be based in {L:Oslo}.",
        "{O:Tellick} was based in {L:Oslo} until {T:2010}.",
        "Until {T:2010}, {O:Tellick} was based in {L:Oslo}.",
        "{O:Tellick} had its headquarters in {L:Oslo} until {T:2010}.",
        "{O:Tellick} was based in {L:Oslo} before it moved.",
        "{O:Tellick}'s headquarters were in {L:Oslo} until {T:2010}.",
        "The headquarters of {O:Tellick} were in {L:Oslo} before they burned.",
        "The former {L:Oslo}-based firm {O:Tellick} makes pumps.",
        "{L:Oslo} is the former home of {O:Tellick}.",
    ],
)
def test_a_seat_of_the_past_is_stated_as_former(marked: str) -> None:
    assert seats(marked) == {("Tellick", "Oslo", True)}


@pytest.mark.parametrize(
    "marked",
    [
        "{O:Tellick} was based in {L:Oslo}.",
        "{O:Tellick}'s headquarters were in {L:Oslo}.",
        "{O:Tellick}'s headquarters are in {L:Oslo} until {T:2030}.",
        "{O:Tellick} is based in {L:Oslo} until {T:2030}.",
        "{O:Tellick}, formerly known as {O:Vexley}, is headquartered in {L:Oslo}.",
        "{O:Tellick}, once a bank, is based in {L:Oslo}.",
        "{O:Tellick} met its former chief at its {L:Oslo} headquarters.",
        "{O:Tellick} had talks at its {L:Oslo} headquarters until {T:2010}.",
        "{P:Ada Brill}, a former head of {L:Oslo}-based {O:Tellick}, agreed.",
        "{O:Tellick} was founded by a former banker and is based in {L:Oslo}.",
    ],
)
def test_a_seat_beside_what_is_former_is_stated(marked: str) -> None:
    assert seats(marked) == {("Tellick", "Oslo", False)}


def test_a_seat_that_is_given_up_in_this_sentence_is_not_stated() -> None:
    assert seats("{O:Tellick} vacated its {L:Oslo} headquarters.") == set()
