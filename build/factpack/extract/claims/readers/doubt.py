"""What a sentence says against its own claims: questions, rumours, denials, bids.

The verb that states a claim says how sure it is only as far as modals and governing verbs go. The
rest is said around it: "reports that X bought Y are untrue", "has X bought Y?", "neither X nor Y".
"""

from __future__ import annotations

from bisect import bisect_right

from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.syntax.modality import NEGATED, PLANNED, POSSIBLE
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_REACH = 12
"""Tokens between a noun and the infinitive that says what it is for."""
_NEAR = 6
"""Tokens from "neither" to the name in its phrase: "neither the firm's former owner X"."""
_AUXILIARY = "hBdM"
_HEARSAY = word_list("claims", "readers.doubt.hearsay")
_UNCONFIRMED = word_list("claims", "readers.doubt.unconfirmed")
_DENIAL = word_list("claims", "readers.doubt.denial")
_UNTRUE = word_list("claims", "readers.doubt.untrue")
_TRUE = word_list("claims", "readers.doubt.true")
_NOT = word_list("claims", "readers.doubt.not")
_FICTION = word_list("claims", "readers.doubt.fiction")
_ALMOST = word_list("claims", "readers.doubt.almost")
_SOUGHT = word_list("claims", "readers.doubt.sought")
_QUESTION = word_list("claims", "readers.doubt.question")


def settle_doubts(sentence: Sentence, found: list[Candidate]) -> list[Candidate]:
    """The candidates that the sentence does not take back, with what it says of their sureness.

    What is only rumoured is left out: nobody states it.
    """
    if not found:
        return found
    asked = _is_question(sentence)
    condition = _condition_end(sentence)
    kept = []
    for candidate in found:
        at = bisect_right(sentence.start, candidate.trigger[0]) - 1
        flags = _flags(sentence, candidate, at)
        if flags is None:
            continue
        candidate.hints |= flags | (POSSIBLE if asked or at < condition else 0)
        kept.append(candidate)
    return kept


def _is_question(sentence: Sentence) -> bool:
    """Whether the whole sentence asks: "Has X bought Y?", "Why did X buy Y?"."""
    if sentence.words[-1] != "?":
        return False
    return sentence.tags[0] in _AUXILIARY or sentence.words[0] in _QUESTION


def _condition_end(sentence: Sentence) -> int:
    """The comma behind a condition that begins with "had": "Had X bought Y, Z would"; else 0."""
    if sentence.words[0] != "had" or "M" not in sentence.tags:
        return 0
    before = sentence.words[: sentence.tags.index("M")]
    return max((i for i, word in enumerate(before) if word == ","), default=0)


def _flags(sentence: Sentence, candidate: Candidate, at: int) -> int | None:
    """Flags for the claim whose trigger is the token `at`; None where it is mere hearsay."""
    words, flags = sentence.words, 0
    counted = sentence.tags[at] in "#$%"  # "nearly 300 people"
    if at and not counted and words[at - 1] in _ALMOST:
        flags |= NEGATED
    if words[0] == "nor" or ("neither" in words and _is_neither(sentence, candidate, at)):
        flags |= NEGATED
    told = _told_by(sentence, at)
    if told in _HEARSAY or _is_fiction(sentence, at):
        return None
    if told in _UNCONFIRMED:
        flags |= POSSIBLE if _DENIAL.isdisjoint(words) else NEGATED
    if told in _UNTRUE | _TRUE:  # "it is false that", "it is not true that"
        that = sentence.words.index("that")
        is_not = not _NOT.isdisjoint(sentence.words[:that])
        flags |= NEGATED if is_not == (told in _TRUE) else 0
    if at and sentence.tags[at - 1] == "t" and _is_sought(sentence, at - 1):
        flags |= PLANNED
    if _is_unfulfilled(sentence, at):
        flags |= POSSIBLE
    if _is_excluded(sentence, candidate):
        flags |= NEGATED
    return flags


def _is_unfulfilled(sentence: Sentence, at: int) -> bool:
    """Whether "had" before the subject says what was not: "would have risen had X bought Y"."""
    verb = sentence.verb_of(bisect_right(sentence.stop, at))
    if verb is None or verb.subject < 1:
        return False
    had = sentence.first[verb.subject] - 1
    before = sentence.tags[:had]
    return sentence.words[had] == "had" and "Mh" in before


def _is_fiction(sentence: Sentence, at: int) -> bool:
    """Whether a made-up work tells it: "a novel in which X buys Y"."""
    verb = sentence.verb_of(bisect_right(sentence.stop, at))
    if verb is None or verb.subject < 2:
        return False
    end = sentence.first[verb.subject]
    inside = sentence.words[max(0, end - 3) : end]
    if inside[-2:] == ["in", "which"]:
        return inside[0] in _FICTION
    return inside[-1] == "where" and inside[-2] in _FICTION


def _told_by(sentence: Sentence, at: int) -> str:
    """The word that governs the "that" clause which the token stands in; "" where none does."""
    phrase = bisect_right(sentence.stop, at)
    for other in range(phrase - 1, 0, -1):
        if sentence.kinds[other] == ";":
            return ""
        if sentence.kinds[other] == "S" and sentence.first_word(other) == "that":
            return "" if _is_said(sentence, other - 1) else sentence.last_word(other - 1)
    return ""


def _is_said(sentence: Sentence, phrase: int) -> bool:
    """Whether somebody vouches for what a verb reports: "X reported that", not "it is reported"."""
    verb = sentence.verb_of(phrase)
    if verb is None or verb.passive or verb.subject < 0:
        return False
    return sentence.last_tag(verb.subject) in "EP"


def _is_sought(sentence: Sentence, to: int) -> bool:
    """Whether the infinitive at `to` says what a noun before is for: "an offer today to buy X"."""
    for token in range(to - 1, max(-1, to - _REACH), -1):
        if sentence.words[token] in _SOUGHT:
            return True
        if sentence.tags[token] in "VpS;":
            return False
    return False


def _is_excluded(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a party is the one that it was not: "not by X but by Y"."""
    for arg in (candidate.subject, candidate.object):
        if arg is None:
            continue
        token = bisect_right(sentence.start, arg.start) - 1
        if sentence.words[max(0, token - 2) : token] in (["not", "by"], ["not", "from"]):
            return "but" in sentence.words[token:]
    return False


def _is_neither(sentence: Sentence, candidate: Candidate, at: int) -> bool:
    """Whether "neither" or "nor" denies the claim whose trigger is the token `at`.

    It does where it stands before the verb, or before a party of it; of what a noun says, only
    behind a verb: "is neither the owner of X nor", but not "neither X, the owner of Y, nor".
    """
    if sentence.kinds[bisect_right(sentence.stop, at)] == "N" and sentence.tags[at] not in "#$%":
        before = sentence.tags[: sentence.words.index("neither")]
        return _is_in_neither(sentence, at) and not set(before).isdisjoint(_AUXILIARY + "V")
    args = (arg for arg in (candidate.subject, candidate.object) if arg is not None)
    parties = (bisect_right(sentence.start, arg.start) - 1 for arg in args)
    return any(_is_in_neither(sentence, token) for token in (at, *parties))


def _is_in_neither(sentence: Sentence, token: int) -> bool:
    """Whether a token stands in the phrase behind "neither", or behind the "nor" after it."""
    words = sentence.words
    for at in range(token, max(-1, token - _NEAR), -1):
        if words[at] == "neither" or (words[at] == "nor" and "neither" in words[:at]):
            return True
        if at < token and sentence.tags[at] in "VpS;,C":
            return False
    return False
