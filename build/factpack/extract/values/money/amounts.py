"""Amounts beside a sign of a currency: one or a range, sums of thousands, cents."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.currencies import CURRENCIES
from factpack.extract.values import numbers as nb
from factpack.extract.values.bounds import Bounds, follows_change, tells_change
from factpack.extract.values.money.signs import (
    Sign,
    names_thing,
    noun_sign,
    said_twice,
    sign_at,
    whose_dollars,
)
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.weights import is_weight

_RANGE = "(?:<DASH>?<TO>|<DASH>|<AND>)"
# "$5 million", "US$ 5", "$US5", "USD 5", "dollar 22.5 million", "$5 million to $7 million" …
AFTER_SIGN = nb.grammar(
    "(?P<sign><CODE><SYMBOL>?|<SYMBOL>(?P<whose>[<ADJECTIVE><WORD>])?|<NOUN>)<DOT>?"
    f"(?P<one>{nb.NUMBER})"
    f"(?:(?P<range>{_RANGE})(?P<sign2>[<SYMBOL><CODE>]<SYMBOL>?)?(?P<two>{nb.NUMBER}))?"
)
_SIGN_AFTER = (
    "(?:<DASH>?<ADJECTIVE>{0,2}<DASH>?(?P<noun><NOUN>)|(?P<code><CODE>)(?P<scale><SCALE>)?"
    "|(?P<symbol><SYMBOL>))"
)
# "between 5 and 7 million euros", "5 dollars to 7 dollars" …
RANGE_BEFORE_SIGN = nb.grammar(
    f"(?=[{nb.FIRST}])(?P<one>{nb.NUMBER})(?P<unit><DASH>?<ADJECTIVE>{{0,2}}<NOUN>|<CODE>|<SYMBOL>)?"
    f"(?P<range>{_RANGE})(?P<two>{nb.NUMBER}){_SIGN_AFTER}"
)
# "5 million dollars", "20€", "a dollar" …
BEFORE_SIGN = nb.grammar(
    f"(?=[{nb.FIRST}])(?P<two>{nb.NUMBER}|<A>(?=<ADJECTIVE>{{0,2}}<NOUN>)){_SIGN_AFTER}"
)
MANY = nb.grammar(f"{nb.MANY}<ADJECTIVE>{{0,2}}<NOUN>")
CENTS = nb.grammar(f"(?=[{nb.FIRST}])(?P<one>{nb.NUMBER}|<A>)<DASH>?(?P<unit><SUBUNIT>)")
# After an amount: "and 43 cents", "43c", "forty-five" at the end of the clause.
_CENTS_AFTER = nb.grammar(f"<AND>?(?P<one>{nb.NUMBER})(?P<unit><SUBUNIT>|<WORD>)?")

FoundAmount = tuple[int, int, Bounds, str | None]
"""First token, token after the last, number, currency."""


def read_after_sign(tokens: Tokens, match: re.Match[str], at: int) -> FoundAmount | None:
    """$5 million; US$5 to $7; EUR 5; where a noun or rare code leads, only large sums."""
    codes = tokens.codes
    first = match.start()
    sign = sign_at(tokens, first, at)
    one_from, one_to = match.span("one")
    one = nb.read_number(tokens, one_from, one_to)
    if sign is not None and match.group("whose"):  # "$US5"
        sign = whose_dollars(tokens, match.start("whose"), sign)
    if one is None or sign is None:
        return None
    bare_noun = codes[first] == lx.NOUN and sign.first == first
    if (sign.weak or bare_noun) and not _is_large(tokens, one_from, one_to):
        return None
    if codes[first] == lx.CODE and names_thing(tokens, sign, one_to):
        return None
    last = one_to
    bounds = Bounds(one * sign.factor)
    if match.group("range"):
        upper = _upper_end(tokens, match, sign)
        if upper is not None:
            low = nb.share_scale(tokens, match.span("one"), match.span("two"), one)
            if low < upper:
                bounds = Bounds(None, low * sign.factor, upper * sign.factor)
                last = match.end("two")
    last, currency = said_twice(tokens, last, sign.currency)
    if bounds.amount is not None:
        last, amount = _with_cents(tokens, last, bounds.amount)
        bounds = Bounds(amount)
    between = bounds.low is not None and match.group("range") == lx.AND
    return sign.first - between, last, bounds, currency


def _upper_end(tokens: Tokens, match: re.Match[str], sign: Sign) -> float | None:
    """The higher end of a range that follows a signed amount, or None where it is none."""
    start, end = match.span("two")
    between = match.group("range")
    if not _joins(tokens, sign.first, between):
        return None
    second = match.start("sign2")
    if second < 0:
        # "$1-2 million" and "$5 to 10 million", but not "$5 to 10 people".
        close = between == lx.DASH and tokens.glued(start) and tokens.glued(start - 1)
        if not close and not _is_large(tokens, start, end):
            return None
    else:
        other = sign_at(tokens, second, second)
        if other is None or (other.currency != sign.currency and tokens.words[second] != "$"):
            return None
    return nb.read_number(tokens, start, end)


def _joins(tokens: Tokens, first: int, between: str) -> bool:
    """Whether the word between two amounts makes them the ends of one range."""
    before = tokens.words[first - 1] if first else ""
    if between == lx.AND:
        return before == "between"
    if tokens.codes[first] == lx.YEAR and before in ("in", "of", "since", "for", "by"):
        return False  # "rose in 2018 to 5 billion euros"
    if lx.TO in between and before == "from":
        return not tells_change(tokens.text, tokens.starts[first - 1])
    return lx.TO not in between or not follows_change(tokens.text, tokens.starts[first])


def _is_large(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a number is written as sums are: with a scale or with thousands separated."""
    return "," in tokens.words[start] or any(
        code in (lx.SCALE, lx.SHORT_SCALE, lx.MANY) for code in tokens.codes[start:end]
    )


