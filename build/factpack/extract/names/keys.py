"""By which words equal names are known."""

from __future__ import annotations

from factpack.extract.languages.en.word_lists import word_list

_LEGAL = word_list("names", "keys.legal")
_SHORT = {
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    "limited": "ltd",
}


def name_key(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words by which equal names are known: no leading article, no legal form at the end.

    >>> name_key(("the", "vela", "group", "inc"))
    ('vela', 'group')
    """
    if len(words) == 1:
        return words
    if words[0] == "the":
        words = words[1:]
    end = len(words)
    while end > 1 and words[end - 1] in _LEGAL:
        end -= 1
    return words[:end]


def legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """A legal form as it is written in full or short, and with or without stops.

    >>> legal_form(("incorporated",)), legal_form(("s.p.a",))
    (('inc',), ('spa',))
    """
    plain = (plain_word(word) for word in words)
    return tuple(_SHORT.get(word, word) for word in plain)


def plain_word(word: str) -> str:
    """A word without the stops and ampersands of an abbreviation.

    >>> plain_word("u.s")
    'us'
    """
    return word.replace(".", "").replace("&", "") if not word.isalnum() else word
