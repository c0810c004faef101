"""Signs of currencies: symbols, codes and nouns, and what stands beside them."""

from __future__ import annotations

from typing import NamedTuple

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.currencies import CURRENCIES
from factpack.extract.values import numbers as nb
from factpack.extract.values.number_tokens import Tokens

# What may follow an amount that has its currency already: "$5 (USD)", "$5 US dollars", "$9 USD".
_SAID_TWICE = nb.grammar(
    "<OPEN>(?:<CODE>|<ADJECTIVE>)<CLOSE>|<CODE>|<ADJECTIVE>?<NOUN>|<ADJECTIVE>(?![<NOUN>])"
)


class Sign(NamedTuple):
    """A currency sign: its first token, its code, and whether other meanings are common."""

    first: int
    currency: str | None
    weak: bool = False
    factor: float = 1.0


def sign_at(tokens: Tokens, token: int, at: int) -> Sign | None:
    """The currency that the sign at `token` means, together with letters before it."""
    words, codes = tokens.words, tokens.codes
    if codes[token] == lx.CODE:
        return code_sign(tokens, token)
    if codes[token] == lx.NOUN:
        return noun_sign(tokens, token, at)
    symbol = words[token]
    prefixes = CURRENCIES.prefixes.get(symbol)
    before = words[token - 1].lower() if token > at else ""
    if prefixes and before in prefixes:
        # "series A $5" is no A$: a lone letter must touch the sign, unless the text is one
        # that sets every mark apart.
        apart = token + 1 < len(words) and not tokens.glued(token + 1)
        if tokens.glued(token) or len(before) > 1 or (apart and before != "a"):
            behind = codes[token - 2] if token > 1 else ""
            if behind != lx.APOSTROPHE and not (behind == lx.DASH and tokens.glued(token - 1)):
                return Sign(token - 1, prefixes[before])
    if before == "." and token - 2 >= at and words[token - 2] in ("u.s", "rs"):
        return Sign(token - 2, CURRENCIES.prefixes["$"]["us"])
    return Sign(token, CURRENCIES.symbols[symbol])


def whose_dollars(tokens: Tokens, at: int, sign: Sign) -> Sign | None:
    """The sign with the letters at `at` behind it, as in "$US5" and "$NZ5"; None: other letters."""
    prefixes = CURRENCIES.prefixes.get(tokens.words[at - 1], {})
    currency = prefixes.get(tokens.words[at].lower())
    if currency is None or not tokens.glued(at) or not tokens.glued(at + 1):
        return None
    capitals = tokens.text[tokens.starts[at] : tokens.ends[at]].isupper()
    return sign._replace(currency=currency) if capitals else None


def names_thing(tokens: Tokens, sign: Sign, last: int) -> bool:
    """Whether a code that may be an abbreviation names what follows ("5,000 AMD chips")."""
    if sign.currency in CURRENCIES.plain_codes or tokens.codes[last : last + 1] != lx.WORD:
        return False
    return tokens.words[last].islower() and tokens.words[last].endswith("s")


def code_sign(tokens: Tokens, at: int) -> Sign:
    """The currency of a code such as "USD"."""
    code = tokens.words[at]
    if code in CURRENCIES.codes:
        return Sign(at, CURRENCIES.codes[code], code in CURRENCIES.weak_codes)
    # "30 MEUR": millions, as Nordic reports write.
    return Sign(at, CURRENCIES.codes[code[1:]], factor=1e6)


def noun_sign(tokens: Tokens, token: int, at: int) -> Sign:
    """The currency of a noun with the adjectives before it."""
    noun = CURRENCIES.nouns[tokens.words[token]]
    first = token
    currency, weak = noun.default, noun.weak
    j = token - 1
    while j >= at and token - j <= 3 and tokens.codes[j] in lx.ADJECTIVE + lx.DASH:
        word = tokens.words[j]
        if word in noun.adjectives and first == token:
            first, currency, weak = j, noun.adjectives[word], False
        j -= 1
    return Sign(first, currency, weak)


def said_twice(tokens: Tokens, last: int, currency: str | None) -> tuple[int, str | None]:
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
            said = code_sign(tokens, i).currency
        elif letter == lx.ADJECTIVE:
            said = CURRENCIES.nouns["dollar"].adjectives.get(tokens.words[i])
        elif letter == lx.NOUN:
            said = noun_sign(tokens, i, match.start()).currency
        if said and (said == currency or (currency in _DOLLARS and said in _DOLLARS)):
            # "A$5 dollars": the plain word adds nothing to a sign that says more.
            return match.end(), said if said != "USD" else currency
    return last, currency


_DOLLARS = frozenset(CURRENCIES.prefixes["$"].values())
