"""What a number behind a comma says of the one before: ", up 5 percent", ", or $1.20 a share".

Or what it was before: ", compared with $3 million a year earlier", ", up from $3 million".
"""

from __future__ import annotations

from factpack.extract.claims.measures.dates import date_of_number
from factpack.extract.claims.measures.links import ROUGH, link_of
from factpack.extract.claims.measures.metrics import metric_of, per_share
from factpack.extract.claims.measures.number import Number, make, span, value_in
from factpack.extract.claims.measures.owners.owners import owner_of
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import UNIT_TAGS, load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.vocabulary import load_vocabulary


def read_further(sentence: Sentence, phrase: int, token: int, before: Number) -> Number | None:
    """The number at `token`, the end of a phrase, as more about the number before it.

    None where it says nothing of it, or where a verb comes between the two.
    """
    near = _phrase_of(sentence, before)
    previous = sentence.left[phrase]
    if near < 0 or previous < 0 or before.kind == "previous":
        return None
    old = _of_before(sentence, phrase, token, near, before)
    if old is not None:
        return old
    foreseen = _foreseen_by_others(sentence, phrase, token, before)
    if foreseen is not None:
        return foreseen
    if "V" in sentence.kinds[near:phrase]:
        return None
    while sentence.kind_at(previous) == "I" and sentence.first_word(previous) in ROUGH:
        previous = sentence.left[previous]
    word = sentence.first_word(previous)
    if word == "to" and before.form == "move":
        metric = load_vocabulary().metrics[before.metric.rpartition("_")[0]]
        if UNIT_TAGS[metric.unit] != sentence.tags[token]:
            return None
        return before._replace(metric=metric.name, value=value_in(sentence, phrase), form="change")
    if per_share(sentence, phrase) and sentence.tags[token] == "$":
        joined = sentence.kinds[previous] == "C" and word == "or"
        name = _PER_SHARE.get(before.metric)
        if joined and name is not None:
            return before._replace(metric=name, value=value_in(sentence, phrase), form="further")
        return None
    if before.kind != "actual":
        return None
    if word == "or" and sentence.kinds[previous] == "C" and before.form == "move":
        unit = load_vocabulary().metrics[before.metric.rpartition("_")[0]].unit
        fits = sentence.tags[token] in ("%", UNIT_TAGS[unit])
        if not fits or sentence.kind_at(sentence.left[previous]) != ",":
            return None
        return before._replace(value=value_in(sentence, phrase))  # "fell $3, or 5 percent"
    way = load_words().particles.get(word, "")
    if not way or sentence.tags[token] != "%" or sentence.kinds[previous] not in "IRA":
        return None
    comma = sentence.left[previous]
    name = f"{before.metric}_{way}"
    if comma < 0 or sentence.kinds[comma] != "," or name not in load_vocabulary().metrics:
        return None
    if link_of(sentence, comma - 1).verb < 0 and before.form != "of":
        return None
    return before._replace(metric=name, value=value_in(sentence, phrase), form="further")


def _foreseen_by_others(
    sentence: Sentence, phrase: int, token: int, before: Number
) -> Number | None:
    """What others expected of the number before: "analysts expected $3", "estimates of $3"."""
    if before.form == "move" or before.kind != "actual":
        return None
    metric = load_vocabulary().metrics[before.metric]
    if metric.unit != "money" or sentence.tags[token] != "$":
        return None
    shares = before.metric in ("earnings_per_share", "loss_per_share")
    if not shares and per_share(sentence, phrase):
        return None
    previous = sentence.left[phrase]
    verb = sentence.verb_of(previous)
    told = False
    if verb is not None and verb.lemma in load_words().forecast and verb.subject >= 0:
        told = not _FORECASTERS.isdisjoint(sentence.words_of(verb.subject))
    elif sentence.kind_at(previous) == "I" and sentence.first_word(previous) in ("of", "for"):
        place = sentence.left[previous]
        told = sentence.kind_at(place) == "N" and sentence.last_word(place) in _EXPECTED
    if not told:
        return None
    return before._replace(value=value_in(sentence, phrase), form="further", kind="forecast")


_FORECASTERS = word_list("claims", "measures.readings.further.forecasters")
_EXPECTED = word_list("claims", "measures.readings.further.expected")


