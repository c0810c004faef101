"""A sentence as tokens: words, names and values, each with a one-letter tag.

Names and values are one token each, however many words they have, so that patterns see
"E p E $" where the text has "Acme Holdings Ltd. bought Widgets & Sons for $3 million".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from factpack.extract.claims.syntax.tokens.asides import open_brackets, set_off
from factpack.extract.claims.syntax.tokens.tagging import settle_tags
from factpack.extract.languages.en.grammar import guess_tag, load_lexicon
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.text.tokens import Token, Tokens, scan
from factpack.model import LiteralValue, LocalEntity, Mention, Span

_COMPOUND = word_list("claims", "syntax.tokens.sentence_tokens.compound")
_PUNCTUATION = {
    ",": ",", ";": ";", ":": ";", "—": ";", "–": ";", "…": ";", "...": ";", "|": ";", "•": ";",
    "(": "(", ")": ")", "[": "(", "]": ")", "&": "C",
    '"': '"', "“": '"', "”": '"', "‘": '"', "«": '"', "»": '"', "`": '"', "*": '"', "‛": '"',
    ".": ".", "?": ";", "!": ";",
}  # fmt: skip
_KINDS = {"money": "$", "date": "T", "percent": "%", "count": "#", "duration": "T"}
_MAX_PAREN = 40
"""SentenceTokens; what stands in longer brackets is read as part of the sentence."""


Bracketed = tuple[str, str, int, int, int]


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

    def __init__(self, columns: _Columns, inside: dict[int, list[Bracketed]]) -> None:
        """Wrap the columns; the sentence has them for itself."""
        self.words, tags, self.start, self.end, self.ref, self.literal = columns
        self.tags = "".join(tags)
        self.inside = inside


@cache
def _known_tags() -> dict[str, str]:
    clitics = {"'s": "'", "’s": "'", "'": "'", "’": "'", "-": "-"}
    return {**_PUNCTUATION, **load_lexicon().tags, **clitics}


def _tags(tokens: Tokens) -> list[str]:
    """Tag of every token."""
    return [token.tag or _tag(token) for token in tokens.kept]


def _tag(token: Token) -> str:
    word = token.lower
    token.tag = _known_tags().get(word) or (guess_tag(word) if word[0].isalnum() else '"')
    return token.tag


_Slot = tuple[int, int, int, int, str]
"""A name or value as start, negative end, value, mention (their indexes, -1: none) and tag: so
that sorting puts first what begins first, is longer, and is a name."""
_Columns = tuple[list[str], list[str], list[int], list[int], list[int], list[int]]
"""Words, tags, starts, ends, mentions and values of tokens."""


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
        "_tokens",
    )

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
        literals: Sequence[LiteralValue],
    ) -> None:
        """Lay out the tokens of the whole text.

        Where names and values overlap, names win, then what begins first; one that does not lie in
        a single sentence is read as plain words.
        """
        self._tokens: Tokens = scan(text)
        self._places = {i for i, m in enumerate(mentions) if entities[m.entity].type == "Place"}
        slots = _merge(
            [
                (m.start, -m.end, -1, i, "P" if entities[m.entity].type == "Person" else "E")
                for i, m in enumerate(mentions)
                if m.kind == "name"
            ],
            [(v.start, -v.end, i, -1, _KINDS[v.kind]) for i, v in enumerate(literals)],
        )
        slots = _inside(slots, sentences)
        self._named = [slot[0] for slot in slots if slot[3] >= 0]
        self._numbers = [slot[0] for slot in slots if slot[4] in "$%#"]
        self._columns = _lay_out(self._tokens, slots)
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

    def words(self, start: int, end: int) -> list[str]:
        """Lower-case tokens of `[start, end)`, those inside names included."""
        starts = self._tokens.starts
        first = bisect_left(starts, start)
        return self._tokens.lower[first : bisect_left(starts, end, first)]

    def sentence(self, start: int, end: int) -> SentenceTokens:
        """SentenceTokens of the sentence `[start, end)`."""
        lo = bisect_left(self._begins, start)
        hi = bisect_left(self._begins, end, lo)
        all_words, all_tags, all_begins, all_ends, all_refs, all_literals = self._columns
        words, tags = all_words[lo:hi], all_tags[lo:hi]
        begins, ends = all_begins[lo:hi], all_ends[lo:hi]
        refs, literals = all_refs[lo:hi], all_literals[lo:hi]
        columns = (words, tags, begins, ends, refs, literals)
        if tags and tags[-1] == ".":
            tags[-1] = ";"
        joined = self._tags[lo:hi]
        if "DE," in joined:
            self._join_places(columns)
        set_off(words, tags, begins, ends)
        if '"' in joined or "'" in joined or "-" in joined or "." in joined:
            _drop_marks(columns)
        if "P(" in joined:
            open_brackets(words, tags)
        inside = _lift_brackets(columns) if "(" in joined or ")" in joined else {}
        self._refer(start, end, columns)
        settle_tags(tags, words)
        return SentenceTokens(columns, inside)

    def _join_places(self, columns: _Columns) -> None:
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

    def _refer(self, start: int, end: int, columns: _Columns) -> None:
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


def _lay_out(tokens: Tokens, slots: list[_Slot]) -> _Columns:
    """Columns of the tokens, every slot as one token."""
    starts, ends, lower = tokens.starts, tokens.ends, tokens.lower
    tags = _tags(tokens)
    columns: _Columns = ([], [], [], [], [], [])
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


_MARKS = frozenset("\"'-.")


def _drop_marks(columns: _Columns) -> None:
    """Take quotation marks, inner stops and hyphens out of the columns.

    Where a mark opens or closes a whole utterance the sentence falls apart there; quoted words
    inside the author's own sentence do not disturb it.
    """
    words, tags, begins, ends, _, _ = columns
    gone: list[int] = []
    last = len(tags) - 1
    mark, near = -2, -2  # the mark before, and the token that is kept before the next one
    for i in [i for i, tag in enumerate(tags) if tag in _MARKS]:
        before = near if mark == i - 1 else i - 1
        mark, near = i, before
        tag = tags[i]
        if tag == '"':
            _part(tags, before)
        elif tag == "." and i < last - 2:
            pass
        elif tag == "'" and len(words[i]) == 1 and not _is_plural(columns, before, i):
            _part(tags, before)
        elif tag == "-" and before >= 0 and ends[before] == begins[i]:
            if i < last and f"-{words[i + 1]}" in _COMPOUND and begins[i + 1] == ends[i]:
                words[i + 1], tags[i + 1], begins[i + 1] = f"-{words[i + 1]}", "K", begins[i]
        else:
            if tag != "'":
                tags[i] = ";"
            near = i
            continue
        gone.append(i)
    for i in reversed(gone):
        for column in columns:
            del column[i]


def _part(tags: list[str], before: int) -> None:
    """Let the sentence fall apart at a comma before a mark."""
    if before >= 0 and tags[before] in ",;":
        tags[before] = ";"


def _is_plural(columns: _Columns, before: int, at: int) -> bool:
    """Whether the mark at `at` makes a plural possessive; any other is a quotation mark."""
    words, _, begins, ends, _, _ = columns
    joined = before >= 0 and ends[before] == begins[at] and words[before].endswith("s")
    return joined and at < len(words) - 1 and begins[at + 1] > ends[at]


def _keep(columns: _Columns, rows: list[int]) -> None:
    """Leave only these rows in every column."""
    words, tags, *numbers = columns
    words[:] = [words[j] for j in rows]
    tags[:] = [tags[j] for j in rows]
    for column in numbers:
        column[:] = [column[j] for j in rows]


def _lift_brackets(columns: _Columns) -> dict[int, list[Bracketed]]:
    """Take short bracketed stretches out of the columns.

    Returns:
        Token before the brackets (-1 at the start of the sentence) to what they hold.
    """
    words, tags, begins, ends, refs, _ = columns
    inside: dict[int, list[Bracketed]] = {}
    keep: list[int] = []
    i = 0
    while i < len(tags):
        if tags[i] == "(":
            last = min(len(tags), i + _MAX_PAREN)
            close = next((j for j in range(i + 1, last) if tags[j] in "()"), -1)
            if close > 0 and tags[close] == ")":
                held = [
                    (words[j], tags[j], begins[j], ends[j], refs[j]) for j in range(i + 1, close)
                ]
                inside[len(keep) - 1] = held
                i = close + 1
                continue
        if tags[i] in "()":
            tags[i] = ";"
        keep.append(i)
        i += 1
    _keep(columns, keep)
    return inside
