"""What a verb says of the clause that it reports: "denied that X bought Y", "asked whether"."""

from __future__ import annotations

from factpack.extract.claims.syntax.modality import NEGATED, POSSIBLE
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_SUPPOSING = word_list("claims", "roles.verbs.reported.supposing")
_DENYING = word_list("claims", "roles.verbs.reported.denying")
_DOUBTING = word_list("claims", "roles.verbs.reported.doubting")


def reported_hint(sentence: Sentence, phrase: int) -> int:
    """What the verb that reports the clause of the verb at `phrase` adds: "denied that X is".

    Who "did not deny" something leaves it open. What is told beside a name in the clause is no
    part of it: "denied that X, who is chief executive, lied", "that X, based in Leeds, lied".
    """
    beside = sentence.kind_at(sentence.left[phrase])
    if beside == "W" or (beside == "," and sentence.verb_at(phrase).form != "finite"):
        return 0
    if _is_denied_behind(sentence, phrase):
        return NEGATED
    subject = sentence.verb_at(phrase).subject
    previous = sentence.left[subject] if 0 <= subject < phrase else -1
    if sentence.kind_at(previous) == "S":
        if sentence.first_word(previous) == "whether":
            return NEGATED if _ends_in_denial(sentence) else POSSIBLE
        if sentence.first_word(previous) in _SUPPOSING:
            return POSSIBLE
        previous = _before_adjuncts(sentence, sentence.left[previous])
    verb = sentence.verb_of(previous)
    if verb is None:
        return 0
    if verb.lemma in _DENYING:
        return POSSIBLE if verb.hints & NEGATED else NEGATED
    return POSSIBLE if verb.lemma in _DOUBTING else 0


def _is_denied_behind(sentence: Sentence, phrase: int) -> bool:
    """Whether who denies it follows what is denied: "X is chief executive, Jane Roe denied"."""
    kinds = sentence.kinds.rstrip(";")
    last = len(kinds) - 1
    while last > 1 and (kinds[last] in "TR" or kinds.endswith("IT", 0, last + 1)):
        last -= 1 if kinds[last - 1] != "I" else 2  # "denied on Monday", "denied yesterday"
    if not kinds.startswith("N") or last - 2 <= phrase or kinds[last - 2] != ",":
        return False
    verb, other = sentence.verb[last], sentence.verb[last - 1]
    if verb is None:  # "denied Jane Roe"
        verb, other = other, verb
    denies = verb is not None and verb.lemma in _DENYING and not verb.passive
    pair = {kinds[last], kinds[last - 1]} == {"N", "V"}
    if verb is None or not denies or not pair or sentence.verb_at(phrase).form != "finite":
        return False
    said_of = sentence.verb_at(phrase).subject
    begins = 0 <= said_of < phrase and "," not in kinds[:said_of]
    return begins and not verb.hints & NEGATED


def _ends_in_denial(sentence: Sentence) -> bool:
    """Whether the sentence answers itself: "asked whether X did, she said it had not"."""
    kinds = sentence.kinds.rstrip(";")
    if kinds.endswith("NVx"):
        return True
    verb = sentence.verb[len(kinds) - 1] if kinds else None
    return verb is not None and verb.lemma in ("have", "do", "be") and verb.hints & NEGATED > 0


def _before_adjuncts(sentence: Sentence, place: int) -> int:
    """The phrase before times and what prepositions govern: the verb in "denied on Monday that"."""
    while True:
        before = sentence.left[place] if place >= 0 else -1
        if sentence.kind_at(place) in ("N", "T") and sentence.kind_at(before) == "I":
            place = sentence.left[before]
        elif sentence.kind_at(place) == "T":
            place = before
        else:
            return place
