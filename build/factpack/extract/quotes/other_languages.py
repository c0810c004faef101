"""Quotes of articles in other languages: by their marks, and by a few verbs of saying.

What a language writes is data: `quotes.yaml` in its folder names its marks and the verbs that
stand beside a quotation. A speaker is told where a name stands next to the verb, and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from factpack.extract.languages.tables import read_table
from factpack.model import Article, Block, LocalEntity, Mention, Quote, Span

_LEAST_WORDS = 3
_LEAST_SIGNS = 8
"""Signs of a script that does not part words."""
_LEAD = 80
"""Characters before a colon among which the verb that introduces a quotation is looked for."""

_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WHOLE = re.compile(r"[.!?…。！？]\W*\Z")
_USUAL = ("“”", "„“", "„”", "«»", "「」", "『』")
"""Marks, opening and closing, of languages that have no table."""
_SPEAKERS = frozenset({"Person", "Organization"})


def find_marked_quotes(
    article: Article, entities: tuple[LocalEntity, ...], mentions: tuple[Mention, ...]
) -> tuple[Quote, ...]:
    """Whole utterances in the marks of the language of an article, in order.

    Words in marks are an utterance where a verb of saying stands beside them, or where they are a
    whole sentence; names, titles and single words in marks are none. `cue` is None where no such
    verb is there, the speaker where no name stands next to it.

    Args:
        article: normalised article, in another language than English.
        entities: what the mentions refer to.
        mentions: names that a curator gave.
    """
    reader = _reader((article.language or "").split("-")[0])
    names = [m for m in mentions if entities[m.entity].type in _SPEAKERS]
    before, behind = {m.end: m for m in names}, {m.start: m for m in names}
    found = []
    for block in article.blocks:
        for marked in reader.marks.finditer(article.text, block.start, block.end):
            if not _is_utterance(marked[0][1:-1]):
                continue
            cue = reader.cue(article.text, block, Span(*marked.span()))
            if cue is None and not _WHOLE.search(marked[0][:-1]):
                continue
            named = None if cue is None else behind.get(cue.end + 1) or before.get(cue.start - 1)
            found.append(
                Quote(
                    "direct",
                    marked.start(),
                    marked.end(),
                    None if named is None else named.entity,
                    None if named is None else Span(named.start, named.end),
                    None if cue is None else article.text[cue.start : cue.end],
                )
            )
    return tuple(found)


def _is_utterance(inner: str) -> bool:
    """Whether words in marks are as many as a sentence has, and begin like one."""
    inner = inner.strip()
    if _SIGN.match(inner):
        return len(_SIGN.findall(inner)) >= _LEAST_SIGNS
    first = inner.lstrip("¿¡…")[:1]
    return not first.islower() and len(_WORD.findall(inner)) >= _LEAST_WORDS


@dataclass(frozen=True, slots=True)
class _Reader:
    """Patterns of a language: words in marks, and a verb of saying behind or before them."""

    marks: re.Pattern[str]
    behind: re.Pattern[str]
    before: re.Pattern[str]

    def cue(self, text: str, block: Block, marked: Span) -> Span | None:
        """Where the verb stands: "„…“, sagte", or "sagte …: „…“"."""
        found = self.behind.match(text, marked.end, block.end)
        if found is None:
            lead = max(block.start, marked.start - _LEAD)
            found = self.before.search(text, lead, marked.start)
        return Span(*found.span("verb")) if found else None


@cache
def _reader(language: str) -> _Reader:
    """The reader of a language, by its ISO 639-1 code; of the usual marks without a table."""
    try:
        table = read_table(language, "quotes.yaml") if language.isalpha() else {}
    except FileNotFoundError:
        table = {}
    pairs = [tuple(map(re.escape, pair)) for pair in table.get("marks", _USUAL)]
    marks = [
        # Straight marks are alike on both sides: the first stands before a word, the last behind.
        rf"(?<!\w){start}(?!\s)[^{start}\n]*(?<!\s){end}(?!\w)"
        if start == end
        else rf"{start}[^{start}{end}\n]*{end}"
        for start, end in pairs
    ]
    verbs = sorted(table.get("verbs", ()), key=lambda verb: (-len(verb), verb))
    verb = (
        rf"(?P<verb>(?<!\w)(?:{'|'.join(map(re.escape, verbs))})(?!\w))"
        if verbs
        else "(?P<verb>(?!))"
    )
    return _Reader(
        re.compile("|".join(marks)),
        re.compile(rf"[\s,–—-]*(?:{'|'.join(table.get('small', ['(?!)']))})?\s*{verb}"),
        re.compile(rf"{verb}[^.!?:\n]*:\s*\Z"),
    )
