"""Money: amounts with a currency, ranges and bounds, as English news writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.currencies import CURRENCIES
from factpack.extract.values import numbers as nb
from factpack.extract.values import scan
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.weights import is_weight
from factpack.model import LiteralValue, Value

_RANGE = "(?:<DASH>?<TO>|<DASH>|<AND>)"
# "$5 million", "US$ 5", "USD 5", "dollar 22.5 million", "$5 million to $7 million" …
_AFTER_SIGN = nb.grammar(
    f"(?P<sign><CODE><SYMBOL>?|[<SYMBOL><NOUN>])<DOT>?(?P<one>{nb.NUMBER})"
    f"(?:(?P<range>{_RANGE})(?P<sign2>[<SYMBOL><CODE>]<SYMBOL>?)?(?P<two>{nb.NUMBER}))?"
)
_SIGN_AFTER = (
    "(?:<DASH>?<ADJECTIVE>{0,2}<DASH>?(?P<noun><NOUN>)|(?P<code><CODE>)(?P<scale><SCALE>)?"
    "|(?P<symbol><SYMBOL>))"
)
# "between 5 and 7 million euros", "5 dollars to 7 dollars" …
_RANGE_BEFORE_SIGN = nb.grammar(
    f"(?=[{nb.FIRST}])(?P<one>{nb.NUMBER})(?P<unit><DASH>?<ADJECTIVE>{{0,2}}<NOUN>|<CODE>|<SYMBOL>)?"
    f"(?P<range>{_RANGE})(?P<two>{nb.NUMBER}){_SIGN_AFTER}"
)
# "5 million dollars", "20€", "a dollar" …
_BEFORE_SIGN = nb.grammar(
    f"(?=[{nb.FIRST}])(?P<two>{nb.NUMBER}|<A>(?=<ADJECTIVE>{{0,2}}<NOUN>)){_SIGN_AFTER}"
)
_MANY = nb.grammar(f"{nb.MANY}<ADJECTIVE>{{0,2}}<NOUN>")
_CENTS = nb.grammar(f"(?=[{nb.FIRST}])(?P<one>{nb.NUMBER}|<A>)<DASH>?(?P<unit><SUBUNIT>)")
# After an amount: "and 43 cents", "43c", "forty-five" at the end of the clause.
_CENTS_AFTER = nb.grammar(f"<AND>?(?P<one>{nb.NUMBER})(?P<unit><SUBUNIT>|<WORD>)?")
# What may follow an amount that has its currency already: "$5 (USD)", "$5 US dollars", "$9 USD".
_SAID_TWICE = nb.grammar(
    "<OPEN>(?:<CODE>|<ADJECTIVE>)<CLOSE>|<CODE>|<ADJECTIVE>?<NOUN>|<ADJECTIVE>(?![<NOUN>])"
)


class Money(NamedTuple):
    """An amount at `[start, end)` of a text; no currency where the words leave it open."""

    start: int
    end: int
    value: Value


class _Sign(NamedTuple):
    """A currency sign: its first token, its code, and whether other meanings are common."""

    first: int
    currency: str | None
    weak: bool = False
    factor: float = 1.0


def find_money(text: str) -> tuple[Money, ...]:
    """Amounts of money in a text, in order.

    The span takes in what the value rests on: sign, scale, the other end of a range, and words
    that make the amount a bound ("more than"); "about" and its like stay outside, since they
    change no column. A bare "$" is the US dollar and a bare pound the British one, as in English
    business news; "franc", "peso" and others that many countries share have no currency.

    >>> [(m.value.amount, m.value.currency) for m in find_money("C$1.5 bn, not 3 million euros")]
    [(1500000000.0, 'CAD'), (3000000.0, 'EUR')]
    """
    tokens = scan.read(text, ((0, len(text)),))
    return tuple(money for money, _, _ in money_in(tokens))


def parse_money(words: str) -> Value | None:
    """The value of words that are an amount of money from end to end; None for other words.

    >>> value = parse_money("up to €20m")
    >>> value.amount, value.amount_max, value.currency
    (None, 20000000.0, 'EUR')
    """
    for money in find_money(words):
        if money.start == 0 and money.end == len(words):
            return money.value
    return None


def literals_in(tokens: Tokens) -> list[tuple[LiteralValue, int, int]]:
    """The same as rows of the article, each with the tokens `[first, last)` that it uses."""
    return [
        (LiteralValue("money", money.start, money.end, money.value), first, last)
        for money, first, last in money_in(tokens)
    ]


def money_in(tokens: Tokens) -> list[tuple[Money, int, int]]:
    """Amounts among the tokens, each with the tokens `[first, last)` that it uses."""
    codes = tokens.codes
    amounts: list[tuple[Money, int, int]] = []
    if not (lx.SYMBOL in codes or lx.CODE in codes or lx.NOUN in codes or lx.SUBUNIT in codes):
        return amounts
    search = _Search(tokens)
    at = 0
    while (found := search.next(at)) is not None:
        first, last, bounds, currency = found
        start, end = tokens.starts[first], tokens.ends[last - 1]
        if bounds.amount is not None and bounds.low is None and bounds.high is None:
            start, end, kind = nb.bounded(tokens.text, start, end)
            bounds = nb.with_bound(bounds.amount, kind)
        value = Value(bounds.amount, bounds.low, bounds.high, currency)
        amounts.append((Money(start, end, value), first, last))
        at = last
    return amounts


_Found = tuple[int, int, nb.Bounds, str | None]


class _Search:
    """Every pattern's next match, searched again only when the reading has passed it.

    Searching all patterns again after each amount would be quadratic in the number of amounts.
    """

    __slots__ = ("_next", "_tokens")

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._next: list[re.Match[str] | None] = [
            pattern.search(tokens.codes) if needed in tokens.codes else None
            for pattern, needed, _ in _READERS
        ]

    def next(self, at: int) -> _Found | None:
        """The first amount from token `at` on; at one place the longest."""
        ahead = self._next
        while True:
            first = -1
            for i, match in enumerate(ahead):
                if match is not None and match.start() < at:
                    match = ahead[i] = _READERS[i][0].search(self._tokens.codes, at)
                if match is not None and (first < 0 or match.start() < first):
                    first = match.start()
            if first < 0:
                return None
            here = [(-m.end(), i) for i, m in enumerate(ahead) if m and m.start() == first]
            for _, i in sorted(here):
                match = ahead[i]
                assert match is not None
                found = _READERS[i][2](self._tokens, match, at)
                if found is not None:
                    return found
            at = first + 1


def _after_sign(tokens: Tokens, match: re.Match[str], at: int) -> _Found | None:
    codes = tokens.codes
    first = match.start()
    sign = _sign(tokens, first, at)
    one_from, one_to = match.span("one")
    one = nb.read_number(tokens, one_from, one_to)
    if one is None or sign is None:
        return None
    bare_noun = codes[first] == lx.NOUN and sign.first == first
    if (sign.weak or bare_noun) and not _is_large(tokens, one_from, one_to):
        return None
    if codes[first] == lx.CODE and _names_thing(tokens, sign, one_to):
        return None
    last = one_to
    bounds = nb.Bounds(one * sign.factor, None, None)
    if match.group("range"):
        upper = _upper_end(tokens, match, sign)
        if upper is not None:
            low = nb.share_scale(tokens, match.span("one"), match.span("two"), one)
            if low < upper:
                bounds = nb.Bounds(None, low * sign.factor, upper * sign.factor)
                last = match.end("two")
    last, currency = _said_twice(tokens, last, sign.currency)
    if bounds.amount is not None:
        last, amount = _with_cents(tokens, last, bounds.amount)
        bounds = nb.Bounds(amount, None, None)
    between = bounds.low is not None and match.group("range") == lx.AND
    return sign.first - between, last, bounds, currency


def _upper_end(tokens: Tokens, match: re.Match[str], sign: _Sign) -> float | None:
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
        other = _sign(tokens, second, second)
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
        return not nb.tells_change(tokens.text, tokens.starts[first - 1])
    return lx.TO not in between or not nb.follows_change(tokens.text, tokens.starts[first])


def _is_large(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a number is written as sums are: with a scale or with thousands separated."""
    return "," in tokens.words[start] or any(
        code in (lx.SCALE, lx.SHORT_SCALE, lx.MANY) for code in tokens.codes[start:end]
    )


