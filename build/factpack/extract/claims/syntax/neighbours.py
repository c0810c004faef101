"""What stands beside a phrase: objects of verbs, and what prepositions govern."""

from __future__ import annotations

from factpack.extract.claims.syntax.sentence import Sentence


def object_of(s: Sentence, k: int) -> int:
    """The phrase that directly follows the verb group, -1 where it has no object."""
    n = s.right[k]
    while n < s.size and s.kinds[n] in "Tx":
        n = s.right[n]
    return n if n < s.size and s.kinds[n] == "N" else -1


def second_object(s: Sentence, k: int) -> int:
    """The phrase after the object, with nothing between: "named X its Y"."""
    n = object_of(s, k)
    if n < 0:
        return -1
    m = s.right[n]
    return m if m < s.size and s.kinds[m] == "N" else -1


def prepositions(s: Sentence, k: int) -> dict[str, int]:
    """Preposition to the first noun phrase that it governs, right of the phrase at `k`."""
    known = s.preposition_memo.get(k)
    if known is not None:
        return known
    found: dict[str, int] = {}
    n = k + 1
    while n < s.size:
        kind = s.kinds[n]
        if kind == "I":
            m = s.right[n]
            if m < s.size and s.kinds[m] == "I":
                n = m
                continue
            if m >= s.size or s.kinds[m] not in "NT":
                break
            if s.kinds[m] == "N":
                found.setdefault(s.words[s.first[n]], m)
            n = m
        elif kind == "C":
            m = s.right[n]
            if m >= s.size or s.kinds[m] not in "NIT":
                break
            if s.kinds[m] == "N":
                after = s.right[m]
                if after < s.size and s.kinds[after] == "V":
                    break
        elif kind == ",":
            m = s.right[n]
            if m >= s.size or s.kinds[m] not in "NITCK":
                break
        elif kind not in "NTRxAK":
            break
        n += 1
    s.preposition_memo[k] = found
    return found


def near_of(s: Sentence, k: int) -> dict[str, int]:
    """Prepositions that belong to the noun phrase: those before the next comma and name."""
    known = s.near_memo.get(k)
    if known is None:
        known = s.near_memo[k] = _find_near(s, k)
    return known


def _find_near(s: Sentence, k: int) -> dict[str, int]:
    found: dict[str, int] = {}
    n = s.right[k]
    while n + 1 < s.size:
        kind = s.kinds[n]
        if kind == "I" and s.kinds[n + 1] in "NT":
            if s.kinds[n + 1] == "N":
                found.setdefault(s.words[s.first[n]], n + 1)
            n += 2
        elif kind == "C" and s.kinds[n + 1] == "N":
            after = s.right[n + 1]
            if after < s.size and s.kinds[after] == "V":
                break
            n += 2
        elif kind in "TRK":
            n += 1
        elif kind == "," and s.kinds[n + 1] == "T":
            n += 2
        else:
            break
    return found
