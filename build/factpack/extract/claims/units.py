"""A sentence as units: words, names and values, each with a one-letter tag.

Names and values are one unit each, however many words they have, so that patterns see
"E p E $" where the text has "Acme Holdings Ltd. bought Widgets & Sons for $3 million".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from factpack.extract.claims.lexicon import guess_tag, load_lexicon
from factpack.extract.tokens import Tokens, scan
from factpack.model import LiteralValue, LocalEntity, Mention

_COMPOUND = frozenset(
    "-backed -led -owned -based -founded -run -controlled -headquartered -funded -supported "
    "-listed -headed -sponsored -chaired -financed".split()
)
_PUNCTUATION = {
    ",": ",", ";": ";", ":": ";", "—": ";", "–": ";", "…": ";", "...": ";", "|": ";", "•": ";",
    "(": "(", ")": ")", "[": "(", "]": ")", "&": "C",
    '"': '"', "“": '"', "”": '"', "‘": '"', "«": '"', "»": '"', "`": '"', "*": '"', "‛": '"',
    ".": ".", "?": ";", "!": ";",
}  # fmt: skip
_KINDS = {"money": "$", "date": "T", "percent": "%", "count": "#", "duration": "T"}
_PLURAL_END = ("s", "men", "people", "data")
_MAX_PAREN = 40
"""Units; what stands in longer brackets is read as part of the sentence."""


Bracketed = tuple[str, str, int, int, int]


@dataclass(slots=True)
class Units:
    """The units of one sentence; all sequences have one element a unit.

    Attributes:
        tags: one letter each, see `lexicon`.
        words: in lower case, as they stand; of a name or value its words.
        start: first character, in the text of the article.
        end: end of the last character.
        ref: index of the mention that is this unit, or that a common noun ends; -1: none.
        literal: index of the value; -1: none.
        inside: what short brackets hold: unit before them (-1 at the start) to a sequence of
            (word, tag, start, end, mention), lifted out of the columns.
    """

    tags: str
    words: list[str]
    start: list[int]
    end: list[int]
    ref: list[int]
    literal: list[int]
    inside: dict[int, list[Bracketed]]


class _Tags(dict[str, str]):
    """Tag of every lower-case token; guesses are kept while the table stays small."""

    def __missing__(self, word: str) -> str:
        tag = guess_tag(word) if word[0].isalnum() else '"'
        if len(self) < _MAX_KNOWN:
            self[word] = tag
        return tag


_MAX_KNOWN = 50_000
"""Words remembered in one process; hostile text cannot fill the memory."""


@cache
def _tags() -> _Tags:
    # The table is only a faster way to the same answers, so that sharing it changes nothing.
    clitics = {"'s": "'", "’s": "'", "'": "'", "’": "'", "-": "-"}
    return _Tags({**_PUNCTUATION, **load_lexicon().tags, **clitics})


class UnitMaker:
    """Turns the sentences of one article, asked for in order, into units."""

    def __init__(
        self,
        text: str,
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
        literals: Sequence[LiteralValue],
    ) -> None:
        """Prepare names and values: where two overlap, names win, then what begins first."""
        self._tokens: Tokens = scan(text)
        names = [
            (m.start, m.end, "P" if entities[m.entity].type == "Person" else "E", i, -1)
            for i, m in enumerate(mentions)
            if m.kind == "name"
        ]
        self._fixed = _merge(
            names, [(v.start, v.end, _KINDS[v.kind], -1, i) for i, v in enumerate(literals)]
        )
        self._starts = [slot[0] for slot in self._fixed]
        self._others = [
            (m.end if m.kind == "description" else m.start, m.kind == "description", i)
            for i, m in enumerate(mentions)
            if m.kind != "name"
        ]
        self._others.sort()
        self._at = [other[0] for other in self._others]

    def has_arguments(self, start: int, end: int) -> bool:
        """Whether anything in `[start, end)` is known by name or stands for something that is."""
        first = bisect_left(self._starts, start)
        while first < len(self._fixed) and self._fixed[first][0] < end:
            if self._fixed[first][3] >= 0:
                return True
            first += 1
        at = bisect_left(self._at, start)
        return at < len(self._at) and self._at[at] <= end

    def words(self, start: int, end: int) -> list[str]:
        """Lower-case tokens of `[start, end)`, those inside names included."""
        tokens = self._tokens
        return tokens.lower[tokens.index_from(start) : tokens.index_from(end)]

    def units(self, start: int, end: int) -> Units:
        """Units of the sentence `[start, end)`."""
        tokens, lookup = self._tokens, _tags().__getitem__
        words: list[str] = []
        tags: list[str] = []
        begins: list[int] = []
        ends: list[int] = []
        refs: list[int] = []
        literals: list[int] = []
        at, stop = tokens.index_from(start), tokens.index_from(end)
        first = bisect_left(self._starts, start)
        while True:
            slot = None
            if first < len(self._fixed) and self._fixed[first][1] <= end:
                slot = self._fixed[first]
            last = min(stop, tokens.index_from(slot[0])) if slot else stop
            if at < last:
                piece = tokens.lower[at:last]
                words += piece
                tags += map(lookup, piece)
                begins += tokens.starts[at:last]
                ends += tokens.ends[at:last]
                nothing = [-1] * (last - at)
                refs += nothing
                literals += nothing
            if slot is None:
                break
            at = last
            words.append(" ".join(tokens.lower[at : tokens.index_from(slot[1])]))
            tags.append(slot[2])
            begins.append(slot[0])
            ends.append(slot[1])
            refs.append(slot[3])
            literals.append(slot[4])
            at = max(at, tokens.index_from(slot[1]))
            first += 1
        columns = (words, tags, begins, ends, refs, literals)
        if tags and tags[-1] == ".":
            tags[-1] = ";"
        if not _MARKS.isdisjoint(tags):
            _drop_marks(columns)
        inside = _lift_brackets(columns) if "(" in tags or ")" in tags else {}
        self._refer(start, end, begins, ends, refs, tags)
        _settle(tags, words)
        return Units("".join(tags), words, begins, ends, refs, literals, inside)

    def _refer(
        self,
        start: int,
        end: int,
        begins: list[int],
        ends: list[int],
        refs: list[int],
        tags: list[str],
    ) -> None:
        """Set the mentions of pronouns (at their start) and descriptions (at their end)."""
        at = bisect_left(self._at, start)
        while at < len(self._at) and self._at[at] <= end:
            offset, described, mention = self._others[at]
            column = ends if described else begins
            u = bisect_left(column, offset)
            if u < len(column) and column[u] == offset and refs[u] < 0:
                if described or tags[u] in "OHWDR":
                    refs[u] = mention
            at += 1


_Slot = tuple[int, int, str, int, int]


def _merge(names: Sequence[_Slot], values: Sequence[_Slot]) -> list[_Slot]:
    """Names and values by start without overlaps."""
    chosen: list[_Slot] = []
    for slot in sorted([*names, *values], key=lambda s: (s[0], -s[1], s[4])):
        while chosen and slot[0] < chosen[-1][1]:
            if slot[3] >= 0 > chosen[-1][3]:
                chosen.pop()  # a name beats the value that it overlaps
            else:
                break
        else:
            chosen.append(slot)
    return chosen


_Columns = tuple[list[str], list[str], list[int], list[int], list[int], list[int]]
_MARKS = frozenset("\"'-.")


def _keep(columns: _Columns, rows: list[int]) -> None:
    """Leave only these rows in every column."""
    words, tags, *numbers = columns
    words[:] = [words[j] for j in rows]
    tags[:] = [tags[j] for j in rows]
    for column in numbers:
        column[:] = [column[j] for j in rows]


def _drop_marks(columns: _Columns) -> None:
    """Take quotation marks, inner stops and hyphens out of the columns.

    Where a mark opens or closes a whole utterance the sentence falls apart there; quoted words
    inside the author's own sentence do not disturb it.
    """
    words, tags, begins, ends, _, _ = columns
    keep: list[int] = []
    last = len(tags) - 1
    for i, tag in enumerate(tags):
        if tag == '"' or tag == ".":
            if tag == '"' and keep and tags[keep[-1]] in ",;":
                tags[keep[-1]] = ";"
            if tag == "." and i >= last - 2:
                tags[i] = ";"
                keep.append(i)
            continue
        if tag == "'" and len(words[i]) == 1:
            # A mark after a plural is possessive, any other is a quotation mark.
            joined = keep and ends[keep[-1]] == begins[i] and words[keep[-1]].endswith("s")
            if not (joined and i < last and begins[i + 1] > ends[i]):
                if keep and tags[keep[-1]] in ",;":
                    tags[keep[-1]] = ";"
                continue
        elif tag == "-":
            tied = keep and ends[keep[-1]] == begins[i]
            if tied and i < last and f"-{words[i + 1]}" in _COMPOUND and begins[i + 1] == ends[i]:
                words[i + 1], tags[i + 1], begins[i + 1] = f"-{words[i + 1]}", "K", begins[i]
                continue
            if tied:
                continue
            tags[i] = ";"
        keep.append(i)
    if len(keep) <= last:
        _keep(columns, keep)


def _lift_brackets(columns: _Columns) -> dict[int, list[Bracketed]]:
    """Take short bracketed stretches out of the columns.

    Returns:
        Unit before the brackets (-1 at the start of the sentence) to what they hold.
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


