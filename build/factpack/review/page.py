"""A page to judge claims with the keyboard, offline: one file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Sequence
from importlib.resources import files

from factpack.confidence.reviews import CELLS, COLUMNS
from factpack.review.sample import Item


def review_page(title: str, items: Sequence[Item]) -> str:
    """The page as HTML.

    Words of articles stand in it as JSON that no markup can end; only the script of the page runs,
    which its policy names by hash.

    Args:
        title: of the release.
        items: the claims to judge, in order.
    """
    folder = files(__package__) / "templates"
    script = (folder / "review.js").read_text("utf-8")
    style = (folder / "review.css").read_text("utf-8")
    data = json.dumps(
        {"cells": CELLS, "columns": COLUMNS, "items": [item.to_dict() for item in items]},
        ensure_ascii=True,
    )
    for mark, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        data = data.replace(mark, escape)
    policy = (
        f"default-src 'none'; script-src '{_source_hash(script)}'; "
        f"style-src '{_source_hash(style)}'; base-uri 'none'; form-action 'none'"
    )
    return (
        (folder / "review.html")
        .read_text("utf-8")
        .replace("{{policy}}", policy)
        .replace("{{title}}", html.escape(title))
        .replace("{{style}}", style)
        .replace("{{script}}", script)
        .replace("{{data}}", data)
    )


def _source_hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
