"""What a number behind a comma says of the one before: ", up 5 percent", ", or $1.20 a share".

Or what it was before: ", compared with $3 million a year earlier", ", up from $3 million".
"""

from __future__ import annotations

from factpack.extract.claims.measures.dates import date_of_number
from factpack.extract.claims.measures.links import ROUGH, behind, link_of
from factpack.extract.claims.measures.metrics import (
    PER_SHARE,
    change_of,
    may_measure,
    metric_of,
    moved,
    per_share,
)
from factpack.extract.claims.measures.number import Number, make, span, value_in
from factpack.extract.claims.measures.owners.owners import owner_of
from factpack.extract.claims.measures.readings.things import is_bare
from factpack.extract.claims.syntax.phrases.walks import chain_head
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import UNIT_TAGS, load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.vocabulary import load_vocabulary

_AGAINST = word_list("claims", "measures.readings.further.against")
_LOST = word_list("claims", "measures.readings.further.lost")
_EXPECTED = word_list("claims", "measures.readings.further.expected")
_FORECASTERS = word_list("claims", "measures.readings.further.forecasters")
_MARKING = word_list("claims", "measures.readings.further.marking")
_PRICES = frozenset(("price", "share_price", "market_capitalisation"))
_COMPARED = word_list("claims", "measures.readings.further.compared")


def read_further(sentence: Sentence, phrase: int, token: int, before: Number) -> Number | None:
    """The number at `token`, the end of a phrase, as more about the number before it.

    None where it says nothing of it, or where a verb comes between the two.
    """
    near, previous = _phrase_of(sentence, before), sentence.left[phrase]
    if near < 0 or previous < 0 or before.kind == "previous":
        return None
    old = _of_before(sentence, phrase, token, near, before)
    old = old or _foreseen_by_others(sentence, phrase, token, before)
    if old is not None or "V" in sentence.kinds[near:phrase]:
        return old
    metrics, tag = load_vocabulary().metrics, sentence.tags[token]
    value, word = value_in(sentence, phrase), sentence.first_word(previous)
    kind = sentence.kinds[previous]
    level = before.metric.rpartition("_")[0] if before.form == "move" else ""
    if (word == "to" or (word == "at" and level in _PRICES)) and level:
        fits = UNIT_TAGS[metrics[level].unit] == tag
        return before._replace(metric=level, value=value, form="change") if fits else None
    if kind == "C" and word == "or":
        name = PER_SHARE.get(before.metric)
        if per_share(sentence, phrase) and tag == "$" and name is not None:
            return before._replace(metric=name, value=value, form="further")
        if level and tag in ("%", UNIT_TAGS[metrics[level].unit]):
            return before._replace(value=value)  # "fell $3, or 5 percent"
    way, comma = load_words().particles.get(word, ""), sentence.left[previous]
    name = f"{before.metric}_{way}"
    if tag != "%" or sentence.kind_at(comma) != "," or name not in metrics:
        return None
    if before.kind != "actual" or (link_of(sentence, comma - 1).verb < 0 and before.form != "of"):
        return None
    return before._replace(metric=name, value=value, form="further")


def _foreseen_by_others(
    sentence: Sentence, phrase: int, token: int, before: Number
) -> Number | None:
    """What others expected of the number before: "analysts expected $3", "estimates of $3"."""
    if before.form == "move" or before.kind != "actual" or sentence.tags[token] != "$":
        return None
    if load_vocabulary().metrics[before.metric].unit != "money":
        return None
    if per_share(sentence, phrase) and before.metric not in PER_SHARE.values():
        return None
    previous = sentence.left[phrase]
    verb = sentence.verb_of(previous)
    told = False
    if verb is not None and verb.lemma in load_words().forecast and verb.subject >= 0:
        told = not _FORECASTERS.isdisjoint(sentence.words_of(verb.subject))
    elif sentence.preposition_at(previous) in ("of", "for"):
        told = sentence.last_word(sentence.left[previous]) in _EXPECTED
    if not told:
        return None
    noun = behind(sentence, sentence.right[phrase])[1]  # "expected $3 million in sales"
    named = metric_of(sentence, noun, "$") if noun >= 0 else None
    return before._replace(
        metric=before.metric if named is None else named.metric.name,
        value=value_in(sentence, phrase),
        form="further",
        kind="forecast",
        date=date_of_number(sentence, phrase, -1, -1) or before.date,
    )


