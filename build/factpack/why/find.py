"""Which row is meant: by its key, the beginning of its key, or the name of an entity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factpack.config.nearest import nearest, suggestion
from factpack.errors import FactpackError
from factpack.release.query import Row
from factpack.why.tables import Tables
from factpack_validators.schemas import primary_key
from factpack_validators.shown import shown

TABLES: Mapping[str, str] = {
    "a": "articles",
    "c": "claims",
    "e": "entities",
    "f": "facts",
    "l": "literals",
    "m": "mentions",
    "o": "origins",
    "q": "quotes",
    "r": "rejected",
    "x": "conflicts",
}
"""Table by the letter that its ids begin with."""

_COMPOSITE = {"c": "evidence", "x": "conflicts", "e": "aliases", "a": "segments"}
_ID = re.compile(r"([acefmloqrx])-([0-9a-f]{0,20})")
_DIGITS = 20
_CANDIDATES = 5
_PARTS = 1000
"""Aliases of an entity among which a near one is sought."""

_TAIL = 6
"""Last digits that tell an id: a slip stands before them or in them, not both."""

_LIKE = 0.82
"""Jaro-Winkler similarity from which a name may be meant; unrelated names reach about 0.6."""

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A row that was found.

    Attributes:
        table: its table.
        key: its primary key, as it stands in the row.
    """

    table: str
    key: tuple[str | int, ...]

    @property
    def text(self) -> str:
        """The key with its parts joined by `|`."""
        return "|".join(map(str, self.key))


class NotFoundError(FactpackError):
    """No row has that id; the message names the nearest ones."""

    def __init__(self, message: str) -> None:
        """An error with its message."""
        super().__init__(message, code="row-unknown")


def find_row(tables: Tables, asked: str) -> Found:
    """The row that somebody asks for.

    Args:
        tables: the release.
        asked: a primary key, its parts joined by `|`; ids may be cut where no other begins so; or
            the name of a predicate; or a name of an entity.

    Raises:
        NotFoundError: there is none.
        FactpackError: several are meant.
    """
    asked = asked.strip()
    head, bar, rest = asked.partition("|")
    letter = _letter(head)
    if bar and letter in _COMPOSITE:
        return _composite(tables, letter, head, rest)
    if letter and not bar:
        try:
            id_ = _whole_id(tables, letter, head)
            return Found(TABLES[letter], _first_rival(tables, id_) if letter == "x" else (id_,))
        except NotFoundError:
            # Hardly ever, but a name may look like an id.
            if named := _named(tables, asked):
                return _only(tables, asked, named)
            raise
    if tables.get("predicates", asked):
        return Found("predicates", (asked,))
    named = _named(tables, asked)
    if not named:
        raise NotFoundError(_nothing_like(tables, asked))
    return _only(tables, asked, named)


def _letter(id_: str) -> str | None:
    match = _ID.fullmatch(id_)
    return match[1] if match else None


def _composite(tables: Tables, letter: str, head: str, rest: str) -> Found:
    table = _COMPOSITE[letter]
    first = _whole_id(tables, letter, head)
    if table == "conflicts":
        if _letter(rest) != "f":
            raise NotFoundError(f"{shown(rest)} is no id of a fact; a rival is x-…|f-…")
        found = Found(table, (first, _whole_id(tables, "f", rest)))
    elif table == "segments":
        # Longer numbers are no ordinals, and DuckDB would not take them.
        is_number = rest.isascii() and rest.isdecimal() and len(rest) < 19
        found = Found(table, (first, int(rest) if is_number else -1))
    else:
        found = Found(table, (first, rest))
    if tables.get(table, *found.key):
        return found
    raise NotFoundError(_no_part(tables, table, first, rest))


def _first_rival(tables: Tables, conflict_id: str) -> tuple[str, str]:
    """Key of one row of a conflict: whichever tells the story of all."""
    (row,) = tables.rows(
        "select fact_id from conflicts where conflict_id = ? order by fact_id limit 1", conflict_id
    )
    return conflict_id, str(row["fact_id"])


def _whole_id(tables: Tables, letter: str, beginning: str) -> str:
    """The only id of a table that begins so."""
    table = TABLES[letter]
    column = primary_key(table)[0]
    # A range, which the row groups of a sorted file can answer, unlike a pattern.
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    ids = [
        row["id"]
        for row in tables.rows(
            f"select distinct {column} as id from {table} where {column} >= ? and {column} < ? "
            f"order by {column} limit {_CANDIDATES + 1}",
            beginning,
            after,
        )
    ]
    if len(ids) == 1:
        return str(ids[0])
    if ids:
        first = ", ".join(ids[:_CANDIDATES]) + (", …" if len(ids) > _CANDIDATES else "")
        raise FactpackError(f"several {table} begin with {beginning}: {first}. Give more digits.")
    near = _near_ids(tables, table, column, beginning)
    hint = f" The nearest: {', '.join(near)}." if near else ""
    raise NotFoundError(f"{tables.release.path}: no row of {table} has the id {beginning}.{hint}")


