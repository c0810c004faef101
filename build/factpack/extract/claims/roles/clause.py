"""The clause around a phrase: where it ends, its date and money, what a claim takes from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from factpack.extract.claims.roles.object_text import singular
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.modality_flags import MAYBE
from factpack.extract.claims.syntax.neighbours import object_of, prepositions, second_object
from factpack.extract.claims.syntax.sentence import COPULA, Sentence

_RELATIONS: Final = {
    "in": "on", "on": "on", "at": "on", "during": "on", "this": "on", "of": "on",
    "since": "since", "from": "since", "by": "by", "until": "until", "till": "until",
    "through": "until", "to": "until", "before": "before", "after": "after", "within": "by",
}  # fmt: skip
_NAMING: Final = frozenset(
    "name appoint elect hire promote nominate recruit install make designate".split()
)
_STATING: Final = COPULA | _NAMING | {"begin", "start"}
"""Verbs that say since when somebody holds a post; the date of any other verb is its own."""
_PROVIDERS: Final = frozenset(
    "provider platform partner supplier vendor cloud system host home infrastructure choice "
    "contractor bank carrier distributor tool engine service environment".split()
)


_PAY: Final = frozenset(("pay", "spend", "offer"))
_VALUED: Final = frozenset("value values valued valuing valuation".split())
_THROUGH: Final = frozenset(("at", "of", "worth", "to"))
_NEAR: Final = 6
"""Units before an amount among which a word says what the amount is."""


def region(s: Sentence, k: int) -> tuple[int, int]:
    """Phrases `[lo, hi)` of the clause around the phrase at `k`.

    It begins after the last finite verb before, and what goes with that, and ends where the
    subject of the next finite verb, or what is put before that subject, begins.
    """
    known = s.region_memo.get(k)
    if known is None:
        known = s.region_memo[k] = _find_region(s, k)
    return known


def _find_region(s: Sentence, k: int) -> tuple[int, int]:
    lo = k
    while lo > 0 and s.kinds[lo - 1] not in ";S":
        verb = s.verb[lo - 1]
        if verb is not None and verb.form == "finite":
            own = s.verb[k]
            lo = own.subject if own is not None and lo <= own.subject <= k else k
            fronted = lo
            while fronted > 0 and s.kinds[fronted - 1] in "TIR,":
                fronted -= 1
            if 0 < fronted < lo and s.kinds[fronted - 1] == "C":
                lo = fronted  # "…, and in 2019 X"
            break
        lo -= 1
    hi = k + 1
    while hi < s.size and s.kinds[hi] not in ";S":
        verb = s.verb[hi]
        if verb is not None and verb.form == "finite":
            if k < verb.subject < hi:
                hi = verb.subject
            before = hi
            while before > k + 1 and s.kinds[before - 1] in "TIR,":
                before -= 1
            if before > k + 1 and s.kinds[before - 1] == "C":
                hi = before - 1  # "…, and on Monday X": the day belongs to X
            break
        hi += 1
    return lo, hi


def date_of(s: Sentence, k: int) -> tuple[int, int, str] | None:
    """Date of the clause: (value, unit, relation), right of the phrase first."""
    if "T" not in s.kinds:
        return None
    if k not in s.date_memo:
        s.date_memo[k] = _find_date(s, k)
    return s.date_memo[k]


def _find_date(s: Sentence, k: int) -> tuple[int, int, str] | None:
    lo, hi = region(s, k)
    order = [*range(k + 1, hi), *range(k - 1, lo - 1, -1)]
    for n in order:
        if s.kinds[n] != "T" or _is_aside(s, k, n) or _is_coordinate(s, lo, n, k):
            continue
        u = s.first[n]
        m = s.left[n]
        before = s.words[s.first[m]] if m >= 0 and s.kinds[m] == "I" else ""
        if before in _RELATIONS:
            return s.literal[u], u, _RELATIONS[before]
        return s.literal[u], u, "on"
    return None


def _is_coordinate(s: Sentence, lo: int, n: int, k: int) -> bool:
    """Whether the phrase at `n` belongs to a verb before: "founded in 1994 and based in Leeds"."""
    if n > k or s.kinds[k] != "V" or "V" not in s.kinds[lo:n]:
        return False
    fronted = "," in s.kinds[n : s.verb_at(k).subject]  # "Founded in 1994 in Leeds, X sells"
    return "C" in s.kinds[n:k] or (n < s.verb_at(k).subject and fronted)


def money_of(s: Sentence, k: int, inside: int = -1) -> tuple[int, int] | None:
    """Amount of money of the clause: (value, unit); in the noun phrase, right, then left."""
    if "$" not in s.tags:
        return None
    lo, hi = region(s, k)
    first, last = s.first[lo], s.stop[hi - 1]
    at = s.first[k]
    places = [*range(at, last), *range(at - 1, first - 1, -1)]
    if inside >= 0:
        places = [*range(s.first[inside], s.stop[inside]), *places]
    places += _governing_noun(s, k)
    for u in places:
        if s.tags[u] == "$" and not _is_aside(s, k, _phrase_at(s, u)):
            if not _is_hedged(s, u, at) and not _is_valuation(s, u):
                return s.literal[u], u
    return None


def _is_hedged(s: Sentence, u: int, at: int) -> bool:
    """Whether the amount at unit `u` is hedged where the verb at `at` is not.

    "invested again, reportedly as much as $3 billion": that it did is said as a fact.
    """
    for w in range(u - 1, max(at, u - _NEAR), -1):
        if s.words[w] in MAYBE:
            return True
        if s.tags[w] in ",;VI" and s.words[w] not in ("as", "at"):
            return False
    return False


def _is_valuation(s: Sentence, u: int) -> bool:
    """Whether the amount at unit `u` is what something is worth: "valuing it at $3 billion"."""
    words = s.words[max(0, u - _NEAR) : u]
    near = next((n for n in range(len(words) - 1, -1, -1) if words[n] in _VALUED), -1)
    return near >= 0 and not _THROUGH.isdisjoint(words[near:])


def _governing_noun(s: Sentence, k: int) -> range:
    """Units of the noun that an infinitive completes: "signed a $4 million deal to build".

    Of an amount alone only where it is paid: in "raised $4 million to buy" the price is another
    matter.
    """
    verb = s.verb[k]
    if verb is None or verb.form != "infinitive" or k == 0 or s.kinds[k - 1] != "N":
        return range(0)
    payer = s.verb[k - 2] if k > 1 else None
    paid = payer is not None and payer.lemma in _PAY
    return range(s.first[k - 1], s.stop[k - 1]) if paid or s.last_tag(k - 1) == "N" else range(0)


def _phrase_at(s: Sentence, u: int) -> int:
    """The phrase that the unit belongs to."""
    return bisect_right(s.first, u) - 1


def _is_aside(s: Sentence, k: int, n: int) -> bool:
    """Whether a verb of its own governs the phrase at `n`, not that of the clause around `k`.

    "Acme, founded in 2015, employs", "X, who sold Y in 2015, is", "employs 40, according to a
    report published in 2015": the date is that of a participle or a relative clause.
    """
    first = k + 1 if n > k else 0
    for m in range(n - 1, first - 1, -1):
        verb = s.verb[m]
        if s.kinds[m] in ";S" or m == k:
            return False
        if verb is None:
            continue
        before = s.left[m]
        while before > 0 and s.kinds[before] == "N":
            before = s.left[before]
        opened = before >= 0 and s.kinds[before] == "W"
        return opened or (verb.passive and verb.form == "participle" and m > 0)
    return False


def attach(
    s: Sentence,
    candidate: Candidate,
    k: int,
    inside: int = -1,
    *,
    dated: bool = True,
    stated: int = -1,
) -> None:
    """Amount, date and kind from the words of the clause, and its date from what states it."""
    rule = candidate.rule
    if rule.takes_amount and candidate.value < 0:
        money = money_of(s, k, inside)
        if money is not None:
            candidate.amount = money[0]
            candidate.amount_at = s.start[money[1]], s.end[money[1]]
    if dated and rule.takes_date:
        date = date_of(s, k)
        if date is None and stated >= 0:
            date = date_of(s, stated)  # "In 2021 X became its head": put before all of it
        if date is not None and date[0] != candidate.value:
            candidate.date = date[0]
            candidate.date_at = s.start[date[1]], s.end[date[1]]
            candidate.date_relation = date[2]
        elif date is not None:
            candidate.date_relation = date[2]
    candidate.kind = rule.kind
    if rule.kind_words:
        for w in _kind_words(s, rule, k, inside):
            kind = rule.kind_words.get(w)
            if kind:
                candidate.kind = kind
                break


def stated_by(s: Sentence, k: int) -> int:
    """The phrase that says it of somebody ("is", "named X", "as"), so that the date counts; or -1.

    An apposition is true at any time.
    """
    m = s.left[k]
    if m >= 0 and s.kinds[m] == "N" and s.left[m] >= 0:
        named = s.verb[s.left[m]]  # "named X its chair"
        return s.left[m] if named is not None and named.lemma in _NAMING else -1
    verb = s.verb[m] if m >= 0 else None
    if verb is not None:
        return m if verb.lemma in _STATING else -1
    return m if m >= 0 and s.kinds[m] == "I" and s.words[s.first[m]] == "as" else -1


def _kind_words(s: Sentence, rule: Rule, k: int, inside: int) -> Sequence[str]:
    """The words among which the kind is looked for: those of the phrase that names it."""
    n = k if inside < 0 else inside
    if "as_provider" in rule.needs:
        n = provider_of(s, k)
    if s.kinds[n] == "V":
        lo, hi = region(s, n)
        noun = _governing_noun(s, n)  # "signed a contract to partner with Beta"
        return [*s.words[s.first[lo] : s.stop[hi - 1]], *s.words[noun.start : noun.stop]]
    return s.words[s.first[n] : s.stop[n]]


def provider_of(s: Sentence, k: int) -> int:
    """The phrase that says what something is chosen as: "as its main platform", "to be …"."""
    places = [prepositions(s, k).get("as", -1), second_object(s, k)]
    n = object_of(s, k)
    m = s.right[n] if n >= 0 else s.size
    if m < s.size and s.kinds[m] == "V" and s.verb_at(m).lemma == "be":
        places.append(object_of(s, m))
    for place in places:
        if place >= 0 and singular(s.last_word(place)) in _PROVIDERS:
            return place
    return -1
