"""Rules of names beside names: "X’s Y", "X-backed Y", "Jane Roe of X", "X (Nasdaq: XX)"."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.extract.claims.candidate import Candidate
from factpack.extract.claims.clause import Clause
from factpack.extract.claims.reader import Arg
from factpack.extract.claims.rules import Rule


class NameRules(Clause):
    """Applies the rules of names to one sentence."""

    def _compound(self, rule: Rule, k: int, u: int) -> Iterator[Candidate]:
        units, r = self._units, self._r
        if u == 0 or units.tags[u - 1] not in "EP":
            return
        before = r.unit_arg(u - 1, k)
        target = r.arg(k)
        subject, object_ = (before, target) if "before" in rule.subject else (target, before)
        if subject == object_:
            return
        if not self._fits(subject, rule.subject_types):
            return
        if not self._fits(object_, rule.object_types):
            return
        found = Candidate(rule, subject, object_, (units.start[u], units.end[u]))
        yield found

    def _possessive(self, k: int, u: int) -> Iterator[Candidate]:
        """Names that possess names, as in "X’s Jane Roe" and "X’s Widget"; the mark is unit `u`."""
        phrase, units, r = self._phrases[k], self._units, self._r
        if u == phrase.i or units.tags[u - 1] not in "EP":
            return
        head = r.head_unit(k)
        if head <= u or units.tags[head] not in "EP":
            return
        if any(self._bearing(units.words[w]) for w in range(u + 1, head)):
            return
        possessor, possessed = r.unit_arg(u - 1, k), r.unit_arg(head, k)
        for kind in sorted(possessed.types):
            for rule in self._rules.possessives.get(kind, ()):
                one, other = possessor, possessed
                if "possessed" in rule.subject:
                    one, other = other, one
                if self._fits(one, rule.subject_types) and self._fits(other, rule.object_types):
                    yield Candidate(rule, one, other, (units.start[u], units.end[u]))

    def _ticker(self, k: int) -> Iterator[Candidate]:
        """The exchange in the brackets after a name: "Acme (Nasdaq: ACM)"."""
        u = self._phrases[k].j - 1
        held = self._units.inside[u]
        subject = self._r.unit_arg(u, k)
        for rule in self._rules.possessives.get("Ticker", ()):
            for word, tag, start, end, mention in held[:1]:
                if tag == "E" and word in rule.needs and "Organization" in subject.types:
                    exchange = Arg(mention, start, end, -1, frozenset(("Organization",)), True)
                    yield Candidate(rule, subject, exchange, (start, end))

    def _person_of(self, k: int) -> Iterator[Candidate]:
        """An organisation that follows a person: "Jane Roe of Acme"."""
        phrases, r = self._phrases, self._r
        former = False
        if k + 4 < len(phrases) and phrases[k + 1].kind == "," and phrases[k + 2].kind == "R":
            former = self._units.words[phrases[k + 2].i] in ("formerly", "previously", "once")
            if not former:
                return
            k += 2
        if k + 2 >= len(phrases) or phrases[k + 1].kind != "I" or phrases[k + 2].kind != "N":
            return
        u = phrases[k + 1].i
        if self._units.words[u] not in ("of", "at", "with")[: 3 if former else 2]:
            return
        if former:
            k -= 2
        person = r.unit_arg(phrases[k].j - 1, k)
        for rule in self._rules.possessives.get("PersonOf", ()):
            for other in r.args(k + (4 if former else 2)):
                if other.mention >= 0 and "Organization" in other.types:
                    at = self._units.start[u], self._units.end[u]
                    yield Candidate(rule, person, other, at, former=former or None)

    def _placed(self, k: int, u: int) -> Iterator[Candidate]:
        """Where a company is at home: "the Leeds company", "the Leeds company Acme"."""
        phrase, units, r = self._phrases[k], self._units, self._r
        if units.tags[u + 1] not in "NA":
            return
        place = r.unit_arg(u, k)
        if "Place" not in place.types:
            return
        last = phrase.j - 1 if units.tags[phrase.j - 1] == "N" else phrase.j - 2
        for rule in self._rules.possessives.get("Place", ()):
            if units.words[last] in rule.needs:
                target = r.arg(k)
                if target.mention >= 0 and target != place and "Organization" in target.types:
                    yield Candidate(rule, target, place, (units.start[u], units.end[u]))
