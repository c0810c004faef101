"""Posts by their canonical title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_WORD = re.compile(r"\w+")
_SMALL = frozenset({"the", "its", "their", "his", "her", "a", "an", "current", "new", "then"})


@dataclass(frozen=True, slots=True)
class Roles:
    """The lists of `roles.yaml`.

    Attributes:
        canonical: canonical title of a title, by its words.
        exclusive: posts of which there is one at a time, with the broader names of the same post.
        kinds: title that a kind of has_role stands for.
    """

    canonical: Mapping[str, str]
    exclusive: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]


@cache
def roles() -> Roles:
    """The lists, from the file beside this module."""
    data = yaml.safe_load((files(__package__) / "roles.yaml").read_text("utf-8"))
    return Roles(
        {title: titles[0] for titles in data["titles"] for title in titles},
        {title: tuple(broader) for title, broader in data["exclusive"].items()},
        data["kinds"],
    )


def canonical_role(role: str | None, kind: str | None = None) -> str | None:
    """The title under which claims of one post meet; None where neither role nor kind stands.

    >>> canonical_role("Chief Executive Officer"), canonical_role("CEO")
    ('chief executive', 'chief executive')
    >>> canonical_role("co-founder")
    'founder'
    >>> canonical_role("co-chairs"), canonical_role(None, "head")
    ('co chair', 'head')
    """
    known = roles()
    if role is None:
        return known.kinds.get(kind, kind.replace("_", " ")) if kind else None
    words = [w for w in _WORD.findall(role.casefold()) if w not in _SMALL]
    title = " ".join(words) or role.casefold()
    singular = title.removesuffix("s")
    return known.canonical.get(title) or known.canonical.get(singular, title)
