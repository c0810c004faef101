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


def find_numbers(sentence: Sentence) -> list[Number]:
    """All metrics whose subject stands in the sentence, in reading order."""
    found = []
    for phrase, kind in enumerate(sentence.kinds):
        if kind != "N":
            continue
        for token in range(sentence.first[phrase], sentence.stop[phrase]):
            tag = sentence.tags[token]
            if tag in "$#%" and sentence.literal[token] >= 0:
                number = _number(sentence, phrase, token, tag)
                if number is not None:
                    found.append(number)
                    break
    return found


def _number(sentence: Sentence, phrase: int, token: int, tag: str) -> Number | None:
    """The metric of the number at `token` of phrase `phrase`."""
    last = sentence.stop[phrase] - 1
    verb = _governor(sentence, phrase)
    if token < last:  # "$3 billion annual revenue", "300 employees"
        metric = _named(sentence, sentence.words[last], tag, verb)
        if metric is None:
            return None
        return _result(sentence, phrase, phrase, last, metric, token, verb, "adjacent")
    if tag == "#" and token == sentence.first[phrase] and _is_part(sentence, phrase):
        return None
    if tag == "#" and sentence.words[token].rsplit(" ", 1)[-1] in metrics_by_word():
        metric = _named(sentence, sentence.words[token].rsplit(" ", 1)[-1], tag, verb)
        if metric is None:
            return None
        return _result(sentence, phrase, phrase, token, metric, token, verb, "adjacent")
    body = sentence.words[token].partition(" ")[0]
    if tag == "#" and " of " in sentence.words[token] and body in metrics_by_word():
        metric = _named(sentence, body, tag, verb)  # "a staff of 50"
        return (
            _result(sentence, phrase, phrase, token, metric, token, verb, "of")
            if metric is not None
            else None
        )
    following = sentence.right[phrase]
    if sentence.kind_at(following) == "N" and _is_rate(sentence, following):
        following = sentence.right[following]
    if (
        following + 1 < sentence.size
        and sentence.kinds[following] == "I"
        and sentence.first_word(following) in ("in", "of")
        and sentence.kinds[following + 1] == "N"
    ):
        metric = _named(sentence, sentence.last_word(following + 1), tag, verb)
        if metric is not None:
            return _result(
                sentence,
                phrase,
                following + 1,
                sentence.stop[following + 1] - 1,
                metric,
                token,
                verb,
                "of",
            )
    previous = sentence.left[phrase]
    if (
        previous >= 1
        and sentence.kinds[previous] == "I"
        and sentence.first_word(previous) in _ABOUT
    ):
        previous = sentence.left[previous]
    if (
        previous >= 1
        and sentence.kinds[previous] == "I"
        and sentence.first_word(previous) in ("of", "at")
    ):
        if sentence.kinds[previous - 1] == "N":
            metric = _named(sentence, sentence.last_word(previous - 1), tag, verb)
            if metric is not None:
                verb = _governor(sentence, previous - 1)
                return _result(
                    sentence,
                    previous - 1,
                    previous - 1,
                    sentence.stop[previous - 1] - 1,
                    metric,
                    token,
                    verb,
                    "of",
                )
    return _from_verb(sentence, phrase, token, tag)


def _is_part(sentence: Sentence, phrase: int) -> bool:
    """Whether the phrase is some of them: "300 employees of X left" are not all."""
    following = sentence.right[phrase]
    if (
        following + 1 >= sentence.size
        or sentence.kinds[following] != "I"
        or sentence.first_word(following) not in ("of", "at")
    ):
        return False
    after = sentence.right[following + 1]
    return sentence.kind_at(after) == "V"


def _is_rate(sentence: Sentence, phrase: int) -> bool:
    """Whether the phrase says in what time: "$3 million a year in revenue"."""
    return sentence.words_of(phrase) in _RATES


