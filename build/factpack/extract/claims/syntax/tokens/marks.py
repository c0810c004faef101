"""Quotation marks, stops and brackets inside a sentence: taken out of its tokens, or boundaries."""

from __future__ import annotations

from factpack.extract.languages.en.word_lists import word_list

Columns = tuple[list[str], list[str], list[int], list[int], list[int], list[int]]
"""Words, tags, starts, ends, mentions and values of tokens."""

Bracketed = tuple[str, str, int, int, int]

_COMPOUND = word_list("claims", "syntax.tokens.marks.compound")

_MAX_PAREN = 40
"""Tokens; what stands in longer brackets is read as part of the sentence."""

_MARKS = frozenset("\"'-.")


def drop_marks(columns: Columns) -> None:
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


def _is_plural(columns: Columns, before: int, at: int) -> bool:
    """Whether the mark at `at` makes a plural possessive; any other is a quotation mark."""
    words, _, begins, ends, _, _ = columns
    joined = before >= 0 and ends[before] == begins[at] and words[before].endswith("s")
    return joined and at < len(words) - 1 and begins[at + 1] > ends[at]


def lift_brackets(columns: Columns) -> dict[int, list[Bracketed]]:
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


def _keep(columns: Columns, rows: list[int]) -> None:
    """Leave only these rows in every column."""
    words, tags, *numbers = columns
    words[:] = [words[j] for j in rows]
    tags[:] = [tags[j] for j in rows]
    for column in numbers:
        column[:] = [column[j] for j in rows]
