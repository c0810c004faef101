"""DATASHEET.html: the head that every one has, and a body that says what DATASHEET.md says.

Every step takes time in proportion to the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from importlib.resources import files

PAGE = "DATASHEET.html"

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\s]*\)")
_TARGET = re.compile(r"(?<=[^\\]\])\([^()\s]*\)")
_HEADING = re.compile(r"^#{2,3} (.*)$", re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


@cache
def page_head() -> str:
    """What every page begins with: a policy that loads nothing, and the style it allows by hash."""
    return (files("factpack_validators") / "profiles" / "datasheet-head.html").read_text("utf-8")


def page_body(page: str) -> str:
    """The page behind its head; the whole page where it has another."""
    return page.removeprefix(page_head())


def inline_drawing(drawing: str) -> str:
    """A plot as it stands in a page, which needs no address to know what SVG is."""
    return drawing.strip().replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)


def page_problems(page: str, sheet: str, drawings: Mapping[str, str]) -> list[str]:
    """How a page differs from its datasheet, in words that end a sentence.

    Args:
        page: DATASHEET.html.
        sheet: DATASHEET.md.
        drawings: the plots of the release by name.
    """
    body = page_body(page)
    if body == page:
        return ["has another head than that of every release"]
    body, drawn = _without(body, "<svg", "</svg>")
    body, listed = _without(body, "<nav", "</nav>")
    title, _, rest = body.partition("</title>")
    first, _, below = sheet.partition("\n")
    problems = []
    if sorted(drawn) != sorted(map(inline_drawing, drawings.values())):
        problems.append("does not show the plots of the release, each once")
    if _words_of_page(title) != _words(first):
        problems.append("has another title")
    if _words_of_page(rest) != _words(first) + _words(below):
        problems.append("says other words than DATASHEET.md")
    contents = [word for part in listed for word in _words_of_page(part)]
    if contents != [word for line in _HEADING.findall(sheet) for word in _words(line)]:
        problems.append("lists other headings than it has")
    return problems


def _without(text: str, start: str, end: str) -> tuple[str, list[str]]:
    """A text without the stretches from one mark to the next other one, and these."""
    kept, taken, place = [], [], 0
    while (begin := text.find(start, place)) >= 0:
        stop = text.find(end, begin)
        if stop < 0:
            break
        kept.append(text[place:begin])
        place = stop + len(end)
        taken.append(text[begin:place])
    return " ".join([*kept, text[place:]]), taken


def _words_of_page(page: str) -> list[str]:
    return _WORD.findall(unescape(_TAG.sub(" ", page)))


def _words(sheet: str) -> list[str]:
    """The words of Markdown as the pages of a release write it, where every value is escaped."""
    # Marks that begin no code are escaped; in code nothing is an escape or an entity.
    stretches = _ESCAPE.sub(_held_mark, sheet).split("`")
    said = [
        stretch if number % 2 else unescape(_plain(stretch))
        for number, stretch in enumerate(stretches)
    ]
    return _WORD.findall(" ".join(said))


def _held_mark(match: re.Match[str]) -> str:
    return "" if match[1] == "`" else match[0]


def _plain(stretch: str) -> str:
    return _ESCAPE.sub(r"\1", _TARGET.sub("", _IMAGE.sub("", stretch)))
