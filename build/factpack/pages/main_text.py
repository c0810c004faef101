"""The main text of a page and what its markup says of it, by trafilatura."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from factpack.model import Kept
from factpack.pages.align import align
from factpack.pages.markup import stated_by
from factpack.pages.source import read_source

MISSING = 'Reading web pages needs trafilatura: pip install "factpack[html]".'

MAX_PAGE_CHARS = 8 * 1024 * 1024
"""Characters of a page, its scripts included: a hundred times those of `benchmarks/inputs.py`."""

_BLOCKS = frozenset("ab body cell code div head item list p quote row table".split())
"""Elements of trafilatura's tree that part paragraphs; `lb` is a line break within one."""

_LATEST = "2099-12-31"
"""The clock must not decide what a page is read as: htmldate takes later dates for none."""


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page holds.

    Attributes:
        kept: stretches of the page that are its main text; none where it has none.
        n_lost: words of the main text that could not be found in the page, and are left out.
        values: what it says of itself, by the names of `factpack.read.fields.KEYS`.
        published_basis: what tells `values["published"]`: its markup, or htmldate.
        reader: library and version.
    """

    kept: tuple[Kept, ...]
    n_lost: int
    values: dict[str, object]
    published_basis: str
    reader: str


@cache
def is_installed(library: str) -> bool:
    """Whether a library of the extra `html` is there."""
    try:
        return bool(version(library))
    except PackageNotFoundError:
        return False


@cache
def reader() -> str | None:
    """The library that reads pages, with its version; None where it is not installed."""
    return f"trafilatura {version('trafilatura')}" if is_installed("trafilatura") else None


def read_page(raw: str, url: str | None = None) -> PageText:
    """Find the main text of a page in it, and what it says of itself.

    Nothing is fetched, no entity of XML expanded, and the clock is not asked.

    Args:
        raw: the page, decoded.
        url: where it was fetched, if that is known.
    """
    from trafilatura import bare_extraction, load_html

    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    tree = load_html(_without_declaration(raw))
    if tree is None:
        return PageText((), 0, {}, "", reader() or "")
    stated = stated_by(tree)
    found: Any = bare_extraction(
        tree,
        url=url,
        include_comments=False,
        output_format="json",  # spares the text as a string; the tree is the same
        with_metadata=True,
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "max_date": _LATEST,
        },
    )
    values = {**_values(found), **stated} if found else stated
    aligned = align(_blocks(found.body), read_source(raw)) if found else align((), read_source(""))
    return PageText(
        aligned.kept,
        aligned.n_lost,
        values,
        "page" if "published" in stated else "page, found by htmldate",
        reader() or "",
    )


def _without_declaration(raw: str) -> str:
    """The page without what says how its bytes were encoded: they are decoded, and lxml refuses."""
    text = raw.lstrip("\ufeff \t\r\n")
    if text.startswith("<?xml"):
        end = text.find("?>")
        return text[end + 2 :] if end >= 0 else text
    return text


def _values(found: Any) -> dict[str, object]:
    named = {
        "title": found.title,
        "url": found.url,
        "publisher": found.sitename,
        "author": found.author,
        "published": found.date,
    }
    return {key: value for key, value in named.items() if value}


def _blocks(body: Any) -> Iterator[list[str]]:
    """The paragraphs of trafilatura's tree, each as its text nodes."""
    block: list[str] = []
    # Not by recursion: pages nest as deep as they like.
    for event, element in _walk(body):
        is_block = element.tag in _BLOCKS
        text = element.text if event == "start" else element.tail
        if is_block and block:
            yield block
            block = []
        if text and not text.isspace():
            block.append(text)
    if block:
        yield block


def _walk(body: Any) -> Iterator[tuple[str, Any]]:
    from lxml.etree import iterwalk

    for event, element in iterwalk(body, events=("start", "end")):
        if event == "start" or element is not body:
            yield event, element
