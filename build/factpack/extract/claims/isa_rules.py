"""Rules of nouns that are said of someone: "X is the N of Y", "X, N of Y", "Y’s N, X"."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.extract.claims.candidate import Candidate
from factpack.extract.claims.chunks import left_of, previous_verb, right_of
from factpack.extract.claims.clause import FORMER
from factpack.extract.claims.lexicon import load_lexicon
from factpack.extract.claims.noun_rules import NounRules
from factpack.extract.claims.reader import USES, Arg
from factpack.extract.claims.rules import Rule

_TOP_POSTS = frozenset("ceo president chairman chairwoman chair cfo cto coo founder".split())
_APPOINT = frozenset("name appoint elect hire promote nominate recruit poach install".split())
_OWNED = {"of", "with", "to", "for", "at"}
_PARENT = frozenset(("parent", "holding"))
_PREFERRED = frozenset("main primary preferred exclusive sole".split())


class IsaRules(NounRules):
    """Applies the rules of nouns and their bearers to one sentence."""

    def _isa(self, rule: Rule, k: int, u: int) -> Iterator[Candidate]:
        r, units = self._r, self._units
        if "preferred" in rule.lacks and any(
            w in _PREFERRED for w in units.words[self._phrases[k].i : u]
        ):
            return
        if rule.needs:
            if "board" in rule.needs:
                of = self._near(k).get("of", -1) if u == self._phrases[k].j - 1 else -1
                of_board = (
                    of >= 0 and "board" in units.words[self._phrases[of].i : self._phrases[of].j]
                )
                if not of_board and units.words[u - 1] != "board":
                    return
            else:
                wanted = _PARENT if "parent" in rule.needs else _PREFERRED
                if not any(w in wanted for w in units.words[self._phrases[k].i : u]):
                    return
        if "words" in rule.object:
            yield from self._kind(rule, k, u)
            return
        bearers = r.bearer(k, u)
        if not bearers:
            return
        if rule.subject == ("A1",):
            yield from self._joint_isa(rule, k, u, bearers)
            return
        if any(n.startswith("text:") for n in rule.object):
            yield from self._isa_text(rule, k, u, bearers)
            return
        others, unit = self._related(rule, k, u)
        if not others and rule.role:
            others = self._appointer(k) or self._where(k)
        if not others and rule.role and u < self._phrases[k].j - 1 and r.topic is not None:
            # "CEO Jane Roe", of the organisation that the text is about
            if units.words[u] in _TOP_POSTS and self._phrases[k].i == u:
                others = [r.topic]
        if not others:
            return
        hints, former = self._isa_hints(k, u)
        if rule.hint:
            hints.add(rule.hint)
        trigger = units.start[u], units.end[u]
        role = self._role_span(k, u) if rule.role else None
        for bearer in bearers:
            for other in others:
                subject, object_ = (bearer, other) if "self" in rule.subject else (other, bearer)
                if subject == object_:
                    continue
                if not self._fits(subject, rule.subject_types):
                    continue
                if not self._fits(object_, rule.object_types):
                    continue
                found = Candidate(rule, subject, object_, trigger, role=role, unit=unit)
                found.hints = set(hints)
                found.former = former or rule.former or None
                self._attach(found, k, dated=self._stated(k))
                yield found

    def _joint_isa(self, rule: Rule, k: int, u: int, bearers: list[Arg]) -> Iterator[Candidate]:
        """What two are to each other: "X and Y have been partners"."""
        plain = self._phrases[k].j - self._phrases[k].i <= 2 and not self._near(k).keys() & _OWNED
        if len(bearers) != 2 or not plain or not self._stated(k):
            return
        if all(self._fits(a, rule.subject_types) and a.named for a in bearers):
            hints, _ = self._isa_hints(k, u)
            trigger = self._units.start[u], self._units.end[u]
            found = Candidate(rule, bearers[0], bearers[1], trigger)
            found.hints = hints
            self._attach(found, k)
            yield found

    def _kind(self, rule: Rule, k: int, u: int) -> Iterator[Candidate]:
        """What kind of thing the bearer is said to be: "X, a maker of pumps"."""
        phrase, units = self._phrases[k], self._units
        if u != phrase.j - 1 or units.tags[phrase.i] != "D":
            return
        m = left_of(self._phrases, k)
        n = right_of(self._phrases, k)
        defined = n < len(self._phrases) and self._phrases[n].kind == "W"  # "the group that …"
        first = units.words[phrase.i]
        if not (first in ("a", "an") or (first == "the" and defined and phrase.j - phrase.i > 2)):
            return
        if m >= 0 and self._phrases[m].kind == "I":
            return
        if units.words[u] in rule.object_not:
            return
        nouns = load_lexicon().noun_types.get(units.words[u], frozenset())
        hints, _ = self._isa_hints(k, u)
        for bearer in self._r.bearer(k, u):
            if (
                bearer.phrase != k
                and bearer.types & nouns
                and self._fits(bearer, rule.subject_types)
            ):
                found = Candidate(rule, bearer, None, (units.start[u], units.end[u]))
                found.object_words = self.text_of(k)
                found.hints = set(hints)
                yield found

    def _isa_text(self, rule: Rule, k: int, u: int, bearers: list[Arg]) -> Iterator[Candidate]:
        """Objects in words: "X, the maker of red pumps"."""
        n = self._near(k).get("of", -1) if u == self._phrases[k].j - 1 else -1
        if n < 0:
            return
        trigger = self._units.start[u], self._units.end[u]
        hints, former = self._isa_hints(k, u)
        args = [a for a in self._r.args(n) if a.mention >= 0]
        for bearer in bearers:
            if not self._fits(bearer, rule.subject_types):
                continue
            found = [
                Candidate(rule, bearer, a, trigger)
                for a in args
                if self._fits(a, rule.object_types)
            ] or [Candidate(rule, bearer, None, trigger, object_words=self.text_of(n))]
            for candidate in found:
                candidate.hints, candidate.former = set(hints), former or None
                yield candidate

    def _appointer(self, k: int) -> list[Arg]:
        """The organisation in "X named Jane Roe chief executive", "… as its head of sales"."""
        r, phrases = self._r, self._phrases
        v = previous_verb(r.sentence, k)
        verb = phrases[v].verb if v >= 0 else None
        if verb is None or verb.lemma not in _APPOINT:
            return []
        return [a for a in r.role(v, "A") if "Organization" in a.types]

    def _where(self, k: int) -> list[Arg]:
        """X in "X, where Jane Roe is chief executive"."""
        phrases = self._phrases
        m = left_of(phrases, k)
        verb = phrases[m].verb if m >= 0 else None
        if verb is None or verb.subject < 1 or self._near(k):
            return []
        w = left_of(phrases, verb.subject)
        if w < 1 or phrases[w].kind not in "WS" or self._units.words[phrases[w].i] != "where":
            return []
        near = left_of(phrases, w)
        near = left_of(phrases, near) if near > 0 and phrases[near].kind == "," else near
        return self._r.args(near) if near >= 0 and phrases[near].kind == "N" else []

    def _related(self, rule: Rule, k: int, u: int) -> tuple[list[Arg], tuple[int, int] | None]:
        """What the noun relates its bearer to, and the part of it that is named ("of research")."""
        names = rule.object if "self" in rule.subject else rule.subject
        wanted = rule.object_types if "self" in rule.subject else rule.subject_types
        unit: tuple[int, int] | None = None
        tail = self._phrases[k].j - 1 == u
        near = self._near(k) if tail else {}
        if not near and tail:
            near = self._near_shared(k)
        if rule.role and "of" in near:
            of = near["of"]
            args = [a for a in self._r.args(of) if self._fits(a, wanted)]
            outer = next((near[n] for n in ("at", "with", "for") if n in near), -1)
            place = self._r.args(outer) if outer >= 0 else self._after_comma(k)
            place = [a for a in place if self._fits(a, wanted)]
            if place and outer != of and all(a.mention >= 0 or a.named for a in place):
                return place, self.text_of(of)
            if args:
                return args, None
            unit = self.text_of(of)
        elif rule.role and "for" in near and ("at" in near or self._after_comma(k)):
            unit = self.text_of(near["for"])
        if rule.role and not near:
            shared = self._shared_owner(k)
            if shared:
                return shared, unit
        for name in names:
            if name == "self":
                continue
            if name == "A_uses":
                found = self._users(k)
            elif name in ("poss", "mod", "comma"):
                found = self._noun_role(rule, k, u, name)
            else:
                found = self._r.args(near.get(name, -1))
            found = [a for a in found if self._fits(a, wanted)]
            if found:
                return found, unit
        return [], None

    def _shared_owner(self, k: int) -> list[Arg]:
        """For "Acme president and head of sales Jane Roe": the name before the first post."""
        phrases, r = self._phrases, self._r
        m = left_of(phrases, k)
        if m < 1 or phrases[m].kind != "C" or phrases[m - 1].kind != "N":
            return []
        last = phrases[m - 1].j - 1
        if self._units.tags[last] != "N" or not self._bearing(self._units.words[last]):
            return []
        own = r.possessor(k, phrases[k].j - 1) or r.modifier(k, phrases[k].j - 1)
        if own is not None:
            return []
        found = r.possessor(m - 1, last) or r.modifier(m - 1, last)
        return [found] if found is not None and "Organization" in found.types else []

    def _users(self, k: int) -> list[Arg]:
        """X in "the main system X uses", "the main system used by X"."""
        phrases = self._phrases
        if self._units.tags[phrases[k].j - 1] == "E" and self._r.user_follows(k):
            return [self._r.unit_arg(phrases[k].j - 1, k)]
        n = right_of(phrases, k)
        if n < len(phrases) and phrases[n].kind in "WS":
            n = right_of(phrases, n)
        if n < len(phrases) and phrases[n].kind == "N":
            v = right_of(phrases, n)
            if v < len(phrases) and phrases[v].kind == "V" and self._r.verb(v).subject == n:
                return self._r.args(n) if self._r.verb(v).lemma in USES else []
        if n < len(phrases) and phrases[n].kind == "V" and self._r.verb(n).lemma in USES:
            return self._r.role(n, "A") if self._r.verb(n).passive else []
        return []

    def _near_shared(self, k: int) -> dict[str, int]:
        """For "founder and head of X": what stands after the last of the joined nouns."""
        phrases = self._phrases
        n = k
        for _ in range(4):
            m = right_of(phrases, n)
            if m < len(phrases) and phrases[m].kind == ",":
                m = right_of(phrases, m)
            if m >= len(phrases) or phrases[m].kind not in "CN":
                return {}
            if phrases[m].kind == "C":
                m = right_of(phrases, m)
            if m >= len(phrases) or phrases[m].kind != "N":
                return {}
            if self._units.tags[phrases[m].j - 1] != "N":
                return {}
            near = self._near(m)
            if near:
                return near
            n = m
        return {}

    def _isa_hints(self, k: int, u: int) -> tuple[set[str], bool]:
        units, phrase = self._units, self._phrases[k]
        former = any(w in FORMER for w in units.words[phrase.i : u])
        m = left_of(self._phrases, k)
        hints: set[str] = set()
        if m >= 0 and self._phrases[m].kind in "IC":
            v = previous_verb(self._r.sentence, k)
            m = v if v >= 0 and self._r.verb(v).form == "finite" else m
        if m >= 0 and self._phrases[m].kind == "V":
            verb = self._r.verb(m)
            hints = set(verb.hints)
            if "past" in hints and verb.lemma in ("be", "serve", "work", "act"):
                former = True
        return hints, former
