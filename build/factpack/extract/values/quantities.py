"""Durations, percentages and counts: a number and what it measures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values import numbers as nb
from factpack.extract.values import scan
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.weights import is_weight
from factpack.model import LiteralKind, LiteralValue, Value

_UNIT = "(?P<of>[<UNIT><QUARTER><CLOCK>])"
_NOUNS = "(?P<rest>(?:<DASH>?[<WORD><ADJECTIVE><CODE><POINT><WHOLE><FISCAL><RECENT>]){1,3})"
# A number or a range of them, and what tells the kind of quantity behind it.
_NUMBERED = nb.grammar(
    f"(?=[{nb.FIRST}])(?:(?P<one>{nb.NUMBER})(?P<unit><PERCENT>)?(?P<range><DASH>?<TO>|<DASH>|<AND>))?"
    f"(?P<two>{nb.NUMBER}|<HALF><A>|<A>)<DASH>?"
    "(?:(?P<percent><PERCENT>|<PER><SUBUNIT>)(?P<points><POINT>)?"
    f"|(?P<basis><BASIS><DASH>?<POINT>|<BASIS_POINT>)|{_UNIT}(?P<and><AND><A>[<HALF><QUARTER>])?|{_NOUNS})"
)
_A_DURATION = nb.grammar(
    "(?=[<HALF><DASH><A><UNIT><QUARTER><CLOCK>])"
    f"(?P<half><HALF>)?<DASH>?(?P<a><A>)?{_UNIT}(?P<and><AND><A>[<HALF><QUARTER>])?"
)
_MANY = nb.grammar(f"(?P<many>{nb.MANY})(?:{_UNIT}|{_NOUNS})")
_BODY = nb.grammar("<WORD><OF><WORD>{0,3}?(?P<two>[<SMALL><YEAR><NUMBER>])(?!<DASH>)")

_POUNDS = nb.grammar(f"(?=[{nb.FIRST}])(?P<two>{nb.NUMBER})<DASH>?<NOUN>")

_BODIES = word_list("values", "quantities.bodies")
"""Nouns that count people by themselves: "a staff of 50"."""
_VAGUE = word_list("values", "quantities.vague")
_SINGULAR = word_list("values", "quantities.singular")
"""Units that stand in the singular behind a number: "a 3-inch screen", "a 101 metre ship"."""
_PEOPLE = word_list("values", "quantities.people")
_NO_NOUNS = word_list("values", "quantities.no_nouns")
_STOPS = word_list("values", "quantities.stops")
_LONGEST_UNIT = 40
"""Characters; longer words are no units."""


def find_quantities(text: str) -> tuple[LiteralValue, ...]:
    """Durations, percentages and counts in a text, in order; dates and money are left out.

    `unit` is a calendar unit in the singular ("year"), `percent`, `percentage point`,
    `basis point`, or the noun that is counted, as written, in lower case ("full-time employees"
    has "employees").

    >>> [(q.kind, q.value.amount, q.value.unit) for q in find_quantities("49% of 2,000 shops")]
    [('percent', 49.0, 'percent'), ('count', 2000.0, 'shops')]
    """
    tokens = scan.read(text, ((0, len(text)),))
    return tuple(literals_in(tokens, tokens.codes))


def parse_quantity(kind: LiteralKind, words: str) -> Value | None:
    """The value of words that are a duration, percentage or count from end to end.

    >>> parse_quantity("duration", "five years").amount
    5.0
    """
    for found in find_quantities(words):
        if found.kind == kind and found.start == 0 and found.end == len(words):
            return found.value
    if kind == "duration":
        tokens = scan.read_all(words)
        match = _A_DURATION.fullmatch(tokens.codes)
        if match:
            reading = _single(tokens, match)
            return Value(reading[2].amount, unit=reading[3]) if reading else None
    return None


def literals_in(tokens: Tokens, codes: str) -> list[LiteralValue]:
    """Quantities among the tokens; `codes` are blanked where other values stand."""
    found: list[LiteralValue] = []
    used: list[tuple[int, int]] = []
    for match in _NUMBERED.finditer(codes):
        kind, read = _reader(match)
        reading = read(tokens, codes, match)
        if reading is None and not match.group("unit"):
            continue
        if match.group("unit") and (reading is None or reading[2].low is None):
            # "From 5% to 7%" is two percentages where it is no range, "5% to a" is one.
            one = nb.read_number(tokens, *match.span("one"))
            if one is not None:
                begin, sign = _sign(tokens, match.start("one"))
                cut = match.start("range")
                alone = nb.Bounds(sign * one, None, None)
                used.append((begin, cut))
                found.append(_literal(tokens, "percent", begin, cut, alone, "percent"))
        if reading is None:
            continue
        first, last, bounds, unit = reading
        used.append((first, last))
        found.append(_literal(tokens, kind, first, last, bounds, unit))
    codes = scan.blank(codes, used)
    has_unit = lx.UNIT in codes or lx.QUARTER in codes or lx.CLOCK in codes
    for match in _A_DURATION.finditer(codes) if has_unit else ():
        reading = _a_duration(tokens, codes, match)
        if reading is not None:
            found.append(_literal(tokens, "duration", *reading))
    for match in _BODY.finditer(codes) if lx.WORD + lx.OF in codes else ():
        at, number = match.start(), match.start("two")
        if tokens.words[at].lower() in _BODIES and _VAGUE.issuperset(tokens.words[at + 2 : number]):
            people = nb.read_number(tokens, number, number + 1)
            if people is not None:
                counted = nb.Bounds(people, None, None)
                literal = _literal(tokens, "count", number, number + 1, counted, "people")
                found.append(replace(literal, start=tokens.starts[at]))
    for match in _POUNDS.finditer(codes) if lx.NOUN in codes else ():
        last = match.end()
        large = any(code in lx.SCALE + lx.HUNDRED for code in match.group("two"))
        large = large or "," in tokens.words[match.start("two")]
        pounds = nb.read_number(tokens, *match.span("two"))
        if pounds is not None and is_weight(tokens, match.start(), last, large=large):
            weighed = nb.Bounds(pounds, None, None)
            found.append(_literal(tokens, "count", match.start(), last, weighed, "pounds"))
    for match in _MANY.finditer(codes) if lx.MANY in codes else ():
        reading = (_many_units if match.group("of") else _many_count)(tokens, codes, match)
        if reading is not None:
            kind = "duration" if match.group("of") else "count"
            found.append(_literal(tokens, kind, *reading))
    found.sort(key=lambda literal: literal.start)
    return found


def _reader(match: re.Match[str]) -> tuple[LiteralKind, _Reader]:
    if match.group("percent"):
        return "percent", _percent
    if match.group("basis"):
        return "percent", _basis_points
    if match.group("of"):
        return "duration", _duration
    return "count", _count


_Reading = tuple[int, int, nb.Bounds, str]
"""First token, token after the last, number, unit."""


def _literal(
    tokens: Tokens, kind: LiteralKind, first: int, last: int, bounds: nb.Bounds, unit: str
) -> LiteralValue:
    start, end = tokens.starts[first], tokens.ends[last - 1]
    if bounds.amount is not None:
        start, end, side = nb.bounded(tokens.text, start, end)
        bounds = nb.with_bound(bounds.amount, side)
    return LiteralValue(kind, start, end, Value(bounds.amount, bounds.low, bounds.high, unit=unit))


def _number(tokens: Tokens, match: re.Match[str]) -> tuple[int, nb.Bounds] | None:
    """The number or range of a match, and its first token."""
    two_from, two_to = match.span("two")
    if match.group("two")[-1] == lx.A:
        return None
    two = nb.read_number(tokens, two_from, two_to)
    if two is None:
        return None
    if match.group("range"):
        one_from, one_to = match.span("one")
        one = nb.read_number(tokens, one_from, one_to)
        sign_from, sign = _sign(tokens, one_from)
        between = match.group("range")
        before = tokens.words[one_from - 1] if one_from else ""
        joins = between != lx.AND or before == "between"
        whole = None
        if between == lx.DASH:
            whole = nb.hyphened(tokens, (one_from, one_to), (two_from, two_to))
        elif between == lx.AND and before != "between":
            # "A hundred and twenty".
            hundred = tokens.codes[one_to - 1] in (lx.HUNDRED, lx.SCALE)
            if hundred and tokens.codes[two_from] == lx.SMALL_WORD:
                whole = nb.read_number(tokens, one_from, two_to)
        if whole is not None:
            return one_from, nb.Bounds(whole, None, None)
        if lx.TO in between and before == "from":
            joins = not nb.tells_change(tokens.text, tokens.starts[one_from - 1])
        elif lx.TO in between:
            joins = not nb.follows_change(tokens.text, tokens.starts[one_from])
        if between == lx.DASH:
            joins = tokens.glued(match.start("range")) and tokens.glued(two_from)
            # "7-Eleven" is a name.
            joins = (
                joins and tokens.words[one_from][0].isdigit() == tokens.words[two_from][0].isdigit()
            )
        if one is not None and joins:
            one = sign * nb.share_scale(tokens, (one_from, one_to), (two_from, two_to), one)
            if one < two:
                return sign_from - (between == lx.AND), nb.Bounds(None, one, two)
        if between == lx.DASH:
            return two_from, nb.Bounds(two, None, None)
    begin, sign = _sign(tokens, two_from)
    return begin, nb.Bounds(sign * two, None, None)


def _sign(tokens: Tokens, number: int) -> tuple[int, int]:
    """Where a number with its sign begins, and -1 below zero, else 1.

    What "fell -2.6%" says is the size of a fall: its sign says again what the verb does.
    """
    if not number:
        return number, 1
    before = tokens.words[max(0, number - 3) : number]
    if before[-1].lower() in ("minus", "negative"):
        # "Plus or minus three" is as much above as below.
        either = len(before) == 3 and before[-2] == "or" and before[0].lower() == "plus"
        return (number, 1) if either or _falls(tokens, number - 1) else (number - 1, -1)
    if tokens.codes[number - 1] == lx.DASH and tokens.glued(number) and before[-2:-1] != ["/"]:
        opened = number > 1 and tokens.words[number - 2] in _OPENING
        if not tokens.glued(number - 1) or number == 1 or opened:
            return (number, 1) if _falls(tokens, number - 1) else (number - 1, -1)
    return number, 1


def _falls(tokens: Tokens, sign: int) -> bool:
    """Whether the words before a sign tell of a fall by what follows: "fell", "a drop of"."""
    before = [word.lower() for word in tokens.words[max(0, sign - 4) : sign]]
    while before and before[-1] in _ROUGHLY:
        before.pop()
    if before and before[-1] in ("by", "of"):
        before.pop()
    return bool(before) and before[-1] in _FALLING


_FALLING = word_list("values", "quantities.falling")
_ROUGHLY = word_list("values", "quantities.roughly")
_OPENING = frozenset(("(", "[", "“", "„", "«", '"', "‘", ":", ";"))


def _percent(tokens: Tokens, codes: str, match: re.Match[str]) -> _Reading | None:
    """5%, 20 to 25 percent, half a percentage point; nothing inside an address ("a%20b")."""
    if match.end() < len(codes) and tokens.glued(match.end()) and codes[match.end()] in "DYNox_":
        return None
    points = match.group("points")
    word = tokens.words[match.end() - 1 - bool(points)]
    if points and not word.startswith("percentage"):
        points = None
    last = match.end() - (bool(match.group("points")) and not points)
    unit = "percentage point" if points else "percent"
    two = match.group("two")
    first = match.start("two")
    part = _part_before(tokens, first) if two in (lx.A, lx.SMALL_WORD) else None
    if part is not None:
        return part[0], last, nb.Bounds(part[1], None, None), unit
    if two[-1] == lx.A:
        half = lx.HALF in two
        if (not half and not points) or tokens.codes[first - 1 : first] == lx.OF:
            return None
        return first, last, nb.Bounds(0.5 if half else 1.0, None, None), unit
    number = _number(tokens, match)
    return (number[0], last, number[1], unit) if number else None


def _part_before(tokens: Tokens, at: int) -> tuple[int, float] | None:
    """The fraction of "a tenth of a percentage point", "half of one percent"; its first token."""
    codes, words = tokens.codes, tokens.words
    if codes[at] != lx.A and words[at] != "one":
        return None
    match = _PART_OF.search(codes, max(0, at - 5), at)
    if not match:
        return None
    word = words[match.start("part")]
    equal = lx.PARTS.get(word) or lx.ORDINALS.get(word) or {"half": 2}.get(word, 4)
    counted = match.group("count")
    count = lx.SMALL_NUMBERS[words[match.start("count")]] if counted == lx.SMALL_WORD else 1
    if equal < 2 or not count:
        return None
    return match.start(), round(count / equal, 6)


_PART_OF = nb.grammar(
    "(?:(?P<count><A>|<SMALL_WORD>)<DASH>?)?(?P<part>[<ORDINAL><PART><HALF><QUARTER>])<OF>$"
)


def _basis_points(tokens: Tokens, codes: str, match: re.Match[str]) -> _Reading | None:
    """25 basis points."""
    number = _number(tokens, match)
    return (number[0], match.end(), number[1], "basis point") if number else None


def _duration(tokens: Tokens, codes: str, match: re.Match[str]) -> _Reading | None:
    """Five years, a 90-day review, two and a half decades."""
    number = _number(tokens, match)
    word = tokens.words[match.start("of")]
    unit = lx.UNITS[word]
    if unit == "quarter" and codes[match.end() : match.end() + 1] == lx.OF:
        return None  # "Three quarters of the staff" are no time.
    if unit == "hour" and _is_clock(tokens, match.start("two")):
        return None
    part = match.group("and")
    if number and part and number[1].amount is not None:
        more = 0.5 if part[-1] == lx.HALF else 0.25
        number = number[0], nb.Bounds(number[1].amount + more, None, None)
    return (number[0], match.end(), number[1], unit) if number else None


def _is_clock(tokens: Tokens, number: int) -> bool:
    """Whether four digits before "hours" are a time of day ("at 1930 hours")."""
    word = tokens.words[number]
    before = tokens.words[number - 1] if number else ""
    return (
        len(word) == 4
        and word.isdecimal()
        and word[:2] < "24"
        and word[2:] < "60"
        and (before in _BEFORE_CLOCK or word[0] == "0")
    )


_BEFORE_CLOCK = word_list("values", "quantities.before_clock")


def _a_duration(tokens: Tokens, codes: str, match: re.Match[str]) -> _Reading | None:
    """For a decade, within half a year, a year and a half; not the year of "$5 a year"."""
    if not match.group("half"):
        before = tokens.words[match.start() - 1] if match.start() else ""
        after = codes[match.end() : match.end() + 2]
        long = after and "long" in tokens.words[match.end() : match.end() + 2]
        if not match.group("a") or (
            before not in _MEASURING and not long and not match.group("and")
        ):
            return None
    return _single(tokens, match)


def _single(tokens: Tokens, match: re.Match[str]) -> _Reading | None:
    word = tokens.words[match.start("of")]
    if not (match.group("a") or match.group("half")) or word.endswith("s"):
        return None
    if word == "quarter":
        # "A quarter" is as often a fourth of something.
        return None
    part = match.group("and")
    more = 0.0 if not part else 0.5 if part[-1] == lx.HALF else 0.25
    amount = 0.5 if match.group("half") else 1.0 + more
    return match.start(), match.end(), nb.Bounds(amount, None, None), lx.UNITS[word]


_MEASURING = word_list("values", "quantities.measuring")


def _many_units(tokens: Tokens, codes: str, match: re.Match[str]) -> _Reading | None:
    """Hundreds of years."""
    low = nb.read_many(tokens, *match.span("many"))
    unit = lx.UNITS[tokens.words[match.start("of")]]
    return match.start(), match.end(), nb.Bounds(None, low, None), unit


def _count(tokens: Tokens, codes: str, match: re.Match[str]) -> _Reading | None:
    """2,000 employees, 60GB, five million paying users."""
    start, end = match.span("two")
    last = _noun_after(tokens, match.start("rest"), match.end("rest"))
    if last is None or _is_version(tokens, start, end) or _is_ratio(tokens, start):
        return None
    if codes[last : last + 1] == lx.PER or tokens.words[max(0, start - 3) : start] == _BEST_OF:
        return None  # "40 miles per hour" are no miles.
    if lx.SLASH in match.group("two") and match.group("two")[1] == lx.SLASH:
        return None  # "3/4 teams" are no part of a team.
    number = _number(tokens, match)
    if number is None or (number[1].amount == 1 and tokens.codes[start] == lx.SMALL_WORD):
        # A plural does not belong to "one" ("day one sales").
        return None
    return number[0], last, number[1], tokens.words[last - 1].lower()


_BEST_OF = ["-", "of", "-"]
"""What stands before the number of "a best-of-seven series"."""


def _is_ratio(tokens: Tokens, start: int) -> bool:
    """Whether a number is the whole of a ratio ("one in three people", "9 out of 10 doctors")."""
    before = tokens.words[max(0, start - 4) : start]
    if before[-1:] == ["every"]:
        before.pop()
    if before[-1:] == ["in"]:
        size = 1
    elif before[-2:] == ["out", "of"]:
        size = 2
    else:
        return False
    at = start - size - (tokens.words[start - 1] == "every") - 1
    if at < 0:
        return False
    word = tokens.words[at]
    return (tokens.codes[at] == lx.SMALL_WORD and lx.SMALL_NUMBERS[word] < 10) or (
        tokens.codes[at] == lx.SMALL and int(word) < 10
    )


def _many_count(tokens: Tokens, codes: str, match: re.Match[str]) -> _Reading | None:
    """Thousands of users."""
    last = _noun_after(tokens, match.start("rest"), match.end("rest"))
    if last is None or codes[match.end("many") - 1] != lx.OF:
        return None
    low = nb.read_many(tokens, *match.span("many"))
    return match.start(), last, nb.Bounds(None, low, None), tokens.words[last - 1].lower()


def _noun_after(tokens: Tokens, first: int, last: int) -> int | None:
    """The token after the counted noun: the first plural, or a measure that follows at once."""
    words = tokens.words
    at = first + (tokens.codes[first] == lx.DASH)
    if words[first].lower() in scan.MEASURES:
        return first + 1
    if at < last and words[at] in _SINGULAR and words[at + 1 : at + 2] != ["per"]:
        return at + 1  # "a 3.5-inch screen"
    for i in range(first, last):
        word = words[i].lower()
        if word in _STOPS or len(word) > _LONGEST_UNIT:
            return None
        if tokens.codes[i] == lx.DASH or word in _ATTRIBUTIVE:
            continue
        if word in _FRACTIONS:
            return None
        if word in _COLLECTIVE and i + 1 < last and words[i + 1].endswith("s"):
            # "Staff members".
            continue
        if word in _PEOPLE or (
            len(word) > 3
            and word[-1] == "s"
            and word[-2:] not in ("ss", "us", "is")
            and word not in _NO_NOUNS
        ):
            return i + 1
    return None


def _is_version(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a number is part of a name ("Pad 4 owners", "4K screens"), not a count."""
    before = tokens.codes[start - 1] if start else ""
    if tokens.codes[start] == lx.YEAR and before == lx.THE:
        # "The 2009 Games".
        return tokens.text[tokens.starts[end] : tokens.starts[end] + 1].isupper()
    if tokens.codes[start] in (lx.SMALL_WORD, lx.A) and tokens.text[tokens.starts[start]].isupper():
        # "Size Five Games", unless the sentence begins there.
        return before == lx.WORD and tokens.text[tokens.starts[end]].isupper()
    if end - start > 1:
        short = tokens.codes[end - 1] == lx.SHORT_SCALE
        return short and tokens.text[tokens.starts[end - 1]] == "K"
    if tokens.codes[start] not in "DYN" or "," in tokens.words[start] or not start:
        return False
    at = tokens.starts[start - 1]
    word = tokens.text[at : tokens.ends[start - 1]]
    if tokens.codes[start - 1] != lx.WORD or word.islower():
        return False
    # The first word of a sentence is in capitals whatever it is.
    begins = tokens.text[max(0, at - 2) : at].strip(' \n"“') in (".", "")
    return not (begins and word[1:].islower() and word[0].isupper())


_COLLECTIVE = word_list("values", "quantities.collective")
_FRACTIONS = word_list("values", "quantities.fractions")
_ATTRIBUTIVE = word_list("values", "quantities.attributive")
"""Plurals that stand before another noun ("sales jobs")."""

_Reader = Callable[[Tokens, str, "re.Match[str]"], _Reading | None]
