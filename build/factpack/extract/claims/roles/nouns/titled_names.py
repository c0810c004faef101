"""Posts that stand right before the name of who holds them: "Professor Jane Roe of Yale"."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.roles.arguments.object_text import text_of
from factpack.extract.claims.roles.arguments.owners import owner_of, possessor_of
from factpack.extract.claims.rules.loading import is_bearing
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.phrases.walks import past_complements
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import noun_types
from factpack.extract.languages.en.word_lists import word_list

_BELONGING = word_list("claims", "roles.nouns.titled_names.belonging")
_UNITS = word_list("claims", "roles.nouns.titled_names.units")
_TITLES = word_list("claims", "roles.nouns.titled_names.titles")
_HONORIFICS = word_list("claims", "roles.nouns.titled_names.honorifics")


def after_name(
    sentence: Sentence, phrase: int, wanted: frozenset[str], of_place: bool
) -> list[Arg]:
    """Acme in "Professor Jane Roe of Acme", "analysts Jane Roe and John Doe, of Acme".

    A place only after "of": "Mayor Jane Roe of Leeds", while one from Leeds is mayor anywhere;
    and where `of_place` says that "of" shows where the post is.
    """
    following = phrase + 1
    while (
        sentence.kind_at(following) in "C,"
        and sentence.kind_at(following + 1) == "N"
        and sentence.last_tag(following + 1) == "P"
    ):
        following += 2
    apart = sentence.kind_at(following) == ","
    if apart:
        following += 1
    if sentence.kind_at(following) != "I" or sentence.kind_at(following + 1) != "N":
        return []
    word = sentence.first_word(following)
    if word not in _BELONGING or (apart and not is_closed(sentence, following + 1)):
        return []
    if word == "from" and sentence.kind_at(sentence.left[phrase]) == "V":
        return []  # "hired manager Jane Roe from Acme": she has left it
    if apart and not is_long(sentence, following + 1):
        return []
    owner = owner_of_unit(sentence, following + 1)
    if owner is not None and not owner.types.isdisjoint(wanted):
        return [owner]
    return [
        arg
        for arg in args_of(sentence, following + 1)
        if arg.mention >= 0
        and not arg.types.isdisjoint(wanted)
        and ((of_place and word == "of") or "Place" not in arg.types)
    ]


def is_long(sentence: Sentence, phrase: int) -> bool:
    """Whether a name has several words: "Jane Roe, of Slidell," tells where she lives."""
    return " " in sentence.words[sentence.stop[phrase] - 1]


def is_closed(sentence: Sentence, phrase: int) -> bool:
    """Whether an insertion ends with a phrase, or with what "in" and "of" add to it."""
    return sentence.kind_at(past_complements(sentence, sentence.right[phrase])) in ",;V"


def titled_end(sentence: Sentence, phrase: int) -> bool:
    """Whether a phrase is the person, and titles or what they are: "Rear Admiral Jane Roe"."""
    if sentence.last_tag(phrase) != "P":
        return False
    for token in range(sentence.first[phrase], sentence.stop[phrase] - 1):
        if sentence.tags[token] not in "NA":
            return False
    last = sentence.words[sentence.stop[phrase] - 2]
    return is_bearing(last) or last in _TITLES or "Person" in noun_types(last)


def past_honorifics(sentence: Sentence, phrase: int, token: int) -> int:
    """The last honorific between a post and the person: "chairman Sir John Doe"; else the post."""
    last = token
    while sentence.words[last + 1] in _HONORIFICS and last + 2 < sentence.stop[phrase]:
        last += 1
    return last if sentence.tags[last + 1] == "P" else token


def unit_words(sentence: Sentence, phrase: int) -> tuple[int, int] | None:
    """The words of the part that a post is of, without the name that follows them.

    "Sales" in "head of sales Jane Roe"; None where nothing is left.
    """
    start, end = text_of(sentence, phrase)
    last = sentence.stop[phrase] - 1
    if sentence.tags[last] == "P":
        if last == sentence.first[phrase]:
            return None
        end = min(end, sentence.end[last - 1])
    return (start, end) if start < end else None


def owner_of_unit(sentence: Sentence, phrase: int) -> Arg | None:
    """Acme in "director at Acme’s Leeds office": whose part it is that a post is at."""
    last = sentence.stop[phrase] - 1
    if sentence.words[last] not in _UNITS:
        return None
    owner = possessor_of(sentence, phrase, last)
    return owner if owner is not None and owner.mention >= 0 else None


def shared_owner(sentence: Sentence, phrase: int) -> Arg | None:
    """Acme in "Acme guard Jane Roe and forward John Doe", for the second post."""
    previous = sentence.left[phrase]
    for _ in range(4):
        if (
            previous < 1
            or sentence.kinds[previous] not in "C,"
            or sentence.kinds[previous - 1] != "N"
        ):
            return None
        near = previous - 1
        last = sentence.stop[near] - 1
        if sentence.tags[last] != "P" or last == sentence.first[near]:
            return None
        if not is_bearing(sentence.words[last - 1]):
            return None
        owner = owner_of(sentence, near, last - 1)
        if owner is not None:
            return owner
        previous = sentence.left[near]
    return None


def is_titled(sentence: Sentence, phrase: int) -> bool:
    """Whether a phrase is a person and what they are: "the chair is playwright Jane Roe"."""
    length = sentence.stop[phrase] - sentence.first[phrase]
    return length > 1 and titled_end(sentence, phrase)


def people_up_to(sentence: Sentence, phrase: int) -> list[int]:
    """The people of a list that ends at `phrase`: "X and Y, both engineers at"."""
    found = [phrase]
    while phrase > 1 and sentence.kinds[phrase - 1] in "C," and sentence.tags_of(phrase - 2) == "P":
        phrase -= 2
        found.append(phrase)
    return found[::-1]
