"""Names of what markets trade, which English writes without a capital: bitcoin, gold, the pound.

Some mean the thing wherever they stand. Others, such as "gold", are ordinary words: they name what
is traded only in a sentence that tells its price, or how far that moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.goods import load_goods
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.known import KnownName
from factpack.extract.text.doc import Doc
from factpack.model import LiteralValue

_BETWEEN = word_list("names", "traded.between")
"""Words between the thing and the verb: "gold prices have again risen"."""
_WORTH = word_list("names", "traded.worth")
_OF_PRICE = word_list("names", "traded.of_price")
_BEFORE = word_list("names", "traded.before")
_DETERMINED = word_list("names", "traded.determined")
"""Things that stand behind an article: "the pound"."""
_FIRMS = word_list("names", "traded.firms")
"""Things that firms are called like, in capitals."""
_INDEX = word_list("names", "traded.index")
_REACH = 5
"""Words between the thing and the verb, at most."""

Found = tuple[int, int, KnownName]


@cache
def _market_forms() -> frozenset[str]:
    """Forms of the verbs by which a price moves, or something is sold."""
    words = load_words()
    verbs = {*words.market, *words.trade, *words.sale, *words.reach, "value"}
    return frozenset(form for form, (base, _) in load_lexicon().verbs.items() if base in verbs)


def find_traded(
    flagged: Doc, bounds: Sequence[tuple[int, int]], literals: Sequence[LiteralValue]
) -> list[Found]:
    """Spans of what is traded, in order, with its name.

    Args:
        flagged: the article.
        bounds: first and end token of each sentence.
        literals: its values, by start.
    """
    goods = load_goods()
    lower = flagged.lower
    if goods.keys().isdisjoint(lower):
        return []
    values = sorted(v.start for v in literals if v.kind in ("money", "percent"))
    found: list[Found] = []
    for first, end in bounds:
        if goods.keys().isdisjoint(lower[first:end]):
            continue
        at = first
        while at < end:
            for good in goods.get(lower[at], ()):
                stop = at + len(good.words)
                if stop > end or tuple(lower[at:stop]) != good.words:
                    continue
                if good.sort == "indices" and not _is_index(flagged, first, at, stop, end):
                    continue
                if good.sort == "priced" and not _is_priced(flagged, first, at, stop, end, values):
                    continue
                entry = KnownName(good.name, "Product", curated=False)
                found.append((flagged.starts[at], flagged.ends[stop - 1], entry))
                at = stop - 1
                break
            at += 1
    return found


def _is_index(flagged: Doc, first: int, at: int, stop: int, end: int) -> bool:
    """Whether a name is that of an index, not of who owns it, nor of the market itself."""
    if not flagged.cap[at]:
        return False
    after = flagged.lower[stop] if stop < end else ""
    before = flagged.lower[at - 1] if at > first else ""
    if after in ("index", "average", "composite") or before in _INDEX:
        return True
    return before == "the" and (after in _market_forms() or after in _BETWEEN)


def _is_priced(
    flagged: Doc, first: int, at: int, stop: int, end: int, values: Sequence[int]
) -> bool:
    """Whether the words at tokens `[at, stop)` of a sentence are what its price is told of."""
    lower = flagged.lower
    following = bisect_left(values, flagged.starts[at])
    if following == len(values) or values[following] >= flagged.ends[end - 1]:
        return False
    if flagged.cap[at] and lower[at] not in _DETERMINED:
        if at > first or lower[at] in _FIRMS:
            return False  # a name that is written like an ordinary word
    before = at - 1
    if lower[at] in _DETERMINED:
        if before < first or lower[before] not in ("the", "sterling"):
            return False
        before -= 1
    if before > first and lower[before] == "of" and lower[before - 1] in _OF_PRICE:
        return True
    if before >= first and not (lower[before] in _BEFORE or not lower[before].isalnum()):
        return False
    for token in range(stop, min(stop + _REACH, end)):
        word = lower[token]
        if (
            word in ("at", "for")
            and flagged.starts[token + 1 : token + 2] == values[following:][:1]
        ):
            return True  # "with ripple at $3"
        if word in _market_forms() or word in _WORTH or word in load_words().particles:
            return True
        if word not in _BETWEEN and not flagged.flags[token] & lx.ADVERB:
            return False
    return False
