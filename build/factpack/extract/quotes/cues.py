"""Words that introduce what somebody says or thinks, and where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from factpack.extract.languages.tables import read_table
from factpack.extract.text.doc import Doc

CueKind = Literal["bare", "that", "beside", "according"]
"""What a cue can do: report a clause without "that"; only with it; none, only stand beside
quotation marks; or name the speaker after it."""


@dataclass(slots=True, eq=False)
class Cue:
    """A cue at `[start, end)`; `base` is the verb in its base form or the phrase."""

    start: int
    end: int
    base: str
    kind: CueKind


def _inflected(verb: str) -> list[str]:
    """Forms of a regular verb: argues, argued, arguing."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if re.search(r"(?:s|sh|ch|x)$", verb):
        return [verb + "es", verb + "ed", verb + "ing"]
    return [verb + "s", verb + "ed", verb + "ing"]


def _load() -> tuple[dict[str, tuple[str, CueKind]], frozenset[str], frozenset[str]]:
    table: dict[str, Any] = read_table("en", "cues.yaml", words=True)
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

_SPELLINGS: dict[str, tuple[str, CueKind | None]] = {
    spelling: (base, kind)
    for form, base, kind in (
        *((word, word, None) for word in DOCUMENTS),
        *((form, base, kind) for form, (base, kind) in _FORMS.items()),
    )
    for spelling in (form, form[0].upper() + form[1:])
}
_PHRASES: dict[str, list[str]] = {}
"""Spellings of several words by the first, the longest first."""
for _spelling in sorted(_SPELLINGS, key=len, reverse=True):
    if " " in _spelling:
        _PHRASES.setdefault(_spelling.split(" ")[0], []).append(_spelling)
_FIRST_WORDS = sorted({spelling.split(" ")[0] for spelling in _SPELLINGS})
_SCAN = AhoCorasick(
    _FIRST_WORDS,
    matchkind=MatchKind.LeftmostLongest,
    implementation=Implementation.DFA,  # twice as fast as the default, for 2 ms at the start
)
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:;,—–“”\"\n(])\s*$")


def find_cues(doc: Doc) -> tuple[list[Cue], list[int]]:
    """Every cue of a text in order, whatever part of speech it is there; linear.

    Returns:
        The cues, and where documents are named.
    """
    text = doc.text
    cues: list[Cue] = []
    documents: list[int] = []
    free = 0
    for begin, chunk in doc.cueing:
        if chunk.cues is None:
            chunk.cues = _first_words_of(chunk.text)
        hits = chunk.cues
        for n in range(0, len(hits), 2):
            word, start = _FIRST_WORDS[hits[n]], begin + hits[n + 1]
            spelling = _spelling_at(text, start, word) if start >= free else ""
            if not spelling:
                continue
            free = end = start + len(spelling)
            base, kind = _SPELLINGS[spelling]
            if base in DOCUMENTS:
                documents.append(start)
            if kind is None or text[end : end + 1] in ("’", "'"):
                continue
            if word[0].isupper() and not _OPENS_SENTENCE.search(text[max(0, start - 4) : start]):
                # "The Daily Post": part of a name.
                continue
            cues.append(Cue(start, end, base, kind))
    return cues, documents


def _first_words_of(chunk: str) -> tuple[int, ...]:
    """Number and start of every first word of a cue that a chunk holds, one after the other."""
    hits: list[int] = []
    for number, start, end in _SCAN.find_matches_as_indexes(chunk):
        if (start == 0 or not _joins(chunk[start - 1])) and not _joins(chunk[end : end + 1]):
            hits += [number, start]
    return tuple(hits)


def _spelling_at(text: str, start: int, word: str) -> str:
    """The longest spelling of a cue that begins with the word at `start`; "" where none does."""
    for phrase in _PHRASES.get(word, ()):
        end = start + len(phrase)
        if text[start:end] == phrase and not _joins(text[end : end + 1]):
            return phrase
    return word if word in _SPELLINGS else ""


def _joins(character: str) -> bool:
    """Whether a character makes one word with the letters beside it."""
    return character.isalnum() or (character != "" and character in "-_")
