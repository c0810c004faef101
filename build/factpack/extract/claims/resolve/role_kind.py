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
        "executive",
        re.compile(
            r"\b(?:deputy|vice|under)[ -]?(?:prime |first )?"
            r"(?:minister|premier|chancellor|governor|mayor|secretary|head|leader)\b",
            re.I,
        ),
    ),
    (
        "head",
        re.compile(
            r"\b(?:prime minister|first minister|premier|chancellor|taoiseach|gov|governor|mayor|"
            r"king|"
            r"queen|emperor|sultan|emir|ruler|dictator|monarch|rector|secretary[- ]general)\b",
            re.I,
        ),
    ),
    (
        "head",
        re.compile(r"\b(?:head|leader|lead|president|boss|principal)\b(?<!vice president)", re.I),
    ),
    (
        "executive",
        re.compile(
            r"\b(?:executive|officer|chief|director|vice[ -]president|s?vp|evp|c[a-z]o|"
            r"general manager|treasurer|managing|minister|attorney general|secretary of \w+|"
            r"commissioner)\b",
            re.I,
        ),
    ),
)


@lru_cache(maxsize=4_096)  # the same posts come again and again
def role_kind(role: str | None) -> str | None:
    """Sort of a post, None where no words say which.

    >>> [role_kind(r) for r in ("CEO", "co-chair", "vice president", "engineer", None)]
    ['chief_executive', 'chair', 'executive', 'employee', None]
    >>> [role_kind(r) for r in ("Prime Minister", "deputy mayor", "finance minister", "senator")]
    ['head', 'executive', 'executive', 'employee']
    """
    if role is None:
        return None
    for kind, words in _KINDS:
        if words.search(role):
            return kind
    return "employee"
