"""The clause around a phrase: its date, its money, the words of an object, and where it ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from factpack.extract.claims.candidate import Candidate
from factpack.extract.claims.chunks import COPULA, left_of, right_of
from factpack.extract.claims.reader import Arg, Reader
from factpack.extract.claims.rules import Rule, Rules
from factpack.vocabulary import load_vocabulary

_MAX_TEXT = 60
"""Longest object in words of the article, in units; longer ones are cut at the last phrase."""
_RELATIONS = {
    "in": "on", "on": "on", "at": "on", "during": "on", "this": "on", "of": "on",
    "since": "since", "from": "since", "by": "by", "until": "until", "till": "until",
    "through": "until", "to": "until", "before": "before", "after": "after", "within": "by",
}  # fmt: skip
FORMER = frozenset(("former", "ex", "erstwhile", "late", "previous", "onetime", "one-time", "past"))
_STATING = COPULA | frozenset(
    "name appoint elect hire promote nominate recruit install make designate begin start".split()
)
"""Verbs that say since when somebody holds a post; the date of any other verb is its own."""
_STAND_IN = frozenset(("Product", "Place"))
_PROVIDERS = frozenset(
    "provider platform partner supplier vendor cloud system host home infrastructure choice "
    "contractor bank carrier distributor tool engine service environment".split()
)
_NOT_ROLE = frozenset("new current longtime long-time then fellow incoming outgoing".split())


class Clause:
    """What rules of every kind need to know of a sentence; indexes are of phrases."""

    def __init__(self, reader: Reader, rules: Rules) -> None:
        """Wrap a reader."""
        self._r = reader
        self._rules = rules
        self._units = reader.units
        self._phrases = reader.phrases

    def region(self, k: int) -> tuple[int, int]:
        """Phrases `[lo, hi)` of the clause around the phrase at `k`.

        It begins after the last finite verb before, and what goes with that, and ends where the
        subject of the next finite verb, or what is put before that subject, begins.
        """
        phrases = self._phrases
        lo = k
        while lo > 0 and phrases[lo - 1].kind not in ";S":
            verb = phrases[lo - 1].verb
            if verb is not None and verb.form == "finite":
                own = phrases[k].verb
                lo = own.subject if own is not None and lo <= own.subject <= k else k
                fronted = lo
                while fronted > 0 and phrases[fronted - 1].kind in "TIR,":
                    fronted -= 1
                if 0 < fronted < lo and phrases[fronted - 1].kind == "C":
                    lo = fronted  # "…, and in 2019 X"
                break
            lo -= 1
        hi = k + 1
        while hi < len(phrases) and phrases[hi].kind not in ";S":
            verb = phrases[hi].verb
            if verb is not None and verb.form == "finite":
                if k < verb.subject < hi:
                    hi = verb.subject
                before = hi
                while before > k + 1 and phrases[before - 1].kind in "TIR,":
                    before -= 1
                if before > k + 1 and phrases[before - 1].kind == "C":
                    hi = before - 1  # "…, and on Monday X": the day belongs to X
                break
            hi += 1
        return lo, hi

    def _date(self, k: int) -> tuple[int, int, str] | None:
        """Date of the clause: (value, unit, relation), right of the phrase first."""
        lo, hi = self.region(k)
        phrases, units = self._phrases, self._units
        order = [*range(k + 1, hi), *range(k - 1, lo - 1, -1)]
        for n in order:
            if phrases[n].kind != "T" or self._is_aside(k, n):
                continue
            u = phrases[n].i
            m = left_of(phrases, n)
            before = units.words[phrases[m].i] if m >= 0 and phrases[m].kind == "I" else ""
            if before in _RELATIONS:
                return units.literal[u], u, _RELATIONS[before]
            return units.literal[u], u, "on"
        return None

    def _money(self, k: int, inside: int = -1) -> tuple[int, int] | None:
        """Amount of money of the clause: (value, unit); in the noun phrase, right, then left."""
        tags = self._units.tags
        lo, hi = self.region(k)
        first, last = self._phrases[lo].i, self._phrases[hi - 1].j
        at = self._phrases[k].i
        places = [*range(at, last), *range(at - 1, first - 1, -1)]
        if inside >= 0:
            phrase = self._phrases[inside]
            places = [*range(phrase.i, phrase.j), *places]
        places += self._governing_noun(k)
        for u in places:
            if tags[u] == "$" and not self._is_aside(k, self._phrase_at(u)):
                return self._units.literal[u], u
        return None

    def _governing_noun(self, k: int) -> range:
        """Units of the noun that an infinitive completes: "signed a $4 million deal to build".

        Not of an amount alone: in "raised $4 million to buy" the price is another matter.
        """
        verb, before = self._phrases[k].verb, self._phrases[k - 1] if k else None
        if verb is None or verb.form != "infinitive" or before is None or before.kind != "N":
            return range(0)
        return range(before.i, before.j) if self._units.tags[before.j - 1] == "N" else range(0)

    def _phrase_at(self, u: int) -> int:
        """The phrase that the unit belongs to."""
        return bisect_right(self._phrases, u, key=lambda phrase: phrase.i) - 1

    def _is_aside(self, k: int, n: int) -> bool:
        """Whether a verb of its own governs the phrase at `n`, not that of the clause around `k`.

        "Acme, founded in 2015, employs", "X, who sold Y in 2015, is", "employs 40, according to a
        report published in 2015": the date is that of a participle or a relative clause.
        """
        phrases = self._phrases
        first = k + 1 if n > k else 0
        for m in range(n - 1, first - 1, -1):
            verb = phrases[m].verb
            if phrases[m].kind in ";S" or m == k:
                return False
            if verb is None:
                continue
            before = left_of(phrases, m)
            while before > 0 and phrases[before].kind == "N":
                before = left_of(phrases, before)
            opened = before >= 0 and phrases[before].kind == "W"
            return opened or (verb.passive and verb.form == "participle" and m > 0)
        return False

    def _attach(
        self, candidate: Candidate, k: int, inside: int = -1, *, dated: bool = True
    ) -> None:
        """Amount, date and kind from the words of the clause."""
        rule, units = candidate.rule, self._units
        predicate = load_vocabulary().predicates[rule.predicate]
        if rule.amount and candidate.value < 0 and "{amount}" in predicate.statement:
            money = self._money(k, inside)
            if money is not None:
                candidate.amount = money[0]
                candidate.amount_at = units.start[money[1]], units.end[money[1]]
        if dated and predicate.time != "none":
            date = self._date(k)
            if date is not None and date[0] != candidate.value:
                candidate.date = date[0]
                candidate.date_at = units.start[date[1]], units.end[date[1]]
                candidate.date_relation = date[2]
            elif date is not None:
                candidate.date_relation = date[2]
        candidate.kind = rule.kind
        if rule.kind_words:
            for w in self._kind_words(rule, k, inside):
                kind = rule.kind_words.get(w)
                if kind:
                    candidate.kind = kind
                    break

    def _stated(self, k: int) -> bool:
        """Whether a verb says it of its subject ("is", "as"), so that the date counts.

        An apposition is true at any time.
        """
        m = left_of(self._phrases, k)
        if m < 0:
            return False
        before = self._phrases[m]
        if before.verb is not None:
            return before.verb.lemma in _STATING
        return before.kind == "I" and self._units.words[before.i] == "as"

    def _kind_words(self, rule: Rule, k: int, inside: int) -> Sequence[str]:
        """The words among which the kind is looked for: those of the phrase that names it."""
        n = k if inside < 0 else inside
        if "as_provider" in rule.needs:
            n = self._provider(k)
        if self._phrases[n].kind == "V":
            lo, hi = self.region(n)
            return self._units.words[self._phrases[lo].i : self._phrases[hi - 1].j]
        return self._units.words[self._phrases[n].i : self._phrases[n].j]

    def text_of(self, k: int) -> tuple[int, int]:
        """The words of a text object, to a sensible end.

        The noun phrase without determiner and possessor, with what "of", "for" and lists add.
        """
        phrases, units = self._phrases, self._units
        i = phrases[k].i
        mark = units.tags.rfind("'", i, phrases[k].j - 1)
        if mark >= 0:
            i = mark + 1
        while i < phrases[k].j - 1 and units.tags[i] in "DH":
            i += 1
        n = k + 1
        last = k
        while n + 1 < len(phrases) and phrases[n + 1].j - i < _MAX_TEXT:
            kind, nxt = phrases[n].kind, phrases[n + 1]
            if kind == "I" and nxt.kind == "N":
                word = units.words[phrases[n].i]
                if word == "of" or (
                    word in ("for", "to", "in") and units.tags[nxt.i] not in "HDEPO"
                ):
                    last, n = n + 1, n + 2
                    continue
            elif kind in "C" and nxt.kind == "N" and units.tags[nxt.j - 1] in "NEP":
                after = right_of(phrases, n + 1)
                if not (after < len(phrases) and phrases[after].kind == "V"):
                    last, n = n + 1, n + 2
                    continue
            elif kind == "," and nxt.kind == "N" and units.tags[nxt.j - 1] == "N":
                after = right_of(phrases, n + 1)
                if after < len(phrases) and phrases[after].kind == "C":
                    last, n = n + 1, n + 2
                    continue
            break
        return units.start[i], units.end[phrases[last].j - 1]

    def _clause_words(self, k: int) -> tuple[int, int] | None:
        """The words of an aim: from the verb to the end of its clause."""
        phrases, units = self._phrases, self._units
        n = k + 1
        last = k
        while n < len(phrases) and phrases[n].kind not in ";S" and phrases[n].j - phrases[k].i < 40:
            if phrases[n].kind in "NVTA":
                last = n
            n += 1
        if last == k:
            return None
        return units.start[self._r.verb(k).at], units.end[phrases[last].j - 1]

    def _near(self, k: int) -> dict[str, int]:
        """Prepositions that belong to the noun phrase: those before the next comma and name."""
        phrases, words = self._phrases, self._units.words
        found: dict[str, int] = {}
        n = right_of(phrases, k)
        while n + 1 < len(phrases):
            kind = phrases[n].kind
            if kind == "I" and phrases[n + 1].kind in "NT":
                if phrases[n + 1].kind == "N":
                    found.setdefault(words[phrases[n].i], n + 1)
                n += 2
            elif kind == "C" and phrases[n + 1].kind == "N":
                after = right_of(phrases, n + 1)
                if after < len(phrases) and phrases[after].kind == "V":
                    break
                n += 2
            elif kind in "TRK":
                n += 1
            elif kind == "," and phrases[n + 1].kind == "T":
                n += 2
            else:
                break
        return found

    def _after_comma(self, k: int) -> list[Arg]:
        """The organisation in "vice president of research, Acme"."""
        phrases = self._phrases
        n = k + 1
        while n + 1 < len(phrases) and phrases[n].kind in "IC" and phrases[n + 1].kind == "N":
            n += 2
        if n + 1 < len(phrases) and phrases[n].kind == "," and phrases[n + 1].kind == "N":
            after = right_of(phrases, n + 1)
            closes = after >= len(phrases) or phrases[after].kind in ",;V"
            name = phrases[n + 1]
            if closes and self._units.tags[name.j - 1] == "E":
                return [self._r.arg(n + 1)]
        return []

    def _bearing(self, word: str) -> bool:
        """Whether a noun says something of its bearer: "X’s founder Jane Roe" is no bare "X’s"."""
        rules = self._rules.nouns.get(word)
        return rules is not None and bool(rules[1])

    def _role_span(self, k: int, u: int) -> tuple[int, int] | None:
        """The words of the post: from the last name, determiner or "former" before the noun."""
        units, phrase = self._units, self._phrases[k]
        first = u
        while first > phrase.i:
            word, tag = units.words[first - 1], units.tags[first - 1]
            if tag not in "NA" or word in FORMER or word in _NOT_ROLE:
                break
            first -= 1
        return units.start[first], units.end[u]

    def _word_fits(self, rule: Rule, k: int) -> bool:
        word = self._units.words[self._r.head_unit(k)].rsplit(" ", 1)[-1]
        if rule.object_not and (word in rule.object_not or singular(word) in rule.object_not):
            return False
        if not rule.object_words:
            return True
        phrase = self._phrases[k]
        return any(
            w in rule.object_words or singular(w) in rule.object_words
            for w in (*self._units.words[phrase.i : phrase.j], word)
        )

    @staticmethod
    def _fits(arg: Arg, wanted: frozenset[str]) -> bool:
        if arg.types.isdisjoint(wanted):
            # A product that acts may stand for its maker, a place for who sits there.
            return arg.mention >= 0 and "Maker" in wanted and not arg.types.isdisjoint(_STAND_IN)
        return True

    def _provider(self, k: int) -> int:
        """The phrase that says what something is chosen as: "as its main platform", "to be …"."""
        r, phrases, words = self._r, self._phrases, self._units.words
        places = [r.prepositions(k).get("as", -1), r.second_object(k)]
        n = r.object(k)
        m = right_of(phrases, n) if n >= 0 else len(phrases)
        if m < len(phrases) and phrases[m].kind == "V" and r.verb(m).lemma == "be":
            places.append(r.object(m))
        for place in places:
            if place >= 0 and singular(words[phrases[place].j - 1]) in _PROVIDERS:
                return place
        return -1


def singular(word: str) -> str:
    """Singular of a regular noun, guessed from its ending.

    >>> [singular(w) for w in ("companies", "founders", "bosses", "chairmen", "business")]
    ['company', 'founder', 'boss', 'chairman', 'business']
    """
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
