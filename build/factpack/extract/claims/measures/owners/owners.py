"""Whose a metric is, and to which part of it the words limit it.

"Acme's sales", "sales at Acme", "Acme reported sales of" and "Acme, with sales of". Where the words
name an owner of another sort, nobody else is.
"""

from __future__ import annotations

from typing import NamedTuple

from factpack.extract.claims.measures.links import behind
from factpack.extract.claims.measures.metrics import metric_of
from factpack.extract.claims.measures.number import span
from factpack.extract.claims.roles.arguments.arguments import arg_of, token_arg
from factpack.extract.claims.roles.arguments.owners import possessor_of
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.phrases.walks import chain_head, previous_verb
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list

THING = frozenset(("Organization", "Product"))
_OTHERS = word_list("claims", "measures.owners.owners.others")
_OWNING = word_list("claims", "measures.owners.owners.owning")


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


def owner_of(sentence: Sentence, phrase: int, first: int) -> Owner:
    """Whose the metric is whose name begins at token `first` of a phrase, or before it."""
    first = max(first, sentence.first[phrase])
    scope = limits(sentence, phrase, first)
    own = _possessor(sentence, phrase, first)
    if own is not None:
        fits = not own.types.isdisjoint(THING)
        return Owner(own if fits else None, not fits, scope or _limit_after(sentence, phrase))
    for token in range(first - 1, sentence.first[phrase] - 1, -1):
        tag = sentence.tags[token]
        if tag == "P":
            return Owner(None, True, scope)
        if tag == "E":
            if token == sentence.first[phrase] and _is_listed(sentence, phrase):
                return Owner(None, True, scope)  # "Acme and Beta sales fell 3% and 5%"
            arg = token_arg(sentence, token, phrase)
            if not arg.types.isdisjoint(THING):
                scope = limits(sentence, phrase, first, token + 1)
                return Owner(arg, False, scope or _limit_after(sentence, phrase))
            if "Place" not in arg.types:
                return Owner(None, True, scope)
    return _after(sentence, phrase, scope)


def _is_listed(sentence: Sentence, phrase: int) -> bool:
    """Whether the name that opens a phrase is the last of several: "Acme and Beta sales"."""
    joining = sentence.left[phrase]
    if sentence.kind_at(joining) != "C" or sentence.first_word(joining) != "and":
        return False
    other = sentence.left[joining]
    return (
        sentence.kind_at(other) == "N"
        and sentence.last_tag(other) == "E"
        and ("V" not in sentence.kinds[:other] or sentence.kind_at(sentence.left[other]) in ",;")
    )


def _possessor(sentence: Sentence, phrase: int, before: int) -> Arg | None:
    """The possessor in the phrase, "the company" with its article."""
    own = possessor_of(sentence, phrase, before) or _before_time(sentence, phrase)
    if own is None or own.mention >= 0 or not own.named:
        return own
    for token in range(sentence.first[phrase] + 1, before):
        if sentence.end[token] == own.end and sentence.tags[token - 1] == "D":
            return Arg(-1, sentence.start[token - 1], own.end, phrase, own.types, True)
    return own


def _before_time(sentence: Sentence, phrase: int) -> Arg | None:
    """The possessor before a time: X in "X's third-quarter revenue" and "its 2018 sales"."""
    time = sentence.left[phrase]
    if sentence.kind_at(time) != "T":
        return None
    near = sentence.left[time]
    if sentence.kind_at(near) == "'" and sentence.kind_at(near - 1) == "N":
        return token_arg(sentence, sentence.stop[near - 1] - 1, near - 1)
    if sentence.kind_at(near) == "N" and sentence.tags_of(near) == "H":
        return possessor_of(sentence, near, sentence.stop[near])
    return None


def _after(sentence: Sentence, phrase: int, scope: tuple[int, int] | None) -> Owner:
    """The owner behind the noun: "sales at Acme", "shares of the company"."""
    place = sentence.right[phrase]
    for _ in range(3):
        word, noun = behind(sentence, place)
        if word not in _OWNING:
            break
        if not set(sentence.tags_of(noun)).isdisjoint("$#%"):
            break
        other = arg_of(sentence, noun)
        if "Place" in other.types:
            if sentence.kind_at(sentence.right[noun]) != "C":
                scope = scope or (other.start, other.end)
        elif other.mention >= 0:
            fits = not other.types.isdisjoint(THING)
            return Owner(other if fits else None, not fits, scope)
        elif word == "of" and "E" in sentence.tags_of(noun)[:-1]:
            return _before_plural(sentence, noun) or Owner(None, False, scope)
        elif sentence.last_word(noun) not in load_words().times:
            if sentence.last_word(noun) in _OTHERS:
                return Owner(None, True, scope)  # "sales of its rivals"
            begin, stop = sentence.first[noun], sentence.stop[noun]
            scope = scope or span(sentence, begin, stop - 1)
            own = _possessor(sentence, noun, stop - 1)
            if own is not None:  # "sales at its pump unit"
                fits = not own.types.isdisjoint(THING)
                return Owner(own if fits else None, not fits, scope)
        place = sentence.right[noun]
    return Owner(None, False, scope)


