"""What a starter or a template left in a dataset.yaml for its publisher to fill in."""

from __future__ import annotations

import re

_SET = r"(?:dataset|data set|corpus)"
_PART = r"(?:title|name|description|licen[cs]e)"
_WHOLE = re.compile(
    r"(?:to ?do|t\.?b\.?[ad]\.?|fix ?me|x{3,}|\?+|\.{3,}|…|-+|placeholder|lorem ipsum\b.*"
    r"|(?:please )?(?:add|change|choose|describe|edit|enter|fill|give|insert|replace|select|write)"
    rf"(?: (?:an?|brief|here|in|it|me|of|one|out|short|some|text|the|this|value|what|words?|your"
    rf"|{_PART}|{_SET}))*"
    rf"|(?:my |your |the |an? |some )?(?:{_SET} )?{_PART}(?: (?:goes )?here"
    rf"| of (?:the|your|my) {_SET})?"
    rf"|your[ -](?:{_PART}|{_SET})\b.{{0,60}}|untitled(?: {_SET})?"
    r"|<[^<>]*>|\[[^\[\]]*\]|\{{1,2}[^{}]*\}{1,2}"
    r"|none|null|unknown|n/?a)[.!: ]*",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:TODO|FIXME|TBD|TBA|XXX+)\b|<(?:your|insert|fill)\b", re.ASCII)


def is_placeholder(text: str) -> bool:
    """Whether a value only holds the place of one.

    >>> is_placeholder("TODO"), is_placeholder("Your title here"), is_placeholder("Titles of 1871")
    (True, True, False)
    """
    line = " ".join(text.split())
    return bool(_WHOLE.fullmatch(line[:200]) or _WITHIN.search(line))
