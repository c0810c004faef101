"""The arguments of verbs, by the roles of which the rules speak."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.roles.arguments import arg_of, unit_arg
from factpack.extract.claims.roles.lists import MAX_LIST, args_of
from factpack.extract.claims.roles.owners import modifier_of, possessor_of
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.neighbours import object_of, prepositions, second_object
from factpack.extract.claims.syntax.plan_outcome import STOPPING
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.subjects import chain_head, previous_verb
from factpack.extract.languages.en.grammar import load_lexicon

HANDOVER: Final = frozenset(("replace", "succeed", "take over"))
"""Verbs by which a post goes from one to another."""


def in_role(s: Sentence, k: int, name: str) -> list[Arg]:
    """Arguments of the verb group at `k` in a role of the rules.

    The rules of nouns come first, since they bind names; after them nothing changes.
    """
    known = s.role_memo.get((k, name))
    if known is None:
        known = s.role_memo[k, name] = _find_role(s, k, name)
    return known


def handover(s: Sentence, k: int) -> tuple[list[Arg], list[Arg]]:
    """Who comes and who goes: "X replaces Y", "Y was succeeded by X", "Z replaced Y with X"."""
    installed = people_with(s, k)
    if installed:
        return installed, in_role(s, k, "P")
    old = in_role(s, k, "from" if s.verb_at(k).lemma == "take over" else "P")
    return in_role(s, k, "A"), old


def people_with(s: Sentence, k: int) -> list[Arg]:
    """X in "replaced Y with X", never what else goes with it ("with immediate effect")."""
    if s.verb_at(k).lemma != "replace":
        return []
    return [a for a in in_role(s, k, "with") if a.mention >= 0 and "Person" in a.types]


def subject_of_sentence(s: Sentence) -> Arg | None:
    """The organisation that is the subject of the first finite verb, None where it is none."""
    for k in s.verbs:
        verb = s.verb_at(k)
        if verb.form == "finite" and verb.subject >= 0:
            arg = arg_of(s, verb.subject)
            if arg.mention >= 0 and "Organization" in arg.types:
                return arg
    return None


def _find_role(s: Sentence, k: int, name: str) -> list[Arg]:
    verb = s.verb_at(k)
    if name == "A":
        return _governed(s, k, "by") if verb.passive else _subjects(s, k)
    if name == "P":
        if verb.passive:
            return _subjects(s, k)
        n = object_of(s, k)
        return args_of(s, n if n >= 0 else _relative_object(s, k))
    if name == "C":
        return args_of(s, object_of(s, k))
    if name == "P2":
        return args_of(s, object_of(s, k) if verb.passive else second_object(s, k))
    return _governed(s, k, name)


def _governed(s: Sentence, k: int, name: str) -> list[Arg]:
    """What a preposition after the verb governs, also where it is repeated."""
    n = prepositions(s, k).get(name, -1)
    if n < 0:
        return []
    found = args_of(s, n)
    for other in _again(s, n, name):
        found = found + args_of(s, other)
    return found


def _again(s: Sentence, n: int, name: str) -> list[int]:
    """Phrases that repeat the preposition: "with X, which Y bought, and with Z"."""
    found: list[int] = []
    relative = False
    for m in range(n + 1, s.size - 2) if n >= 0 else ():
        kind = s.kinds[m]
        if kind in ";S" or (kind == "V" and not relative):
            break
        relative = relative or kind == "W"
        joined = kind == "C" and s.kinds[m + 1] == "I" and s.kinds[m + 2] == "N"
        if joined and s.words[s.first[m + 1]] == name and m > n + 1:
            if s.kinds[m - 1] == ",":
                found.append(m + 2)
                relative = False
    return found[:MAX_LIST]


def _subjects(s: Sentence, k: int) -> list[Arg]:
    """Arguments in the place of the subject; of "a maker of pumps based in" it is the maker."""
    planner = _planner(s, k)
    if planner is not None:
        return [planner]
    n = s.verb_at(k).subject
    if n < 0:
        return []
    found = args_of(s, n, left=True)
    if not _is_known(found):
        head = chain_head(s, n)
        if head != n:
            higher = args_of(s, head, left=True)
            if _is_known(higher):
                return higher
        v = previous_verb(s, k)
        if s.verb_at(k).form == "participle" and v >= 0:
            # "makes X a player in the field, set to compete": said of the object.
            n = object_of(s, v)
            if n >= 0 and arg_of(s, n).mention >= 0:
                return args_of(s, n)
    return found


def _is_known(args: list[Arg]) -> bool:
    """Whether one of the arguments has a name or is a pronoun."""
    for arg in args:
        if arg.mention >= 0 or not arg.named:
            return True
    return False


def _planner(s: Sentence, k: int) -> Arg | None:
    """Whose plan an infinitive completes: X in "blocked X’s attempt to buy Y"."""
    m = s.left[k]
    if m < 0 or s.kinds[m] != "N" or s.verb_at(k).form != "infinitive":
        return None
    last = s.stop[m] - 1
    if s.words[last] not in load_lexicon().infinitive_words:
        return None
    own = possessor_of(s, m, last) or modifier_of(s, m, last)
    governor = s.verb[s.left[m]] if s.left[m] >= 0 else None
    if own is not None and not own.named and governor is not None:
        if governor.lemma in STOPPING and s.ref[s.first[m]] < 0:
            return unit_arg(s, s.first[m], m)  # "rejected its bid": whose, the clause does not tell
    return own


def _relative_object(s: Sentence, k: int) -> int:
    """The object of "which X acquired": what the pronoun before the subject stands for."""
    n = s.verb_at(k).subject
    if n < 1 or n > k:
        return -1
    m = s.left[n]
    if m < 0 or s.kinds[m] not in "WS":
        return -1
    if s.words[s.first[m]] not in ("which", "that", "whom"):
        return -1
    near = s.left[m]
    if near >= 0 and s.kinds[near] == ",":
        near = s.left[near]
    return near if near >= 0 and s.kinds[near] == "N" else -1
