"""The currency table: which words and symbols mean which ISO 4217 code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from factpack.extract.languages.tables import read_table


@dataclass(frozen=True, slots=True)
class Noun:
    """A currency noun; `default` is None where the word alone does not tell whose.

    Attributes:
        default: ISO 4217 code of the word alone.
        adjectives: code that an adjective or country before the noun chooses; None as above.
        weak: the word has another common meaning ("won", "marks"), so that a scale, thousands or
            an adjective must show that money is meant.
    """

    default: str | None
    adjectives: Mapping[str, str | None]
    weak: bool


@dataclass(frozen=True, slots=True)
class Currencies:
    """The table in look-up form; every key is in lower case except in `codes`.

    Attributes:
        codes: ISO codes, and what is written like one, as printed.
        plain_codes: those that read as nothing else, so that they stand in small letters as well.
        million_codes: those that an M before them makes millions ("30 MEUR").
        weak_codes: those that read as other words or abbreviations.
        symbols: a sign to its currency.
        prefixes: sign to letters before it to currency ("hk" before "$").
        nouns: a form ("dollars") to its noun.
        subunits: a form ("pence") to the currency of which it is a hundredth; None where unclear.
        adjectives: every adjective that any noun knows, and the first words of those that have two.
    """

    codes: Mapping[str, str]
    plain_codes: frozenset[str]
    million_codes: frozenset[str]
    weak_codes: frozenset[str]
    symbols: Mapping[str, str]
    prefixes: Mapping[str, Mapping[str, str]]
    nouns: Mapping[str, Noun]
    subunits: Mapping[str, str | None]
    adjectives: frozenset[str]


def _load() -> Currencies:
    # The table is all strings: "NO"-like codes must not turn into booleans.
    table: dict[str, Any] = read_table("en", "currencies.yaml", words=True)
    codes = {code: code for key in ("codes", "historical_codes") for code in table[key].split()}
    codes.update(table["other_codes"])
    nouns: dict[str, Noun] = {}
    for entry in table["nouns"].values():
        noun = Noun(
            entry["default"] or None,
            {word: code or None for word, code in entry.get("adjectives", {}).items()},
            "verb" in entry,
        )
        nouns.update(dict.fromkeys(entry["forms"].split(), noun))
    return Currencies(
        codes=codes,
        plain_codes=frozenset(table["plain_codes"].split()),
        million_codes=frozenset(table["million_codes"].split()),
        weak_codes=frozenset(table["words_too"].split()),
        symbols=table["symbols"],
        prefixes=table["symbol_prefixes"],
        nouns=nouns,
        subunits={
            form: entry["of"] or None
            for entry in table["subunits"].values()
            for form in entry["forms"].split()
        },
        adjectives=frozenset(word for noun in nouns.values() for word in noun.adjectives)
        | frozenset(table["first_words"].split()),
    )


CURRENCIES = _load()
"""Read once, when the module is imported."""
