"""Hashes of words: plain where the words are published, keyed where rights withhold them.

The hash of a name, a date or a sum is no secret: whoever tries all of them finds it. So the words
that an article withholds are hashed with a key that only holders of the article have, because it is
made of the whole text:

- key of an article: HMAC-SHA256 of its normalised text, the key being `_DOMAIN`;
- hash of a span: HMAC-SHA256 of `span START END`, a line feed and the words, under that key;
- hash of the words of an object: HMAC-SHA256 of `object`, a line feed and the words in one form.

A text of fewer than `GUESSABLE_CHARS` characters might itself be guessed from the facts that the
release gives, and each of its hashes would confirm the guess: it has none. The words of its objects
are told apart by a hash of the identifier of the claim, which says nothing of them.
"""

from __future__ import annotations

import hashlib
import hmac
import re

GUESSABLE_CHARS = 500
"""Characters from which a text has hashes although it is withheld: some 80 words, of which facts
give at most half away; what is left is beyond guessing (docs/decisions/0012-withheld-words.md)."""

_DOMAIN = b"factpack withheld words 1"
_WORD = re.compile(r"\w+")


def words_key(text: str) -> bytes | None:
    """Key of the words of an article, 32 bytes, or None where its text might be guessed."""
    if len(text) < GUESSABLE_CHARS:
        return None
    return hmac.digest(_DOMAIN, _bytes(text), "sha256")


def words_digest(words: str) -> str:
    """SHA-256 of words that are published, as 64 hexadecimal digits."""
    return hashlib.sha256(_bytes(words)).hexdigest()


def withheld_digest(key: bytes, start: int, end: int, words: str) -> str:
    """Keyed hash of withheld words at their place, so that equal words elsewhere have another."""
    return hmac.digest(key, _bytes(f"span {start} {end}\n{words}"), "sha256").hex()


def object_digest(words: str) -> str:
    """SHA-256 of the case-folded words of a text object, punctuation and spacing left out.

    >>> object_digest("Deep  learning.") == object_digest("deep learning")
    True
    """
    return words_digest(_one_form(words))


def withheld_object_digest(key: bytes | None, claim_id: str, words: str) -> str:
    """Hash of the withheld words of an object; without a key, of the claim alone."""
    if key is None:
        return words_digest(f"object of {claim_id}")
    return hmac.digest(key, _bytes(f"object\n{_one_form(words)}"), "sha256").hex()


def _one_form(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
