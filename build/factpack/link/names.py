"""Names, compared: the key that all ways of writing one name share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from factpack_validators.package_yaml import read_yaml

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "&": " and "})
_POSSESSIVE = re.compile(r"'s?$")
_INITIALS = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b)")
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[\w+#]+")
_DIGITS = re.compile(r"\d+")
_LONGEST = 200
"""Code points of a name that are looked at: longer ones are sentences, not names."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of `names.yaml`, as sets of words or of tuples of words."""

    legal_forms: Mapping[tuple[str, ...], str]
    leading_legal_forms: frozenset[str]
    joining_words: frozenset[str]
    titles: frozenset[str]
    suffixes: frozenset[str]
    degrees: frozenset[str]
    articles: frozenset[str]
    small_words: frozenset[str]
    places: Mapping[str, str]


@cache
def name_words() -> NameWords:
    """The lists of words, from the file beside this module."""
    data = read_yaml((files(__package__) / "names.yaml").read_text("utf-8"))
    return NameWords(
        legal_forms={
            tuple(variant.split()): variants[0]
            for variants in data["legal_forms"]
            for variant in variants
        },
        places={other: names[0] for names in data["places"] for other in names[1:]},
        **{
            name: frozenset(data[name])
            for name in (
                "leading_legal_forms",
                "joining_words",
                "titles",
                "suffixes",
                "degrees",
                "articles",
                "small_words",
            )
        },
    )


def words_of(name: str) -> list[str]:
    """Words of a name without case, accents, punctuation and a possessive ending.

    A name that has no word at all gives itself as the one word, so that no key is empty.

    >>> words_of("Société  Générale S.A.")
    ['societe', 'generale', 'sa']
    >>> words_of("Gray & Sons’")
    ['gray', 'and', 'sons']
    >>> words_of("Model 3.5")
    ['model', '3.5']
    """
    plain = unicodedata.normalize("NFKD", name[:_LONGEST])
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = _POSSESSIVE.sub("", plain.translate(_APOSTROPHES).strip())
    plain = _INITIALS.sub(r"\1", plain).replace("'", "")
    words = _WORD.findall(plain)
    if len(words) > 1 and words[0] in name_words().articles:
        words = words[1:]
    return words or [" ".join(name.split()) or "?"]


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Key of the name of anything but a person: its words.

    >>> name_key("The Circular Letter")
    'circular letter'
    """
    return " ".join(words_of(name))


@lru_cache(maxsize=65_536)
def person_key(name: str) -> str:
    """Key of a person's name: its words without titles and degrees, family name last.

    >>> person_key("Dr. Ada Lindqvist, PhD")
    'ada lindqvist'
    >>> person_key("Lindqvist, Ada")
    'ada lindqvist'
    """
    lists = name_words()
    head, comma, tail = name.partition(",")
    if comma and tail.strip():
        after = words_of(tail)
        if not all(w in lists.suffixes or w in lists.degrees for w in after):
            name = f"{tail} {head}"
    words = words_of(name)
    while len(words) > 1 and words[-1] in lists.degrees:
        words = words[:-1]
    while len(words) > 1 and words[0] in lists.titles:
        words = words[1:]
    return " ".join(words)


def without_legal_form(key: str) -> str:
    """Key of an organisation without its legal forms; at least one word stays.

    >>> without_legal_form("gray and co kg")
    'gray'
    >>> without_legal_form("the company")
    'the company'
    """
    lists = name_words()
    words = key.split(" ")
    if len(words) > 1 and words[0] in lists.leading_legal_forms:
        words = words[1:]
    shorter = True
    while shorter:
        shorter = False
        for n in range(min(4, len(words) - 1), 0, -1):
            if tuple(words[-n:]) in lists.legal_forms:
                words = words[:-n]
                while len(words) > 1 and words[-1] in lists.joining_words:
                    words = words[:-1]
                shorter = True
                break
    if words == ["the"]:
        return key
    return " ".join(words)


def legal_form(key: str) -> str:
    """The legal form that a key ends in, in its first written variant; empty where it has none.

    >>> legal_form("acme corporation")
    'corp'
    """
    words = key.split(" ")
    forms = name_words().legal_forms
    for n in range(min(4, len(words) - 1), 0, -1):
        if tuple(words[-n:]) in forms:
            return forms[tuple(words[-n:])]
    return ""


def compact(key: str) -> str:
    """The key without spaces, except between numbers, which must not run together.

    >>> compact("y combinator") == compact("ycombinator")
    True
    >>> compact("model 3 5") == compact("model 35")
    False
    """
    return re.sub(r"(?<=\d) (?=\d)", "|", key).replace(" ", "")


def digits(key: str) -> tuple[str, ...]:
    """Numbers in a key, in order: two names whose numbers differ are two."""
    return tuple(_DIGITS.findall(key))


def acronyms(key: str) -> frozenset[str]:
    """Acronyms that the words of a key may give, of three letters or more.

    >>> sorted(acronyms("ministry of public works"))
    ['mopw', 'mpw']
    """
    words = [w for w in without_legal_form(key).split(" ") if not w[0].isdigit()]
    small = name_words().small_words
    every = "".join(w[0] for w in words)
    large = "".join(w[0] for w in words if w not in small)
    return frozenset(a for a in (every, large) if len(a) >= 3 and len(words) >= 3)


@dataclass(frozen=True, slots=True)
class PersonName:
    """Parts of a person's key; `first` and `middles` are empty for a family name alone."""

    first: str
    middles: tuple[str, ...]
    last: str
    suffix: str


def person_name(key: str) -> PersonName:
    """Take a person's key apart.

    >>> person_name("ada m lindqvist jr")
    PersonName(first='ada', middles=('m',), last='lindqvist', suffix='jr')
    """
    words = key.split(" ")
    suffix = ""
    if len(words) > 1 and words[-1] in name_words().suffixes:
        suffix = {"junior": "jr", "senior": "sr"}.get(words[-1], words[-1])
        words = words[:-1]
    if len(words) == 1:
        return PersonName("", (), words[0], suffix)
    return PersonName(words[0], tuple(words[1:-1]), words[-1], suffix)
