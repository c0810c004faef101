"""`entities.csv`: what a curator knows of the entities, which overrules what the names suggest."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

from factpack.errors import FactpackError
from factpack.link.names import name_key, person_key
from factpack.model import EntityType
from factpack_validators.findings import Finding, Severity

COLUMNS = ("name", "type", "aliases", "wikidata_id", "same_as", "not_same_as")
_TYPES: tuple[str, ...] = get_args(EntityType)
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")


@dataclass(frozen=True, slots=True)
class CuratedEntity:
    """A row of entities.csv that passed its checks.

    Attributes:
        line: line of the file where the row begins, from 1.
        aliases: surface forms, the name not among them.
        same_as: names that other rows or articles use for it, whatever their type.
        not_same_as: names that are never this entity.
    """

    line: int
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    wikidata_id: str | None = None
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Curation:
    """The rows that hold, and what was wrong with the others."""

    entities: tuple[CuratedEntity, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_curated(file: Path | None) -> Curation:
    """Read and check entities.csv.

    Args:
        file: UTF-8, comma-separated, with the header `name,type,aliases,wikidata_id,same_as,
            not_same_as` (only the first two are needed, in any order); lists are separated by
            a vertical bar. None: there is none.

    Returns:
        The rows that hold, in the order of the file, their letters in the form NFC as those of
        articles are. A row or a part of one that does not hold is left out and told as a finding.

    Raises:
        FactpackError: the file cannot be read, is not UTF-8 or is not CSV.
    """
    if file is None:
        return Curation()
    try:
        return _Reader(file.name).read(read_entities_text(file))
    except csv.Error as error:
        raise FactpackError(f"{file}: not CSV ({error}): check quotes and NUL bytes") from error


def read_entities_text(file: Path) -> str:
    """The text of entities.csv in the form NFC.

    Raises:
        FactpackError: the file cannot be read, or is not UTF-8.
    """
    try:
        return unicodedata.normalize("NFC", file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise FactpackError(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FactpackError(
            f"{file}, line {line}: not UTF-8 (byte 0x{error.object[error.start]:02x}): save the "
            "file as UTF-8"
        ) from error


def key_of(name: str, type_: str) -> str:
    """Key of a name under a type: persons' names are compared as such."""
    return person_key(name) if type_ == "Person" else name_key(name)


