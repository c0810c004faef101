"""Who a definite description means: "the laboratory", "the company", "its".

The step that finds mentions resolves what it is sure of. What is left is looked up here, with what
only a claim knows: who the other party is, and which types the predicate allows. One candidate
must be left, or nothing is resolved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.coreference.referents import LIKELY, SURE, Referents
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.text.annotated import AnnotatedText

GENERIC = word_list("claims", "resolve.anaphora.generic")
_SORTS = word_list("claims", "resolve.anaphora.sorts")
_TRADES = word_list("claims", "resolve.anaphora.trades")
"""Nouns of firms by what they do."""
_OTHERS = word_list("claims", "resolve.anaphora.others")
"""Words before a noun that tell of another than the one in play: "the combined company"."""
_NARROWING = re.compile(r"[ \u00a0](?:of|that|which|whose|behind|for|he|she|they|it)\b")
"""What goes on to say which one is meant: "the company that makes it"."""
_OWNER = re.compile(r"\bthe (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_BEFORE = 60
"""Characters before the noun of an owner in which its article stands."""
_LONGEST = 6
"""Words of a description."""
_RESEARCH = word_list("claims", "resolve.anaphora.research")
_PRODUCTS = word_list("claims", "resolve.anaphora.products")
_WANTED = {
    **dict.fromkeys(GENERIC | _SORTS | _TRADES, "Organization"),
    **dict.fromkeys(_PRODUCTS, "Product"),
}
DEFINITE = frozenset(_WANTED)
"""Nouns that, after "the", may stand for something named before."""
_FRAGMENT = 20
"""Characters of a sentence that names nothing: "Why?"."""
_NOT_IT = frozenset(("Person", "Place", "Organization"))
"""Types of what may stand in the sentence before "it" and is not meant."""
_BACK = 3
"""Sentences before in which the nearest name is looked for."""


@dataclass(eq=False)
class Anaphora:
    """Looks up, in one article, what unresolved arguments mean."""

    known: AnnotatedText
    _kinds: dict[str, dict[int, int]] = field(default_factory=dict)
    _named: Counter[int] | None = None

    @cached_property
    def _referents(self) -> Referents:
        known = self.known
        return Referents(known.doc, known.entities, known.mentions)

    def _start_of(self, sentence: int) -> int:
        return self.known.sentences[sentence].start

    def learn(self, candidates: Sequence[Candidate]) -> None:
        """Note what sort of thing the article says that its organisations are."""
        for candidate in candidates:
            if (
                candidate.rule.predicate != "has_type"
                or candidate.object_words is None
                or candidate.subject.mention < 0
            ):
                continue
            entity = self.known.mentions[candidate.subject.mention].entity
            if self.known.entities[entity].type == "Organization":
                said = set(self.known.doc.lower_in(*candidate.object_words))
                if "research" in said:  # "a research company" may be called a laboratory
                    said |= _RESEARCH
                for word in said & (_SORTS | _TRADES):
                    self._kinds.setdefault(word, {})[entity] = candidate.subject.mention

    def resolve(self, arg: Arg, other: Arg | None, makers: Mapping[int, int]) -> Arg:
        """The argument with the mention that it stands for, unchanged where none or several may.

        Args:
            arg: of a claim; one that is resolved stays as it is.
            other: the other party of the claim, which it cannot be.
            makers: product to its maker, who is not meant beside it either.
        """
        if arg.mention >= 0:
            return arg
        words = self._words(arg)
        pronoun = words in (["it"], ["its"])
        wanted = "Organization" if pronoun else ""
        if 1 < len(words) < _LONGEST and words[0] == "the" and _OTHERS.isdisjoint(words):
            wanted = _WANTED.get(words[-1], "")
        if not wanted or wanted not in arg.types:
            return arg
        barred = set()
        if other is not None and other.mention >= 0:
            entity = self.known.mentions[other.mention].entity
            barred = {entity} if words == ["it"] else {entity, makers.get(entity, entity)}
        found = self._described(words[-1], barred) if words[-1] in _SORTS | _TRADES else -1
        if found < 0 and len(words) < 3 and words[-1] not in _TRADES:
            types = {"Organization", "Product"} if pronoun else {wanted}
            back = _BACK if not pronoun else 1 if words == ["its"] else 0
            found = self.nearest(arg.start, types, barred, back)
            if not pronoun and self._is_passing(found, arg.start, barred):
                found = -1
        if found < 0 and wanted == "Organization":
            found = self._in_play(arg, words, barred)
        if found < 0 or self.known.type_of(self.known.mentions[found]) != wanted:
            return arg
        return arg.meaning(found, frozenset((wanted,)))

    def its_owner(self, arg: Arg, other: Arg | None) -> Arg:
        """The argument "its" with the organisation in play, where nothing surer tells whose it is.

        Its sentence must name no thing before: "said Jane Roe, its chief executive".
        """
        if arg.mention >= 0 or "Organization" not in arg.types or self._words(arg) != ["its"]:
            return arg
        barred = (
            {self.known.mentions[other.mention].entity} if other and other.mention >= 0 else set()
        )
        found = self._inside(arg, barred)
        if found < 0 or self.known.type_of(self.known.mentions[found]) != "Organization":
            return arg
        return arg.meaning(found, ONLY["Organization"])

    def _words(self, arg: Arg) -> list[str]:
        """The words of an argument in lower case; of "the bakery's" those before it, too."""
        start = arg.start
        if self.known.text.startswith(("'s", "\u2019s"), arg.end):
            before = _OWNER.search(self.known.text, max(0, start - _BEFORE), start)
            start = start if before is None else before.start()
        return self.known.doc.lower_in(start, arg.end)

    def _in_play(self, arg: Arg, words: Sequence[str], barred: set[int]) -> int:
        """The mention of the organisation in play that "it" or "the company" means; -1: open.

        "It" opens its sentence, and the one before mentions the organisation and no product. No
        other organisation stands before "the company" in its sentence. Where the one before names
        another, "it" opens a paragraph, or the words are more, "the Leeds-based retailer", the
        answer must be surer.
        """
        at = self.known.sentence_at(arg.start)
        pronoun = len(words) == 1
        if pronoun and (at < 1 or arg.start != self._start_of(at)):
            return -1
        plain = len(words) < 3 and words[-1] in GENERIC
        if not pronoun and not plain:
            if words[-1] not in GENERIC | _SORTS | _TRADES:
                return -1
            if _NARROWING.match(self.known.text, arg.end):
                return -1
        back = max(0, at - 1)
        while back > 0 and self._start_of(back + 1) - self._start_of(back) < _FRAGMENT:
            back -= 1  # "Numbers? It had …"
        last = self._named_from(self._start_of(back), self._start_of(at))
        here = self._named_from(self._start_of(at), arg.start)
        answer = self._referents.at(arg.start)
        found = answer.given(LIKELY)
        if found < 0 or self.known.mentions[found].entity in barred:
            return -1
        entity = self.known.mentions[found].entity
        if any(self.known.entities[other].type == "Organization" for other in here - {entity}):
            return -1
        if pronoun and entity not in last:
            return -1
        kinds = {self.known.entities[other].type for other in last - {entity}}
        if pronoun and not kinds <= _NOT_IT:
            return -1
        breaks = pronoun and self._referents.opens_paragraph(arg.start)
        open_ = breaks or "Organization" in kinds or not (pronoun or plain)
        return answer.given(SURE) if open_ else found

    def _named_from(self, start: int, end: int) -> set[int]:
        """Entities mentioned between two offsets."""
        first, last = (self.known.first_mention_from(at) for at in (start, end))
        return {mention.entity for mention in self.known.mentions[first:last]}

    def _is_passing(self, found: int, at: int, barred: set[int]) -> bool:
        """Whether a mention in a sentence before is of a thing named once, beside others.

        "The company" is what an article is about, not an investor named in passing.
        """
        if found < 0:
            return False
        if self._named is None:
            self._named = Counter([m.entity for m in self.known.mentions if m.kind == "name"])
        other = self.known.sentence_at(at)
        mention = self.known.mentions[found]
        if mention.start >= self._start_of(other) or self._named[mention.entity] != 1:
            return False
        return any(
            count > 1
            and entity not in barred
            and self.known.entities[entity].type == "Organization"
            for entity, count in self._named.items()
        )

    def indefinite(self, arg: Arg) -> Arg:
        """The argument of a number that is said of "a laboratory with a staff of 50".

        A number is that of one thing. Where the article calls just one organisation a laboratory,
        that is meant; "a company" may be any.
        """
        words = self.known.doc.lower_in(arg.start, arg.end)
        if len(words) != 2 or words[0] not in ("a", "an"):
            return arg
        found = self._described(words[1], set()) if words[1] in _SORTS else -1
        return arg.meaning(found, ONLY["Organization"]) if found >= 0 else arg

    def opening(self, arg: Arg) -> Arg:
        """The argument of a number in "It has 300 employees", where "it" opens the sentence.

        It is the only organisation or product that the nearest sentence before with a name names,
        unless a paragraph ends there; else the organisation in play.
        """
        at = self.known.sentence_at(arg.start)
        opens = at > 0 and self._start_of(at) == arg.start
        if self.known.text[arg.start : arg.end].lower() != "it":
            return arg
        if not opens:
            inside = self._inside(arg)
            return arg.meaning(inside, ONLY["Organization"]) if inside >= 0 else arg
        found = -1
        if "\n" not in self.known.text[self.known.sentences[at - 1].end : arg.start]:
            found = self.nearest(arg.start, {"Organization", "Product"}, set(), _BACK)
            if found >= 0 and "\n" in self.known.text[self.known.mentions[found].end : arg.start]:
                found = -1
        if found < 0:
            found = self._in_play(arg, ["it"], set())
        if found < 0:
            return arg
        return arg.meaning(found, ONLY[self.known.type_of(self.known.mentions[found])])

    def _inside(self, arg: Arg, barred: Collection[int] = ()) -> int:
        """The organisation in play for "it" in a sentence that names no thing before; -1: open.

        "The latest round values it at $3 million", "Some 300 people work for it", "said Jane Roe,
        its chief executive".
        """
        at = self.known.sentence_at(arg.start)
        here = self._named_from(self._start_of(at), arg.start)
        if not all(self.known.entities[entity].type in ("Person", "Place") for entity in here):
            return -1
        return self._referents.at(arg.start, barred).given(LIKELY)

    def _described(self, noun: str, barred: set[int]) -> int:
        """A mention of the one organisation that the article describes by the noun; -1: none."""
        found = {
            entity: i for entity, i in self._kinds.get(noun, {}).items() if entity not in barred
        }
        found |= {
            m.entity: i
            for i, m in enumerate(self.known.mentions)
            if m.kind == "description"
            and m.entity not in barred
            and self.known.type_of(m) == "Organization"
            and self.known.text[m.start : m.end].lower().endswith(noun)
        }
        return next(iter(found.values())) if len(found) == 1 else -1

    def nearest(self, at: int, types: set[str], barred: set[int], back: int) -> int:
        """The only thing named in the nearest part of the text that names any; -1: none.

        Parts are what stands before `at` in its sentence, then the sentences before, at most
        `back` of them.
        """
        last = self.known.sentence_at(at)
        end = at
        for sentence in range(last, max(-1, last - back - 1), -1):
            found: dict[int, int] = {}
            first = self.known.first_mention_from(self._start_of(sentence))
            for i in range(first, self.known.first_mention_from(end)):
                mention = self.known.mentions[i]
                kind = self.known.type_of(mention)
                if mention.kind == "name" and kind in types and mention.entity not in barred:
                    found[mention.entity] = i
            if found:
                return next(iter(found.values())) if len(found) == 1 else -1
            end = self.known.sentences[sentence].start
        return -1
