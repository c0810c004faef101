"""What the words around a claim deny, and what they leave open."""

from __future__ import annotations

import re

import pytest

from factpack_validators.claim_manner import ReadClaim, claim_words

WORDS = claim_words()["en"]


def claim(text: str, modality: str = "asserted", predicate: str = "acquired") -> ReadClaim:
    """A claim whose trigger stands in brackets, its subject in <>, its object in {}."""

    def span(opening: str, closing: str) -> tuple[int, int]:
        if opening not in text:
            return -1, -1
        start, end = text.index(opening), text.index(closing)
        before = len(re.findall(r"[][<>{}]", text[:start]))
        return start - before, end - before - 1

    trigger, subject, other = span("[", "]"), span("<", ">"), span("{", "}")
    spans = [s for s in (trigger, subject, other) if s[0] >= 0]
    start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    return ReadClaim(
        "a", "c", "en", predicate, modality, False, start, end, *trigger, *subject, *other
    )


def plain(text: str) -> str:
    return re.sub(r"[][<>{}]", "", text)


@pytest.mark.parametrize(
    ("text", "modality", "is_denied"),
    [
        ("<Orrin> will [acquire] {Tessit}.", "asserted", True),
        ("<Orrin> will soon formally [acquire] {Tessit}.", "asserted", True),
        ("<Orrin> plans to [buy] {Tessit}.", "asserted", True),
        ("<Orrin> plans to [buy] {Tessit}.", "planned", False),
        ("“<Orrin> will [buy] {Tessit},” she said.", "reported", False),
        ("<Orrin> did not [buy] {Tessit}.", "asserted", True),
        ("<Orrin> didn’t [buy] {Tessit}.", "reported", True),
        ("<Orrin> did not [buy] {Tessit} until 2019.", "asserted", False),
        ("<Orrin> did not only [buy] {Tessit}.", "asserted", False),
        ("Would it matter if <Orrin> had not [bought] {Tessit}?", "asserted", False),
        ("<Orrin> denied that it had [bought] {Tessit}.", "asserted", False),
        ("He said <Orrin> has never [bought] {Tessit}.", "asserted", True),
        ("Will Hale of <Orrin> [bought] {Tessit}.", "asserted", False),
        ("<Orrin> [bought] {Tessit} in May.", "asserted", False),
        ("<Orrin> [bought] {Tessit} in May.", "negated", True),
        ("<Orrin> [bought] {Tessit} in June.", "planned", True),
        ("<Orrin> nearly [bought] {Tessit}.", "negated", False),
        ("<Orrin> to [buy] {Tessit}", "planned", False),
        ("<Orrin> the new [owner] of {Tessit}? Traders wait.", "possible", False),
        ("<Orrin> is the new [owner] of {Tessit}. Why? It paid.", "possible", True),
        ("<Orrin> the new [owner] of {Tessit}?", "planned", True),
        ("It never paid. <Orrin> [bought] {Tessit}. It will grow.", "asserted", False),
    ],
)
def test_modality(text: str, modality: str, is_denied: bool) -> None:
    found = WORDS.contradiction(plain(text), claim(text, modality))
    assert (found is not None) == is_denied, found


@pytest.mark.parametrize(
    ("text", "predicate", "is_reversed"),
    [
        ("<Orrin> [acquired] {Tessit}.", "acquired", False),
        ("{Orrin} [acquired] <Tessit>.", "acquired", True),
        ("{Orrin} has since [acquired] its rival <Tessit>.", "acquired", True),
        ("{Tessit} was [acquired] by <Orrin>.", "acquired", False),
        ("<Tessit> was later [acquired] by {Orrin}.", "acquired", True),
        ("{Tessit}, [bought] by <Orrin>, is in Lund.", "acquired", False),
        ("{Tessit} [acquired] for a song by <Orrin>.", "acquired", False),
        ("{Tessit} [bought] last year, <Orrin> grew.", "acquired", False),
        ("{Mara Voss} [founded] <Orrin>.", "founded_by", False),
        ("<Mara Voss> [founded] {Orrin}.", "founded_by", True),
        ("<Orrin> was [founded] by {Mara Voss}.", "founded_by", False),
        ("{Orrin} was [founded] by <Mara Voss>.", "founded_by", True),
        ("<Tessit> is [owned] by {Orrin}.", "owned_by", False),
        ("{Orrin} [owns] <Tessit>.", "owned_by", False),
        ("<Orrin> [owns] {Tessit}.", "owned_by", True),
    ],
)
def test_direction(text: str, predicate: str, is_reversed: bool) -> None:
    assert WORDS.is_reversed(plain(text), claim(text, predicate=predicate)) == is_reversed
