"""What is wrong with a rule: keys, roles and words that could never match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from factpack.config.nearest import suggestion
from factpack.extract.claims.rules.roles import (
    BEARERS,
    PREPOSITION_SLOTS,
    ROLES,
    TRIGGERS,
    Slot,
    Trigger,
    is_preposition,
    problem_of,
)
from factpack.extract.claims.syntax.modality import NAMED
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.vocabulary import load_vocabulary

POSSESSORS = (
    "Organization", "Person", "Place", "Product", "PersonOf", "MemberOf", "Site", "Institution",
    "Ticker", "Unit", "Party",
)  # fmt: skip
"""Triggers of possessive rules: the type of what is possessed, or a form of its own."""
NUMBER_FORMS = ("adjacent", "count", "of", "change", "move", "price", "further", "verb")
"""Triggers of number rules: where the metric stands beside its number."""

_WORDS = (
    *TRIGGERS, *Slot, "beside", "object_words", "object_not", "subject_words", "subject_type",
    "object_type", "light", "complement", "modifiers", "reach", "shows",
)  # fmt: skip
_FLAGS = ("role", "former", "active", "passive", "amount", "count", "as_fact", "bare")
_TEXTS = ("name", "predicate", "kind", "hint", "role_text", "said_by")
_EXAMPLES = ("match", "no_match")
_REQUIRED = ("name", "predicate", "subject", "object", "match")
_KEYS_OF: Mapping[str, tuple[Trigger, ...]] = {
    "as_fact": ("noun", "verb"),
    "bare": ("verb",),
    "beside": ("possessive",),
    "complement": ("verb",),
    "modifiers": ("noun",),
    "reach": ("verb", "noun"),
    "said_by": ("verb",),
    "subject_words": ("verb", "noun"),
}
"""Keys that only rules of some triggers may have."""
_NAME = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
KEYS = (*_TEXTS, *_WORDS, *_FLAGS, *_EXAMPLES, "kind_words")
"""All keys of a rule."""

WordLists = Mapping[str, tuple[str, ...]]
"""Lists of words that a rule may name as `$name`."""


def problems_of(entry: Mapping[str, Any], lists: WordLists) -> Iterator[tuple[str, str]]:
    """What is wrong with a rule: the key at fault ("" for the rule) and what to do."""
    found = list(_form_problems(entry, lists))
    yield from found
    triggers = [t for t in TRIGGERS if t in entry]
    if len(triggers) != 1:
        yield "", f"a rule has one trigger of {', '.join(TRIGGERS)}; this has {len(triggers)}"
    elif missing := [key for key in _REQUIRED if key not in entry]:
        yield "", f"{' and '.join(missing)} is missing"
    elif not found:
        yield from _meaning_problems(entry, lists, triggers[0])


def _form_problems(entry: Mapping[str, Any], lists: WordLists) -> Iterator[tuple[str, str]]:
    """Unknown keys, and values that have the wrong form for theirs."""
    for key, value in entry.items():
        if key not in KEYS:
            yield key, f"unknown key {key}; {suggestion(key, KEYS)}"
        elif key in _FLAGS and not isinstance(value, bool):
            yield key, f"{key} wants true or false"
        elif key in _TEXTS and not isinstance(value, str):
            yield key, f"{key} wants text"
        elif key in _EXAMPLES and not (
            isinstance(value, list) and value and all(isinstance(v, str) for v in value)
        ):
            yield key, f"{key} wants a list of sentences (lines that begin with a dash)"
        elif key == "name" and not _NAME.fullmatch(value):
            yield key, "name wants small letters, digits and _ or - between them"
        elif key == "kind_words" and not (
            isinstance(value, dict) and all(isinstance(kind, str) for kind in value.values())
        ):
            yield key, f"{key} wants words with the kind of each"
        elif key in _WORDS:
            yield from ((key, problem) for problem in _word_problems(value, lists))


def is_words(value: Any) -> bool:
    """Whether a value is words with commas between them, or a list of words."""
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(word, str) for word in value)
    )


def _word_problems(value: Any, lists: WordLists) -> Iterator[str]:
    if not is_words(value):
        yield "write words with commas between them"
        return
    for word in split_words(value):
        if word.startswith("$") and word[1:] not in lists:
            yield f"no list is called {word}; {suggestion(word[1:], sorted(lists))}"
        elif word.startswith(('"', "'")):
            yield f"take the quotes away from {word}: they would be part of the word"


def _meaning_problems(
    entry: Mapping[str, Any], lists: WordLists, trigger: Trigger
) -> Iterator[tuple[str, str]]:
    """What no vocabulary, lexicon or role has."""
    vocabulary = load_vocabulary()
    predicate = vocabulary.predicates.get(entry["predicate"])
    if predicate is None:
        known = list(vocabulary.predicates)
        name = entry["predicate"]
        yield "predicate", f"the vocabulary has no predicate {name}; {suggestion(name, known)}"
        return
    if entry.get("hint", "fact") not in NAMED:
        yield "hint", f"hint can be {', '.join(NAMED)}"
    kinds = entry.get("kind_words", {})
    for key, kind in [("kind", entry.get("kind")), *(("kind_words", k) for k in kinds.values())]:
        if kind is not None and kind not in predicate.kinds:
            yield key, f"{predicate.name} has no kind {kind}"
    for key, types in (
        ("subject_type", predicate.subject_types),
        ("object_type", predicate.object_types),
    ):
        for name in split_words(entry.get(key, "")):
            if name not in types:
                yield key, f"{predicate.name} allows no {name} there, only {', '.join(types)}"
    for word in expanded_words(entry[trigger], lists):
        problem = _trigger_problem(word, trigger)
        if problem:
            yield trigger, problem
    for word in expanded_words(entry.get("light", ""), lists):
        problem = _trigger_problem(word, "verb")
        if problem:
            yield "light", problem
    for key, wanted in _KEYS_OF.items():
        if key in entry and trigger not in wanted:
            yield key, f"{key} is a key of {' and '.join(wanted)} rules"
    for words in split_words(entry.get("complement", "")):
        preposition, _, noun = words.rpartition(" ")
        if not noun or not is_preposition(preposition):
            yield "complement", f"{words} wants a preposition and a noun: in favour"
    for word in split_words(entry.get("reach", "")):
        if not is_preposition(word):
            yield "reach", f"{word} is no preposition"
    if "said_by" in entry and (problem := problem_of(entry["said_by"], trigger, Slot.NEEDS)):
        yield "said_by", problem
    for slot in Slot:
        for name in split_words(entry.get(slot, "")):
            problem = problem_of(name, trigger, slot)
            if problem:
                choices = [role.name for role in ROLES[trigger].values() if slot in role.slots]
                hint = suggestion(name, choices) if choices else "it takes none"
                prepositions = (
                    ", or a preposition" if slot in PREPOSITION_SLOTS.get(trigger, ()) else ""
                )
                yield slot, f"{problem}; {hint}{prepositions}"
    if trigger == "isa":
        sides = [not BEARERS.isdisjoint(split_words(entry[key])) for key in ("subject", "object")]
        joint = "first_party" in split_words(entry["subject"])
        if sides.count(True) != (0 if joint else 1):
            yield "subject", "either the subject or the object of an isa rule is its bearer"


def _trigger_problem(word: str, trigger: Trigger) -> str | None:
    """Why no sentence can have the word as a trigger of this kind; None where one can."""
    lexicon = load_lexicon()
    if trigger == "verb":
        if word.split(" ")[0] not in lexicon.bases:
            return f"{word} is no verb in its base form that grammar.yaml knows"
        if " " in word and word not in lexicon.phrasal:
            return f"grammar.yaml has no phrasal verb {word}: is a comma missing?"
    elif trigger in ("noun", "isa") and " " in word:
        return f"{word} is more than one word, a noun is one: is a comma missing?"
    elif trigger == "compound" and not word.startswith("-"):
        return f"{word} wants a hyphen before it: -{word}"
    elif trigger == "possessive" and word not in POSSESSORS:
        return f"possessive can be {', '.join(POSSESSORS)}"
    elif trigger == "number" and word not in NUMBER_FORMS:
        return f"number can be {', '.join(NUMBER_FORMS)}"
    return None


def expanded_words(value: str | Sequence[str], lists: WordLists) -> tuple[str, ...]:
    """Words with the lists that they name in their place."""
    found: list[str] = []
    for word in split_words(value):
        found += lists[word[1:]] if word.startswith("$") else (word,)
    return tuple(found)


def split_words(value: Any) -> tuple[str, ...]:
    """Words separated by commas, or a list of them."""
    return _split(value) if isinstance(value, str) else _stripped(map(str, value))


@cache
def _split(words: str) -> tuple[str, ...]:
    """Rules say the same few words thousands of times, and are asked for them at each check."""
    return _stripped(words.split(","))


def _stripped(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in map(str.strip, parts) if word)
