"""What stands beside a phrase: objects of verbs, and what prepositions govern."""

from __future__ import annotations

from factpack.extract.claims.syntax.sentence import Sentence


def object_of(sentence: Sentence, phrase: int) -> int:
    """The phrase that directly follows the verb group, -1 where it has no object."""
    following = sentence.right[phrase]
    while sentence.kind_at(following) in "Tx":
        following = sentence.right[following]
    return following if sentence.kind_at(following) == "N" else -1


def second_object(sentence: Sentence, phrase: int) -> int:
    """The phrase after the object, with nothing between: "named X its Y"."""
    object_phrase = object_of(sentence, phrase)
    if object_phrase < 0:
        return -1
    following = sentence.right[object_phrase]
    return following if sentence.kind_at(following) == "N" else -1


def verb_complements(sentence: Sentence, phrase: int) -> dict[str, int]:
    """Preposition to the first noun phrase that it governs, right of the phrase at `phrase`.

    Of several in a row the last governs; "out of" stands beside "of" as a preposition of its own.
    """
    known = sentence.preposition_memo.get(phrase)
    if known is not None:
        return known
    found: dict[str, int] = {}
    following = phrase + 1
    compound = ""
    while following < sentence.size:
        kind = sentence.kinds[following]
        if kind == "I":
            next_phrase = sentence.right[following]
            word = sentence.first_word(following)
            if sentence.kind_at(next_phrase) == "I":
                compound += f"{word} "
                following = next_phrase
                continue
            if sentence.kind_at(next_phrase) not in "NT":
                break
            if sentence.kinds[next_phrase] == "N":
                found.setdefault(word, next_phrase)
                if compound:
                    found.setdefault(compound + word, next_phrase)
            compound = ""
            following = next_phrase
        elif kind == "C":
            next_phrase = sentence.right[following]
            if sentence.kind_at(next_phrase) not in "NIT":
                break
            if sentence.kinds[next_phrase] == "N":
                after = sentence.right[next_phrase]
                if sentence.kind_at(after) == "V":
                    break
        elif kind == ",":
            next_phrase = sentence.right[following]
            if sentence.kind_at(next_phrase) not in "NITCK":
                break
        elif kind not in "NTRxAK":
            break
        following += 1
    sentence.preposition_memo[phrase] = found
    return found


def noun_complements(sentence: Sentence, phrase: int) -> dict[str, int]:
    """Prepositions that belong to the noun phrase: those before the next comma and name."""
    known = sentence.near_memo.get(phrase)
    if known is None:
        known = sentence.near_memo[phrase] = _find_near(sentence, phrase)
    return known


def _find_near(sentence: Sentence, phrase: int) -> dict[str, int]:
    found: dict[str, int] = {}
    following = sentence.right[phrase]
    while following + 1 < sentence.size:
        kind = sentence.kinds[following]
        if kind == "I" and sentence.kinds[following + 1] in "NT":
            if sentence.kinds[following + 1] == "N":
                found.setdefault(sentence.first_word(following), following + 1)
            following += 2
        elif kind == "C" and sentence.kinds[following + 1] == "N":
            after = sentence.right[following + 1]
            if sentence.kind_at(after) == "V":
                break
            if (
                found
                and sentence.first_tag(following + 1) == "D"
                and sentence.kind_at(after) == "I"
            ):
                break  # "director at X and the author of Y": what follows is the author's
            following += 2
        elif kind in "TRK":
            following += 1
        elif kind == "," and sentence.kinds[following + 1] == "T":
            following += 2
        else:
            break
    return found
