"""Pairs of things in one sentence, and what a linear model looks at to tell their relation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from factpack.extract.claims.claims import MAX_SENTENCE, find_candidates
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.syntax.claim_context import ClaimContext
from factpack.extract.claims.syntax.phrases.parsing import parse
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.tokens.sentence_tokens import ArticleTokens
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.text.doc import Doc
from factpack.model import LiteralValue, LocalEntity, Mention, Span
from factpack.vocabulary import load_vocabulary

PREDICATES: Final = (
    "acquired",
    "backs",
    "competes_with",
    "develops",
    "founded_by",
    "founded_on",
    "has_metric",
    "has_role",
    "invested_in",
    "launched",
    "located_in",
    "member_of",
    "owned_by",
    "partners_with",
    "raised_funding",
    "subsidiary_of",
    "uses_product",
)
"""The predicates whose object is a thing of the sentence and that annotated news has."""

_MOST: Final = 14
"""Things of a sentence that are paired; a sentence with more is a list."""
_NEAR: Final = 4
_WIDE: Final = 16
"""Tokens between two things that are looked at one by one."""
_VALUES: Final = {"$": "Money", "#": "Quantity", "%": "Quantity", "T": "Date"}


@dataclass(frozen=True, slots=True)
class Thing:
    """A name, a resolved pronoun or description (`mention`), or a value (`literal`); else -1."""

    token: int
    phrase: int
    type: str
    mention: int
    literal: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things of a sentence, and the predicates that their types fit.

    Attributes:
        subject: index of the mention.
        object: index of the mention, -1: the object is a value.
        literal: index of the value, -1: the object is a thing.
        sentence: which it is.
        start: of the words from the first of the two to the second.
        end: of those words.
        features: names of what stands between and around.
    """

    subject: int
    object: int
    literal: int
    predicates: tuple[str, ...]
    sentence: Span
    start: int
    end: int
    features: frozenset[str]


def find_pairs(
    doc: Doc,
    entities: Sequence[LocalEntity],
    mentions: Sequence[Mention],
    literals: Sequence[LiteralValue],
) -> Iterator[Pair]:
    """The ordered pairs of every sentence; the arguments are those of `find_candidates`."""
    tokens = ArticleTokens(doc, entities, mentions, literals)
    context = ClaimContext(entities, mentions)
    found = find_candidates(doc, entities, mentions, literals)
    found.sort(key=lambda candidate: candidate.trigger)
    triggers = [candidate.trigger[0] for candidate in found]
    fitting = _fitting()
    for span in doc.sentences:
        long = span.end - span.start > MAX_SENTENCE
        if long or not tokens.has_arguments(span.start, span.end):
            continue
        sentence = parse(tokens.sentence(span.start, span.end), context)
        things = _things(sentence)
        first, last = (bisect_left(triggers, offset) for offset in (span.start, span.end))
        features = _Features(sentence, found[first:last])
        for subject in things:
            for target in things:
                fits = fitting.get((subject.type, target.type), ())
                if subject.mention < 0 or target is subject or not fits:
                    continue
                if features.entity(subject) == features.entity(target):
                    continue
                begin, end = sorted((subject.token, target.token))
                yield Pair(
                    subject.mention,
                    target.mention,
                    target.literal,
                    fits,
                    span,
                    sentence.start[begin],
                    sentence.end[end],
                    frozenset(features.of(subject, target)),
                )


@cache
def _fitting() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Types of subject and object to the predicates that they fit."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    known = load_vocabulary().predicates
    for name in PREDICATES:
        for subject in known[name].subject_types:
            for target in known[name].object_types:
                found[subject, target] = (*found.get((subject, target), ()), name)
    return found


def _things(sentence: Sentence) -> list[Thing]:
    """The things of a sentence in order; empty where there are more than `_MOST`."""
    found = []
    for token, tag in enumerate(sentence.tags):
        mention, literal = sentence.ref[token], sentence.literal[token]
        if mention >= 0:
            kind = next(iter(sentence.context.types[mention]))
        elif tag in _VALUES and literal >= 0:
            kind = _VALUES[tag]
        else:
            continue
        found.append(Thing(token, bisect_right(sentence.stop, token), kind, mention, literal))
    return found if len(found) <= _MOST else []


