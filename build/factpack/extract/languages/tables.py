"""The tables of the languages: YAML files that come with the program, a folder a language."""

from __future__ import annotations

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
