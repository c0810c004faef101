"""Front matter: YAML between lines of dashes, or TOML between lines of plus signs, above a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from factpack.config.nearest import suggestion
from factpack.config.show import shown
from factpack.config.strict_yaml import YamlError, read_yaml
from factpack.read.fields import KEYS, usual_key
from factpack.read.notes import Notes

MAX_CHARS = 64_000
"""Longest front matter; beyond it the first line of dashes is taken for a rule in the text."""

_FIRST = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_LAST = {
    "---": re.compile(r"(?<=[\n\r])(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)"),
    "+++": re.compile(r"(?<=[\n\r])\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)"),
}
_KEY_LINE = re.compile(r"([A-Za-z_][\w .:-]{0,60}?)[ \t]*:(?:[ \t]+(\S.*))?")
_INNER_LINE = re.compile(r"(?:[ \t]+|-[ \t]|#|-$).*|")
"""What stands below a key in YAML: deeper lines, items of a list, comments, nothing."""

_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\n|\r|(?<=[^\r\n])\Z)")
_ANY_KEY_LINE = re.compile(r"([A-Za-z_][\w .:-]{0,60}?)[ \t]*[:=](?:[ \t]|$)")
_PLAIN_KEY = re.compile(r"[a-z_][\w-]*")
_ANY_RULE = re.compile(r"[ \t]*[-=+*_~–—]{2,}[ \t]*(?:\r\n|\n|\r|\Z)")
"""A line that was meant to close front matter, perhaps."""

_IN_QUOTES = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'(?:[^']|\'\')*'""")
_PLAIN_NULL = frozenset({"~", "null", "Null", "NULL"})


def read_front_matter(text: str, source: str, notes: Notes) -> tuple[Mapping[str, object], int]:
    """What front matter says, and where the article begins after it.

    Where YAML is broken because a plain value holds what YAML reads as a sign, as the colon of
    `title: Norvane: a deal` does, the values are read as the text they look like. What still cannot
    be read but is lines of keys and values is passed over: it is no part of the article.

    Returns:
        Values by their names, and an offset in `text`. Where there is no front matter, nothing and
        0: then the text is the article.
    """
    first = _FIRST.match(text)
    if not first:
        return {}, 0
    last = _LAST[first[1]].search(text, first.end(), first.end() + MAX_CHARS)
    if last:
        stop, end = last.span()
    else:
        stop, end = _unclosed(text, first.end())
        if not end:
            return {}, 0
        message = "front matter is never closed; it was read as far as its keys and values go"
        notes.add("front-matter-unclosed", source, message)
    inner = re.sub("\r\n?", "\n", text[first.end() : stop])
    if first[1] == "+++":
        return _read_toml(inner, source, notes, end)
    return _read_yaml(inner, source, notes, end)


def _unclosed(text: str, start: int) -> tuple[int, int]:
    """Where front matter without a last line ends, and where the article begins behind it.

    Its lines are keys of articles and what stands below them; others count among them where they
    are spelt like keys. It ends with a blank line, or where a line is none of these. Zeros where
    no key is one of articles: then a rule opens the text.
    """
    is_known = is_below = False
    at = start
    while line := _LINE.match(text, at, start + MAX_CHARS):
        words = line[1]
        key = _ANY_KEY_LINE.match(words)
        if key is not None and (_names_key(key[1]) or _PLAIN_KEY.fullmatch(key[1])):
            is_known = is_known or _names_key(key[1])
            is_below = True
        elif not words.strip() or not (is_below and _INNER_LINE.fullmatch(words)):
            break
        at = line.end()
    if not is_known:
        return 0, 0
    rule = _ANY_RULE.match(text, at)
    return at, rule.end() if rule else at


def _names_key(name: str) -> bool:
    return name in KEYS or usual_key(name) is not None


def note_unknown(
    names: Mapping[str, object], used: AbstractSet[str], source: str, notes: Notes
) -> None:
    """Note each key that nothing was read from, with the key that was perhaps meant."""
    for name in names:
        if name not in used:
            ours = usual_key(name)
            hint = f"did you mean {ours}?" if ours else suggestion(name, KEYS)
            message = f"the key {shown(name)} of the front matter is ignored; {hint}"
            notes.add("front-matter-key-unknown", source, message, name[:100])


def _read_yaml(inner: str, source: str, notes: Notes, end: int) -> tuple[Mapping[str, object], int]:
    try:
        document = read_yaml(inner, all_text=True)
    except YamlError as error:
        return _read_broken(inner, source, notes, end, error)
    if document.data is None:
        return {}, end
    if not isinstance(document.data, dict):
        _note_invalid(notes, source, 2, "no key and value stand there", is_kept=True)
        return {}, 0
    if document.repeated:
        path, _, line = document.repeated[0]
        message = f"line {line + 1}: the key {shown(path[-1])} is given twice; the first counts"
        notes.add("front-matter-key-repeated", source, message)
    return document.data, end


def _read_broken(
    inner: str, source: str, notes: Notes, end: int, error: YamlError
) -> tuple[Mapping[str, object], int]:
    """The values of YAML that does not parse, with its plain values put in quotes."""
    lines = inner.split("\n")
    keyed = [_KEY_LINE.fullmatch(line) for line in lines]
    is_front_matter = any(keyed) and all(
        key or _INNER_LINE.fullmatch(line) for key, line in zip(keyed, lines, strict=True)
    )
    if not is_front_matter:
        _note_invalid(notes, source, error.line + 1, error.message, is_kept=True)
        return {}, 0
    quoted = (
        line if key is None else f"{key[1]}: {_quoted(key[2] or '')}"
        for key, line in zip(keyed, lines, strict=True)
    )
    try:
        document = read_yaml("\n".join(quoted), all_text=True)
    except YamlError:
        document = None
    if document is None or not isinstance(document.data, dict):
        _note_invalid(notes, source, error.line + 1, error.message, is_kept=False)
        return {}, end
    message = f"line {error.line + 1} is not YAML, and was read as the text that it looks like"
    notes.add("front-matter-mended", source, message)
    return document.data, end


def _quoted(value: str) -> str:
    """A value of one line in quotes, unless it is quoted, a list, a block or nothing."""
    value = value.rstrip()
    if not value or value in _PLAIN_NULL or value[0] == "#":
        return value
    if value[0] in "|>" and len(value) < 4:
        return value
    if value[0] == "[" and value[-1] == "]":
        return value
    if _IN_QUOTES.fullmatch(value):
        return value
    escaped = value.replace("'", "''")
    return f"'{escaped}'"


def _read_toml(inner: str, source: str, notes: Notes, end: int) -> tuple[Mapping[str, object], int]:
    try:
        return tomllib.loads(inner), end
    except tomllib.TOMLDecodeError as error:
        reason = f"this is not TOML: {str(error)[:100]}"
    except (RecursionError, ValueError):
        reason = "it is nested too deeply, or holds a number that is none"
    is_kept = re.search(r"^[\w.\"'-]+[ \t]*=", inner, re.MULTILINE) is None
    _note_invalid(notes, source, 2, reason, is_kept=is_kept)
    return {}, 0 if is_kept else end


def _note_invalid(notes: Notes, source: str, line: int, message: str, *, is_kept: bool) -> None:
    outcome = "stays part of the article" if is_kept else "was passed over"
    notes.add(
        "front-matter-invalid",
        source,
        f"the front matter cannot be read and {outcome}: line {line}: {message}",
    )