def _from_verb(sentence: Sentence, phrase: int, token: int, tag: str) -> Number | None:
    """The metric of "revenue rose to $3 billion" and "is valued at $3 billion"."""
    previous = sentence.left[phrase]
    through = ""
    while sentence.kind_at(previous) in "ITN%R":
        if sentence.kinds[previous] == "I" and not through:
            through = sentence.first_word(previous)
        elif sentence.kinds[previous] == "N" and "%" not in sentence.tags_of(previous):
            verb_phrase = sentence.left[previous]
            valued = sentence.verb[verb_phrase] if verb_phrase >= 0 and through == "at" else None
            if valued is None or valued.lemma != "value":
                return None
        previous = sentence.left[previous]
    if sentence.kind_at(previous) != "V":
        return None
    verb = sentence.verb_at(previous)
    if tag == "$" and verb.lemma == "be" and through == "worth":
        return _worth(sentence, phrase, token, previous)
    if tag == "$" and verb.lemma == "lose" and not through:
        return _loss(sentence, phrase, token, previous)
    other = verb.subject
    if tag == "$" and verb.lemma == "value" and through == "at":
        for named in in_role(sentence, previous, "P")[:1]:
            span = sentence.start[verb.at], sentence.end[verb.at]
            deal = other >= 0 and not verb.passive and sentence.last_word(other) in _DEALS
            subject, kind = (
                _raiser(sentence, previous, named),
                _kind(sentence, previous, previous, phrase),
            )
            return Number(
                subject, "valuation", kind, sentence.literal[token], span, previous, "verb", deal
            )
    if other < 0 or verb.passive:
        return None
    last = sentence.stop[other] - 1
    metric = _named(sentence, sentence.words[last], tag, previous)
    if metric is None:
        return None
    if (verb.lemma in _CHANGE and through in ("to", "at")) or (
        verb.lemma in _REACH and through in ("", "at", "to")
    ):
        return _result(sentence, other, other, last, metric, token, previous, "change")
    return None


def _worth(sentence: Sentence, phrase: int, token: int, previous: int) -> Number | None:
    """The valuation of an organisation that is worth the amount at `token`."""
    for subject in in_role(sentence, previous, "A")[:1]:
        if subject.types == ONLY["Organization"]:
            at = sentence.first[sentence.left[phrase]]
            span = sentence.span(at)
            kind = _kind(sentence, previous, previous, phrase)
            return Number(
                subject, "valuation", kind, sentence.literal[token], span, previous, "verb"
            )
    return None


def _loss(sentence: Sentence, phrase: int, token: int, previous: int) -> Number | None:
    """The loss of "X lost $3 million in 2015", not "in market value" or "a $3 million contract"."""
    following = sentence.right[phrase]
    into = (
        following + 1 < sentence.size
        and sentence.kinds[following] == "I"
        and sentence.kinds[following + 1] == "N"
    )
    found = in_role(sentence, previous, "A")
    if (
        token != sentence.stop[phrase] - 1
        or into
        or sentence.verb_at(previous).passive
        or len(found) != 1
    ):
        return None
    at = sentence.verb_at(previous).at
    words = sentence.span(at)
    return Number(
        found[0],
        "loss",
        _kind(sentence, previous, previous, phrase),
        sentence.literal[token],
        words,
        previous,
        "verb",
    )


def _raiser(sentence: Sentence, phrase: int, valued: Arg) -> Arg:
    """Who raised the money in "X raised $3 million, valuing the company at $9 million"."""
    verb_phrase = previous_verb(sentence, phrase)
    if valued.mention >= 0 or sentence.verb_at(phrase).form != "gerund":
        return valued
    while verb_phrase >= 0 and sentence.verb_at(verb_phrase).lemma not in _RAISE:
        verb_phrase = previous_verb(sentence, verb_phrase)
    found = in_role(sentence, verb_phrase, "A") if verb_phrase >= 0 else []
    if len(found) != 1 or found[0].mention < 0 or not found[0].types & valued.types:
        return valued
    return valued.meaning(found[0].mention, found[0].types)


def _governor(sentence: Sentence, phrase: int) -> int:
    """The verb whose object, or object of a preposition, the phrase is; -1: none."""
    previous = sentence.left[phrase]
    steps = 0
    while sentence.kind_at(previous) in "INT" and steps < 6:
        previous = sentence.left[previous]
        steps += 1
    return previous if sentence.kind_at(previous) == "V" else -1


def _named(sentence: Sentence, word: str, tag: str, verb: int) -> Metric | None:
    if word in _PEOPLE and word not in ("staff", "employees"):
        if verb < 0 or sentence.verb_at(verb).lemma != "employ":
            return None
    for metric in metrics_by_word().get(word, ()):
        if _UNIT_TAGS[metric.unit] == tag:
            return metric
    return None