def _before_plural(sentence: Sentence, noun: int) -> Owner | None:
    """Acme, limited to its cars, in "sales of Acme cars"; None: no such name, or no plural."""
    last = sentence.stop[noun] - 1
    name = max(at for at in range(sentence.first[noun], last) if sentence.tags[at] == "E")
    arg = token_arg(sentence, name, noun)
    plural = sentence.words[last].endswith("s") and sentence.tags[last] == "N"
    if metric_of(sentence, noun, "$") is not None:  # "sales of Acme shares"
        return None
    if not plural or arg.mention < 0 or arg.types.isdisjoint(THING):
        return None
    return Owner(arg, False, span(sentence, name + 1, last))


def _limit_after(sentence: Sentence, phrase: int) -> tuple[int, int] | None:
    """What "its sales in India" and "its share of the pump market" are limited to."""
    word, noun = behind(sentence, sentence.right[phrase])
    if noun < 0 or not set(sentence.tags_of(noun)).isdisjoint("$#%"):
        return None
    other = arg_of(sentence, noun)
    if word == "in" and "Place" in other.types:
        # "In Leeds and in towns around it" is more than Leeds.
        goes_on = sentence.kind_at(sentence.right[noun]) == "C"
        return None if goes_on else (other.start, other.end)
    if word == "of" and other.mention < 0 and sentence.last_word(noun) not in load_words().times:
        return span(sentence, sentence.first[noun], sentence.stop[noun] - 1)
    return None


def limits(sentence: Sentence, phrase: int, first: int, begin: int = -1) -> tuple[int, int] | None:
    """The words before token `first` that limit a metric to a part: "cloud" in "cloud revenue"."""
    plain = load_words().plain
    at = first
    for token in range(first - 1, max(sentence.first[phrase], begin) - 1, -1):
        if sentence.tags[token] not in "NAEpg" or sentence.words[token] in plain:
            break
        at = token
    return (sentence.start[at], sentence.end[first - 1]) if at < first else None


def actor_of(sentence: Sentence, verb: int, wanted: str = "") -> Arg | None:
    """The one organisation or product that does what the verb says; None: nobody, or several.

    `wanted` is the entity type that it may be of, empty: either.
    """
    if verb < 0 or sentence.verb_at(verb).passive:
        return None
    found = only_thing(in_role(sentence, verb, "agent"))
    return found if found is not None and (not wanted or wanted in found.types) else None


def unit_owner(sentence: Sentence, verb: int) -> Owner | None:
    """The organisation whose part does what the verb says: "X's pump division lost $3".

    None where the subject is no part; the scope is then the part.
    """
    place = sentence.verb_at(verb).subject
    if place < 0 or sentence.last_word(place) not in load_words().unit_nouns:
        return None
    last = sentence.stop[place] - 1
    own = _possessor(sentence, place, last)
    if own is None or "Organization" not in own.types or arg_of(sentence, place).mention >= 0:
        return None
    first = last
    while first > sentence.first[place] and sentence.tags[first - 1] in "NA":
        first -= 1
    return Owner(own, False, (sentence.start[first], sentence.end[last]))


def only_thing(found: list[Arg]) -> Arg | None:
    """The one organisation or product of a role, None where there is none, or several."""
    if len(found) != 1 or found[0].types.isdisjoint(THING):
        return None
    return found[0]


def with_owner(sentence: Sentence, phrase: int) -> Arg | None:
    """X in "X, with its 300 employees, …", "a bank with 300 employees" and "With 300 staff, X"."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) != "with":
        return None
    place = sentence.left[previous]
    if place < 0:
        verb = sentence.verb_of(sentence.next_verb(phrase))
        subject = verb.subject if verb is not None else -1
        if "," not in sentence.kinds[phrase : max(subject, phrase)]:
            return None
        arg = arg_of(sentence, subject)
        return arg if "Organization" in arg.types else None
    if sentence.kind_at(place) == "N":
        place = chain_head(sentence, place)  # "the largest bank in Leeds with": the bank
        arg = arg_of(sentence, place)
        indefinite = sentence.first_word(place) in ("a", "an") and sentence.left[place] < 0
        return arg if "Organization" in arg.types and (arg.mention >= 0 or indefinite) else None
    if sentence.kind_at(place) != ",":
        return None
    near = sentence.left[place]
    head = chain_head(sentence, near) if sentence.kind_at(near) == "N" else -1
    own = arg_of(sentence, head) if head >= 0 else None
    if own is None or own.mention < 0 or own.types.isdisjoint(THING):
        own = actor_of(sentence, previous_verb(sentence, phrase))
    return own if own is not None and own.mention >= 0 else None
