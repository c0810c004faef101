"""Page furniture: rules as data in `furniture.yaml`, looked up by the words they need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick, Implementation

from factpack_validators.package_yaml import read_yaml

MAX_FURNITURE = 400
"""Characters of the longest block that a rule may remove: longer ones are prose, or too rare in
furniture to be worth the risk. It also bounds what the patterns can cost."""

COPYRIGHT_LINE = "copyright line"
"""Reason of the segments that say whose the rights are: they tell whose report an article is."""

_SHORT = 220
"""Characters of a block that most rules may remove; few rules are asked of a longer one."""

_EMPHASIS = "*_~` "
_PART = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of line that a page puts around an article.

    Attributes:
        name: stable name.
        kind: kind of segment.
        reason: why it is removed, for people.
        longest: characters of the longest block it may remove.
        where: anywhere, or only before the first and after the last paragraph of prose.
        heads_list: whether links under it belong to it.
        pattern: what the whole line must match.
        needs: words in small letters; one stands in every match.
        matches: examples.
        leaves: lines that stay.
    """

    name: str
    kind: str
    reason: str
    longest: int
    where: Literal["anywhere", "edge"]
    heads_list: bool
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    matches: tuple[str, ...]
    leaves: tuple[str, ...]


class _Needs:
    """Some of the rules by the words they need."""

    __slots__ = ("_owners", "_words")

    def __init__(self, rules: Iterable[tuple[int, Rule]]) -> None:
        owners: dict[str, list[int]] = {}
        for number, rule in rules:
            for word in rule.needs:
                owners.setdefault(word, []).append(number)
        self._owners = owners
        # Blocks are short and much is read between two of them: what stays in the cache is fastest.
        self._words = AhoCorasick(list(owners), implementation=Implementation.ContiguousNFA)

    def rules_for(self, lower: str) -> list[int]:
        """Numbers, in order, of the rules that a text in small letters has a word of."""
        found = self._words.find_matches_as_strings(lower, overlapping=True)
        return sorted({n for word in found for n in self._owners[word]}) if found else []


class Furniture:
    """The rules, ready to be asked."""

    __slots__ = ("_needs", "rules")

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        """Index the rules by the words they need, for each place and length of a block."""
        self.rules = rules
        self._needs = {
            (at_edge, is_long): _Needs(
                (number, rule)
                for number, rule in enumerate(rules)
                if (at_edge or rule.where == "anywhere") and (rule.longest > _SHORT or not is_long)
            )
            for at_edge in (False, True)
            for is_long in (False, True)
        }

    def find(self, text: str, *, at_edge: bool = False) -> Rule | None:
        """The first rule that a block matches wholly, or None.

        Args:
            text: the block.
            at_edge: whether rules for the edges of an article are asked, too.
        """
        if len(text) > MAX_FURNITURE:
            return None
        plain = text.strip(_EMPHASIS)
        if plain[:1] + plain[-1:] in ("[]", "()"):
            plain = plain[1:-1].strip(_EMPHASIS)
        numbers = self._needs[at_edge, len(plain) > _SHORT].rules_for(text.lower())
        for number in numbers:
            rule = self.rules[number]
            if len(plain) > rule.longest:
                continue
            if rule.pattern.fullmatch(plain) or (plain != text and rule.pattern.fullmatch(text)):
                return rule
        return None


@cache
def furniture() -> Furniture:
    """The rules of `furniture.yaml`, read once."""
    text = files("factpack.normalise").joinpath("furniture.yaml").read_text("utf-8")
    data = read_yaml(text)
    parts: dict[str, str] = {}
    for name, patterns in data["parts"].items():
        parts[name] = _any_of([patterns] if isinstance(patterns, str) else patterns, parts)
    return Furniture(tuple(_rule(entry, parts) for entry in data["rules"]))


def _rule(entry: Mapping[str, Any], parts: Mapping[str, str]) -> Rule:
    flags = 0 if entry.get("case") == "exact" else re.IGNORECASE
    return Rule(
        name=entry["name"],
        kind=entry["kind"],
        reason=entry["reason"],
        longest=entry.get("longest", MAX_FURNITURE),
        where=entry.get("where", "anywhere"),
        heads_list=entry.get("heads_list", False),
        pattern=re.compile(_any_of(entry["lines"], parts), flags),
        needs=tuple(entry["needs"]),
        matches=tuple(entry["matches"]),
        leaves=tuple(entry["leaves"]),
    )


def _any_of(patterns: Sequence[str], parts: Mapping[str, str]) -> str:
    """One pattern that matches what any of several matches, with the named parts put in."""
    return f"(?:{'|'.join(_PART.sub(lambda found: parts[found[1]], p) for p in patterns)})"
