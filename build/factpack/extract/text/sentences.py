"""Where sentences end: a scan for full stops, then a look at the words on both sides.

A stop ends a sentence unless the word before it is one that carries a stop of its own ("Mr.",
"J.", "No. 5"), the text after it goes on in lower case, or it stands inside a number, an address
or a name ("3.5", "example.com"). Quoted sentences are split as well: the marks that follow a stop
belong to the sentence that it ends, so a sentence may open a quotation that a later one closes.
"""

from __future__ import annotations

import re

from factpack.extract.languages.en.word_lists import word_list
from factpack.model import Article, Span

_AFTER_STOP = (
    "[.!?…。！？]*+[\"'”’»›)\\]]*"  # further stops, and the marks that close after them
    r"(\s*)"
    "[\"'“”‘’«»‹›(\\[—–-]{0,8}([^\\W_]{0,30})"  # what opens next, and the next word
)
_OTHER_STOPS = "!?…。！？"
_STOP = re.compile(f"[.{_OTHER_STOPS}]{_AFTER_STOP}")
_FULL_STOP = re.compile(rf"\.{_AFTER_STOP}")
"""The same where a text has no other stops: a single character is found ten times as fast."""
_CLOSERS = frozenset("\"'”’»›)]")
_OPENERS = frozenset("\"'“‘«‹([")
_LINE_WIDTH = 24
"""How far back the word before a stop is sought; no abbreviation is longer."""

_NEVER_LAST = word_list("text", "sentences.never_last")
_BEFORE_NUMBER = frozenset(
    # Abbreviations only where a number follows; "No." alone is a whole sentence.
    "no nos nr art arts sec fig figs vol vols p pp ch para pt ed eq tab app sect § "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_SOMETIMES_LAST = word_list("text", "sentences.sometimes_last")
_STARTERS = word_list("text", "sentences.starters")
_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w’'.-]*\s){1,4}(?:said|says|asked|asks|wrote|writes|added|adds|told|tells|replied)\b"
)
_FORMS = word_list("text", "sentences.forms")
"""Legal forms that close a name as a rule: what follows with a verb of its own is no part of it."""
_FINITE = (
    r"(?:is|are|was|were|has|have|had|will|would|could|may|can|did|does|said|says|told|rose|fell|"
    r"bought|sold|made|took|won|lost|led|left|began|became|[a-z]{2,}ed)\b"
)
_PREDICATE = re.compile(
    # "… was sold to Acme Inc.", or in the present behind what can only be a subject: "He works at".
    rf"\s{_FINITE}|\b(?:[Hh]e|[Ss]he|[Ii]t|who|which|[A-Z][\w’'-]*)\s[a-z]{{2,}}s\b"
)
_SUBJECT = re.compile(
    # One or two words and their verb: "Rivals objected", "Quill said"; not "Chairman Quill said",
    # who may be that of the company before.
    r"(?!(?:Chief|Chair\w*|President|C[A-Z]O|Vice|Senior|Executive|Managing|General|Director|Head|"
    r"Founder|Co-\w+|Deputy|Interim|Acting|Former|Spokes\w+|Analyst|Manager|Partner|Holdings?|"
    rf"Group|Europe|Asia|America|International)\b)[A-Z][\w’'-]*\s(?:[A-Z][\w’'-]*\s)?{_FINITE}"
)
_CLAUSE_REACH = 300
"""Characters before a stop among which the clause that it may end has its verb."""
_LOWER_NAME = re.compile(r"[a-z]{1,2}[A-Z]")


def split_sentences(article: Article) -> tuple[Span, ...]:
    """Sentences of an article in order, without white space at their edges.

    No sentence crosses a block: titles and headings are sentences of their own.
    """
    sentences: list[Span] = []
    text = article.text
    others = [mark for mark in _OTHER_STOPS if mark in text]
    for block in article.blocks:
        _split(text, block.start, block.end, others, sentences)
    return tuple(sentences)


def split_text(text: str, start: int = 0) -> tuple[Span, ...]:
    """Sentences of a text that has no blocks; `start` is added to every offset.

    >>> text = "Mr. Orr left Acme Inc. The firm paid $3.5 million."
    >>> [text[span.start : span.end] for span in split_text(text)]
    ['Mr. Orr left Acme Inc.', 'The firm paid $3.5 million.']
    """
    sentences: list[Span] = []
    _split(text, 0, len(text), [mark for mark in _OTHER_STOPS if mark in text], sentences)
    if start:
        return tuple(Span(span.start + start, span.end + start) for span in sentences)
    return tuple(sentences)


