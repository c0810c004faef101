"""Markdown that says what a text says, whatever the text holds.

Names, titles and quotations come from articles that anybody may have written. Templates mark up,
and every value that is put into them is escaped unless it is `Markdown` already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Characters that show nothing or turn the direction of the text around them."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_SPECIAL = re.compile(r"[\\`*_\[\]|~$#@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_RUNS = re.compile(
    r"(?<=javascript)(:)|(?<=data)(:)(?=text/html)|(?<=url)(\()|(?<=[\s/])(on[a-z]+\s*)=|\\?@(?=import)",
    re.IGNORECASE,
)
"""Where words look like what a page runs: "JavaScript: The Weekly"."""
_NO_CODE = re.compile(rf"[`|\\<]|{_RUNS.pattern}", re.IGNORECASE)
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_URL = re.compile(r"https?://[^\s<>\\`|\x00-\x1f\x7f]+")
_BLOCK_START = re.compile(r"^([-+=]|\d+(?=[.)]))")


class Markdown(str):
    """Text that is Markdown already."""

    __slots__ = ()


def one_line(text: str) -> str:
    r"""The text on one line: white space becomes single spaces, what cannot be seen falls away.

    >>> one_line('a\n---\nb\u202e')
    'a --- b'
    """
    return " ".join(_INVISIBLE.sub("", _CONTROL.sub(" ", text)).split())


def escape(value: Any) -> Markdown:
    r"""A value as Markdown that reads as the value, fit for a line of text or a table cell.

    >>> print(escape("<b>*x*|</b>"))
    &lt;b&gt;\*x\*\|&lt;/b&gt;
    """
    if isinstance(value, Markdown):
        return value
    if isinstance(value, bool) or value is None:
        raise TypeError(f"nobody reads {value!r} in a text: the template should say it in words")
    if isinstance(value, int):
        return Markdown(f"{value:,}")
    return Markdown(_escape(one_line(str(value))))


def code(value: Any) -> Markdown:
    r"""A value as inline code, fit for a table cell; as text where code cannot hold it.

    >>> print(code("a_b"), code("a|b"))
    `a_b` a\|b
    """
    text = one_line(str(value))
    # Readers differ on backslashes and bars in the code of a cell; and code cannot escape "<",
    # while no page of a release may hold "<script".
    return Markdown(f"`{text}`") if text and not _NO_CODE.search(text) else escape(text)


def link(url: str) -> Markdown:
    r"""An address as a link; what is not an http address is only text.

    >>> print(link("https://example.org/a_b"), link("javascript:alert(1)"))
    <https://example.org/a_b> javascript\:alert(1)
    """
    return Markdown(f"<{url}>") if _URL.fullmatch(url) else escape(url)


def paragraphs(text: str) -> Markdown:
    r"""Plain text as Markdown paragraphs; blank lines part them, and backticks mark code.

    >>> print(paragraphs("- not a list\n\n# not a heading"))
    \- not a list
    <BLANKLINE>
    \# not a heading
    """
    found = (_with_code(part) for part in re.split(r"\n\s*\n", text.strip()))
    return Markdown("\n\n".join(_inert(part) for part in found if part))


def _with_code(text: str) -> str:
    # Every second stretch stood between backticks.
    stretches = re.split("`([^`]+)`", one_line(text))
    return "".join(code(s) if i % 2 else _escape(s) for i, s in enumerate(stretches))


def _escape(line: str) -> str:
    text = _SPECIAL.sub(lambda match: "\\" + match[0], line.translate(_HTML))
    return _RUNS.sub(_hold, text)


def _hold(match: re.Match[str]) -> str:
    """The same to a reader, but nothing that a program takes for content that runs."""
    if match[0].endswith("@"):
        return "&#64;"
    return f"{match[0][:-1]}\\{match[0][-1]}"


def _inert(paragraph: str) -> str:
    """The paragraph with a first character that does not begin a list, a rule or a heading."""
    start = _BLOCK_START.match(paragraph)
    if not start:
        return paragraph
    if start[1].isdigit():
        return paragraph[: start.end()] + "\\" + paragraph[start.end() :]
    return "\\" + paragraph


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Markdown:
    r"""A table; numbers stand to the right. No rows at all are the word "None.".

    >>> print(table(["name", "n"], [["a|b", 1200]]))
    | name | n |
    |---|---:|
    | a\|b | 1,200 |
    """
    body = [list(row) for row in rows]
    if not body:
        return Markdown("None.")
    numeric = [all(isinstance(row[i], int) for row in body) for i in range(len(header))]
    lines = [
        _line(header),
        "|" + "|".join("---:" if right else "---" for right in numeric) + "|",
        *(_line(row) for row in body),
    ]
    return Markdown("\n".join(lines))


def _line(values: Iterable[Any]) -> str:
    return "| " + " | ".join(escape(value) for value in values) + " |"
