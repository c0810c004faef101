"""Texts of a configuration: no character that other formats of a release cannot hold."""

from __future__ import annotations

import re
from typing import Any

from factpack.config.problems import Problems, name_of
from factpack.config.strict_yaml import Path as YamlPath

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that an escape in quotes can smuggle in, but no other format of the release holds."""


def check_texts(data: Any, problems: Problems) -> None:
    """Note each text, key or value, that holds such a character."""
    for path, value in _texts(data, ()):
        escaped = _NO_TEXT.search(value)
        if escaped:
            code = f"U+{ord(escaped[0]):04X}"
            problems.add(path, f"{name_of(path)} holds the escaped character {code}: delete it")


def _texts(value: Any, path: YamlPath) -> list[tuple[YamlPath, str]]:
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, dict):
        inner = [pair for key, item in value.items() for pair in _texts(item, (*path, key))]
        return [((*path, key), key) for key in value] + inner
    if isinstance(value, list):
        return [pair for n, item in enumerate(value) for pair in _texts(item, (*path, n))]
    return []