def read_aside(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """How far a metric moved in an aside: "its shares, down 5 percent this year, closed at"."""
    previous, tag = sentence.left[phrase], sentence.tags[token]
    way = load_words().particles.get(sentence.first_word(previous), "") if previous >= 0 else ""
    comma = sentence.left[previous] if way else -1
    place = sentence.left[comma] if sentence.kind_at(comma) == "," else -1
    if sentence.kind_at(place) != "N":
        return None
    place = chain_head(sentence, place)  # "shares of Acme, down 5 percent"
    named = change_of(sentence, place, tag)
    if named is None or tag not in ("%", UNIT_TAGS[named.metric.unit]):
        return None
    owner = owner_of(sentence, place, named.first)
    if owner.arg is None or not may_measure(named.metric.name, owner.arg.types):
        return None
    words, name = span(sentence, named.first, named.last), moved(named.metric, way)
    return make(
        sentence, "move", owner.arg, name, phrase, words=words, named=place, scope=owner.scope
    )


def read_apposed_move(sentence: Sentence, phrase: int, token: int, before: Number) -> Number | None:
    """How far the metric of the number before moved: ", a 5 percent drop", ", a gain of $3".

    None where the words name another metric, or stand elsewhere.
    """
    place = phrase
    if token == sentence.stop[phrase] - 1:
        joining = sentence.left[phrase]
        if sentence.preposition_at(joining) != "of":
            return None
        place = sentence.left[joining]
    if sentence.kind_at(place) != "N" or sentence.first_tag(place) != "D":
        return None
    noun = sentence.last_word(place)
    way = load_words().moves.get(noun, "")
    if noun in _LOST and before.metric in _PRICES:  # "$310, a $15 loss"
        way = "fall"
    name, comma = f"{before.metric}_{way}", sentence.left[place]
    marking = sentence.verb_of(comma)
    if marking is not None and marking.lemma in _MARKING:
        comma = sentence.left[comma]  # "$310, marking a $15 loss"
    if name not in load_vocabulary().metrics or sentence.kind_at(comma) != ",":
        return None
    near = _phrase_of(sentence, before)
    if near < 0 or not {"V", "N"}.isdisjoint(sentence.kinds[near + 1 : comma]):
        return None
    return before._replace(metric=name, value=sentence.literal[token], form="further")


def _of_before(
    sentence: Sentence, phrase: int, token: int, near: int, before: Number
) -> Number | None:
    """What the number before used to be: "from $3 million", "compared with a loss of $3 million".

    A noun between the two must name a metric; that is the one meant.
    """
    previous, metric = sentence.left[phrase], before.metric
    while sentence.preposition_at(previous) in ROUGH:
        previous = sentence.left[previous]
    if sentence.preposition_at(previous) == "of":
        named = metric_of(sentence, sentence.left[previous], sentence.tags[token])
        if named is None:
            return None
        metric, previous = named.metric.name, sentence.left[sentence.left[previous]]
    elif UNIT_TAGS.get(load_vocabulary().metrics[metric].unit) != sentence.tags[token]:
        return None
    if sentence.tags[token] == "#" and _noun(sentence, phrase) != _noun(sentence, near):
        if not is_bare(_noun(sentence, phrase)):  # but "300 employees, up from 200"
            return None
    if per_share(sentence, phrase) != before.metric.startswith("earnings_per_share"):
        return None
    if not _compares(sentence, near, previous):
        return None
    date = date_of_number(sentence, phrase, -1, -1, old=True)
    kind = "previous" if date is None else "actual"
    value = value_in(sentence, phrase)
    return before._replace(metric=metric, value=value, form="further", date=date, kind=kind)


def _compares(sentence: Sentence, near: int, place: int) -> bool:
    """Whether the words that end at phrase `place` set a value against that at phrase `near`."""
    if sentence.kind_at(place) not in "It":
        return False
    word, lead = sentence.first_word(place), sentence.left[place]
    if word in ("with", "to"):
        if sentence.kind_at(lead) != "V" or sentence.verb_at(lead).lemma not in _COMPARED:
            return False
        lead = sentence.left[lead]
    elif word == "from":  # but not "rose to $3 from $2", which hangs on the verb
        if sentence.first_word(lead) not in load_words().particles:
            return False
        lead = sentence.left[lead]
    elif word not in _AGAINST:
        return False
    return 0 <= near < place and "V" not in sentence.kinds[near : lead + 1]


def _noun(sentence: Sentence, phrase: int) -> str:
    """The noun that a phrase ends in, inside a count too."""
    return sentence.last_word(phrase).rsplit(" ", 1)[-1]


def _phrase_of(sentence: Sentence, number: Number) -> int:
    """The phrase in which the value of a number stands, -1 where it cannot be found."""
    for phrase in range(sentence.size):
        if sentence.kinds[phrase] == "N" and value_in(sentence, phrase) == number.value:
            return phrase
    return -1
