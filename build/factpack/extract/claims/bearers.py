"""Who or what a noun is said of: X in "X is a N", "X, N of Y" and "N X"."""

from __future__ import annotations

from factpack.extract.claims.arguments import arg_of, head_unit, unit_arg
from factpack.extract.claims.discourse import Arg
from factpack.extract.claims.lexicon import noun_types
from factpack.extract.claims.lists import args_of, expand
from factpack.extract.claims.neighbours import object_of
from factpack.extract.claims.sentence import COPULA, Sentence
from factpack.extract.claims.subjects import chain_head, previous_verb

USES = frozenset(("use", "rely on", "run on", "employ", "choose", "adopt", "prefer"))
_APPOINT = frozenset("name appoint elect hire install make promote nominate designate".split())
_SERVE = frozenset("serve work act function operate exist remain begin start".split())


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
        rest = s.tags[u + 1 : s.stop[k]]
        if set(rest) <= {"E", "P"}:
            found = [unit_arg(s, s.stop[k] - 1, k)]
            if s.words[u].endswith("s"):  # "co-founders A and B", but "CEO A and B"
                found += [arg_of(s, n) for n in expand(s, k)[1:]]
            return found
        return []
    m = s.left[k]
    before = s.kinds[m] if m >= 0 else ""
    if before == "V":
        verb = s.verb_at(m)
        if verb.lemma in COPULA or (verb.lemma in _APPOINT and verb.passive):
            return args_of(s, verb.subject, left=True)
        if verb.lemma in _APPOINT:
            return []
    if before == "I":
        word = s.words[s.first[m]]
        v = previous_verb(s, k)
        governor = s.verb[v] if v >= 0 else None
        if word == "as" and governor is not None:
            if governor.lemma in _SERVE or governor.passive:
                return args_of(s, governor.subject, left=True)
            found_object = object_of(s, v)
            target = arg_of(s, found_object) if found_object >= 0 else None
            person = "Person" in noun_types(s.words[u])
            if target is not None and ("Person" in target.types or not person):
                return [target]
            return args_of(s, governor.subject, left=True)
        if word == "of" and governor is not None and governor.lemma in COPULA and m > 0:
            if s.kinds[m - 1] == "N" and s.last_word(m - 1) in ("one", "member"):
                return args_of(s, governor.subject, left=True)
    right = _right_name(s, k)
    if right is not None:
        return right
    v = s.right[k]
    while v + 1 < s.size and s.kinds[v] == "I" and s.kinds[v + 1] == "N":
        v = s.right[v + 1]
    said = s.verb[v] if v < s.size else None
    if (
        said is not None
        and said.lemma == "be"
        and said.subject == k
        and s.tags[s.first[k]] in "DHE"
    ):
        named = object_of(s, v)
        if named >= 0 and s.tags[s.first[named] : s.stop[named]] == "P":
            return [arg_of(s, named)]  # "the head of X is Jane Roe"
    n = s.right[k]
    if n + 1 < s.size and s.kinds[n] == "C" and s.kinds[n + 1] == "N":
        if (
            s.last_tag(n + 1) == "P"
            and s.stop[n + 1] - s.first[n + 1] > 1
            and s.tags[s.first[n + 1]] in "NA"
        ):
            return [unit_arg(s, s.stop[n + 1] - 1, n + 1)]  # "president and head of sales Jane"
    if before == ",":
        near = s.left[m]
        if near >= 0 and s.kinds[near] == "N":
            candidates = [near, chain_head(s, near)]
            for c in candidates:
                if s.tags[head_unit(s, c)] in "EP":
                    return [arg_of(s, c)]
    if before == "N" and s.last_tag(m) == "P":
        v = s.left[m]
        governor = s.verb[v] if v >= 0 else None
        if governor is not None and governor.lemma in _APPOINT:
            return [arg_of(s, m)]
    if before and before in "C,":
        return _shared(s, k, m)
    return []


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


def _shared(s: Sentence, k: int, m: int) -> list[Arg]:
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
