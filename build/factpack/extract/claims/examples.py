"""Example sentences of the rules: names and values marked, claims written beside them.

"{O:Acme} bought {O:Beta} for {$:$3 million}. :: Acme -> Beta [acquisition]" is a sentence in which
Acme and Beta are organisations, and the claim it must give, with its kind or modality in brackets.
"{O:Acme|its}" is a pronoun that means Acme, and "{O:Acme|the chip maker}" a description. The
letters are O organisation, P person, R product, L place, X other, $ money, T date, % percentage and
# count; several claims are separated by semicolons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factpack.config.show import shown
from factpack.errors import FactpackError
from factpack.extract.claims.claims import find_candidates
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.rules.loading import load_rules, own_rules
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.modality import modality_of
from factpack.extract.text.doc import Doc
from factpack.model import (
    EntityType,
    LiteralKind,
    LiteralValue,
    LocalEntity,
    Mention,
    MentionKind,
    Span,
    Value,
)

_MARK = re.compile(r"\{([OPRLX$T%#]):([^{}|]+)(?:\|([^{}]+))?\}")
_TAG = re.compile(r"\s*\[([^\]]+)\]")
_TYPES: dict[str, EntityType] = {
    "O": "Organization",
    "P": "Person",
    "R": "Product",
    "L": "Place",
    "X": "Other",
}
_KINDS: dict[str, LiteralKind] = {"$": "money", "T": "date", "%": "percent", "#": "count"}


@dataclass(frozen=True, slots=True)
class ExampleSentence:
    """A sentence with its names and values."""

    text: str
    entities: tuple[LocalEntity, ...]
    mentions: tuple[Mention, ...]
    literals: tuple[LiteralValue, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim as an example writes it; `tags` are its kind and modality."""

    rule: str
    predicate: str
    words: str
    tags: frozenset[str]


def read_marked(marked: str) -> ExampleSentence:
    """The sentence without its marks, and what they say.

    >>> read_marked("{O:Acme} paid {$:$3}.").text
    'Acme paid $3.'
    """
    text, at = "", 0
    numbers: dict[str, int] = {}
    entities: list[LocalEntity] = []
    mentions: list[Mention] = []
    literals: list[LiteralValue] = []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        start, at = len(text), match.end()
        text += match[3] or match[2]
        if match[1] in _TYPES:
            if match[2] not in numbers:
                numbers[match[2]] = len(entities)
                entities.append(LocalEntity(match[2], _TYPES[match[1]]))
            kind: MentionKind = "name"
            if match[3]:
                kind = "description" if " " in match[3] else "pronoun"
            mentions.append(Mention(start, len(text), numbers[match[2]], kind))
        else:
            value = Value(amount=1.0) if match[1] != "T" else Value()
            literals.append(LiteralValue(_KINDS[match[1]], start, len(text), value))
    text += marked[at:]
    return ExampleSentence(text, tuple(entities), tuple(mentions), tuple(literals))


def read_example(example: str) -> tuple[ExampleSentence, tuple[tuple[str, frozenset[str]], ...]]:
    """An example as a marked sentence and the claims it must give, each with its tags."""
    marked, _, claims = example.partition(" :: ")
    wanted = []
    for claim in filter(None, (candidate.strip() for candidate in claims.split(";"))):
        tags = frozenset(_TAG.findall(claim))
        wanted.append((_TAG.sub("", claim), tags))
    return read_marked(marked), tuple(wanted)


def stated(sentence: ExampleSentence) -> list[Stated]:
    """What all rules read in a sentence; an argument that is not resolved starts with "?"."""
    found = find_candidates(
        Doc(sentence.text, [Span(0, len(sentence.text))]),
        sentence.entities,
        sentence.mentions,
        sentence.literals,
    )
    return [
        Stated(
            candidate.rule.name,
            candidate.rule.predicate,
            f"{_name(sentence, candidate, 'subject')} -> {_name(sentence, candidate, 'object')}",
            frozenset(filter(None, (candidate.kind, modality_of(candidate.hints, False)))),
        )
        for candidate in found
    ]


def check_own_rules() -> None:
    """Do nothing where each rule of the dataset's own reads its examples as they say.

    Raises:
        FactpackError: a rule cannot be read, or does not give the claims of its examples.
    """
    wrong: list[str] = []
    own = own_rules()
    for rule in load_rules().all:
        if rule.name in own:
            wrong += [
                f"  {rule.place}: {rule.name} {problem}" for problem in example_problems(rule)
            ]
    if wrong:
        rest = len(wrong) - _MOST_PROBLEMS
        more = [f"  and {rest:,} more"] if rest > 0 else []
        lines = ["rules do not do what their examples say:", *wrong[:_MOST_PROBLEMS], *more]
        raise FactpackError("\n".join(lines))


_MOST_PROBLEMS = 20


def example_problems(rule: Rule) -> list[str]:
    """What a rule reads in its examples other than they say, each in a line."""
    problems: list[str] = []
    for example in rule.match:
        sentence, wanted = read_example(example)
        found = [s for s in stated(sentence) if s.rule == rule.name]
        if not wanted:
            problems.append(f"has a match without a claim after ::, {shown(example)}")
        elif sorted(s.words for s in found) != sorted(words for words, _ in wanted):
            read = "; ".join(sorted(s.words for s in found)) or "nothing"
            problems.append(f"reads {read} in {shown(example)}")
        else:
            problems += [
                f"reads no {', '.join(sorted(tags))} in {shown(example)}"
                for words, tags in wanted
                if not any(tags <= s.tags for s in found if s.words == words)
            ]
    for example in rule.no_match:
        sentence, _ = read_example(example)
        # An argument that the article decides, as a pronoun does, is nothing read yet.
        found = [s for s in stated(sentence) if s.rule == rule.name and "?" not in s.words]
        if found:
            problems.append(f"reads {found[0].words} in {shown(example)}, which it must not match")
    return problems


def _name(sentence: ExampleSentence, candidate: Candidate, side: str) -> str:
    arg = candidate.subject if side == "subject" else candidate.object
    if arg is None:
        if candidate.object_words is not None:
            return sentence.text[slice(*candidate.object_words)]
        literal = sentence.literals[candidate.value]
        return sentence.text[literal.start : literal.end]
    if arg.mention < 0:
        return "?" + sentence.text[arg.start : arg.end]
    return sentence.entities[sentence.mentions[arg.mention].entity].name
