"""Of which names a noun says what sort of thing they are, by where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from factpack.extract.claims.roles.arguments.arguments import head_token, token_arg
from factpack.extract.claims.roles.arguments.lists import (
    args_of,
    examples_of,
    expand,
    expand_left,
)
from factpack.extract.claims.roles.arguments.object_text import is_superlative
from factpack.extract.claims.roles.nouns.noun_subjects import noun_subjects
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.neighbours import noun_complements
from factpack.extract.claims.syntax.phrases.walks import chain_head
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.languages.en.inflection import singular
from factpack.extract.languages.en.kinds import kind_list, kind_types
from factpack.extract.languages.en.word_lists import word_list

_NOT_AFTER = kind_list("not_after")
_PAIRS = kind_list("pairs")
_CALLING = kind_list("calling")
_MAKING = kind_list("making")
_TELLING = word_list("claims", "readers.beside.kind_bearers.telling")
"""Prepositions that say more of a thing: "a company behind X"."""


def _is_plural(word: str) -> bool:
    """Whether a noun speaks of several things."""
    return singular(word) != word and word not in _PAIRS


def _bearers(sentence: Sentence, phrase: int, token: int, types: frozenset[str]) -> list[Arg]:
    """X in "X is a N", "X, a N", "X, the world's largest N", "one of the Ns"."""
    if token != sentence.stop[phrase] - 1:
        return []
    previous = sentence.left[phrase]
    kind = sentence.kind_at(previous)
    best = is_superlative(sentence, phrase, token)
    if kind == "I":
        one = one_of(sentence, phrase)
        if one < 0:
            return []
        phrase, previous = one, sentence.left[one]
        kind, best = sentence.kind_at(previous), True
    elif _is_plural(sentence.words[token]):
        return []  # "two makers of pumps"
    article = sentence.first_word(phrase)
    follows = sentence.kind_at(sentence.right[phrase])
    telling = best or follows == "W"
    if kind == "V" and sentence.verb_at(previous).lemma in COPULA:
        if article not in ("a", "an") and not telling:
            return []
        subject = sentence.verb_at(previous).subject
        return [a for a in args_of(sentence, subject, left=True) if a.phrase != phrase]
    if kind == ",":
        if not _closes(sentence, phrase, bare=article not in ("a", "an", "the")):
            return []
        if article not in ("a", "an", "the") and not telling:
            own = "'" in sentence.tags_of(phrase) and sentence.first_tag(phrase) in "EDH"
            if not own and "of" not in noun_complements(sentence, phrase):
                return []
        return _before_comma(sentence, previous, types)
    if kind == "N" and telling and _is_made(sentence, previous):
        return args_of(sentence, previous)
    if article in ("a", "an") and kind in "VIC":
        return [a for a in noun_subjects(sentence, phrase, token) if a.phrase != phrase]
    return []


def _is_made(sentence: Sentence, phrase: int) -> bool:
    """Whether something makes the thing at `phrase` what follows: "making it the largest N"."""
    verb = sentence.verb_of(sentence.left[phrase])
    return verb is not None and verb.lemma in _MAKING and not verb.passive


def one_of(sentence: Sentence, phrase: int) -> int:
    """The phrase "one" in "one of the largest Ns", -1 where none stands there."""
    of = sentence.left[phrase]
    one = sentence.left[of]
    if sentence.first_word(of) != "of" or sentence.kind_at(one) != "N":
        return -1
    return one if sentence.words_of(one) == ["one"] else -1


def _before_comma(sentence: Sentence, comma: int, types: frozenset[str]) -> list[Arg]:
    """The name before a comma that a noun of these types may sort."""
    near = sentence.left[comma]
    if sentence.kind_at(near) != "N":
        return []
    for place in (near, chain_head(sentence, near)):
        head = head_token(sentence, place)
        if sentence.tags[head] == "E":
            arg = token_arg(sentence, head, place)
            if not arg.types.isdisjoint(types):
                return [arg]
    return []


def _closes(sentence: Sentence, phrase: int, *, bare: bool) -> bool:
    """Whether an apposition ends as one does: no clause or list goes on with its noun."""
    at, governed = phrase + 1, False
    while at < sentence.size:
        kind = sentence.kinds[at]
        if kind == "I" or (kind == "C" and governed):
            governed = True
            at += 1
            if sentence.kind_at(at) in "NT":
                at += 1
            continue
        if kind in "TRN":
            if kind == "N":
                return False
            at += 1
            continue
        break
    kind = sentence.kind_at(at)
    if kind == "V":
        return sentence.verb_at(at).form != "finite" or not sentence.verb_at(at).subject == phrase
    return kind in ",;W" or (kind == "S" and not bare)


def _named(sentence: Sentence, phrase: int, token: int, types: frozenset[str]) -> list[Arg]:
    """X in "the chip maker X", "chip makers X and Y", "the X newspaper"."""
    last = sentence.stop[phrase] - 1
    if token == last:
        return _sorted_after(sentence, phrase, token)
    after = sentence.tags[token + 1 : last + 1]
    if after.startswith("E'"):
        return [token_arg(sentence, token + 1, phrase)]  # "the web giant X’s phone"
    if after != "E":
        return []
    found = [token_arg(sentence, last, phrase)]
    if _is_plural(sentence.words[token]):
        found += [
            token_arg(sentence, sentence.stop[n] - 1, n)
            for n in expand(sentence, phrase, listed=True)[1:]
            if sentence.tags_of(n) == "E"
        ]
    return found


def _sorted_after(sentence: Sentence, phrase: int, token: int) -> list[Arg]:
    """X in "the X newspaper": the name that the nouns after it only sort."""
    name = token - 1
    while name >= sentence.first[phrase] and sentence.tags[name] in "N":
        name -= 1
    if name < sentence.first[phrase] or sentence.tags[name] != "E":
        return []
    if sentence.words[token] in _NOT_AFTER or sentence.first_word(phrase) in ("a", "an"):
        return []
    if _is_plural(sentence.words[token]):
        return []  # "Orbit phones" may be the phones of Orbit
    return [token_arg(sentence, name, phrase)]


def _exemplified(sentence: Sentence, phrase: int, token: int, types: frozenset[str]) -> list[Arg]:
    """X and Y in "chip makers such as X and Y", "X, Y and other chip makers"."""
    if token != sentence.stop[phrase] - 1 or not _is_plural(sentence.words[token]):
        return []
    if "other" in sentence.words_of(phrase):
        listed = [
            token_arg(sentence, sentence.stop[n] - 1, n) for n in expand_left(sentence, phrase)
        ]
        found = [a for a in listed[:-1] if a.mention >= 0 and a.named]
        if found:
            return found
    first = examples_of(sentence, phrase)
    if first < 0:
        return []
    return [
        token_arg(sentence, sentence.stop[n] - 1, n)
        for n in expand(sentence, first, listed=True)
        if sentence.last_tag(n) == "E"
    ]


def _introduced(sentence: Sentence, phrase: int, token: int, types: frozenset[str]) -> list[Arg]:
    """X in "a tool called X" and "its new tool, X,"."""
    if token != sentence.stop[phrase] - 1 or sentence.first_tag(phrase) not in "DHENA":
        return []
    if _is_plural(sentence.words[token]):
        return []
    following = sentence.right[phrase]
    while (
        sentence.preposition_at(following) in _TELLING | {"to"}
        and sentence.kind_at(following + 1) == "N"
        and types.isdisjoint(kind_types(sentence.last_word(following + 1)))
    ):
        following = sentence.right[following + 1]
    verb = sentence.verb_of(following)
    if verb is not None:
        if verb.lemma not in _CALLING or sentence.tags[verb.at] != "p":
            return []
        name = sentence.right[following]
        if sentence.preposition_at(name) == "as":
            name = sentence.right[name]
        return _bound(sentence, phrase, name, types)
    if sentence.kind_at(following) != "," or sentence.first_tag(phrase) not in "DHE":
        return []
    before = sentence.left[phrase]
    if sentence.kind_at(before) == "I" and sentence.kind_at(sentence.left[before]) in ",;S":
        return []  # "According to the newspaper, X is": the clause begins with X
    name = sentence.right[following]
    if sentence.kind_at(name) != "N" or sentence.kind_at(sentence.right[name]) not in ",;":
        return []
    return _bound(sentence, phrase, name, types)


def _bound(sentence: Sentence, phrase: int, name: int, types: frozenset[str]) -> list[Arg]:
    """The name at phrase `name`, for which the description at `phrase` stands from now on."""
    if sentence.kind_at(name) != "N" or sentence.tags_of(name) not in ("E", "DE"):
        return []
    found = token_arg(sentence, sentence.stop[name] - 1, name)
    if found.types.isdisjoint(types):
        return []
    if sentence.bound.get(phrase) != name:
        sentence.bound[phrase] = name
        sentence.version += 1
    return [found]


def _described(sentence: Sentence, phrase: int, token: int, types: frozenset[str]) -> list[Arg]:
    """X where "the chip maker" stands for it."""
    if token != sentence.stop[phrase] - 1 or sentence.ref[token] < 0:
        return []
    if sentence.first_word(phrase) not in ("the", "this"):
        return []
    if "E" in sentence.tags_of(phrase) or _is_plural(sentence.words[token]):
        return []
    if not sentence.words[token].endswith(("maker", "giant")):
        return []  # "the car", "the law firm": nothing is said of it, or of another
    return [token_arg(sentence, token, phrase)]


KIND_BEARERS: Mapping[str, Callable[[Sentence, int, int, frozenset[str]], list[Arg]]] = {
    "bearer": _bearers,
    "named": _named,
    "exemplified": _exemplified,
    "introduced": _introduced,
    "described": _described,
}
"""Of whom the words of a phrase are said, by the role that the rule names."""
