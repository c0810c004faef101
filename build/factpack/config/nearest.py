"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

_CLOSE = 60.0
"""Similarity, of 100, from which a word is taken for a slip of another. Two letters of six may
differ ("licence", "license"; "txt", "text"); unrelated keys of dataset.yaml stay below."""

_LONGEST = 100
"""A longer word is no slip of a key; comparing it would only cost time."""


def nearest(word: str, choices: Sequence[str]) -> str | None:
    """The choice most like a word, the first of equals; None where nothing resembles it at all.

    >>> nearest("licence", ["name", "license"])
    'license'
    """
    if len(word) > _LONGEST:
        return None
    found = process.extractOne(
        word, choices, scorer=fuzz.ratio, processor=str.lower, score_cutoff=1.0
    )
    return str(found[0]) if found else None


def suggestion(word: str, choices: Sequence[str]) -> str:
    """Words that name the nearest choice, and all of them where it is not near.

    >>> suggestion("licence", ["name", "license"])
    'did you mean license?'
    >>> suggestion("zzz", ["name", "license"])
    'it can be name, license'
    """
    near = nearest(word, choices)
    if near and fuzz.ratio(word.lower(), near.lower()) >= _CLOSE:
        return f"did you mean {near}?"
    listed = ", ".join(choices)
    return f"the nearest is {near}; it can be {listed}" if near else f"it can be {listed}"
