"""Rules as data: which words state which predicate, and where its arguments stand.

The files in `languages/en/rules/` hold them, each with sentences that must and must not match. A
rule speaks of grammatical roles, not of word order, so that one rule serves active and passive,
relative clauses, participles, infinitives and lists. The README beside the files explains the
fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal

from factpack.errors import FactpackError
from factpack.extract.claims.syntax.modality_flags import NAMED
from factpack.extract.languages.en.grammar import load_lexicon, read_yaml
from factpack.vocabulary import load_vocabulary

RULE_FILES: Final = (
    "deals.yaml",
    "organisations.yaml",
    "people.yaml",
    "products.yaml",
    "numbers.yaml",
)

Trigger = Literal["verb", "noun", "isa", "compound", "possessive", "number"]
_TRIGGERS: tuple[Trigger, ...] = ("verb", "noun", "isa", "compound", "possessive", "number")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One way of stating a predicate.

    Attributes:
        name: unique; the column `rule` of a claim.
        trigger: what kind of word states it.
        words: base forms of those words.
        subject: roles in which the subject may stand, the first that is filled.
        object: the same for the object; `text:ROLE` takes the words, `date` and `money` a value.
        kind: value of `kind` of the claim, or a mapping of words near by to kinds.
        kind_words: word among the tokens of the clause to the kind that it means.
        needs: roles that must be filled.
        lacks: roles that must not be filled.
        object_words: the head noun of the object must be one of these.
        role_words: words of which one must stand in the phrase of the trigger.
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
        joint: whether the parties are those of a joint subject.
        wordy: whether the object is the words of the phrase itself.
        textual: whether words may stand for an object without a name.
        takes_amount: whether, besides, the predicate has an amount.
        takes_date: whether the predicate has a date.
        match: sentences with the claims that they must give.
        no_match: sentences that must give no claim of this rule.
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
    object_words: frozenset[str] = frozenset()
    object_not: frozenset[str] = frozenset()
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
    joint: bool = False
    wordy: bool = False
    textual: bool = False
    takes_amount: bool = False
    takes_date: bool = False
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules by what triggers them, in the order of the files.

    `verbs` has those of verbs that state something themselves, `aims` those of verbs that govern
    what is aimed at ("aims to make"), and `nouns` those of triggers noun and isa for every form of
    a noun, plurals included.
    """

    all: tuple[Rule, ...]
    verbs: Mapping[str, tuple[Rule, ...]]
    aims: Mapping[str, tuple[Rule, ...]]
    nouns: Mapping[str, tuple[tuple[Rule, ...], tuple[Rule, ...]]]
    compounds: Mapping[str, tuple[Rule, ...]]
    possessives: Mapping[str, tuple[Rule, ...]]
    numbers: Mapping[str, tuple[Rule, ...]]
    trigger_words: frozenset[str]


@cache
def load_rules() -> Rules:
    """The rules that ship with the program.

    Raises:
        FactpackError: a rule names an unknown predicate or key, or a name stands twice.
    """
    rules: list[Rule] = []
    for name in RULE_FILES:
        data = read_yaml(f"rules/{name}")
        lists = _shared_lists() | {phrase: _words(v) for phrase, v in data.get("lists", {}).items()}
        rules += [_rule(name, entry, lists) for entry in data["rules"]]
    names = [rule.name for rule in rules]
    for name in names:
        if names.count(name) > 1:
            raise FactpackError(f"Two rules are called {name}: give one another name.")
    by = {t: _index([r for r in rules if r.trigger == t]) for t in _TRIGGERS}
    verbs = [r for r in rules if r.trigger == "verb"]
    forms = {
        form
        for form, (base, _) in load_lexicon().verbs.items()
        if base in {w.split()[0] for w in by["verb"]}
    }
    nouns = {form for word in (*by["noun"], *by["isa"]) for form in (word, plural(word))}
    return Rules(
        tuple(rules),
        _index([r for r in verbs if "clause" not in r.object]),
        _index([r for r in verbs if "clause" in r.object or "goal" in r.object]),
        _noun_forms(by["noun"], by["isa"]),
        by["compound"],
        by["possessive"],
        by["number"],
        frozenset(
            forms
            | nouns
            | set(by["compound"])
            | {"found", "'s", "’s", "of", "at", "in", "from", "backed", "led", "ex"}
            | {word for rule in by["possessive"].get("Ticker", ()) for word in rule.needs}
        ),
    )


def is_bearing(word: str) -> bool:
    """Whether a noun says something of its bearer: "X’s founder Jane Roe" is no bare "X’s"."""
    rules = load_rules().nouns.get(word)
    return rules is not None and bool(rules[1])


