"""What sort of thing a name is said to be: "the chip maker X", "X, a maker of pumps", "is a"."""

from __future__ import annotations

from factpack.extract.claims.readers.beside.kind_bearers import KIND_BEARERS, one_of
from factpack.extract.claims.readers.copula import noun_hints, words_fit
from factpack.extract.claims.roles.arguments.object_text import (
    FORMER,
    is_superlative,
    sort_words,
    text_of,
)
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.neighbours import noun_complements
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.kinds import kind_list, kind_types
from factpack.extract.languages.en.word_lists import word_list

_GENERIC = kind_list("generic")
_EMPTY = kind_list("empty")
_OTHER = FORMER | word_list("claims", "readers.beside.kinds.relatives")
"""Words by which the noun is a thing of before, or of another."""
_TELLING = word_list("claims", "readers.beside.kinds.telling")
"""Prepositions that say more of a thing: "a company behind X"."""


def sorts_at(sentence: Sentence, phrase: int, token: int) -> frozenset[str]:
    """Types of which the noun at `token` may say that a name is a sort; empty: none."""
    types = kind_types(sentence.words[token])
    if types and _OTHER.isdisjoint(sentence.words[sentence.first[phrase] : token]):
        return types
    return frozenset()


def read_kind(
    sentence: Sentence,
    rule: Rule,
    phrase: int,
    token: int,
    types: frozenset[str],
    found: list[Candidate],
) -> None:
    """Append what the noun at `token` of phrase `phrase` says that a name is: a sort of `types`."""
    word = sentence.words[token]
    if word in rule.object_not or (sentence.ref[token] >= 0 and rule.subject != ("described",)):
        return
    if not words_fit(sentence, rule, phrase, token):
        return
    bearers = KIND_BEARERS[rule.subject[0]](sentence, phrase, token, types)
    if not bearers:
        return
    first = _first_of_sort(sentence, phrase, token)
    last = token == sentence.stop[phrase] - 1
    whole = last and (
        rule.subject == ("bearer",)
        or (rule.subject == ("introduced",) and sentence.words[token + 1 : token + 2] == ["of"])
    )
    if not _tells(sentence, phrase, first, token, whole=whole):
        return
    for bearer in bearers:
        if bearer.types.isdisjoint(types) or not fits(bearer, rule.subject_types):
            continue
        words = sort_words(sentence, first, token)
        if words[1] == sentence.end[token] and rule.subject == ("exemplified",) and first == token:
            return  # "universities such as X": no part of the word is its singular
        hints = 0
        if rule.subject == ("introduced",) and sentence.kind_at(phrase + 1) == "I":
            words = words[0], text_of(sentence, phrase)[1]  # "a group of agencies called X"
        if rule.subject == ("bearer",):
            words = text_of(sentence, phrase)
            one = one_of(sentence, phrase)
            if one >= 0:
                words = sentence.start[sentence.first[one]], words[1]
            hints = noun_hints(sentence, phrase, token)[0]
        candidate = Candidate(rule, bearer, None, sentence.span(token), words)
        candidate.hints = hints
        found.append(candidate)


def _first_of_sort(sentence: Sentence, phrase: int, token: int) -> int:
    """The first token of the words that sort: after names, marks of possession, determiners."""
    first = token
    while first > sentence.first[phrase] and sentence.tags[first - 1] in "NA":
        first -= 1
    whose = first - 2 == sentence.first[phrase] and sentence.tags[first - 2 : first] == "E'"
    if whose and is_superlative(sentence, phrase, token):
        return first - 2  # "Norland's largest bank"
    return first


def _tells(sentence: Sentence, phrase: int, first: int, token: int, *, whole: bool) -> bool:
    """Whether the words say something: no bare "company", "a new product"."""
    if sentence.words[token] not in _GENERIC:
        return True
    if any(word not in _EMPTY for word in sentence.words[first:token]):
        return True
    return whole and not _TELLING.isdisjoint(noun_complements(sentence, phrase))
