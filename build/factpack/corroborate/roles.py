"""Posts by their canonical title."""

from __future__ import annotations

import re

from factpack.vocabulary import load_posts

_WORD = re.compile(r"\w+")
_SMALL = frozenset({"the", "its", "their", "his", "her", "a", "an", "current", "new", "then"})


def canonical_role(role: str | None, kind: str | None = None) -> str | None:
    """The title under which claims of one post meet; None where neither role nor kind stands.

    >>> canonical_role("Chief Executive Officer"), canonical_role("CEO")
    ('chief executive', 'chief executive')
    >>> canonical_role("co-founder")
    'founder'
    >>> canonical_role("co-chairs"), canonical_role(None, "head")
    ('co chair', 'head')
    """
    known = load_posts()
    if role is None:
        return known.kinds.get(kind, kind.replace("_", " ")) if kind else None
    words = [w for w in _WORD.findall(role.casefold()) if w not in _SMALL]
    title = " ".join(words) or role.casefold()
    singular = title.removesuffix("s")
    return known.canonical.get(title) or known.canonical.get(singular, title)