def _split(text: str, start: int, end: int, others: list[str], sentences: list[Span]) -> None:
    """Append the sentences of `[start, end)`; `others` are the stops of the text but full stops."""
    begin = at = _skip_space(text, start, end)
    plain = not others or all(text.find(mark, start, end) < 0 for mark in others)
    search = (_FULL_STOP if plain else _STOP).search
    while stop := search(text, at, end):
        at = stop.start(1)
        if at >= end:
            break
        first = text[stop.start()]
        if first in "。！？":
            ends = True
        elif stop.end(1) > at or not text[at].isalnum():
            ends = _ends(text, begin, stop, first)
        else:
            ends = _ends_unspaced(text, begin, stop)
        if ends:
            sentences.append(Span(begin, at))
            begin = at = stop.end(1)
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        sentences.append(Span(begin, end))


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _word_before(text: str, begin: int, stop: int) -> str:
    """Letters, digits and inner stops just before a stop, at most a line's width of them."""
    lowest = max(begin, stop - _LINE_WIDTH)
    word = text[max(lowest, text.rfind(" ", lowest, stop) + 1) : stop]
    if word.isalnum():
        return word
    at = stop
    while at > lowest and (text[at - 1].isalnum() or text[at - 1] in ".&§"):
        at -= 1
    return text[at:stop]


def _ends_unspaced(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a stop with a letter or digit right behind it ends a sentence ("world.The")."""
    at = stop.start(1)
    if not text[at].isupper():
        return False
    word = _word_before(text, begin, stop.start())
    next_word = stop.group(2)
    if text[at - 1] in _CLOSERS:
        return len(word) > 1 or next_word in _STARTERS
    after = stop.end()
    if after < stop.endpos and not (text[after].isspace() or text[after] in ",’'"):
        return False
    if next_word in _STARTERS or next_word in ("A", "I"):
        return len(word) > 2 and "." not in word
    # Two plain words grown together; a capital before the stop may be a name such as "Acme.Com".
    return len(word) > 2 and word.islower() and len(next_word) > 1 and next_word[1:].islower()


def _ends(text: str, begin: int, stop: re.Match[str], mark: str) -> bool:
    """Whether a stop with white space or a mark behind it ends a sentence."""
    at, beyond = stop.span(1)
    if at == beyond and text[at] not in _OPENERS:
        # Only an opening mark may follow without a space: 'done.“We' goes on with a new sentence.
        return False
    next_word = stop.group(2)
    if not next_word:
        # Another mark or symbol, such as "$5 is due.": only a stray stop or comma goes on.
        return beyond < stop.endpos and text[beyond] not in ".,;:!?%&/…"
    first = next_word[0]
    if first.islower() and not _LOWER_NAME.match(next_word):
        return False
    last = text[at - 1]
    closed = last in _CLOSERS
    if closed and not first.isdigit() and _ATTRIBUTION.match(text, beyond, stop.endpos):
        return False
    if mark != "." or text.startswith("..", stop.start()):
        return next_word not in _COMPANY_FORMS
    word = _word_before(text, begin, stop.start())
    if closed:
        # An abbreviation in brackets or quotation marks hardly goes on to a name.
        return len(word) > 1 and word.lower() not in _NEVER_LAST
    if word.lower() in _FORMS and _SUBJECT.match(text, beyond, stop.endpos):
        # "… for Acme Inc. Rivals objected.": two clauses, where the first has its verb.
        lowest = max(begin, stop.start() - _CLAUSE_REACH)
        return _PREDICATE.search(text, lowest, stop.start()) is not None
    return not _is_abbreviation(begin, stop.start(), word, next_word)


_COMPANY_FORMS = word_list("text", "sentences.company_forms")
"""Words that continue a name ending in a mark, such as "Jump! Inc."."""


def _is_abbreviation(begin: int, stop: int, word: str, next_word: str) -> bool:
    if not word:
        return False
    starter = next_word in _STARTERS
    lower = word.lower()
    if len(word) == 1:
        # An initial, unless the next word cannot be part of a name; a digit alone in front is a
        # list number ("1. Apply early").
        if word.isdigit():
            return stop - 1 == begin
        return word.isalpha() and not starter and (word.isupper() or lower in _BEFORE_NUMBER)
    if lower in _NEVER_LAST:
        return True
    if lower in _BEFORE_NUMBER:
        return next_word[0].isdigit()
    if lower in _SOMETIMES_LAST:
        if lower in ("am", "pm") or (word.islower() and lower in _WORDS_TOO):
            return False
        return not starter
    if "." in word:
        # Letters with stops between them ("U.S.A", "J.K") that no list names; a name that ends
        # like an address ("Orr.ai") is none.
        parts = word.split(".")
        letters = all(len(part) <= 2 and part.isalpha() for part in parts)
        return letters and not (len(parts[-1]) == 2 and parts[-1].islower()) and not starter
    return word.isdigit() and stop - len(word) == begin and len(word) <= 3


_WORDS_TOO = word_list("text", "sentences.words_too")
"""Abbreviations that are also whole words when they stand in lower case."""
