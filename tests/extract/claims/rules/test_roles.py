"""The registry of roles: what rules may name, what is filled, and what the examples exercise."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factpack.errors import FactpackError
from factpack.extract.claims.examples import read_example, stated
from factpack.extract.claims.readers.beside.kind_bearers import KIND_BEARERS
from factpack.extract.claims.readers.copula import COPULA_CONDITIONS
from factpack.extract.claims.readers.noun import NOUN_OBJECTS
from factpack.extract.claims.roles.nouns.copular_roles import COPULA_ROLES
from factpack.extract.claims.roles.nouns.noun_roles import NOUN_ROLES
from factpack.extract.claims.roles.verbs.verb_conditions import VERB_CONDITIONS
from factpack.extract.claims.roles.verbs.verb_objects import VERB_OBJECTS
from factpack.extract.claims.roles.verbs.verb_subjects import VERB_SUBJECTS
from factpack.extract.claims.rules.loading import index_rules, load_rules, read_rules
from factpack.extract.claims.rules.roles import ROLES, Slot, Trigger, is_preposition, role_tables
from factpack.extract.claims.rules.rule import Rule

RULES = load_rules().all
README = Path(__file__).parents[4] / "build/factpack/extract/languages/en/rules/README.md"

FILLED: dict[Trigger, set[str]] = {
    "verb": {
        "agent", "patient", "first_party", "second_party",
        *VERB_SUBJECTS, *VERB_OBJECTS, *VERB_CONDITIONS,
    },
    "noun": {*NOUN_ROLES, *NOUN_OBJECTS},
    "isa": {
        "first_party", "second_party", "own_words",
        *KIND_BEARERS, *COPULA_ROLES, *COPULA_CONDITIONS,
    },
    "compound": {"before", "head"},
    "possessive": {"possessor", "possessed"},
    "number": {"owner", "number"},
}  # fmt: skip

GOOD = """
rules:
  - name: sell
    predicate: acquired
    verb: sell
    subject: to
    object: patient
    kind: acquisition
    match: ["{O:Acme} sold {O:Beta} to {O:Gamma}. :: Gamma -> Beta"]
"""


def uses() -> list[tuple[Trigger, Slot, str]]:
    """Every role that a rule names, once for each trigger and slot."""
    named = {
        (rule.trigger, slot, name) for rule in RULES for slot in Slot for name in rule.roles(slot)
    }
    return sorted(named)


@contextmanager
def only(rules: Sequence[Rule]) -> Iterator[None]:
    """Read sentences by these rules alone."""
    index = index_rules(rules)
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("factpack.extract.claims") and hasattr(module, "load_rules"):
                patch.setattr(module, "load_rules", lambda: index)
        yield


def changed(rule: Rule, slot: Slot, names: tuple[str, ...]) -> Rule:
    fields: dict[str, Any] = {slot.value: names}
    return replace(rule, **fields)


def found(rule: Rule) -> list[list[str]]:
    """What the rule reads in each of its examples, when the other rules are there as well."""
    with only([rule if other.name == rule.name else other for other in RULES]):
        sentences = [read_example(example)[0] for example in (*rule.match, *rule.no_match)]
        return [sorted(s.words for s in stated(one) if s.rule == rule.name) for one in sentences]


@pytest.mark.parametrize("trigger", ROLES)
def test_what_is_registered_is_what_can_be_filled(trigger: Trigger) -> None:
    assert set(ROLES[trigger]) == FILLED[trigger]


def test_every_role_is_named_by_a_rule() -> None:
    used = {(trigger, name.rpartition(":")[2]) for trigger, _, name in uses()}
    idle = [
        (trigger, name) for trigger, roles in ROLES.items() for name in roles
        if (trigger, name) not in used
    ]  # fmt: skip
    assert not idle


@pytest.mark.parametrize(("trigger", "slot", "name"), uses())
def test_an_example_needs_the_role(trigger: Trigger, slot: Slot, name: str) -> None:
    for rule in RULES:
        names = rule.roles(slot)
        if rule.trigger != trigger or name not in names:
            continue
        if slot in (Slot.SUBJECT, Slot.OBJECT):
            alone = changed(rule, slot, (name,))
            if any(found(alone)[: len(rule.match)]):
                return
        else:
            without = changed(rule, slot, tuple(n for n in names if n != name))
            if found(without) != found(rule):
                return
    pytest.fail(f"no example of a rule of the trigger {trigger} needs {name} in {slot}")


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("subject: to", "subject: agnet"), 6, "did you mean agent?"),
        (("subject: to", 'subject: agent, "to"'), 6, 'take the quotes away from "to"'),
        (("subject: to", "subject: agent to"), 6, "agent to is no role of the trigger verb"),
        (("subject: to", "subject: stake"), 6, "only a condition: it can stand in needs or lacks"),
        (("subject: to", "subject: possessor"), 6, "no role of the trigger verb"),
        (("object: patient", "object: own:patient"), 7, "no role of the trigger verb"),
        (("kind:", "needs: agentt\n    kind:"), 8, "agentt is no role"),
        (("kind:", "lacks: preferred\n    kind:"), 8, "preferred is no role"),
        (("kind:", "kinds:"), 8, "unknown key kinds; did you mean kind?"),
        (("kind: acquisition", "kind: friendship"), 8, "acquired has no kind friendship"),
        (("kind:", "former: perhaps\n    kind:"), 8, "former wants true or false"),
        (("acquired", "aquired"), 4, "did you mean acquired?"),
        (("verb: sell", "verb: selll"), 5, "selll is no verb"),
        (("verb: sell", "verb: sell buy"), 5, "no phrasal verb sell buy: is a comma missing?"),
        (("verb: sell", "noun: sale of"), 5, "is a comma missing?"),
        (("verb: sell", "verb: $sellers"), 5, "no list is called $sellers"),
        (("    verb: sell\n", ""), 3, "a rule has one trigger"),
        (("    object: patient\n", ""), 3, "object is missing"),
        (("    object: patient\n", "    object: patient\n    object: of\n"), 8, "line 7 too"),
        (("  - name: sell\n", "  - name: sell\n    object_type: Money\n"), 4, "allows no Money"),
        (("rules:\n", "rule:\n"), 2, "unknown key rule; did you mean rules?"),
        (("verb: sell\n    subject: to", "isa: seller\n    subject: of"), 6, "is its bearer"),
    ],
)
def test_a_mistake_in_a_rule_is_refused_with_its_line(
    change: tuple[str, str], line: int, message: str
) -> None:
    assert [rule.name for rule in read_rules("good.yaml", GOOD)] == ["sell"]
    with pytest.raises(FactpackError) as error:
        read_rules("bad.yaml", GOOD.replace(*change, 1))
    text = str(error.value)
    assert "bad.yaml" in text and message in text
    assert re.search(rf"line {line}:", text), text


def test_prepositions_may_have_several_words() -> None:
    assert all(map(is_preposition, ("into", "to", "out of")))
    assert not any(map(is_preposition, ("", "out of it", '"on"')))


def test_the_readme_has_the_table_of_roles() -> None:
    assert role_tables() in README.read_text("utf-8")