def _settle(tags: list[str], words: list[str]) -> None:
    """Decide by the neighbours what the lexicon leaves open: verb or noun, participle or adjective.

    The rules look at one unit on each side: determiners and prepositions are followed by nouns,
    names and pronouns by verbs, and a noun and a verb agree in number.
    """
    n = len(tags)
    verbs = load_lexicon().verbs
    for i in range(n):
        tag = tags[i]
        if tag == "N" and words[i] == "worth" and i + 1 < n and tags[i + 1] == "$":
            tags[i] = "I"  # "a contract worth $3 million"
        if tag in "NEPDIRTC,O$":
            continue
        after = tags[i + 1] if i + 1 < n else ";"
        if tag == "-":
            tags[i] = ";"
        elif tag == "v":
            tags[i] = _verb_or_noun(tags, words, i)
        elif tag == "p":
            if _before(tags, i) in "DAH'#$" and after in "NAEvg#":
                tags[i] = "A"
        elif tag == "g":
            before = _before(tags, i)
            if before in "DAH'#$%":
                tags[i] = "A" if after in "NEP" else "N"
            elif before in "NE" and after == "N" and words[i] not in verbs:
                tags[i] = "N"  # an unknown word between nouns is one
            elif before == "I" and after in "I,;C":
                lemma = load_lexicon().verbs.get(words[i], ("",))[0]
                if after != "I" or f"{lemma} {words[i + 1]}" not in load_lexicon().phrasal:
                    tags[i] = "N"
        elif tag == "A" and words[i] in verbs and _before(tags, i) in "tM":
            tags[i] = "V"
        elif tag == "A" and words[i].endswith("ing") and _before(tags, i) == "B":
            tags[i] = "g"  # "is operating"
        elif tag == "A":
            # "the latest", "the first": an adjective that heads a phrase stands for a noun.
            listed = after == "," and i + 2 < n and tags[i + 2] == "A"
            if after not in "NAEPgpv#$%RC'" and not listed and _before(tags, i) in "DH'":
                tags[i] = "N"
        elif tag == "'":
            # "it's", "X's not", "X's a": a contraction of "is".
            if len(words[i]) > 1 and i and (tags[i - 1] in "OW" or after in "xD"):
                if words[i - 1] == "it" and after in "NE":
                    tags[i - 1] = "H"  # "it's founder": written for "its"
                else:
                    tags[i] = "B"
        elif tag == "W":
            if words[i] == "that":
                tags[i] = _that(tags, i, after)
        elif tag == "S":
            # "since 2015", "after buying it": before a time or a gerund these are prepositions.
            if after in "T#$g" and words[i] in _TIME_PREPOSITIONS:
                tags[i] = "I"


