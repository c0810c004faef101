"""What would run, or load something from elsewhere, where a page or picture is shown.

Every pattern takes time in proportion to the text, whatever the text.
"""

from __future__ import annotations

import re

_RUNS = re.compile(
    r"<\s{0,8}/?(?:script|style|iframe|object|embed|foreignObject|base|form|meta|img|image|link"
    r"|video|audio|source|picture|frame|frameset|applet|input|portal)\b"
    r"|[\s/]on[a-z]{1,30}\s{0,8}=|javascript:|data:text/html|<!ENTITY|<!DOCTYPE|@import"
    r"|url\(\s{0,8}[\"']?(?!#)",
    re.IGNORECASE,
)
_EXTERNAL = re.compile(
    r"(?:xlink:href|href|src)\s{0,8}=\s{0,8}(?:[\"'](?!#)([^\"']{1,200})|(?![\"'#])(\S{1,200}))",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\\.|!\[|\[|\](?:\(\s{0,8}<?(\S{0,200}))?|\n[ \t]{0,8}\n", re.DOTALL)
_DEFINITION = re.compile(
    r"^ {0,3}\[[^\]\n]{1,200}\]:\s{0,8}<?(?:https?:)?//", re.IGNORECASE | re.MULTILINE
)
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)

_PIPED = re.compile(
    r"(?<!\w)(?:curl|wget|iwr|irm|fetch|invoke-(?:webrequest|restmethod))\b[^\n]{0,300}?"
    r"\|\s{0,8}(?:sudo\s{1,8})?(?:ba|z|da|k|fi)?(?:sh|iex|python[0-9.]{0,4}|perl|node|powershell)\b",
    re.IGNORECASE,
)
"""A script that is fetched and run at once."""

Place = tuple[int, str]
"""Where in a text, and what stands there."""


def active_place(page: str) -> Place | None:
    """The first place of a page or picture that would run or load something, None without one.

    >>> active_place("a [link](https://x.example) and ![a [b] plot](plots/a.svg)")
    >>> active_place("![x](https://x.example/x.png)")
    (0, '![x](https://x.example/x.png)')
    """
    found = _RUNS.search(page)
    places = [(found.start(), found[0].strip())] if found else []
    image = _foreign_image(page)
    return min([*places, image] if image else places, default=None)


def piped_script(page: str) -> Place | None:
    """The first command of a page that fetches a script and runs it, None without one.

    >>> piped_script("Run curl get.example | sh once."), piped_script("| curl | hair |")
    ((4, 'curl get.example | sh'), None)
    """
    found = _PIPED.search(page)
    return (found.start(), found[0]) if found else None


def external_place(drawing: str) -> Place | None:
    """The first place of a drawing that refers to something outside of it, None without one.

    >>> external_place('<a href="#top"/>'), external_place("<use href=other.svg#a />")
    (None, (5, 'other.svg#a'))
    """
    found = _EXTERNAL.search(drawing)
    return (found.start(), found[1] or found[2]) if found else None


def _foreign_image(page: str) -> Place | None:
    """The first picture of a page that lies on another machine."""
    opened: list[tuple[int, bool]] = []
    by_name: Place | None = None
    for mark in _BRACKETS.finditer(page):
        if mark[0] in ("![", "["):
            opened.append((mark.start(), mark[0] == "!["))
        elif mark[0].startswith("]"):
            start, is_image = opened.pop() if opened else (0, False)
            if is_image and mark[1] is None:
                by_name = by_name or (start, page[start : mark.end()])
            elif is_image and _ELSEWHERE.match(mark[1]):
                return start, page[start : min(mark.end(), start + 200)]
        elif mark[0].startswith("\n"):
            opened.clear()
    # A picture that is named, and somewhere a name of an address.
    return by_name if by_name and _DEFINITION.search(page) else None
