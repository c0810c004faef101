"""Sorts of posts: the words of a role to the kinds of the vocabulary."""

from __future__ import annotations

import re
from functools import lru_cache

_KINDS = (
    ("chief_executive", re.compile(r"\b(?:ceo|c\.e\.o|co-ceo|chief executive)\b", re.I)),
    ("chair", re.compile(r"\b(?:co-)?chair(?:s|m[ae]n|wom[ae]n|persons?)?\b", re.I)),
    ("board_member", re.compile(r"\bboard\b|\bnon-executive\b|\btrustee\b", re.I)),
    ("adviser", re.compile(r"\b(?:adviser|advisor|consultant|counsel)\b", re.I)),
    (
        "head",
        re.compile(r"\b(?:head|leader|lead|president|boss|principal)\b(?<!vice president)", re.I),
    ),
    (
        "executive",
        re.compile(
            r"\b(?:executive|officer|chief|director|vice[ -]president|s?vp|evp|c[a-z]o|"
            r"general manager|treasurer|managing)\b",
            re.I,
        ),
    ),
)


@lru_cache(maxsize=4_096)  # the same posts come again and again
def role_kind(role: str | None) -> str | None:
    """Sort of a post, None where no words say which.

    >>> [role_kind(r) for r in ("CEO", "co-chair", "vice president", "engineer", None)]
    ['chief_executive', 'chair', 'executive', 'employee', None]
    """
    if role is None:
        return None
    for kind, words in _KINDS:
        if words.search(role):
            return kind
    return "employee"
