"""Rules as data: which words state which predicate, and where its arguments stand.

The files in `languages/en/rules/` hold them, each with sentences that must and must not match. A
rule speaks of grammatical roles, not of word order, so that one rule serves active and passive,
relative clauses, participles, infinitives and lists. The README beside the files explains the
fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from factpack.extract.claims.rules.roles import Slot, Trigger


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One way of stating a predicate.

    Attributes:
        name: unique; the column `rule` of a claim.
        trigger: what kind of word states it.
        words: base forms of those words.
        subject: roles in which the subject may stand, the first that is filled; see `roles`.
        object: the same for the object.
        kind: value of `kind` of the claim.
        kind_words: word among the tokens of the clause to the kind that it means.
        needs: roles and conditions that must hold.
        lacks: roles and conditions that must not hold.
        beside: for possessives, words of which one must stand beside.
        object_words: the head noun of the object must be one of these.
        object_not: the head noun of the object must be none of these.
        reach: prepositions with which the words of the object go on ("a law on food labels").
        subject_words: the phrase of the subject must have one of these.
        complement: preposition and last word of what it must govern behind the verb.
        modifiers: words of which one must stand in the phrase before its noun.
        said_by: role of the verb whose words the claim is, where somebody stands there.
        subject_types: types of the subject: those of the vocabulary, or fewer.
        object_types: types of the object, likewise.
        hints: modality that the words themselves carry, as flags of `modality_flags`.
        role: take the words of the trigger's phrase as the role of a person.
        role_text: the role that the trigger itself means ("leads": head).
        light: base forms of the verbs whose subject acts in a noun rule; empty: most verbs.
        former: whether the words say that it is over.
        active: the rule does not hold in the passive.
        passive: the rule holds in the passive alone.
        amount: attach the amount of money of the clause.
        count: attach the number that the object in words counts ("40 engineers").
        as_fact: the verbs of `light` leave it as sure as it is ("denied accusations of"), and a
            future says nothing against it ("will go on trial for").
        shows: words of the trigger that call their object a product, where nothing else tells what
            it is.
        bare: whether one common noun will do as the words of the object.
        joint: whether the parties are those of a joint subject.
        wordy: whether the object is the words of the phrase itself.
        textual: whether words may stand for an object without a name.
        takes_amount: whether, besides, the predicate has an amount.
        takes_date: whether the predicate has a date.
        match: sentences with the claims that they must give.
        no_match: sentences that must give no claim of this rule.
        place: file and line, for messages.
    """

    name: str
    predicate: str
    trigger: Trigger
    words: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    kind: str | None = None
    kind_words: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()
    object_words: frozenset[str] = frozenset()
    object_not: frozenset[str] = frozenset()
    reach: frozenset[str] = frozenset()
    subject_words: frozenset[str] = frozenset()
    shows: frozenset[str] = frozenset()
    complement: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    said_by: str | None = None
    subject_types: frozenset[str] = frozenset()
    object_types: frozenset[str] = frozenset()
    hints: int = 0
    role: bool = False
    role_text: str | None = None
    light: frozenset[str] = frozenset()
    former: bool = False
    active: bool = False
    passive: bool = False
    amount: bool = True
    count: bool = False
    as_fact: bool = False
    bare: bool = True
    joint: bool = False
    wordy: bool = False
    textual: bool = False
    takes_amount: bool = False
    takes_date: bool = False
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    place: str = ""

    def roles(self, slot: Slot) -> tuple[str, ...]:
        """The roles and conditions that the rule names in a slot."""
        return {
            Slot.SUBJECT: self.subject,
            Slot.OBJECT: self.object,
            Slot.NEEDS: self.needs,
            Slot.LACKS: self.lacks,
        }[slot]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules by what triggers them, in the order of the files.

    `verbs` has those of verbs that state something themselves, `aims` those of verbs that govern
    what is aimed at ("aims to make"), and `nouns` those of triggers noun and isa for every form of
    a noun, plurals included. A sentence without any of `trigger_words` states nothing. `showing`
    has the names of those that show their object to be a product.
    """

    all: tuple[Rule, ...]
    verbs: Mapping[str, tuple[Rule, ...]]
    aims: Mapping[str, tuple[Rule, ...]]
    nouns: Mapping[str, tuple[tuple[Rule, ...], tuple[Rule, ...]]]
    compounds: Mapping[str, tuple[Rule, ...]]
    possessives: Mapping[str, tuple[Rule, ...]]
    numbers: Mapping[str, tuple[Rule, ...]]
    trigger_words: frozenset[str]
    showing: frozenset[str]
