"""Who comes to a post, leaves it, or is there as its holder: "X's exit as N", "with X as N"."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.roles.arguments.owners import possessor_of
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_COMING_AND_GOING = word_list("claims", "roles.nouns.offices.coming_and_going")


def is_of_office(sentence: Sentence, phrase: int) -> bool:
    """Whether the post at `phrase` is that of somebody who comes or goes: "X’s exit as N"."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) != "as":
        return False
    return bool(of_office(sentence, previous))


def of_office(sentence: Sentence, phrase: int) -> list[Arg]:
    """X in "X’s appointment as N", "the appointment of X as N"; `phrase` is "as"."""
    near = sentence.left[phrase]
    if sentence.kind_at(near) != "N":
        return []
    if sentence.last_word(near) in _COMING_AND_GOING:
        owner = possessor_of(sentence, near, sentence.stop[near] - 1)
        return [owner] if owner is not None and "Person" in owner.types else []
    before = sentence.left[near]
    outer = sentence.left[before] if sentence.kind_at(before) == "I" else -1
    if sentence.kind_at(outer) != "N" or sentence.first_word(before) != "of":
        return []
    if sentence.last_word(outer) not in _COMING_AND_GOING or sentence.last_tag(near) != "P":
        return []
    return args_of(sentence, near, left=True)


def attending(sentence: Sentence, phrase: int) -> list[Arg]:
    """X in "Acme, with X as N, grew"; `phrase` is "as"."""
    near = sentence.left[phrase]
    before = sentence.left[near] if sentence.kind_at(near) == "N" else -1
    if sentence.preposition_at(before) != "with":
        return []
    opened = sentence.kind_at(sentence.left[before])
    return args_of(sentence, near) if opened in ",;N" and sentence.last_tag(near) == "P" else []
