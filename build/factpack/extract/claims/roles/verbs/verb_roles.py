"""The arguments of verbs, by the roles of which the rules speak."""

from __future__ import annotations

import re

from factpack.extract.claims.roles.arguments.arguments import arg_of, token_arg
from factpack.extract.claims.roles.arguments.lists import MAX_LIST, args_of
from factpack.extract.claims.roles.arguments.owners import owner_of
from factpack.extract.claims.rules.roles import is_preposition
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.modality import STOPPING
from factpack.extract.claims.syntax.neighbours import object_of, verb_complements
from factpack.extract.claims.syntax.phrases.walks import chain_head, noun_before, previous_verb
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.word_lists import word_list

_CONTACT = re.compile("D[AN#]*N[EP]")
"""Tags of "the company Acme", of which the name may be the subject of what follows."""
_REFLEXIVE = (["itself"], ["themselves"])
HANDOVER = word_list("claims", "roles.verbs.verb_roles.handover")
"""Verbs by which a post goes from one to another."""


def in_role(sentence: Sentence, phrase: int, name: str) -> list[Arg]:
    """Arguments of the verb group at `phrase` in a role of the rules.

    The rules of nouns come first, since they bind names; after them nothing changes.
    """
    known = sentence.role_memo.get((phrase, name))
    if known is None:
        known = sentence.role_memo[phrase, name] = _find_role(sentence, phrase, name)
    return known


def handover(sentence: Sentence, phrase: int) -> tuple[list[Arg], list[Arg]]:
    """Who comes and who goes: "X replaces Y", "Y was succeeded by X", "Z replaced Y with X"."""
    installed = people_with(sentence, phrase)
    if installed:
        return installed, in_role(sentence, phrase, "patient")
    old = in_role(
        sentence, phrase, "from" if sentence.verb_at(phrase).lemma == "take over" else "patient"
    )
    return in_role(sentence, phrase, "agent"), old


def people_with(sentence: Sentence, phrase: int) -> list[Arg]:
    """X in "replaced Y with X", never what else goes with it ("with immediate effect")."""
    if sentence.verb_at(phrase).lemma != "replace":
        return []
    return [a for a in in_role(sentence, phrase, "with") if a.mention >= 0 and "Person" in a.types]


def _find_role(sentence: Sentence, phrase: int, name: str) -> list[Arg]:
    verb = sentence.verb_at(phrase)
    if name == "agent":
        return _governed(sentence, phrase, "by") if verb.passive else _subjects(sentence, phrase)
    if name == "patient":
        if verb.passive:
            return _subjects(sentence, phrase)
        object_phrase = object_of(sentence, phrase)
        if object_phrase >= 0 and sentence.words_of(object_phrase) in _REFLEXIVE:
            return _subjects(sentence, phrase)  # "sold itself to X"
        return args_of(
            sentence, object_phrase if object_phrase >= 0 else _relative_object(sentence, phrase)
        )
    assert is_preposition(name), name
    return _governed(sentence, phrase, name)


def _governed(sentence: Sentence, phrase: int, name: str) -> list[Arg]:
    """What a preposition after the verb governs, also where it is repeated."""
    governed = verb_complements(sentence, phrase).get(name, -1)
    if governed < 0:
        governed = relative_with(sentence, phrase, name)
        return args_of(sentence, governed, left=True) if governed >= 0 else []
    found = args_of(sentence, governed)
    for other in _again(sentence, governed, name):
        found = found + args_of(sentence, other)
    return found


def relative_with(sentence: Sentence, phrase: int, name: str) -> int:
    """X in "X, in which Y invested": what the relative after the preposition stands for; or -1."""
    subject = sentence.verb_at(phrase).subject
    relative = sentence.left[subject if 0 <= subject < phrase else phrase]
    if sentence.kind_at(relative) not in "WS":
        return -1
    before = sentence.left[relative]
    if sentence.first_word(relative) == "where":  # "Leeds, where Acme is based"
        if name != "in":
            return -1
        before = relative
    elif sentence.preposition_at(before) != name:
        return -1
    return noun_before(sentence, before)


def _again(sentence: Sentence, phrase: int, name: str) -> list[int]:
    """Phrases that repeat the preposition: "with X, which Y bought, and with Z"."""
    found: list[int] = []
    relative = False
    for m in range(phrase + 1, sentence.size - 2) if phrase >= 0 else ():
        kind = sentence.kinds[m]
        if kind in ";S" or (kind == "V" and not relative):
            break
        relative = relative or kind == "W"
        joined = kind == "C" and sentence.kinds[m + 1] == "I" and sentence.kinds[m + 2] == "N"
        if joined and sentence.first_word(m + 1) == name and m > phrase + 1:
            if sentence.kinds[m - 1] == ",":
                found.append(m + 2)
                relative = False
    return found[:MAX_LIST]


def _subjects(sentence: Sentence, phrase: int) -> list[Arg]:
    """Arguments in the place of the subject; of "a maker of pumps based in" it is the maker."""
    planner = _planner(sentence, phrase)
    if planner is not None:
        return [planner]
    other = sentence.verb_at(phrase).subject
    if other < 0:
        return []
    found = args_of(sentence, other, left=True)
    if not _is_known(found):
        head = chain_head(sentence, other)
        if head != other:
            higher = args_of(sentence, head, left=True)
            if _is_known(higher):
                return higher
        verb_phrase = previous_verb(sentence, phrase)
        if sentence.verb_at(phrase).form == "participle" and verb_phrase >= 0:
            # "makes X a player in the field, set to compete": said of the object.
            other = object_of(sentence, verb_phrase)
            if other >= 0 and arg_of(sentence, other).mention >= 0:
                return args_of(sentence, other)
    return found


def _is_known(args: list[Arg]) -> bool:
    """Whether one of the arguments has a name or is a pronoun."""
    for arg in args:
        if arg.mention >= 0 or not arg.named:
            return True
    return False


def _planner(sentence: Sentence, phrase: int) -> Arg | None:
    """Whose plan an infinitive completes: X in "blocked X’s attempt to buy Y"."""
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) != "N" or sentence.verb_at(phrase).form != "infinitive":
        return None
    last = sentence.stop[previous] - 1
    if sentence.words[last] not in load_lexicon().infinitive_words:
        return None
    own = owner_of(sentence, previous, last)
    governor = sentence.verb_of(sentence.left[previous])
    if own is not None and not own.named and governor is not None:
        if governor.lemma in STOPPING and sentence.ref[sentence.first[previous]] < 0:
            return token_arg(
                sentence, sentence.first[previous], previous
            )  # "rejected its bid": whose, the clause does not tell
    return own


def _relative_object(sentence: Sentence, phrase: int) -> int:
    """The object of "which X acquired": what the pronoun before the subject stands for."""
    other = sentence.verb_at(phrase).subject
    if other < 1 or other > phrase:
        return -1
    previous = sentence.left[other]
    if sentence.kind_at(previous) == ",":
        return _contact_object(sentence, other)
    if sentence.kind_at(previous) not in "WS":
        return -1
    if sentence.first_word(previous) not in ("which", "that", "whom"):
        return -1
    return noun_before(sentence, previous)


def _contact_object(sentence: Sentence, phrase: int) -> int:
    """X in "X, the company Jane Roe founded": a relative clause without its pronoun; or -1.

    The noun and the subject behind it are one phrase: that at `phrase`.
    """
    near = sentence.left[sentence.left[phrase]]
    tags = sentence.tags_of(phrase)
    if sentence.kind_at(near) != "N" or sentence.last_tag(near) not in "EP":
        return -1
    return near if _CONTACT.fullmatch(tags) else -1