def plural(noun: str) -> str:
    """Regular plural of a noun.

    >>> plural("company"), plural("tie-up"), plural("chairman"), plural("boss")
    ('companies', 'tie-ups', 'chairmen', 'bosses')
    """
    if noun.endswith("man") and len(noun) > 3:
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _shared_lists() -> dict[str, tuple[str, ...]]:
    """Lists that any file may use: the common nouns of each type."""
    types = load_lexicon().noun_types
    return {
        f"{name}_words": tuple(w for w, found in types.items() if name.capitalize() in found)
        for name in ("organization", "person", "product")
    }


_ACTS: Final = frozenset(
    "partners_with invested_in acquired backs launched develops uses_product preferred_provider "
    "has_goal hires raised_funding has_access_to".split()
)
"""Predicates in which the name of a product may stand for its maker, as in "Orbit backs Velo"."""

_ByWord = Mapping[str, tuple[Rule, ...]]


def _noun_forms(
    nouns: _ByWord, isa: _ByWord
) -> dict[str, tuple[tuple[Rule, ...], tuple[Rule, ...]]]:
    """Rules of every form of a noun: its own and those of the singular that it is a plural of."""
    found: dict[str, tuple[tuple[Rule, ...], tuple[Rule, ...]]] = {}
    for word in dict.fromkeys((*nouns, *isa)):
        for form in (word, plural(word)):
            before = found.get(form, ((), ()))
            found[form] = (
                tuple(dict.fromkeys((*before[0], *nouns.get(word, ())))),
                tuple(dict.fromkeys((*before[1], *isa.get(word, ())))),
            )
    return found


_KEYS: Final = {
    "name", "predicate", *_TRIGGERS, "subject", "object", "kind", "kind_words",
    "needs", "lacks", "object_words", "object_not", "subject_type", "object_type",
    "hint", "role", "role_text", "light", "former", "active", "passive", "amount", "count", "match",
    "no_match",
}  # fmt: skip


def _rule(file: str, entry: Mapping[str, Any], lists: Mapping[str, tuple[str, ...]]) -> Rule:
    unknown = sorted(entry.keys() - _KEYS)
    triggers = [t for t in _TRIGGERS if t in entry]
    if unknown or len(triggers) != 1 or entry["predicate"] not in load_vocabulary().predicates:
        raise FactpackError(
            f"{file}: rule {entry.get('name')!r} has unknown keys {unknown}, no or several "
            f"triggers {triggers}, or an unknown predicate {entry.get('predicate')!r}."
        )
    trigger = triggers[0]
    predicate = load_vocabulary().predicates[entry["predicate"]]

    def words(key: str) -> tuple[str, ...]:
        value = entry.get(key, "")
        found: list[str] = []
        for word in _words(value):
            found += lists[word[1:]] if word.startswith("$") else (word,)
        return tuple(found)

    return Rule(
        name=entry["name"],
        predicate=entry["predicate"],
        trigger=trigger,
        words=words(trigger),
        subject=words("subject"),
        object=words("object"),
        kind=entry.get("kind"),
        kind_words=entry.get("kind_words", {}),
        needs=words("needs"),
        lacks=words("lacks"),
        object_words=frozenset(words("object_words")),
        object_not=frozenset(words("object_not")),
        subject_types=frozenset(words("subject_type") or predicate.subject_types)
        | ({"Maker"} if predicate.name in _ACTS else set()),
        object_types=frozenset(words("object_type") or predicate.object_types),
        hints=NAMED[entry.get("hint", "fact")],
        role=entry.get("role", False),
        role_text=entry.get("role_text"),
        light=frozenset(words("light")),
        former=entry.get("former", False),
        active=entry.get("active", False),
        passive=entry.get("passive", False),
        amount=entry.get("amount", True),
        count=entry.get("count", False),
        joint=words("subject") == ("A1",),
        wordy="words" in words("object"),
        textual=any(role.startswith("text:") for role in words("object")),
        takes_amount=entry.get("amount", True) and "{amount}" in predicate.statement,
        takes_date=predicate.time != "none",
        match=tuple(entry.get("match", ())),
        no_match=tuple(entry.get("no_match", ())),
    )


def _words(value: str | Sequence[str]) -> tuple[str, ...]:
    """Words separated by commas, or a list of them."""
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(w for w in (p.strip() for p in parts) if w)


def _index(rules: Sequence[Rule]) -> dict[str, tuple[Rule, ...]]:
    index: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.words:
            index.setdefault(word, []).append(rule)
    return {word: tuple(found) for word, found in index.items()}