_CLAUSE_ENDS = frozenset(("", lx.BARRIER, lx.DOT, lx.MARK))


def _with_cents(tokens: Tokens, last: int, amount: float) -> tuple[int, float]:
    """Take in hundredths that follow a whole amount ("20 dollars and 43 cents")."""
    match = _CENTS_AFTER.match(tokens.codes, last)
    if not match or amount != int(amount):
        return last, amount
    start, end = match.span("one")
    cents = nb.read_number(tokens, start, end)
    if cents is None or not 0 < cents < 100 or cents != int(cents):
        return last, amount
    unit = match.start("unit")
    if unit < 0:
        # "Twenty dollars fifty" only where nothing follows that the number could count.
        over = tokens.codes[end : end + 1] in _CLAUSE_ENDS
        if not over or tokens.codes[last - 1] != lx.NOUN:
            return last, amount
        return end, round(amount + cents / 100, 2)
    if tokens.codes[unit] == lx.SUBUNIT:
        return unit + 1, round(amount + cents / 100, 2)
    if tokens.words[unit] == "c" and tokens.glued(unit):
        return unit + 1, round(amount + cents / 100, 2)
    return last, amount


def read_before_sign(tokens: Tokens, match: re.Match[str], at: int) -> FoundAmount | None:
    """5 million dollars; between 5 and 7 million euros; 20€; a dollar."""
    codes = tokens.codes
    at_sign = max(match.start(name) for name in ("noun", "code", "symbol"))
    two_from, two_to = match.span("two")
    if codes[two_from] == lx.A and two_to == two_from + 1:
        two: float | None = 1.0
    else:
        two = nb.read_number(tokens, two_from, two_to)
    if two is None:
        return None
    last = match.end()
    sign: Sign | None
    if codes[at_sign] == lx.SYMBOL:
        if tokens.words[at_sign] == "$" and last < len(codes) and codes[last] in "DYN":
            # "10 $5 bills": the sign belongs to what follows unless it touches what precedes.
            if not tokens.glued(at_sign) or tokens.glued(last):
                return None
        sign = Sign(at_sign, CURRENCIES.symbols[tokens.words[at_sign]])
    else:
        if codes[at_sign] == lx.CODE and codes[last : last + 1] in ("D", "Y", "N"):
            if tokens.glued(last) and not tokens.glued(at_sign):
                return None
        sign = sign_at(tokens, at_sign, two_to)
    assert sign is not None
    large = _is_large(tokens, two_from, two_to) or bool(match.group("scale"))
    if not large and (sign.weak or _counts_other(tokens, match, at_sign)):
        return None
    if codes[at_sign] == lx.CODE and names_thing(tokens, sign, last):
        return None
    if at_sign == sign.first and is_weight(tokens, match.start(), match.end(), large=large):
        return None
    if match.group("scale"):
        two = nb.scaled(two, tokens.words[match.start("scale")])
    bounds = Bounds(two * sign.factor)
    hyphened: float | None = None
    if match.re is RANGE_BEFORE_SIGN and match.group("range") == lx.DASH:
        hyphened = nb.hyphened(tokens, match.span("one"), match.span("two"))
    if hyphened is not None:
        bounds = Bounds(hyphened * sign.factor)
    elif match.re is RANGE_BEFORE_SIGN:
        lower = _lower_end(tokens, match, two)
        if lower is None:
            return None
        bounds = Bounds(None, lower * sign.factor, two * sign.factor)
    if bounds.amount is not None:
        last, amount = _with_cents(tokens, last, bounds.amount)
        bounds = Bounds(amount)
    between = bounds.low is not None and match.group("range") == lx.AND
    return match.start() - between, last, bounds, sign.currency


