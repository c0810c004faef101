"""What is known of single words: one number of flags for each lower-case form, from `lexicon/`.

The files are plain text, so that they can be read and corrected; each says how it was made. They
are read once, at the first article.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FUNCTION = 1 << 0
"""Determiner, preposition, adverb …: never part of a name when it opens a sentence."""
CALENDAR = 1 << 1
DEMONYM = 1 << 2
"""Nationality, language, religion, party: an adjective that English capitalises."""
ACRONYM = 1 << 3
"""Common noun in capitals: AI, CEO, GPU."""
NOT_NAME = 1 << 4
"""Capitalised word that alone names nothing of ours: Internet, Figure, North."""
ROLE = 1 << 5
"""Post that stands before or after a person's name: CEO, president, minister."""
ROLE_MOD = 1 << 6
"""Word that a post may open with: chief, senior, vice."""
WEAK_TITLE = 1 << 7
"""Post that is a surname or part of other names as well: king, general, partner."""
HONORIFIC = 1 << 8
LEGAL = 1 << 9
"""Legal form: Inc, GmbH."""
ORG_WORD = 1 << 10
"""Word that makes a name an organisation's where the name ends in it: Bank, Systems."""
ORG_HEAD = 1 << 11
"""Noun that takes "of" inside a name: Bank of, Department of."""
PLACE_WORD = 1 << 12
"""Word that makes a name a place's where it ends it: River, County."""
PLACE_HEAD = 1 << 13
"""Word that makes a name a place's where it opens it: Mount, Lake, San."""
PRODUCT_WORD = 1 << 14
GIVEN_M = 1 << 15
GIVEN_F = 1 << 16
SURNAME = 1 << 17
PLACE = 1 << 18
"""Name of a place, in one word."""
NOUN = 1 << 19
PLURAL = 1 << 20
VERB = 1 << 21
PAST = 1 << 22
THIRD = 1 << 23
GERUND = 1 << 24
ADJECTIVE = 1 << 25
ADVERB = 1 << 26
CURRENCY = 1 << 27
OPENER = 1 << 28
"""Word that is seldom a name's first when it opens a sentence: based, analysts, shares."""
MAYBE_CALENDAR = 1 << 29
PERSON_NOUN = 1 << 30
ORG_NOUN = 1 << 31
PRODUCT_NOUN = 1 << 32
ROLE_LOWER = 1 << 33
"""Post in lower case, as context of a name."""

MAJOR_PLACE = 1 << 34
"""Country, state or large city in one word: what else is so called is rare in news."""
GIVEN_TOP = 1 << 35
"""Given name so frequent that alone it is hardly ever anything else."""
COUNTRY = 1 << 36
"""Country, state or region: whatever else the word means, in capitals it is that place."""

GIVEN = GIVEN_M | GIVEN_F
COMMON = NOUN | PLURAL | VERB | PAST | THIRD | GERUND | ADJECTIVE | ADVERB
"""In the dictionary of lower-case words."""
EMPTY = CALENDAR | DEMONYM | ACRONYM | NOT_NAME | CURRENCY
"""Capitalised without being a name."""

