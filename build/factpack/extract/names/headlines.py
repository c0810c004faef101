"""Names in headlines, where nearly every word has a capital and so none proves a name."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc

_FINITE = word_list("names", "headlines.finite")
"""Verbs that a headline would capitalise, though they are function words elsewhere."""
_BRIEF = 5
"""Tokens of a line without a final stop that is taken for a heading if its words have capitals."""
_STOPPED = 5
"""Capitals of a sentence with a full stop that is taken for one spelt as a headline: with fewer, a
name that stands alone is as likely."""
_COMMON = (
    lx.COMMON | lx.FUNCTION | lx.EMPTY | lx.ROLE | lx.ROLE_MOD | lx.HONORIFIC | lx.LEGAL | lx.OPENER
)


def is_headline(flagged: Doc, first: int, end: int, heading: bool) -> bool:
    """Whether a sentence is spelt as a headline: all but its small words have capitals.

    In ordinary spelling some verb is in lower case; in a headline only function words are.

    Args:
        flagged: the article.
        first: first token of the sentence.
        end: token after its last.
        heading: whether it stands in a title or heading, where less evidence will do.
    """
    cap, words, flags = flagged.cap, flagged.words, flagged.flags
    last = words[end - 1]
    n_cap = sum(cap[first:end])
    is_stopped = last == "."
    if is_stopped and n_cap < _STOPPED:
        return False
    brief = end - first <= _BRIEF and last not in ".!?:;,"
    if 2 * n_cap < end - first or n_cap < (1 if heading else 2 if brief else 3):
        return False
    small = common = 0
    for i in range(first, end):
        if cap[i]:
            common += bool(flags[i] & (lx.COMMON | lx.FUNCTION))
        elif words[i][0].isalpha() and (not flags[i] & lx.FUNCTION or words[i] in _FINITE):
            small += 1
    if small > (0 if is_stopped else n_cap // 8):
        return False
    return common >= 1 if heading or brief else common >= 2 and 3 * common >= n_cap


def names_in_headline(names: list[Name], headlines: list[tuple[int, int]], flagged: Doc) -> None:
    """Append the names of headlines: those that the body names, and words no dictionary has.

    Args:
        names: the names of the body; those of the headlines are appended.
        headlines: first and end token of each headline.
        flagged: the article.
    """
    forms = _forms(names, flagged)
    for first, end in headlines:
        at = first
        while at < end:
            stop = 0
            if flagged.cap[at]:
                stop = _known_from(forms, at, end, flagged)
                if stop and flagged.lower[stop : stop + 1] and flagged.lower[stop] not in forms:
                    # "Vela Orr Buys a Mill", whom the text calls Vela.
                    stop = _strange_from(stop, end, flagged) or stop
                stop = stop or _strange_from(at, end, flagged)
            if stop:
                words = tuple(flagged.lower[at:stop])
                names.append(Name(at, stop - 1, flagged.starts[at], flagged.ends[stop - 1], words))
            at = stop or at + 1


def _forms(names: list[Name], flagged: Doc) -> dict[str, list[tuple[str, ...]]]:
    """Names of the body by first word, longest first; the last word of a name stands for it too."""
    forms: dict[str, dict[tuple[str, ...], None]] = {}
    for name in names:
        forms.setdefault(name.words[0], {})[name.words] = None
        if (
            len(name.words) > 1
            and flagged.cap[name.last]
            and not flagged.flags[name.last] & lx.COMMON
        ):
            forms.setdefault(name.words[-1], {})[name.words[-1:]] = None
    return {word: sorted(options, key=len, reverse=True) for word, options in forms.items()}


def _known_from(forms: dict[str, list[tuple[str, ...]]], at: int, end: int, flagged: Doc) -> int:
    """Token after the longest name of the body that starts at `at`; 0 where none does."""
    for option in forms.get(flagged.lower[at], ()):
        stop = at + len(option)
        if stop <= end and tuple(flagged.lower[at:stop]) == option:
            return stop
    return 0


def _strange_from(at: int, end: int, flagged: Doc) -> int:
    """Token after the words from `at` that no dictionary has; 0 where the first is common."""
    stop = at
    while (
        stop < end
        and flagged.cap[stop]
        and not flagged.flags[stop] & _COMMON
        and len(flagged.words[stop]) > 1
        and flagged.words[stop][0].isalnum()
        and (stop == at or flagged.starts[stop] - flagged.ends[stop - 1] == 1)
    ):
        stop += 1
    return stop if stop > at else 0
