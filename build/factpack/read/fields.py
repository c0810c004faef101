"""Where an article's text and metadata stand in what a record or front matter says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from factpack.config.nearest import nearest
from factpack.config.show import shown
from factpack.read.notes import Notes
from factpack_validators.package_yaml import read_yaml

KEYS: tuple[str, ...] = (
    "id",
    "title",
    "url",
    "publisher",
    "author",
    "published",
    "published_basis",
    "modified",
    "language",
    "rights",
    "license",
    "is_accessible_for_free",
)
"""What front matter and records can say of an article, besides its text."""

_MAX_PLANS = 256
"""Sets of names for which it is remembered where to look; exports have one or a few."""

_MAX_NAMES = 1_000
"""Names of a record that are compared with the usual ones; exports have up to a hundred."""

_SLIP = 80.0
"""Similarity, of 100, from which an unknown name is taken for a slip of ours: `titel`."""

_MAX_DEPTH = 5
"""Lists and objects within one another that text is looked for in; Fundus nests four."""

_WRAPPED = (
    "$date",
    "$oid",
    "$numberLong",
    "$numberInt",
    "$numberDouble",
    "seconds",
    "_seconds",
    "@value",
    "#text",
    "name",
    "rendered",
    "main",
    "original",
    "value",
)
"""Members that hold the value of an object which stands for one: MongoDB, JSON-LD, NewsAPI …"""

_TEXT_PARTS = (
    "headline",
    "summary",
    "rendered",
    "text",
    "#text",
    "@value",
    "value",
    "content",
    "paragraph",
    "paragraphs",
    "sections",
)
"""Members of an object that hold words of the article, in their order."""

_NO_NAME = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picked:
    """What was found of an article.

    Attributes:
        values: by our key, `text` included; None where nothing stands.
        names: the field that each was found in, or looked for in, by our key.
    """

    values: Mapping[str, object]
    names: Mapping[str, str]


class Fields:
    """Finds the values of one file's articles under our names, mapped ones and usual ones.

    A mapped name alone counts for its key. Else our own name comes first, then the usual ones in
    their order; the first that holds something is read, and what is read under another name than
    ours is noted.
    """

    def __init__(
        self,
        columns: Mapping[str, str],
        notes: Notes,
        keys: Sequence[str],
        *,
        tells_slips: bool = True,
    ) -> None:
        """Prepare for one file.

        Args:
            columns: our key to the name that dataset.yaml gives it, perhaps a dotted path.
            notes: told what was read under a usual name, and which names look like slips.
            keys: what to look for; `KEYS`, with or without `text`.
            tells_slips: whether names that look like slips of ours are noted.
        """
        self._columns = columns
        self._notes = notes
        self._keys = keys
        self._tells_slips = tells_slips
        self._seen: set[str] = set()
        self._plans: dict[tuple[str, ...], Mapping[str, tuple[str, ...]]] = {}

    def plan(self, names: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """The names to look under for each key, in order, where a record has these names."""
        known = tuple(names)
        plan = self._plans.get(known)
        if plan is None:
            if len(self._plans) >= _MAX_PLANS:
                self._plans.clear()
            plan = self._plans[known] = self._make_plan(known)
        return plan

    def pick(self, values: Mapping[str, object]) -> Picked:
        """The values of a record by our key."""
        picked: dict[str, object] = {}
        names: dict[str, str] = {}
        for key, candidates in self.plan(list(values)).items():
            picked[key], names[key] = None, candidates[0] if candidates else key
            for name in candidates:
                value = plain(look_up(values, name), key)
                if value is None or not _fits(key, name, value):
                    continue
                if picked[key] is None:
                    picked[key], names[key] = value, name
                if key != "text" or not isinstance(value, str) or value.strip():
                    picked[key], names[key] = value, name
                    if name != key and key not in self._columns:
                        self._notes.recognise(key, name)
                    break
            if key in self._columns and (names[key] in values or picked[key] is not None):
                self._seen.add(key)
        return Picked(picked, names)

    def has_text(self, values: Mapping[str, object]) -> bool:
        """Whether a record has a field of text that holds something."""
        return any(look_up(values, name) for name in self.plan(list(values)).get("text", ()))

    def note_unseen(self) -> None:
        """Note each mapped name that no record had."""
        for key, name in sorted(self._columns.items()):
            if key in self._keys and key not in self._seen:
                message = f"no record has {shown(name)}, the column of {key}"
                self._notes.add("column-unseen", self._notes.file, message, key)

    def _make_plan(self, names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        mapped = set(self._columns.values())
        present = {name for name in names if name not in mapped}
        free = [name for name in names[:_MAX_NAMES] if name in present]
        by_form: dict[str, str] = {}
        for name in free:
            if name not in KEYS and name != "text":
                by_form.setdefault(name_form(name), name)
        plan: dict[str, tuple[str, ...]] = {}
        for key in self._keys:
            if key in self._columns:
                plan[key] = (self._columns[key],)
                continue
            usual = [by_form[form] for form in usual_names().get(key, ()) if form in by_form]
            plan[key] = (*([key] if key in present else []), *usual)
        if self._tells_slips:
            self._note_slips(free, plan)
        return plan

    def _note_slips(self, names: Sequence[str], plan: Mapping[str, tuple[str, ...]]) -> None:
        missing = [key for key, found in plan.items() if not found and key != "text"]
        used = {name for candidates in plan.values() for name in candidates}
        for name in names:
            near = nearest(name, missing) if missing and name not in used else None
            if near and fuzz.ratio(name.lower(), near) >= _SLIP:
                message = f"the field {shown(name)} is not read; did you mean {near}?"
                self._notes.add("field-unknown", self._notes.file, message, name[:100])


@cache
def usual_names() -> Mapping[str, tuple[str, ...]]:
    """Forms of the names that others give to each of our keys, our own first."""
    text = files("factpack.read").joinpath("usual_fields.yaml").read_text("utf-8")
    return {
        key: tuple(dict.fromkeys(map(name_form, (key, *names))))
        for key, names in read_yaml(text).items()
    }


def usual_key(name: str) -> str | None:
    """Our key that a name usually stands for, None where we know of none.

    >>> usual_key("datePublished"), usual_key("dc:creator"), usual_key("layout")
    ('published', 'author', None)
    """
    form = name_form(name)
    return next((key for key, forms in usual_names().items() if form in forms), None)


def name_form(name: str) -> str:
    """What spellings of one name have in common: its letters and digits, without case.

    >>> name_form("Date_Published"), name_form("dc:creator")
    ('datepublished', 'dccreator')
    """
    return _NO_NAME.sub("", name[:200]).casefold()


def look_up(values: Mapping[str, object], path: str) -> object:
    """The value of a field, or of one within others where the name is a dotted path.

    A number in the path is a place in a list, counted from 0; any other part is looked up in each
    item of a list.

    >>> look_up({"meta": {"by": [{"name": "A"}, {"name": "B"}]}}, "meta.by.name")
    ['A', 'B']
    """
    if path in values:
        return values[path]
    if "." not in path:
        return None
    found: object = values
    for part in path.split("."):
        found = _member(found, part)
        if found is None:
            return None
    return found


def _member(value: object, part: str) -> object:
    if isinstance(value, Mapping):
        return value.get(part)
    if isinstance(value, list):
        if part.isascii() and part.isdigit() and len(part) < 10:
            place = int(part)
            return value[place] if place < len(value) else None
        inner = [item.get(part) for item in value if isinstance(item, Mapping)]
        return [item for item in inner if item is not None] or None
    return None


def plain(value: object, key: str) -> object:
    r"""A value without what exports wrap it in; None where nothing is said.

    An object that stands for one value becomes that value, a day its ISO form, an empty list or
    text nothing. Text that stands in paragraphs becomes one, parted by blank lines.

    >>> plain([], "author"), plain({"$date": 1}, "published"), plain(["A.", "B."], "text")
    (None, 1, 'A.\n\nB.')
    """
    if key == "text":
        if isinstance(value, (list, Mapping)):
            words = _words(value, _MAX_DEPTH)
            return value if words is None else "\n\n".join(words) or None
        return value
    # Whoever states rights wants them heeded: what cannot be read must not become nothing.
    return value if key == "rights" else _unwrapped(value, _MAX_DEPTH)


def _unwrapped(value: object, depth: int) -> object:
    if isinstance(value, Mapping) and depth:
        for name in _WRAPPED:
            if value.get(name) is not None:
                return _unwrapped(value[name], depth - 1)
        return value or None
    if isinstance(value, list):
        items = [_unwrapped(item, depth - 1) for item in value[:_MAX_NAMES]] if depth else value
        items = [item for item in items if item is not None and item != ""]
        return items[0] if len(items) == 1 else items or None
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" or value != value else value


def _words(value: object, depth: int) -> list[str] | None:
    """Paragraphs of a list or object, None where something in it is neither."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if value is None:
        return []
    if not depth:
        return None
    if isinstance(value, Mapping):
        parts: list[object] = [value[name] for name in _TEXT_PARTS if name in value]
        if not parts:
            return None
    elif isinstance(value, list):
        parts = value
    else:
        return None
    found: list[str] = []
    for part in parts:
        words = _words(part, depth - 1)
        if words is None:
            return None
        found += words
    return found


def _fits(key: str, name: str, value: object) -> bool:
    """Whether a value can be what a name of two meanings stands for: `source` is either."""
    if name_form(name) != "source":
        return True
    is_address = isinstance(value, str) and _ADDRESS.match(value.strip()) is not None
    return is_address == (key == "url")
