"""The words in quotation marks of one article: where they stand, and what kind they are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.quotes.marks import QuotedSpan, find_marked
from factpack.extract.text.doc import Doc
from factpack.model import Article, QuoteKind, Span

_FOUR_WORDS = re.compile(r"(?:\W*+\w++(?:[’'.-]\w++)*+){4}")
_FEW_WORDS = re.compile(r"(?:\W*+\w++(?:[’'.-]\w++)*+){5}")
LEAD = 200
"""Characters before a quotation that may introduce it."""
_NAME_BEFORE = re.compile(
    r"(?:dubbed|called|named|titled|entitled|nicknamed|known as|so-called|codenamed|code-named|"
    r"headlined|\bor|\bthe term|\bword)(?:\s+(?:a|an|the))?\s*$"
)
_NAME_BEFORE_ENDS = ("ed", "as", "or", "the term", "word", "a", "an", "the")
"""What ends everything that `_NAME_BEFORE` finds: a look at the end is cheaper than a search."""
_DIRECT_AFTER = word_list("quotes", "quoted_words.direct_after")
"""Verbs that a whole utterance may follow without a comma."""


class QuotedWords:
    """Spans in marks, in order, with what surrounds them."""

    def __init__(self, article: Article, doc: Doc) -> None:
        """Find the marks of an article."""
        self._text = article.text
        self._doc = doc
        self.spans = find_marked(article)
        self.starts = [marked.start for marked in self.spans]

    def is_inside(self, offset: int) -> bool:
        """Whether marks enclose an offset."""
        i = bisect_right(self.starts, offset) - 1
        return i >= 0 and offset < self.spans[i].end

    def clause_start(self, sentence: Span, at: int) -> int:
        """Where the clause of a cue starts: its sentence, or the marks before it."""
        i = bisect_right(self.starts, at) - 1
        return max(sentence.start, self.spans[i].end) if i >= 0 else sentence.start

    def clause_end(self, sentence: Span, at: int) -> int:
        """Where it ends: its sentence, or the marks behind it."""
        i = bisect_left(self.starts, at)
        return min(sentence.end, self.starts[i]) if i < len(self.spans) else sentence.end

    def lead(self, sentence: Span, marked: QuotedSpan) -> str:
        """What stands before a quotation in its sentence, or the last part of it."""
        return self._text[max(sentence.start, marked.start - LEAD) : marked.start]

    def is_name(self, marked: QuotedSpan) -> bool:
        """Whether marked words are a name or a term rather than what somebody said."""
        inner = marked.inner(self._text)
        if _FOUR_WORDS.match(inner):
            return False
        lead = self._text[max(0, marked.start - 24) : marked.start]
        if lead.rstrip().endswith(_NAME_BEFORE_ENDS) and _NAME_BEFORE.search(lead):
            return True
        words = self._doc.words_in(marked.start, marked.end)
        return inner[-1:] not in ".,!?" and all(
            word[0].isupper() for word in words if word[0].isalnum()
        )

    def kind(self, marked: QuotedSpan, sentence: Span) -> QuoteKind:
        """Direct where a whole utterance is quoted, mixed where words are built in."""
        inner = marked.inner(self._text).lstrip(" …[(")
        lead = self.lead(sentence, marked).rstrip()
        if not inner:
            return "mixed"
        if not lead:
            return "direct"
        if lead[-1] in ",:—–" and (not inner[0].islower() or self._is_second_part(marked, lead)):
            return "direct"
        last_word = lead.rpartition(" ")[2].lower()
        utterance = not inner[0].islower() and self.is_utterance(marked)
        return "direct" if utterance and last_word in _DIRECT_AFTER else "mixed"

    def _is_second_part(self, marked: QuotedSpan, lead: str) -> bool:
        """Whether a lower-case quotation goes on with one before its attribution."""
        i = bisect_left(self.starts, marked.start) - 1
        if i < 0 or lead[-1] != ",":
            return False
        before = self.spans[i]
        return (
            before.block == marked.block
            and marked.start - before.end <= 160
            and before.inner(self._text).rstrip()[-1:] in tuple(",—–…")
        )

    def is_utterance(self, marked: QuotedSpan) -> bool:
        """Whether marked words can stand alone: several, or ended by a stop."""
        inner = marked.inner(self._text).rstrip()
        return inner.endswith((".", "!", "?", ",")) or _FOUR_WORDS.match(inner) is not None

    def ends_sentence(self, marked: QuotedSpan) -> bool:
        """Whether a quotation ends with its sentence."""
        inner = marked.inner(self._text).rstrip()
        return (
            inner.endswith((".", "!", "?", ",")) or self._text[marked.end : marked.end + 1] == "."
        )
