"""What the words of a name alone say of its type."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import PURPOSE
from factpack.extract.names.entity_type import (
    ORGANIZATION,
    OTHER,
    PERSON,
    PLACE,
    PRODUCT,
    TYPES,
)
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc

_PLACE_OF = word_list("names", "types.form.place_of")
_OTHER_LAST = word_list("names", "types.form.other_last")
_TRADES = word_list("names", "types.form.trades")
"""Words of organisations' names that say what they trade in or do, not that they are some."""
_WORDS_TOO = word_list("names", "types.form.words_too")
"""Legal forms that are short words of other languages as well."""
_KINDS = {"organization": ORGANIZATION, "product": PRODUCT, "place": PLACE, "other": OTHER}
_KNOWN = 4.0
"""Weight of what a well-known name is known for.

Half of it for a common word and for one that people bear, twice for several words."""
CAPITALS = 1.5
"""Weight of capitals all over, or within a word, for an organisation."""
_NOBODY = 3.0
"""Weight against a person of a trade behind no given name: "Acme's CEO, Lens Energy"."""
_BEHIND = frozenset(("II", "IV", "VI", "IX", "XI", "JR", "SR", "MP", "MD", "QC", "KC", "LI", "XU"))
"""Two capitals that people have behind their names, or as a surname."""
_STRANGE = 0.7
"""Weight of two or three words that no list has, as in "Xarl Zentok"."""
_SPELT_OUT = 4
"""Letters from which on acronyms are written as words too: "Nasa"."""
_LISTED = lx.COMMON | lx.PLACE | lx.ORG_WORD | lx.PRODUCT_WORD | lx.LEGAL | lx.EMPTY | lx.ROLE
_LISTED |= lx.PLACE_WORD | lx.PLACE_HEAD | lx.FUNCTION | lx.ORG_HEAD | lx.DEMONYM


def of_form(name: Name, flagged: Doc) -> list[float]:
    """Weights from the words of a name alone, in the order of `TYPES`."""
    votes = [0.0] * len(TYPES)
    first, size = flagged.flags[name.first], len(name.words)
    doubtful = size == 1 and first & (lx.COMMON | lx.GIVEN | lx.SURNAME)
    for kind in _known_as(flagged.text[name.start : name.end]):
        votes[_KINDS[kind]] += _KNOWN / 2 if doubtful else _KNOWN if size == 1 else 2 * _KNOWN
    if size == 1:
        _of_word(flagged.words[name.first], first, votes)
    else:
        _of_words(name, flagged, votes)
        if _has_digit(name.words[-1]):
            votes[PRODUCT] += 3
        if any(map(_is_abbreviation, flagged.words[name.first + 1 : name.last + 1])):
            votes[PERSON] = min(votes[PERSON], 0.0) - _NOBODY  # "Mac OS X"
    return votes


def is_well_known(form: str) -> bool:
    """Whether a name is well known as that of one thing."""
    return bool(_known_as(form))


def _known_as(form: str) -> tuple[str, ...]:
    """What a well-known name is known for; nothing where it is none."""
    known = lx.lexicon().known
    found = known.get(form)
    if found is None and form.startswith(("The ", "the ")):
        found = known.get(form[4:])
    if found is None and len(form) >= _SPELT_OUT and form.istitle():
        found = known.get(form.upper())
    return found or ()


def _is_abbreviation(word: str) -> bool:
    """Whether two capitals are short for something: "OS"; not "II", the second of a name."""
    return len(word) == 2 and word.isupper() and word.isalpha() and word not in _BEHIND


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))


def _of_word(word: str, flag: int, votes: list[float]) -> None:
    """Add the weights of a name of one word."""
    if flag & lx.PLACE:
        strong = flag & lx.COUNTRY or (flag & lx.MAJOR_PLACE and not flag & lx.COMMON)
        clear = not flag & (lx.GIVEN | lx.SURNAME | lx.COMMON)
        # What a country's officials and shares say is no evidence of an organisation.
        sure = 20 if not flag & lx.GIVEN else 4
        votes[PLACE] += sure if strong else 2.5 if clear else 0.9
    if _has_digit(word):
        votes[PRODUCT] += 0 if word[0].isdigit() else 2
        votes[PERSON] -= _NOBODY  # "18F works"
    elif word[0].islower():
        votes[PRODUCT] += 2 if word[0] == "i" else 0.5
        votes[ORGANIZATION] += 0.3
    elif (word.isupper() and len(word) > 1) or not (word[1:].islower() or "-" in word):
        votes[ORGANIZATION] += CAPITALS
    elif flag & lx.GIVEN and not flag & lx.COMMON:
        votes[PERSON] += 1.2 if flag & lx.GIVEN_TOP else 0.5 if flag & lx.SURNAME else 0.9
    elif flag & lx.SURNAME:
        votes[PERSON] += 0.4


