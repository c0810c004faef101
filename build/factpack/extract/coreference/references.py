"""What refers back to a name: pronouns and definite descriptions, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from factpack.extract.coreference.descriptions import Descriptions
from factpack.extract.coreference.mention_history import MentionHistory
from factpack.extract.coreference.pronouns import PRONOUNS, Pronouns
from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.entity_type import ORGANIZATION
from factpack.extract.names.groups import Group
from factpack.extract.text.doc import Doc
from factpack.model import MentionKind

_DETERMINERS = word_list("coreference", "references.determiners")
_QUOTES = frozenset('“”"„«»')
_POST = lx.ROLE_LOWER | lx.ROLE_MOD
_EVENTS = PRONOUNS | _DETERMINERS | _QUOTES


@cache
def _telling() -> frozenset[str]:
    """Words that may refer back, or that tell where something does."""
    nouns = {word for word, flag in lx.lexicon().flags.items() if flag & lx.ORG_NOUN}
    return _EVENTS | nouns


@dataclass(slots=True, eq=False)
class Reference:
    """A pronoun or description with the group that it refers to."""

    start: int
    end: int
    group: Group
    kind: MentionKind


def find_references(
    flagged: Doc, bounds: list[tuple[int, int]], groups: list[Group]
) -> list[Reference]:
    """The references that are certain enough, in order.

    A group whose type was in doubt may become a person's by the pronoun that refers to it.

    Args:
        flagged: the article.
        bounds: first and end token of each sentence.
        groups: the groups of names that stand for an entity.
    """
    history = MentionHistory(flagged, groups)
    pronouns, descriptions = Pronouns(history), Descriptions(history)
    found: list[Reference] = []
    lower, starts, ends = flagged.lower, flagged.starts, flagged.ends
    name_at = history.name_at
    # A name that opens with a determiner stands in it twice: it is read on from its last token.
    telling, flags = _telling(), (*flagged.flags, 0)
    told = [i for i, word in enumerate(lower) if word in telling]
    events = [i for i in told if lower[i] in _EVENTS]
    events.extend(name_at)
    bare = {i for i in told if flags[i] & lx.ORG_NOUN and flags[i + 1] & _POST}
    events.extend(bare.difference(name_at))
    events.sort()
    events.append(len(lower))  # stops the search for the last sentence
    at = 0
    for first, end in bounds:
        history.start(first, end)
        done = first
        while (i := events[at]) < end:
            at += 1
            if i < done:
                continue
            named = name_at.get(i)
            if named is not None:
                done = named[0] + 1
                if named[1].type == ORGANIZATION:
                    descriptions.note(named[1])
                history.add_name(i, named[0], named[1])
                continue
            last = i
            kind: MentionKind = "pronoun"
            word = lower[i]
            if word in _QUOTES:
                history.quote += 1
                continue
            if word in PRONOUNS and _is_acronym(flagged.words, i):
                continue
            if i in bare:
                described = descriptions.resolve_bare(i) if descriptions.is_bare(i) else None
                if described is None:
                    continue
                last, group, part = described
                kind = "description"
            elif word in _DETERMINERS:
                described = descriptions.resolve(i)
                if described is None:
                    continue
                last, group, part = described
                kind = "description"
            else:
                resolved = pronouns.resolve(i)
                if resolved is None:
                    continue
                group, part = resolved
            history.add(i, last, group, part)
            found.append(Reference(starts[i], ends[last], group, kind))
            done = last + 1
    return found


def _is_acronym(words: list[str], at: int) -> bool:
    """Whether a pronoun is written as an acronym, "IT staff": in capitals among small letters."""
    word = words[at]
    if len(word) < 2 or not word.isupper():
        return False
    near = [other for other in words[max(0, at - 2) : at + 3] if other.isalpha() and other != word]
    return not any(other.isupper() for other in near if len(other) > 1)
