"""How far a metric moved, in a noun: "a 5 percent drop in sales", "sales growth of 5 percent"."""

from __future__ import annotations

from factpack.extract.claims.measures.links import behind, governor, is_level
from factpack.extract.claims.measures.metrics import Named, change_of, may_measure, moved
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.owners import Owner, actor_of, owner_of
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words


def read_moved_noun(
    sentence: Sentence, phrase: int, tag: str, place: int, first: int
) -> Number | None:
    """The metric of the number that stands in a phrase, beside the noun of a move.

    Args:
        sentence: the sentence.
        phrase: that of the number.
        tag: of the number.
        place: phrase that the noun of the move ends.
        first: token of that phrase before which the name of the metric does not begin.
    """
    last = sentence.stop[place] - 1
    found = _metric(sentence, phrase, tag, place, first) or _undergone(sentence, tag, place)
    if found is None:
        return None
    metric, at, owner = found
    verb = governor(sentence, place)
    subject = owner.arg
    if subject is None and not owner.blocked and verb >= 0:
        if sentence.verb_at(verb).lemma in load_words().have:
            subject = actor_of(sentence, verb)
    if subject is None or not may_measure(metric.metric.name, subject.types):
        return None
    return make(
        sentence,
        "move",
        subject,
        moved(metric.metric, load_words().moves[sentence.words[last]]),
        phrase,
        words=span(sentence, min(metric.first, last), max(metric.last, last)),
        named=at,
        verb=verb,
        scope=owner.scope,
    )


def _undergone(sentence: Sentence, tag: str, place: int) -> tuple[Named, int, Owner] | None:
    """The metric that is the subject: "its sales saw a 5 percent drop"."""
    verb = sentence.verb_of(sentence.left[place])
    if verb is None or verb.passive or verb.subject < 0 or verb.lemma not in load_words().undergo:
        return None
    following = sentence.right[place]
    if behind(sentence, following)[0] == "in" and sentence.kind_at(following + 1) == "N":
        return None  # "sales saw a 5 percent drop in numbers"
    at = verb.subject
    metric = change_of(sentence, at, tag)
    if metric is None:
        return None
    return metric, at, owner_of(sentence, at, metric.first, min(metric.last, sentence.stop[at] - 1))


def _metric(
    sentence: Sentence, phrase: int, tag: str, place: int, first: int
) -> tuple[Named, int, Owner] | None:
    """The metric that moved, the phrase that names it, and its owner; None: no metric."""
    last = sentence.stop[place] - 1
    if last > first:
        metric = change_of(sentence, place, tag, last - 1)
        if metric is not None and metric.first >= first:
            return metric, place, owner_of(sentence, place, metric.first, metric.last)
    following = sentence.right[place]
    if sentence.kind_at(following) == "I" and following + 1 == phrase:
        following = sentence.right[phrase]
    word, at = behind(sentence, following)
    if sentence.kind_at(following) == "I" and sentence.kind_at(following + 1) == "T":
        if sentence.kind_at(following + 2) == "N":  # "a rise in first-quarter profit"
            word, at = sentence.first_word(following), following + 2
    if word not in ("in", "of") or is_level(sentence, at):
        return None
    metric = change_of(sentence, at, tag)
    if metric is None:
        return None
    owner = owner_of(sentence, at, metric.first, min(metric.last, sentence.stop[at] - 1))
    if owner.arg is None and not owner.blocked:
        outer = owner_of(sentence, place, last, last)
        possessed = not {"'", "H"}.isdisjoint(sentence.tags_of(place))
        owner = Owner(outer.arg, outer.blocked and possessed, owner.scope)
    return metric, at, owner
