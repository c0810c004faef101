"""A name as it stands in a text."""

from __future__ import annotations

from dataclasses import dataclass

from factpack.extract.names.known import KnownName


@dataclass(slots=True, eq=False)
class Name:
    """A name as it stands in the text.

    Attributes:
        first: number of its first token.
        last: number of its last token.
        start: offset of its first character.
        end: offset after its last.
        words: its words in lower case, without stops and commas.
        initial: opens a sentence, so that its capital proves nothing.
        role_before: a post or an honorific stands right before it.
        honorific: that is an honorific.
        role_after: a post stands right after it.
        known: the curated name that it is, or None.
    """

    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    initial: bool = False
    role_before: bool = False
    honorific: bool = False
    role_after: bool = False
    known: KnownName | None = None
