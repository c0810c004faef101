"""The clause around a phrase: where it ends, its date and money, what a claim takes from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.modality import MAYBE
from factpack.extract.claims.syntax.neighbours import object_of, second_object, verb_complements
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.languages.en.inflection import singular
from factpack.extract.languages.en.word_lists import word_list

_RELATIONS = {
    "in": "on", "on": "on", "at": "on", "during": "on", "this": "on", "of": "on",
    "since": "since", "from": "since", "by": "by", "until": "until", "till": "until",
    "through": "until", "to": "until", "before": "before", "after": "after", "within": "by",
}  # fmt: skip
_NAMING = word_list("claims", "roles.arguments.clause.naming")
_STATING = COPULA | _NAMING | {"begin", "start"}
"""Verbs that say since when somebody holds a post; the date of any other verb is its own."""
_PROVIDERS = word_list("claims", "roles.arguments.clause.providers")


_PAY = word_list("claims", "roles.arguments.clause.pay")
_VALUED = word_list("claims", "roles.arguments.clause.valued")
_THROUGH = word_list("claims", "roles.arguments.clause.through")
_EACH = word_list("claims", "roles.arguments.clause.each")
_PIECES = word_list("claims", "roles.arguments.clause.pieces")
_TOGETHER = word_list("claims", "roles.arguments.clause.together")
_NEAR = 6
"""Tokens before an amount among which a word says what the amount is."""


def region(sentence: Sentence, phrase: int) -> tuple[int, int]:
    """Phrases `[lo, hi)` of the clause around the phrase at `phrase`.

    It begins after the last finite verb before, and what goes with that, and ends where the
    subject of the next finite verb, or what is put before that subject, begins.
    """
    known = sentence.region_memo.get(phrase)
    if known is None:
        known = sentence.region_memo[phrase] = _find_region(sentence, phrase)
    return known


def _find_region(sentence: Sentence, phrase: int) -> tuple[int, int]:
    lo = phrase
    while lo > 0 and sentence.kinds[lo - 1] not in ";S":
        verb = sentence.verb[lo - 1]
        if verb is not None and verb.form == "finite":
            own = sentence.verb[phrase]
            lo = own.subject if own is not None and lo <= own.subject <= phrase else phrase
            fronted = lo
            while fronted > 0 and sentence.kinds[fronted - 1] in "TIR,":
                fronted -= 1
            if 0 < fronted < lo and sentence.kinds[fronted - 1] == "C":
                lo = fronted  # "…, and in 2019 X"
            break
        lo -= 1
    hi = phrase + 1
    while hi < sentence.size and sentence.kinds[hi] not in ";S":
        verb = sentence.verb[hi]
        if verb is not None and verb.form == "finite":
            if phrase < verb.subject < hi:
                hi = verb.subject
            before = hi
            while before > phrase + 1 and sentence.kinds[before - 1] in "TIR,":
                before -= 1
            if before > phrase + 1 and sentence.kinds[before - 1] == "C":
                hi = before - 1  # "…, and on Monday X": the day belongs to X
            break
        hi += 1
    return lo, hi


def date_of(sentence: Sentence, phrase: int) -> tuple[int, int, str] | None:
    """Date of the clause: (value, token, relation), right of the phrase first."""
    if "T" not in sentence.kinds:
        return None
    if phrase not in sentence.date_memo:
        sentence.date_memo[phrase] = _find_date(sentence, phrase)
    return sentence.date_memo[phrase]


def _find_date(sentence: Sentence, phrase: int) -> tuple[int, int, str] | None:
    lo, hi = region(sentence, phrase)
    order = [*range(phrase + 1, hi), *range(phrase - 1, lo - 1, -1)]
    for n in order:
        if (
            sentence.kinds[n] != "T"
            or _is_aside(sentence, phrase, n)
            or _is_coordinate(sentence, lo, n, phrase)
        ):
            continue
        token = sentence.first[n]
        previous = sentence.left[n]
        before = sentence.first_word(previous) if sentence.kind_at(previous) == "I" else ""
        if before in _RELATIONS:
            return sentence.literal[token], token, _RELATIONS[before]
        return sentence.literal[token], token, "on"
    return None


def _is_coordinate(sentence: Sentence, lo: int, other: int, phrase: int) -> bool:
    """Whether `other` belongs to a verb before: "founded in 1994 and based in Leeds"."""
    if other > phrase or sentence.kinds[phrase] != "V" or "V" not in sentence.kinds[lo:other]:
        return False
    fronted = (
        "," in sentence.kinds[other : sentence.verb_at(phrase).subject]
    )  # "Founded in 1994 in Leeds, X sells"
    return "C" in sentence.kinds[other:phrase] or (
        other < sentence.verb_at(phrase).subject and fronted
    )


def money_of(sentence: Sentence, phrase: int, inside: int = -1) -> tuple[int, int] | None:
    """Amount of money of the clause: (value, token); in the noun phrase, right, then left."""
    if "$" not in sentence.tags:
        return None
    lo, hi = region(sentence, phrase)
    first, last = sentence.first[lo], sentence.stop[hi - 1]
    at = sentence.first[phrase]
    places = [*range(at, last), *range(at - 1, first - 1, -1)]
    if inside >= 0:
        places = [*range(sentence.first[inside], sentence.stop[inside]), *places]
    places += _governing_noun(sentence, phrase)
    for token in places:
        if sentence.tags[token] == "$" and not _is_aside(
            sentence, phrase, _phrase_at(sentence, token)
        ):
            if not (
                _is_hedged(sentence, token, at)
                or _is_valuation(sentence, token)
                or _is_other_sum(sentence, token)
            ):
                return sentence.literal[token], token
    return None


def _is_hedged(sentence: Sentence, token: int, at: int) -> bool:
    """Whether the amount at `token` is hedged where the verb at `at` is not.

    "invested again, reportedly as much as $3 billion": that it did is said as a fact.
    """
    for w in range(token - 1, max(at, token - _NEAR), -1):
        if sentence.words[w] in MAYBE:
            return True
        if sentence.tags[w] in ",;VI" and sentence.words[w] not in ("as", "at"):
            return False
    return False


def _is_valuation(sentence: Sentence, token: int) -> bool:
    """Whether the amount at `token` is what something is worth: "valuing it at $3 billion"."""
    words = sentence.words[max(0, token - _NEAR) : token]
    near = next((n for n in range(len(words) - 1, -1, -1) if words[n] in _VALUED), -1)
    return near >= 0 and not _THROUGH.isdisjoint(words[near:])


def _is_other_sum(sentence: Sentence, token: int) -> bool:
    """Whether the amount at `token` is a price of one piece, or what has come together so far.

    "$110 per share", "bringing its total funding to $20 million".
    """
    after = sentence.words[token + 1 : token + 3]
    if after and (after[0] in _EACH or (after[0] == "a" and not _PIECES.isdisjoint(after))):
        return True
    return not _TOGETHER.isdisjoint(sentence.words[max(0, token - _NEAR) : token])


def _governing_noun(sentence: Sentence, phrase: int) -> range:
    """Tokens of the noun that an infinitive completes: "signed a $4 million deal to build".

    Of an amount alone only where it is paid: in "raised $4 million to buy" the price is another
    matter.
    """
    verb = sentence.verb[phrase]
    if (
        verb is None
        or verb.form != "infinitive"
        or phrase == 0
        or sentence.kinds[phrase - 1] != "N"
    ):
        return range(0)
    payer = sentence.verb[phrase - 2] if phrase > 1 else None
    paid = payer is not None and payer.lemma in _PAY
    return (
        range(sentence.first[phrase - 1], sentence.stop[phrase - 1])
        if paid or sentence.last_tag(phrase - 1) == "N"
        else range(0)
    )


def _phrase_at(sentence: Sentence, token: int) -> int:
    """The phrase that the token belongs to."""
    return bisect_right(sentence.first, token) - 1


def _is_aside(sentence: Sentence, phrase: int, other: int) -> bool:
    """Whether a verb of its own governs `other`, not that of the clause around `phrase`.

    "Acme, founded in 2015, employs", "X, who sold Y in 2015, is", "employs 40, according to a
    report published in 2015": the date is that of a participle or a relative clause.
    """
    first = phrase + 1 if other > phrase else 0
    for m in range(other - 1, first - 1, -1):
        verb = sentence.verb[m]
        if sentence.kinds[m] in ";S" or m == phrase:
            return False
        if verb is None:
            continue
        before = sentence.left[m]
        while before > 0 and sentence.kinds[before] == "N":
            before = sentence.left[before]
        opened = sentence.kind_at(before) == "W"
        return opened or (verb.passive and verb.form == "participle" and m > 0)
    return False


def attach(
    sentence: Sentence,
    candidate: Candidate,
    phrase: int,
    inside: int = -1,
    *,
    dated: bool = True,
    stated: int = -1,
) -> None:
    """Amount, date and kind from the words of the clause, and its date from what states it."""
    rule = candidate.rule
    if rule.takes_amount and candidate.value < 0:
        money = money_of(sentence, phrase, inside)
        if money is not None:
            candidate.amount = money[0]
            candidate.amount_at = sentence.start[money[1]], sentence.end[money[1]]
    if dated and rule.takes_date:
        date = _date_inside(sentence, inside) or date_of(sentence, phrase)
        if date is None and stated >= 0:
            date = date_of(sentence, stated)  # "In 2021 X became its head": put before all of it
        if date is not None and date[0] != candidate.value:
            candidate.date = date[0]
            candidate.date_at = sentence.start[date[1]], sentence.end[date[1]]
            candidate.date_relation = date[2]
        elif date is not None:
            candidate.date_relation = date[2]
    candidate.kind = rule.kind
    if rule.kind_words:
        for w in _kind_words(sentence, rule, phrase, inside):
            kind = rule.kind_words.get(w)
            if kind:
                candidate.kind = kind
                break


def _date_inside(sentence: Sentence, phrase: int) -> tuple[int, int, str] | None:
    """The date among the words of a noun phrase: "its 2012 takeover of Acme"."""
    for token in range(sentence.first[phrase], sentence.stop[phrase]) if phrase >= 0 else ():
        if sentence.tags[token] == "A" and sentence.literal[token] >= 0:
            return sentence.literal[token], token, "on"
    return None


def stated_by(sentence: Sentence, phrase: int) -> int:
    """The phrase that says it of somebody ("is", "named X", "as"), so that the date counts; or -1.

    An apposition is true at any time.
    """
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) == "N" and sentence.left[previous] >= 0:
        named = sentence.verb[sentence.left[previous]]  # "named X its chair"
        return sentence.left[previous] if named is not None and named.lemma in _NAMING else -1
    verb = sentence.verb_of(previous)
    if verb is not None:
        return previous if verb.lemma in _STATING else -1
    return (
        previous
        if sentence.kind_at(previous) == "I" and sentence.first_word(previous) == "as"
        else -1
    )


def _kind_words(sentence: Sentence, rule: Rule, phrase: int, inside: int) -> Sequence[str]:
    """The words among which the kind is looked for: those of the phrase that names it."""
    other = phrase if inside < 0 else inside
    if "as_provider" in rule.needs:
        other = provider_of(sentence, phrase)
    if sentence.kinds[other] == "V":
        lo, hi = region(sentence, other)
        noun = _governing_noun(sentence, other)  # "signed a contract to partner with Beta"
        return [
            *sentence.words[sentence.first[lo] : sentence.stop[hi - 1]],
            *sentence.words[noun.start : noun.stop],
        ]
    return sentence.words_of(other)


def provider_of(sentence: Sentence, phrase: int) -> int:
    """The phrase that says what something is chosen as: "as its main platform", "to be …"."""
    places = [verb_complements(sentence, phrase).get("as", -1), second_object(sentence, phrase)]
    object_phrase = object_of(sentence, phrase)
    following = sentence.right[object_phrase] if object_phrase >= 0 else sentence.size
    if sentence.kind_at(following) == "V" and sentence.verb_at(following).lemma == "be":
        places.append(object_of(sentence, following))
    for place in places:
        if place >= 0 and singular(sentence.last_word(place)) in _PROVIDERS:
            return place
    return -1
