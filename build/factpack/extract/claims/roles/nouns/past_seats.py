"""Seats that an organisation has no more: "its former Leeds headquarters", "was based until"."""

from __future__ import annotations

from bisect import bisect_right

from factpack.extract.claims.roles.arguments.object_text import FORMER
from factpack.extract.claims.syntax.modality import PAST
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_ONCE = word_list("claims", "roles.nouns.past_seats.once")
_UNTIL = word_list("claims", "roles.nouns.past_seats.until")
_PAST = word_list("claims", "roles.nouns.past_seats.past")


def is_past_seat(sentence: Sentence, at: int) -> bool:
    """Whether the seat that the token `at` tells of is called a former one."""
    phrase = bisect_right(sentence.stop, at)
    first, words = sentence.first[phrase], sentence.words
    if sentence.kinds[phrase] == "N":
        owner = max((i for i in range(first, at) if sentence.tags[i] == "'"), default=first)
        if not FORMER.isdisjoint(words[owner:at]):
            return True
        if _was_subject_until(sentence, phrase):
            return True
        governor = sentence.left[phrase]
        return sentence.kind_at(governor) == "V" and _was_until(sentence, governor, phrase)
    verb = sentence.verb_of(phrase)
    if verb is None:
        return False
    before = [words[first - 1]] if first and sentence.tags[first - 1] == "R" else []
    if not _ONCE.isdisjoint([*before, *words[first:at]]) or (verb.chain and verb.hints & PAST):
        return True  # "formerly based in", "used to be based in"
    return _was_until(sentence, phrase, phrase)


def _was_subject_until(sentence: Sentence, phrase: int) -> bool:
    """Whether a past verb says of the seat that it ended: "its seat was in Leeds until 2010"."""
    verb_phrase = next((v for v in sentence.verbs if v > phrase), -1)
    if verb_phrase < 0 or sentence.verb_at(verb_phrase).subject != phrase:
        return False
    return _was_until(sentence, verb_phrase, verb_phrase)


def _was_until(sentence: Sentence, verb_phrase: int, phrase: int) -> bool:
    """Whether a past verb, and what stands around it, say that it ended: "was based until 2010"."""
    if _PAST.isdisjoint(sentence.words_of(verb_phrase)):
        return False
    subject = sentence.verb_at(verb_phrase).subject
    if sentence.kinds.startswith("IT,") and subject == 3 and sentence.first_word(0) in _UNTIL:
        return True
    for following in range(phrase + 1, sentence.size - 1):
        if sentence.kinds[following] not in "INTS":
            return False
        if sentence.first_word(following) in _UNTIL:
            return sentence.kinds[following] == "S" or sentence.kinds[following + 1] == "T"
    return False
