"""From an article to its claims: parse, apply the rules, resolve the arguments, check them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from factpack.extract.claims.anaphora import DEFINITE
from factpack.extract.claims.candidate import Candidate
from factpack.extract.claims.chunks import parse
from factpack.extract.claims.match import Matcher
from factpack.extract.claims.reader import PARTIES, Arg, Reader
from factpack.extract.claims.resolve import Resolver
from factpack.extract.claims.rules import load_rules
from factpack.extract.claims.units import UnitMaker
from factpack.model import (
    Article,
    Claim,
    LiteralValue,
    LocalEntity,
    Mention,
    Quote,
    Rejected,
    Span,
)

MAX_SENTENCE = 2000
"""Characters; a longer "sentence" is a table or a list, and hostile text stays cheap."""


def find_claims(
    article: Article,
    sentences: Sequence[Span],
    entities: Sequence[LocalEntity],
    mentions: Sequence[Mention],
    literals: Sequence[LiteralValue],
    quotes: Sequence[Quote],
) -> tuple[list[Claim], list[Rejected]]:
    """The claims that an English article states, and what could not be resolved.

    Args:
        article: normalised; another language than English gives nothing.
        sentences: of the article, in order.
        entities: that the mentions refer to.
        mentions: sorted by start.
        literals: sorted by start.
        quotes: sorted by start.

    Returns:
        Claims and rejected candidates, each in reading order. Subjects and objects are entities of
        a type that the vocabulary allows; everything else is rejected with a reason.
    """
    if article.language not in (None, "en"):
        return [], []
    found = find_candidates(article.text, sentences, entities, mentions, literals)
    return Resolver(article, entities, mentions, literals, quotes, sentences).resolve(found)


def find_candidates(
    text: str,
    sentences: Sequence[Span],
    entities: Sequence[LocalEntity],
    mentions: Sequence[Mention],
    literals: Sequence[LiteralValue],
    *,
    unresolved: bool = False,
) -> list[Candidate]:
    """What the rules read before anything is resolved: arguments may be unknown pronouns.

    Sentences in which nothing is known by name are read only where `unresolved` asks for it.
    """
    maker = UnitMaker(text, entities, mentions, literals)
    context = _Context()
    triggers = load_rules().trigger_words
    found: list[Candidate] = []
    for sentence in sentences:
        if sentence.end - sentence.start > MAX_SENTENCE:
            continue
        words = maker.words(sentence.start, sentence.end)
        if triggers.isdisjoint(words):
            continue
        if (
            unresolved
            or maker.has_arguments(sentence.start, sentence.end)
            or (context.pair is not None and not PARTIES.isdisjoint(words))
            or (context.topic is not None and words[0] == "its")
            or (context.topic is not None and "the" in words and not DEFINITE.isdisjoint(words))
        ):
            units = maker.units(sentence.start, sentence.end)
            found += context.read(Reader(parse(units), entities, mentions))
    return found


@dataclass(slots=True)
class _Context:
    """What the sentences before a sentence have made known.

    Attributes:
        pair: the two parties of the last deal.
        age: sentences read since then.
        topic: the organisation that was the subject of the last sentence that had one.
        employers: entity of a person to where they hold a post.
    """

    pair: tuple[Arg, Arg] | None = None
    age: int = 0
    topic: Arg | None = None
    employers: dict[int, Arg] = field(default_factory=dict)

    def read(self, reader: Reader) -> list[Candidate]:
        """Candidates of the next sentence."""
        reader.pair, reader.topic, reader.employers = self.pair, self.topic, self.employers
        found = Matcher(reader, load_rules()).find()
        near = self.pair if self.age < _FRESH else None
        self.age += 1
        for candidate in found:
            # A pair named earlier in the sentence is nearer than that of the one before.
            candidate.pair, candidate.topic = near, self.topic
            named = _pair_of(candidate)
            if named is not None:
                near = self.pair = named
                self.age = 0
        self.topic = reader.subject_of_sentence() or self.topic
        return found


_FRESH = 2
"""Sentences for which "the company" may mean one of the two parties named last."""
_PAIRING = frozenset(("partners_with", "invested_in", "acquired"))


def _pair_of(candidate: Candidate) -> tuple[Arg, Arg] | None:
    """The two organisations that a deal has named, None for another claim."""
    subject, target = candidate.subject, candidate.object
    if candidate.rule.predicate not in _PAIRING or target is None:
        return None
    both = subject.mention >= 0 and target.mention >= 0
    return (subject, target) if both and "Organization" in subject.types & target.types else None
