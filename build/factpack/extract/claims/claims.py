"""From an article to its claims: parse, apply the rules, resolve the arguments, check them."""

from __future__ import annotations

from collections.abc import Sequence

from factpack.extract.claims.measures.metrics import LISTED, measure_words
from factpack.extract.claims.measures.owners.goods import good_before, products_of
from factpack.extract.claims.readers.apply_rules import apply_rules
from factpack.extract.claims.readers.succession import handing_words
from factpack.extract.claims.resolve.anaphora import DEFINITE
from factpack.extract.claims.resolve.resolver import Resolver
from factpack.extract.claims.roles.arguments.lists import PARTIES
from factpack.extract.claims.roles.verbs.verb_subjects import BACKERS
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.rules.loading import load_rules
from factpack.extract.claims.syntax.claim_context import Arg, ClaimContext
from factpack.extract.claims.syntax.phrases.parsing import parse
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.tokens.sentence_tokens import ArticleTokens
from factpack.extract.coreference.referents import LIKELY, Referents
from factpack.extract.text.doc import Doc
from factpack.model import (
    Article,
    Claim,
    LiteralValue,
    LocalEntity,
    Mention,
    Quote,
    Rejected,
)

LANGUAGES = frozenset({"en"})
"""Languages that claims are read in, and any that nobody knows."""

MAX_SENTENCE = 2000
"""Characters; a longer "sentence" is a table or a list, and hostile text stays cheap."""


def find_claims(
    article: Article,
    doc: Doc,
    entities: Sequence[LocalEntity],
    mentions: Sequence[Mention],
    literals: Sequence[LiteralValue],
    quotes: Sequence[Quote],
) -> tuple[list[Claim], list[Rejected]]:
    """The claims that an English article states, and what could not be resolved.

    Args:
        article: normalised; another language than English gives nothing.
        doc: its tokens and sentences.
        entities: that the mentions refer to.
        mentions: sorted by start.
        literals: sorted by start.
        quotes: sorted by start.

    Returns:
        Claims and rejected candidates, each in reading order. Subjects and objects are entities of
        a type that the vocabulary allows; everything else is rejected with a reason.
    """
    if article.language is not None and article.language not in LANGUAGES:
        return [], []
    found = find_candidates(doc, entities, mentions, literals)
    return Resolver(article, doc, entities, mentions, literals, quotes).resolve(found)


def find_candidates(
    doc: Doc,
    entities: Sequence[LocalEntity],
    mentions: Sequence[Mention],
    literals: Sequence[LiteralValue],
    *,
    unresolved: bool = False,
) -> list[Candidate]:
    """What the rules read before anything is resolved: arguments may be unknown pronouns.

    Sentences in which nothing is known by name are read only where `unresolved` asks for it.
    """
    tokens = ArticleTokens(doc, entities, mentions, literals)
    referents = Referents(doc, entities, mentions)
    known = ClaimContext(entities, mentions, referents)
    triggers, handing = load_rules().trigger_words, handing_words()
    measures = measure_words()
    known.listed = not LISTED.isdisjoint(doc.lower)
    found: list[Candidate] = []
    posts: list[Candidate] = []
    for sentence in doc.sentences:
        told, posts = posts, []
        if sentence.end - sentence.start > MAX_SENTENCE:
            continue
        words = doc.lower_in(sentence.start, sentence.end)
        measured = tokens.has_numbers(sentence.start, sentence.end)
        measured = measured and not measures.isdisjoint(words)
        handed = bool(told) and not handing.isdisjoint(words)
        if not measured and not handed and triggers.isdisjoint(words):
            known.backed = None
            continue
        if (
            unresolved
            or tokens.has_arguments(sentence.start, sentence.end)
            or (known.pair is not None and not PARTIES.isdisjoint(words))
            or (_may_refer(words, measured) and referents.at(sentence.start).given(LIKELY) >= 0)
            or (known.backed is not None and not BACKERS.isdisjoint(words))
            or (words[0] == "a" and not DEFINITE.isdisjoint(words[1:2]) and "with" in words[2:3])
        ):
            read = _read(parse(tokens.sentence(sentence.start, sentence.end), known), told)
            posts = [candidate for candidate in read if candidate.rule.role]
            found += read
        else:
            known.backed = None
    return found


def _may_refer(words: Sequence[str], measured: bool) -> bool:
    """Whether a sentence may say something of an organisation that it does not name."""
    return measured or words[0] == "its" or ("the" in words and not DEFINITE.isdisjoint(words))


def _read(sentence: Sentence, told: Sequence[Candidate]) -> list[Candidate]:
    """Candidates of the next sentence, and in its context what it makes known.

    Args:
        sentence: the sentence.
        told: posts that the sentence right before tells.
    """
    context = sentence.context
    found = apply_rules(sentence, told)
    backed = [
        other_candidate.object
        for other_candidate in found
        if other_candidate.rule.predicate == "backs" and other_candidate.object is not None
    ]
    receivers = {context.entity[a.mention]: a for a in backed if a.mention >= 0}
    known = [a for a in receivers.values() if "Organization" in a.types]
    context.backed = known[0] if len(known) == 1 else None
    near = context.pair if context.age < _FRESH else None
    context.age += 1
    for candidate in found:
        # A pair named earlier in the sentence is nearer than that of the one before.
        candidate.pair = near
        named = _pair_of(candidate)
        if named is not None:
            near = context.pair = named
            context.age = 0
    _note_goods(sentence)
    return found


def _note_goods(sentence: Sentence) -> None:
    """Note which product a sentence names, and which of what markets trade."""
    if sentence.context.traded:
        sentence.context.good = good_before(sentence, sentence.size) or sentence.context.good
    products = products_of(sentence)
    if products:
        sentence.context.product = products[0] if len(products) == 1 else None


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
