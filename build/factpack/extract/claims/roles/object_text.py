"""The words of an object, an aim and a post, and whether words are those of a rule."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.roles.arguments import head_unit
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.sentence import Sentence

_MAX_TEXT: Final = 60
"""Longest object in words of the article, in units; longer ones are cut at the last phrase."""
_MAX_AIM: Final = 40
"""Longest aim, in units."""
FORMER: Final = frozenset(
    ("former", "ex", "erstwhile", "late", "previous", "onetime", "one-time", "past", "ousted")
)
_NOT_ROLE: Final = frozenset("new current longtime long-time then fellow incoming outgoing".split())


def text_of(s: Sentence, k: int) -> tuple[int, int]:
    """The words of a text object, to a sensible end.

    The noun phrase without determiner and possessor, with what "of", "for" and lists add.
    """
    i = s.first[k]
    mark = s.tags.rfind("'", i, s.stop[k] - 1)
    if mark >= 0:
        i = mark + 1
    while i < s.stop[k] - 1 and s.tags[i] in "DH":
        i += 1
    n = k + 1
    last = k
    while n + 1 < s.size and s.stop[n + 1] - i < _MAX_TEXT:
        kind, follows = s.kinds[n], s.kinds[n + 1]
        if kind == "I" and follows == "N":
            word = s.words[s.first[n]]
            if word == "of" or (
                word in ("for", "to", "in") and s.tags[s.first[n + 1]] not in "HDEPO"
            ):
                last, n = n + 1, n + 2
                continue
        elif kind == "C" and follows == "N" and s.last_tag(n + 1) in "NEP":
            after = s.right[n + 1]
            if not (after < s.size and s.kinds[after] == "V"):
                last, n = n + 1, n + 2
                continue
        elif kind == "," and follows == "N" and s.last_tag(n + 1) == "N":
            after = s.right[n + 1]
            if after < s.size and s.kinds[after] == "C":
                last, n = n + 1, n + 2
                continue
        break
    return s.start[i], s.end[s.stop[last] - 1]


def clause_words(s: Sentence, k: int) -> tuple[int, int] | None:
    """The words of an aim: from the verb to the end of its clause."""
    n = k + 1
    last = k
    while n < s.size and s.kinds[n] not in ";S" and s.stop[n] - s.first[k] < _MAX_AIM:
        if s.kinds[n] in "NVTA":
            last = n
        n += 1
    if last == k:
        return None
    return s.start[s.verb_at(k).at], s.end[s.stop[last] - 1]


def role_span(s: Sentence, k: int, u: int) -> tuple[int, int] | None:
    """The words of the post: from the last name, determiner or "former" before the noun."""
    first = u
    while first > s.first[k]:
        word, tag = s.words[first - 1], s.tags[first - 1]
        if tag not in "NA" or word in FORMER or word in _NOT_ROLE:
            break
        first -= 1
    return s.start[first], s.end[u]


def word_fits(s: Sentence, rule: Rule, k: int) -> bool:
    """Whether the noun phrase has the words that the rule wants of its object."""
    wanted, barred = rule.object_words, rule.object_not
    if not wanted and not barred:
        return True
    head = s.words[head_unit(s, k)].rsplit(" ", 1)[-1]
    if head in barred or singular(head) in barred:
        return False
    if not wanted or head in wanted or singular(head) in wanted:
        return True
    for word in s.words[s.first[k] : s.stop[k]]:
        if word in wanted or singular(word) in wanted:
            return True
    return False


def singular(word: str) -> str:
    """Singular of a regular noun, guessed from its ending.

    >>> [singular(w) for w in ("companies", "founders", "bosses", "chairmen", "business")]
    ['company', 'founder', 'boss', 'chairman', 'business']
    """
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
