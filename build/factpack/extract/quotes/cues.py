"""Words that introduce what somebody says or thinks, and where they stand in a text."""

from __future__ import annotations

import re
from importlib import resources
from typing import Any, Final, Literal

import yaml
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

CueKind = Literal["bare", "that", "beside", "according"]
"""What a cue can do: report a clause without "that"; only with it; none, only stand beside
quotation marks; or name the speaker after it."""


class Cue:
    """A cue at `[start, end)`; `base` is the verb in its base form or the phrase."""

    __slots__ = ("base", "end", "kind", "start")

    def __init__(self, start: int, end: int, base: str, kind: CueKind) -> None:
        """Keep what it is and where it stands."""
        self.start = start
        self.end = end
        self.base = base
        self.kind = kind


def _inflected(verb: str) -> list[str]:
    """Forms of a regular verb: argues, argued, arguing."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if re.search(r"(?:s|sh|ch|x)$", verb):
        return [verb + "es", verb + "ed", verb + "ing"]
    return [verb + "s", verb + "ed", verb + "ing"]


def _load() -> tuple[dict[str, tuple[str, CueKind]], frozenset[str], frozenset[str]]:
    text = resources.files(__package__).joinpath("cues.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    beside = frozenset(table["never_reported"])
    forms: dict[str, tuple[str, CueKind]] = {}
    kinds: tuple[CueKind, CueKind] = ("bare", "that")
    for kind in kinds:
        for entry in table[kind]:
            base, _, irregular = entry.partition(" [")
            written = irregular.rstrip("]").split(", ") if irregular else _inflected(base)
            real: CueKind = "beside" if base in beside else kind
            forms.update(dict.fromkeys((base, *written), (base, real)))
    forms.update({phrase: (phrase, "according") for phrase in table["according"]})
    documents = frozenset(table["documents"])
    return forms, documents, documents | frozenset(table["sources"])


_FORMS, DOCUMENTS, SOURCES = _load()
"""`DOCUMENTS`: what speaks for whoever issued it. `SOURCES`: these, and who says things unnamed."""

_SPELLINGS: Final[list[tuple[str, str, CueKind | None]]] = [
    (spelling, base, kind)
    for form, base, kind in (
        *((form, base, kind) for form, (base, kind) in _FORMS.items()),
        *((word, word, None) for word in sorted(DOCUMENTS.difference(_FORMS))),
    )
    for spelling in (form, form[0].upper() + form[1:])
]
_SCAN: Final = AhoCorasick(
    [spelling for spelling, _, _ in _SPELLINGS],
    matchkind=MatchKind.LeftmostLongest,
    implementation=Implementation.DFA,  # twice as fast as the default, for 2 ms at the start
)
_OPENS_SENTENCE: Final = re.compile(r"(?:^|[.!?:;,—–“”\"\n(])\s*$")


def find_cues(text: str) -> tuple[list[Cue], list[int]]:
    """Every cue of a text in order, whatever part of speech it is there; linear.

    Returns:
        The cues, and where documents are named.
    """
    cues: list[Cue] = []
    documents: list[int] = []
    length = len(text)
    for pattern, start, end in _SCAN.find_matches_as_indexes(text):
        if start and (text[start - 1].isalnum() or text[start - 1] in "-_"):
            continue
        if end < length and (text[end].isalnum() or text[end] in "-_"):
            continue
        _, base, kind = _SPELLINGS[pattern]
        if base in DOCUMENTS:
            documents.append(start)
        if kind is None or text[end : end + 1] in ("’", "'"):
            continue
        if text[start].isupper() and not _OPENS_SENTENCE.search(text[max(0, start - 4) : start]):
            # "The Daily Post": part of a name.
            continue
        cues.append(Cue(start, end, base, kind))
    return cues, documents
