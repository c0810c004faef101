"""What markets trade, as sentences go on about it: "the price fell", "X at $3 and Y at $4"."""

from __future__ import annotations

from bisect import bisect_right

from factpack.extract.claims.measures.links import behind
from factpack.extract.claims.measures.number import Number, make, span, value_in
from factpack.extract.claims.roles.arguments.arguments import token_arg
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words

_REACH = 600
"""Characters after which a thing is no longer what "the price" is of."""


def good_before(sentence: Sentence, phrase: int) -> Arg | None:
    """The one thing traded that the phrases before `phrase` name; None: none, or several."""
    context = sentence.context
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
    good = good_before(sentence, phrase) or sentence.context.good
    near = good is not None and sentence.start[0] - good.end < _REACH
    return good if near else None


def products_of(sentence: Sentence) -> list[Arg]:
    """The products that a sentence names, each once."""
    context = sentence.context
    found: dict[int, Arg] = {}
    if context.products.isdisjoint(sentence.ref):
        return []
    for token, mention in enumerate(sentence.ref):
        if mention in context.products:
            place = bisect_right(sentence.stop, token)
            found.setdefault(context.entity[mention], token_arg(sentence, token, place))
    return list(found.values())


def version_of(sentence: Sentence, phrase: int) -> tuple[Arg, tuple[int, int]] | None:
    """The product of which "the 16GB model" is one, and the words that tell which.

    None where the words are no version, or where the sentences before spoke of no single product.
    """
    product, scope = sentence.context.product, _which(sentence, phrase)
    if scope is None or product is None:
        return None
    start = sentence.start[sentence.first[phrase]]
    return Arg(product.mention, start, scope[1], phrase, product.types, True), scope


def _which(sentence: Sentence, phrase: int) -> tuple[int, int] | None:
    """The words that tell which version a phrase speaks of, None where it speaks of none."""
    if sentence.kind_at(phrase) != "N" or sentence.last_word(phrase) not in load_words().versions:
        return None
    first, last = sentence.first[phrase], sentence.stop[phrase] - 1
    return span(sentence, min(first + 1, last), last)


def read_listed(sentence: Sentence, phrase: int, token: int, before: Number) -> Number | None:
    """The price in a list of them: "costs $3 and $4", "with X trading at $3 and Y at $4"."""
    if before.metric != "price" or sentence.tags[token] != "$":
        return None
    previous, value = sentence.left[phrase], sentence.literal[token]
    if sentence.kind_at(previous) in "C,":
        beside, (word, noun) = sentence.left[previous], behind(sentence, sentence.right[phrase])
        if sentence.kind_at(beside) == ",":
            beside = sentence.left[beside]
        if _which(sentence, beside) is not None:  # "$3 for the small model and $4 for the large"
            beside = sentence.left[sentence.left[beside]]
        if sentence.kind_at(beside) != "N" or value_in(sentence, beside) != before.value:
            return None
        scope = _which(sentence, noun) if word == "for" else None
        if scope is None and sentence.kind_at(previous) == ",":
            return None
        return before._replace(value=value, scope=scope or before.scope)
    if sentence.preposition_at(previous) not in ("at", "for"):
        return None
    place = sentence.left[previous]
    verb = sentence.verb_of(place)
    if verb is not None and sentence.tags[verb.at] == "g":  # "with X struggling at"
        place = sentence.left[place]
    if sentence.kind_at(place) != "N":
        return None
    version = version_of(sentence, place)
    if version is not None:
        return before._replace(subject=version[0], value=value, scope=version[1])
    good, context = token_arg(sentence, sentence.stop[place] - 1, place), sentence.context
    if good.mention < 0 or context.entity[good.mention] not in context.priced:
        return None
    words = sentence.span(sentence.first[previous])
    return make(sentence, "price", good, "price", phrase, words=words)
