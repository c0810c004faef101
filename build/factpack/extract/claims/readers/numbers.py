"""Numbers that measure an organisation or product: "revenue of $3 billion", "employs 300 people".

Which nouns name which metric is in the vocabulary; here is how a number, its metric and what it
measures stand together.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from factpack.extract.claims.roles.arguments import arg_of
from factpack.extract.claims.roles.owners import modifier_of, possessor_of
from factpack.extract.claims.roles.verb_roles import in_role
from factpack.extract.claims.rules.metrics import metrics_by_word
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.modality_flags import PLANNED, POSSIBLE, WOULD
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.subjects import previous_verb
from factpack.vocabulary import Metric

_UNIT_TAGS: Final = {"money": "$", "count": "#", "percent": "%"}
_REACH: Final = frozenset(
    "be reach hit total exceed top surpass approach equal become near remain stand amount".split()
)
_CHANGE: Final = frozenset(
    "rise grow fall drop climb jump increase decrease decline slide surge soar slip shrink double "
    "triple come expand tumble plunge slump edge inch rocket quadruple".split()
)
_HAVE: Final = frozenset(
    "have report post generate record earn make book see deliver achieve produce target expect "
    "forecast predict project estimate reach hit attract serve count claim boast announce employ "
    "total exceed top surpass register command hold control enjoy aim plan hope want declare "
    "disclose show notch lose gain add manage operate run own cite pass "
    "cross amass number garner".split()
)
_ABOUT: Final = frozenset("about around over under".split())
_RATES: Final = [
    [word, unit] for word in ("a", "per") for unit in ("year", "quarter", "month", "week")
]
_TARGET: Final = frozenset("target aim plan hope want intend seek pledge promise set".split())
_FORECAST: Final = frozenset(
    "expect forecast predict project estimate guide anticipate see".split()
)
_DEALS: Final = frozenset(
    "deal round investment transaction sale offer bid financing funding".split()
)
_RAISE: Final = frozenset("raise secure close land bag complete announce receive".split())
_TOPIC_REACH: Final = 400
"""Characters after which an organisation is no longer what a bare "Sales rose" is about."""
_PEOPLE: Final = frozenset(
    "people workers engineers researchers scientists persons staff employees".split()
)


class Number(NamedTuple):
    """A metric with its value.

    Attributes:
        subject: whose it is.
        metric: name in the vocabulary.
        kind: actual, target or forecast.
        value: index of the literal.
        words: span of the words that name the metric.
        at: phrase to take the date and the hints from.
        form: which way of putting it: adjacent, of, change or verb.
        by_deal: whether a deal sets the value: "the round values X at $3 billion".
    """

    subject: Arg
    metric: str
    kind: str
    value: int
    words: tuple[int, int]
    at: int
    form: str
    by_deal: bool = False


def find_numbers(s: Sentence) -> list[Number]:
    """All metrics whose subject stands in the sentence, in reading order."""
    found = []
    for k, kind in enumerate(s.kinds):
        if kind != "N":
            continue
        for u in range(s.first[k], s.stop[k]):
            tag = s.tags[u]
            if tag in "$#%" and s.literal[u] >= 0:
                number = _number(s, k, u, tag)
                if number is not None:
                    found.append(number)
                    break
    return found


def _number(s: Sentence, k: int, u: int, tag: str) -> Number | None:
    """The metric of the number at unit `u` of phrase `k`."""
    last = s.stop[k] - 1
    verb = _governor(s, k)
    if u < last:  # "$3 billion annual revenue", "300 employees"
        metric = _named(s, s.words[last], tag, verb)
        if metric is None:
            return None
        return _result(s, k, k, last, metric, u, verb, "adjacent")
    if tag == "#" and u == s.first[k] and _is_part(s, k):
        return None
    if tag == "#" and s.words[u].rsplit(" ", 1)[-1] in metrics_by_word():
        metric = _named(s, s.words[u].rsplit(" ", 1)[-1], tag, verb)
        if metric is None:
            return None
        return _result(s, k, k, u, metric, u, verb, "adjacent")
    body = s.words[u].partition(" ")[0]
    if tag == "#" and " of " in s.words[u] and body in metrics_by_word():
        metric = _named(s, body, tag, verb)  # "a staff of 50"
        return _result(s, k, k, u, metric, u, verb, "of") if metric is not None else None
    n = s.right[k]
    if n < s.size and s.kinds[n] == "N" and _is_rate(s, n):
        n = s.right[n]
    if (
        n + 1 < s.size
        and s.kinds[n] == "I"
        and s.words[s.first[n]] in ("in", "of")
        and s.kinds[n + 1] == "N"
    ):
        metric = _named(s, s.last_word(n + 1), tag, verb)
        if metric is not None:
            return _result(s, k, n + 1, s.stop[n + 1] - 1, metric, u, verb, "of")
    m = s.left[k]
    if m >= 1 and s.kinds[m] == "I" and s.words[s.first[m]] in _ABOUT:
        m = s.left[m]
    if m >= 1 and s.kinds[m] == "I" and s.words[s.first[m]] in ("of", "at"):
        if s.kinds[m - 1] == "N":
            metric = _named(s, s.last_word(m - 1), tag, verb)
            if metric is not None:
                verb = _governor(s, m - 1)
                return _result(s, m - 1, m - 1, s.stop[m - 1] - 1, metric, u, verb, "of")
    return _from_verb(s, k, u, tag)


def _is_part(s: Sentence, k: int) -> bool:
    """Whether the phrase is some of them: "300 employees of X left" are not all."""
    n = s.right[k]
    if n + 1 >= s.size or s.kinds[n] != "I" or s.words[s.first[n]] not in ("of", "at"):
        return False
    after = s.right[n + 1]
    return after < s.size and s.kinds[after] == "V"


def _is_rate(s: Sentence, k: int) -> bool:
    """Whether the phrase says in what time: "$3 million a year in revenue"."""
    return s.words[s.first[k] : s.stop[k]] in _RATES


def _from_verb(s: Sentence, k: int, u: int, tag: str) -> Number | None:
    """The metric of "revenue rose to $3 billion" and "is valued at $3 billion"."""
    m = s.left[k]
    through = ""
    while m >= 0 and s.kinds[m] in "ITN%R":
        if s.kinds[m] == "I" and not through:
            through = s.words[s.first[m]]
        elif s.kinds[m] == "N" and "%" not in s.tags[s.first[m] : s.stop[m]]:
            v = s.left[m]
            valued = s.verb[v] if v >= 0 and through == "at" else None
            if valued is None or valued.lemma != "value":
                return None
        m = s.left[m]
    if m < 0 or s.kinds[m] != "V":
        return None
    verb = s.verb_at(m)
    if tag == "$" and verb.lemma == "be" and through == "worth":
        return _worth(s, k, u, m)
    if tag == "$" and verb.lemma == "lose" and not through:
        return _loss(s, k, u, m)
    n = verb.subject
    if tag == "$" and verb.lemma == "value" and through == "at":
        for named in in_role(s, m, "P")[:1]:
            span = s.start[verb.at], s.end[verb.at]
            deal = n >= 0 and not verb.passive and s.last_word(n) in _DEALS
            subject, kind = _raiser(s, m, named), _kind(s, m, m, k)
            return Number(subject, "valuation", kind, s.literal[u], span, m, "verb", deal)
    if n < 0 or verb.passive:
        return None
    last = s.stop[n] - 1
    metric = _named(s, s.words[last], tag, m)
    if metric is None:
        return None
    if (verb.lemma in _CHANGE and through in ("to", "at")) or (
        verb.lemma in _REACH and through in ("", "at", "to")
    ):
        return _result(s, n, n, last, metric, u, m, "change")
    return None


def _worth(s: Sentence, k: int, u: int, m: int) -> Number | None:
    """The valuation of an organisation that is worth the amount at unit `u`."""
    for subject in in_role(s, m, "A")[:1]:
        if subject.types == ONLY["Organization"]:
            at = s.first[s.left[k]]
            span = s.start[at], s.end[at]
            kind = _kind(s, m, m, k)
            return Number(subject, "valuation", kind, s.literal[u], span, m, "verb")
    return None


def _loss(s: Sentence, k: int, u: int, m: int) -> Number | None:
    """The loss of "X lost $3 million in 2015", not "in market value" or "a $3 million contract"."""
    n = s.right[k]
    into = n + 1 < s.size and s.kinds[n] == "I" and s.kinds[n + 1] == "N"
    found = in_role(s, m, "A")
    if u != s.stop[k] - 1 or into or s.verb_at(m).passive or len(found) != 1:
        return None
    at = s.verb_at(m).at
    words = s.start[at], s.end[at]
    return Number(found[0], "loss", _kind(s, m, m, k), s.literal[u], words, m, "verb")


def _raiser(s: Sentence, m: int, valued: Arg) -> Arg:
    """Who raised the money in "X raised $3 million, valuing the company at $9 million"."""
    v = previous_verb(s, m)
    if valued.mention >= 0 or s.verb_at(m).form != "gerund":
        return valued
    while v >= 0 and s.verb_at(v).lemma not in _RAISE:
        v = previous_verb(s, v)
    found = in_role(s, v, "A") if v >= 0 else []
    if len(found) != 1 or found[0].mention < 0 or not found[0].types & valued.types:
        return valued
    return valued.meaning(found[0].mention, found[0].types)


def _governor(s: Sentence, k: int) -> int:
    """The verb whose object, or object of a preposition, the phrase is; -1: none."""
    m = s.left[k]
    steps = 0
    while m >= 0 and s.kinds[m] in "INT" and steps < 6:
        m = s.left[m]
        steps += 1
    return m if m >= 0 and s.kinds[m] == "V" else -1


def _named(s: Sentence, word: str, tag: str, verb: int) -> Metric | None:
    if word in _PEOPLE and word not in ("staff", "employees"):
        if verb < 0 or s.verb_at(verb).lemma != "employ":
            return None
    for metric in metrics_by_word().get(word, ()):
        if _UNIT_TAGS[metric.unit] == tag:
            return metric
    return None


def _result(
    s: Sentence,
    k: int,
    metric_phrase: int,
    last: int,
    metric: Metric,
    u: int,
    verb: int,
    form: str,
) -> Number | None:
    """The number with its subject: who owns the metric, else the subject of the verb."""
    subject = _owner(s, metric_phrase, last) or _owner(s, k, s.stop[k] - 1)
    if subject is not None and form == "adjacent" and s.tags[u] == "#":
        if not {"H", "'"}.isdisjoint(s.tags[s.first[k] : u]):
            verb = -1  # "will cut a third of its 300 jobs": they are there, whatever happens
    if subject is None and verb >= 0 and form != "change":
        v = s.verb_at(verb)
        raised = metric.name == "valuation" and v.lemma in _RAISE
        if (v.lemma in _HAVE or raised) and not v.passive:
            found = in_role(s, verb, "A")
            subject = found[0] if len(found) == 1 else None
    if subject is None:
        subject = _with(s, k) if form != "change" else _topic(s, k)
    if subject is None:
        return None
    first = last
    while first > s.first[metric_phrase] and s.tags[first - 1] in "NA":
        first -= 1
    span = s.start[first], s.end[last]
    if s.tags[last] == "#" and form == "of":
        span = s.start[last], s.start[last] + len(s.words[last].partition(" ")[0])
    elif s.tags[last] == "#":
        span = s.end[last] - len(s.words[last].rsplit(" ", 1)[-1]), s.end[last]
    return Number(
        subject,
        metric.name,
        _kind(s, verb, metric_phrase, k),
        s.literal[u],
        span,
        verb if verb >= 0 else k,
        form,
    )


def _owner(s: Sentence, k: int, last: int) -> Arg | None:
    owner = possessor_of(s, k, last)
    if owner is None:
        owner = modifier_of(s, k, last)
    if owner is None:
        n = s.right[k]
        if n + 1 < s.size and s.kinds[n] == "I":
            if s.words[s.first[n]] in ("of", "at", "for"):
                other = arg_of(s, n + 1) if s.kinds[n + 1] == "N" else None
                if other is not None and other.mention >= 0:
                    owner = other
    if owner is not None and owner.types & {"Organization", "Product"}:
        return owner
    return None


def _with(s: Sentence, k: int) -> Arg | None:
    """The organisation in "Acme, with its 300 employees, …", "a bank with a staff of 300 …"."""
    m = s.left[k]
    if m < 0 or s.kinds[m] != "I" or s.words[s.first[m]] != "with":
        return None
    n = s.left[m]
    if n < 0:  # "With 300 employees, X is small"
        v, comma = s.next_verb(k), s.right[k]
        if v < 0 or comma >= s.size or s.kinds[comma] != ",":
            return None
        n = s.verb_at(v).subject
        return arg_of(s, n) if n > k and "Organization" in arg_of(s, n).types else None
    if s.kinds[n] == ",":
        n = s.left[n]
    if n >= 0 and s.kinds[n] == "N":
        arg = arg_of(s, n)
        indefinite = s.words[s.first[n]] in ("a", "an") and s.left[n] < 0
        if arg.types & {"Organization"} and (arg.mention >= 0 or indefinite):
            return arg
    return None


def _topic(s: Sentence, k: int) -> Arg | None:
    """Whose "Net profit was" is, where a sentence begins so: that of the sentences before."""
    topic = s.discourse.topic
    if topic is None or k != 0 or not set(s.tags[s.first[k] : s.stop[k]]) <= {"N", "A"}:
        return None
    return topic if 0 <= s.start[0] - topic.end < _TOPIC_REACH else None


def _kind(s: Sentence, verb: int, metric_phrase: int, k: int) -> str:
    """Whether the number is actual, a target or a forecast."""
    around = {*s.words[s.first[metric_phrase] : s.stop[metric_phrase]]}
    around |= {*s.words[s.first[k] : s.stop[k]]}
    lemmas = set()
    hints = 0
    if verb >= 0:
        v = s.verb_at(verb)
        lemmas = {v.lemma, *(lemma for lemma, _ in v.chain)}
        hints = v.hints
    if around & {"target", "targets", "goal", "goals"} or lemmas & _TARGET:
        return "target"
    if around & {"forecast", "forecasts", "guidance", "outlook", "estimate", "estimates"}:
        return "forecast"
    if lemmas & (_FORECAST - {"see"}) or hints & (PLANNED | WOULD | POSSIBLE):
        return "forecast"
    return "actual"
