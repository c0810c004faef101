"""Legal forms that do not look like the end of a name: "Velmar Sp. z o.o.", "Velmar (Pty) Ltd"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc


def with_legal_tails(
    names: list[Name], bounds: Sequence[tuple[int, int]], flagged: Doc
) -> list[Name]:
    """The names, each with the whole of the legal form that follows it or that it breaks off in.

    Names that were seen within the form are gone: "Ltd." of "Velmar Pvt. Ltd." is none.

    Args:
        names: of the article, in its order.
        bounds: first and end tokens of its sentences.
        flagged: its tokens.
    """
    found = list(_FORM.finditer(flagged.text))
    if not found:
        return names
    kept = list(names)
    starts = [name.start for name in names]
    firsts = [first for first, _ in bounds]
    for match in found:
        start, end = match.span(1)
        behind = match.start() - flagged.text.endswith(",", 0, match.start())
        place = bisect_right(starts, behind - 1) - 1
        if (
            place < 0
            or kept[place] is _GONE
            or names[place].known is not None
            or names[place].end < behind
        ):
            continue
        name = kept[place]
        last = bisect_right(flagged.starts, end - 1) - 1
        bound = bisect_right(firsts, name.first) - 1
        if flagged.ends[last] != end or last >= bounds[bound][1] or end < name.end:
            continue
        form_at = bisect_right(flagged.starts, start - 1)
        bare = [word for word in flagged.lower[name.first : form_at] if word not in (".", ",")]
        if not bare:
            continue
        form = "".join(c for c in match[1].lower() if c.isalnum())
        kept[place] = replace(name, last=last, end=end, words=(*bare, form))
        for inner in range(place + 1, len(names)):
            if names[inner].start >= end:
                break
            kept[inner] = _GONE
    return [name for name in kept if name is not _GONE]


_GONE = Name(-1, -1, -1, -1, ())


def _pattern(form: str) -> str:
    """The expression of a form: words may have a stop, stops a space; the last one may be missing.

    Not that of a single word, though: "hf" without its stop is any word.

    >>> bool(re.fullmatch(_pattern("Pvt Ltd"), "Pvt. Ltd")), bool(re.match(_pattern("d.d."), "dd"))
    (True, False)
    """
    parts = []
    for piece in _PIECE.findall(form.rstrip(".")):
        if piece == " ":
            parts.append(r"\.? ")
        elif piece[0] == ".":
            parts.append(r"\. ?")
        else:
            parts.append(r"\.?\)" if piece == ")" else re.escape(piece))
    return "".join(parts) + (r"\." if form.endswith(".") and len(_PART.findall(form)) == 1 else "")


_PART = re.compile(r"[^. ]+")
_PIECE = re.compile(r"\. ?|.")
FORMS = sorted(word_list("names", "legal_tails.forms"), key=lambda form: (-len(form), form))
_OPENERS = re.escape("".join(sorted({form[0] for form in FORMS})))
_FORM = re.compile(
    rf" (?=[{_OPENERS}])(?:(?<=[\w.] )|(?<=[\w.], ))((?:{'|'.join(map(_pattern, FORMS))})\.?)(?!\w)"
)
"""A form behind a name. It begins with the space, which is found three times as fast as what may
stand before it."""
