"""Rules whose words are verbs: "X bought Y", in every voice and form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factpack.extract.claims.candidate import Candidate
from factpack.extract.claims.chunks import left_of, previous_verb
from factpack.extract.claims.clause import Clause
from factpack.extract.claims.reader import Arg
from factpack.extract.claims.rules import Rule

_MAX_PARTIES = 6
_SEATS = frozenset(("headquarters", "headquarter", "hq", "base", "seat"))
_STAKES = frozenset("stake stakes share shares interest majority minority shareholding".split())
_GOALS = frozenset("goal aim mission ambition objective purpose vision intention target".split())


class VerbRules(Clause):
    """Applies the rules of verbs to one sentence."""

    def _verb(self, k: int) -> Iterator[Candidate]:
        verb, rules = self._r.verb(k), self._rules.verbs
        for rule in rules.get(verb.lemma, ()):
            if "clause" not in rule.object and not (rule.active and verb.passive):
                yield from self._apply_verb(rule, k, verb.at)
        for lemma, u in verb.chain:  # "aims to make": the governing verb states an aim
            for rule in rules.get(lemma, ()):
                if "clause" in rule.object or "goal" in rule.object:
                    yield from self._apply_verb(rule, k, u)

    def _apply_verb(self, rule: Rule, k: int, u: int) -> Iterator[Candidate]:
        verb = self._r.verb(k)
        for name in rule.needs:
            if not self._filled(k, name):
                return
        for name in rule.lacks:
            if self._filled(k, name):
                return
        if verb.form == "gerund" and self._is_means(k):
            return
        end = max(self._phrases[k].j, u + 1) if u == verb.at else u + 1
        trigger = self._units.start[u], self._units.end[end - 1]
        hints = set(verb.hints) | self._reported_hint(k)
        if u != verb.at:
            hints.discard("planned")  # the aim is held now, what is aimed at lies ahead
        if rule.hint:
            hints.add(rule.hint)
        wanted = rule.subject_types
        if rule.subject == ("A1",):
            found = self._pairs(rule, k, trigger)
        else:
            found = [
                candidate
                for subject in self._first(k, rule.subject)
                if self._fits(subject, wanted)
                for candidate in self._objects(rule, k, subject, trigger, u)
            ]
        for candidate in found:
            if candidate.object == candidate.subject:
                continue
            candidate.hints |= hints
            candidate.former = rule.former or None
            if rule.role:
                self._role_of(candidate, k)
            self._attach(candidate, k)
            yield from self._gapped(candidate, k)

    def _gapped(self, first: Candidate, k: int) -> Iterator[Candidate]:
        """The candidate, and those that a list adds: "bought X in 2016 for $3 and Y in 2018"."""
        phrases, units = self._phrases, self._units
        target = first.object
        places = [self._r.object(k)] if target is not None else []
        if target is not None and target.phrase == places[0] and not self._r.verb(k).passive:
            n = places[0] + 1
            while n + 1 < len(phrases):
                kind = phrases[n].kind
                if kind == "C" and phrases[n + 1].kind == "N" and n > places[-1] + 1:
                    tag = units.tags[phrases[n + 1].i : phrases[n + 1].j]
                    follows = phrases[n + 2].kind if n + 2 < len(phrases) else ";"
                    if tag not in ("E", "P") or follows not in "I;":
                        break
                    places.append(n + 1)
                    n += 2
                elif kind == "I" and phrases[n + 1].kind in "NT":
                    if not {"$"} >= set(units.tags[phrases[n + 1].i : phrases[n + 1].j]) - {"T"}:
                        break
                    n += 2
                else:
                    break
            if len(places) > 1:
                for place, end in zip(places, [*places[1:], n], strict=True):
                    other = replace(first, object=self._r.arg(place))
                    self._values_within(other, place, end)
                    yield other
                return
        yield first

    def _values_within(self, candidate: Candidate, lo: int, hi: int) -> None:
        """Set date and amount to those that stand among the phrases `[lo, hi)`."""
        units = self._units
        candidate.date = candidate.amount = -1
        candidate.date_at = candidate.amount_at = candidate.date_relation = None
        for u in range(self._phrases[lo].i, self._phrases[hi - 1].j):
            at = units.start[u], units.end[u]
            if units.tags[u] == "T" and candidate.date < 0:
                candidate.date, candidate.date_at = units.literal[u], at
                candidate.date_relation = "on"
            elif units.tags[u] == "$" and candidate.rule.amount and candidate.amount < 0:
                candidate.amount, candidate.amount_at = units.literal[u], at

    def _reported_hint(self, k: int) -> set[str]:
        """What the verb that reports the clause adds: "denied that", "speculated that"."""
        subject = self._r.verb(k).subject
        m = left_of(self._phrases, subject) if 0 <= subject < k else -1
        if m >= 0 and self._phrases[m].kind == "S":
            if self._units.words[self._phrases[m].i] == "whether":
                return {"negated" if self._ends_in_denial() else "possible"}
            m = left_of(self._phrases, m)
        verb = self._phrases[m].verb if m >= 0 else None
        if verb is None:
            return set()
        if verb.lemma in ("deny", "dispute", "refute"):
            return {"negated"}
        return {"possible"} if verb.lemma in ("speculate", "suggest", "doubt", "rumour") else set()

    def _ends_in_denial(self) -> bool:
        """Whether the sentence answers itself: "asked whether X did, she said it had not"."""
        kinds = "".join(phrase.kind for phrase in self._phrases)
        return kinds.rstrip(";").endswith("NVx") or self._last_verb_denies()

    def _last_verb_denies(self) -> bool:
        """Whether the last phrase is an auxiliary with its negation: "it had not"."""
        last = next((p for p in reversed(self._phrases) if p.kind != ";"), None)
        verb = last.verb if last is not None else None
        return verb is not None and verb.lemma in ("have", "do", "be") and "negated" in verb.hints

    def _pairs(self, rule: Rule, k: int, trigger: tuple[int, int]) -> list[Candidate]:
        """One candidate for each two of a joint subject: "X and Y merged"."""
        wanted = rule.subject_types
        args = [
            a for a in self._r.args(self._r.verb(k).subject, left=True) if self._fits(a, wanted)
        ]
        return [
            Candidate(rule, first, second, trigger)
            for i, first in enumerate(args[:_MAX_PARTIES])
            for second in args[i + 1 : _MAX_PARTIES]
            if first.named and second.named
        ]

    def _is_means(self, k: int) -> bool:
        """Whether a gerund only says in what: "the potential in building engines"."""
        m = left_of(self._phrases, k)
        if m < 1 or self._phrases[m].kind != "I":
            return False
        return self._units.words[self._phrases[m].i] in ("in", "of", "at", "towards", "toward")

    def _filled(self, k: int, name: str) -> bool:
        if name == "date":
            return self._date(k) is not None
        if name == "money":
            return self._money(k) is not None
        if name == "stake":
            n = self._r.object(k)
            return n >= 0 and self._units.words[self._phrases[n].j - 1] in _STAKES
        if name == "seat":
            n = self._r.object(k)
            return n >= 0 and self._units.words[self._phrases[n].j - 1] in _SEATS
        if name == "as_provider":
            return self._provider(k) >= 0
        return bool(self._r.role(k, name))

    def _round(
        self, rule: Rule, k: int, subject: Arg, trigger: tuple[int, int]
    ) -> Iterator[Candidate]:
        """Who raised the money of the round that the subject leads: the subject of "raised"."""
        r, phrases = self._r, self._phrases
        verb = r.verb(k)
        n = verb.subject if verb.passive else r.object(k)
        if n < 0 or verb.lemma == "participate":
            n = r.prepositions(k).get("in", -1)
        if n < 0 or self._units.words[phrases[n].j - 1] not in ("round", "financing", "funding"):
            return
        owner = r.possessor(n, phrases[n].j - 1)
        v = previous_verb(r.sentence, k)
        into = self._near(n).get("in", self._near(n).get("for", self._near(n).get("of", -1)))
        raisers = [owner] if owner else []
        if not raisers and into >= 0:
            raisers = r.args(into)
        if not raisers and v >= 0 and v != k:
            raisers = r.role(v, "A")
        for raiser in raisers:
            if self._fits(raiser, rule.object_types):
                yield Candidate(rule, subject, raiser, trigger)

    def _first(self, k: int, names: Sequence[str]) -> list[Arg]:
        for name in names:
            if name == "goal_of":
                return self._goal_of(k)
            if name == "shares":
                found = self._shares_of(k)
                if found:
                    return found
                continue
            if name == "with_before":
                v = self._r.verb(k).governor
                return self._r.role(v, "with") if v >= 0 else []
            found = self._r.role(k, name)
            if found:
                return found
        return []

    def _objects(
        self, rule: Rule, k: int, subject: Arg, trigger: tuple[int, int], u: int
    ) -> Iterator[Candidate]:
        r = self._r
        wanted = rule.object_types
        for name in rule.object:
            if name == "date":
                date = self._date(k)
                n = self._r.object(k) if rule.object_words else -1
                if rule.object_words and (n < 0 or not self._word_fits(rule, n)):
                    return
                if date is not None:
                    yield Candidate(rule, subject, None, trigger, value=date[0])
                return
            if name == "money":
                money = self._money(k)
                if money is not None:
                    yield Candidate(rule, subject, None, trigger, value=money[0])
                return
            if name == "again":  # in whom the text said before
                u = self._phrases[k].j
                if u < len(self._units.words) and self._units.words[u] == "again":
                    at = self._units.start[u], self._units.end[u]
                    kinds = frozenset(("Organization",))
                    yield Candidate(rule, subject, Arg(-1, *at, -1, kinds, True), trigger)
                return
            if name == "round":
                yield from self._round(rule, k, subject, trigger)
                return
            if name == "clause_after":
                v = next((n for n in self._r.sentence.verbs if n > k), -1)
                if (
                    v >= 0
                    and self._r.verb(v).form == "infinitive"
                    and self._r.verb(v).governor == k
                ):
                    words = self._clause_words(v)
                    if words is not None:
                        yield Candidate(rule, subject, None, trigger, object_words=words)
                return
            if name in ("clause", "goal"):
                words = self._clause_words(k)
                if name == "goal" and u == self._r.verb(k).at:
                    n = self._r.object(k)
                    words = self.text_of(n) if n >= 0 else None
                if words is not None and not self._counts(words):
                    yield Candidate(rule, subject, None, trigger, object_words=words)
                return
            text = ":" in name
            args = r.role(k, name.rpartition(":")[2])
            if not args:
                continue
            n = args[0].phrase
            if name.startswith("words:") and args[0].mention >= 0:
                continue
            if text and n >= 0 and self._units.words[self._phrases[n].j - 1] == "access":
                # "offers access to X" offers X
                args = r.args(r.prepositions(n).get("to", -1)) or args
            emitted = False
            if text and n >= 0 and args[0].mention >= 0 and self._is_described(n):
                # "Orbit chips": the words, not the name inside, are what is built
                yield Candidate(rule, subject, None, trigger, object_words=self.text_of(n))
                return
            for arg in args:
                if arg.phrase >= 0 and not self._word_fits(rule, arg.phrase):
                    continue
                if self._fits(arg, wanted) and not (text and arg.mention < 0):
                    emitted = True
                    yield Candidate(rule, subject, arg, trigger)
                elif text and arg.named and arg.phrase >= 0 and arg.mention < 0:
                    if self._units.tags[self._phrases[arg.phrase].j - 1] not in "NA#":
                        continue
                    if self._units.tags[self._phrases[arg.phrase].j - 1] == "#":
                        if not rule.object_words:
                            continue
                    emitted = True
                    span = self.text_of(arg.phrase)
                    yield Candidate(rule, subject, None, trigger, object_words=span)
                    break
            if emitted:
                return

    def _counts(self, words: tuple[int, int]) -> bool:
        """Whether words hold an amount: an aim in numbers is a metric."""
        units = self._units
        return any(
            tag in "$%" and words[0] <= start < words[1]
            for tag, start in zip(units.tags, units.start, strict=True)
        )

    def _is_described(self, k: int) -> bool:
        """Whether the phrase only contains a name: its last word is a common noun."""
        phrase = self._phrases[k]
        return self._units.tags[phrase.j - 1] == "N" and self._units.ref[phrase.j - 1] < 0

    def _shares_of(self, k: int) -> list[Arg]:
        """X in "shares of X trade", "X’s shares are listed"."""
        n = self._r.verb(k).subject
        if n < 0 or self._units.words[self._phrases[n].j - 1] not in ("shares", "stock", "share"):
            return []
        last = self._phrases[n].j - 1
        owner = self._r.possessor(n, last) or self._r.modifier(n, last)
        near = self._near(n)
        return [owner] if owner else self._r.args(near.get("of", near.get("in", -1)))

    def _goal_of(self, k: int) -> list[Arg]:
        """Whose aim the subject of the verb is: "its mission", "the goal of X"."""
        n = self._r.verb(k).subject
        if n < 0 or self._units.words[self._phrases[n].j - 1] not in _GOALS:
            return []
        owner = self._r.possessor(n, self._phrases[n].j - 1) or self._r.modifier(
            n, self._phrases[n].j - 1
        )
        return [owner] if owner else self._r.args(self._near(n).get("of", -1))

    def _role_of(self, candidate: Candidate, k: int) -> None:
        """The role that "as" or a second object names: "joined X as head of research"."""
        n = self._r.prepositions(k).get("as", -1)
        if n < 0:
            return
        phrase = self._phrases[n]
        candidate.role = self._role_span(n, phrase.j - 1)
