"""All that a noun phrase stands for where it is part of a list, counts, or means two parties."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.roles.arguments import arg_of, unit_arg
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.neighbours import prepositions
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.subjects import chain_head, previous_verb
from factpack.extract.languages.en.grammar import load_lexicon

PARTIES: Final = frozenset(
    "companies firms organisations organizations sides parties pair duo both".split()
)
MAX_LIST: Final = 24
"""Longest list of arguments that is read; a longer one is a catalogue, and hostile text ends."""
_BOTH: Final = frozenset(("they", "both", "them"))
_LIST_WORDS: Final = frozenset(("like", "including", "namely"))
_GROUPS: Final = frozenset("group consortium syndicate coalition team handful".split())
_OF_NOUNS: Final = frozenset(
    "likes pair duo trio one some many members number version versions edition editions".split()
)
_FRACTIONS: Final = frozenset("half third quarter fifth tenth percent".split())
_UNIT_NOUNS: Final = frozenset(
    "department division faculty office team staff board branch chapter directors trustees "
    "governors management".split()
)


def args_of(s: Sentence, k: int, left: bool = False) -> list[Arg]:
    """All arguments that the phrase stands for: lists, and "companies such as A and B".

    Empty for the phrase -1. `left` says that the phrase ends a list, else it begins one.
    """
    if k < 0:
        return []
    if _stands_alone(s, k, left):
        return [unit_arg(s, s.first[k], k)]
    key = k * 2 + left
    known = s.args_memo.get(key)
    if known is not None and known[0] == s.version:
        return known[1]
    found = _find_args(s, k, left)
    s.args_memo[key] = s.version, found
    return found


def _stands_alone(s: Sentence, k: int, left: bool) -> bool:
    """Whether the phrase is a name and nothing beside it can make a list of it."""
    u = s.first[k]
    if s.stop[k] != u + 1 or s.tags[u] not in "EP" or s.bound:
        return False
    after = s.kinds[k + 1] if k + 1 < s.size else ";"
    if left:
        return after != "I" and (k == 0 or s.kinds[k - 1] != "C")
    return after not in "IC,"


def _find_args(s: Sentence, k: int, left: bool) -> list[Arg]:
    end = s.stop[k] - 1
    if (s.tags[end] in "#%" and not _is_counted(s, k)) or is_share(s, k):
        k = _counted(s, k)
        end = s.stop[k] - 1
    last = s.words[end]
    if last in _OF_NOUNS or last in _UNIT_NOUNS:
        n = prepositions(s, k).get("of", -1)
        if n == k + 2:
            inner = args_of(s, n)
            if last in _OF_NOUNS or any(a.mention >= 0 for a in inner):
                return inner
    bound = s.bound.get(k)
    if bound is not None and bound != k and last.endswith("s"):
        return args_of(s, bound)
    if s.words[s.first[k]] in _BOTH:
        joint = _joint(s, k)
        if joint:
            return joint
    if s.discourse.pair is not None and _is_pair(s, k):
        start = s.start[s.first[k]]
        return [Arg(a.mention, start, s.end[end], k, a.types, True) for a in s.discourse.pair]
    places = expand_left(s, k) if left else expand(s, k)
    if left and len(places) > 1 and arg_of(s, places[0]).mention < 0:
        n = _listed(s, places[0])  # "investors including X and Y put"
        if 0 <= n < k:
            return [arg_of(s, e) for e in expand(s, n, listed=True)]
    own = arg_of(s, k)
    found = [own] if len(places) == 1 else [arg_of(s, n) for n in places]
    if own.mention < 0 and own.named:
        n = _listed(s, k)
        if n >= 0:
            return [arg_of(s, e) for e in expand(s, n, listed=True)]
    return found


def expand(s: Sentence, k: int, listed: bool = False) -> list[int]:
    """The noun phrase and those that a list joins to it on the right.

    `listed` says that a list is certain ("such as"); else "A and B did" may be two clauses.
    """
    found = [k]
    at = k
    while len(found) < MAX_LIST:
        end = at + 1
        inner = -1
        while (
            end + 1 < s.size
            and s.kinds[end] == "I"
            and s.kinds[end + 1] == "N"
            and s.words[s.first[end]] in ("of", "at", "from", "in", "for")
        ):
            inner = end + 1
            end += 2
        if s.bound.get(at) == end:
            end += 1  # "the president of X Jane Roe and John Doe"
        n = _joined(s, end)
        if n < 0:
            n = _after_relative(s, at, end)
        if n < 0:
            break
        if inner >= 0:
            kind, inside = arg_of(s, at).types, arg_of(s, inner).types
            if arg_of(s, n).types & inside and not arg_of(s, n).types & kind:
                break
        if (
            len(found) == 1
            and not listed
            and any(
                (v := s.verb[p]) is not None
                and v.subject == n
                and v.form == "finite"
                and s.kinds[p - 1] != "W"
                for p in range(n + 1, min(s.size, n + 4))
            )
        ):
            break
        found.append(n)
        at = n
    return found


def expand_left(s: Sentence, k: int) -> list[int]:
    """The subject phrase and those that a list joins to it on the left, in reading order."""
    found = [k]
    at = k
    joined = False
    while len(found) < MAX_LIST:
        m = at - 1
        if m >= 0 and s.kinds[m] == "C" and s.words[s.first[m]] in ("and", "&"):
            joined = True
            m -= 1
            if m >= 0 and s.kinds[m] == ",":
                m -= 1
        elif joined and m >= 0 and s.kinds[m] == ",":
            m -= 1
        else:
            break
        if m < 0 or s.kinds[m] != "N":
            break
        head = chain_head(s, m)
        before = s.left[head]
        if before >= 0 and s.kinds[before] in "VI":
            break
        found.append(head)
        at = head
    return found[::-1]


def _joined(s: Sentence, end: int) -> int:
    """The noun phrase that a comma or conjunction at `end` adds to a list, or -1."""
    if end >= s.size:
        return -1
    kind = s.kinds[end]
    n = end + 1
    if kind == ",":
        if n < s.size and s.kinds[n] == "C":
            n += 1
        elif n < s.size and s.kinds[n] == "N":
            # A comma alone joins names only: what follows a comma is mostly an apposition.
            if s.last_tag(n) not in "EP#":
                return -1
    elif kind != "C":
        return -1
    while n < s.size and s.kinds[n] in "RI" and kind == "C":
        if s.kinds[n] == "I":
            return -1
        n += 1
    return n if n < s.size and s.kinds[n] == "N" else -1


def _after_relative(s: Sentence, at: int, end: int) -> int:
    """The person that goes on with a list after a clause about the one before, or -1.

    "by Jane Roe, who is now its head, John Doe and Ann Poe": only where the list is closed.
    """
    if end + 1 >= s.size or s.kinds[end] != "," or s.kinds[end + 1] != "W":
        return -1
    close = next((m for m in range(end + 2, s.size) if s.kinds[m] in ",;"), -1)
    if close < 0 or s.kinds[close] == ";" or close + 2 >= s.size:
        return -1
    n = close + 1
    for name in (at, n):
        if s.kinds[name] != "N" or s.tags[s.first[name] : s.stop[name]] != "P":
            return -1
    goes_on = _joined(s, n + 1)
    return n if goes_on >= 0 and s.kinds[n + 1] in ",C" else -1


def _joint(s: Sentence, k: int) -> list[Arg]:
    """Who an unresolved "they" means where a clause before has a joint subject."""
    if s.ref[s.first[k]] >= 0:
        return []
    v = previous_verb(s, k)
    subject = s.verb_at(v).subject if v >= 0 else -1
    found = [arg_of(s, n) for n in expand_left(s, subject)] if 0 <= subject != k else []
    return found if len(found) > 1 and all(a.mention >= 0 for a in found) else []


def _is_counted(s: Sentence, k: int) -> bool:
    """Whether the number that ends the phrase says itself what it counts: "1,200 jobs"."""
    last = s.last_word(k).rsplit(" ", 1)[-1]
    return s.last_tag(k) == "#" and last[0].isalpha() and load_lexicon().tags.get(last) != "#"


def is_share(s: Sentence, k: int) -> bool:
    """Whether the phrase is a part of what follows: "30%", "a third"."""
    return s.last_tag(k) == "%" or s.last_word(k) in _FRACTIONS


def _counted(s: Sentence, k: int) -> int:
    """What is counted in "one or two", "thousands of machines": the next phrase with a noun."""
    for n in range(k + 1, min(s.size, k + 12)):
        if s.kinds[n] == "N":
            if s.last_tag(n) in "NEP" or (s.last_tag(n) == "#" and is_share(s, k)):
                return n
            if s.last_tag(n) != "#":
                return k
        elif s.kinds[n] not in "ICxR":
            return k
    return k


def _is_pair(s: Sentence, k: int) -> bool:
    """Whether the phrase means two parties named before: "the two companies", "both firms"."""
    if s.last_word(k).rpartition(" ")[2] not in PARTIES:
        return False
    # "two companies" is one unit, a count
    words = " ".join(s.words[s.first[k] : s.stop[k]]).split(" ")
    if words[0] not in ("the", "both", "these"):
        return False
    return s.ref[s.stop[k] - 1] < 0 and all(
        w in PARTIES or w in ("the", "both", "these", "two") for w in words
    )


def _listed(s: Sentence, k: int) -> int:
    """The first of those that "such as" or "including" names of the phrase, -1 where it does not.

    "A group of investors including X" is one that X belongs to.
    """
    n = k + 1
    if n + 2 < s.size and s.last_word(k) in _GROUPS and s.words[s.first[n]] == "of":
        if s.kinds[n + 1] == "N" and s.last_tag(n + 1) == "N" and s.kinds[n + 2] != ",":
            n += 2
    if n < s.size and s.kinds[n] == ",":
        n += 1
    if n + 1 < s.size and s.kinds[n] == "I":
        word = s.words[s.first[n]]
        if word in _LIST_WORDS and s.kinds[n + 1] == "N":
            return n + 1
        if word == "such" and n + 2 < s.size and s.kinds[n + 2] == "N":
            return n + 2
    if n + 2 < s.size and s.kinds[n] == "W" and s.kinds[n + 2] == "N":
        verb = s.verb[n + 1]
        if verb is not None and verb.lemma == "include":
            return n + 2
    return -1
