"""Numbers: how they are written, and what they amount to."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.values.number_tokens import Tokens

_NAME = re.compile(r"<([A-Z_]+)>")


def grammar(pattern: str) -> re.Pattern[str]:
    """A regular expression over class letters; `<NAME>` stands for the class of that name.

    >>> grammar("<SMALL><OF>?<MONTH>").pattern
    'DO?M'
    """
    return re.compile(expand(pattern))


def expand(pattern: str) -> str:
    """The pattern with class names replaced, to be built into another."""
    return _NAME.sub(lambda name: re.escape(getattr(lx, name.group(1))), pattern)


_DIGITS = "[<SMALL><YEAR><NUMBER>]"
FIRST: str = expand("<SMALL><YEAR><NUMBER><SMALL_WORD><A><HALF><QUARTER><SIGN_PART>")
"""Classes that a number can begin with, to be written inside a set."""
NUMBER: str = expand(
    "(?:"
    # half a million, a quarter of a million, two-thirds of a billion, a tenth of a million
    "<A>?(?:<HALF>|<QUARTER>)(?:<OF>)?<A>?<SCALE>"
    "|<SMALL_WORD><DASH>?<QUARTER>(?:<OF><A>)?<SCALE>"
    "|(?:<A>|<SMALL_WORD>)<DASH>?[<ORDINAL><PART>]<OF><A><SCALE>"
    # one and a half billion, 2 and a quarter
    f"|(?:{_DIGITS}|(?:<SMALL_WORD><DASH>?)?<SMALL_WORD>)<DASH>?<AND><DASH>?<A><DASH>?[<HALF><QUARTER>](?:<DASH>?<SCALE>)?"
    # a million and a half
    "|(?:<A>|<SMALL_WORD>)<SCALE><AND><A><HALF>"
    # 2½ million, 2 1/2 million, ½ million
    f"|{_DIGITS}?<SIGN_PART>(?:<DASH>?[<SCALE><SHORT_SCALE>])?"
    "|(?:<SMALL><DASH>?)?<SMALL><SLASH><SMALL>(?:<DASH>?<SCALE>)?"
    # 1.5bn, 5-million, 2 lakh crore, 5 millions, 5 millions of
    f"|{_DIGITS}(?:(?<!<YEAR>)<MANY><OF>|<MANY>(?!<OF>)|(?:<DASH>?[<SCALE><HUNDRED><SHORT_SCALE>])?<SCALE>?)"
    # five, twenty-five, one hundred and five million, a million, three millions
    "|(?:<A>(?=[<HUNDRED><SCALE>])|<SMALL_WORD>)"
    "(?:<DASH>?<SMALL_WORD>|<DASH>?[<HUNDRED><SCALE>](?:<AND>(?=<SMALL_WORD>))?){0,12}"
    "(?:(?<=<SMALL_WORD>)<MANY>(?:<OF>)?)?"
    ")"
)
"""Classes of one number."""

MANY: str = expand("(?:<MANY>(?:<OF><MANY>)*(?:<OF>)?)")
"""Classes of a number that is only a scale, such as "tens of thousands of"."""


def read_number(tokens: Tokens, start: int, end: int) -> float | None:
    """The number that tokens `[start, end)` write, or None where they make none ("five forty").

    Finite and exact as far as a float is: digits are read in one go, scales multiply whole numbers.
    """
    if tokens.codes[end - 1] == lx.OF and tokens.words[end - 2] in _ROUND:
        return None  # "on day 3 thousands of people came"
    words, codes = tokens.words, tokens.codes
    letters = codes[start:end]
    if lx.SLASH in letters:
        return _slashed(tokens, start, end)
    if codes[start] in "DYN" or lx.SIGN_PART in letters:
        return _digits_number(words, codes, start, end)
    if any(letter in letters for letter in (lx.HALF, lx.QUARTER, lx.PART, lx.ORDINAL)):
        return _fraction(words, codes, start, end)
    return _spelled(words, codes, start, end)


def _digits_number(words: list[str], codes: str, start: int, end: int) -> float | None:
    value = 0.0 if codes[start] == lx.SIGN_PART else float(words[start].replace(",", ""))
    for i in range(start, end):
        if codes[i] == lx.SIGN_PART:
            value += lx.SIGN_PARTS[words[i]]
        elif codes[i] == lx.HALF or codes[i] == lx.QUARTER:
            value += 0.5 if codes[i] == lx.HALF else 0.25
        elif codes[i] in _SCALING:
            value = scaled(value, words[i])
    return value


_SCALING = frozenset((lx.SCALE, lx.HUNDRED, lx.SHORT_SCALE, lx.MANY))


def _slashed(tokens: Tokens, start: int, end: int) -> float | None:
    """2 1/2 and 3/4; None where digits beside a slash are no common fraction."""
    words, codes = tokens.words, tokens.codes
    at = codes.index(lx.SLASH, start, end)
    above, below = int(words[at - 1]), int(words[at + 1])
    if not tokens.glued(at) or not tokens.glued(at + 1):
        return None
    if not 0 < above < below or below not in _DENOMINATORS:
        return None
    value = above / below + (int(words[start]) if at - 1 > start else 0)
    return scaled(value, words[end - 1]) if codes[end - 1] == lx.SCALE else value


_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 16))


def scaled(value: float, word: str) -> float:
    """A number times a scale word, rounded back to the decimals that were written."""
    single = word.removesuffix("s")
    product = value * (
        lx.SCALES.get(word) or lx.SHORT_SCALES.get(word) or lx.SCALES.get(single) or _TENS[single]
    )
    rounded = round(product, 2)
    return float(round(rounded)) if abs(rounded - round(rounded)) < 1e-4 else rounded


def _fraction(words: list[str], codes: str, start: int, end: int) -> float | None:
    letters = codes[start:end]
    count = lx.SMALL_NUMBERS[words[start]] if codes[start] == lx.SMALL_WORD else 1
    ones = start + 1 + (codes[start + 1] == lx.DASH)
    if codes[start] == codes[ones] == lx.SMALL_WORD:
        # "Twenty-one and a half".
        if count < 20 or not 0 < lx.SMALL_NUMBERS[words[ones]] < 10:
            return None
        count += lx.SMALL_NUMBERS[words[ones]]
    if lx.PART in letters or lx.ORDINAL in letters:
        at = codes.index(lx.PART if lx.PART in letters else lx.ORDINAL, start, end)
        equal = lx.PARTS.get(words[at]) or lx.ORDINALS.get(words[at], 0)
        if equal < 3 or not count:
            return None
        value = count / equal
    elif lx.AND in letters:
        value = count + (0.5 if lx.HALF in letters else 0.25)
    else:
        value = count * (0.5 if lx.HALF in letters else 0.25)
    for i in range(start + 1, end):
        if codes[i] in (lx.SCALE, lx.SHORT_SCALE):
            value = scaled(value, words[i])
    return value


def _spelled(words: list[str], codes: str, start: int, end: int) -> float | None:
    """Add up number words; None where they do not follow one another as in one number."""
    total = group = 0.0
    last_scale = float("inf")
    last_word = 0
    for i in range(start, end):
        code = codes[i]
        if code == lx.A:
            group = 1.0
        elif code == lx.SMALL_WORD:
            value = lx.SMALL_NUMBERS[words[i]]
            if last_word and not (last_word >= 20 > 10 > value > 0):
                return None
            group += value
            last_word = value
        elif code == lx.HUNDRED:
            if not 0 < group < 100:
                return None
            group *= 100
            last_word = 0
        elif code == lx.SCALE:
            scale = lx.SCALES[words[i]]
            if scale >= last_scale and total:
                # "five hundred thousand million": scales grow only by multiplying what stands.
                return None
            total += max(group, 1.0) * scale
            group = 0.0
            last_scale = scale
            last_word = 0
        elif code == lx.MANY:
            total, group = total + scaled(group, words[i]), 0.0
    return total + group


def share_scale(tokens: Tokens, one: tuple[int, int], two: tuple[int, int], amount: float) -> float:
    """The lower end with the scale that only the higher end writes ("$1 to $2 million")."""
    last = two[1] - 1
    if tokens.codes[last] not in _SCALING or not _SCALING.isdisjoint(tokens.codes[slice(*one)]):
        return amount
    first = last
    while first > two[0] and tokens.codes[first - 1] in (*_SCALING, lx.DASH):
        first -= 1
    mantissa = read_number(tokens, two[0], first) if first > two[0] else None
    if mantissa is None or amount >= mantissa:
        return amount
    for i in range(first, two[1]):
        if tokens.codes[i] in _SCALING:
            amount = scaled(amount, tokens.words[i])
    return amount


def hyphened(tokens: Tokens, one: tuple[int, int], two: tuple[int, int]) -> float | None:
    """The number that a hyphen makes of two ("twenty-five thousand"); None for a range."""
    tens = lx.SMALL_NUMBERS.get(tokens.words[one[1] - 1], 0)
    ones = lx.SMALL_NUMBERS.get(tokens.words[two[0]], 0)
    if tens < 20 or not 0 < ones < 10 or not tokens.glued(two[0]):
        return None
    return read_number(tokens, one[0], two[1])


_ROUND = frozenset(("dozens", "hundreds", "thousands"))
"""Numbers that hardly go with "of" behind a number of their own."""
_TENS = {"hundred": 100.0, "ten": 10.0}


def read_many(tokens: Tokens, start: int, end: int) -> float:
    """Smallest number that "thousands", "tens of millions" and the like can mean."""
    value = 1.0
    for i in range(start, end):
        if tokens.codes[i] == lx.MANY:
            word = tokens.words[i].removesuffix("s")
            value *= _TENS.get(word) or float(lx.SCALES[word])
    return value
