"""Numbers: how they are written, what they amount to, and the words that bound them."""

from __future__ import annotations

import re
from typing import NamedTuple

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


class Bounds(NamedTuple):
    """A number with the bounds that its words set; at least one is a number."""

    amount: float | None
    low: float | None
    high: float | None


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


_LOWER_BOUND = (
    "more than",
    "at least",
    "over",
    "above",
    "in excess of",
    "upwards of",
    "upward of",
    "north of",
    "no less than",
    "not less than",
    "no fewer than",
    "a minimum of",
    "minimum of",
    "greater than",
    "higher than",
    "exceeding",
    "well over",
    "just over",
    "slightly more than",
    "better than",
)
_UPPER_BOUND = (
    "less than",
    "fewer than",
    "lower than",
    "at most",
    "up to",
    "as much as",
    "as many as",
    "no more than",
    "not more than",
    "a maximum of",
    "maximum of",
    "under",
    "below",
    "just under",
)
_BOUND_BEFORE = re.compile(
    r"\b(?:(?P<low>"
    + "|".join(_LOWER_BOUND)
    + ")|(?P<high>"
    + "|".join(_UPPER_BOUND)
    + r"))[^\S\n]+$"
)
_BOUND_ENDS = tuple({words.split()[-1] for words in _LOWER_BOUND + _UPPER_BOUND})
"""What stands before every amount that is a bound: most others are told from it by this alone."""
_BOUND_AFTER = re.compile(
    r" ?(?:\+(?!\w)|-?plus\b|or (?:more|greater|higher|above)\b|and (?:up|above)\b|"
    r"(?P<high>or (?:less|lower|fewer|under|below)\b))",
    re.IGNORECASE,
)
_BOUND_REACH = 20
_CHANGE = re.compile(
    r"\b(?:rise|rose|risen|fell|fall|fallen|grew|grow|grown|jump|climb|drop|declin|increas|decreas|"
    r"cut|rais|lower|reduc|up|down|slump|surg|slid|gain|went|go|chang|mov|push|delay|postpon|"
    r"shift|improv|widen|narrow|expand|boost|slash|trim|double|shr[aiu]nk)\w*\b"
)


_MOVED = re.compile(
    r"\b(?:rise|rises|rose|risen|rising|falls?|fell|fallen|falling|grew|grows?|grown|growing|"
    r"(?:jump|climb|drop|soar|surg|plung|tumbl|slump|declin|increas|decreas|slipp?)(?:p?e?[sd]|p?ing|e)?|"
    r"(?:cut|reduced|lowered|raised|increased|slashed|trimmed)(?=\s+by\s)|"
    r"sank|sinks?|slid|slides?|gain(?:s|ed)?|up|down)\s+(?:by\s+)?"
    r"(?:(?:more|less)\s+than\s+|about\s+|nearly\s+|almost\s+|around\s+|over\s+|some\s+|roughly\s+)?$"
)


def follows_change(text: str, start: int) -> bool:
    """Whether an amount at an offset is how far something moved: "fell $3 to $50" is no range."""
    return _MOVED.search(text[max(0, start - 40) : start].lower()) is not None


def bounded(text: str, start: int, end: int) -> tuple[int, int, str | None]:
    """Widen a span by the words that make it a bound, on the same line.

    Returns:
        The new span, and "low", "high" or None for what the amount then is.
    """
    lead = text[max(0, start - _BOUND_REACH) : start].lower()
    before = _BOUND_BEFORE.search(lead) if lead.rstrip().endswith(_BOUND_ENDS) else None
    if before:
        kind = "low" if before.group("low") else "high"
        return start - (before.end() - before.start()), end, kind
    after = _BOUND_AFTER.match(text, end, end + _BOUND_REACH)
    if after:
        return start, after.end(), "high" if after.group("high") else "low"
    return start, end, None


def tells_change(text: str, start: int) -> bool:
    """Whether "from" before an offset belongs to a change ("rose from 5 to 7"), not to a range."""
    return _CHANGE.search(text[max(0, start - 60) : start].lower()) is not None


def with_bound(amount: float, kind: str | None) -> Bounds:
    """Bounds of an amount that is itself a lower or an upper bound, or exact."""
    if kind == "low":
        return Bounds(None, amount, None)
    if kind == "high":
        return Bounds(None, None, amount)
    return Bounds(amount, None, None)
