"""Outlets: who publishes, under which names, for which owner; and whose report an article is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from factpack_validators.package_yaml import read_yaml

_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?([\w-]+)(?:\.[a-z]{2,4}){1,2}/?$")
_WORD = re.compile(r"[^\W_]+")
_NAME_WORDS = 6
"""Words of the longest name of an outlet that is looked for."""

_BRACKET = re.compile(r"[(/]([^()/\n]{2,40})[)/]")
_TAIL = 400
"""Code points at the end of an article in which it says whose report it is."""

_SIGN_OFF = re.compile(r"(?:^|\n|[.”\"’)] )[ (\[—–-]*([^\n.()\[\]—–]{2,60})[)\]. ]*$")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[\"“‘(]?[A-ZÀ-Þ0-9])|\n\n")
_WINDOW = 600
"""Code points around a claim that may belong to its sentence."""

_RIGHTS = re.compile(
    r"(?:\bcopyright\b(?: ?(?:©|\(c\)))?(?: (?:19|20)\d\d)?|©(?: ?(?:19|20)\d\d)),?(?: by)? ?"
    r"([^\n.,;©()]{2,60})",
    re.IGNORECASE,
)
"""Whose the rights in a text are: "Copyright 2017 The Associated Press. All rights reserved"."""

_YEAR = re.compile(r"^(?:©|\(c\))? ?(?:19|20)\d\d ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher as a reader counts it.

    Attributes:
        name: what it is called.
        owner: to whom it belongs; itself where nothing else is known.
    """

    name: str
    owner: str


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words that pass on a report, as patterns that end or begin where its name does."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    sign_off: re.Pattern[str]
    contributed: re.Pattern[str]


def outlet_key(name: str) -> str:
    """What all ways of writing the name of an outlet share.

    >>> outlet_key("The Daily Ledger"), outlet_key("www.daily-ledger.com")
    ('daily ledger', 'daily ledger')
    """
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    if domain := _DOMAIN.match(folded):
        folded = domain[1].replace("-", " ")
    words = _WORD.findall(folded)
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


