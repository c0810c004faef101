"""What is counted: "employs 300 people", "has 5 million users", "a staff of 50"."""

from __future__ import annotations

from factpack.extract.claims.measures.links import behind, governor
from factpack.extract.claims.measures.metrics import may_measure
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.owners import actor_of, owner_of, thing_of, with_owner
from factpack.extract.claims.measures.readings.things import (
    read_dimension,
    read_named,
    read_part,
    read_thing,
)
from factpack.extract.claims.roles.arguments.arguments import arg_of, token_arg
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.measure_words import load_words
from factpack.vocabulary import load_vocabulary

_PEOPLE = "people"
_BODY = "of"
_RATES = [[word, time] for word in ("a", "per", "each") for time in ("day", "week", "month")]


def read_count(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The metric of the count at `token` of a phrase; None where it is none, or a part."""
    words = load_words()
    last = sentence.stop[phrase] - 1
    dimension = read_dimension(sentence, phrase, token)
    dimension = dimension or read_part(sentence, phrase, token)
    if dimension is not None:
        return dimension
    if token + 1 == last and sentence.words[last] in words.everywhere:
        last = token
    if token < last and sentence.tags[token + 1] == "E":
        return _measure_before(sentence, phrase, token) or read_named(sentence, phrase, token)
    if token == last:
        inside = sentence.words[token].split(" ")
        if _BODY in inside and inside[0] in ("staff", "workforce", "headcount"):
            return _body(sentence, phrase, token, inside[0])
        noun, before = inside[-1].lstrip("0123456789.,"), inside[:-1]
    elif sentence.tags[last] == "N" and set(sentence.tags[token + 1 : last]) <= set("NA"):
        noun, before = (
            sentence.words[last],
            sentence.words[token + 1 : last] + sentence.words[token].split(" ")[1:],
        )
    else:
        return None
    if noun in ("people", "employees", "workers", "staff", "users", "customers", "viewers"):
        found = _at_work(sentence, phrase, token) or _used_by(sentence, phrase, token)
        if found is not None:
            return found
    partial = load_words().partial & {*_behind_number(before)}
    if _is_part(sentence, phrase, token):
        return None
    if partial:  # "200 new features" may be all that it has, "500 new employees" are not
        return read_thing(sentence, phrase, token, noun) if partial == {"new"} else None
    for metric in _metrics(noun):
        found = _owned(sentence, phrase, token, metric, noun)
        if found is not None:
            return found
    return read_thing(sentence, phrase, token, noun)


def _at_work(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The staff of X in "some 300 people work at X"."""
    following = sentence.right[phrase]
    verb = sentence.verb_of(following)
    if verb is None or verb.subject != phrase or verb.form != "finite":
        return None
    metric = load_words().done_by_many.get(verb.lemma)
    if metric is not None and not verb.passive:
        place = sentence.right[following]
        if sentence.kind_at(place) != "N":
            return None
        thing = thing_of(sentence, place) or arg_of(sentence, place)
        if thing.types.isdisjoint(_USED):
            return None
        words = _noun(sentence, phrase, token)
        return make(sentence, "count", thing, metric, phrase, words=words, verb=following)
    word, place = behind(sentence, sentence.right[following])
    employed = verb.passive and verb.lemma in load_words().employing and word == "by"
    if not employed and (verb.lemma != "work" or word not in ("at", "for")):
        return None
    arg = arg_of(sentence, place)
    if arg is None or arg.mention < 0 or arg.types != ONLY["Organization"]:
        return None
    if sentence.stop[place] - sentence.first[place] > 1:
        return None
    words = _noun(sentence, phrase, token)
    return make(
        sentence, "count", arg, "employees", phrase, words=words, named=phrase, verb=following
    )


def _used_by(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The users of X in "X is used by 5 million people", the visitors, the viewers."""
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) != "I" or sentence.first_word(previous) != "by":
        return None
    verb = sentence.verb_of(sentence.left[previous])
    metric = load_words().done_by_many.get(verb.lemma) if verb is not None else None
    if verb is None or metric is None or not verb.passive:
        return None
    found = in_role(sentence, sentence.left[previous], "patient")
    if len(found) != 1 or found[0].types.isdisjoint(_USED):
        return None
    words, group = _noun(sentence, phrase, token), sentence.left[previous]
    return make(sentence, "count", found[0], metric, phrase, words=words, verb=group)


_USED = frozenset(("Product", "Organization"))


def _behind_number(words: list[str]) -> list[str]:
    """The words of a count behind its number: "300 more staff" has one, "more than 300" none."""
    tags = load_lexicon().tags
    numbers = [i for i, word in enumerate(words) if word[0].isdigit() or tags.get(word) == "#"]
    return words[numbers[-1] + 1 :] if numbers else words


def _metrics(noun: str) -> list[str]:
    """Names of the counted metrics that a noun may stand for."""
    return [
        metric.name
        for metric in load_vocabulary().metrics.values()
        if metric.unit == "count" and noun in metric.synonyms
    ]


def _owned(sentence: Sentence, phrase: int, token: int, metric: str, noun: str) -> Number | None:
    """The count as that of a metric, None where nothing says whose it is."""
    words = load_words()
    verb = governor(sentence, phrase)
    lemma = sentence.verb_at(verb).lemma if verb >= 0 and not sentence.verb_at(verb).passive else ""
    own = words.count_by_metric.get(metric, frozenset())
    owner = owner_of(sentence, phrase, token, sentence.stop[phrase] - 1)
    scope = owner.scope or _inner_scope(sentence, phrase, token)
    if scope is not None and _says_metric(sentence, scope, metric):
        scope = None  # "16 gigabytes of storage"
    subject: Arg | None = None
    name = metric
    if not {"H", "'"}.isdisjoint(sentence.tags[sentence.first[phrase] : token]):
        subject, verb = owner.arg, -1  # "will cut a third of its 300 jobs": they are there
        if noun == _PEOPLE or metric in words.count_closed:
            return None
    elif lemma in own or (lemma in words.count and metric not in words.count_closed):
        if noun != _PEOPLE or lemma == "employ":
            subject = actor_of(sentence, verb)
    elif lemma in words.add | words.lose and metric in words.added:
        subject = actor_of(sentence, verb)
        name = f"{metric}_{'rise' if lemma in words.add else 'fall'}"
    if subject is None and noun != _PEOPLE and metric not in words.count_closed:
        if sentence.first_word(phrase) == "all" and lemma and metric == "employees":
            subject = actor_of(sentence, verb)  # "will train all 300 employees"
            verb = -1
        elif owner.arg is None and not owner.blocked:
            subject = with_owner(sentence, phrase) or _equipped(sentence, phrase, metric)
    if subject is None or not may_measure(metric, subject.types):
        return None
    return make(
        sentence,
        "count",
        subject,
        name,
        phrase,
        words=_noun(sentence, phrase, token),
        named=phrase,
        verb=verb,
        scope=scope,
    )


def _equipped(sentence: Sentence, phrase: int, metric: str) -> Arg | None:
    """The product in "X comes with 16 gigabytes of storage"."""
    previous = sentence.left[phrase]
    if metric not in ("storage", "resolution") or sentence.kind_at(previous) != "I":
        return None
    verb = governor(sentence, previous)
    if sentence.first_word(previous) != "with" or verb < 0:
        return None
    subject = actor_of(sentence, verb)
    return subject if subject is not None and "Product" in subject.types else None


def _noun(sentence: Sentence, phrase: int, token: int) -> tuple[int, int]:
    """Span of the noun that is counted."""
    last = sentence.stop[phrase] - 1
    if token < last and sentence.words[last] not in load_words().everywhere:
        return span(sentence, last, last)
    return sentence.end[token] - len(sentence.words[token].rsplit(" ", 1)[-1]), sentence.end[token]


def _inner_scope(sentence: Sentence, phrase: int, token: int) -> tuple[int, int] | None:
    """The words inside a count that limit it: "women" in "300 women employees"; None: none."""
    last = sentence.stop[phrase] - 1
    plain = load_words().plain
    if token < last:
        first = last
        while first > token + 1 and sentence.words[first - 1] not in plain:
            first -= 1
        return span(sentence, first, last - 1) if first < last else None
    return None


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
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) == "I" and sentence.first_word(previous) in ("in", "of"):
        near = sentence.left[previous]
        if sentence.kind_at(near) in "N#%" and sentence.last_tag(near) in "#%":
            if {"H", "'", "D"}.isdisjoint(before) or sentence.first_word(previous) == "in":
                return True
    following = sentence.right[phrase]
    if sentence.kind_at(following) == "W":
        return True
    if sentence.kind_at(following) == "V":
        verb = sentence.verb_at(following)
        return verb.form != "finite" or (verb.subject == phrase and {"H", "'"}.isdisjoint(before))
    word, noun = behind(sentence, following)
    if sentence.words[sentence.stop[phrase] : sentence.stop[phrase] + 2] in _RATES:
        return True
    if word in ("of", "at", "from", "to"):
        return sentence.kind_at(sentence.right[noun]) == "V"
    return False


def _body(sentence: Sentence, phrase: int, token: int, noun: str) -> Number | None:
    """The noun that counts people by itself: "a staff of 50"."""
    verb = governor(sentence, phrase)
    owner = owner_of(sentence, phrase, token, token)
    subject = owner.arg
    if subject is None and not owner.blocked and verb >= 0:
        if sentence.verb_at(verb).lemma in load_words().count | load_words().have:
            subject = actor_of(sentence, verb)
    if subject is None and not owner.blocked:
        subject = with_owner(sentence, phrase)
    if subject is None or "Organization" not in subject.types:
        return None
    words = sentence.start[token], sentence.start[token] + len(noun)
    return make(
        sentence, "count", subject, "employees", phrase, words=words, named=phrase, verb=verb
    )


def _measure_before(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """A measure before the name of a product: "the 8-ton Orbit", "the 30GB Orbit"."""
    noun = sentence.words[token].rsplit(" ", 1)[-1].lstrip("0123456789.,")
    metrics = {*_metrics(noun), *_metrics(noun + "s")} & {"weight", "storage"}
    if not metrics:
        return None
    subject = token_arg(sentence, token + 1, phrase)
    if "Product" not in subject.types:
        return None
    words = sentence.end[token] - len(noun), sentence.end[token]
    return make(sentence, "count", subject, min(metrics), phrase, words=words, named=phrase)