class _Reader:
    """Collects findings while the rows are read and then compared with one another."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.findings: list[Finding] = []

    def add(
        self,
        code: str,
        message: str,
        advice: str,
        severity: Severity = Severity.ERROR,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        where = self._file if line is None else f"{self._file} line {line}"
        self.findings.append(
            Finding(
                code,
                severity,
                f"{where}: {message}",
                advice,
                column=column,
                file=self._file,
            )
        )

    def read(self, content: str) -> Curation:
        kept = self._without_shared_aliases(self._without_repeated_names(list(self._rows(content))))
        self._check_wikidata(kept)
        self._check_references(kept)
        return Curation(tuple(kept), tuple(self.findings))

    def _rows(self, content: str) -> Iterator[CuratedEntity]:
        if "\0" in content:
            raise csv.Error("it holds a NUL")
        reader = csv.reader(io.StringIO(content, newline=""), strict=True)
        header = [name.strip() for name in next(reader, [])]
        for name in header:
            if name not in COLUMNS:
                near = get_close_matches(name, COLUMNS, 1, 0)
                self.add(
                    "entities-unknown-column",
                    f"unknown column {name!r}",
                    f"Did you mean {near[0]!r}?" if near else "Remove it.",
                    line=1,
                    column=name or None,
                )
        for name in ("name", "type"):
            if name not in header:
                self.add(
                    "entities-missing-column",
                    f"no column {name!r}",
                    "The header needs name and type.",
                    line=1,
                    column=name,
                )
                return
        line = reader.line_num + 1
        for cells in reader:
            entity = self._row(line, header, cells)
            if entity is not None:
                yield entity
            line = reader.line_num + 1

    def _row(self, line: int, header: Sequence[str], row: Sequence[str]) -> CuratedEntity | None:
        if len(row) > len(header):
            self.add(
                "entities-extra-cell",
                "more cells than the header has columns",
                "Quote cells that hold a comma.",
                line=line,
            )
            return None
        given = dict(zip(header, row, strict=False))
        cells = {column: " ".join(given.get(column, "").split()) for column in COLUMNS}
        if not any(cells.values()):
            return None
        if not cells["name"]:
            self.add("entities-no-name", "no name", "Give the name.", line=line, column="name")
            return None
        if cells["type"] not in _TYPES:
            near = get_close_matches(cells["type"].capitalize(), _TYPES, 1, 0)
            self.add(
                "entities-unknown-type",
                f"{cells['name']!r} has the unknown type {cells['type']!r}",
                f"Did you mean {near[0]!r}? Types are {', '.join(_TYPES)}.",
                line=line,
                column="type",
            )
            return None
        wikidata: str | None = cells["wikidata_id"] or None
        if wikidata and not _WIKIDATA.fullmatch(wikidata):
            self.add(
                "entities-bad-wikidata-id",
                f"{cells['name']!r} has the wikidata_id {wikidata!r}",
                "An item is Q and a number, such as Q42.",
                line=line,
                column="wikidata_id",
            )
            wikidata = None
        type_: EntityType = next(t for t in get_args(EntityType) if t == cells["type"])
        return CuratedEntity(
            line,
            cells["name"],
            type_,
            tuple(a for a in _listed(cells["aliases"]) if a != cells["name"]),
            wikidata,
            _listed(cells["same_as"]),
            _listed(cells["not_same_as"]),
        )

    def _without_repeated_names(self, rows: Sequence[CuratedEntity]) -> list[CuratedEntity]:
        named: dict[tuple[str, str], CuratedEntity] = {}
        for row in rows:
            first = named.setdefault((row.type, key_of(row.name, row.type)), row)
            if first is not row:
                self.add(
                    "entities-name-repeated",
                    f"{row.name!r} is named on line {first.line} already",
                    "Join the two rows.",
                    line=row.line,
                    column="name",
                )
        return list(named.values())

    def _without_shared_aliases(self, rows: Sequence[CuratedEntity]) -> list[CuratedEntity]:
        claims: dict[str, dict[int, CuratedEntity]] = defaultdict(dict)
        for row in rows:
            for name in (row.name, *row.aliases):
                claims[key_of(name, row.type)][row.line] = row
        kept = []
        for row in rows:
            aliases = []
            for alias in row.aliases:
                others = [r for n, r in claims[key_of(alias, row.type)].items() if n != row.line]
                if not others:
                    aliases.append(alias)
                    continue
                self.add(
                    "entities-alias-claimed-twice",
                    f"alias {alias!r} of {row.name!r} also names {others[0].name!r} "
                    f"(line {others[0].line})",
                    "Leave it with one of them; until then it is an alias of neither.",
                    line=row.line,
                    column="aliases",
                )
            kept.append(replace(row, aliases=tuple(aliases)))
        return kept

    def _check_wikidata(self, rows: Sequence[CuratedEntity]) -> None:
        first: dict[str, CuratedEntity] = {}
        for row in rows:
            if row.wikidata_id is None:
                continue
            other = first.setdefault(row.wikidata_id, row)
            if other is not row:
                self.add(
                    "entities-wikidata-id-repeated",
                    f"{row.name!r} and {other.name!r} (line {other.line}) share {row.wikidata_id}",
                    "One item is one thing: join the rows or correct the id.",
                    line=row.line,
                    column="wikidata_id",
                )

    def _check_references(self, rows: Sequence[CuratedEntity]) -> None:
        for row in rows:
            for name in row.same_as:
                if name_key(name) in map(name_key, row.not_same_as):
                    self.add(
                        "entities-same-and-not-same",
                        f"{row.name!r} is said to be and not to be {name!r}",
                        "Leave it in one of the two columns.",
                        line=row.line,
                        column="same_as",
                    )
            for name in row.not_same_as:
                if name_key(name) == name_key(row.name):
                    self.add(
                        "entities-not-same-as-itself",
                        f"{row.name!r} is said not to be itself",
                        "Remove it from not_same_as.",
                        line=row.line,
                        column="not_same_as",
                    )


def _listed(cell: str) -> tuple[str, ...]:
    """Entries of a cell, in order, each once."""
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))