def _of_words(name: Name, flagged: Doc, votes: list[float]) -> None:
    """Add the weights of a name of several words."""
    words, size = name.words, len(name.words)
    places = lx.lexicon().places
    tokens = [i for i in range(name.first, name.last + 1) if flagged.words[i] not in (".", ",")]
    flags = [flagged.flags[i] for i in tokens]
    if words in places:
        votes[PLACE] += 5
    end = size - 1
    while end and flags[end] & lx.LEGAL and words[end] not in _WORDS_TOO:
        votes[ORGANIZATION] += 8
        end -= 1
    tail = flags[end]
    # The first of these words: "Institute for the Study of War" is an institute.
    at = next((i for i, word in enumerate(words) if word in PURPOSE), 0)
    if "of" in words or (at and flags[at - 1] & lx.ORG_HEAD):
        # "Tarn City of Oland Province" is a place, the "City of Tarn" acts.
        if words[at - 1] in _PLACE_OF or (at > 1 and flags[at - 1] & lx.PLACE_WORD):
            votes[PLACE] += 4
        elif flags[at - 1] & (lx.ORG_HEAD | lx.ORG_WORD):
            votes[ORGANIZATION] += 5
        else:
            votes[OTHER] += 1.5
        return
    if "&" in words:
        # "Orrin & Vale", "Vale Foods & Drinks Group"; "Suit & Tie" may be anything.
        plain_nouns = all(
            flags[i] & lx.COMMON or words[i] == "&" for i in range(min(size, len(flags)))
        )
        votes[ORGANIZATION] += 3 if tail & lx.ORG_WORD or not plain_nouns else 1.5
        return
    first, plain = flags[0], flagged.words[name.first]
    given = first & lx.GIVEN and not plain.isupper()
    if tail & lx.ORG_WORD and tail & lx.PRODUCT_WORD and end:
        votes[ORGANIZATION] += 1.5
        votes[PRODUCT] += 0.5
    elif tail & lx.ORG_WORD and end:
        weight = _of_org_word(words[: end + 1], flags[: end + 1], given=bool(given))
        votes[ORGANIZATION] += weight
        votes[PERSON] -= _NOBODY if words[end] in _TRADES and not given else 0
    elif given:
        weight = 3.0 if first & lx.COMMON else 5.0
        if tail & lx.COMMON and not tail & lx.SURNAME:
            weight = 0.0 if first & (lx.PLACE | lx.COMMON) else weight - 2.5
        votes[PERSON] += 0.0 if _has_digit(words[-1]) else weight
    elif size == 2 and flags[-1] & lx.SURNAME and not first & (lx.COMMON | lx.PLACE_HEAD):
        # Bare capitals are the initials of a person less often than a firm's.
        votes[PERSON] += 0.5 if plain.isupper() else 1.5
    if votes[PERSON] <= 0 and size <= 3:
        if all(is_strange(i, flagged) for i in range(name.first, name.last + 1)):
            votes[PERSON] += _STRANGE
    if any(len(w) == 1 for w in words[:-1]) and not tail & (lx.ORG_WORD | lx.COMMON):
        votes[PERSON] += 2.5 if "." in flagged.words[name.first : name.last] else 1
    if not given and any(flag & lx.ORG_WORD for flag in flags[:-1]):
        votes[ORGANIZATION] += 1.5
    if tail & lx.PLACE_WORD and not tail & lx.ORG_WORD:
        votes[PLACE] += 1.5 if given else 6
    new = plain.istitle() and not flagged.words[tokens[-1]].isupper()
    if first & lx.PLACE_HEAD and new and size == 2 and not tail & (lx.ORG_WORD | lx.COMMON):
        votes[PLACE] += 2
    if tail & lx.PRODUCT_WORD and not tail & lx.ORG_WORD:
        votes[PRODUCT] += 3.5
    if words[end] in _OTHER_LAST:
        votes[OTHER] += 4


def _of_org_word(words: tuple[str, ...], flags: list[int], *, given: bool) -> float:
    """The weight of a last word that organisations are called by.

    "Corporate Social Investment" is what a firm does: common nouns before the name of a trade say
    little. Two words of which the first is a given name alone and the second a surname as well
    ("Steve Parish") are a person's where the words around say so.
    """
    if words[-1] in _TRADES and all(flag & lx.COMMON for flag in flags[:-1]):
        return 1.5
    if given and len(words) == 2 and not flags[0] & (lx.COMMON | lx.PLACE | lx.SURNAME):
        return 2.5
    return 5


def is_strange(token: int, flagged: Doc) -> bool:
    """Whether no list has a word, as is so of people from anywhere."""
    word = flagged.words[token]
    return (
        word.isalpha() and word.istitle() and len(word) > 1 and not flagged.flags[token] & _LISTED
    )