def _near_ids(tables: Tables, table: str, column: str, id_: str) -> list[str]:
    """Ids that differ by a slip: neighbours in the order, and those that end alike."""
    has_tail = len(id_) == _DIGITS + 2
    rows = tables.rows(
        f"""select id from (
            (select {column} as id from {table} where {column} < $1 order by 1 desc limit 2)
            union
            (select {column} as id from {table} where {column} > $1 order by 1 limit 2)
            union
            (select {column} as id from {table}
             where $2 and right({column}, {_TAIL}) = right($1, {_TAIL}) order by 1 limit 2)
        ) order by levenshtein(left(id, length($1)), $1), id limit 3""",
        id_,
        has_tail,
    )
    return [row["id"] for row in rows]


def _no_part(tables: Tables, table: str, first: str, rest: str) -> str:
    """What to say where the first part of a key is known and the second is not."""
    column, other = primary_key(table)
    where = f"{tables.release.path}: no row of {table} has the key {first}|{shown(rest)}."
    rows = tables.rows(
        f"select {other} as other from {table} where {column} = ? order by 1 limit {_PARTS}",
        first,
    )
    if not rows:
        return f"{where} None has {first}."
    if table == "conflicts":
        rivals = ", ".join(row["other"] for row in rows[:_CANDIDATES])
        return f"{where} Its rivals are {rivals}{', …' if len(rows) > _CANDIDATES else ''}."
    if table == "segments":
        last = tables.count("select max(ordinal) from segments where article_id = ?", first)
        return f"{where} The ordinals of the article go from 0 to {last}."
    near = nearest(rest, [row["other"] for row in rows])
    choices = [near] if near else [row["other"] for row in rows[:_CANDIDATES]]
    return f"{where} The nearest: {', '.join(f'{first}|{_shown(c)}' for c in choices)}."


def _shown(part: str) -> str:
    """A part of a key as it can be typed; in quotes only where that is not as it stands."""
    quoted = shown(part)
    return part if quoted == f'"{part}"' else quoted


def _named(tables: Tables, name: str) -> Sequence[Row]:
    """Entities of a name: exactly so, else in other letters, else by another form of it."""
    if not name:
        return ()
    columns = "entity_id, name, type, n_mentions, replaced_by"
    for where in (
        "name = $1",
        "entity_id in (select entity_id from aliases where alias = $1)",
        "lower(name) = lower($1)",
        "entity_id in (select entity_id from aliases where lower(alias) = lower($1))",
    ):
        rows = tables.rows(
            f"select {columns} from entities where {where} "
            f"order by replaced_by is not null, n_mentions desc, entity_id limit {_CANDIDATES + 1}",
            name,
        )
        current = tuple(row for row in rows if row["replaced_by"] is None)
        if rows:
            return current or rows
    return ()


def _only(tables: Tables, asked: str, rows: Sequence[Row]) -> Found:
    if len(rows) == 1:
        return Found("entities", (rows[0]["entity_id"],))
    first = "; ".join(map(_candidate, rows[:_CANDIDATES]))
    rest = "; …" if len(rows) > _CANDIDATES else ""
    raise FactpackError(
        f"{tables.release.path}: several entities are named {shown(asked)}: {first}{rest}. "
        "Give the id of one."
    )


def _candidate(row: Row) -> str:
    return f"{row['entity_id']} {shown(row['name'])} ({row['type']})"


def _nothing_like(tables: Tables, asked: str) -> str:
    message = f"{tables.release.path}: no id, predicate or entity is called {shown(asked)}."
    if len(asked) > _LONGEST_NAME:
        return message
    rows = tables.rows(
        f"""select entity_id, any_value(name) as name, any_value(type) as type,
            max(jaro_winkler_similarity(lower(alias), lower($1))) as alike
        from aliases join entities using (entity_id)
        where jaro_winkler_similarity(lower(alias), lower($1)) >= {_LIKE}
        group by entity_id order by alike desc, entity_id limit 3""",
        asked,
    )
    predicates = [row["predicate"] for row in tables.rows("select predicate from predicates")]
    if rows:
        return f"{message} The nearest: {'; '.join(map(_candidate, rows))}."
    near = suggestion(asked, predicates) if predicates else ""
    if near.startswith("did you mean"):
        return f"{message} {near.capitalize()}"
    return (
        f"{message} Ids begin with a letter, such as f-… for a fact; parts of a longer key are "
        "joined by |, such as c-…|subject."
    )
