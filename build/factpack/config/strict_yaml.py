"""YAML without its surprises, with the line of every value.

What is refused: duplicate keys, tags, anchors and aliases (nine lines of them can stand for
gigabytes), several documents, deep nesting, control characters. Plain words are typed as in YAML
1.2: `no` and `on` are words, a date is text, only `true`, `false`, `null` and numbers are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from factpack.config.show import shown

Path = tuple[str | int, ...]

MAX_DEPTH = 16
"""Four levels are enough for dataset.yaml; no parser needs to see a thousand."""

MAX_VALUES = 500_000
"""About 80,000 articles with six keys each, and 300 MB of memory."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it: some ten times faster, same events."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


class YamlError(Exception):
    """Text that is not the YAML we read; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        """Keep the line and one sentence of explanation."""
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(slots=True)
class Document:
    """A YAML text as plain data.

    Attributes:
        data: dicts with text keys, lists, text, int, float, bool and None.
        lines: line (from 1) of each value by its path; of its key where it has one.
        words: each plain value that is not text, as it was written, by its path.
        repeated: keys given twice in one mapping: path, line of the first, line of the second.
    """

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    words: dict[Path, str] = field(default_factory=dict)
    repeated: list[tuple[Path, int, int]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Line of a value, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, *, all_text: bool = False) -> Document:
    """Parse a YAML text strictly; an empty one is None.

    Args:
        text: decoded, without byte order mark.
        all_text: leave every plain word but the null ones as text, numbers included.

    Raises:
        YamlError: the text is not YAML, or uses what is refused here.
    """
    bad = _FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        raise YamlError(line, f"the control character U+{ord(bad[0]):04X} stands there: delete it")
    document = Document()
    builder = _Builder(document, all_text)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(*_explain(text, mark.line + 1 if mark else 1, error)) from None
    except yaml.YAMLError as error:
        raise YamlError(1, f"this is not YAML: {str(error).splitlines()[0]}") from None
    return document


def _explain(text: str, line: int, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    lines = text.split("\n")
    # libyaml blames the line after the one with the tab, or the block around it.
    for number in range(max(line - 1, 1), min(line + 1, len(lines)) + 1):
        stripped = lines[number - 1].lstrip(" ")
        if stripped.startswith("\t"):
            return number, "a tab indents this line, which YAML forbids: use spaces"
    problem = error.problem or error.context or "it cannot be parsed"
    hint = ""
    if "mapping values" in problem:
        hint = "; put text that holds a colon in quotes"
    return line, f"this is not YAML: {problem}{hint}"


class _Builder:
    """Builds a document from parser events, so that nothing is expanded before it is checked."""

    def __init__(self, document: Document, all_text: bool) -> None:
        self._document = document
        self._all_text = all_text
        self._n_values = 0

    def build(self, events: Iterator[yaml.Event]) -> None:
        n_documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                n_documents += 1
                if n_documents > 1:
                    raise YamlError(_line(event), "a second document begins: keep only one")
            elif isinstance(event, yaml.NodeEvent):
                self._document.data = self._value(event, events, ())
                self._document.lines[()] = _line(event)

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Any:
        assert isinstance(event, yaml.NodeEvent)
        self._check(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, path)
        return self._mapping(events, path)

    def _check(self, event: yaml.NodeEvent, path: Path) -> None:
        line = _line(event)
        self._document.lines.setdefault(path, line)
        self._n_values += 1
        if self._n_values > MAX_VALUES:
            raise YamlError(line, f"more than {MAX_VALUES:,} values: give metadata in the records")
        if len(path) > MAX_DEPTH:
            raise YamlError(line, f"values are nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise YamlError(line, "anchors (&) and aliases (*) are not read: write the value out")
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise YamlError(line, f"the tag {shown(tag)} is not read: write a plain value")

    def _list(self, events: Iterator[yaml.Event], path: Path) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError(_line(event), "a key has to be one word or text")
            key = str(event.value)
            here = (*path, key)
            if key in mapping:
                first = self._document.lines[here]
                self._document.repeated.append((here, first, _line(event)))
                # Read on under a path of its own, so that the first value and its line stay.
                self._value(next(events), events, (*path, f"{key} (again)"))
                continue
            self._check(event, here)
            mapping[key] = self._value(next(events), events, here)
        return mapping

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> Any:
        word: str = event.value
        if not event.implicit[0]:
            return word
        value = _plain(word)
        if isinstance(value, str) or (self._all_text and value is not None):
            return word
        self._document.words[path] = word
        return value


def _plain(word: str) -> Any:
    if word in _NULL:
        return None
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    if _INTEGER.fullmatch(word):
        return int(word)
    if _NUMBER.fullmatch(word):
        return float(word)
    return word


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1
