"""What a rule of verbs may need or lack besides roles: a sum, a stake, "on sale"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from factpack.extract.claims.roles.arguments.clause import date_of, provider_of
from factpack.extract.claims.roles.arguments.lists import is_share
from factpack.extract.claims.roles.arguments.money import money_of
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.syntax.neighbours import object_of, second_object, verb_complements
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_CONTROL = word_list("claims", "roles.verbs.verb_conditions.control")
_SEATS = word_list("claims", "roles.verbs.verb_conditions.seats")

_STAKES = word_list("claims", "roles.verbs.verb_conditions.stakes")

_FUNDING = word_list("claims", "roles.verbs.verb_conditions.funding")

_AID = word_list("claims", "roles.verbs.verb_conditions.aid")

_GRANTED = word_list("claims", "roles.verbs.verb_conditions.granted")

_DEBT = word_list("claims", "roles.verbs.verb_conditions.debt")

_FUNDS = word_list("claims", "roles.verbs.verb_conditions.funds")

_FUNCTIONS = word_list("claims", "roles.verbs.verb_conditions.functions") | word_list(
    "claims", "roles.verbs.verb_conditions.units"
)

_YEARS = word_list("claims", "roles.verbs.verb_conditions.years")

_ORDERING = word_list("claims", "roles.verbs.verb_conditions.ordering")

_CAUSES = word_list("claims", "roles.verbs.verb_conditions.causes")


def _object_ends_in(words: frozenset[str]) -> Callable[[Sentence, int], bool]:
    """A condition: the last word of the object is one of these."""

    def holds(sentence: Sentence, phrase: int) -> bool:
        target = object_of(sentence, phrase)
        return target >= 0 and sentence.last_word(target) in words

    return holds


def _is_governed(preposition: str, words: frozenset[str]) -> Callable[[Sentence, int], bool]:
    """A condition: one of the words follows the preposition: "among its backers"."""

    def holds(sentence: Sentence, phrase: int) -> bool:
        group = verb_complements(sentence, phrase).get(preposition, -1)
        return group >= 0 and sentence.last_word(group) in words

    return holds


def _is_funding(sentence: Sentence, phrase: int) -> bool:
    target = object_of(sentence, phrase)
    return target >= 0 and (
        sentence.last_tag(target) == "$" or sentence.last_word(target) in _FUNDING
    )


def _is_aid(sentence: Sentence, phrase: int) -> bool:
    """Whether the money is lent or put in: "$3 million in loans", "$3 million government loans"."""
    near = verb_complements(sentence, phrase)
    return any(
        place >= 0 and not _AID.isdisjoint(" ".join(sentence.words_of(place)).split())
        for place in (object_of(sentence, phrase), near.get("in", -1), near.get("of", -1))
    )


def _is_debt(sentence: Sentence, phrase: int) -> bool:
    """Whether what is sold is a promise to repay: "$3 million of bonds", "a $3 million loan"."""
    target, governed = object_of(sentence, phrase), verb_complements(sentence, phrase).get("of", -1)
    return any(place >= 0 and sentence.last_word(place) in _DEBT for place in (target, governed))


def _is_granted(sentence: Sentence, phrase: int) -> bool:
    """Whether what is given is money or a grant: "awarded X $3 million", "X was given a grant"."""
    passive = sentence.verb_at(phrase).passive
    given = (object_of if passive else second_object)(sentence, phrase)
    return given >= 0 and (sentence.last_tag(given) == "$" or sentence.last_word(given) in _GRANTED)


def _is_funds(sentence: Sentence, phrase: int) -> bool:
    """Whether a sum, or money without one, is put somewhere: "poured millions into X"."""
    target = object_of(sentence, phrase)
    return money_of(sentence, phrase) is not None or (
        target >= 0 and sentence.last_word(target) in _FUNDS
    )


def _is_for_others(sentence: Sentence, phrase: int) -> bool:
    """Whether what is raised is for others: "raised $3 million for charity"."""
    aim = verb_complements(sentence, phrase).get("for", -1)
    return aim >= 0 and not _CAUSES.isdisjoint(sentence.words_of(aim))


def _is_years(sentence: Sentence, phrase: int) -> bool:
    """Whether what follows is a long time: "spent ten years at X"."""
    following = sentence.right[phrase]
    return (
        sentence.kind_at(following) in "TN"
        and sentence.last_word(following).rsplit(" ", 1)[-1] in _YEARS
    )


def _is_followed_by(word: str) -> Callable[[Sentence, int], bool]:
    """A condition: the word follows the verb or its object: "took X private"."""

    def holds(sentence: Sentence, phrase: int) -> bool:
        target = object_of(sentence, phrase)
        following = sentence.stop[phrase if target < 0 else target]
        return sentence.words[following : following + 1] == [word]

    return holds


def _is_share(sentence: Sentence, phrase: int) -> bool:
    """Whether the object is a share of what "of" governs: "holds 60 percent of X"."""
    target = object_of(sentence, phrase)
    return target >= 0 and (
        sentence.last_tag(target) == "%" or sentence.last_word(target) in _STAKES
    )


def _is_by_person(sentence: Sentence, phrase: int) -> bool:
    """Whether a person does it."""
    agents = in_role(sentence, phrase, "agent")
    return any(a.mention >= 0 and "Person" in a.types for a in agents)


def _is_beginning(sentence: Sentence, phrase: int) -> bool:
    """Whether it is only begun: "began selling X"."""
    return any(lemma in ("begin", "start") for lemma, _ in sentence.verb_at(phrase).chain)


def _is_stake(sentence: Sentence, phrase: int) -> bool:
    """Whether the object is a stake, or a share of one: "60 percent of the shares"."""
    target = object_of(sentence, phrase)
    if target < 0 or sentence.last_word(target) in _STAKES:
        return target >= 0
    governed = verb_complements(sentence, phrase).get("of", -1)
    return is_share(sentence, target) and sentence.last_word(governed) in _STAKES


def _is_on_sale(sentence: Sentence, phrase: int) -> bool:
    governed = verb_complements(sentence, phrase).get("on", -1)
    return governed >= 0 and sentence.words_of(governed) == ["sale"]


def _is_controlling(sentence: Sentence, phrase: int) -> bool:
    target = object_of(sentence, phrase)
    return target >= 0 and is_control(sentence, target)


def _is_board(sentence: Sentence, phrase: int) -> bool:
    places = (object_of(sentence, phrase), verb_complements(sentence, phrase).get("from", -1))
    return any(place >= 0 and sentence.last_word(place) == "board" for place in places)


def _is_from_doing(sentence: Sentence, phrase: int) -> bool:
    """Whether somebody without a name is kept from doing something: "banned users from selling"."""
    verb = sentence.verb_at(phrase)
    kept = verb.subject if verb.passive else object_of(sentence, phrase)
    after = sentence.right[phrase if verb.passive else kept] if kept >= 0 else -1
    return (
        sentence.preposition_at(after) == "from"
        and sentence.kind_at(sentence.right[after]) == "V"
        and sentence.first_tag(kept) not in "#D"  # "barred two girls from boarding" bans nothing
        and not any(a.mention >= 0 for a in in_role(sentence, phrase, "patient"))
    )


def _is_ordered(sentence: Sentence, phrase: int) -> bool:
    """Whether somebody is told to do it: "was ordered to pay", "a court ordered X to pay"."""
    verb = sentence.verb_at(phrase)
    governor = sentence.verb_of(verb.governor)
    if verb.form != "infinitive" or governor is None or governor.lemma not in _ORDERING:
        return False
    return governor.passive or verb.subject > verb.governor


def is_control(sentence: Sentence, phrase: int) -> bool:
    """Whether a stake is one that decides: "a controlling stake"."""
    return not _CONTROL.isdisjoint(sentence.words_of(phrase))


VERB_CONDITIONS: Mapping[str, Callable[[Sentence, int], bool]] = {
    "date": lambda sentence, phrase: date_of(sentence, phrase) is not None,
    "money": lambda sentence, phrase: money_of(sentence, phrase) is not None,
    "stake": _is_stake,
    "control": _is_controlling,
    "own_shares": _object_ends_in(word_list("claims", "roles.verbs.verb_conditions.shares")),
    "funding": _is_funding,
    "aid": _is_aid,
    "grant": _object_ends_in(word_list("claims", "roles.verbs.verb_conditions.grants")),
    "granted": _is_granted,
    "funds": _is_funds,
    "debt": _is_debt,
    "for_others": _is_for_others,
    "private": _is_followed_by("private"),
    "available": _is_followed_by("available"),
    "share": _is_share,
    "by_person": _is_by_person,
    "beginning": _is_beginning,
    "function": _object_ends_in(_FUNCTIONS),
    "years": _is_years,
    "second": lambda sentence, phrase: second_object(sentence, phrase) >= 0,
    "seat": _object_ends_in(_SEATS),
    "board": _is_board,
    "from_doing": _is_from_doing,
    "ordered": _is_ordered,
    "among_investors": _is_governed(
        "among", word_list("claims", "roles.verbs.verb_conditions.investors")
    ),
    "among_customers": _is_governed(
        "among", word_list("claims", "roles.verbs.verb_conditions.customers")
    ),
    "among_members": _is_governed(
        "among", word_list("claims", "roles.verbs.verb_conditions.members")
    ),
    "to_portfolio": _is_governed(
        "to", word_list("claims", "roles.verbs.verb_conditions.portfolios")
    ),
    "wraps": _object_ends_in(word_list("claims", "roles.verbs.verb_conditions.wraps")),
    "on_sale": _is_on_sale,
    "as_provider": lambda sentence, phrase: provider_of(sentence, phrase) >= 0,
}
"""What a rule may need or lack besides roles."""