def read_apposed_move(sentence: Sentence, phrase: int, token: int, before: Number) -> Number | None:
    """How far the metric of the number before moved: ", a 5 percent drop", ", a gain of $3".

    None where the words name another metric, or stand elsewhere.
    """
    words = load_words()
    place = phrase
    if token == sentence.stop[phrase] - 1:
        joining = sentence.left[phrase]
        if sentence.kind_at(joining) != "I" or sentence.first_word(joining) != "of":
            return None
        place = sentence.left[joining]
    elif sentence.stop[phrase] - token != 2:
        return None
    if sentence.kind_at(place) != "N" or sentence.first_tag(place) != "D":
        return None
    noun = sentence.last_word(place)
    way = words.moves.get(noun) or (_LOST.get(noun, "") if before.metric in _PRICES else "")
    lead = sentence.left[place]
    verb = sentence.verb_of(lead)
    if verb is not None and verb.lemma in ("mark", "represent"):
        lead = sentence.left[lead]
    near = _phrase_of(sentence, before)
    name = f"{before.metric}_{way}"
    metric = load_vocabulary().metrics.get(name)
    if metric is None or near < 0 or sentence.kind_at(lead) != "," or before.kind != "actual":
        return None
    if "V" in sentence.kinds[near:lead] or "N" in sentence.kinds[near + 1 : lead]:
        return None
    tag = sentence.tags[token]
    if tag != "%" and UNIT_TAGS[load_vocabulary().metrics[before.metric].unit] != tag:
        return None
    return before._replace(metric=name, value=sentence.literal[token], form="further")


_PER_SHARE = {
    "profit": "earnings_per_share",
    "operating_profit": "earnings_per_share",
    "loss": "loss_per_share",
}


def read_aside(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """How far shares moved in an aside: "its shares, down 5 percent this year, closed at"."""
    previous = sentence.left[phrase]
    way = load_words().particles.get(sentence.first_word(previous), "") if previous >= 0 else ""
    comma = sentence.left[previous] if way else -1
    place = sentence.left[comma] if sentence.kind_at(comma) == "," else -1
    if sentence.tags[token] != "%" or sentence.kind_at(place) != "N":
        return None
    named = metric_of(sentence, place, "")
    if named is None or named.metric.name != "share_price":
        return None
    last = min(named.last, sentence.stop[place] - 1)
    owner = owner_of(sentence, place, max(named.first, sentence.first[place]), last)
    if owner.arg is None or "Organization" not in owner.arg.types:
        return None
    words = span(sentence, named.first, named.last)
    name = f"share_price_{way}"
    return make(sentence, "move", owner.arg, name, phrase, words=words, named=place)


_LOST = {"loss": "fall"}
_PRICES = ("price", "share_price", "market_capitalisation")


def _of_before(
    sentence: Sentence, phrase: int, token: int, near: int, before: Number
) -> Number | None:
    """What the number before used to be: "from $3 million", "compared with a loss of $3 million".

    A noun between the two must name a metric; that is the one meant.
    """
    unit = load_vocabulary().metrics[before.metric].unit
    previous = sentence.left[phrase]
    while sentence.kind_at(previous) == "I" and sentence.first_word(previous) in ROUGH:
        previous = sentence.left[previous]
    metric = before.metric
    if sentence.kind_at(previous) == "I" and sentence.first_word(previous) == "of":
        named = metric_of(sentence, sentence.left[previous], sentence.tags[token])
        if named is None:
            return None
        metric, previous = named.metric.name, sentence.left[sentence.left[previous]]
    elif UNIT_TAGS.get(unit) != sentence.tags[token]:
        return None
    if sentence.tags[token] == "#" and _noun(sentence, phrase) != _noun(sentence, near):
        return None
    if per_share(sentence, phrase) != before.metric.startswith("earnings_per_share"):
        return None
    if not _compares(sentence, near, previous):
        return None
    date = date_of_number(sentence, phrase, -1, -1, old=True)
    return before._replace(
        metric=metric,
        value=value_in(sentence, phrase),
        form="further",
        date=date,
        kind="previous" if date is None else "actual",
    )


def _compares(sentence: Sentence, near: int, place: int) -> bool:
    """Whether the words that end at phrase `place` set a value against that at phrase `near`."""
    if sentence.kind_at(place) not in "It":
        return False
    word = sentence.first_word(place)
    lead = sentence.left[place]
    if word in ("with", "to"):
        verb = sentence.verb_of(lead)
        if verb is None or verb.lemma != "compare":
            return False
        lead = sentence.left[lead]
    elif word == "from":
        if sentence.first_word(lead) in load_words().particles:
            lead = sentence.left[lead]
        elif sentence.kind_at(lead) != ",":
            return False  # it hangs on the verb: "rose to $3 from $2"
    elif word not in _AGAINST:
        return False
    return 0 <= near < place and "V" not in sentence.kinds[near : lead + 1]


def _noun(sentence: Sentence, phrase: int) -> str:
    """The noun that a phrase ends in, inside a count too."""
    return sentence.last_word(phrase).rsplit(" ", 1)[-1]


_AGAINST = word_list("claims", "measures.readings.further.against")


def _phrase_of(sentence: Sentence, number: Number) -> int:
    """The phrase in which the value of a number stands, -1 where it cannot be found."""
    for phrase in range(sentence.size):
        if sentence.kinds[phrase] == "N" and value_in(sentence, phrase) == number.value:
            return phrase
    return -1
