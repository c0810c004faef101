"""Messages without the words of articles: what is quoted in them is cut."""

from __future__ import annotations

import re

QUOTED_WORDS = 3
"""Quoted stretches of so many words or more are cut from findings: shorter ones are file names and
keys. Rows about an article that withholds words lose every quoted or bracketed stretch."""

_QUOTED = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"|“[^“”]*”|«[^«»]*»|(?<!\w)'(?:[^'\\]|\\.)*'|‘[^‘’]*’|`[^`]*`", re.DOTALL
)
_OPENING = re.compile(r"[\"“«‘`(\[]|(?<!\w)'")
_CLOSING = "\"”»’`)]'"
_LONG = 2_000
"""Characters from which a message is cut as a whole: one quotation that does not end costs its rest
to read, so many would cost the square of it."""
_WORD = re.compile(r"\w+")
_CUT = "[words withheld]"


def cut_quoted(message: str) -> str:
    """The message of a finding without the long quotations in it.

    >>> cut_quoted('no speaker for "it was the best of times"')
    'no speaker for [words withheld]'
    >>> cut_quoted('unknown key "rigths"')
    'unknown key "rigths"'
    """
    if len(message) > _LONG:
        return cut_all_quoted(message)
    return _QUOTED.sub(
        lambda match: match[0] if len(_WORD.findall(match[0])) < QUOTED_WORDS else _CUT, message
    )


def cut_all_quoted(message: str) -> str:
    """A message about an article without anything that may be the article's words.

    Words may hold quotation marks of their own, so all goes from the first mark to the last.

    >>> cut_all_quoted("The object (two wooden boats) is not known.")
    'The object [words withheld] is not known.'
    """
    first = _OPENING.search(message)
    if first is None:
        return message
    last = max(message.rfind(mark) for mark in _CLOSING)
    rest = message[last + 1 :] if last > first.start() else ""
    return message[: first.start()] + _CUT + rest
