"""What the noun of a phrase beside a name says of its type: "X, a maker of engines", "X is a"."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import POSSESSIVE
from factpack.extract.names.entity_type import ORGANIZATION, PERSON, PLACE, PRODUCT
from factpack.extract.text.doc import Doc

_APPOSED = word_list("names", "types.phrases.apposed")
_SKIPPED = word_list("names", "types.phrases.skipped")
"""Words between a name and its verb, beside adverbs in -ly."""
_PHRASE_ENDS = word_list("names", "types.phrases.phrase_ends")
_NOUNS = lx.NOUN | lx.PLURAL | lx.ROLE_LOWER | lx.PERSON_NOUN | lx.ORG_NOUN | lx.PRODUCT_NOUN
_LIST_REACH = 12
"""Tokens of a list of names that is read back to what its names are."""
_NOUN_REACH = 9


def is_skipped(word: str) -> bool:
    """Whether a word may stand between a name and what is said of it."""
    return word in _SKIPPED or word.endswith("ly")


def predicate(flagged: Doc, at: int, votes: list[float]) -> None:
    """Add the weights of "was born", "was founded", "is currently a professor"."""
    lower, classes = flagged.lower, lx.lexicon().classes
    for _ in range(2):
        if at + 1 < len(lower) and is_skipped(lower[at]):
            at += 1
    if lower[at] in classes["person_passive"]:
        votes[PERSON] += 2
    elif lower[at] in classes["org_passive"]:
        votes[ORGANIZATION] += 2
    elif lower[at] in classes["product_passive"]:
        votes[PRODUCT] += 2
    else:
        apposition(flagged, at, votes, may_be_place=False)


def apposition(flagged: Doc, at: int, votes: list[float], *, may_be_place: bool) -> None:
    """Add the weights of "X, a maker of engines," or "X is an engineer".

    Args:
        flagged: the article.
        at: the token behind the comma or the verb.
        votes: what is added to.
        may_be_place: whether the name before may be that of a place in another.
    """
    lower, flags, cap, words = flagged.lower, flagged.flags, flagged.cap, flagged.words
    size = len(lower)
    if at >= size:
        return
    low = lower[at]
    if len(low) == 2 and low.isdigit() and lower[at + 1 : at + 2] == [","]:
        votes[PERSON] += 3  # "Jane Orr, 44, agreed"
    elif cap[at]:
        if at + 1 < size and words[at + 1] in POSSESSIVE:
            noun_phrase(flagged, at + 2, votes)  # "Orbit, Vela's browser,"
        elif flags[at] & (lx.ROLE | lx.ROLE_MOD):
            votes[PERSON] += 3
        elif flags[at] & lx.MAJOR_PLACE:
            # "Orrville, Ohio": what a state or country follows is a place.
            votes[PLACE] += 2.5 if may_be_place else 0
        elif low in lx.lexicon().classes["us_state"]:
            votes[PLACE] += 3
    elif flags[at] & (lx.ROLE_LOWER | lx.ROLE_MOD):
        votes[PERSON] += _post(flagged, at)
    elif low == "who":
        votes[PERSON] += 3
    elif low == "which":
        votes[PERSON] -= 1.5
        votes[ORGANIZATION] += 1
    elif low in _APPOSED:
        noun_phrase(flagged, at + 1, votes)


def _post(flagged: Doc, at: int) -> float:
    """The weight of a post behind a name for a person: "X, founder and chairman of Y"."""
    flags, cap = flagged.flags, flagged.cap
    for i in range(at, min(at + 5, len(flags))):
        if flags[i] & lx.ROLE_LOWER:
            # "for Vela, founder Jane Orr said": the next name's post.
            either = flagged.lower[i] in lx.lexicon().classes["either_noun"]
            return 0 if either or (i + 1 < len(flags) and cap[i + 1]) else 4
        if not flags[i] & lx.ROLE_MOD:
            break
    return 0


def noun_phrase(flagged: Doc, at: int, votes: list[float]) -> None:
    """Add the weights of the noun of a phrase whose determiner stands before token `at`."""
    lower, flags, cap = flagged.lower, flagged.flags, flagged.cap
    noun, word = 0, ""
    for i in range(at, min(at + _NOUN_REACH, len(lower))):
        if lower[i] in _PHRASE_ENDS or (flags[i] & lx.FUNCTION and not flags[i] & lx.COMMON):
            break
        if cap[i]:
            if flags[i] & (lx.ROLE | lx.ROLE_MOD):
                votes[PERSON] += 3  # "the President of Vela"
                return
        elif noun and lower[i + 1 : i + 2] == ["by"]:
            break  # "a service run by Vela"
        elif flags[i] & _NOUNS:
            noun, word = flags[i], lower[i]
    if noun & (lx.ROLE_LOWER | lx.PERSON_NOUN):
        votes[PERSON] += 0 if word in lx.lexicon().classes["either_noun"] else 4
    elif noun & lx.ORG_NOUN:
        votes[ORGANIZATION] += 3
    elif noun & lx.PRODUCT_NOUN:
        votes[PRODUCT] += 3
    elif noun & lx.PLACE_WORD:
        votes[PLACE] += 3


def example(flagged: Doc, before: int, votes: list[float]) -> None:
    """Add the weights of "companies such as X, Y and Z"; looks back over the names of the list."""
    lower, flags, cap = flagged.lower, flagged.flags, flagged.cap
    i = before
    limit = max(0, before - _LIST_REACH)
    while i > limit and (cap[i] or lower[i] in (",", "and", "or", "the")):
        i -= 1
    if lower[i] == "as" and i and lower[i - 1] == "such":
        i -= 1
    elif lower[i] not in ("like", "including"):
        return
    i -= 1
    if i >= 0 and lower[i] == ",":
        i -= 1
    if i < 0 or not flags[i] & lx.PLURAL:
        return
    singular = _singular(lower[i])
    if singular & (lx.ROLE_LOWER | lx.PERSON_NOUN):
        if lower[i].removesuffix("s") not in lx.lexicon().classes["either_noun"]:
            votes[PERSON] += 2.5
    elif singular & lx.ORG_NOUN:
        votes[ORGANIZATION] += 2.5
    elif singular & lx.PRODUCT_NOUN:
        votes[PRODUCT] += 2.5


def _singular(plural: str) -> int:
    """Flags of the singular of a regular plural."""
    get = lx.lexicon().flags.get
    if plural.endswith("ies"):
        return get(plural[:-3] + "y", 0)
    return get(plural[:-1], 0) | get(plural[:-2], 0) & (lx.ORG_NOUN | lx.PERSON_NOUN)


def has_post_ahead(flagged: Doc, at: int) -> bool:
    """Whether a post in lower case follows within four words: "'s chief executive"."""
    flags, cap = flagged.flags, flagged.cap
    for i in range(at, min(at + 4, len(flags))):
        if cap[i]:
            return bool(flags[i] & lx.ROLE)
        if flags[i] & lx.ROLE_LOWER:
            return True
        if not flags[i] & (lx.NOUN | lx.ADJECTIVE | lx.ROLE_MOD):
            return False
    return False
