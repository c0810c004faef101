"""By which words equal names are known."""

from __future__ import annotations

from factpack.extract.languages.en.word_lists import word_list

_LEGAL = word_list("names", "keys.legal")


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


def plain_word(word: str) -> str:
    """A word without the stops and ampersands of an abbreviation.

    >>> plain_word("u.s")
    'us'
    """
    return word.replace(".", "").replace("&", "") if not word.isalnum() else word
