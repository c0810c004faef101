"""Short forms that an article defines: "Orrin Motor Works (OMW)", "Vela Corp. (NYSE: VLA)"."""

from __future__ import annotations

from dataclasses import dataclass

from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc

_QUOTES = frozenset("\"'“”‘’")
_SKIPPED = frozenset(["the", "or", "formerly", "now", "aka"]) | _QUOTES
_SMALL = frozenset(["of", "and", "the", "for", "&", "de", "in", "on"])
_PHRASES = (
    ["short", "for"],
    ["which", "stands", "for"],
    ["or"],
    ["known", "as"],
    ["also", "known", "as"],
    ["abbreviated", "as"],
    ["better", "known", "as"],
)
"""What stands between a name and its short or long form, behind a comma."""
_SURE = 3
"""Letters of an acronym that are enough to leave out the first words of a name."""
_LONGEST = 8
"""Capitals in an acronym; longer ones are words."""


@dataclass(slots=True, eq=False)
class Definition:
    """A short form in brackets after the name that it stands for.

    `basis` is acronym, ticker, part-of-name or defined-in-text.
    """

    short: Name
    long: Name
    basis: str


def find_definitions(names: list[Name], flagged: Doc) -> list[Definition]:
    """Definitions among the names of an article, in order.

    A short form that was no name by itself, such as a common abbreviation, is added to `names`,
    which stays sorted.
    """
    finder = _Definitions(names, flagged)
    for name in names:
        finder.read(name)
    if finder.added:
        names += finder.added
        names.sort(key=_first)
    return finder.found


class _Definitions:
    """Reads what follows each name of an article."""

    def __init__(self, names: list[Name], flagged: Doc) -> None:
        self._words, self._cap = flagged.words, flagged.cap
        self._flagged = flagged
        self._at = {name.first: name for name in names}
        self.found: list[Definition] = []
        self.added: list[Name] = []

    def read(self, name: Name) -> None:
        """Append what a name is shown to be short or long for by what follows it."""
        after = name.last + 1
        if after + 2 >= len(self._words):
            return
        mark = self._words[after]
        if mark == "(":
            self._in_brackets(name, after + 1)
        elif mark == ",":
            self._behind_comma(name, after + 1)

    def _in_brackets(self, name: Name, at: int) -> None:
        words = self._words
        size = len(words)
        quoted = words[at] in _QUOTES or words[at] == "the"
        while at < size and words[at].lower() in _SKIPPED:
            at += 1
        if at + 1 >= size or not self._cap[at]:
            return
        word = words[at]
        if words[at + 1] == ":" and at + 2 < size:
            ticker = self._at.get(at + 2)
            if ticker is not None and words[ticker.first].isupper():
                self.found.append(Definition(ticker, name, "ticker"))
            return
        inside = self._at.get(at)
        closes = (inside.last if inside else at) + 1
        if closes >= size or (words[closes] != ")" and words[closes] not in _QUOTES):
            return
        if is_acronym(word, name.words):
            self.found.append(Definition(inside or self._add(at), name, "acronym"))
        elif inside is None:
            return
        elif name.first == name.last and is_acronym(words[name.first], inside.words):
            self.found.append(Definition(name, inside, "acronym"))  # "OMW (Orrin Motor Works)"
        elif set(inside.words) <= set(name.words):
            self.found.append(Definition(inside, name, "part-of-name"))
        elif quoted:
            self.found.append(Definition(inside, name, "defined-in-text"))
        elif _is_ticker(word, name.words) and inside.first == inside.last:
            self.found.append(Definition(inside, name, "ticker"))

    def _behind_comma(self, name: Name, at: int) -> None:
        """Read ", short for …", ", or OMW," and ", known as OMW,"."""
        words = self._words
        lead = [word.lower() for word in words[at : at + 4]]
        for phrase in _PHRASES:
            if lead[: len(phrase)] == phrase:
                at += len(phrase)
                break
        else:
            return
        if at < len(words) and words[at].lower() == "the":
            at += 1
        other = self._at.get(at)
        if other is None:
            return
        for short, long_ in ((name, other), (other, name)):
            if short.first == short.last and is_acronym(words[short.first], long_.words):
                self.found.append(Definition(short, long_, "acronym"))
                return

    def _add(self, at: int) -> Name:
        """Make a name of a word that was none."""
        flagged = self._flagged
        name = Name(at, at, flagged.starts[at], flagged.ends[at], (flagged.lower[at],))
        self.added.append(name)
        return name


def _first(name: Name) -> int:
    return name.first


def is_acronym(word: str, words: tuple[str, ...]) -> bool:
    """Whether capitals are the initials of words, small words and legal forms optional.

    >>> is_acronym("OMW", ("orrin", "motor", "works", "inc"))
    True
    >>> is_acronym("DoT", ("department", "of", "trade"))
    True
    >>> is_acronym("BPW", ("orrin", "board", "of", "public", "works"))
    True
    """
    letters = word.replace(".", "").replace("&", "").lower()
    if not 2 <= len(letters) <= _LONGEST or len(words) < 2 or not any(map(str.isupper, word[1:])):
        return False
    initials = [part[0] for w in words if w not in _SMALL for part in w.split("-") if part]
    every = [w[0] for w in words if w != "&"]
    for heads in (initials, every):
        joined = "".join(heads)
        if joined.startswith(letters) and len(letters) >= len(joined) - 1:
            return True
        # "Orrin Valley Board of Public Works (BPW)": a place before the name has no letter.
        if len(letters) >= _SURE and joined.endswith(letters):
            return True
    return False


def _is_ticker(word: str, words: tuple[str, ...]) -> bool:
    """Whether capitals are letters of a name in their order, as the tickers of shares are.

    >>> _is_ticker("ZTRX", ("zentrix",))
    True
    """
    if not (word.isupper() and word.isalpha() and _SURE - 1 <= len(word) <= _SURE + 2):
        return False
    letters = iter("".join(words))
    return word[0].lower() == words[0][0] and all(letter in letters for letter in word.lower())
