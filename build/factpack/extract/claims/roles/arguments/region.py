"""The clause around a phrase: where it begins and ends, and what stands in it as an aside."""

from __future__ import annotations

from factpack.extract.claims.syntax.sentence import COPULA, Sentence


def region(sentence: Sentence, phrase: int) -> tuple[int, int]:
    """Phrases `[lo, hi)` of the clause around the phrase at `phrase`.

    It begins after the last finite verb before, and what goes with that, and ends where the
    subject of the next finite verb, or what is put before that subject, begins.
    """
    known = sentence.region_memo.get(phrase)
    if known is None:
        known = sentence.region_memo[phrase] = _find_region(sentence, phrase)
    return known


def _find_region(sentence: Sentence, phrase: int) -> tuple[int, int]:
    lo = phrase
    while lo > 0 and sentence.kinds[lo - 1] not in ";S":
        verb = sentence.verb[lo - 1]
        if verb is not None and verb.form == "finite":
            own = sentence.verb[phrase]
            lo = own.subject if own is not None and lo <= own.subject <= phrase else phrase
            fronted = lo
            while fronted > 0 and sentence.kinds[fronted - 1] in "TIR,":
                fronted -= 1
            if 0 < fronted < lo and sentence.kinds[fronted - 1] == "C":
                lo = fronted  # "…, and in 2019 X"
            break
        lo -= 1
    hi = phrase + 1
    while hi < sentence.size and sentence.kinds[hi] not in ";S":
        verb = sentence.verb[hi]
        if verb is not None and verb.form == "finite":
            if phrase < verb.subject < hi:
                hi = verb.subject
            before = hi
            while before > phrase + 1 and sentence.kinds[before - 1] in "TIR,":
                before -= 1
            if before > phrase + 1 and sentence.kinds[before - 1] == "C":
                hi = before - 1  # "…, and on Monday X": the day belongs to X
            break
        hi += 1
    return lo, hi


def is_aside(sentence: Sentence, phrase: int, other: int) -> bool:
    """Whether a verb of its own governs `other`, not that of the clause around `phrase`.

    "Acme, founded in 2015, employs", "X, who sold Y in 2015, is", "employs 40, according to a
    report published in 2015": the date is that of a participle or a relative clause.
    What somebody is lasts longer than what goes with it: "is a bank in Leeds, earning $3 in 2015".
    """
    first = phrase + 1 if other > phrase else 0
    for m in range(other - 1, first - 1, -1):
        verb = sentence.verb[m]
        if sentence.kinds[m] in ";S" or m == phrase:
            return False
        if verb is None:
            continue
        before = sentence.left[m]
        while before > 0 and sentence.kinds[before] == "N":
            before = sentence.left[before]
        opened = sentence.kind_at(before) == "W"
        if verb.form == "gerund" and sentence.kind_at(before) == ",":
            return opened or _is_state(sentence, phrase)
        return opened or (verb.passive and verb.form == "participle" and m > 0)
    return False


def _is_state(sentence: Sentence, phrase: int) -> bool:
    """Whether the clause around `phrase` says what somebody is, and tells of no act."""
    verb = sentence.verb[phrase]
    if verb is None:
        verb = sentence.verb_of(sentence.left[phrase])
    return verb is not None and verb.lemma in COPULA
