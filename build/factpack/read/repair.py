"""What exports leave in a text that is no text: HTML, its character references, mojibake.

Everything is told as edits, so that whoever applies them keeps the way back to every source offset.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import TypeAlias

Edit: TypeAlias = tuple[int, int, str]
"""Start and end of what is replaced, and the replacement."""

MAX_ROUNDS = 4
"""How often a text is looked at again: escaped HTML in escaped HTML takes three rounds."""

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody "
    "tfoot thead title tr ul".split()
)
_INLINE = frozenset(
    "a abbr acronym audio b big br button caption cite code col del em embed font i img input ins "
    "kbd label link mark meta object option param picture q s samp select small source span strike "
    "strong sub sup td textarea th time tt u var video wbr".split()
)
_HIDDEN = frozenset("head iframe noscript script style svg template".split())
"""Elements whose content is no words of the article."""

_NAMES = "|".join(sorted(_BLOCKS | _INLINE | _HIDDEN, key=lambda name: (-len(name), name)))
_ATTRIBUTES = r"""(?:(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>|[^<>]*+>)"""
_TAG = re.compile(
    rf"<(?:(?P<open>!--)|!doctype[^<>]{{0,500}}+>|(?P<end>/)?(?P<name>{_NAMES})(?![\w:-]){_ATTRIBUTES})"
    r"|(?P<close>-->)",
    re.IGNORECASE,
)
_IS_MARKUP = re.compile(
    rf"</(?:{_NAMES})\s{{0,5}}>|<(?:p|br)\s{{0,5}}/?>|<(?:img|p|a|div)\s[^<>]{{1,300}}>"
    "|<!doctype html",
    re.IGNORECASE,
)
"""What shows that a text is HTML; "<b>" alone may be what an article speaks of."""

_AMPERSAND = r"(?:amp|AMP|#0{0,4}38|#[xX]0{0,4}26);"
_REFERENCE = re.compile(
    rf"&((?:{_AMPERSAND})*)(#\d{{1,7}}|#[xX][\da-fA-F]{{1,6}}|[A-Za-z][A-Za-z\d]{{1,31}});"
)

_LEAD = "\xc2-\xf4ĂĹ√‚РС"
"""What the first byte of a character in UTF-8 becomes in cp1252, cp1250, cp1251 or mac-roman."""

_SUSPECT = re.compile(
    f"[{_LEAD}](?:[\x80-\u024f\u0402-\u045f\u2010-\u2122]"
    "|(?<=[РС])[\x80-\u2fff](?:[РС][\x80-\u2fff]){2})"
)
"""Characters in a row that the bytes of one may have become: cheap, and rare in what is sound.

Both branches begin with one class, so that the search skips what none of it stands in.
"""

_STARTS_CHARACTER = re.compile(f"[{_LEAD}]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_FAR = re.compile("[\u0250-\u1fff\u2c00-\ufaff\U00010000-\U0010ffff]")
_MIN_FAR = 4
"""Letters beyond the Latin ones that a line must become: two signs make one by chance."""

_ASCII = re.compile("[\x00-\x7f]+")


def may_need_repair(text: str) -> bool:
    """Whether anything in a text looks like HTML, a character reference or mojibake."""
    if "&" in text and _REFERENCE.search(text):
        return True
    if "<" in text and _IS_MARKUP.search(text):
        return True
    return not text.isascii() and _SUSPECT.search(text) is not None


def repair_edits(text: str) -> list[Edit]:
    """One round of edits, of the first kind that there is anything of.

    Mojibake first, then tags, then character references: what those stand for may be either, which
    the next round will see. The cost is linear.
    """
    if not text.isascii() and _SUSPECT.search(text):
        edits = _mojibake(text)
        if edits:
            return edits
    if "<" in text and _IS_MARKUP.search(text):
        edits = _tags(text)
        if edits:
            return edits
    return _references(text) if "&" in text else []


def repair_line(text: str) -> str:
    """A short text repaired, for values of which no offsets are kept.

    >>> repair_line("Quay &amp; Sons&rsquo; <b>cafÃ©</b>")
    'Quay & Sons’ café'
    """
    for _ in range(3 * MAX_ROUNDS):
        edits = repair_edits(text) if may_need_repair(text) else []
        if not edits:
            break
        pieces, done = list[str](), 0
        for start, end, new in edits:
            pieces += text[done:start], new
            done = end
        text = "".join([*pieces, text[done:]])
    return text


def _references(text: str) -> list[Edit]:
    edits: list[Edit] = []
    for found in _REFERENCE.finditer(text):
        escapes, name = found.groups()
        if name[0] == "#" or f"{name};" in html5:
            edits.append((*found.span(), html.unescape(f"&{name};")))
        elif escapes:
            edits.append((found.start(), found.start(2), "&"))
    return edits


def _tags(text: str) -> list[Edit]:
    """Edits that take tags away, with what stands in elements that nobody sees."""
    edits: list[Edit] = []
    hidden = ""
    hidden_from = kept = 0
    for found in _TAG.finditer(text):
        name = (found["name"] or "").lower()
        start, end = found.span()
        if hidden:
            is_end = found["close"] if hidden == "-->" else found["end"] and name == hidden
            if is_end:
                del edits[kept:]
                edits.append((hidden_from, end, "" if found["close"] else " "))
                hidden = ""
            elif name:
                edits.append((start, end, _instead(name)))
        elif found["open"]:
            hidden, hidden_from, kept = "-->", start, len(edits)
        elif name in _HIDDEN and not found["end"] and not found[0].endswith("/>"):
            hidden, hidden_from, kept = name, start, len(edits)
            edits.append((start, end, ""))
        elif not found["close"]:
            edits.append((start, end, _instead(name)))
    return edits


def _instead(name: str) -> str:
    """What a tag leaves between the words before and after it."""
    if name in _BLOCKS:
        return "\n\n"
    if name == "br":
        return "\n"
    return " " if name in ("td", "th", "option") else ""


def _mojibake(text: str) -> list[Edit]:
    """Edits that undo text decoded as another encoding, line by line.

    Only what is not ASCII changes, so that what ftfy makes of a line is told apart into its pieces
    by the ASCII between them.

    Source: ftfy (Speer 2019), with its judgement of what is bad. Few corpora need it, and to load
    it takes a twentieth of a small build.
    """
    from ftfy.badness import is_bad

    edits: list[Edit] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if _SUSPECT.search(line) and is_bad(line):
            edits += ((start + a, start + b, new) for a, b, new in _changes(line))
        start += len(line)
    return edits


def _as_utf8(run: str) -> str | None:
    """What characters are as UTF-8 that was read as Windows-1252 or Latin-1, None where no UTF-8.

    What cannot be undone so, nobody who holds the source could prove again.

    >>> _as_utf8("Ã©"), _as_utf8("é")
    ('é', None)
    """
    data = bytearray()
    for character in run:
        try:
            data += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return None
            data.append(ord(character))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _changes(line: str) -> list[Edit]:
    import ftfy

    # A space may have been the byte A0, and may not: nobody can tell, and a line may be cut there.
    fixed = ftfy.fix_encoding(line, restore_byte_a0=False, fix_c1_controls=False)
    if fixed == line:
        return []
    changes: list[Edit] = []
    done = place = 0
    for found in (*_ASCII.finditer(line), None):
        if found is None:
            start, after = len(line), len(fixed)
        else:
            start = found.start()
            after = fixed.find(found[0], place)
            if after < 0:
                return []
        if line[done:start] != fixed[place:after]:
            changes.append((done, start, fixed[place:after]))
        done = found.end() if found else start
        place = after + done - start
    # What lost a byte on its way cannot be undone; the rest of its line can.
    sound = [
        (start, end, new)
        for start, end, new in changes
        if _STARTS_CHARACTER.match(line, start)
        and new == _as_utf8(line[start:end])
        and new
        and new == new.strip()  # an edge of white space would be cut from the text again
        and not _UNSEEN.search(new)
    ]
    far = sum(len(_FAR.findall(new)) for _, _, new in sound)
    return sound if not far or far >= _MIN_FAR else []
