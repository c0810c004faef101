"""Cut the tags of a sentence into phrases.

The phrases are those of these patterns, where the first that fits wins and the last takes what
nothing else does; its test holds the code and the patterns to the same answers:

    boundary  [I,;CSW]
    receiver  E between [Vpg] and $
    verb      [Vpg] | x[Vpg] | (t[Rx]*)? ( ([MBhd][Rx]*)+ [Vpg] | [Vpg] | [MBhd] ([Rx]*[MBhd])* )
    noun      [DH]{0,2} M* [N#$%EP] | O | [DH]{1,2} A*
              with a modifier M: [AN#$%K'] | A, before [A$] | E not before P | P before ['K]
              | T' | R before [A#$%]
    other     any one token

They are read by hand because a pattern whose repeated part has branches costs more than all that
is done with its answer.
"""

from __future__ import annotations

_BOUNDARY = 1
_VERB = 2
_AUXILIARY = 3
_TO = 4
_ADVERB = 5
_DETERMINER = 6
NOUN = 7
ADJECTIVE = 8
JOIN = 9
NAME = 10
PERSON = 11
_TIME = 12
_PRONOUN = 13

_CLASSES: dict[str, int] = {}
for _tags, _class in (
    ("I,;CSW", _BOUNDARY), ("Vpg", _VERB), ("MBhd", _AUXILIARY), ("t", _TO), ("Rx", _ADVERB),
    ("DH", _DETERMINER), ("N#$%", NOUN), ("A", ADJECTIVE), ("K'", JOIN), ("E", NAME),
    ("P", PERSON), ("T", _TIME), ("O", _PRONOUN),
):  # fmt: skip
    for _tag in _tags:
        _CLASSES[_tag] = _class


def classes_of(tags: str) -> list[int]:
    """Classes of the tokens, and two more: nothing begins or goes on behind the end."""
    classes = [_CLASSES.get(tag, 0) for tag in tags]
    classes.append(0)
    classes.append(0)
    return classes


def chunk(tags: str, classes: list[int], at: int, kinds: list[str], stop: list[int]) -> None:
    """Append kind and end of every phrase from a token on.

    The kind of a phrase is `V`, `N`, `I` (also for a "to" before no verb), or the tag of its one
    token.
    """
    size = len(tags)
    while at < size:
        first = classes[at]
        end = at + 1
        if first == _BOUNDARY:
            kinds.append(tags[at])
        elif first == _VERB:
            kinds.append("V")
        elif first == _ADVERB and tags[at] == "x" and classes[at + 1] == _VERB:
            kinds.append("V")  # "never won"
            end = at + 2
        elif first == _AUXILIARY or first == _TO:
            end = _verb_end(classes, at)
            kinds.append("V" if end > at else "I")
            end = max(end, at + 1)
        elif first == NAME and tags[at + 1 : at + 2] == "$" and at and classes[at - 1] == _VERB:
            kinds.append("N")  # "fined Acme $3 million": two phrases
        else:
            end = _noun_end(tags, classes, at)
            kinds.append("N" if end > at else tags[at])
            end = max(end, at + 1)
        stop.append(end)
        at = end


def _verb_end(classes: list[int], at: int) -> int:
    """Where a verb group ends that begins with "to" or an auxiliary; where it begins if none."""
    end = at
    if classes[at] == _TO:
        at += 1
        while classes[at] == _ADVERB:
            at += 1
        if classes[at] == _VERB:
            return at + 1
    while classes[at] == _AUXILIARY:
        at += 1
        end = at
        while classes[at] == _ADVERB:
            at += 1
    return at + 1 if classes[at] == _VERB else end


def _noun_end(tags: str, classes: list[int], at: int) -> int:
    """Where a noun phrase ends; where it begins if there is none."""
    end = start = at
    while at < start + 2 and classes[at] == _DETERMINER:
        at += 1
    lead = at
    while True:
        here, after = classes[at], classes[at + 1]
        if here == NOUN:
            end = at + 1
        elif here == ADJECTIVE:
            if after == _BOUNDARY and tags[at + 1] == ",":
                follows = tags[at + 2 : at + 3]
                if follows != "A" and follows != "$":
                    break
                at += 1
        elif here == NAME:
            end = at + 1
            if after == PERSON:
                break
        elif here == PERSON:
            end = at + 1
            if after != JOIN:
                break
        elif here == _TIME:
            if tags[at + 1 : at + 2] != "'":
                break
            at += 1
        elif here == _ADVERB:
            if tags[at] != "R" or (after != ADJECTIVE and (after != NOUN or tags[at + 1] == "N")):
                break
        elif here != JOIN:
            break
        at += 1
    if end == start:
        if classes[start] == _PRONOUN:
            return start + 1
        if lead > start:
            while classes[lead] == ADJECTIVE:
                lead += 1
            return lead
    return end