def _result(
    sentence: Sentence,
    phrase: int,
    metric_phrase: int,
    last: int,
    metric: Metric,
    token: int,
    verb: int,
    form: str,
) -> Number | None:
    """The number with its subject: who owns the metric, else the subject of the verb."""
    subject = _owner(sentence, metric_phrase, last) or _owner(
        sentence, phrase, sentence.stop[phrase] - 1
    )
    if subject is not None and form == "adjacent" and sentence.tags[token] == "#":
        if not {"H", "'"}.isdisjoint(sentence.tags[sentence.first[phrase] : token]):
            verb = -1  # "will cut a third of its 300 jobs": they are there, whatever happens
    if subject is None and verb >= 0 and form != "change":
        other_verb = sentence.verb_at(verb)
        raised = metric.name == "valuation" and other_verb.lemma in _RAISE
        if (other_verb.lemma in _HAVE or raised) and not other_verb.passive:
            found = in_role(sentence, verb, "A")
            subject = found[0] if len(found) == 1 else None
    if subject is None:
        subject = _with(sentence, phrase) if form != "change" else _topic(sentence, phrase)
    if subject is None:
        return None
    first = last
    while first > sentence.first[metric_phrase] and sentence.tags[first - 1] in "NA":
        first -= 1
    span = sentence.start[first], sentence.end[last]
    if sentence.tags[last] == "#" and form == "of":
        span = (
            sentence.start[last],
            sentence.start[last] + len(sentence.words[last].partition(" ")[0]),
        )
    elif sentence.tags[last] == "#":
        span = sentence.end[last] - len(sentence.words[last].rsplit(" ", 1)[-1]), sentence.end[last]
    return Number(
        subject,
        metric.name,
        _kind(sentence, verb, metric_phrase, phrase),
        sentence.literal[token],
        span,
        verb if verb >= 0 else phrase,
        form,
    )


def _owner(sentence: Sentence, phrase: int, last: int) -> Arg | None:
    owner = possessor_of(sentence, phrase, last)
    if owner is None:
        owner = modifier_of(sentence, phrase, last)
    if owner is None:
        following = sentence.right[phrase]
        if following + 1 < sentence.size and sentence.kinds[following] == "I":
            if sentence.first_word(following) in ("of", "at", "for"):
                other = (
                    arg_of(sentence, following + 1)
                    if sentence.kinds[following + 1] == "N"
                    else None
                )
                if other is not None and other.mention >= 0:
                    owner = other
    if owner is not None and owner.types & {"Organization", "Product"}:
        return owner
    return None


def _with(sentence: Sentence, phrase: int) -> Arg | None:
    """The organisation in "Acme, with its 300 employees, …", "a bank with a staff of 300 …"."""
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) != "I" or sentence.first_word(previous) != "with":
        return None
    before = sentence.left[previous]
    if before < 0:  # "With 300 employees, X is small"
        verb_phrase, comma = sentence.next_verb(phrase), sentence.right[phrase]
        if verb_phrase < 0 or sentence.kind_at(comma) != ",":
            return None
        before = sentence.verb_at(verb_phrase).subject
        return (
            arg_of(sentence, before)
            if before > phrase and "Organization" in arg_of(sentence, before).types
            else None
        )
    if sentence.kinds[before] == ",":
        before = sentence.left[before]
    if sentence.kind_at(before) == "N":
        arg = arg_of(sentence, before)
        indefinite = sentence.first_word(before) in ("a", "an") and sentence.left[before] < 0
        if arg.types & {"Organization"} and (arg.mention >= 0 or indefinite):
            return arg
    return None


def _topic(sentence: Sentence, phrase: int) -> Arg | None:
    """Whose "Net profit was" is, where a sentence begins so: that of the sentences before."""
    topic = sentence.context.topic
    if topic is None or phrase != 0 or not set(sentence.tags_of(phrase)) <= {"N", "A"}:
        return None
    return topic if 0 <= sentence.start[0] - topic.end < _TOPIC_REACH else None


def _kind(sentence: Sentence, verb: int, metric_phrase: int, phrase: int) -> str:
    """Whether the number is actual, a target or a forecast."""
    around = {*sentence.words_of(metric_phrase)}
    around |= {*sentence.words_of(phrase)}
    lemmas = set()
    hints = 0
    if verb >= 0:
        other_verb = sentence.verb_at(verb)
        lemmas = {other_verb.lemma, *(lemma for lemma, _ in other_verb.chain)}
        hints = other_verb.hints
    if around & {"target", "targets", "goal", "goals"} or lemmas & _TARGET:
        return "target"
    if around & {"forecast", "forecasts", "guidance", "outlook", "estimate", "estimates"}:
        return "forecast"
    if lemmas & (_FORECAST - {"see"}) or hints & (PLANNED | WOULD | POSSIBLE):
        return "forecast"
    return "actual"
