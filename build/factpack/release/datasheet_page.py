"""DATASHEET.html: the datasheet as one page that loads nothing, for reading and printing."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from factpack_validators.datasheet_page import inline_drawing, page_head

_RUNS = re.compile(
    r"(?<=javascript):|(?<=data):(?=text/html)|(?<=url)\(|(?<=[\s/])on[a-z]+\s*=|@(?=import)|[\[\]]",
    re.IGNORECASE,
)
"""Where words look like what a page runs, or a link of Markdown; `markdown` escapes the same."""

_SECTION = re.compile(r"^(?=###? )", re.MULTILINE)
"""Where the page may be cut: a heading ends all that stands before it, but for code between marks,
of which a datasheet has none."""

_NUMBER = "text-align:right"

_Env = MutableMapping[str, Any]


def datasheet_page(sheet: str, drawings: Mapping[str, str]) -> str:
    """The page of a datasheet; the same datasheet gives the same bytes.

    Args:
        sheet: DATASHEET.md, whose values are escaped.
        drawings: the plots by name, as SVG; each takes the place of its image.
    """
    contents: list[str] = []
    written: list[str] = []
    title = ""
    for part in _SECTION.split(sheet):
        shown = tuple((name, svg) for name, svg in sorted(drawings.items()) if name in part)
        section = _section(part, len(contents) + 1, shown)
        title = title or section.title
        contents += section.contents
        written.append(section.html)
    return (
        f"{page_head()}<title>{title}</title>\n</head>\n<body>\n"
        f'<nav aria-label="Contents">\n<ul>\n{"".join(contents)}</ul>\n</nav>\n'
        f"<main>\n{''.join(written)}</main>\n</body>\n</html>\n"
    )


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of the page, with the text of the heading of all, and its lines of the contents."""

    title: str
    contents: tuple[str, ...]
    html: str


@lru_cache(maxsize=128)
def _section(part: str, number: int, drawings: tuple[tuple[str, str], ...]) -> _Section:
    """One part of the datasheet, whose first heading has a number among those that are listed.

    A release is written twice, without its findings and with them, and most parts stay as they are.
    """
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    # An address reads as it is written.
    parser.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    tokens = parser.parse(part)
    render, env = parser.renderer.render, {"drawings": dict(drawings)}
    contents: list[str] = []
    title = ""
    for token, inline in pairwise(tokens):
        if token.type != "heading_open":
            continue
        said = render([inline], parser.options, {})
        if token.tag == "h1":
            title = re.sub("<[^<>]*>", "", said)
        else:
            token.attrSet("id", f"part-{number + len(contents)}")
            contents.append(
                f'<li class="{token.tag}"><a href="#{token.attrs["id"]}">{said}</a></li>\n'
            )
    return _Section(title, tuple(contents), render(tokens, parser.options, env))


class _Renderer(RendererHTML):
    """Plots in the page, tables that scroll by themselves, and no style but that of the head."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        return _inert(tokens[idx].content)

    def code_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env
    ) -> str:
        return f"<code>{_inert(tokens[idx].content)}</code>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        name = PurePosixPath(str(tokens[idx].attrs["src"])).name
        drawing: str = env["drawings"][name]
        return inline_drawing(drawing)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        # Whoever has no mouse scrolls what has the focus.
        return '<div class="wide" role="region" aria-label="Table" tabindex="0">\n<table>\n'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env
    ) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        return f'<th scope="col"{_kind(tokens[idx])}>'

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        return f"<td{_kind(tokens[idx])}>"


def _kind(cell: Token) -> str:
    return ' class="number"' if cell.attrs.get("style") == _NUMBER else ""


def _inert(text: str) -> str:
    """A text as HTML that reads as the text and nothing of which looks like what runs."""
    return _RUNS.sub(_by_number, escape(text))


def _by_number(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}&#{ord(match[0][-1])};"