def _sign(tokens: Tokens, i: int, at: int) -> _Sign | None:
    """The currency that the sign at token `i` means, together with letters before it."""
    words, codes = tokens.words, tokens.codes
    if codes[i] == lx.CODE:
        return _code(tokens, i)
    if codes[i] == lx.NOUN:
        return _noun(tokens, i, at)
    symbol = words[i]
    prefixes = CURRENCIES.prefixes.get(symbol)
    before = words[i - 1].lower() if i > at else ""
    if prefixes and before in prefixes:
        # "series A $5" is no A$: a lone letter must touch the sign, unless the text is one
        # that sets every mark apart.
        apart = i + 1 < len(words) and not tokens.glued(i + 1)
        if tokens.glued(i) or len(before) > 1 or (apart and before != "a"):
            behind = codes[i - 2] if i > 1 else ""
            if behind != lx.APOSTROPHE and not (behind == lx.DASH and tokens.glued(i - 1)):
                return _Sign(i - 1, prefixes[before])
    if before == "." and i - 2 >= at and words[i - 2] in ("u.s", "rs"):
        return _Sign(i - 2, CURRENCIES.prefixes["$"]["us"])
    return _Sign(i, CURRENCIES.symbols[symbol])


def _names_thing(tokens: Tokens, sign: _Sign, last: int) -> bool:
    """Whether a code that may be an abbreviation names what follows ("5,000 AMD chips")."""
    if sign.currency in CURRENCIES.plain_codes or tokens.codes[last : last + 1] != lx.WORD:
        return False
    return tokens.words[last].islower() and tokens.words[last].endswith("s")


