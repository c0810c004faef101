"""Numbers that stand for paragraphs and outlets, the same everywhere."""

from __future__ import annotations

import hashlib

from factpack.normalise.titles import title_key

MAX_STANDING = 450
"""Characters of the longest paragraph that counts: sign-up boxes have up to 420, and a longer one
that an outlet repeats is as likely a description of itself, which states facts."""


def paragraph_key(text: str) -> int:
    """What printings of one paragraph have in common, as a number: its words, without case."""
    return number_of("paragraph", title_key(text) or text)


def number_of(*parts: str) -> int:
    """A number of 64 bits that stands for words."""
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")
