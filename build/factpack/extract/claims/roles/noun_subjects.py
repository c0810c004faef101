"""Who or what a noun is said of: X in "X is a N", "X, N of Y" and "N X"."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.roles.arguments import arg_of, head_unit, unit_arg
from factpack.extract.claims.roles.lists import args_of, expand
from factpack.extract.claims.roles.verb_roles import in_role, people_with
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.neighbours import object_of
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.claims.syntax.subjects import chain_head, previous_verb
from factpack.extract.languages.en.grammar import noun_types

USES: Final = frozenset(("use", "rely on", "run on", "employ", "choose", "adopt", "prefer"))
_APPOINT: Final = frozenset(
    "name appoint elect hire install make promote nominate designate".split()
)
_SUCCEED: Final = frozenset(("succeed", "replace", "follow"))
_PROMOTE: Final = frozenset(("promote", "elevate"))
_SERVE: Final = frozenset("serve work act function operate exist remain begin start".split())


def bearers_of(s: Sentence, k: int, u: int) -> list[Arg]:
    """Who or what the noun at unit `u` of phrase `k` is said of.

    It is X in "X is a N", "X, N of Y", "N X", "N of Y, X" and "named X N".
    """
    known = s.bearer_memo.get((k, u))
    if known is None:
        known = s.bearer_memo[k, u] = _find_bearer(s, k, u)
    return known


def user_follows(s: Sentence, k: int) -> bool:
    """Whether the name that ends the phrase uses what stands before: "the system X uses"."""
    n = s.right[k]
    verb = s.verb[n] if n < s.size else None
    return verb is not None and verb.lemma in USES and not verb.passive and object_of(s, n) < 0


def _find_bearer(s: Sentence, k: int, u: int) -> list[Arg]:
    if u < s.stop[k] - 1 and not user_follows(s, k):
        return _named_inside(s, k, u)
    m = s.left[k]
    before = s.kinds[m] if m >= 0 else ";"
    found: list[Arg] | None = None
    if before == "V":
        found = _of_verb(s, m)
    elif before == "I":
        found = _of_preposition(s, k, u)
    if found is None:
        found = _right_name(s, k)
    if found is None:
        found = _introduced(s, k)
    if found is None:
        found = _joined_name(s, k)
    if found is None:
        found = _left_name(s, m)
        if found and s.words[u].endswith("s") and s.last_tag(found[0].phrase) == "P":
            return [arg_of(s, n) for n in _people_up_to(s, found[0].phrase)]
    if found is not None:
        return found
    return _shared(s, m) if before in "C," else []


def _named_inside(s: Sentence, k: int, u: int) -> list[Arg]:
    """The name that ends the phrase: "co-founders A and B", but of "CEO A and B" only A."""
    if s.tags[u + 1 : s.stop[k]].strip("EP"):
        return []
    found = [unit_arg(s, s.stop[k] - 1, k)]
    if s.words[u].endswith("s"):
        found += [arg_of(s, n) for n in expand(s, k)[1:]]
    return found


def _of_verb(s: Sentence, v: int) -> list[Arg] | None:
    """The subject of a verb before that says what it is; None where the verb says nothing."""
    verb = s.verb_at(v)
    if verb.lemma in COPULA or (verb.lemma in _APPOINT and verb.passive):
        return args_of(s, verb.subject, left=True)
    return [] if verb.lemma in _APPOINT else None


def _of_preposition(s: Sentence, k: int, u: int) -> list[Arg] | None:
    """Who serves "as" the noun, or is "one of" them; None where no verb says so."""
    m, v = s.left[k], previous_verb(s, k)
    governor = s.verb[v] if v >= 0 else None
    word = s.words[s.first[m]]
    if word == "of" and m > 1 and s.kinds[m - 2] == "," and s.kinds[m - 1] == "N":
        one = s.first[m - 1]
        if s.words[one : s.stop[m - 1]] == ["one"]:
            return bearers_of(s, m - 1, one)  # "Jane Roe, one of the founders"
    if governor is None:
        return None
    if word == "to" and governor.lemma in _PROMOTE:
        if governor.passive:
            return args_of(s, governor.subject, left=True)
        return args_of(s, object_of(s, v))
    if word == "as":
        if governor.lemma in _SUCCEED and governor.passive:
            return in_role(s, v, "A")  # "will be succeeded by Jane Roe as head of X"
        installed = people_with(s, v)
        if installed:
            return installed
        if governor.lemma in _SERVE | _SUCCEED or governor.passive:
            return args_of(s, governor.subject, left=True)
        n = object_of(s, v)
        target = arg_of(s, n) if n >= 0 else None
        person = "Person" in noun_types(s.words[u])
        if target is not None and ("Person" in target.types or not person):
            return [target]
        return args_of(s, governor.subject, left=True)
    if word == "of" and governor.lemma in COPULA and m > 0 and s.kinds[m - 1] == "N":
        if s.last_word(m - 1) in ("one", "member"):
            return args_of(s, governor.subject, left=True)
    return None


def _introduced(s: Sentence, k: int) -> list[Arg] | None:
    """X in "the head of Acme is X", None where nobody is named so."""
    v = s.right[k]
    while v + 1 < s.size and s.kinds[v] == "I" and s.kinds[v + 1] == "N":
        v = s.right[v + 1]
    said = s.verb[v] if v < s.size else None
    if said is None or said.lemma != "be" or said.subject != k:
        return None
    n = object_of(s, v)
    if s.tags[s.first[k]] in "DHE" and n >= 0 and s.tags[s.first[n] : s.stop[n]] == "P":
        return [arg_of(s, n)]
    return None


def _joined_name(s: Sentence, k: int) -> list[Arg] | None:
    """X in "president and head of sales X", None where the next post has no name."""
    n = s.right[k]
    if n + 1 >= s.size or s.kinds[n] != "C" or s.kinds[n + 1] != "N":
        return None
    first, last = s.first[n + 1], s.stop[n + 1] - 1
    if s.tags[last] == "P" and last > first and s.tags[first] in "NA":
        return [unit_arg(s, last, n + 1)]
    return None


def _left_name(s: Sentence, m: int) -> list[Arg] | None:
    """The name before the noun, after a comma or as an object: "X, head of Y", "named X head".

    Args:
        s: the sentence.
        m: the phrase before that of the noun, -1: none.
    """
    if m < 0:
        return None
    near = s.left[m]
    if s.kinds[m] == "," and near >= 0 and s.kinds[near] == "N":
        for n in (near, chain_head(s, near)):
            if s.tags[head_unit(s, n)] in "EP":
                return [arg_of(s, n)]
    if s.kinds[m] == "N" and s.last_tag(m) == "P":
        governor = s.verb[near] if near >= 0 else None
        if governor is not None and governor.lemma in _APPOINT:
            return [arg_of(s, m)]
    return None


def _people_up_to(s: Sentence, k: int) -> list[int]:
    """The people of a list that ends at `k`: "X and Y, both engineers at"."""
    found = [k]
    while k > 1 and s.kinds[k - 1] in "C," and s.tags[s.first[k - 2] : s.stop[k - 2]] == "P":
        k -= 2
        found.append(k)
    return found[::-1]


def _right_name(s: Sentence, k: int) -> list[Arg] | None:
    """The person named after a description: "the head of X, Jane Roe", "of X Jane Roe"."""
    n = k + 1
    while (
        n + 1 < s.size and s.kinds[n] == "I" and s.kinds[n + 1] == "N" and s.last_tag(n + 1) != "P"
    ):
        n += 2
    comma = n < s.size and s.kinds[n] == ","
    if comma:
        n += 1
    # An organisation is named so only after "X's parent, Y": its type shows no apposition.
    allowed = "PE" if comma and "'" in s.tags[s.first[k] : s.stop[k]] else "P"
    if n >= s.size or s.kinds[n] != "N" or s.last_tag(n) not in allowed:
        return None
    if s.stop[n] - s.first[n] > 1:
        return None
    m = s.left[k]
    if comma and m >= 0 and s.kinds[m] == ",":
        near = s.left[m]
        if near >= 0 and s.kinds[near] == "N" and s.last_tag(near) == "P":
            return None  # "Jane Roe, head of X, John Doe": the first one it is
    if s.bound.get(k) != n:
        s.bound[k] = n
        s.version += 1
    plural = s.last_word(k).endswith("s")
    return args_of(s, n) if plural else [arg_of(s, n)]


def _shared(s: Sentence, m: int) -> list[Arg]:
    """What the noun before the conjunction is said of: "founder and head of X"."""
    p = m - 1
    while p >= 0 and s.kinds[p] in "NI,CTRA":
        if s.kinds[p] == "N":
            left = s.left[p]
            kind = s.kinds[left] if left >= 0 else ";"
            if kind == "V" or (kind == "I" and s.words[s.first[left]] == "as"):
                return bearers_of(s, p, s.stop[p] - 1)
            if kind == "," and s.last_tag(p) not in "EP":
                found = bearers_of(s, p, s.stop[p] - 1)
                if found:
                    return found
        p -= 1
    return []