def _counts_other(tokens: Tokens, match: re.Match[str], at_sign: int) -> bool:
    """Whether a small number before a currency noun is the price level of a year."""
    word = tokens.words[at_sign]
    start = match.start("two")
    before = tokens.words[start - 1] if start else ""
    if tokens.codes[start] == lx.A:
        # "a euro zone", "a dollar store": an article alone counts only where nothing follows.
        follows = tokens.codes[match.end() : match.end() + 1]
        return follows in (lx.WORD, lx.DASH) or (word.endswith("s") and word != "sterling")
    return tokens.codes[start] == lx.YEAR and before == "in"


def _lower_end(tokens: Tokens, match: re.Match[str], upper: float) -> float | None:
    """The lower end of a range before a signed amount, or None where it is none."""
    one = match.span("one")
    if not _joins(tokens, one[0], match.group("range")):
        return None
    lower = nb.read_number(tokens, *one)
    if lower is None:
        return None
    if not match.group("unit"):
        if match.group("range") == lx.DASH and not tokens.glued(match.start("range")):
            return None
        lower = nb.share_scale(tokens, one, match.span("two"), lower)
    return lower if lower < upper else None


def read_many_of(tokens: Tokens, match: re.Match[str], at: int) -> FoundAmount | None:
    """Tens of millions of dollars."""
    sign = noun_sign(tokens, match.end() - 1, match.start())
    if sign.weak:
        return None
    low = nb.read_many(tokens, match.start(), match.end())
    return match.start(), match.end(), Bounds(None, low, None), sign.currency


def read_cents(tokens: Tokens, match: re.Match[str], at: int) -> FoundAmount | None:
    """50 cents; a penny."""
    start, end = match.span("one")
    unit = match.start("unit")
    amount = 1.0 if tokens.codes[start] == lx.A else nb.read_number(tokens, start, end)
    if amount is None or (tokens.codes[start] == lx.A and tokens.words[unit][-1] == "s"):
        return None
    currency = CURRENCIES.subunits[tokens.words[unit]]
    return start, match.end(), Bounds(round(amount / 100, 6)), currency
