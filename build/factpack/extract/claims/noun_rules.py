"""Rules whose words are nouns: "X’s acquisition of Y", "X announced a deal with Y"."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.extract.claims.candidate import Candidate
from factpack.extract.claims.chunks import COPULA, left_of, right_of
from factpack.extract.claims.clause import Clause
from factpack.extract.claims.reader import Arg
from factpack.extract.claims.rules import Rule

_GIVE = frozenset("give grant offer provide allow award guarantee".split())
_COMES_ABOUT = frozenset("begin start date announce sign agree strike close form launch".split())
_LIGHT_BEFORE = frozenset(("into", "in", "on", "of", "to", "from"))
_DISPOSE = frozenset("sell divest offload unload exit lose dump".split())
_NOT_LIGHT = frozenset(
    "say tell ask include follow cite quote compare see mean require need call affect".split()
)


class NounRules(Clause):
    """Applies the rules of nouns to one sentence."""

    def _noun(self, rule: Rule, k: int, u: int) -> Iterator[Candidate]:
        for name in rule.needs:
            if not self._noun_role(rule, k, u, name):
                return
        if "words" in rule.object and self._r.head_unit(k) != u:
            return
        for name in rule.lacks:
            if self._noun_role(rule, k, u, name):
                return
        trigger = self._units.start[u], self._units.end[u]
        hints, governor = self._governing(k)
        if governor >= 0 and self._r.verb(governor).lemma in _DISPOSE:
            return  # "sold its stake in X"
        for name in rule.subject:
            subjects = self._noun_role(rule, k, u, name)
            if subjects:
                break
        else:
            return
        for object_name in rule.object:
            objects = self._noun_objects(rule, k, u, object_name)
            if objects:
                break
        else:
            return
        if rule.subject == ("A1",):
            subjects, objects = subjects[:1], objects[1:]
        for subject in subjects:
            if not self._fits(subject, rule.subject_types):
                continue
            for candidate in objects:
                arg = candidate.object
                if arg is not None:
                    if not self._fits(arg, rule.object_types):
                        continue
                    if arg == subject:
                        continue
                found = Candidate(
                    rule, subject, arg, trigger, candidate.object_words, candidate.value
                )
                found.hints = set(hints)
                if rule.hint:
                    found.hints.add(rule.hint)
                found.former = rule.former or None
                clause = self._told_of(k)
                self._attach(found, clause if clause >= 0 else k if governor < 0 else governor, k)
                yield found

    def _told_of(self, k: int) -> int:
        """The verb of "a partnership with X that began in": when it came about; -1: none."""
        phrases = self._phrases
        n = k + 1
        while n < len(phrases) and phrases[n].kind in "INC":
            n += 1
        if n >= len(phrases) or phrases[n].kind != "W":
            return -1
        v = next((m for m in range(n, min(len(phrases), n + 6)) if phrases[m].kind == "V"), -1)
        return v if v >= 0 and self._r.verb(v).lemma in _COMES_ABOUT else -1

    def _noun_role(self, rule: Rule, k: int, u: int, name: str) -> list[Arg]:
        r = self._r
        if name == "poss":
            found = r.possessor(k, u)
            return [found] if found else []
        if name == "mod":
            found = r.modifier(k, u)
            return [found] if found else []
        if name == "A":
            return self._light_subject(k, rule)
        if name == "IO":
            return self._receiver(k)
        if name == "front":
            return self._fronted_for(k)
        if name == "P":  # the noun is the subject of a passive verb: "a stake was taken by X"
            v = right_of(self._phrases, k)
            if v < len(self._phrases) and self._phrases[v].kind == "V":
                return r.role(v, "A") if r.verb(v).passive else []
            return []
        if name == "comma":
            return self._after_comma(k)
        if name in ("A1", "A2"):
            pair = [a for a in self._light_subject(k, rule) if a.named]
            return pair if len(pair) == 2 else []
        if name in ("include", "is"):
            v = right_of(self._phrases, k)
            while v + 1 < len(self._phrases) and self._phrases[v].kind == "I":
                v = right_of(self._phrases, v + 1)
            if v < len(self._phrases) and self._phrases[v].kind == "V":
                lemma = r.verb(v).lemma
                if name == "include" and (lemma in ("include", "number") or lemma in COPULA):
                    return r.args(r.object(v))
                if name == "is" and lemma in ("be", "locate", "situate", "base", "remain"):
                    return r.args(r.prepositions(v).get("in", -1)) or r.args(r.object(v))
            return []
        if name in ("between1", "between2"):
            near = r.prepositions(k)
            n = near.get("between", near.get("of", -1))
            v = right_of(self._phrases, k)
            if n < 0 and v < len(self._phrases) and self._phrases[v].kind == "V":
                n = r.prepositions(v).get("between", -1) if r.verb(v).passive else -1
            pair = r.args(n)
            if len(pair) != 2:
                return []
            return [pair[0 if name == "between1" else 1]]
        return r.args(self._near(k).get(name, -1))

    def _light_subject(self, k: int, rule: Rule) -> list[Arg]:
        """Subject of the verb whose object the noun phrase is: "X announced a deal with Y"."""
        phrases = self._phrases
        told = self._told_of(k) if rule.subject == ("A1",) else -1
        if told >= 0 and phrases[k + 1].kind == "W" and phrases[k + 2].kind == "N":
            return self._r.args(left_of(phrases, told), left=True)  # "the deal X and Y signed"
        m = left_of(phrases, k)
        if m >= 0 and phrases[m].kind == "C":
            m = left_of(phrases, m)
            if m >= 0 and phrases[m].kind == "N":
                m = left_of(phrases, m)
        if m >= 0 and phrases[m].kind == "I" and self._units.words[phrases[m].i] in _LIGHT_BEFORE:
            m = left_of(phrases, m)
            if m >= 0 and phrases[m].kind == "N":
                m = left_of(phrases, m)
        if m < 0 or phrases[m].kind != "V":
            return []
        verb = self._r.verb(m)
        if verb.lemma in COPULA or verb.lemma in _NOT_LIGHT:
            return []
        if rule.light and verb.lemma not in rule.light:
            return []
        return self._r.args(verb.subject, left=True)

    def _receiver(self, k: int) -> list[Arg]:
        """X in "gives X access", "grants X a licence"."""
        phrases = self._phrases
        m = left_of(phrases, k)
        v = left_of(phrases, m) if m >= 0 and phrases[m].kind == "N" else -1
        verb = phrases[v].verb if v >= 0 else None
        if verb is not None and verb.lemma in _GIVE and not verb.passive:
            return self._r.args(m)
        verb = phrases[m].verb if m >= 0 else None
        if verb is not None and verb.lemma in _GIVE and verb.passive:
            return self._r.args(verb.subject, left=True)  # "X was granted access"
        return []

    def _fronted_for(self, k: int) -> list[Arg]:
        """X in "Under the partnership with Y, X will": the subject of the clause that follows."""
        phrases = self._phrases
        m = left_of(phrases, k)
        if m < 0 or phrases[m].kind != "I" or left_of(phrases, m) >= 0:
            return []
        v = next((n for n in self._r.sentence.verbs if n > k), -1)
        return self._r.args(self._r.verb(v).subject) if v >= 0 else []

    def _noun_objects(self, rule: Rule, k: int, u: int, name: str) -> list[Candidate]:
        """Objects of a noun rule; the subject of these candidates is a placeholder."""
        blank = self._r.unit_arg(u, k)
        trigger = self._units.start[u], self._units.end[u]
        if name == "date":
            date = self._date(k)
            return [Candidate(rule, blank, None, trigger, value=date[0])] if date else []
        if name == "money":
            money = self._money(k, k)
            return [Candidate(rule, blank, None, trigger, value=money[0])] if money else []
        if name == "words":
            start, end = self.text_of(k)
            if end - start <= len(self._units.words[u]):
                return []  # "its services" says nothing
            return [Candidate(rule, blank, None, trigger, object_words=self.text_of(k))]
        if name == "listed":
            return [Candidate(rule, blank, a, trigger) for a in self._listed_after(k)]
        if name.startswith("text:"):
            n = self._near(k).get(name[5:], -1)
            if n < 0:
                return []
            arg = self._r.arg(n)
            if arg.mention >= 0 and self._fits(arg, rule.object_types):
                return [Candidate(rule, blank, a, trigger) for a in self._r.args(n)]
            return [Candidate(rule, blank, None, trigger, object_words=self.text_of(n))]
        return [Candidate(rule, blank, a, trigger) for a in self._noun_role(rule, k, u, name)]

    def _listed_after(self, k: int) -> list[Arg]:
        """The names in "its features such as A, B and C", also after "of" and a list of nouns."""
        phrases, words = self._phrases, self._units.words
        n = k + 1
        while n + 1 < len(phrases) and phrases[n].kind in "INC,":
            if phrases[n].kind == "I" and words[phrases[n].i] in ("such", "like", "including"):
                n += 2 if words[phrases[n].i] == "such" else 1
                if n >= len(phrases) or phrases[n].kind != "N":
                    return []
                found = [self._r.arg(e) for e in self._r.expand(n, listed=True)]
                return [a for a in found if a.mention >= 0]
            n += 1
        return []

    def _governing(self, k: int) -> tuple[set[str], int]:
        """Hints of the verb whose object the noun phrase is, and that verb, -1: none."""
        m = left_of(self._phrases, k)
        if m >= 0 and self._phrases[m].kind == "I":
            m = left_of(self._phrases, m)
        if m >= 0 and self._phrases[m].kind == "V":
            verb = self._r.verb(m)
            hints = set(verb.hints)
            said = self._rules_hint(verb.lemma)
            if said:
                hints.add(said)
            return hints, m
        return set(), -1

    @staticmethod
    def _rules_hint(lemma: str) -> str | None:
        if lemma in ("plan", "propose", "seek", "want", "expect", "prepare", "promise", "pledge"):
            return "planned"
        if lemma in ("consider", "discuss", "explore", "mull", "weigh", "negotiate", "eye"):
            return "possible"
        if lemma in ("deny", "reject", "refuse", "cancel", "scrap", "abandon", "terminate", "end"):
            return "negated" if lemma in ("deny", "reject", "refuse", "cancel", "scrap") else None
        return None
