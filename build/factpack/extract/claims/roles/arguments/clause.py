"""The clause around a phrase: where it ends, its date and money, what a claim takes from it."""

from __future__ import annotations

from collections.abc import Sequence

from factpack.extract.claims.roles.arguments.money import governing_noun, money_of
from factpack.extract.claims.roles.arguments.region import is_aside, region
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.rules.rule import Rule
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
_STATING = COPULA | _NAMING | word_list("claims", "roles.arguments.clause.beginning")
"""Verbs that say since when somebody holds a post; the date of any other verb is its own."""
_PROVIDERS = word_list("claims", "roles.arguments.clause.providers")


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
            or is_aside(sentence, phrase, n)
            or _is_coordinate(sentence, lo, n, phrase)
        ):
            continue
        token = sentence.first[n]
        previous = sentence.left[n]
        before = sentence.preposition_at(previous)
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
        date = date_inside(sentence, inside) or date_of(sentence, phrase)
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


def date_inside(sentence: Sentence, phrase: int) -> tuple[int, int, str] | None:
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
    return previous if sentence.preposition_at(previous) == "as" else -1


def _kind_words(sentence: Sentence, rule: Rule, phrase: int, inside: int) -> Sequence[str]:
    """The words among which the kind is looked for: those of the phrase that names it."""
    other = phrase if inside < 0 else inside
    if "as_provider" in rule.needs:
        other = provider_of(sentence, phrase)
    if sentence.kinds[other] == "V":
        lo, hi = region(sentence, other)
        noun = governing_noun(sentence, other)  # "signed a contract to partner with Beta"
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
