"""What is counted: "employs 300 people", "has 5 million users", "contains 900 files".

Also what a length or a part measures: "9 millimetres thick", "a 3-inch screen".
"""

from __future__ import annotations

from factpack.extract.claims.measures.links import behind, governor
from factpack.extract.claims.measures.metrics import may_measure
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.owners import THING, actor_of, owner_of, with_owner
from factpack.extract.claims.measures.readings.standing import (
    downloaded,
    employer_of,
    holder_of,
    is_object,
    used,
)
from factpack.extract.claims.measures.readings.things import (
    counted_by,
    is_bare,
    is_small,
    noun_of,
    read_thing,
)
from factpack.extract.claims.roles.arguments.arguments import arg_of, token_arg
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.vocabulary import load_vocabulary

_PEOPLE = "people"
_BODIES = word_list("claims", "measures.readings.counts.bodies")
_FITTED = word_list("claims", "measures.readings.counts.fitted")
_RATES = word_list("claims", "measures.readings.counts.rates")


def read_count(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The metric of the count at `token` of a phrase; None where it is none, or a part."""
    last = sentence.stop[phrase] - 1
    measured = _dimension(sentence, phrase, token) or _part(sentence, phrase, token)
    if measured is not None:
        return measured
    if token < last and sentence.tags[token + 1] == "E":
        return _measure_before(sentence, phrase, token) or _sold(sentence, phrase, token)
    inside = sentence.words[token].split(" ")
    if token + 1 == last and sentence.words[last] in load_words().everywhere:
        last = token  # "2 million users worldwide"
    if token == last and inside[0] in _BODIES and inside[1:2] == ["of"]:
        return _owned(sentence, phrase, token, "employees", inside[0])  # "a staff of about 50"
    if token == last:
        noun, before = inside[-1].lstrip("0123456789.,"), inside[:-1]
    elif sentence.tags[last] == "N" and set(sentence.tags[token + 1 : last]) <= set("NA"):
        noun, before = sentence.words[last], sentence.words[token + 1 : last] + inside[1:]
    else:
        return None
    if is_bare(noun):
        return _employed(sentence, phrase)
    if noun == _PEOPLE:
        found = _done_by(sentence, phrase, token)
        if found is not None:
            return found
        by_many = used(sentence, phrase)
        if by_many is not None:
            thing, metric = by_many
            return make(
                sentence, "count", thing, metric, phrase, words=noun_of(sentence, phrase, token)
            )
        served = _served(sentence, phrase, token)
        if served is not None:
            return served
        employer, at = employer_of(sentence, phrase), noun_of(sentence, phrase, token)
        if employer is not None:
            verb = governor(sentence, phrase)
            return make(sentence, "count", employer, "employees", phrase, words=at, verb=verb)
    if noun == "times":
        loaded, at = downloaded(sentence, phrase), noun_of(sentence, phrase, token)
        verb = sentence.left[phrase]
        return make(sentence, "count", loaded, "downloads", phrase, words=at, verb=verb)
    if _is_part(sentence, phrase, token):
        return None
    partial = load_words().partial & {*_behind_number(before)}
    if partial:  # "200 new features" may be all that it has, "500 new employees" are not
        return read_thing(sentence, phrase, token, noun) if partial == {"new"} else None
    for metric in counted_by(noun):
        found = _owned(sentence, phrase, token, metric, noun)
        if found is not None:
            return found
    return read_thing(sentence, phrase, token, noun)


def _served(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """For how many somebody does something: "flew 9 million people", "serves 3 million people"."""
    verb = governor(sentence, phrase)
    metric = load_words().done_for_people.get(sentence.verb_at(verb).lemma) if verb >= 0 else None
    if metric is None or not is_object(sentence, verb, phrase) or _is_part(sentence, phrase, token):
        return None
    at, subject = noun_of(sentence, phrase, token), actor_of(sentence, verb, "Organization")
    return make(sentence, "count", subject, metric, phrase, words=at, named=phrase, verb=verb)


def _employed(sentence: Sentence, phrase: int) -> Number | None:
    """The staff of X in "X employs 300"; None: another verb."""
    verb = governor(sentence, phrase)
    if verb < 0 or sentence.verb_at(verb).lemma != "employ":
        return None
    subject = actor_of(sentence, verb, "Organization")
    return make(sentence, "count", subject, "employees", phrase, verb=verb)


def _dimension(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """What a length measures: "is 9 millimetres thick"; None: no adjective says it."""
    words, verb = load_words(), governor(sentence, phrase)
    if verb < 0 or sentence.words[token].rsplit(" ", 1)[-1] not in words.lengths:
        return None
    after = sentence.words[token + 1 : token + 2]  # in the phrase, or an adjective behind it
    metric = words.dimensions.get(after[0]) if after else None
    if metric is None or token + 1 < sentence.stop[phrase] - 1:
        return None
    at, subject = sentence.span(token + 1), actor_of(sentence, verb)
    return make(sentence, "count", subject, metric, phrase, words=at, verb=verb)


def _part(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """What the measure of a part says of the product: "has a 3-inch screen"."""
    last, verb = sentence.stop[phrase] - 1, governor(sentence, phrase)
    unit = sentence.words[token].replace("-", " ").rsplit(" ", 1)[-1].lstrip("0123456789.,")
    metric = load_words().parts.get((sentence.words[last], unit))
    if metric is None or token == last or verb < 0:
        return None
    if sentence.verb_at(verb).lemma not in load_words().comprise | _FITTED:
        return None  # "costs $3 for the 16GB model"
    at, subject = sentence.span(last), actor_of(sentence, verb, "Product")
    return make(sentence, "count", subject, metric, phrase, words=at, named=phrase, verb=verb)


def _measure_before(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """A measure before the name of a product: "the 8-ton Orbit", "the 30GB Orbit"."""
    noun = sentence.words[token].rsplit(" ", 1)[-1].lstrip("0123456789.,")
    metrics = {*counted_by(noun), *counted_by(noun + "s")} & {"weight", "storage"}
    subject = token_arg(sentence, token + 1, phrase)
    if not metrics or "Product" not in subject.types:
        return None
    words = sentence.end[token] - len(noun), sentence.end[token]
    return make(sentence, "count", subject, min(metrics), phrase, words=words, named=phrase)


def _sold(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """How many of a product were sold: "sold 3 million Orbit phones"."""
    product, verb = token_arg(sentence, token + 1, phrase), governor(sentence, phrase)
    if is_small(sentence.words[token]) or product.types.isdisjoint(THING) or verb < 0:
        return None
    if sentence.verb_at(verb).lemma not in load_words().selling:
        return None
    at = span(sentence, token + 1, sentence.stop[phrase] - 1)
    subject = actor_of(sentence, verb, "Organization")
    return make(
        sentence,
        "count",
        subject,
        "units_sold",
        phrase,
        words=at,
        named=phrase,
        verb=verb,
        scope=at,
    )


def _done_by(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The users of X in "5 million people use X", the staff in "300 people are employed by X"."""
    following = sentence.right[phrase]
    verb = sentence.verb_of(following)
    if verb is None or verb.subject != phrase or verb.form != "finite":
        return None
    metric, place = load_words().done_by_many.get(verb.lemma), sentence.right[following]
    word, employer = behind(sentence, place)
    if word in load_words().employing.get(verb.lemma, "").split():
        metric, place = "employees", employer
    elif verb.passive:
        return None
    if metric is None or sentence.kind_at(place) != "N":
        return None
    thing, words = arg_of(sentence, place), noun_of(sentence, phrase, token)
    if thing.types.isdisjoint(THING):
        return None
    return make(sentence, "count", thing, metric, phrase, words=words, verb=following)


def _behind_number(words: list[str]) -> list[str]:
    """The words of a count behind its number: "300 more staff" has one, "more than 300" none."""
    tags = load_lexicon().tags
    numbers = [i for i, word in enumerate(words) if word[0].isdigit() or tags.get(word) == "#"]
    return words[numbers[-1] + 1 :] if numbers else words


def _owned(sentence: Sentence, phrase: int, token: int, metric: str, noun: str) -> Number | None:
    """The count as that of a metric, None where nothing says whose it is."""
    words, verb = load_words(), governor(sentence, phrase)
    lemma = sentence.verb_at(verb).lemma if verb >= 0 and not sentence.verb_at(verb).passive else ""
    lemma, closed = lemma.replace(" ", "-"), metric in words.count_closed
    owner = owner_of(sentence, phrase, token)
    scope = owner.scope
    if scope is not None and _says_metric(sentence, scope, metric):
        scope = None  # "16 gigabytes of storage"
    subject: Arg | None = None
    name = metric
    if not {"H", "'"}.isdisjoint(sentence.tags[sentence.first[phrase] : token]):
        if closed:
            return None
        subject, verb = owner.arg, -1  # "will cut a third of its 300 jobs": they are there
    elif lemma in words.count_by_metric.get(metric, ()) or (lemma in words.count and not closed):
        if noun != _PEOPLE or lemma == "employ":
            subject = actor_of(sentence, verb)
    elif lemma in words.add | words.lose and metric in words.added:
        subject = actor_of(sentence, verb)
        name = f"{metric}_{'rise' if lemma in words.add else 'fall'}"
    if subject is None and noun != _PEOPLE and not closed:
        if sentence.first_word(phrase) == "all" and metric == "employees":
            subject, verb = actor_of(sentence, verb), -1  # "will train all 300 employees"
        elif owner.arg is None and not owner.blocked:
            subject = with_owner(sentence, phrase) or holder_of(sentence, phrase)
    if subject is None or not may_measure(metric, subject.types):
        return None
    at = noun_of(sentence, phrase, token)
    return make(
        sentence, "count", subject, name, phrase, words=at, named=phrase, verb=verb, scope=scope
    )


def _says_metric(sentence: Sentence, scope: tuple[int, int], metric: str) -> bool:
    """Whether words that seem to limit a metric only name it."""
    inside = zip(sentence.start, sentence.end, sentence.words, strict=True)
    words = [word for start, end, word in inside if scope[0] <= start and end <= scope[1]]
    return " ".join(words) in load_vocabulary().metrics[metric].synonyms


def _is_part(sentence: Sentence, phrase: int, token: int) -> bool:
    """Whether the count is a part of something, or one that more is said of.

    "300 of its employees", "300 employees of X left", "one in three people", "300 people who".
    """
    before = sentence.tags[sentence.first[phrase] : token]
    if not {"#", "$", "%"}.isdisjoint(before):
        return True  # "1 pound 9 ounces"
    previous, following = sentence.left[phrase], sentence.right[phrase]
    if sentence.preposition_at(previous) in ("in", "of"):
        near = sentence.left[previous]
        if sentence.kind_at(near) in "N#%" and sentence.last_tag(near) in "#%":
            if {"H", "'", "D"}.isdisjoint(before):
                return True
    if sentence.kind_at(following) == "W":
        return True
    verb = sentence.verb_of(following)
    if verb is not None:
        return verb.form != "finite" or (verb.subject == phrase and {"H", "'"}.isdisjoint(before))
    after = sentence.words[sentence.stop[phrase] : sentence.stop[phrase] + 2]
    word, noun = behind(sentence, following)
    limited = word in ("of", "at", "from", "to") and sentence.kind_at(sentence.right[noun]) == "V"
    return limited or " ".join(after) in _RATES
