"""Words that tell whether two facts answer one question, as data in `words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from factpack_validators.package_yaml import read_yaml


@cache
def _words() -> Mapping[str, list[str]]:
    words: Mapping[str, list[str]] = read_yaml(
        (files(__package__) / "words.yaml").read_text("utf-8")
    )
    return words


def _either(name: str) -> str:
    return "|".join(map(re.escape, _words()[name]))


@cache
def partial() -> str:
    """Pattern of the lower-case words after a number that make it one of a part.

    >>> [bool(re.match(partial(), after)) for after in (" a share in cash", " in cash")]
    [True, False]
    """
    each = rf"(?:an?|per|each|every) (?:ordinary |common )?(?:{_either('one_of_a_part')})"
    return rf"^\W*(?:{each}|{_either('partial')})\b"


@cache
def single() -> str:
    """Pattern found in the lower-case name of a thing of which there is only one.

    >>> [bool(re.search(single(), thing)) for thing in ("its first product", "a new service")]
    [True, False]
    """
    return rf"\b(?:{_either('single')})\b"


@cache
def limiting() -> str:
    """Pattern of the lower-case words right before a place that limit an event to it.

    >>> [bool(re.search(limiting(), b)) for b in ("launched it in ", "launched it from ")]
    [True, False]
    """
    return rf"\b(?:{_either('limiting')})(?: the)? $"
