"""KnowledgeNet: facts of six properties in passages of web pages.

A fact counts where the property is right and both spans overlap the annotated ones. Every mention
of a thing in the passage is annotated as a fact of its own, so a claim stands for all mentions of
its two things, relative pronouns included; an unresolved pronoun stands for itself. Only properties
that a passage is annotated for count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.extraction.sets import Range, Record, overlap, plain_article, read_lines
from benchmarks.extraction.tally import Measure, Tally, measures
from factpack.extract.claims.claims import find_candidates
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.modality import modality_of
from factpack.extract.mentions import find_mentions
from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals
from factpack.model import Mention

FILE = "data/knowledgenet_business_dev.jsonl"
PROPERTIES = {
    "founded_by": "FOUNDED_BY",
    "founded_on": "DATE_FOUNDED",
    "subsidiary_of": "SUBSIDIARY_OF",
    "owned_by": "SUBSIDIARY_OF",
    "has_role": "EMPLOYEE_OR_MEMBER_OF",
    "member_of": "EMPLOYEE_OR_MEMBER_OF",
}
SIX = frozenset(PROPERTIES.values()) | {"HEADQUARTERS", "CEO"}

_RELATIVE = re.compile(r"(?:\s\([^)]{1,30}\))?,?\s(which|who|that|where)\b")
_CHIEF = re.compile(r"\b(?:ceo|c\.e\.o|chief executive)\b")
_PRONOUNS = frozenset(
    "he she it they i we his her its their my our him them who which that".split()
)

Fact = tuple[str, Range, Range]
"""Property, subject span and object span."""


def score_knowledgenet(shared: Path) -> list[Measure]:
    """All six properties together, then each alone."""
    by_property = {name: Tally() for name in sorted(SIX)}
    for record in read_lines(shared / FILE):
        asked = SIX & set(record["annotated_properties"])
        wanted = [f for f in record["facts"] if f["property"] in asked]
        found = [f for f in passage_facts(record["text"]) if f[0] in asked]
        _compare(record["text"], found, wanted, by_property)
    every = Tally()
    for tally in by_property.values():
        every.add(tally.right, tally.found, tally.wanted)
        every.errors += tally.errors
    scores = measures("knowledgenet", "facts", every, "P", "R", "F1")
    for name, tally in by_property.items():
        scores += measures("knowledgenet", name.lower(), tally, "F1")
    return scores


def passage_facts(text: str) -> list[Fact]:
    """Every fact of a passage, once each."""
    facts: dict[Fact, None] = {}
    for _, found in candidate_facts(text):
        facts |= dict.fromkeys(found)
    return list(facts)


def candidate_facts(text: str) -> Iterator[tuple[Candidate, list[Fact]]]:
    """Every candidate of a passage with the facts that it states."""
    article = plain_article(text)
    doc = doc_of(article)
    literals = find_literals(article, doc)
    entities, mentions = find_mentions(article, doc, literals)
    places: dict[int, list[Range]] = defaultdict(list)
    for mention in mentions:
        places[mention.entity].append((mention.start, mention.end))
    for c in find_candidates(doc, entities, mentions, literals, unresolved=True):
        if modality_of(c.hints, False) == "negated":
            continue
        subjects = _ranges(text, c.subject, mentions, places)
        if c.object is not None:
            objects = _ranges(text, c.object, mentions, places)
        elif c.value >= 0:
            objects = [(literals[c.value].start, literals[c.value].end)]
        else:
            continue
        pairs = [(s, o) for s in subjects for o in objects if not overlap(s, o)]
        yield (
            c,
            [
                (name, o, s) if name == "CEO" else (name, s, o)
                for name in _properties(text, c)
                for s, o in pairs
            ],
        )


def rule_tallies(shared: Path) -> dict[tuple[str, str], Tally]:
    """Claims by (predicate, rule) whose two ends are known, and those that an annotation has."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for record in read_lines(shared / FILE):
        asked = SIX & set(record["annotated_properties"])
        wanted = [
            (
                fact["property"],
                (fact["subject"]["start"], fact["subject"]["end"]),
                (fact["object"]["start"], fact["object"]["end"]),
            )
            for fact in record["facts"]
        ]
        for c, facts in candidate_facts(record["text"]):
            asked_facts = [fact for fact in facts if fact[0] in asked]
            known = c.subject.mention >= 0 and (c.object is None or c.object.mention >= 0)
            if asked_facts and known:
                right = any(
                    name == true and overlap(s, subject) and overlap(o, target)
                    for name, s, o in asked_facts
                    for true, subject, target in wanted
                )
                tallies[c.rule.predicate, c.rule.name].add(int(right), 1, 1)
    return tallies


def _properties(text: str, c: Candidate) -> list[str]:
    predicate = c.rule.predicate
    if predicate == "located_in":
        return ["HEADQUARTERS"] if c.kind == "headquarters" else []
    found = [PROPERTIES[predicate]] if predicate in PROPERTIES else []
    if predicate == "has_role" and c.role is not None:
        if _CHIEF.search(text[c.role[0] : c.role[1]].lower()):
            found.append("CEO")
    return found


def _ranges(
    text: str, arg: Arg, mentions: Sequence[Mention], places: dict[int, list[Range]]
) -> list[Range]:
    """Where the thing stands: the argument, its other mentions, a relative pronoun behind it."""
    words = text[arg.start : arg.end].lower()
    if arg.mention < 0 and words not in _PRONOUNS and not words.startswith("the "):
        return []
    found = [(arg.start, arg.end)]
    relative = _RELATIVE.match(text, arg.end)
    if relative:
        found.append(relative.span(1))
    if arg.mention >= 0:
        found += [r for r in places[mentions[arg.mention].entity] if r != found[0]]
    return found


def _compare(
    text: str, found: list[Fact], wanted: list[Record], by_property: dict[str, Tally]
) -> None:
    """Count; a second prediction on the same annotated fact is neither right nor wrong."""
    state = ["wrong"] * len(found)
    for fact in wanted:
        tally = by_property[fact["property"]]
        subject = fact["subject"]["start"], fact["subject"]["end"]
        target = fact["object"]["start"], fact["object"]["end"]
        free = [
            i
            for i, (name, s, o) in enumerate(found)
            if name == fact["property"] and overlap(s, subject) and overlap(o, target)
            if state[i] != "right"
        ]
        for i in free:
            state[i] = "again"
        if free:
            state[free[0]] = "right"
        else:
            words = f"{fact['subject']['text']} | {fact['object']['text']}"
            tally.errors.append(f"missed {fact['property']}: {words}\n    {text}")
        tally.add(bool(free), bool(free), 1)
    for outcome, (name, s, o) in zip(state, found, strict=True):
        if outcome == "wrong":
            words = f"{text[s[0] : s[1]]} | {text[o[0] : o[1]]}"
            by_property[name].errors.append(f"wrong {name}: {words}\n    {text}")
            by_property[name].add(0, 1, 0)