class Outlets:
    """The outlets that are known by name: curated ones, agencies, and those of the corpus."""

    def __init__(self, curated: Iterable[tuple[str, Iterable[str], str | None]] = ()) -> None:
        """Know the agencies, and the curated publishers, which overrule them.

        Args:
            curated: name, aliases and owner of each.
        """
        self._known: dict[str, Outlet] = {}
        for agency in _data()["agencies"]:
            self._add(agency[0], agency[1:], None)
        for name, aliases, owner in curated:
            self._add(name, aliases, owner)

    def _add(self, name: str, aliases: Iterable[str], owner: str | None) -> None:
        outlet = Outlet(name, owner or name)
        for form in (name, *aliases):
            self._known[outlet_key(form)] = outlet

    def publisher(self, name: str) -> Outlet:
        """The outlet of an article's publisher, known from now on."""
        return self._known.setdefault(outlet_key(name), Outlet(name, name))

    def known(self, name: str) -> Outlet | None:
        """The outlet of that name, None where none is known."""
        return self._known.get(outlet_key(name))

    def of_article(
        self, text: str, dateline: str | None, author: str | None, rights_line: str | None = None
    ) -> Outlet | None:
        """Whose report an article says it is: in its dateline, its byline or at its end.

        Args:
            text: the article.
            dateline: the words before its first sentence.
            author: whom it gives as its author.
            rights_line: who has the rights, where that was removed from the text.
        """
        if dateline:
            for name in map(str.strip, _BRACKET.findall(dateline)):
                if name[:1].isupper() and len(name.split()) <= _NAME_WORDS:
                    return self.known(name) or Outlet(name, name)
        if author:
            parts = re.split(r"[,;|/]| - |\bfor\b|\bof\b", author)
            for part in parts:
                if found := self._agency(part):
                    return found
        ends = (text[-_TAIL:].rstrip(), (rights_line or "")[:_TAIL].rstrip())
        return next((found for end in ends if (found := self._of_end(end))), None)

    def _of_end(self, tail: str) -> Outlet | None:
        """Whose report an article says it is at its end."""
        said = []
        if end := _SIGN_OFF.search(tail):
            said.append(_YEAR.sub("", _cues().sign_off.sub("", end[1].strip())).strip())
        said += [rights[1].strip() for rights in _RIGHTS.finditer(tail)]
        for helped in _cues().contributed.finditer(tail):
            # "The Associated Press and Harbour Wire contributed", "Harbour Wire writer Ada Orr …".
            sentence = _SENTENCE_END.split(tail[: helped.start()])[-1].rsplit("\n", 1)[-1].strip()
            words = sentence.split()[:_NAME_WORDS]
            said += [" ".join(words[:n]).rstrip(".,") for n in range(len(words), 0, -1)]
        return next((found for name in said if (found := self._agency(name))), None)

    def _agency(self, name: str) -> Outlet | None:
        words = _cues().sign_off.sub("", name.strip())
        outlet = self.known(_YEAR.sub("", words))
        # A short form stands in capitals, or it is a word like any other.
        is_short = len(words) <= 4 and not words.strip().isupper() and words.strip() != "dpa"
        return None if is_short else outlet

    def may_pass_on(self, text: str) -> bool:
        """Whether any sentence of a text has words that pass on a report."""
        cues = _cues()
        return bool(cues.before.search(text) or cues.after.search(text))

    def of_claim(self, text: str, start: int, end: int) -> Outlet | None:
        """Whose report the sentence of a claim passes on.

        Args:
            text: the article.
            start: where the claim begins.
            end: where it ends.
        """
        sentence = _sentence(text, start, end)
        for cue in _cues().before.finditer(sentence):
            if outlet := self._longest(sentence[cue.end() :], first=True):
                return outlet
        for cue in _cues().after.finditer(sentence):
            if outlet := self._longest(sentence[: cue.start()], first=False):
                return outlet
        return None

    def _longest(self, text: str, *, first: bool) -> Outlet | None:
        """The longest known name at the beginning, or at the end, of a text."""
        near = text[:120] if first else text[-120:]
        spans = [m.span() for m in re.finditer(r"[\w.&’'-]+", near)]
        spans = spans[:_NAME_WORDS] if first else spans[-_NAME_WORDS:]
        for n in range(len(spans), 0, -1):
            part = spans[:n] if first else spans[-n:]
            name = near[part[0][0] : part[-1][1]].rstrip(".,").removesuffix("’s").removesuffix("'s")
            outlet = self.known(name)
            if outlet is not None and any(c.isupper() for c in name) | (name == "dpa"):
                return outlet
        return None


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a span, as far as full stops tell."""
    before = text[max(0, start - _WINDOW) : start]
    after = text[end : end + _WINDOW]
    begins = max((m.end() for m in _SENTENCE_END.finditer(before)), default=0)
    ends = next((m.start() for m in _SENTENCE_END.finditer(after)), len(after))
    return before[begins:] + text[start:end] + after[:ends]


@cache
def _data() -> Mapping[str, list[list[str]]]:
    data: Mapping[str, list[list[str]]] = read_yaml(
        (files(__package__) / "outlets.yaml").read_text("utf-8")
    )
    return data


@cache
def _cues() -> _Cues:
    data: Mapping[str, list[str]] = read_yaml(
        (files(__package__) / "outlets.yaml").read_text("utf-8")
    )
    before, after, sign_off, contributed = (
        "|".join(re.escape(w) for w in sorted(data[name], key=lambda w: -len(w)))
        for name in ("before", "after", "sign_off", "contributed")
    )
    return _Cues(
        re.compile(rf"\b(?:{before}) (?:the )?(?:newspaper |agency |news agency )?"),
        re.compile(rf",? (?:{after})\b"),
        re.compile(rf"^(?:{sign_off})\b:? (?:the )?", re.IGNORECASE),
        re.compile(rf"\b(?:{contributed})\b", re.IGNORECASE),
    )
