"""Names that one sentence leaves in doubt, settled by the rest of the article."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import POSSESSIVE
from factpack.extract.names.keys import name_key
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc

SUBJECT_VERBS = word_list("names", "ambiguous_names.subject_verbs")
"""Verbs whose bare subject in the singular is a name: "Harvest said", never "Harvest fell"."""
_SCHEMES = word_list("names", "ambiguous_names.schemes")
_DASHES = frozenset("-–—:")
_FOUNDED = word_list("names", "ambiguous_names.founded")


def resolve_ambiguous_names(found: list[Name], flagged: Doc) -> list[Name]:
    """The names that stand, in order.

    A word that opens a sentence stays only where the dictionary does not have it, or the article
    has it capitalised elsewhere, or what follows fits a name alone. What was glued to a name by
    the start of a sentence or by a common abbreviation is cut off.
    """
    sure = {name_key(name.words) for name in found if not name.initial}
    heads = {key[0] for key in sure if len(key) > 1}
    heads |= {
        name.words[-1]
        for name in found
        if 1 < len(name.words) <= 4 and flagged.flags[name.first] & lx.GIVEN
    }
    kept: list[Name] = []
    used = set(flagged.words)
    inside = {name.words for name in found if not name.initial and len(name.words) > 2}
    for name in found:
        _take_opener(name, inside, flagged)
        if len(name.words) > 1:
            _cut(name, sure, used, flagged)
        elif name.initial and name.words not in sure:
            word = name.words[0]
            if flagged.flags[name.first] & (lx.COMMON | lx.OPENER):
                if not _is_name(name, word in used, word in heads, flagged):
                    continue
            elif word in used and not flagged.words[name.first].isupper():
                continue
        kept.append(name)
    return _join_possessed(kept, flagged)


def _take_opener(name: Name, inside: set[tuple[str, ...]], flagged: Doc) -> None:
    """Take in a small word that opens the sentence where the name has it elsewhere, too.

    "All Orrin Airways took off." in an article that says "with All Orrin Airways".
    """
    before = name.first - 1
    if before < 0 or not flagged.cap[before] or not flagged.flags[before] & lx.FUNCTION:
        return
    if (flagged.lower[before], *name.words) in inside:
        name.first, name.start = before, flagged.starts[before]
        name.words = (flagged.lower[before], *name.words)


def _cut(name: Name, sure: set[tuple[str, ...]], used: set[str], flagged: Doc) -> None:
    """Cut off a last or first word that the article leaves out elsewhere."""
    flags = flagged.flags
    half, odd = divmod(name.last + 1 - name.first, 2)
    if not odd and name.words[: len(name.words) // 2] == name.words[len(name.words) // 2 :]:
        # "Jane Orr Jane Orr waves": a caption that a page shows twice.
        if half > 1 or name.words[:1] in sure:
            name.last -= half
            name.end = flagged.ends[name.last]
            name.words = name.words[: len(name.words) // 2]
    after = name.last + 1
    described = after < len(flags) and flags[after] & (lx.NOUN | lx.ADJECTIVE | lx.GERUND)
    if described and flags[name.last] & lx.ACRONYM and name.words[:-1] in sure:
        # "Vela AI tools": the abbreviation describes the tools.
        name.last -= 1
        name.end = flagged.ends[name.last]
        name.words = name.words[:-1]
    if not name.initial or len(name.words) < 2:
        return
    flag = flags[name.first]
    if not (flag & lx.COMMON or name.words[0] in used):
        return
    if flag & (lx.GIVEN | lx.PLACE_HEAD) or name_key(name.words) in sure:
        return
    if name.words[1:] in sure and flagged.cap[name.first + 1]:
        # "Chipmaker Vela fell": the noun before the name opens the sentence.
        name.first += 1
        name.start = flagged.starts[name.first]
        name.words = name.words[1:]
        name.initial = False


def _is_name(name: Name, is_used: bool, is_head: bool, flagged: Doc) -> bool:
    """Whether a dictionary word that opens a sentence is a name there.

    Args:
        name: the word.
        is_used: the article has the word in lower case as well.
        is_head: a longer name in the article starts with it, or a person's ends in it.
        flagged: the article.
    """
    words, lower, flags = flagged.words, flagged.lower, flagged.flags
    flag = flags[name.first]
    after = name.last + 1
    if after >= len(words) or flag & lx.OPENER:
        return False
    word = words[name.first]
    if word.isupper() and len(word) > 2 and not flag & lx.FUNCTION:
        return words[after] not in _DASHES  # "FILE - Jane Orr waves"
    if name.role_after or flags[after] & (lx.ROLE_LOWER | lx.ROLE_MOD):
        if lower[name.first] in lx.lexicon().classes["institution"]:
            return True  # "House Speaker Jane Orr", "Pentagon spokesman Jon Orr"
    if is_used:
        return False
    if is_head or _is_defined(after, flagged):
        return True
    if flag & lx.GIVEN and flags[after] & (lx.PAST | lx.THIRD) and not flag & lx.FUNCTION:
        return True
    if flag & (lx.PLURAL | lx.GERUND | lx.ADVERB | lx.PAST):
        return False
    return words[after] in POSSESSIVE or lower[after] in SUBJECT_VERBS


def _is_defined(at: int, flagged: Doc) -> bool:
    """Whether "is a … company" or "was founded" follows at `at`."""
    lower, flags = flagged.lower, flagged.flags
    if lower[at] not in ("is", "was") or at + 1 >= len(lower):
        return False
    if lower[at + 1] in _FOUNDED:
        return True
    if lower[at + 1] not in ("a", "an", "the"):
        return False
    nouns = lx.ORG_NOUN | lx.PRODUCT_NOUN | lx.PERSON_NOUN | lx.ROLE_LOWER
    for i in range(at + 2, min(at + 9, len(lower))):
        if flags[i] & nouns:
            return True
        if flags[i] & lx.FUNCTION or lower[i] in (",", "."):
            return False
    return False


def _join_possessed(names: list[Name], flagged: Doc) -> list[Name]:
    """Join "Children" and "Network" of "Children's Network", common nouns on both sides."""
    pairs = {
        i for i in range(len(names) - 1) if _is_possessed_pair(names[i], names[i + 1], flagged)
    }
    if not pairs:
        return names
    alone = {name.words for i, name in enumerate(names) if i not in pairs}
    kept: list[Name] = []
    for i, name in enumerate(names):
        if i - 1 in pairs and i - 2 not in pairs and names[i - 1].words not in alone:
            owner = kept[-1]
            owner.last, owner.end = name.last, name.end
            owner.words = (*owner.words, "'s", *name.words)
        else:
            kept.append(name)
    return kept


def _is_possessed_pair(name: Name, after: Name, flagged: Doc) -> bool:
    flags = flagged.flags
    flag = flags[name.first]
    if after.first != name.last + 2:
        return False
    mark = flagged.words[name.last + 1]
    plural = bool(flag & lx.PLURAL)
    common = all(flags[k] & (lx.COMMON | lx.ORG_WORD) for k in range(after.first, after.last + 1))
    if name.first < name.last:
        # "Zentria Teachers' Pension Plan"
        owners = bool(flags[name.last] & lx.PLURAL) and mark in ("'", "’")
        last = bool(flags[after.last] & lx.ORG_WORD) or after.words[-1] in _SCHEMES
        return owners and common and last
    return (
        (mark in POSSESSIVE or (plural and mark in ("'", "’")))
        and bool(flag & (lx.NOUN | lx.PLURAL))
        and not flag & (lx.GIVEN | lx.SURNAME | lx.PLACE | lx.ROLE_LOWER)
        and ((plural and not name.initial) or common)
    )