_POS = {
    "n": NOUN,
    "p": PLURAL,
    "v": VERB,
    "d": PAST,
    "z": THIRD,
    "g": GERUND,
    "j": ADJECTIVE,
    "r": ADVERB,
}
_CLASSES = {
    "function": FUNCTION,
    "opener": OPENER,
    "calendar": CALENDAR,
    "maybe_calendar": MAYBE_CALENDAR,
    "demonym": DEMONYM,
    "currency": CURRENCY,
    "not_name": NOT_NAME,
    "acronym": ACRONYM,
    "legal": LEGAL,
    "org_word": ORG_WORD,
    "org_head": ORG_HEAD,
    "place_word": PLACE_WORD,
    "place_head": PLACE_HEAD,
    "product_word": PRODUCT_WORD,
    "product_noun": PRODUCT_NOUN,
    "org_noun": ORG_NOUN,
    "person_noun": PERSON_NOUN,
    "honorific": HONORIFIC,
    "role": ROLE,
    "role_mod": ROLE_MOD,
    "weak_title": WEAK_TITLE,
    "role_lower": ROLE_LOWER,
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the search for names knows beforehand.

    Attributes:
        flags: lower-case word to the sum of its flags; a word that is missing is unknown.
        classes: the further classes of `words.txt`, by name.
        places: names of places of several words, as tuples of lower-case words.
        known: well-known names as they are written, without "the", to what they name: one or two
            of organization, product, place and other.
    """

    flags: dict[str, int]
    classes: dict[str, frozenset[str]]
    places: frozenset[tuple[str, ...]]
    known: dict[str, tuple[str, ...]]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read at the first call."""
    flags: dict[str, int] = {}
    for tags, words in _sections("english.txt"):
        flag = sum(_POS[tag] for tag in tags)
        flags.update(dict.fromkeys(words, flag))
    classes: dict[str, frozenset[str]] = {}
    for name, words in _classes("words.txt"):
        classes[name] = frozenset(words)
        if name in _CLASSES:
            _add(flags, words, _CLASSES[name])
    for sex, words in _sections("given_names.txt"):
        flag = {"m": GIVEN_M, "f": GIVEN_F, "u": GIVEN, "t": GIVEN_TOP}[sex]
        _add(flags, [word.lower() for word in words], flag)
    for line in _lines("surnames.txt"):
        _add(flags, line.lower().split(), SURNAME)
    places: set[tuple[str, ...]] = set()
    for name, flag in (
        ("cities.txt", PLACE),
        ("large_cities.txt", PLACE | MAJOR_PLACE),
        ("places.txt", PLACE | MAJOR_PLACE | COUNTRY),
    ):
        for line in _lines(name):
            place = tuple(line.lower().replace(",", " ").split())
            if len(place) == 1:
                _add(flags, [place[0].rstrip(".")], flag)
            else:
                places.add(place)
    return Lexicon(flags, classes, frozenset(places), _known_names())


def is_listed(word: str) -> bool:
    """Whether a lower-case word is a common word, a given name or a surname that is known.

    >>> is_listed("tester"), is_listed("anderson"), is_listed("zukerberg")
    (True, True, False)
    """
    return bool(lexicon().flags.get(word, 0) & (COMMON | GIVEN | SURNAME))


@cache
def areas() -> frozenset[str]:
    """Lower-case names of countries, states and regions, less those that are cities as well.

    >>> "norway" in areas(), "singapore" in areas(), "oslo" in areas()
    (True, False, False)
    """
    cities = {line.lower() for name in ("cities.txt", "large_cities.txt") for line in _lines(name)}
    return frozenset(line.lower() for line in _lines("places.txt")) - cities


@cache
def demonyms() -> dict[str, tuple[str, ...]]:
    """Lower-case adjective of nationality to the names of its country, the usual one first."""
    pairs = [line.split(": ", 1) for line in _lines("demonyms.txt")]
    return {adjective: tuple(names.split(", ")) for adjective, names in pairs}


def _add(flags: dict[str, int], words: list[str], flag: int) -> None:
    for word in words:
        flags[word] = flags.get(word, 0) | flag


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath("names", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _known_names() -> dict[str, tuple[str, ...]]:
    """Lines of one kind each: "kind: name; name", several kinds joined by "+"."""
    known: dict[str, tuple[str, ...]] = {}
    for line in _lines("known_names.txt"):
        kinds, names = line.split(": ", 1)
        for name in names.split("; "):
            known[name] = tuple(kinds.split("+"))
    return known


def _sections(name: str) -> list[tuple[str, list[str]]]:
    """Sections of one line each: "tag: words"."""
    pairs = [line.split(": ", 1) for line in _lines(name)]
    return [(tag, words.split()) for tag, words in pairs]


def _classes(name: str) -> list[tuple[str, list[str]]]:
    """Sections of several lines, each opened by a line that ends in a colon."""
    found: list[tuple[str, list[str]]] = []
    for line in _lines(name):
        if line.endswith(":"):
            found.append((line[:-1], []))
        else:
            found[-1][1].extend(line.split())
    return found
