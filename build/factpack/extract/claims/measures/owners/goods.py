"""What markets trade, as sentences go on about it: "the price fell", "X at $3 and Y at $4"."""

from __future__ import annotations

from bisect import bisect_right

from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.roles.arguments.arguments import token_arg
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words

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


def products_of(sentence: Sentence) -> list[Arg]:
    """The products that a sentence names, each once."""
    context = sentence.context
    found: dict[int, Arg] = {}
    for token, mention in enumerate(sentence.ref):
        if mention >= 0 and context.types[mention] == ONLY["Product"]:
            place = bisect_right(sentence.stop, token)
            found.setdefault(context.entity[mention], token_arg(sentence, token, place))
    return list(found.values())


def version_of(sentence: Sentence, phrase: int) -> Arg | None:
    """The product of which "the 16GB model" is one; None: the words are no version.

    It is the one that the sentence names, or else the one that the sentences before spoke of.
    """
    if sentence.last_word(phrase) not in load_words().versions:
        return None
    if sentence.first_tag(phrase) not in "DH" or sentence.stop[phrase] - sentence.first[phrase] < 3:
        return None
    products = products_of(sentence)
    product = sentence.context.product
    if products:
        product = products[0] if len(products) == 1 else None
    if product is None:
        return None
    first, last = sentence.first[phrase], sentence.stop[phrase] - 1
    start, end = sentence.start[first], sentence.end[last]
    return Arg(product.mention, start, end, phrase, product.types, True)


def version_scope(sentence: Sentence, arg: Arg) -> tuple[int, int] | None:
    """The words of a version that tell which one it is, None where the argument is no version."""
    if arg.phrase < 0 or sentence.last_word(arg.phrase) not in load_words().versions:
        return None
    first, last = sentence.first[arg.phrase] + 1, sentence.stop[arg.phrase] - 1
    return span(sentence, first, last)


def read_listed(sentence: Sentence, phrase: int, token: int, before: Number) -> Number | None:
    """The price in a list of them: "with X trading at $3 and Y at $4", after another price."""
    if before.metric != "price" or sentence.tags[token] != "$":
        return None
    previous = sentence.left[phrase]
    following = sentence.right[phrase]
    if sentence.kind_at(previous) == "C" and sentence.kind_at(sentence.left[previous]) == "N":
        beside = sentence.first[sentence.left[previous]]
        if sentence.literal[beside] == before.value and sentence.kind_at(following) in ",;":
            return before._replace(value=sentence.literal[token])  # "costs $3 and $4"
    if sentence.kind_at(previous) == "C" and sentence.kind_at(following) == "I":
        # "costs $3 for the small model and $4 for the large model"
        version = (
            version_of(sentence, following + 1) if sentence.kind_at(following + 1) == "N" else None
        )
        if version is None or sentence.first_word(following) != "for":
            return None
        scope = version_scope(sentence, version)
        return before._replace(value=sentence.literal[token], scope=scope)
    if sentence.kind_at(previous) != "I" or sentence.first_word(previous) not in ("at", "for"):
        return None
    place = sentence.left[previous]
    verb = sentence.verb_of(place)
    if verb is not None and sentence.tags[verb.at] == "g":  # "with X struggling at"
        place = sentence.left[place]
    if sentence.kind_at(place) != "N":
        return None
    version = version_of(sentence, place)
    if version is not None:
        return before._replace(
            subject=version, value=sentence.literal[token], scope=version_scope(sentence, version)
        )
    good = token_arg(sentence, sentence.stop[place] - 1, place)
    context = sentence.context
    if good.mention < 0 or context.entity[good.mention] not in context.priced:
        return None
    words = span(sentence, sentence.first[previous], sentence.first[previous])
    return make(sentence, "price", good, "price", phrase, words=words)
