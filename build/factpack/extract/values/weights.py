"""Pounds of weight, told from pounds of money by the words around them."""

from __future__ import annotations

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values.number_tokens import Tokens

_POUNDS = word_list("values", "weights.pounds")
_OF_MONEY = word_list("values", "weights.of_money")
_AFTER_WEIGHT = word_list("values", "weights.after_weight")
_WEIGHING = word_list("values", "weights.weighing")
_WEIGH = word_list("values", "weights.weigh")
"""Of those, what makes pounds of weight of however large a number."""


def is_weight(tokens: Tokens, first: int, last: int, *, large: bool) -> bool:
    """Whether the number and noun at tokens `[first, last)` are pounds of weight.

    Args:
        tokens: the words.
        first: of the number.
        last: after the noun.
        large: whether the number is written as sums are, with a scale or thousands.
    """
    words, codes = tokens.words, tokens.codes
    if words[last - 1] not in _POUNDS:
        return False
    if codes[last - 2] == lx.DASH and not large:
        return True  # "A 200-pound man".
    after = [word.lower() for word in words[last : last + 4]]
    if after[:1] == ["of"]:
        return _OF_MONEY.isdisjoint(after)
    if after[:2] == ["in", "weight"] or (after and after[0] in _AFTER_WEIGHT):
        return True
    if after[1:2] in (["ounce"], ["ounces"], ["oz"]):
        return True
    before = [word.lower() for word in words[max(0, first - 4) : first]]
    return not (_WEIGHING if not large else _WEIGH).isdisjoint(before)
