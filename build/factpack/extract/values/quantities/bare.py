"""Counts without a noun behind the number: "employs 300", "headcount rose to 340 from 290".

What is counted is said before: a noun that is always counted, or a verb. Between that word and the
number stand only words of moving and standing, times, names and other numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values import numbers as nb
from factpack.extract.values.bounds import Bounds
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.quantities.numbered import Reading

_NUMBER = nb.grammar("[<SMALL><YEAR><NUMBER>](?:<DASH>?<SCALE>|<SHORT_SCALE>)?")
_SHARE_OF = nb.grammar("<OF>?[<SMALL><NUMBER>]")
_COUNTED = word_list("values", "quantities.bare.counted")
_GOODS = word_list("values", "quantities.bare.goods")
"""Nouns that count things sold or made, or the money for them: millions may be of either."""
_EMPLOYING = word_list("values", "quantities.bare.employing")
_BETWEEN = word_list("values", "quantities.bare.between")
_VAGUE = word_list("values", "quantities.bare.vague")
_AFTER = word_list("values", "quantities.bare.after")
_MARKS = frozenset((".", ",", ";", ":", ")", "(", '"', "”", "–", "—", "!", "?"))
_TIMES = lx.UNIT + lx.LAST + lx.NEXT + lx.THIS + lx.IN + lx.YEAR + lx.MONTH + lx.WEEKDAY
_TIMES += lx.QUARTER + lx.QUARTER_CODE + lx.PERCENT + lx.TODAY + lx.EARLIER + lx.A + lx.THE + lx.TO
_REACH = 14


def bare_counts(tokens: Tokens, codes: str) -> Iterator[Reading]:
    """Every such count, in order; `codes` are blanked where other values stand."""
    spoken = _forms(*_COUNTED, *_EMPLOYING)
    if spoken.isdisjoint(tokens.words):
        return
    free = 0
    for at, word in enumerate(tokens.words):
        if at >= free and word in spoken:
            for reading in _behind(tokens, codes, at, word.lower()):
                free = reading[1]
                yield reading


def _forms(*words: str) -> frozenset[str]:
    """Words as they stand in a sentence and at its head."""
    return frozenset(words) | {word.capitalize() for word in words}


def _behind(tokens: Tokens, codes: str, at: int, word: str) -> Iterator[Reading]:
    """The counts behind the word at `at`, the noun or verb of what is counted."""
    employing = word in _EMPLOYING
    allowed = _VAGUE if employing else _BETWEEN | _VAGUE | _moving()
    place, stop = at + 1, min(at + _REACH, len(codes))
    while place < stop:
        match = _NUMBER.match(codes, place)
        if match is not None:
            last = match.end()
            if _is_count(tokens, place, last, word):
                number = nb.read_number(tokens, place, last)
                if number is not None:
                    yield place, last, Bounds(number), "people" if employing else word
                    if employing:
                        return
            place = last
            continue
        if codes[place] == lx.BARRIER:
            return
        near = tokens.words[place]
        known = near.lower() in allowed or (not employing and near.endswith("ly"))
        if not known and (employing or not _passes(tokens, place)):
            return
        place += 1


def _passes(tokens: Tokens, place: int) -> bool:
    """Whether a time, a percentage or a part of a name stands at a token."""
    near = tokens.words[place]
    if near == ".":  # "the users of Acme Inc. topped"
        cut = tokens.words[place - 1][0].isupper() and place + 1 < len(tokens.words)
        return cut and tokens.glued(place) and tokens.words[place + 1].islower()
    if near == ",":  # "300 workers, up from 200"
        return tokens.words[place + 1 : place + 2] in (["up"], ["down"], ["compared"])
    return tokens.codes[place] in _TIMES or near[0].isupper() or near == ":"


def _moving() -> frozenset[str]:
    """Forms of the verbs by which a number moves or stands."""
    words = load_words()
    verbs = {*words.directions, *words.caused, *words.carry, *words.reach, *words.trade}
    return frozenset(form for form, (base, _) in load_lexicon().verbs.items() if base in verbs)


def _is_count(tokens: Tokens, first: int, last: int, word: str) -> bool:
    """Whether a number counts what `word` says: no year, no decimal, nothing measured behind."""
    scaled = last - first > 1
    if tokens.codes[first] == lx.YEAR or (not scaled and "." in tokens.words[first]):
        return False
    if scaled and word in _GOODS:
        return False
    if first and tokens.codes[first - 1] in lx.SYMBOL + lx.CODE + lx.DASH + lx.SLASH + lx.MONTH:
        return False
    if last >= len(tokens.words):
        return True
    after = tokens.words[last]
    if tokens.glued(last) and last + 1 < len(tokens.words) and tokens.glued(last + 1):
        if tokens.words[last + 1][:1].isalnum():
            return False  # "at 5:30"
    if after in ("in", "out") and _SHARE_OF.match(tokens.codes, last + 1):
        return False  # "employs 1 in 10 people"
    return (
        after in _MARKS or after in _AFTER or tokens.codes[last] in lx.LAST + lx.THIS + lx.BARRIER
    )
