"""What markets trade, as sentences go on about it: "the price fell", "X at $3 and Y at $4"."""

from __future__ import annotations

from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.roles.arguments.arguments import token_arg
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence

_REACH = 600
"""Characters after which a thing is no longer what "the price" is of."""


def good_before(sentence: Sentence, phrase: int) -> Arg | None:
    """The one thing traded that the phrases before `phrase` name; None: none, or several."""
    context = sentence.context
    if not context.traded:
        return None
    found: dict[int, Arg] = {}
    for place in range(phrase):
        if sentence.kinds[place] != "N":
            continue
        for token in range(sentence.first[place], sentence.stop[place]):
            mention = sentence.ref[token]
            if mention >= 0 and context.entity[mention] in context.priced:
                found[context.entity[mention]] = token_arg(sentence, token, place)
    return next(iter(found.values())) if len(found) == 1 else None


def good_of_price(sentence: Sentence, phrase: int) -> Arg | None:
    """Whose "the price" is: of what the sentence, or else the text before, last spoke of."""
    if not set(sentence.tags_of(phrase)) <= set("NDA"):
        return None
    good = good_before(sentence, phrase) or sentence.context.good
    if good is None or not 0 <= sentence.start[0] - good.end < _REACH:
        return good if good is not None and good.start >= sentence.start[0] else None
    return good


def read_listed(sentence: Sentence, phrase: int, token: int, before: Number) -> Number | None:
    """The price in a list of them: "with X trading at $3 and Y at $4", after another price."""
    if before.metric != "price" or sentence.tags[token] != "$":
        return None
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) != "I" or sentence.first_word(previous) not in ("at", "for"):
        return None
    place = sentence.left[previous]
    verb = sentence.verb_of(place)
    if verb is not None and sentence.tags[verb.at] == "g":  # "with X struggling at"
        place = sentence.left[place]
    if sentence.kind_at(place) != "N":
        return None
    good = token_arg(sentence, sentence.stop[place] - 1, place)
    context = sentence.context
    if good.mention < 0 or context.entity[good.mention] not in context.priced:
        return None
    words = span(sentence, sentence.first[previous], sentence.first[previous])
    return make(sentence, "price", good, "price", phrase, words=words)
