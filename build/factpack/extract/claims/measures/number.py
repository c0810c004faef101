"""What a number measures, as the readers of this folder hand it on."""

from __future__ import annotations

from typing import NamedTuple

from factpack.extract.claims.measures.dates import Dated, date_of_number
from factpack.extract.claims.roles.arguments.arguments import arg_of
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.modality import PLANNED, POSSIBLE, WOULD
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words


class Number(NamedTuple):
    """A metric with its value.

    Attributes:
        subject: whose it is.
        metric: name in the vocabulary.
        kind: actual, previous (of before, at a time that is not said), target or forecast.
        value: index of the literal.
        words: span of the words that name the metric.
        at: phrase to take the hints from.
        form: which way of putting it: a key of the rules.
        scope: span of the words that limit it to a part, None where nothing does.
        date: when it held, None where the words do not say.
        by_deal: whether a deal sets the value: "the round values X at $3 billion".
    """

    subject: Arg
    metric: str
    kind: str
    value: int
    words: tuple[int, int]
    at: int
    form: str
    scope: tuple[int, int] | None = None
    date: Dated | None = None
    by_deal: bool = False


def make(
    sentence: Sentence,
    form: str,
    subject: Arg | None,
    metric: str,
    phrase: int,
    *,
    words: tuple[int, int] | None = None,
    named: int = -1,
    verb: int = -1,
    scope: tuple[int, int] | None = None,
    old: bool = False,
    kind: str = "",
    by_deal: bool = False,
) -> Number | None:
    """The number that ends phrase `phrase`, or stands in it, with its kind and its date.

    Args:
        sentence: the sentence.
        form: see `Number`.
        subject: see `Number`; without one there is no number.
        metric: see `Number`.
        phrase: phrase of the number.
        words: see `Number`; the verb itself by default.
        named: phrase that names the metric, -1: a verb does.
        verb: verb group that states it, -1: none.
        scope: see `Number`.
        old: whether it is the value of before.
        kind: see `Number`; by default what the words say.
        by_deal: see `Number`.
    """
    if subject is None:
        return None
    if words is None:
        words = sentence.span(sentence.verb_at(verb).at)
    if scope is None and not metric.startswith(("share_price", "price")):
        scope = _place_behind(sentence, phrase)
    kind = kind or kind_of(sentence, verb, named, phrase)
    date = date_of_number(sentence, phrase, named, verb, old=old)
    if old:  # its own time tells it from what is, else the kind does
        kind = "actual" if date is not None else "previous"
    at = verb if verb >= 0 else phrase
    value = value_in(sentence, phrase)
    return Number(subject, metric, kind, value, words, at, form, scope, date, by_deal)


def _place_behind(sentence: Sentence, phrase: int) -> tuple[int, int] | None:
    """The place that a number is limited to: "a market share of 30 percent in Norland"."""
    following = sentence.right[phrase]
    if sentence.kind_at(following) != "I" or sentence.kind_at(following + 1) != "N":
        return None
    other = arg_of(sentence, following + 1)
    if sentence.first_word(following) != "in" or other.types != ONLY["Place"]:
        return None
    goes_on = sentence.kind_at(sentence.right[following + 1]) == "C"
    return None if goes_on else (other.start, other.end)


def value_in(sentence: Sentence, phrase: int) -> int:
    """Index of the literal in phrase `phrase`, -1: none."""
    for token in range(sentence.first[phrase], sentence.stop[phrase]):
        if sentence.tags[token] in "$#%" and sentence.literal[token] >= 0:
            return sentence.literal[token]
    return -1


def span(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Characters from unit `first` to the end of unit `last`."""
    return sentence.start[first], sentence.end[last]


def kind_of(sentence: Sentence, verb: int, named: int, phrase: int) -> str:
    """Whether a number is actual, a target or a forecast."""
    words = load_words()
    around = {*sentence.words_of(phrase)}
    if named >= 0:
        around |= {*sentence.words_of(named)}
    lemmas: set[str] = set()
    hints = 0
    if verb >= 0:
        group = sentence.verb_at(verb)
        lemmas = {group.lemma, *(lemma for lemma, _ in group.chain)}
        hints = group.hints
    if not around.isdisjoint(words.target_nouns) or lemmas & words.target:
        return "target"
    if not around.isdisjoint(words.forecast_nouns) or not around.isdisjoint(words.expected):
        return "forecast"
    if verb >= 0 and sentence.words[sentence.verb_at(verb).at] in ("see", "sees", "seeing"):
        return "forecast"  # "X sees profit of", but "saw"
    if lemmas & words.forecast or hints & (PLANNED | WOULD | POSSIBLE):
        return "forecast"
    return "actual"
