"""The templates of the texts in a release, and how they are filled in.

Every value is escaped on its way in: only the template and what is `Markdown` already mark up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from factpack.release import markdown, statements
from factpack_validators.folder import parquet_file

_BLANK_LINES = re.compile(r"\n{3,}")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=markdown.escape,
    )
    environment.filters |= {
        "code": markdown.code,
        "link": markdown.link,
        "paragraphs": markdown.paragraphs,
        "plain": markdown.Markdown,
        "parquet": _parquet,
        "joined": _joined,
        "day": statements.day,
        "published": statements.published,
    }
    environment.globals |= {
        "share": statements.share,
        "counted": statements.counted,
    }
    return environment


def _parquet(table: str) -> markdown.Markdown:
    return markdown.Markdown(parquet_file(table))


def _joined(parts: Sequence[markdown.Markdown]) -> markdown.Markdown:
    """Markdown parts as a list in a sentence: a, b and c."""
    *first, last = parts
    return markdown.Markdown(f"{', '.join(first)} and {last}" if first else last)


def render(template: str, **values: Any) -> str:
    """A template filled in; its values are escaped unless they are `Markdown`."""
    text = _environment().get_template(template).render(**values)
    return _BLANK_LINES.sub("\n\n", text).rstrip("\n") + "\n"