def _code(tokens: Tokens, i: int) -> _Sign:
    code = tokens.words[i]
    if code in CURRENCIES.codes:
        return _Sign(i, CURRENCIES.codes[code], code in CURRENCIES.weak_codes)
    # "30 MEUR": millions, as Nordic reports write.
    return _Sign(i, CURRENCIES.codes[code[1:]], factor=1e6)


def _noun(tokens: Tokens, i: int, at: int) -> _Sign:
    """The currency of a noun with the adjectives before it."""
    noun = CURRENCIES.nouns[tokens.words[i]]
    first = i
    currency, weak = noun.default, noun.weak
    j = i - 1
    while j >= at and i - j <= 3 and tokens.codes[j] in lx.ADJECTIVE + lx.DASH:
        word = tokens.words[j]
        if word in noun.adjectives and first == i:
            first, currency, weak = j, noun.adjectives[word], False
        j -= 1
    return _Sign(first, currency, weak)


def _said_twice(tokens: Tokens, last: int, currency: str | None) -> tuple[int, str | None]:
    """Take in a currency that follows one already read ("$5 (USD)", "$5 Canadian dollars")."""
    match = _SAID_TWICE.match(tokens.codes, last)
    if not match:
        return last, currency
    code = match.end() < len(tokens.codes) and tokens.codes[match.end()] in "DYN"
    for i in range(match.start(), match.end()):
        letter = tokens.codes[i]
        said: str | None = None
        if letter == lx.CODE:
            if code and not tokens.codes.startswith(lx.OPEN, last):
                return last, currency
            said = _code(tokens, i).currency
        elif letter == lx.ADJECTIVE:
            said = CURRENCIES.nouns["dollar"].adjectives.get(tokens.words[i])
        elif letter == lx.NOUN:
            said = _noun(tokens, i, match.start()).currency
        if said and (said == currency or (currency in _DOLLARS and said in _DOLLARS)):
            # "A$5 dollars": the plain word adds nothing to a sign that says more.
            return match.end(), said if said != "USD" else currency
    return last, currency


_DOLLARS = frozenset(CURRENCIES.prefixes["$"].values())


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


