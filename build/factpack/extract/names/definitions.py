"""Short forms that an article defines: "Orrin Motor Works (OMW)", "Vela Corp. (NYSE: VLA)"."""

from __future__ import annotations

from typing import Final

from factpack.extract.names.names import Name
from factpack.extract.text.flagged_tokens import FlaggedText

_QUOTES: Final = frozenset("\"'“”‘’")
_SKIPPED: Final = frozenset(["the", "or", "formerly", "now", "aka"]) | _QUOTES
_SMALL: Final = frozenset(["of", "and", "the", "for", "&", "de", "in", "on"])
_LONGEST: Final = 8
"""Capitals in an acronym; longer ones are words."""


class Definition:
    """A short form in brackets after the name that it stands for.

    `basis` is acronym, ticker, part-of-name or defined-in-text.
    """

    def __init__(self, short: Name, long: Name, basis: str) -> None:
        """Equate two names."""
        self.short = short
        self.long = long
        self.basis = basis


def find_definitions(names: list[Name], flagged: FlaggedText) -> list[Definition]:
    """Definitions among the names of an article, in order.

    A short form that was no name by itself, such as a common abbreviation, is added to `names`,
    which stays sorted.
    """
    words, cap = flagged.words, flagged.cap
    size = len(words)
    opened = [n for n in names if n.last + 3 < size and words[n.last + 1] == "("]
    if not opened:
        return []
    at = {name.first: name for name in names}
    found: list[Definition] = []
    added: list[Name] = []
    for name in opened:
        i = name.last + 2
        quoted = words[i] in _QUOTES or words[i] == "the"
        while i < size and words[i].lower() in _SKIPPED:
            i += 1
        if i + 1 >= size or not cap[i]:
            continue
        word = words[i]
        if words[i + 1] == ":" and i + 2 < size:
            ticker = at.get(i + 2)
            if ticker is not None and words[ticker.first].isupper():
                found.append(Definition(ticker, name, "ticker"))
            continue
        short = at.get(i)
        closes = (short.last if short else i) + 1
        if closes >= size or (words[closes] != ")" and words[closes] not in _QUOTES):
            continue
        if _is_acronym(word, name.words):
            if short is None:
                short = Name(i, i, flagged.starts[i], flagged.ends[i], (word.lower(),))
                added.append(short)
            found.append(Definition(short, name, "acronym"))
        elif short is not None and set(short.words) <= set(name.words):
            found.append(Definition(short, name, "part-of-name"))
        elif short is not None and quoted:
            found.append(Definition(short, name, "defined-in-text"))
    if added:
        names += added
        names.sort(key=_first)
    return found


def _first(name: Name) -> int:
    return name.first


def _is_acronym(word: str, words: tuple[str, ...]) -> bool:
    """Whether capitals are the initials of words, small words and legal forms optional.

    >>> _is_acronym("OMW", ("orrin", "motor", "works", "inc"))
    True
    >>> _is_acronym("DoT", ("department", "of", "trade"))
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
    return False
