"""The amount of money of a clause, and which amounts near it are another matter."""

from __future__ import annotations

from bisect import bisect_right

from factpack.extract.claims.roles.arguments.region import is_aside, region
from factpack.extract.claims.syntax.modality import MAYBE
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_PAY = word_list("claims", "roles.arguments.money.pay")

_VALUED = word_list("claims", "roles.arguments.money.valued")

_THROUGH = word_list("claims", "roles.arguments.money.through")

_EACH = word_list("claims", "roles.arguments.money.each")

_PIECES = word_list("claims", "roles.arguments.money.pieces")

_TOGETHER = word_list("claims", "roles.arguments.money.together")

_NEAR = 6
"""Tokens before an amount among which a word says what the amount is."""


def money_of(sentence: Sentence, phrase: int, inside: int = -1) -> tuple[int, int] | None:
    """Amount of money of the clause: (value, token); in the noun phrase, right, then left."""
    if "$" not in sentence.tags:
        return None
    lo, hi = region(sentence, phrase)
    first, last = sentence.first[lo], sentence.stop[hi - 1]
    at = sentence.first[phrase]
    places = [*range(at, last), *range(at - 1, first - 1, -1)]
    if inside >= 0:
        places = [*range(sentence.first[inside], sentence.stop[inside]), *places]
    places += governing_noun(sentence, phrase)
    for token in places:
        if sentence.tags[token] == "$" and not is_aside(
            sentence, phrase, _phrase_at(sentence, token)
        ):
            if not (
                _is_hedged(sentence, token, at)
                or _is_valuation(sentence, token)
                or _is_other_sum(sentence, token)
            ):
                return sentence.literal[token], token
    return None


def _is_hedged(sentence: Sentence, token: int, at: int) -> bool:
    """Whether the amount at `token` is hedged where the verb at `at` is not.

    "invested again, reportedly as much as $3 billion": that it did is said as a fact.
    """
    for w in range(token - 1, max(at, token - _NEAR), -1):
        if sentence.words[w] in MAYBE:
            return True
        if sentence.tags[w] in ",;VI" and sentence.words[w] not in ("as", "at"):
            return False
    return False


def _is_valuation(sentence: Sentence, token: int) -> bool:
    """Whether the amount at `token` is what something is worth: "valuing it at $3 billion"."""
    words = sentence.words[max(0, token - _NEAR) : token]
    near = next((n for n in range(len(words) - 1, -1, -1) if words[n] in _VALUED), -1)
    return near >= 0 and not _THROUGH.isdisjoint(words[near:])


def _is_other_sum(sentence: Sentence, token: int) -> bool:
    """Whether the amount at `token` is a price of one piece, or what has come together so far.

    "$110 per share", "bringing its total funding to $20 million".
    """
    after = sentence.words[token + 1 : token + 3]
    if after and (after[0] in _EACH or (after[0] == "a" and not _PIECES.isdisjoint(after))):
        return True
    return not _TOGETHER.isdisjoint(sentence.words[max(0, token - _NEAR) : token])


def governing_noun(sentence: Sentence, phrase: int) -> range:
    """Tokens of the noun that an infinitive completes: "signed a $4 million deal to build".

    Of an amount alone only where it is paid: in "raised $4 million to buy" the price is another
    matter.
    """
    verb = sentence.verb[phrase]
    if (
        verb is None
        or verb.form != "infinitive"
        or phrase == 0
        or sentence.kinds[phrase - 1] != "N"
    ):
        return range(0)
    payer = sentence.verb[phrase - 2] if phrase > 1 else None
    paid = payer is not None and payer.lemma in _PAY
    return (
        range(sentence.first[phrase - 1], sentence.stop[phrase - 1])
        if paid or sentence.last_tag(phrase - 1) == "N"
        else range(0)
    )


def _phrase_at(sentence: Sentence, token: int) -> int:
    """The phrase that the token belongs to."""
    return bisect_right(sentence.first, token) - 1
