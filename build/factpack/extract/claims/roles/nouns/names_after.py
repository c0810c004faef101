"""Names behind a noun: "vice president of research, Acme", "its features such as A and B"."""

from __future__ import annotations

from bisect import bisect_right

from factpack.extract.claims.roles.arguments.arguments import arg_of
from factpack.extract.claims.roles.arguments.lists import expand
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_FUNCTIONS = word_list("claims", "roles.nouns.names_after.functions")
_STATES = word_list("claims", "roles.nouns.names_after.states")
"""Short and postal forms of the states of a federation, and those that are not shortened."""
_FUNCTION_ENDS = word_list("claims", "roles.nouns.names_after.function_ends")


def after_comma(sentence: Sentence, phrase: int) -> list[Arg]:
    """The organisation in "vice president of research, Acme"."""
    following = phrase + 1
    while (
        following + 1 < sentence.size
        and sentence.kinds[following] in "IC"
        and sentence.kinds[following + 1] == "N"
    ):
        following += 2
    if (
        following + 1 < sentence.size
        and sentence.kinds[following] == ","
        and sentence.kinds[following + 1] == "N"
    ):
        after, last_at = sentence.right[following + 1], sentence.stop[following + 1] - 1
        closes = after >= sentence.size or sentence.kinds[after] in ",;V"
        if sentence.first_word(following + 1) == "ex" or is_seat(sentence.words[last_at]):
            return []  # "chair Jane Roe, ex-Acme", "Sen. Jane Roe, R-Wis.,"
        if closes and sentence.last_tag(following + 1) == "E":
            found = arg_of(sentence, following + 1)
            if is_function(sentence, found) and sentence.kind_at(after) == ",":
                return after_comma(sentence, following + 1)  # "CTO, Financial Services, Acme"
            return [found]
    return []


def is_seat(name: str) -> bool:
    """Whether a name in lower case is the party and state of somebody in parliament: "r-wis".

    >>> is_seat("d-conn"), is_seat("d-wave")
    (True, False)
    """
    party, _, state = name.rstrip(".").partition("-")
    return party in ("d", "r", "i") and state in _STATES


def is_function(sentence: Sentence, arg: Arg) -> bool:
    """Whether a name is that of a part every firm has: "Marketing", "the Finance Department"."""
    if arg.mention < 0:
        return False
    token = bisect_right(sentence.start, arg.start) - 1
    words = sentence.words[token].split() if token >= 0 else []
    if not words or sentence.start[token] != arg.start:
        return False
    if len(words) > 1 and words[-1] in _FUNCTION_ENDS:
        words.pop()
    return all(word in _FUNCTIONS or word in ("and", "&") for word in words)


def listed_after(sentence: Sentence, phrase: int) -> list[Arg]:
    """The names in "its features such as A, B and C", also after "of" and a list of nouns."""
    following = phrase + 1
    while following + 1 < sentence.size and sentence.kinds[following] in "INC,":
        if sentence.preposition_at(following) in ("such", "like", "including"):
            following += 2 if sentence.first_word(following) == "such" else 1
            if sentence.kind_at(following) != "N":
                return []
            found = [arg_of(sentence, e) for e in expand(sentence, following, listed=True)]
            return [a for a in found if a.mention >= 0]
        following += 1
    return []