def _before_sign(tokens: Tokens, match: re.Match[str], at: int) -> _Found | None:
    codes = tokens.codes
    sign_at = max(match.start(name) for name in ("noun", "code", "symbol"))
    two_from, two_to = match.span("two")
    if codes[two_from] == lx.A and two_to == two_from + 1:
        two: float | None = 1.0
    else:
        two = nb.read_number(tokens, two_from, two_to)
    if two is None:
        return None
    last = match.end()
    sign: _Sign | None
    if codes[sign_at] == lx.SYMBOL:
        if tokens.words[sign_at] == "$" and last < len(codes) and codes[last] in "DYN":
            # "10 $5 bills": the sign belongs to what follows unless it touches what precedes.
            if not tokens.glued(sign_at) or tokens.glued(last):
                return None
        sign = _Sign(sign_at, CURRENCIES.symbols[tokens.words[sign_at]])
    else:
        if codes[sign_at] == lx.CODE and codes[last : last + 1] in ("D", "Y", "N"):
            if tokens.glued(last) and not tokens.glued(sign_at):
                return None
        sign = _sign(tokens, sign_at, two_to)
    assert sign is not None
    large = _is_large(tokens, two_from, two_to) or bool(match.group("scale"))
    if not large and (sign.weak or _counts_other(tokens, match, sign_at)):
        return None
    if codes[sign_at] == lx.CODE and _names_thing(tokens, sign, last):
        return None
    if sign_at == sign.first and is_weight(tokens, match.start(), match.end(), large=large):
        return None
    if match.group("scale"):
        two = nb.scaled(two, tokens.words[match.start("scale")])
    bounds = nb.Bounds(two * sign.factor, None, None)
    hyphened: float | None = None
    if match.re is _RANGE_BEFORE_SIGN and match.group("range") == lx.DASH:
        hyphened = nb.hyphened(tokens, match.span("one"), match.span("two"))
    if hyphened is not None:
        bounds = nb.Bounds(hyphened * sign.factor, None, None)
    elif match.re is _RANGE_BEFORE_SIGN:
        lower = _lower_end(tokens, match, two, sign)
        if lower is None:
            return None
        bounds = nb.Bounds(None, lower * sign.factor, two * sign.factor)
    if bounds.amount is not None:
        last, amount = _with_cents(tokens, last, bounds.amount)
        bounds = nb.Bounds(amount, None, None)
    between = bounds.low is not None and match.group("range") == lx.AND
    return match.start() - between, last, bounds, sign.currency


def _counts_other(tokens: Tokens, match: re.Match[str], sign_at: int) -> bool:
    """Whether a small number before a currency noun is the price level of a year."""
    word = tokens.words[sign_at]
    start = match.start("two")
    before = tokens.words[start - 1] if start else ""
    if tokens.codes[start] == lx.A:
        # "a euro zone", "a dollar store": an article alone counts only where nothing follows.
        follows = tokens.codes[match.end() : match.end() + 1]
        return follows in (lx.WORD, lx.DASH) or (word.endswith("s") and word != "sterling")
    return tokens.codes[start] == lx.YEAR and before == "in"


def _lower_end(tokens: Tokens, match: re.Match[str], upper: float, sign: _Sign) -> float | None:
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


def _many(tokens: Tokens, match: re.Match[str], at: int) -> _Found | None:
    sign = _noun(tokens, match.end() - 1, match.start())
    if sign.weak:
        return None
    low = nb.read_many(tokens, match.start(), match.end())
    return match.start(), match.end(), nb.Bounds(None, low, None), sign.currency


def _cents(tokens: Tokens, match: re.Match[str], at: int) -> _Found | None:
    start, end = match.span("one")
    unit = match.start("unit")
    amount = 1.0 if tokens.codes[start] == lx.A else nb.read_number(tokens, start, end)
    if amount is None or (tokens.codes[start] == lx.A and tokens.words[unit][-1] == "s"):
        return None
    currency = CURRENCIES.subunits[tokens.words[unit]]
    return start, match.end(), nb.Bounds(round(amount / 100, 6), None, None), currency


_Reader = Callable[[Tokens, "re.Match[str]", int], _Found | None]

# A pattern, a class without which it matches nothing ("" where several would do), and its reader.
_READERS: tuple[tuple[re.Pattern[str], str, _Reader], ...] = (
    (_AFTER_SIGN, "", _after_sign),
    (_RANGE_BEFORE_SIGN, "", _before_sign),
    (_BEFORE_SIGN, "", _before_sign),
    (_MANY, lx.NOUN, _many),
    (_CENTS, lx.SUBUNIT, _cents),
)
