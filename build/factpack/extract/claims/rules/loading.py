"""Load the rules that hold, and refuse what could never match, with its line.

They are those that ship with the program, as far as the vocabulary in force has what they state,
and those of one's own that come with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from factpack.config.nearest import suggestion
from factpack.config.problems import Problems, broken
from factpack.config.strict_yaml import YamlError, read_yaml
from factpack.extract.claims.rules.checking import (
    WordLists,
    expanded_words,
    is_words,
    problems_of,
    split_words,
)
from factpack.extract.claims.rules.roles import TRIGGERS, Trigger
from factpack.extract.claims.rules.rule import Rule, Rules
from factpack.extract.claims.syntax.modality import NAMED
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.inflection import plural
from factpack.extract.languages.en.kinds import kind_words
from factpack.vocabulary import Vocabulary, built_in_vocabulary, in_force, load_vocabulary

RULE_FILES = (
    "deals.yaml",
    "organisations.yaml",
    "people.yaml",
    "products.yaml",
    "numbers.yaml",
    "law.yaml",
    "public_affairs.yaml",
    "incidents.yaml",
    "kinds.yaml",
)

_ByWord = Mapping[str, tuple[Rule, ...]]


def load_rules() -> Rules:
    """The rules that hold with the vocabulary in force.

    Raises:
        FactpackError: a file says what no rule can mean; the message has the file and the lines.
    """
    return _rules_of(load_vocabulary())


@lru_cache(maxsize=2)
def _rules_of(vocabulary: Vocabulary) -> Rules:
    """The rules that hold with a vocabulary: the one in force."""
    shipped = _shipped_rules()
    names = {rule.name for rule in shipped}
    if vocabulary is not built_in_vocabulary():
        shipped = [rule for rule in shipped if _fits(rule, vocabulary)]
    own: list[Rule] = []
    for path, text in vocabulary.rule_files:
        own += read_rules(path, text, names)
        names |= {rule.name for rule in own}
    return index_rules([*shipped, *own])


def own_rules() -> frozenset[str]:
    """Names of the rules that the dataset at work brings itself."""
    if not load_vocabulary().rule_files:
        return frozenset()
    shipped = {rule.name for rule in _shipped_rules()}
    return frozenset(rule.name for rule in load_rules().all if rule.name not in shipped)


@cache
def _shipped_rules() -> list[Rule]:
    """The rules that ship with the program, whatever vocabulary is in force."""
    folder = files("factpack.extract.languages.en") / "rules"
    rules: list[Rule] = []
    with in_force(None):
        for name in RULE_FILES:
            taken = [rule.name for rule in rules]
            rules += read_rules(f"rules/{name}", (folder / name).read_text("utf-8"), taken)
    return rules


def _fits(rule: Rule, vocabulary: Vocabulary) -> bool:
    """Whether the vocabulary has what a rule that ships states: predicate, kinds and types."""
    predicate = vocabulary.predicates.get(rule.predicate)
    if predicate is None or predicate is built_in_vocabulary().predicates[rule.predicate]:
        return predicate is not None
    kinds = {*rule.kind_words.values(), *([rule.kind] if rule.kind else [])}
    return (
        kinds <= set(predicate.kinds)
        and rule.subject_types - {"Maker"} <= set(predicate.subject_types)
        and rule.object_types <= set(predicate.object_types)
        and (predicate.time != "none") == rule.takes_date
        and ("amount" in predicate.takes) >= rule.takes_amount
    )


def read_rules(file: str, text: str, taken: Collection[str] = ()) -> list[Rule]:
    """The rules of one file, in its order.

    Args:
        file: its path, for messages.
        text: YAML with `rules`, and perhaps `lists` of words that they share.
        taken: names that other rules have already.

    Raises:
        FactpackError: something is not YAML, unknown, or could never match; all of it is told.
    """
    path = Path(file)
    try:
        document = read_yaml(text)
    except YamlError as error:
        raise broken(path, [(error.line, error.message)]) from None
    problems = Problems(path, document)
    for repeated, first, again in document.repeated:
        problems.add(repeated[:-1], f"{repeated[-1]} stands in line {first} too", "", again)
    lists, entries = _parts(document.data, problems)
    rules: list[Rule] = []
    names = set(taken)
    for number, entry in enumerate(entries):
        where = ("rules", number)
        rule = _rule(entry, lists, problems, where, f"{path}, line {document.line(where)}")
        if rule is not None:
            if rule.name in names:
                message = f"another rule is called {rule.name}: give this one another name"
                problems.add(where, message, "name")
            names.add(rule.name)
            rules.append(rule)
    problems.stop_if_any()
    return rules


def _parts(data: Any, problems: Problems) -> tuple[WordLists, list[Any]]:
    """The lists of words of a file with those that all share, and its rules."""
    if not isinstance(data, dict):
        problems.add((), "the keys rules: and perhaps lists: have to stand there")
        return {}, []
    for key in data.keys() - {"lists", "rules"}:
        problems.add((), f"unknown key {key}; {suggestion(key, ['lists', 'rules'])}", key)
    lists, rules = data.get("lists", {}), data.get("rules", [])
    if not isinstance(rules, list):
        problems.add(("rules",), "rules wants a list (lines that begin with a dash)")
        rules = []
    if not isinstance(lists, dict):
        problems.add(("lists",), "lists wants names with the words of each")
        lists = {}
    for name, words in lists.items():
        if not is_words(words):
            problems.add(("lists", name), "write words with commas between them")
    own = {name: split_words(words) for name, words in lists.items() if is_words(words)}
    return _shared_lists() | own, rules


def index_rules(rules: Sequence[Rule]) -> Rules:
    """The rules by the words that trigger them."""
    by = {t: _index([r for r in rules if r.trigger == t]) for t in TRIGGERS}
    verbs = [r for r in rules if r.trigger == "verb"]
    bases = {words.split()[0] for words in by["verb"]}
    forms = {form for form, (base, _) in load_lexicon().verbs.items() if base in bases}
    nouns = {form for word in (*by["noun"], *by["isa"]) for form in (word, plural(word))}
    return Rules(
        all=tuple(rules),
        showing=frozenset(rule.name for rule in rules if rule.shows),
        verbs=_index([r for r in verbs if "clause" not in r.object]),
        aims=_index([r for r in verbs if "clause" in r.object or "goal" in r.object]),
        nouns=_noun_forms(by["noun"], by["isa"]),
        compounds=by["compound"],
        possessives=by["possessive"],
        numbers=by["number"],
        trigger_words=frozenset(
            forms
            | nouns
            | set(by["compound"])
            | {"found", "'s", "’s", "of", "at", "in", "from", "with", "(", "backed", "led", "ex"}
            | {word for rule in by["possessive"].get("Ticker", ()) for word in rule.beside}
        ),
    )


def is_bearing(word: str) -> bool:
    """Whether a noun says something of its bearer: "X’s founder Jane Roe" is no bare "X’s"."""
    rules = load_rules().nouns.get(word)
    return rules is not None and bool(rules[1])


def _shared_lists() -> dict[str, tuple[str, ...]]:
    """Lists that any file may use: the common nouns of each type, and those that sort names."""
    types = load_lexicon().noun_types
    lists = {
        f"{name}_words": tuple(w for w, found in types.items() if name.capitalize() in found)
        for name in ("organization", "person", "product")
    }
    return lists | {"kind_words": kind_words(), "product_sorts": kind_words("Product")}


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


def _rule(
    entry: Any, lists: WordLists, problems: Problems, path: tuple[str | int, ...], place: str
) -> Rule | None:
    """One rule; None where a problem was noted."""
    if not isinstance(entry, dict):
        problems.add(path, "a rule wants keys with values")
        return None
    found: dict[str, list[str]] = {}
    for key, message in problems_of(entry, lists):
        found.setdefault(key, []).append(message)
    for key, messages in found.items():
        problems.add(path, "; ".join(messages), key)
    if found:
        return None
    trigger: Trigger = next(t for t in TRIGGERS if t in entry)
    predicate = load_vocabulary().predicates[entry["predicate"]]

    def words(key: str) -> tuple[str, ...]:
        return expanded_words(entry.get(key, ""), lists)

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
        beside=frozenset(words("beside")),
        object_words=frozenset(words("object_words")),
        object_not=frozenset(words("object_not")),
        reach=frozenset(words("reach")),
        subject_words=frozenset(words("subject_words")),
        shows=frozenset(words("shows")),
        complement=words("complement"),
        modifiers=frozenset(words("modifiers")),
        said_by=entry.get("said_by"),
        subject_types=frozenset(words("subject_type") or predicate.subject_types)
        | ({"Maker"} if predicate.acts_for_maker else set()),
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
        as_fact=entry.get("as_fact", False),
        bare=entry.get("bare", True),
        joint="first_party" in words("subject"),
        wordy="own_words" in words("object"),
        textual=any(role.startswith(("text:", "deed:")) for role in words("object")),
        takes_amount=entry.get("amount", True) and "amount" in predicate.takes,
        takes_date=predicate.time != "none",
        match=tuple(entry.get("match", ())),
        no_match=tuple(entry.get("no_match", ())),
        place=place,
    )


def _index(rules: Sequence[Rule]) -> dict[str, tuple[Rule, ...]]:
    index: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.words:
            index.setdefault(word, []).append(rule)
    return {word: tuple(found) for word, found in index.items()}
