"""Entities given from elsewhere: where the article names them, and which words refer to them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from factpack.extract.given.align.folded import FoldedText, fold
from factpack.extract.given.align.place import Places
from factpack.extract.given.align.refused import Refused
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.names import KnownName, KnownNames
from factpack.model import EntityType, LocalEntity, Mention, MentionKind, Span

_PRONOUNS = frozenset(
    "he him his she her hers it its they them their theirs who whom whose which that we us our "
    "ours i me my mine you your yours himself herself itself themselves".split()
)
_DETERMINERS = frozenset("the a an this these those both each all another such".split())
_CLOSED = frozenset(
    "and or but nor so yet of in on at by for to from with as is are was were be been has have had "
    "do does did not no will would can could may might must shall should".split()
)
_NEVER_NAMES = _PRONOUNS | _DETERMINERS | _CLOSED
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Thing:
    """A given or curated entity, and where the article names it."""

    name: str
    type: EntityType
    curated: bool
    mentions: list[Span] = field(default_factory=list)


class Names:
    """The entities of one article.

    A thing is published under words of the article: the longest form of its name that stands there.
    Names that a curator gave win over those given here, as they do over names found openly.
    """

    def __init__(self, text: str, folded: FoldedText, known: KnownNames | None) -> None:
        """Start with the curated names."""
        self._text = text
        self._folded = folded
        self._things: list[_Thing] = []
        self._owner: dict[str, int] = {}
        self._spans: list[Span] = []
        self._named: list[int] = []
        self._numbers: dict[int, int] = {}
        self._references: dict[Span, tuple[int, MentionKind]] = {}
        for entry in known.entries if known else ():
            self._add(entry.name, entry.type, (entry.name, *entry.aliases), curated=True)

    def add(self, item: dict[str, Any]) -> None:
        """Take an entity that `schema/facts-input.schema.json` allows.

        Raises:
            Refused: its name is no name, or that of another entity.
        """
        forms = (item["name"], *item.get("aliases", ()))
        for form in forms:
            words = _WORD.findall(form.casefold())
            if not words or all(word in _NEVER_NAMES for word in words):
                raise Refused("name-too-common")
        owners = {self._owner[key] for key in map(_key, forms) if key in self._owner}
        if len(owners) > 1:
            raise Refused("entity-conflict")
        if not owners:
            self._add(item["name"], item["type"], forms, curated=False)
            return
        (number,) = owners
        thing = self._things[number]
        if not thing.curated and thing.type != item["type"]:
            raise Refused("entity-conflict")
        self._own(number, forms)

    def _add(self, name: str, type_: EntityType, forms: Sequence[str], *, curated: bool) -> None:
        self._things.append(_Thing(name, type_, curated))
        self._own(len(self._things) - 1, forms)

    def _own(self, number: int, forms: Sequence[str]) -> None:
        for form in forms:
            key = _key(form)
            if key:
                self._owner.setdefault(key, number)

    def find(self) -> None:
        """Look for all names in the text; call it once, after the last entity."""
        forms = KnownNames(KnownName(form, "Other") for form in self._owner)
        for start, end, entry in forms.find(self._folded.folded):
            number = self._owner[entry.name]
            self._spans.append(Span(start, end))
            self._named.append(number)
            self._things[number].mentions.append(Span(start, end))

    def is_named(self, item: dict[str, Any]) -> bool:
        """Whether the article names an entity that was added."""
        number = self._owner.get(_key(item["name"]))
        return number is not None and bool(self._things[number].mentions)

    def number_of(self, name: str) -> int:
        """The thing that has a name or an alias.

        Raises:
            Refused: none has it, or the article does not name it.
        """
        number = self._owner.get(_key(name))
        if number is None:
            raise Refused("entity-unknown")
        if not self._things[number].mentions:
            raise Refused("entity-not-found")
        return number

    def type_of(self, number: int) -> EntityType:
        """Type of a thing."""
        return self._things[number].type

    def knows(self, name: str) -> bool:
        """Whether a name is that of a thing that the article names."""
        number = self._owner.get(_key(name))
        return number is not None and bool(self._things[number].mentions)

    def mentions_in(self, number: int, area: Span) -> Iterator[Span]:
        """Where an area names a thing, in order."""
        spans = self._things[number].mentions
        for at in range(bisect_left(spans, Span(area.start, area.start)), len(spans)):
            if spans[at].end > area.end:
                return
            yield spans[at]

    def refer(self, number: int, span: Span) -> bool:
        """Take the words of a span as reference to a thing; whether they can be one.

        They can where they are a name of it, a pronoun, or a description that names nothing else:
        it begins with a determiner or a possessive ("the company", "its parent"), or its last word
        is a noun for things of that type ("laboratory").
        """
        at = bisect_right(self._spans, span.start, key=_end)
        while at < len(self._spans) and self._spans[at].start < span.end:
            if self._named[at] != number:
                return False
            if self._spans[at] == span:
                return True
            at += 1
        words = [word.casefold() for word in _WORD.findall(self._text[span.start : span.end])]
        if not words:
            return False
        is_pronoun = len(words) == 1 and words[0] in _PRONOUNS
        is_determined = len(words) > 1 and words[0] in _PRONOUNS | _DETERMINERS
        is_noun = self._things[number].type in load_lexicon().noun_types.get(words[-1], ())
        if not (is_pronoun or is_determined or is_noun):
            return False
        kind: MentionKind = "pronoun" if is_pronoun else "description"
        return self._references.setdefault(span, (number, kind))[0] == number

    def reference(
        self, item: Any, places: Places, areas: list[Span], *, raw: bool, taken: Span | None
    ) -> tuple[int, Span | None]:
        """The thing that a given reference means, and the words near that say so; None: no words.

        Args:
            item: a name, or an entity with the words that refer to it.
            places: finds words.
            areas: where the words may stand, the best first.
            raw: whether offsets count in the source.
            taken: a place that the words do not touch.

        Raises:
            Refused: no thing has the name, or the words refer to another.
        """
        number = self.number_of(item if isinstance(item, str) else item["entity"])
        if isinstance(item, dict) and "text" in item:
            span = places.words(item, areas, raw=raw, taken=taken)
            if span is not None and not self.refer(number, span):
                raise Refused("reference-unclear")
            return number, span
        named = (span for area in areas for span in self.mentions_in(number, area))
        apart = (s for s in named if taken is None or s.end <= taken.start or taken.end <= s.start)
        return number, next(apart, None)

    def entity(self, number: int) -> int:
        """Place of a thing in `entities`."""
        if not self._numbers:
            first = sorted((t.mentions[0], n) for n, t in enumerate(self._things) if t.mentions)
            self._numbers = {n: place for place, (_, n) in enumerate(first)}
        return self._numbers[number]

    def publish(self) -> tuple[tuple[LocalEntity, ...], tuple[Mention, ...]]:
        """Entities by their first mention, and all mentions in order."""
        named = [n for n, thing in enumerate(self._things) if thing.mentions]
        entities = []
        mentions = [
            Mention(span.start, span.end, self.entity(number), kind)
            for span, (number, kind) in self._references.items()
        ]
        for number in sorted(named, key=self.entity):
            thing = self._things[number]
            forms = dict.fromkeys(self._text[s.start : s.end] for s in thing.mentions)
            name = thing.name if thing.curated else max(forms, key=len)
            aliases = {
                form: "curated" if thing.curated else _basis(form, name)
                for form in forms
                if form != name
            }
            entities.append(LocalEntity(name, thing.type, aliases))
            mentions += [
                Mention(s.start, s.end, self.entity(number), "name") for s in thing.mentions
            ]
        return tuple(entities), tuple(
            sorted(mentions, key=lambda mention: (mention.start, mention.end))
        )


def _end(span: Span) -> int:
    return span.end


def _key(form: str) -> str:
    return " ".join(fold(form).split())


def _basis(form: str, name: str) -> str:
    """Why a form names the thing: it is part of its name, or was given as another name of it."""
    inside = set(_WORD.findall(form.casefold())) <= set(_WORD.findall(name.casefold()))
    return "part-of-name" if inside else "defined-in-text"
