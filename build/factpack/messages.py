"""Messages without the words of articles: what is quoted in them is cut."""

from __future__ import annotations

import re

QUOTED_WORDS = 3
"""Quoted stretches of so many words or more are cut from findings: shorter ones are file names and
keys. Rows about an article that withholds words lose every quoted or bracketed stretch."""

_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|«[^«»]*»|(?<!\w)'[^']*'|‘[^‘’]*’|`[^`]*`")
_QUOTED_OR_BRACKETED = re.compile(rf"{_QUOTED.pattern}|\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"\w+")
_CUT = "[words withheld]"


def cut_quoted(message: str) -> str:
    """The message of a finding without the long quotations in it.

    >>> cut_quoted('no speaker for "it was the best of times"')
    'no speaker for [words withheld]'
    >>> cut_quoted('unknown key "rigths"')
    'unknown key "rigths"'
    """
    return _QUOTED.sub(
        lambda match: match[0] if len(_WORD.findall(match[0])) < QUOTED_WORDS else _CUT, message
    )


def cut_all_quoted(message: str) -> str:
    """A message about an article without anything that may be the article's words.

    >>> cut_all_quoted("The object (two wooden boats) is not known.")
    'The object [words withheld] is not known.'
    """
    return _QUOTED_OR_BRACKETED.sub(_CUT, message)
