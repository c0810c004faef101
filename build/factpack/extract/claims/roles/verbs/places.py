"""The place in a ranking that follows a verb: "ranks third among insurers"."""

from __future__ import annotations

import re

from factpack.extract.claims.syntax.neighbours import object_of
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_ORDINALS = word_list("claims", "roles.verbs.places.ordinals")
_IN = word_list("claims", "roles.verbs.places.in")
_NUMBERED = re.compile(r"\d{1,4}(?:st|nd|rd|th)")


def place_after(sentence: Sentence, phrase: int, *, bare: bool) -> tuple[int, int] | None:
    """The words of the place behind the verb, or behind whom it ranks; None: none there.

    The ordinal stands alone ("ranks third", "12th in the world"), or is that of a group of the
    best ("among the top ten employers"). In what the ranking is need be said unless `bare`.
    """
    verb = sentence.verb_at(phrase)
    ranked = -1 if verb.passive else object_of(sentence, phrase)
    at = ranked if ranked >= 0 and sentence.last_tag(ranked) in "EP" else phrase
    following = sentence.right[at]
    if following >= sentence.size:
        return None
    if sentence.preposition_at(following) == "among":
        group = sentence.right[following]
        if sentence.kind_at(group) != "N" or "top" not in sentence.words_of(group):
            return None
        return sentence.start[sentence.first[following]], sentence.end[sentence.stop[group] - 1]
    words = sentence.words_of(following)
    if len(words) != 1 or not (words[0] in _ORDINALS or _NUMBERED.fullmatch(words[0])):
        return None
    if sentence.kind_at(following + 1) == "C":
        return None  # "rank first and second": which is which, "respectively" tells
    last, near = following, following + 1
    while sentence.preposition_at(near) in _IN and sentence.kind_at(near + 1) == "N":
        last, near = near + 1, near + 2
    if sentence.preposition_at(near) == "to":
        return None  # "came first to Orrin"
    if last == following and not bare:
        return None
    return sentence.start[sentence.first[following]], sentence.end[sentence.stop[last] - 1]