_TIME_PREPOSITIONS = frozenset(("since", "before", "after", "until", "till", "while", "when"))


def _that(tags: Sequence[str], i: int, after: str) -> str:
    """What "that" is: relative pronoun, subordinator or determiner."""
    before = _before(tags, i)
    if before in "NEPO#$%," and after in "vVpBhMdR":
        return "W"
    if before in "pVvg" or after in "EPDHO":
        return "S"
    return "D" if after in "NA" else "S"


def _bare_infinitive(tags: Sequence[str], words: Sequence[str], i: int) -> bool:
    """Whether a verb before the name at `i - 1` takes an infinitive without "to"."""
    known = load_lexicon().verbs.get(words[i - 2]) if i > 1 and tags[i - 2] in "pVg" else None
    return known is not None and known[0] in ("see", "help", "let", "make", "have", "watch")


def _before(tags: Sequence[str], i: int) -> str:
    """Tag of the unit before, adverbs skipped; a boundary at the start."""
    i -= 1
    while i >= 0 and tags[i] == "R":
        i -= 1
    return tags[i] if i >= 0 else ";"


def _verb_or_noun(tags: Sequence[str], words: Sequence[str], i: int) -> str:
    """Tag of a word that is a verb or a noun by its form: `V`, `N`, or `p` after an auxiliary."""
    before = _before(tags, i)
    j = i + 1
    while j < len(tags) and tags[j] == "R":
        j += 1
    after = tags[j] if j < len(tags) else ";"
    word = words[i]
    plural = word.endswith("s") and not word.endswith("ss")
    if before in "BhV" and "p" in load_lexicon().verbs[word][1]:
        return "p"
    if after == "I" and words[j] == "by" and before in "NEP" and not plural:
        if "p" in load_lexicon().verbs[word][1]:
            return "p"  # "the studio run by X"
    if before in "tMdxO":
        return "N" if before == "t" and plural else "V"
    if before == "D" and plural and words[i - 1] in ("this", "that"):
        return "V"
    if before in "DAH'#$%I" or after in "BhMd'" or (after == "I" and words[j] == "of"):
        return "N"
    if before in "EPW":
        if before == "W" or (before == "P" and plural):
            return "V"
        if plural:
            # "X shares rose", "two former X engineers"
            return "N" if after in "pV" or (i > 1 and tags[i - 2] in "#A") else "V"
        if "p" in load_lexicon().verbs[word][1]:
            return "V"  # "X put money into Y": the past is like the base form
        # The base form does not agree with one name: "X engineer Jane Roe", "an X deal".
        joined = "C" in tags[max(0, i - 3) : i] or (
            after == "t" and load_lexicon().verbs[word][0] in load_lexicon().control
        )
        if i > 2 and tags[i - 2] == "I" and words[i - 3].endswith("s"):
            joined = True  # "shares of X trade"
        return "V" if joined or _bare_infinitive(tags, words, i) else "N"
    if before == "T":
        return "V" if after in "DEPHO$#AN" else "N"
    if before == "N":
        k = i - 1
        while tags[k] == "R":
            k -= 1
        if words[k].endswith(_PLURAL_END) and not words[k].endswith("ss"):
            return "N" if plural else "V"
        return "V" if plural and after in "DEPHOtI$#ANS%WgTv" else "N"
    if before == "," and after == "t" and "p" in load_lexicon().verbs[word][1]:
        return "p"
    if before in ",C":
        return "V" if after in "DEPHO$" or (plural and after in "StW") else "N"
    return "N"
