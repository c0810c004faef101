"""Where an argument of a rule may stand: every role and condition, by the kind of trigger.

This is the one list of them. Rules that name another are refused when they are loaded, a test
compares it with what `claims/roles/` and `claims/readers/` can fill, and the table in the README
beside the rules is generated from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from factpack.extract.languages.en.grammar import load_lexicon

Trigger = Literal["verb", "noun", "isa", "compound", "possessive", "number"]
TRIGGERS: tuple[Trigger, ...] = ("verb", "noun", "isa", "compound", "possessive", "number")


class Slot(StrEnum):
    """The keys of a rule that name roles and conditions."""

    SUBJECT = "subject"
    OBJECT = "object"
    NEEDS = "needs"
    LACKS = "lacks"


@dataclass(frozen=True, slots=True)
class Role:
    """A place in which an argument stands, or a condition that `needs` and `lacks` ask for.

    `slots` are the keys that may name it; `meaning` says which words it is, with an example.
    """

    name: str
    slots: frozenset[Slot]
    meaning: str


_SUBJECT = frozenset((Slot.SUBJECT,))
_OBJECT = frozenset((Slot.OBJECT,))
_ARGUMENT = _SUBJECT | _OBJECT
_CONDITION = frozenset((Slot.NEEDS, Slot.LACKS))
_ANY = _ARGUMENT | _CONDITION

BEARERS = frozenset(("bearer", "named", "exemplified", "introduced", "described"))
"""Roles of those of whom an isa rule says something: it names one of them."""

PREPOSITION_SLOTS: Mapping[Trigger, frozenset[Slot]] = {
    "verb": _ANY,
    "noun": _ANY,
    "isa": _ARGUMENT,
}
"""Where the name of a preposition stands for what it governs."""

TEXT_PREFIXES: Mapping[str, tuple[Trigger, ...]] = {
    "text": ("verb", "noun", "isa"),
    "words": ("verb",),
    "deed": ("verb", "noun"),
}
"""What may stand before a role of an object, as in `text:of`."""


def _roles(*roles: tuple[str, frozenset[Slot], str]) -> dict[str, Role]:
    return {name: Role(name, slots, meaning) for name, slots, meaning in roles}


ROLES: Mapping[Trigger, Mapping[str, Role]] = {
    "verb": _roles(
        ("agent", _ANY, "who does it: X in “X bought Y”, “Y was bought by X”"),
        ("patient", _ANY, "to whom it is done: Y in “X bought Y”, “Y was bought by X”"),
        ("first_party", _SUBJECT, "the first of a joint subject: X in “X and Y merged”"),
        ("second_party", _OBJECT, "each other of a joint subject: Y in “X and Y merged”"),
        ("shares", _SUBJECT, "whose shares the subject is: X in “shares of X trade”"),
        ("offering", _SUBJECT, "whose share sale or round the subject is: X in “X’s IPO raised”"),
        ("backed", _SUBJECT, "whose backers the subject is: X in “X’s backers pledged $3”"),
        ("goal_of", _SUBJECT, "whose aim the subject is: X in “X’s mission is to …”"),
        ("employer", _SUBJECT, "for whom the subject works: X in “X chief Jane Roe unveiled Y”"),
        ("ranked", _SUBJECT, "who has the place: X in “ranked X third”, “X ranks third”"),
        ("maker", _SUBJECT, "who makes the product that is launched, if the article says so"),
        ("wraps", _CONDITION, "the object is what hides something: “took the wraps off”"),
        ("on_sale", _CONDITION, "“on sale” follows"),
        ("partner_before", _SUBJECT, "X in “partnered with X to offer Y”, before the infinitive"),
        ("given", _OBJECT, "what somebody is given: Y in “gave X Y”, “X was awarded Y”"),
        ("place", _OBJECT, "the place in a ranking: “third among insurers”"),
        ("again", _OBJECT, "what the text said before: “X invested again”"),
        ("round", _OBJECT, "who raised the round: Y in “X led Y’s round”"),
        ("clause", _OBJECT, "the words of what is aimed at: “aims to make pumps cheaper”"),
        ("clause_after", _OBJECT, "the infinitive after the object: “wants X to make pumps”"),
        ("goal", _OBJECT, "the words of the aim that a copula names: “X’s goal is the repair of”"),
        ("money", _OBJECT | _CONDITION, "the amount of money in the clause"),
        ("date", _OBJECT | _CONDITION, "the date of the clause"),
        ("stake", _CONDITION, "the object is a stake or shares"),
        ("control", _CONDITION, "the object is a controlling or majority stake"),
        ("own_shares", _CONDITION, "the object is shares or stock"),
        ("funding", _CONDITION, "the object is an amount of money, or a kind of funding"),
        ("aid", _CONDITION, "the money is lent or put in: “$3 million in loans”"),
        ("grant", _CONDITION, "the object is a grant"),
        ("granted", _CONDITION, "money or a grant is given: “awarded X $3 million”"),
        ("debt", _CONDITION, "the object is a debt: “$3 million of bonds”, “a $3 million loan”"),
        ("funds", _CONDITION, "an amount, or money without one: “poured millions into”"),
        ("for_others", _CONDITION, "it is for a good cause: “raised $3 million for charity”"),
        (
            "function",
            _CONDITION,
            "the object is a part of a firm: “heads research”, “runs the team”",
        ),
        ("years", _CONDITION, "a long time follows: “spent ten years at X”"),
        ("second", _CONDITION, "a second object follows: “left X a note”"),
        ("available", _CONDITION, "“available” follows: “made X available”"),
        ("share", _CONDITION, "the object is a share: “holds 60 percent of X”"),
        ("by_person", _CONDITION, "a person does it"),
        ("beginning", _CONDITION, "it is begun: “began selling X”"),
        ("private", _CONDITION, "“private” follows: “took X private”"),
        ("seat", _CONDITION, "the object is a head office"),
        ("board", _CONDITION, "the object, or what “from” governs, is a board"),
        ("from_doing", _CONDITION, "who has no name is kept from it: “banned users from selling”"),
        ("ordered", _CONDITION, "somebody is told to do it: “was ordered to pay”"),
        ("among_investors", _CONDITION, "“among its backers” follows"),
        ("among_customers", _CONDITION, "“among its customers” follows"),
        ("among_members", _CONDITION, "“among its members” follows"),
        ("to_portfolio", _CONDITION, "“to its portfolio” follows, or the like"),
        ("as_provider", _CONDITION, "“as its main platform” follows, or “its preferred partner”"),
    ),
    "noun": _roles(
        ("possessor", _ANY, "X in “X’s deal”, “its deal”"),
        ("modifier", _ANY, "X in “the X deal”"),
        ("agent", _ANY, "the subject of the verb that governs it: X in “X signed a deal”"),
        ("recipient", _ARGUMENT, "X in “gives X access”, “X was granted access”"),
        ("fronted", _ARGUMENT, "the subject that follows: X in “Under the deal with Y, X will”"),
        ("raiser", _OBJECT, "who raised money before: X in “X raised $3, with participation from”"),
        ("inserted", _ARGUMENT, "X in “X, in partnership with Y, runs”"),
        ("appointee", _SUBJECT, "X in “named X to the board”"),
        ("unspecified", _OBJECT, "a bare “the board”; the article says whose it is"),
        ("included", _ARGUMENT, "X in “its investors include X”"),
        ("located", _OBJECT, "X in “its headquarters are in X”"),
        ("listed", _ARGUMENT, "X in “products such as X”"),
        ("first_between", _ANY, "X in “a deal between X and Y”"),
        ("second_between", _ANY, "Y in “a deal between X and Y”"),
        ("first_party", _SUBJECT, "X in “X and Y announced a deal”"),
        ("second_party", _OBJECT, "Y in “X and Y announced a deal”"),
        ("own_words", _OBJECT, "the words of the phrase itself"),
        ("own_noun", _OBJECT, "the noun and the words before it that are no name"),
        ("money_inside", _OBJECT, "the amount in the phrase: “a $3 million round”"),
        ("date", _OBJECT, "the date of the clause"),
        ("bought", _CONDITION, "it is bought, or gives control: “bought a stake”"),
        ("takeover", _CONDITION, "it is for the whole: “a takeover bid”"),
        ("advisory", _CONDITION, "it only advises: “the advisory board”"),
    ),
    "isa": _roles(
        ("bearer", _ARGUMENT, "of whom it is said: X in “X is a founder”, “X, founder of Y”"),
        ("named", _SUBJECT, "the name beside it: X in “the chip maker X”, “the X newspaper”"),
        ("exemplified", _SUBJECT, "X in “chip makers such as X”"),
        ("introduced", _SUBJECT, "X in “a tool called X”, “its new tool, X,”"),
        ("described", _SUBJECT, "what it stands for: X where “the chip maker” means X"),
        ("possessor", _ARGUMENT, "X in “X’s founder”"),
        ("modifier", _ARGUMENT, "X in “the X founder”"),
        ("after_comma", _ARGUMENT, "X in “head of research, X,”"),
        ("its", _ARGUMENT, "what a later “its” means: “Y, one of the founders, left its board”"),
        ("agent", _ARGUMENT, "who acts on the bearer: X in “X agreed a merger with rival Y”"),
        ("user", _ARGUMENT, "X in “the main system that X uses”"),
        ("first_party", _SUBJECT, "X in “X and Y are partners”"),
        ("second_party", _OBJECT, "Y in “X and Y are partners”"),
        ("own_words", _OBJECT, "the words of the phrase itself"),
        ("preferred", _CONDITION, "“main”, “primary”, “preferred” … stands before it"),
        ("parent", _CONDITION, "“parent” or “holding” stands before it"),
        ("controlling", _CONDITION, "“majority” or “controlling” stands before it"),
        ("board", _CONDITION, "it is one of a board: “board member”, “member of the board”"),
    ),
    "compound": _roles(
        ("before", _ARGUMENT, "X in “X-backed Y”"),
        ("head", _ARGUMENT, "Y in “X-backed Y”"),
    ),
    "possessive": _roles(
        ("possessor", _ARGUMENT, "X in “X’s Y”, “Y of X”, “X (Nasdaq: ABC)”"),
        ("possessed", _ARGUMENT, "Y in “X’s Y”, “Y of X”; the exchange in “X (Nasdaq: ABC)”"),
    ),
    "number": _roles(
        ("owner", _SUBJECT, "who is measured: X in “X’s revenue was $3 million”"),
        ("number", _OBJECT, "the number that measures"),
    ),
}


def problem_of(name: str, trigger: Trigger, slot: Slot) -> str | None:
    """Why a rule may not name a role in a slot; None where it may.

    >>> problem_of("agent", "verb", Slot.SUBJECT)
    >>> problem_of("out of", "verb", Slot.OBJECT)
    >>> problem_of("bought", "noun", Slot.SUBJECT)
    'bought is only a condition: it can stand in needs or lacks'
    """
    prefix, colon, rest = name.partition(":")
    if colon:
        if trigger not in TEXT_PREFIXES.get(prefix, ()):
            return f"{name} is no role of the trigger {trigger}"
        if slot is not Slot.OBJECT:
            return f"{name} can only stand in object"
        if prefix == "deed":
            return None if is_preposition(rest) else f"{name} wants a preposition: deed:of"
        return problem_of(rest, trigger, slot)
    role = ROLES[trigger].get(name)
    if role is None:
        if slot in PREPOSITION_SLOTS.get(trigger, ()) and is_preposition(name):
            return None
        return f"{name} is no role of the trigger {trigger}"
    if slot in role.slots:
        return None
    places = " or ".join(key for key in Slot if key in role.slots)
    only = "only a condition: it" if role.slots == _CONDITION else f"no role of {slot}: it"
    return f"{name} is {only} can stand in {places}"


def is_preposition(name: str) -> bool:
    """Whether every word is a preposition: "into", "out of"."""
    tags = load_lexicon().tags
    return bool(name) and all(tags.get(word) == "I" or word == "to" for word in name.split(" "))


def role_tables() -> str:
    """The roles as Markdown tables, one for each trigger, for the README of the rules."""
    lines: list[str] = []
    for trigger, roles in ROLES.items():
        lines += [f"### `{trigger}`", "", "| role | stands in | words |", "|---|---|---|"]
        for role in roles.values():
            slots = ", ".join(slot for slot in Slot if slot in role.slots)
            lines.append(f"| `{role.name}` | {slots} | {role.meaning} |")
        slots = ", ".join(slot for slot in Slot if slot in PREPOSITION_SLOTS.get(trigger, ()))
        if slots:
            lines.append(f"| a preposition | {slots} | what it governs: `with`, `out of` |")
        for prefix, triggers in TEXT_PREFIXES.items():
            if trigger in triggers:
                named = "a preposition" if prefix == "deed" else "a role"
                lines.append(f"| `{prefix}:` and {named} | object | {_PREFIX_MEANINGS[prefix]} |")
        lines.append("")
    return "\n".join(lines)


_PREFIX_MEANINGS = {
    "text": "its words, where nothing there has a name",
    "words": "its words; a name there is left to other rules",
    "deed": "a deed that it governs: “accused of fraud”, “of copying pumps”",
}
