"""The tables of the languages: YAML files that come with the program, a folder a language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from factpack_validators.package_yaml import read_yaml


def read_table(language: str, name: str, *, words: bool = False) -> Any:
    """A table as plain data; every value is text where `words` asks for it.

    Raises:
        FileNotFoundError: the language has no such table.
    """
    path = files(__package__).joinpath(language, name)
    return read_yaml(path.read_text("utf-8"), words=words)


def table_or_empty(language: str, name: str) -> Any:
    """A table of a language by its ISO 639-1 code, whatever was taken for one; empty without it."""
    try:
        return read_table(language, name) if language.isalpha() else {}
    except FileNotFoundError:
        return {}


def any_of(forms: Iterable[str]) -> str:
    """Pattern of any of some words, the longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def any_word(forms: Iterable[str], *, bare: bool = False) -> str:
    """Pattern of any of some words, whole, or with anything before it; of nothing without them."""
    listed = any_of(forms)
    if not listed:
        return "(?!)"
    return rf"(?:{listed})(?!\w)" if bare else rf"(?<!\w)(?:{listed})(?!\w)"
