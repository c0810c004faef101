"""A sentence as tokens: words, names and values, each with a one-letter tag.

Names and values are one token each, however many words they have, so that patterns see
"E p E $" where the text has "Acme Holdings Ltd. bought Widgets & Sons for $3 million".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from factpack.extract.claims.syntax.tokens.asides import open_brackets, set_off
from factpack.extract.claims.syntax.tokens.marks import (
    Bracketed,
    Columns,
    drop_marks,
    lift_brackets,
)
from factpack.extract.claims.syntax.tokens.tagging import settle_tags
from factpack.extract.languages.en.grammar import guess_tag, load_lexicon
from factpack.extract.text.doc import Doc
from factpack.extract.text.tokens import Token
from factpack.model import LiteralValue, LocalEntity, Mention, Span

_PUNCTUATION = {
    ",": ",", ";": ";", ":": ";", "—": ";", "–": ";", "…": ";", "...": ";", "|": ";", "•": ";",
    "(": "(", ")": ")", "[": "(", "]": ")", "&": "C",
    '"': '"', "“": '"', "”": '"', "‘": '"', "«": '"', "»": '"', "`": '"', "*": '"', "‛": '"',
    ".": ".", "?": ";", "!": ";",
}  # fmt: skip
_KINDS = {"money": "$", "date": "T", "percent": "%", "count": "#", "duration": "T"}


class SentenceTokens:
    """The tokens of one sentence; all sequences have one element a token.

    Attributes:
        tags: one letter each, see `languages.en.grammar`.
        words: in lower case, as they stand; of a name or value its words.
        start: first character, in the text of the article.
        end: end of the last character.
        ref: index of the mention that is this token, or that a common noun ends; -1: none.
        literal: index of the value; -1: none.
        inside: what short brackets hold: token before them (-1 at the start) to a sequence of
            (word, tag, start, end, mention), lifted out of the columns.
    """

    __slots__ = ("end", "inside", "literal", "ref", "start", "tags", "words")

    def __init__(self, columns: Columns, inside: dict[int, list[Bracketed]]) -> None:
        """Wrap the columns; the sentence has them for itself."""
        self.words, tags, self.start, self.end, self.ref, self.literal = columns
        self.tags = "".join(tags)
        self.inside = inside


@cache
def _known_tags() -> dict[str, str]:
    clitics = {"'s": "'", "’s": "'", "'": "'", "’": "'", "-": "-"}
    return {**_PUNCTUATION, **load_lexicon().tags, **clitics}


def _tags(doc: Doc) -> list[str]:
    """Tag of every token."""
    return [token.tag or _tag(token) for token in doc.tokens]


def _tag(token: Token) -> str:
    word = token.lower
    token.tag = _known_tags().get(word) or (guess_tag(word) if word[0].isalnum() else '"')
    return token.tag


def _value_tag(value: LiteralValue, text: str) -> str:
    """Tag of a value; an age before a noun says what sort it is: "the 26-year-old president"."""
    if value.kind == "duration" and text.startswith("-old", value.end):
        return "A"
    return _KINDS[value.kind]


_Slot = tuple[int, int, int, int, str]
"""A name or value as start, negative end, value, mention (their indexes, -1: none) and tag: so
that sorting puts first what begins first, is longer, and is a name."""


class ArticleTokens:
    """The tokens of one article, a sentence at a time."""

    __slots__ = (
        "_at",
        "_begins",
        "_columns",
        "_named",
        "_numbers",
        "_others",
        "_places",
        "_tags",
    )

    def __init__(
        self,
        doc: Doc,
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
        literals: Sequence[LiteralValue],
    ) -> None:
        """Lay out the tokens of the whole text.

        Where names and values overlap, names win, then what begins first; one that does not lie in
        a single sentence is read as plain words.
        """
        text = doc.text
        self._places = {i for i, m in enumerate(mentions) if entities[m.entity].type == "Place"}
        slots = _merge(
            [
                (m.start, -m.end, -1, i, "P" if entities[m.entity].type == "Person" else "E")
                for i, m in enumerate(mentions)
                if m.kind == "name"
            ],
            [(v.start, -v.end, i, -1, _value_tag(v, text)) for i, v in enumerate(literals)],
        )
        slots = _inside(slots, doc.sentences)
        self._named = [slot[0] for slot in slots if slot[3] >= 0]
        self._numbers = [slot[0] for slot in slots if slot[4] in "$%#"]
        self._columns = _lay_out(doc, slots)
        self._tags = "".join(self._columns[1])
        self._begins = self._columns[2]
        self._others = sorted(
            (m.end if m.kind == "description" else m.start, m.kind == "description", i)
            for i, m in enumerate(mentions)
            if m.kind != "name"
        )
        self._at = [other[0] for other in self._others]

    def has_arguments(self, start: int, end: int) -> bool:
        """Whether anything in `[start, end)` is known by name or stands for something that is."""
        named = bisect_left(self._named, start)
        if named < len(self._named) and self._named[named] < end:
            return True
        at = bisect_left(self._at, start)
        return at < len(self._at) and self._at[at] <= end

    def has_numbers(self, start: int, end: int) -> bool:
        """Whether an amount, a percentage or a count stands in `[start, end)`."""
        at = bisect_left(self._numbers, start)
        return at < len(self._numbers) and self._numbers[at] < end

    def sentence(self, start: int, end: int) -> SentenceTokens:
        """SentenceTokens of the sentence `[start, end)`."""
        lo = bisect_left(self._begins, start)
        hi = bisect_left(self._begins, end, lo)
        all_words, all_tags, all_begins, all_ends, all_refs, all_literals = self._columns
        words, tags = all_words[lo:hi], all_tags[lo:hi]
        begins, ends = all_begins[lo:hi], all_ends[lo:hi]
        refs, literals = all_refs[lo:hi], all_literals[lo:hi]
        columns = (words, tags, begins, ends, refs, literals)
        joined = self._tags[lo:hi]
        if joined.endswith("."):  # that of the sentence, no mark inside it
            tags[-1] = ";"
            joined = joined[:-1]
        if "DE," in joined:
            self._join_places(columns)
        set_off(words, tags, begins, ends)
        if '"' in joined or "'" in joined or "-" in joined or "." in joined:
            drop_marks(columns)
        if "P(" in joined:
            open_brackets(words, tags)
        inside = lift_brackets(columns) if "(" in joined or ")" in joined else {}
        self._refer(start, end, columns)
        settle_tags(tags, words)
        return SentenceTokens(columns, inside)

    def _join_places(self, columns: Columns) -> None:
        """Take the commas out of "the Portland, Oregon, company", which are no boundaries."""
        words, tags, _, _, refs, _ = columns
        if self._places.isdisjoint(refs):
            return
        gone: list[int] = []
        for token in range(len(tags) - 3):
            if tags[token] != "D" or tags[token + 1] != "E" or tags[token + 2] != ",":
                continue
            two = tags[token + 3] == "E" and token + 5 < len(tags) and tags[token + 4] == ","
            noun = token + 5 if two else token + 3
            if tags[noun] != "N" or not (two or "," in words[token + 1]):
                continue
            if all(
                tags[phrase] != "E" or refs[phrase] in self._places
                for phrase in range(token + 1, noun)
            ):
                gone += [phrase for phrase in range(token + 2, noun) if tags[phrase] == ","]
        for phrase in reversed(gone):
            for column in columns:
                del column[phrase]

    def _refer(self, start: int, end: int, columns: Columns) -> None:
        """Set the mentions of pronouns (at their start) and descriptions (at their end)."""
        _, tags, begins, ends, refs, _ = columns
        at = bisect_left(self._at, start)
        while at < len(self._at) and self._at[at] <= end:
            offset, described, mention = self._others[at]
            column = ends if described else begins
            token = bisect_left(column, offset)
            if token < len(column) and column[token] == offset and refs[token] < 0:
                if described or tags[token] in "OHWDR":
                    refs[token] = mention
            at += 1


def _inside(slots: list[_Slot], sentences: Sequence[Span]) -> list[_Slot]:
    """The slots that lie in one sentence."""
    found: list[_Slot] = []
    at, count = 0, len(slots)
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        while at < count and slots[at][0] < start:
            at += 1
        while at < count and -slots[at][1] <= end:
            found.append(slots[at])
            at += 1
    return found


def _lay_out(doc: Doc, slots: list[_Slot]) -> Columns:
    """Columns of the tokens, every slot as one token."""
    starts, ends, lower = doc.starts, doc.ends, doc.lower
    tags = _tags(doc)
    columns: Columns = ([], [], [], [], [], [])
    out_words, out_tags, out_begins, out_ends, _, _ = columns
    places: list[int] = []
    at = 0
    for slot in slots:
        first = bisect_left(starts, slot[0], at)
        if at < first:
            out_words += lower[at:first]
            out_tags += tags[at:first]
            out_begins += starts[at:first]
            out_ends += ends[at:first]
        at = bisect_left(starts, -slot[1], first)
        places.append(len(out_words))
        out_words.append(lower[first] if at == first + 1 else " ".join(lower[first:at]))
        out_tags.append(slot[4])
        out_begins.append(slot[0])
        out_ends.append(min(-slot[1], ends[at - 1]))
    out_words += lower[at:]
    out_tags += tags[at:]
    out_begins += starts[at:]
    out_ends += ends[at:]
    refs, literals = columns[4], columns[5]
    refs += [-1] * len(out_words)
    literals += refs
    for place, slot in zip(places, slots, strict=True):
        refs[place], literals[place] = slot[3], slot[2]
    return columns


def _merge(names: list[_Slot], values: list[_Slot]) -> list[_Slot]:
    """Names and values by start without overlaps."""
    chosen: list[_Slot] = []
    free = 0
    for slot in sorted(names + values):
        while slot[0] < free and slot[3] >= 0 > chosen[-1][3]:
            beaten = chosen.pop()  # a name beats the value that it overlaps
            if beaten[4] == "#" and beaten[0] < slot[0]:
                # "21 million Orbit phones": the number before the name stays one.
                chosen.append((beaten[0], -slot[0], *beaten[2:]))
                break
            free = -chosen[-1][1] if chosen else 0
        if slot[0] >= free or (chosen and slot[0] >= -chosen[-1][1]):
            chosen.append(slot)
            free = -slot[1]
    return chosen