class _Features:
    """Features of the pairs of one sentence: names of what is there, each counted once."""

    def __init__(self, sentence: Sentence, found: Sequence[Candidate]) -> None:
        self._sentence = sentence
        self._symbols = [self._symbol(token) for token in range(len(sentence.tags))]
        self._rules: dict[tuple[int, int], set[str]] = {}
        entity = sentence.context.entity
        for candidate in found:
            target = candidate.object
            if candidate.subject.mention < 0 or (target is not None and target.mention < 0):
                continue
            other = entity[target.mention] if target is not None else -2 - candidate.value
            key = entity[candidate.subject.mention], other
            self._rules.setdefault(key, set()).add(f"rule:{candidate.rule.predicate}")

    def entity(self, thing: Thing) -> int:
        """The entity of a thing, below -1 for a value."""
        known = self._sentence.context.entity
        return known[thing.mention] if thing.mention >= 0 else -2 - thing.literal

    def of(self, one: Thing, other: Thing) -> Iterator[str]:
        """Names of the features of a subject and an object, by the order of the two."""
        sentence, symbols = self._sentence, self._symbols
        side = "S" if one.token < other.token else "O"
        first, second = (one, other) if side == "S" else (other, one)
        yield "bias"
        yield f"types:{side}:{one.type}:{other.type}"
        yield f"tags:{side}:{sentence.tags[one.token]}{sentence.tags[other.token]}"
        yield from self._between(side, symbols[first.token + 1 : second.token])
        before = symbols[max(0, first.token - _NEAR) : first.token] or ["^"]
        after = symbols[second.token + 1 : second.token + 1 + _NEAR] or ["$"]
        for place, words in (("before", before), ("after", after)):
            for word in words:
                yield f"{place}:{side}:{word}"
        yield f"last before:{side}:{before[-1]}"
        yield f"next after:{side}:{after[0]}"
        kinds = sentence.kinds[first.phrase + 1 : second.phrase]
        yield f"path:{side}:{kinds if first.phrase < second.phrase else 'same'}"
        for letter, thing in (("S", one), ("O", other)):
            head = sentence.stop[thing.phrase] - 1
            if head != thing.token:
                yield f"head:{letter}:{symbols[head]}"
            if sentence.first[thing.phrase] < thing.token:
                yield f"lead:{letter}:{symbols[thing.token - 1]}"
        yield from self._verbs(one, other)
        yield from self._rules.get((self.entity(one), self.entity(other)), ())

    def _between(self, side: str, words: list[str]) -> Iterator[str]:
        """Words, pairs and triples of words between the two, and how many there are."""
        size = len(words)
        yield f"distance:{side}:{min(size, 8) if size < 9 else 9 + min(size // 8, 4)}"
        yield f"commas:{side}:{min(words.count(','), 3)}"
        if size <= 6:
            yield f"whole:{side}:{' '.join(words)}"
        for word in words:
            if word[0] == "<":
                yield f"name:{side}:{word}"
        for part in [words] if size <= _WIDE else [words[:3], words[-3:]]:
            for i, word in enumerate(part):
                yield f"in:{side}:{word}"
                if i:
                    yield f"in:{side}:{part[i - 1]} {word}"
                if i > 1:
                    yield f"in:{side}:{part[i - 2]} {part[i - 1]} {word}"

    def _verbs(self, one: Thing, other: Thing) -> Iterator[str]:
        """The verb of which the subject is subject, and the one before the object."""
        sentence = self._sentence
        for phrase in sentence.verbs:
            verb = sentence.verb_at(phrase)
            if verb.subject == one.phrase:
                yield f"agent:{verb.lemma}:{verb.passive}"
        at = bisect_left(sentence.verbs, other.phrase) - 1
        before = other.phrase - 1
        preposition = sentence.first_word(before) if sentence.kind_at(before) == "I" else ""
        yield f"preposition:{preposition}"
        if at >= 0:
            verb = sentence.verb_at(sentence.verbs[at])
            yield f"governor:{verb.lemma}:{preposition}"
            if verb.subject == one.phrase:
                yield f"clause:{verb.lemma}:{verb.passive}:{preposition}"

    def _symbol(self, token: int) -> str:
        """A word in its base form; of a name or value its type."""
        sentence = self._sentence
        tag, mention = sentence.tags[token], sentence.ref[token]
        if tag in "EP" and mention >= 0:
            return f"<{next(iter(sentence.context.types[mention]))}>"
        if tag in _VALUES and sentence.literal[token] >= 0:
            return f"<{tag}>"
        word = sentence.words[token]
        verb = load_lexicon().verbs.get(word)
        if verb is not None:
            return verb[0]
        plural = len(word) > 4 and word.endswith("s") and not word.endswith("ss")
        return word[:-1] if plural else word
