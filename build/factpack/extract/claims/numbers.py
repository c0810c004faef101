"""Numbers that measure an organisation or product: "revenue of $3 billion", "employs 300 people".

Which nouns name which metric is in the vocabulary; here is how a number, its metric and what it
measures stand together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factpack.extract.claims.chunks import left_of, right_of
from factpack.extract.claims.metrics import metrics_by_word
from factpack.extract.claims.reader import Arg, Reader
from factpack.vocabulary import Metric

_UNIT_TAGS = {"money": "$", "count": "#", "percent": "%"}
_REACH = frozenset(
    "be reach hit total exceed top surpass approach equal become near remain stand amount".split()
)
_CHANGE = frozenset(
    "rise grow fall drop climb jump increase decrease decline slide surge soar slip shrink double "
    "triple come expand tumble plunge slump edge inch rocket quadruple".split()
)
_HAVE = frozenset(
    "have report post generate record earn make book see deliver achieve produce target expect "
    "forecast predict project estimate reach hit attract serve count claim boast announce employ "
    "total exceed top surpass register command hold control enjoy aim plan hope want declare "
    "disclose show notch lose gain add manage operate run own cite".split()
)
_ABOUT = frozenset("about around over under".split())
_RATES = [[word, unit] for word in ("a", "per") for unit in ("year", "quarter", "month", "week")]
_TARGET = frozenset("target aim plan hope want intend seek pledge promise set".split())
_FORECAST = frozenset("expect forecast predict project estimate guide anticipate see".split())
_PEOPLE = frozenset(
    "people workers engineers researchers scientists persons staff employees".split()
)


@dataclass(frozen=True, slots=True)
class Number:
    """A metric with its value.

    Attributes:
        subject: whose it is.
        metric: name in the vocabulary.
        kind: actual, target or forecast.
        value: index of the literal.
        words: span of the words that name the metric.
        at: phrase to take the date and the hints from.
        form: which way of putting it: adjacent, of, change or verb.
    """

    subject: Arg
    metric: str
    kind: str
    value: int
    words: tuple[int, int]
    at: int
    form: str


class NumberFinder:
    """Finds metrics in one sentence."""

    def __init__(self, reader: Reader) -> None:
        """Wrap a reader."""
        self._r = reader
        self._units = reader.units
        self._phrases = reader.phrases

    def find(self) -> Iterator[Number]:
        """All metrics whose subject stands in the sentence, in reading order."""
        for k, phrase in enumerate(self._phrases):
            if phrase.kind != "N":
                continue
            for u in range(phrase.i, phrase.j):
                tag = self._units.tags[u]
                if tag in "$#%" and self._units.literal[u] >= 0:
                    found = self._number(k, u, tag)
                    if found is not None:
                        yield found
                        break

    def _number(self, k: int, u: int, tag: str) -> Number | None:
        """The metric of the number at unit `u` of phrase `k`."""
        units, phrases = self._units, self._phrases
        last = phrases[k].j - 1
        verb = self._governor(k)
        if u < last:  # "$3 billion annual revenue", "300 employees"
            metric = self._metric(k, last, tag, verb)
            if metric is None:
                return None
            return self._result(k, k, last, metric, u, verb, "adjacent")
        if tag == "#" and units.words[u].rsplit(" ", 1)[-1] in metrics_by_word():
            metric = self._named(units.words[u].rsplit(" ", 1)[-1], tag, verb)
            if metric is None:
                return None
            return self._result(k, k, u, metric, u, verb, "adjacent")
        n = right_of(phrases, k)
        if n < len(phrases) and phrases[n].kind == "N" and self._is_rate(n):
            n = right_of(phrases, n)
        if (
            n + 1 < len(phrases)
            and phrases[n].kind == "I"
            and units.words[phrases[n].i] in ("in", "of")
            and phrases[n + 1].kind == "N"
        ):
            metric = self._metric(n + 1, phrases[n + 1].j - 1, tag, verb)
            if metric is not None:
                return self._result(k, n + 1, phrases[n + 1].j - 1, metric, u, verb, "of")
        m = left_of(phrases, k)
        if m >= 1 and phrases[m].kind == "I" and units.words[phrases[m].i] in _ABOUT:
            m = left_of(phrases, m)
        if m >= 1 and phrases[m].kind == "I" and units.words[phrases[m].i] in ("of", "at"):
            if phrases[m - 1].kind == "N":
                metric = self._metric(m - 1, phrases[m - 1].j - 1, tag, verb)
                if metric is not None:
                    verb = self._governor(m - 1)
                    return self._result(m - 1, m - 1, phrases[m - 1].j - 1, metric, u, verb, "of")
        return self._from_verb(k, u, tag)

    def _is_rate(self, k: int) -> bool:
        """Whether the phrase says in what time: "$3 million a year in revenue"."""
        return self._units.words[self._phrases[k].i : self._phrases[k].j] in _RATES

    def _from_verb(self, k: int, u: int, tag: str) -> Number | None:
        """The metric of "revenue rose to $3 billion" and "is valued at $3 billion"."""
        units, phrases, r = self._units, self._phrases, self._r
        m = left_of(phrases, k)
        through = ""
        while m >= 0 and phrases[m].kind in "ITN%":
            if phrases[m].kind == "I" and not through:
                through = units.words[phrases[m].i]
            elif phrases[m].kind == "N" and "%" not in units.tags[phrases[m].i : phrases[m].j]:
                v = left_of(phrases, m)
                valued = phrases[v].verb if v >= 0 and through == "at" else None
                if valued is None or valued.lemma != "value":
                    return None
            m = left_of(phrases, m)
        if m < 0 or phrases[m].kind != "V":
            return None
        verb = r.verb(m)
        if tag == "$" and verb.lemma == "value" and through == "at":
            for subject in r.role(m, "P")[:1]:
                span = units.start[verb.at], units.end[verb.at]
                return Number(subject, "valuation", "actual", units.literal[u], span, m, "verb")
        n = verb.subject
        if n < 0 or verb.passive:
            return None
        last = phrases[n].j - 1
        metric = self._metric(n, last, tag, m)
        if metric is None:
            return None
        if (verb.lemma in _CHANGE and through in ("to", "at")) or (
            verb.lemma in _REACH and through in ("", "at", "to")
        ):
            return self._result(n, n, last, metric, u, m, "change")
        return None

    def _governor(self, k: int) -> int:
        """The verb whose object, or object of a preposition, the phrase is; -1: none."""
        phrases = self._phrases
        m = left_of(phrases, k)
        steps = 0
        while m >= 0 and phrases[m].kind in "INT" and steps < 6:
            m = left_of(phrases, m)
            steps += 1
        return m if m >= 0 and phrases[m].kind == "V" else -1

    def _metric(self, k: int, last: int, tag: str, verb: int) -> Metric | None:
        return self._named(self._units.words[last], tag, verb)

    def _named(self, word: str, tag: str, verb: int) -> Metric | None:
        if word in _PEOPLE and word not in ("staff", "employees"):
            if verb < 0 or self._r.verb(verb).lemma != "employ":
                return None
        for metric in metrics_by_word().get(word, ()):
            if _UNIT_TAGS[metric.unit] == tag:
                return metric
        return None

    def _result(
        self, k: int, metric_phrase: int, last: int, metric: Metric, u: int, verb: int, form: str
    ) -> Number | None:
        """The number with its subject: who owns the metric, else the subject of the verb."""
        r, units, phrases = self._r, self._units, self._phrases
        subject = self._owner(metric_phrase, last) or self._owner(k, phrases[k].j - 1)
        if subject is None and verb >= 0 and form != "change":
            v = r.verb(verb)
            if v.lemma in _HAVE and not v.passive:
                found = r.role(verb, "A")
                subject = found[0] if len(found) == 1 else None
        if subject is None and form != "change":
            subject = self._with(k)
        if subject is None:
            return None
        first = last
        while first > phrases[metric_phrase].i and units.tags[first - 1] in "NA":
            first -= 1
        span = units.start[first], units.end[last]
        if units.tags[last] == "#":
            span = units.end[last] - len(units.words[last].rsplit(" ", 1)[-1]), units.end[last]
        return Number(
            subject,
            metric.name,
            self._kind(verb, metric_phrase, k),
            units.literal[u],
            span,
            verb if verb >= 0 else k,
            form,
        )

    def _owner(self, k: int, last: int) -> Arg | None:
        r = self._r
        owner = r.possessor(k, last)
        if owner is None:
            owner = r.modifier(k, last)
        if owner is None:
            n = right_of(self._phrases, k)
            if n + 1 < len(self._phrases) and self._phrases[n].kind == "I":
                if self._units.words[self._phrases[n].i] in ("of", "at", "for"):
                    other = r.arg(n + 1) if self._phrases[n + 1].kind == "N" else None
                    if other is not None and other.mention >= 0:
                        owner = other
        if owner is not None and owner.types & {"Organization", "Product"}:
            return owner
        return None

    def _with(self, k: int) -> Arg | None:
        """The organisation in "Acme, with its 300 employees, …"."""
        phrases = self._phrases
        m = left_of(phrases, k)
        if m < 1 or phrases[m].kind != "I" or self._units.words[phrases[m].i] != "with":
            return None
        n = left_of(phrases, m)
        if n >= 0 and phrases[n].kind == ",":
            n = left_of(phrases, n)
        if n >= 0 and phrases[n].kind == "N":
            arg = self._r.arg(n)
            if arg.types & {"Organization"} and arg.mention >= 0:
                return arg
        return None

    def _kind(self, verb: int, metric_phrase: int, k: int) -> str:
        """Whether the number is actual, a target or a forecast."""
        phrase = self._phrases[metric_phrase]
        around = {*self._units.words[phrase.i : phrase.j]}
        around |= {*self._units.words[self._phrases[k].i : self._phrases[k].j]}
        lemmas = set()
        hints: set[str] = set()
        if verb >= 0:
            v = self._r.verb(verb)
            lemmas = {v.lemma, *(lemma for lemma, _ in v.chain)}
            hints = v.hints
        if around & {"target", "targets", "goal", "goals"} or lemmas & _TARGET:
            return "target"
        if around & {"forecast", "forecasts", "guidance", "outlook", "estimate", "estimates"}:
            return "forecast"
        if lemmas & (_FORECAST - {"see"}) or hints & {"planned", "would", "possible"}:
            return "forecast"
        return "actual"
