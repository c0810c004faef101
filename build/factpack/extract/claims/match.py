"""Apply the rules to a parsed sentence: candidates for claims, with the words of every part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from factpack.extract.claims.candidate import Candidate
from factpack.extract.claims.chunks import left_of
from factpack.extract.claims.isa_rules import IsaRules
from factpack.extract.claims.name_rules import NameRules
from factpack.extract.claims.numbers import NumberFinder
from factpack.extract.claims.reader import SAY, Arg
from factpack.extract.claims.verb_rules import VerbRules


class Matcher(VerbRules, IsaRules, NameRules):
    """Reads one sentence by the rules."""

    def find(self) -> list[Candidate]:
        """All candidates of the sentence, in the order of their triggers."""
        found: list[Candidate] = []
        for k, phrase in enumerate(self._phrases):  # first: they tell who "the president" is
            if phrase.kind == "N":
                self._read_phrase(k, phrase.i, phrase.j, found)
        for c in found:  # "his company" in this sentence and the next
            if c.rule.predicate == "has_role" and c.object is not None and not c.former:
                self._r.employ(c.subject, c.object)
        for k in self._r.sentence.verbs:
            found += self._verb(k)
        if not {"$", "#", "%"}.isdisjoint(self._units.tags):
            found += self._numbers()
        says = any(self._r.verb(k).lemma in SAY for k in self._r.sentence.verbs)
        for candidate in found:
            if says or candidate.rule.name == "wanted-of":
                candidate.reporter = self._reporter(candidate)
        return sorted(found, key=lambda c: c.trigger)

    def _reporter(self, candidate: Candidate) -> Arg | None:
        """Whose words a clause is: X in "X stated that …", where the rule reads a clause."""
        if candidate.rule.trigger not in ("verb", "noun", "number"):
            return None
        phrases, units = self._phrases, self._units
        k = bisect_right(units.start, candidate.trigger[0]) - 1
        k = next(n for n, phrase in enumerate(phrases) if k < phrase.j)
        if candidate.rule.name == "wanted-of":
            wanting = self._r.role(k, "A") if phrases[k].kind == "V" else []
            return wanting[0] if wanting and wanting[0].mention >= 0 else None
        for m in range(k - 1, -1, -1):
            kind = phrases[m].kind
            if kind in ";W":
                return None
            if kind == "S" and units.words[phrases[m].i] == "that":
                v = left_of(phrases, m)
                verb = phrases[v].verb if v >= 0 else None
                if verb is not None and verb.lemma in SAY and not verb.passive:
                    said = self._r.args(verb.subject) if verb.subject >= 0 else []
                    return said[0] if len(said) == 1 and said[0].mention >= 0 else None
                return None
        return None

    def _numbers(self) -> Iterator[Candidate]:
        for number in NumberFinder(self._r).find():
            for rule in self._rules.numbers.get(number.form, ()):
                if not self._fits(number.subject, rule.subject_types):
                    continue
                found = Candidate(rule, number.subject, None, number.words, value=number.value)
                found.metric, found.metric_name = number.words, number.metric
                hints = (
                    set(self._r.verb(number.at).hints)
                    if (self._phrases[number.at].kind == "V")
                    else set()
                )
                if number.kind != "actual":
                    hints.add("planned")
                found.hints = hints
                self._attach(found, number.at)
                found.kind = number.kind
                yield found

    def _read_phrase(self, k: int, i: int, j: int, found: list[Candidate]) -> None:
        """Append what the units `[i, j)` of a noun phrase trigger."""
        units, nouns = self._units, self._rules.nouns
        tags, words = units.tags, units.words
        for u in range(i, j):
            tag = tags[u]
            if tag in "NA":
                rules = nouns.get(words[u])
                if rules is not None:
                    if u == j - 1:
                        for rule in rules[0]:
                            found += self._noun(rule, k, u)
                    for rule in rules[1]:
                        found += self._isa(rule, k, u)
            elif tag == "K":
                for rule in self._rules.compounds.get(words[u], ()):
                    found += self._compound(rule, k, u)
            elif tag == "'":
                found += self._possessive(k, u)
            elif tag == "E" and u < j - 1:
                found += self._placed(k, u)
        if tags[j - 1] == "P":
            found += self._person_of(k)
        if j - 1 in units.inside:
            found += self._ticker(k)
