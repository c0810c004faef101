"""What the words right before and after a mention say of its type."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import POSSESSIVE
from factpack.extract.names.entity_type import ORGANIZATION, PERSON, PLACE, PRODUCT
from factpack.extract.names.name import Name
from factpack.extract.names.types import phrases
from factpack.extract.names.types.form import is_strange, is_well_known
from factpack.extract.names.types.founders import is_founder
from factpack.extract.text.doc import Doc

_COPULA = word_list("names", "types.surroundings.copula")
FAMILY = word_list("names", "types.surroundings.family")
_EDITIONS = word_list("names", "types.surroundings.editions")
_MAKES = word_list("names", "types.surroundings.makes")
"""Verbs whose object is a product."""
_MODALS = word_list("names", "types.surroundings.modals")
_ROLLED = word_list("names", "types.surroundings.rolled")
_SITES = word_list("names", "types.surroundings.sites")
_LOCATED = word_list("names", "types.surroundings.located")
_PARTS = word_list("names", "types.surroundings.parts")
"""Nouns whose "of" leads to an organisation."""
_PORTFOLIO_HOLDERS = word_list("names", "types.surroundings.portfolio_holders")
_TRADES = word_list("names", "types.surroundings.trades")
_WORK = word_list("names", "types.surroundings.work")
_BRACKET_REACH = 25
"""Tokens of a bracket that is skipped."""


def of_surroundings(name: Name, flagged: Doc, votes: list[float]) -> None:
    """Add the weights that the words around one mention give."""
    if name.honorific:
        votes[PERSON] += 8
    elif name.role_before:
        votes[PERSON] += 4
    # What a country's or town's officials say is no evidence of an organisation.
    employs = not flagged.flags[name.first] & lx.PLACE
    employs = employs and not _describes_post(name, flagged)
    if name.role_after and employs:
        votes[ORGANIZATION] += 4
    if name.first:
        _before(name, flagged, votes)
    if is_founder(name, flagged):
        votes[PERSON] += 2
    if _is_of_family(name, flagged):
        votes[PERSON] += 4
    at = name.last + 1
    lower = flagged.lower
    if at < len(lower) and lower[at] == "(":
        # "Jane Orr (born 1970) is an engineer": read on after the bracket.
        bracket = lower[at : at + _BRACKET_REACH]
        at = at + bracket.index(")") + 1 if ")" in bracket else len(lower)
    if at < len(lower):
        _after(name, at, flagged, votes, employs=employs)


def _after(name: Name, at: int, flagged: Doc, votes: list[float], *, employs: bool) -> None:
    """Add the weights of what stands behind a mention, from token `at` on."""
    lower, size = flagged.lower, len(flagged.lower)
    if flagged.words[at] in POSSESSIVE:
        if lower[at + 1 : at + 2] and lower[at + 1] in lx.lexicon().classes["person_possessed"]:
            votes[PERSON] += 2
        if employs and phrases.has_post_ahead(flagged, at + 1):
            votes[ORGANIZATION] += 3
        elif flagged.cap[at + 1 : at + 3] == [True, True] and flagged.flags[at + 1] & lx.GIVEN:
            votes[ORGANIZATION] += 2  # "Vela's Jane Orr"
        votes[PERSON] += 0.2
        votes[ORGANIZATION] += 0.3
    elif lower[at] == "-":
        if lower[at + 1 : at + 2] in (["based"], ["headquartered"]):
            votes[PLACE] += 5
    elif lower[at] == ",":
        place = not flagged.flags[name.last] & (lx.ORG_WORD | lx.LEGAL)
        phrases.apposition(flagged, at + 1, votes, may_be_place=place)
    else:
        for _ in range(3):
            if at + 1 < size and phrases.is_skipped(lower[at]):
                at += 1
        if not flagged.cap[at]:
            _verb_or_noun(name, at, flagged, votes)
        elif employs and flagged.flags[at] & lx.ROLE:
            votes[ORGANIZATION] += 3


def _verb_or_noun(name: Name, at: int, flagged: Doc, votes: list[float]) -> None:
    """Add the weights of the verb whose subject a mention is, or the noun that it describes."""
    lower, flags, classes = flagged.lower, flagged.flags, lx.lexicon().classes
    low, flag = lower[at], flags[at]
    after = lower[at + 1 : at + 2]
    if flag & (lx.PAST | lx.THIRD) and after == ["its"]:
        votes[PERSON] -= 1  # "Vela lost its finance chief": a person has no "its".
    if flag & (lx.NOUN | lx.ADJECTIVE) and phrases.has_post_ahead(flagged, at):
        votes[ORGANIZATION] += 0 if _describes_post(name, flagged) else 2.5
    if flag & lx.PRODUCT_NOUN:
        votes[PRODUCT] += 0.3 if low.endswith("s") else 2
    if low in _MODALS and after in (["be"], ["become"]) and at + 2 < len(lower):
        phrases.predicate(flagged, at + 2, votes)
    elif low in _COPULA and after:
        phrases.predicate(flagged, at + 1, votes)
    elif flags[name.first] & lx.PLACE and flag & lx.ORG_NOUN:
        votes[PLACE] += 2  # "the Boston company"
    elif low in classes["speech_verb"]:
        votes[PERSON] += 0.4
        votes[ORGANIZATION] += 0.4
    elif low in classes["person_verb"]:
        if not (low in _WORK and after == ["with"]):
            votes[PERSON] += 1.5  # companies work with one another, people at one
    elif low in classes["org_verb"]:
        votes[ORGANIZATION] += 1.5
    elif low == "where":
        votes[PLACE] += 1


def _describes_post(name: Name, flagged: Doc) -> bool:
    """Whether a word before a trade may say what sort of trade it is: "the Lead author"."""
    flag = flagged.flags[name.first]
    if name.first != name.last or not flag & lx.COMMON:
        return False
    if _TRADES.isdisjoint(flagged.lower[name.last + 1 : name.last + 3]):
        return False
    return not is_well_known(flagged.text[name.start : name.end])


def _is_of_family(name: Name, flagged: Doc) -> bool:
    """Whether a name is that of one of a family: "Ada Orrin, one of the Orrin sisters"."""
    after = flagged.lower[name.last + 1 : name.last + 7]
    return (
        len(after) == 6
        and after[0] in (",", "(")
        and after[1:4] == ["one", "of", "the"]
        and after[4] == flagged.lower[name.last]
        and after[5] in FAMILY
    )


def _before(name: Name, flagged: Doc, votes: list[float]) -> None:
    """Add the weights of the words before a mention."""
    lower, flags, cap, words = flagged.lower, flagged.flags, flagged.cap, flagged.words
    classes = lx.lexicon().classes
    before = name.first - 1
    low, flag = lower[before], flags[before]
    further, further_flag = (lower[before - 1], flags[before - 1]) if before else ("", 0)
    opens = not before or words[before - 1] in ".!?:"  # "Author Xarl Zentrin left"
    if flag & (lx.ROLE_LOWER | lx.PERSON_NOUN) and (opens or not cap[before]):
        if low not in classes["either_noun"]:
            votes[PERSON] += 4 if flag & lx.ROLE_LOWER else 2.5
        return
    if flag & lx.ORG_NOUN and not cap[before]:
        votes[ORGANIZATION] += 2
    elif flag & lx.PRODUCT_NOUN and not cap[before]:
        votes[PRODUCT] += 2
    if low in ("as", "like", "including", ",", "and", "or"):
        if low == ",":
            _before_comma(name, flagged, votes)
        phrases.example(flagged, before, votes)
    elif low in _COPULA:
        if further_flag & lx.ROLE_LOWER:
            votes[PERSON] += 3  # "its chief executive is Jane Orr"
    elif low == "in":
        if further in classes["stake_noun"]:
            votes[ORGANIZATION] += 3
        else:
            votes[PLACE] += 0.7
            votes[PLACE] += 4 if further in _LOCATED else 1.5 if further in _SITES else 0
    elif low == "at":
        votes[ORGANIZATION] += 0.3
        if further_flag & lx.ROLE_LOWER:
            votes[ORGANIZATION] += 3
    elif low in ("of", "for"):
        if low == "for" and further in _PORTFOLIO_HOLDERS:
            return  # "the Secretary for Rural Transport" has a portfolio
        if further_flag & lx.ROLE_LOWER:
            # "an adviser for Asia": whole countries and continents have such posts as well.
            votes[PLACE if flags[name.first] & lx.COUNTRY else ORGANIZATION] += 4
        elif further in _EDITIONS:
            votes[PRODUCT] += 2
        elif further in _PARTS:
            votes[ORGANIZATION] += 3
    elif low in classes["joined_verb"]:
        votes[ORGANIZATION] += 2
    elif low in classes["launch_verb"] or (low == "out" and further in _ROLLED):
        votes[PRODUCT] += 2
    elif low in _MAKES:
        votes[PRODUCT] += 1.5
    elif low in ("a", "an", "the", "its", "their", "new"):
        _determined(name, flagged, votes)
    elif low in ("with", "by", "against"):
        # What has capitals all over is one of an organisation's acronyms, or of anything else.
        votes[ORGANIZATION] += 0.3 if words[name.first].isupper() else 0.5
    elif words[before] in POSSESSIVE:
        # People come with two names, "Vela's Jane Orr"; "Vela's Orbit" is a thing.
        thing = name.first == name.last or not is_strange(name.first, flagged)
        if thing and not further_flag & (lx.COUNTRY | lx.MAJOR_PLACE):
            votes[PRODUCT] += 0.8
    elif low in ("near", "from", "throughout", "across"):
        votes[PLACE] += 0.8


def _before_comma(name: Name, flagged: Doc, votes: list[float]) -> None:
    """Add the weights of what a comma parts from a mention behind it."""
    lower = flagged.lower
    noun = flagged.flags[name.first - 2] if name.first > 1 else 0
    if lower[name.first] in lx.lexicon().classes["us_state"]:
        votes[PLACE] += 3
    elif noun & lx.MAJOR_PLACE:
        if lower[name.last + 1 : name.last + 2] in ([","], ["."], [")"]):
            votes[PLACE] += 1.5  # "London, Middlesex,"
    if noun and not flagged.cap[name.first - 2]:
        # "the chief executive, Jane Orr,"
        if noun & (lx.ROLE_LOWER | lx.PERSON_NOUN):
            votes[PERSON] += 2.5
        elif noun & lx.ORG_NOUN:
            votes[ORGANIZATION] += 1.5
        elif noun & lx.PRODUCT_NOUN:
            votes[PRODUCT] += 2


def _determined(name: Name, flagged: Doc, votes: list[float]) -> None:
    """Add the weights of an article or "its" before a mention that no noun follows."""
    lower, flags, word = flagged.lower, flagged.flags, flagged.words[name.last]
    after = name.last + 1
    if after < len(lower) and not flagged.cap[after]:
        noun = flags[after] & (lx.NOUN | lx.PLURAL | lx.ADJECTIVE)
        if noun and not flags[after] & (lx.FUNCTION | lx.THIRD | lx.PAST):
            return  # "a Vela plant": the article belongs to the noun.
    if name.first > 1 and lower[name.first - 2] in lx.lexicon().classes["launch_verb"]:
        votes[PRODUCT] += 3
    elif lower[name.first - 1] == "the":
        votes[PERSON] -= 1.5
        if name.first == name.last and not word.isupper() and word[-1] != "s":
            votes[PRODUCT] += 0.8
    else:
        votes[PRODUCT] += 1.5
        votes[PERSON] -= 2


def are_joined(one: Name, other: Name, flagged: Doc) -> bool:
    """Whether only "and" or "or" stands between two names."""
    return one.last + 2 == other.first and flagged.lower[one.last + 1] in ("and", "or")
