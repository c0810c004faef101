"""Which numbers words can mean, for the independent reader of amounts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS: Mapping[str, float] = {
    **{word: float(n) for n, word in enumerate(_UNITS)},
    **{word: float(10 * n) for n, word in enumerate(_TENS, 2)},
    "couple": 2.0,
    "pair": 2.0,
}
_PARTS: Mapping[str, float] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
    "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
    "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
    "twelfth": 12, "twentieth": 20, "twentieths": 20, "hundredth": 100, "hundredths": 100,
    "thousandth": 1000, "thousandths": 1000, "percentile": math.nan,
}  # fmt: skip
"""Words for one of so many equal parts."""

_SIGNS: Mapping[str, float] = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5,
    "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅐": 1 / 7, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
    "⅑": 1 / 9, "⅒": 1 / 10,
}  # fmt: skip
_SCALES: Mapping[str, float] = {
    **dict.fromkeys(("hundred", "hundreds"), 1e2),
    **dict.fromkeys(("dozen", "dozens"), 12.0),
    **dict.fromkeys(("thousand", "thousands", "k", "grand", "tausend", "tsd"), 1e3),
    **dict.fromkeys(("duizend", "mila", "mille"), 1e3),
    **dict.fromkeys(("billionen", "biljoen", "billón", "billones", "bilião", "biliões"), 1e12),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 1e5),
    **dict.fromkeys(("million", "millions", "m", "mn", "mm", "mio", "mil", "mln", "mill"), 1e6),
    **dict.fromkeys(("millionen", "millones", "millón", "milioni", "milione"), 1e6),
    **dict.fromkeys(("milhões", "milhão", "miljoen"), 1e6),
    **dict.fromkeys(("crore", "crores", "cr"), 1e7),
    **dict.fromkeys(("billion", "billions", "bn", "b", "bln", "bil", "mrd", "mld", "md"), 1e9),
    **dict.fromkeys(("milliarde", "milliarden", "milliard", "milliards", "miljard"), 1e9),
    **dict.fromkeys(("miliardo", "miliardi", "bilhão", "bilhões"), 1e9),
    **dict.fromkeys(("trillion", "trillions", "tn", "trn", "t"), 1e12),
    **dict.fromkeys(("quadrillion", "quadrillions"), 1e15),
}
_OTHER_SCALES: Mapping[str, tuple[float, ...]] = {
    "mil": (1e3,), "billion": (1e12,), "billions": (1e12,), "md": (1e12,),
    "trillion": (1e18,), "tr": (1e12,), "mr": (1e9,), "mlrd": (1e9,),
}  # fmt: skip
"""What a scale may mean in another language, or where it is written seldom: never held against."""

_PLURALS: Mapping[str, float] = {
    form: _SCALES.get(form, 10.0)
    for form in "tens dozens hundreds thousands lakhs millions crores billions trillions".split()
}
_VAGUE = frozenset(
    """
    tens dozens hundreds thousands millions billions trillions lakhs crores several few many some
    fraction double triple twice figure figures digit digits score scores gross myriad
    """.split()
)
"""Words that give a number no exact value: nothing they say is held against the row."""

_TOKEN = re.compile(
    r"[0-9]+(?:[ \xa0\u2009\u202f](?=[0-9]{3}(?![0-9]))[0-9]{3}|[.,'’](?=[0-9])[0-9]+)*"
    r"|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]|[^\W\d_]+|[-–—−‐‑+±/$€£¥₹]|\S"
)
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:([,.'’ \xa0\u2009\u202f])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?"
)
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}(?:\.[0-9]+)?")
_THOUSAND = re.compile(r"[0-9]{1,3},[0-9]{3}")
_HYPHENS = frozenset("-–—−‐‑")


@dataclass(frozen=True, slots=True)
class ReadNumbers:
    """What numbers words can mean.

    Attributes:
        likely: those that the words state.
        possible: further ones that they can be read as, less plainly: parts of a number, the lower
            end of a range without the scale of the upper one, scales of other languages.
        at_least: the least that words such as "tens of thousands" mean.
        whole: whether every part of the words that bears on a number was understood.
    """

    likely: frozenset[float] = frozenset()
    possible: frozenset[float] = frozenset()
    at_least: frozenset[float] = frozenset()
    whole: bool = True


@dataclass(slots=True)
class _Phrase:
    """A number in the making: `total` is done with scales, `current` waits for one.

    `others` are further readings of a token such as 1.500; `scale` is the product of the scales
    after the last plain number; `first` and `after` are the places of its tokens.
    """

    first: int
    current: float | None = None
    total: float = 0.0
    scale: float = 1.0
    plain: float = 0.0
    others: tuple[float, ...] = ()
    last: str = ""
    after: int = 0
    foreign: tuple[float, ...] = ()

    @property
    def value(self) -> float:
        return self.total + (self.current or 0.0)

    def take(self, token: str) -> bool:
        """Go on with a token, unless it begins another number."""
        if token in _SIGNS:
            if self.last in _SIGNS:
                return False
            self._add(_SIGNS[token])
        elif token in _SCALES:
            self._multiply(_SCALES[token])
            scales = (_SCALES[token], *_OTHER_SCALES.get(token, ()))
            self.foreign = tuple(value * scale for value in self.foreign for scale in scales)[:8]
        else:
            values = _values(token)
            if not values:
                return False
            if self.current is None:
                self.current, self.others = values[0], tuple(values[1:])
            elif (
                token in _WORDS
                and not self.others
                and (
                    (self.last in _TENS and 0 < values[0] < 10)
                    or (self.last in ("hundred", "hundreds") and values[0] < 100)
                )
            ):
                self.current += values[0]
            else:
                return False
            self.plain, self.scale = self.current, 1.0
            self.foreign = (self.current, *self.others)
        self.last = token
        return True

    def add_part(self, part: float) -> None:
        """Take in "and a half"."""
        self._add(part)
        self.last = "half"

    def _add(self, part: float) -> None:
        if self.current is None and self.total and self.scale > 1:
            # "A million and a half" is a million and a half of them.
            self.total += part * self.scale
        else:
            self.current = (self.current or 0.0) + part
            self.foreign = tuple(value + part for value in self.foreign or (0.0,))
            self.others = tuple(other + part for other in self.others)
            self.plain = self.current

    def _multiply(self, scale: float) -> None:
        if self.current is None and self.total:
            self.total *= scale  # "Thousand million".
        elif scale == 100:
            self.current = (1.0 if self.current is None else self.current) * scale
        else:
            self.total += (1.0 if self.current is None else self.current) * scale
            self.current = None
        self.others = tuple(v * scale for v in self.others)
        self.scale *= scale


def read_numbers(words: str) -> ReadNumbers:
    """Every number that words can be read as.

    >>> sorted(read_numbers("between 1,200 and 1,500").likely)
    [1200.0, 1500.0]
    >>> sorted(read_numbers("two and a half billion").likely)
    [2500000000.0]
    >>> sorted(read_numbers("10 to 12 million").likely)
    [10000000.0, 12000000.0]
    """
    tokens = _without_joints([t.casefold() for t in _TOKEN.findall(words)])
    likely: set[float] = set()
    possible: set[float] = set()
    # "One hundred and twenty" is one number after "worth", and may be two after "between".
    joined = "between" not in tokens
    for joins in (joined, not joined):
        phrases = list(_phrases(tokens, joins))
        sure, doubtful = _readings(tokens, phrases)
        (likely if joins == joined else possible).update(sure)
        possible |= doubtful
    likely = {value for value in likely if not math.isnan(value)}
    return ReadNumbers(
        frozenset(likely),
        frozenset(possible - likely),
        frozenset(_least(tokens)),
        _is_whole(tokens),
    )


def _least(tokens: list[str]) -> Iterator[float]:
    """What "thousands", "tens of millions" and their like are at least."""
    least = 0.0
    for i, token in enumerate(tokens):
        if token in _PLURALS and (i == 0 or tokens[i - 1] not in _WORDS):
            least = (least or 1.0) * _PLURALS[token]
        elif least and not (token == "of" and tokens[i + 1 : i + 2] and tokens[i + 1] in _PLURALS):
            yield least
            least = 0.0
    if least:
        yield least


def _readings(tokens: list[str], phrases: list[_Phrase]) -> tuple[set[float], set[float]]:
    """The plain readings of numbers that stand in order, and the less plain ones."""
    sure: set[float] = set()
    doubtful: set[float] = set()
    cents_of: _Phrase | None = None
    for i, phrase in enumerate(phrases):
        values = [phrase.value, *phrase.others]
        following = phrases[i + 1] if i + 1 < len(phrases) else None
        if phrase.scale > 1:
            doubtful |= set(phrase.foreign)
        if following is not None and phrase.scale == 1 and following.scale > 1:
            shared = [value * following.scale for value in values]
            if _is_range(tokens, phrase, following) and phrase.value < following.plain:
                doubtful |= set(values)
                values = shared
            else:
                doubtful |= set(shared)
        signed = [sign * value for value in values for sign in _signs(tokens, phrase.first)]
        sure |= set(signed)
        if cents_of is not None:
            sure -= set(signed)
            doubtful |= set(signed)
        elif _subunit(tokens, phrase.after):
            sure |= {value / 100 for value in signed}
        if following is not None and 0 < following.value < 100:
            whole = phrase.value + following.value / 100
            cents_of = phrase if _subunit(tokens, following.after) else None
            if cents_of or following.after == len(tokens):
                sure.add(whole)
        doubtful.add(-phrase.value)
    return sure, doubtful


def _is_range(tokens: list[str], one: _Phrase, two: _Phrase) -> bool:
    between = [t for t in tokens[one.after : two.first] if t not in _MONEY_MARKS]
    return between in (["to"], ["-", "to"], ["or"], ["and"], ["bis"], ["tot"]) or (
        len(between) == 1 and between[0] in _HYPHENS
    )


_MONEY_MARKS = frozenset(("$", "€", "£", "¥", "₹", "us", "a", "c", "hk", "nz", "s", "about"))


def _signs(tokens: list[str], first: int) -> tuple[int, ...]:
    """The signs that a number may have, from what stands before it."""
    before = tokens[max(0, first - 4) : first]
    while before and before[-1] in _MONEY_MARKS:
        before.pop()
    if not before:
        return (1,)
    if before[-1] == "±" or before[-3:] in (["plus", "or", "minus"], ["+", "/", "-"]):
        return (1, -1)
    if before[-1] in ("minus", "negative"):
        return (-1,)
    if before[-1] in _HYPHENS:
        # Between two numbers it is that of a range; elsewhere it is a dash as often as a sign.
        return (1, -1) if len(before) > 1 else (-1,)
    return (1,)


def _subunit(tokens: list[str], at: int) -> bool:
    unit = tokens[at : at + 2]
    if unit[:1] and unit[0] in _HYPHENS:
        unit = unit[1:]
    return bool(unit) and unit[0] in _SUBUNITS


_SUBUNITS = frozenset(
    """
    cent cents pence p penny pennies c ¢ centime centimes centavo centavos sen paise paisa kopeck
    kopecks kopek kopeks pfennig pfennigs fils groszy öre øre ore
    """.split()
)


def _is_whole(tokens: list[str]) -> bool:
    """Whether the words hold nothing that may change a number and is not understood."""
    scaled = any(token in _SCALES or token == "%" or token == "percent" for token in tokens)
    counts = any(token[0].isdecimal() or token in _WORDS or token in _SIGNS for token in tokens)
    if not scaled and (not counts or any(token in _PARTS for token in tokens)):
        return False  # "A third", "a lot".
    for i, token in enumerate(tokens):
        foreign = token in _OTHER_SCALES and token not in _SCALES
        if token in _VAGUE or foreign or (token.isalpha() and not token.isascii()):
            return False
        if token[0].isdecimal() and not _values(token):
            return False
        if token in _SCALES and len(token) > 2 and not _is_counted(tokens, i):
            before = tokens[i - 1] if i else ""
            if not (before[:1].isdecimal() or before in _WORDS or before in _SIGNS):
                return before in _SCALES or before in _HYPHENS or before in _PARTS
    return True


def _without_joints(tokens: list[str]) -> list[str]:
    """The tokens without hyphens that join the words of one number; those of ranges stay."""
    kept = []
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        following = tokens[i + 1] if i + 1 < len(tokens) else ""
        if token in _HYPHENS and i:
            if before in _TENS and following in _UNITS[1:10]:
                continue
            if following in _SCALES or following in _PARTS or following in ("and", "a"):
                continue
        kept.append(token)
    return kept


def _phrases(tokens: list[str], joins: bool) -> Iterator[_Phrase]:
    """Numbers of a text in order; `joins`: whether "and" may stand within one."""
    phrase = _Phrase(0)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        read = _part(tokens, i, phrase)
        if read is not None:
            part, size = read
            if not phrase.last:
                phrase = _Phrase(i)
            phrase.add_part(part)
            i += size
            phrase.after = i
            continue
        following = tokens[i + 1] if i + 1 < len(tokens) else ""
        if token in ("a", "an", "of") and following in _SCALES:
            i += 1
            continue
        if token == "and" and joins and phrase.last and (following in _WORDS):
            i += 1
            continue
        if token in _SCALES and not phrase.last and not _is_counted(tokens, i):
            i += 1
            continue
        if phrase.last and token.isalpha() and _takes_half(tokens, i):
            # "Two years and a half".
            i += 1
            continue
        was = _Phrase(i) if not phrase.last else phrase
        if not was.take(token):
            if phrase.last:
                yield phrase
            was = _Phrase(i)
            if not was.take(token) and token in ("a", "an"):
                alone = len(tokens) <= i + 3 and not tokens[i + 1 :].count("and")
                if _takes_half(tokens, i + 1) or (alone and following.isalpha()):
                    was.current = was.plain = 1.0
                    was.last = token
        phrase = was
        i += 1
        if phrase.last:
            phrase.after = i
    if phrase.last:
        yield phrase


def _takes_half(tokens: list[str], i: int) -> bool:
    """Whether a unit at `i` is followed by "and a half"."""
    rest = tokens[i + 1 : i + 4]
    return (
        len(rest) == 3
        and tokens[i].isalpha()
        and tokens[i] not in _SCALES
        and tokens[i] not in _WORDS
        and tokens[i] not in _SCALES
        and tokens[i] not in _WORDS
        and rest[0] == "and"
        and rest[1] in ("a", "an")
        and rest[2] in ("half", "quarter", "third")
    )


def _part(tokens: list[str], i: int, phrase: _Phrase) -> tuple[float, int] | None:
    """The fraction that begins at a token and how many tokens it takes.

    "And a half" after a number; else "half a", "a third of a", "two-thirds of", "1/2".
    """
    start = i
    if phrase.last:
        if tokens[i] == "and":
            i += 1
        elif not (tokens[i][0].isdecimal() and "/" in tokens[i + 1 : i + 2]):
            return None
    count = 1.0
    if tokens[i : i + 1] and tokens[i] in ("a", "an"):
        i += 1
    elif i < len(tokens) and (tokens[i] in _UNITS or tokens[i].isdecimal()):
        slash = tokens[i + 1 : i + 3]
        if len(slash) == 2 and slash[0] == "/" and slash[1].isdecimal() and int(slash[1]):
            top, bottom = int(tokens[i]), int(slash[1])
            return (top / bottom, i + 3 - start) if top < bottom <= 100 else None
        read = _values(tokens[i])
        if not read:
            return None
        count = read[0]
        i += 1
        if i < len(tokens) and tokens[i] in _HYPHENS:
            i += 1
    if i >= len(tokens) or tokens[i] not in _PARTS:
        return None
    value = count / _PARTS[tokens[i]]
    i += 1
    if tokens[i : i + 1] == ["of"]:
        i += 1
        if tokens[i : i + 1] and tokens[i] in ("a", "an", "one", "1"):
            i += 1
    elif tokens[i : i + 1] and tokens[i] in ("a", "an"):
        i += 1
    return value, i - start


def _is_counted(tokens: list[str], i: int) -> bool:
    """Whether a scale without a number before it says "one": "a million", not "m" or "millions"."""
    return i > 0 and tokens[i - 1] in ("a", "an") and len(tokens[i]) > 3


def _values(token: str) -> list[float]:
    """Readings of one token: "1.500" may be a thousand and a half, or one and a half."""
    if token in _WORDS:
        return [_WORDS[token]]
    if not token[0].isdecimal() or not token.isascii():
        token = re.sub(r"[\xa0\u2009\u202f’]", " ", token)
        if not token[0].isdecimal() or not token.isascii():
            return []
    readings: list[float] = []
    compact = re.sub(r"[ \xa0\u2009\u202f'’]", "", token)
    if _GROUPED.fullmatch(token) or _INDIAN.fullmatch(token):
        mark = next((c for c in token if not c.isdigit()), "")
        readings.append(_number(compact.replace(mark, "").replace(",", ".")))
    if compact.isdecimal():
        readings.append(_number(compact))
    elif compact.count(".") + compact.count(",") == 1 and not _THOUSAND.fullmatch(compact):
        readings.append(_number(compact.replace(",", ".")))
    return list(dict.fromkeys(r for r in readings if not math.isnan(r)))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
