"""What "the latter" and "the former" refer to."""

from __future__ import annotations

from factpack.extract.coreference.mention_history import SUBJECT, MentionHistory, Seen
from factpack.extract.languages.en import name_words as lx
from factpack.extract.names.entity_type import ORGANIZATION, PERSON, PRODUCT
from factpack.extract.names.groups import Group


def of_pair(history: MentionHistory, at: int) -> tuple[int, Group, int] | None:
    """Last token, antecedent and part of "the latter" or "the former", the word at token `at`.

    It is one of the two entities that were just named; None where there are more, or fewer.
    """
    after = history.m.flags[at + 1] if at + 1 < history.end else 0
    if after & (lx.NOUN | lx.PLURAL) and not after & lx.THIRD:
        return None  # "the former chairman"
    listed: list[Seen] = []
    for sentence in history.window(1):
        # Pronouns between the pair and its echo do not count.
        listed = [s for s in sentence if s.token in history.name_at] + listed
        things = [s.group for s in listed if s.group.type in (ORGANIZATION, PRODUCT)]
        if all(s.group.type == PERSON for s in listed):
            things = [s.group for s in listed]
        pair = {id(group): group for group in things}
        if len(pair) == 2:
            latter = things[-1]
            former = next(group for group in pair.values() if group is not latter)
            return at, latter if history.m.lower[at] == "latter" else former, SUBJECT
        if len(pair) > 2:
            return None
    return None
