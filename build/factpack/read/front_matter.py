"""Front matter: the YAML between two lines of dashes that may open a text file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from factpack.config.nearest import suggestion
from factpack.config.show import shown
from factpack.config.strict_yaml import YamlError, read_yaml
from factpack.read.metadata import KEYS
from factpack.read.notes import Notes

MAX_CHARS = 64_000
"""Longest front matter; beyond it the first line of dashes is taken for a rule in the text."""

_FIRST = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_LAST = re.compile(r"(?<=[\n\r])(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")


def read_front_matter(text: str, source: str, notes: Notes) -> tuple[Mapping[str, object], int]:
    """What front matter says, and where the article begins after it.

    Returns:
        Values by our key, all text or lists of it, and an offset in `text`. Where there is no
        front matter, or none that can be read, nothing and 0: then the text is the article.
    """
    first = _FIRST.match(text)
    if not first:
        return {}, 0
    last = _LAST.search(text, first.end(), first.end() + MAX_CHARS)
    if not last:
        return {}, 0
    yaml_text = re.sub("\r\n?", "\n", text[first.end() : last.start()])
    try:
        document = read_yaml(yaml_text, all_text=True)
    except YamlError as error:
        _note_invalid(notes, source, error.line + 1, error.message)
        return {}, 0
    if document.repeated:
        path, _, line = document.repeated[0]
        _note_invalid(notes, source, line + 1, f"the key {shown(path[-1])} is given twice")
        return {}, 0
    if document.data is None:
        return {}, last.end()
    if not isinstance(document.data, dict):
        _note_invalid(notes, source, 2, "no key and value stand there")
        return {}, 0
    for key in document.data:
        if key not in KEYS:
            message = f"the key {shown(key)} of the front matter is ignored; {_hint(key)}"
            notes.add("front-matter-key-unknown", source, message, key[:100])
    return {key: document.data[key] for key in KEYS if key in document.data}, last.end()


def _note_invalid(notes: Notes, source: str, line: int, message: str) -> None:
    notes.add(
        "front-matter-invalid",
        source,
        f"the front matter cannot be read and stays part of the article: line {line}: {message}",
    )


_OTHER_NAMES = {"date": "published", "lang": "language", "source": "publisher", "link": "url"}
"""How other publishing programs call our keys."""


def _hint(key: str) -> str:
    ours = _OTHER_NAMES.get(key.lower())
    return f"did you mean {ours}?" if ours else suggestion(key, KEYS)
