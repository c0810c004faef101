"""Quotes of articles in other languages: by their marks, and by a few verbs of saying.

What a language writes is data: `quotes.yaml` in its folder names its marks and the verbs that
stand beside a quotation. A speaker is told where a name stands next to the verb, and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from factpack.extract.languages.tables import any_word, table_or_empty
from factpack.model import Article, Block, LocalEntity, Mention, Quote, Span

_LEAST_WORDS = 3
_LEAST_SIGNS = 8
"""Signs of a script that does not part words."""
_LEAD = 80
"""Characters before a colon among which the verb that introduces a quotation is looked for."""
_END = 40
"""Characters at the end of a quotation among which a full stop or a comma is looked for."""

_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WHOLE = re.compile(r"[.!?…。！？]\W*\Z")
_PAUSED = re.compile(r"[.,!?…。！？]\W*\Z")
_OPENED = re.compile(r"(?:\A|[.!?…:;»“”\"\n。！？])\s*\Z")
"""What stands before a quotation that is a sentence by itself, and not a title in one."""
_USUAL = ("“”", "„“", "„”", "«»", "「」", "『』")
"""Marks, opening and closing, of languages that have no table."""
_SPEAKERS = frozenset({"Person", "Organization"})


def find_marked_quotes(
    article: Article, entities: tuple[LocalEntity, ...], mentions: tuple[Mention, ...]
) -> tuple[Quote, ...]:
    """Whole utterances in the marks of the language of an article, in order.

    Words in marks are an utterance where a verb of saying stands beside them, behind a comma or
    before a colon, or where they are a whole sentence that stands by itself; names, titles and
    single words in marks are none. `cue` is None where no such verb is there, the speaker where no
    name stands next to it.

    Args:
        article: normalised article, in another language than English.
        entities: what the mentions refer to.
        mentions: names that a curator gave.
    """
    text = article.text
    reader = _reader((article.language or "").split("-")[0])
    names = [m for m in mentions if entities[m.entity].type in _SPEAKERS]
    names = [m for m in names if text[m.end : m.end + 1] not in ("-", "’", "'")]
    behind = {m.start: m for m in names}
    before = {m.end: m for m in names if _stands_first(text, m.start)}
    found = []
    for block in article.blocks:
        for marked in reader.marks.finditer(text, block.start, block.end):
            if not _is_utterance(marked[0][1:-1]):
                continue
            cue = reader.cue(text, block, Span(*marked.span()))
            if cue is None and not (
                _WHOLE.search(marked[0][-_END:-1])
                and _OPENED.search(text[max(block.start, marked.start() - 2) : marked.start()])
            ):
                continue
            named = None
            if cue is not None and cue.start >= marked.end():
                named = behind.get(cue.verb_end + 1)
            elif cue is not None:
                named = before.get(cue.start - 1)
            found.append(
                Quote(
                    "direct",
                    marked.start(),
                    marked.end(),
                    None if named is None else named.entity,
                    None if named is None else Span(named.start, named.end),
                    None if cue is None else text[cue.verb_start : cue.verb_end],
                )
            )
    return tuple(found)


def _stands_first(text: str, start: int) -> bool:
    """Whether a name begins a sentence: what stands before it could be the subject instead."""
    return _OPENED.search(text[max(0, start - 2) : start]) is not None


def _is_utterance(inner: str) -> bool:
    """Whether words in marks are as many as a sentence has, and begin like one."""
    inner = inner.strip()
    if _SIGN.match(inner):
        return len(_SIGN.findall(inner)) >= _LEAST_SIGNS
    words = _WORD.findall(inner)
    first = inner.lstrip("¿¡…«“„‘ ")[:1]
    return len(words) >= _LEAST_WORDS and not first.islower() and not all(map(_is_capital, words))


def _is_capital(word: str) -> bool:
    return word[0].isupper()


@dataclass(frozen=True, slots=True)
class _Cue:
    """A verb of saying, and where the words that belong to it begin ("a déclaré")."""

    start: int
    verb_start: int
    verb_end: int


@dataclass(frozen=True, slots=True)
class _Reader:
    """Patterns of a language: words in marks, and a verb of saying behind or before them."""

    marks: re.Pattern[str]
    behind: re.Pattern[str]
    before: re.Pattern[str]

    def cue(self, text: str, block: Block, marked: Span) -> _Cue | None:
        """Where the verb stands: "„…“, sagte", or "sagte …: „…“"."""
        found = self.behind.match(text, marked.end, block.end)
        paused = found and (
            found["pause"]
            or _PAUSED.search(text[max(marked.start, marked.end - _END) : marked.end - 1])
        )
        if not paused:
            lead = max(block.start, marked.start - _LEAD)
            found = self.before.search(text, lead, marked.start)
        return _Cue(found.start("said"), *found.span("verb")) if found else None


@cache
def _reader(language: str) -> _Reader:
    """The reader of a language, by its ISO 639-1 code; of the usual marks without a table."""
    table = table_or_empty(language, "quotes.yaml")
    small, verbs = any_word(table.get("small", ())), any_word(table.get("verbs", ()))
    said = rf"(?P<said>(?:{small}\s)?(?P<verb>{verbs}))"
    return _Reader(
        re.compile("|".join(_between(*pair) for pair in table.get("marks", _USUAL))),
        re.compile(rf"\s?(?P<pause>[,–—-]?)\s?{said}"),
        re.compile(rf"{said}[^.!?:\n]*:\s?\Z"),
    )


def _between(opening: str, closing: str) -> str:
    """Pattern of words between two marks, which may hold others of their kind once."""
    first, last = re.escape(opening), re.escape(closing)
    if opening == closing:  # The first stands before a word, the last behind one.
        return rf"(?<!\w){first}(?!\s)[^{first}\n]*(?<!\s){last}(?!\w)"
    if closing == "’":  # An apostrophe stands before a letter.
        return rf"{first}(?:[^{first}{last}\n]|{last}(?=\w))*+{last}"
    other = rf"[^{first}{last}\n]"
    return rf"{first}(?:{other}++|{first}{other}*+{last})*+{last}"
