"""The subjects of the rules of verbs: who acts, whose shares they are, whose aim it is."""

from __future__ import annotations

from collections.abc import Sequence

from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.roles.arguments.owners import owner_of
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.neighbours import noun_complements, object_of
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

BACKERS = word_list("claims", "roles.verbs.verb_subjects.backers")
_OFFERINGS = word_list("claims", "roles.verbs.verb_subjects.offerings")
_GOALS = word_list("claims", "roles.verbs.verb_subjects.goals")
_SHARES = word_list("claims", "roles.verbs.verb_subjects.shares")


def subjects_of(sentence: Sentence, phrase: int, names: Sequence[str]) -> list[Arg]:
    """Arguments of the verb group at `phrase` in the first of the roles that is filled."""
    for name in names:
        read = VERB_SUBJECTS.get(name)
        found = in_role(sentence, phrase, name) if read is None else read(sentence, phrase)
        if found:
            return list(dict.fromkeys(found))  # "its head, Jane Roe," is one
    return []


def _partner_before(sentence: Sentence, phrase: int) -> list[Arg]:
    """X in "partnered with X to offer Y"."""
    governor = sentence.verb_at(phrase).governor
    return in_role(sentence, governor, "with") if governor >= 0 else []


def _shares_of(sentence: Sentence, phrase: int) -> list[Arg]:
    """X in "shares of X trade", "X’s shares are listed"."""
    other = sentence.verb_at(phrase).subject
    if other < 0 or sentence.last_word(other) not in _SHARES:
        return []
    near = noun_complements(sentence, other)
    return _owner(sentence, other) or args_of(sentence, near.get("of", near.get("in", -1)))


def _offering_of(sentence: Sentence, phrase: int) -> list[Arg]:
    """X in "X’s initial public offering raised"."""
    other = sentence.verb_at(phrase).subject
    if other < 0 or sentence.last_word(other) not in _OFFERINGS:
        return []
    return _owner(sentence, other) or args_of(
        sentence, noun_complements(sentence, other).get("of", -1)
    )


def _backed(sentence: Sentence, phrase: int) -> list[Arg]:
    """X in "X’s backers pledge", "investors in X have committed".

    "The backers" alone are those of the organisation whose backers the text has just named.
    """
    other = sentence.verb_at(phrase).subject
    if other < 0 or sentence.last_word(other) not in BACKERS:
        return []
    near, backed = noun_complements(sentence, other), sentence.context.backed
    found = _owner(sentence, other) or args_of(sentence, near.get("of", near.get("in", -1)))
    if not found and not near and backed is not None:
        if sentence.words_of(other) == ["the", sentence.last_word(other)]:
            start, end = (
                sentence.start[sentence.first[other]],
                sentence.end[sentence.stop[other] - 1],
            )
            return [Arg(backed.mention, start, end, other, backed.types, True)]
    return [a for a in found if "Organization" in a.types]


def _goal_of(sentence: Sentence, phrase: int) -> list[Arg]:
    """Whose aim the subject of the verb is: "its mission", "the goal of X"."""
    other = sentence.verb_at(phrase).subject
    if other < 0 or sentence.last_word(other) not in _GOALS:
        return []
    return _owner(sentence, other) or args_of(
        sentence, noun_complements(sentence, other).get("of", -1)
    )


def _owner(sentence: Sentence, phrase: int) -> list[Arg]:
    """Whose the noun that ends the phrase is, as a list of one or none."""
    last = sentence.stop[phrase] - 1
    owner = owner_of(sentence, phrase, last)
    return [owner] if owner else []


def _employer(sentence: Sentence, phrase: int) -> list[Arg]:
    """X in "X chief Jane Roe unveiled", where who acts is known to work for X."""
    context = sentence.context
    found = []
    for arg in in_role(sentence, phrase, "agent"):
        employer = None
        if arg.mention >= 0 and "Person" in arg.types:
            employer = context.employers.get(context.entity[arg.mention])
        if employer is None:
            return []
        found.append(Arg(employer.mention, arg.start, arg.end, -1, employer.types, True))
    return found


def _maker(sentence: Sentence, phrase: int) -> list[Arg]:
    """Whoever makes the product that undergoes the verb, or that goes without an object.

    Who that is, the article says elsewhere: the words of the product stand for its maker.
    """
    verb = sentence.verb_at(phrase)
    for arg in in_role(sentence, phrase, "patient" if verb.passive else "agent"):
        if arg.mention >= 0 and "Product" in arg.types:
            return [Arg(-1, arg.start, arg.end, -1, ONLY["Organization"], False)]
    return []


def _ranked(sentence: Sentence, phrase: int) -> list[Arg]:
    """Who has the place: X in "the list ranked X third", "X ranks 45th", "X was ranked third"."""
    if sentence.verb_at(phrase).passive:
        return in_role(sentence, phrase, "patient")
    target = object_of(sentence, phrase)
    named = target >= 0 and sentence.last_tag(target) in "EP"
    return in_role(sentence, phrase, "patient" if named else "agent")


VERB_SUBJECTS = {
    "ranked": _ranked,
    "employer": _employer,
    "maker": _maker,
    "shares": _shares_of,
    "offering": _offering_of,
    "backed": _backed,
    "goal_of": _goal_of,
    "partner_before": _partner_before,
}
"""Subjects that are no grammatical role of the verb itself."""
