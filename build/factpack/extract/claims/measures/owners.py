"""Whose a metric is, and to which part of it the words limit it.

"Acme's sales", "sales at Acme", "Acme reported sales of", "Acme, with sales of", and a bare "Sales
rose" after a sentence about Acme. Where the words name an owner of another sort, nobody else is.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from factpack.extract.claims.roles.arguments import arg_of, token_arg
from factpack.extract.claims.roles.owners import possessor_of
from factpack.extract.claims.roles.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.subjects import previous_verb
from factpack.extract.languages.en.measure_words import load_words

THING: Final = frozenset(("Organization", "Product"))
_OWNING: Final = frozenset(("of", "at", "in", "for"))
_TOPIC_REACH: Final = 400
"""Characters after which an organisation is no longer what a bare "Sales rose" is about."""
_BARE: Final = frozenset("NATDR")


class Owner(NamedTuple):
    """What the noun phrase of a metric says.

    Attributes:
        arg: whose it is, None where the phrase does not say.
        blocked: whether it is said to be that of something else, so that nobody may be guessed.
        scope: span of the words that limit it to a part, None where nothing does.
    """

    arg: Arg | None
    blocked: bool
    scope: tuple[int, int] | None


def owner_of(sentence: Sentence, phrase: int, first: int, last: int) -> Owner:
    """Whose the metric is that units `first` to `last` of phrase `phrase` name."""
    scope = limits(sentence, phrase, first)
    own = _possessor(sentence, phrase, first)
    if own is not None:
        fits = not own.types.isdisjoint(THING)
        return Owner(own if fits else None, not fits, scope or _place_after(sentence, phrase, last))
    for token in range(first - 1, sentence.first[phrase] - 1, -1):
        tag = sentence.tags[token]
        if tag == "P":
            return Owner(None, True, scope)
        if tag == "E":
            arg = token_arg(sentence, token, phrase)
            if not arg.types.isdisjoint(THING):
                return Owner(
                    arg,
                    False,
                    limits(sentence, phrase, first, token + 1)
                    or _place_after(sentence, phrase, last),
                )
            if "Place" not in arg.types:
                return Owner(None, True, scope)
    return _after(sentence, phrase, last, scope)


def _possessor(sentence: Sentence, phrase: int, before: int) -> Arg | None:
    """The possessor in the phrase, "the company" with its article."""
    own = possessor_of(sentence, phrase, before)
    if own is None or own.mention >= 0 or not own.named:
        return own
    token = next(
        (
            token
            for token in range(sentence.first[phrase], before)
            if sentence.end[token] == own.end
        ),
        -1,
    )
    if token > sentence.first[phrase] and sentence.tags[token - 1] == "D":
        return Arg(-1, sentence.start[token - 1], own.end, phrase, own.types, True)
    return own


def _after(sentence: Sentence, phrase: int, last: int, scope: tuple[int, int] | None) -> Owner:
    """The owner behind the noun: "sales at Acme", "shares of the company"."""
    place = _behind(sentence, phrase, last)
    for _ in range(3):
        if (
            place + 1 >= sentence.size
            or sentence.kinds[place] != "I"
            or sentence.kinds[place + 1] != "N"
        ):
            break
        word = sentence.words[sentence.first[place]]
        if word not in _OWNING:
            break
        other = arg_of(sentence, place + 1)
        if "Place" in other.types:
            scope = scope or (other.start, other.end)
        elif other.mention >= 0:
            fits = not other.types.isdisjoint(THING)
            return Owner(other if fits else None, not fits, scope)
        elif (
            word != "in"
            and not other.types.isdisjoint(THING)
            and sentence.tags[sentence.first[place + 1]] == "D"
        ):
            return Owner(other, False, scope)
        elif not set(
            sentence.tags[sentence.first[place + 1] : sentence.stop[place + 1]]
        ).isdisjoint("$#%"):
            break
        elif word in ("of", "for"):
            scope = scope or (
                sentence.start[sentence.first[place + 1]],
                sentence.end[sentence.stop[place + 1] - 1],
            )
        else:
            return Owner(None, True, scope)
        place = sentence.right[place + 1]
    return Owner(None, False, scope)


def _behind(sentence: Sentence, phrase: int, last: int) -> int:
    """The phrase behind the words of a metric, which may go on ("assets under management")."""
    place = sentence.right[phrase]
    while place < sentence.size and sentence.first[place] <= last:
        place = sentence.right[place]
    return place


def _place_after(sentence: Sentence, phrase: int, last: int) -> tuple[int, int] | None:
    """The place that "sales in India" is limited to."""
    place = _behind(sentence, phrase, last)
    if (
        place + 1 >= sentence.size
        or sentence.kinds[place] != "I"
        or sentence.kinds[place + 1] != "N"
    ):
        return None
    if sentence.words[sentence.first[place]] != "in":
        return None
    other = arg_of(sentence, place + 1)
    return (other.start, other.end) if "Place" in other.types else None


def limits(sentence: Sentence, phrase: int, first: int, begin: int = -1) -> tuple[int, int] | None:
    """The words before unit `first` that limit a metric to a part: "cloud" in "cloud revenue"."""
    plain = load_words().plain
    at = first
    for token in range(first - 1, max(sentence.first[phrase], begin) - 1, -1):
        if sentence.tags[token] not in "NAEpg" or sentence.words[token] in plain:
            break
        at = token
    return (sentence.start[at], sentence.end[first - 1]) if at < first else None


def actor_of(sentence: Sentence, verb: int) -> Arg | None:
    """The one organisation or product that does what the verb says; None: nobody, or several."""
    if verb < 0 or sentence.verb_at(verb).passive:
        return None
    found = in_role(sentence, verb, "A")
    if len(found) != 1 or found[0].types.isdisjoint(THING):
        return None
    return found[0]


def with_owner(sentence: Sentence, phrase: int) -> Arg | None:
    """X in "X, with its 300 employees, …", "a bank with a staff of 300" and "With 300 staff, X"."""
    previous = sentence.left[phrase]
    if (
        previous < 0
        or sentence.kinds[previous] != "I"
        or sentence.words[sentence.first[previous]] != "with"
    ):
        return None
    place = sentence.left[previous]
    if place < 0:
        group, comma = sentence.next_verb(phrase), sentence.right[phrase]
        if group < 0 or comma >= sentence.size or sentence.kinds[comma] != ",":
            return None
        place = sentence.verb_at(group).subject
        return (
            arg_of(sentence, place)
            if place > phrase and "Organization" in arg_of(sentence, place).types
            else None
        )
    if sentence.kinds[place] == ",":
        near = sentence.left[place]
        if near >= 0 and sentence.kinds[near] == "N":
            arg = arg_of(sentence, near)
            if arg.mention >= 0 and not arg.types.isdisjoint(THING):
                return arg
        arg2 = actor_of(sentence, previous_verb(sentence, phrase))
        return arg2 if arg2 is not None and arg2.mention >= 0 else None
    if sentence.kinds[place] == "N":
        arg = arg_of(sentence, place)
        indefinite = (
            sentence.words[sentence.first[place]] in ("a", "an") and sentence.left[place] < 0
        )
        if arg.types & ONLY["Organization"] and (arg.mention >= 0 or indefinite):
            return arg
    return None


def topic_of(sentence: Sentence, phrase: int) -> Arg | None:
    """Whose "Net profit was" is, where a sentence begins so: that of the sentences before."""
    topic = sentence.context.topic
    if topic is None or not _opens(sentence, phrase):
        return None
    if _BARE.isdisjoint(sentence.tags[sentence.first[phrase] : sentence.stop[phrase]]):
        return None
    return topic if 0 <= sentence.start[0] - topic.end < _TOPIC_REACH else None


def _opens(sentence: Sentence, phrase: int) -> bool:
    """Whether nothing but a time stands before the phrase, or it begins a second clause."""
    before = sentence.kinds[:phrase]
    return not before.strip("TIR,")
