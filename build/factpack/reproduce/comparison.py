"""What comparing a rebuilt release with the given one shows."""

from __future__ import annotations

import filecmp
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from factpack.release.layout import SIGNATURE
from factpack.release.open import Release
from factpack.release.query import connect, fetch, table_file, table_files
from factpack_validators.schemas import arrow_schema, primary_key, table_names
from factpack_validators.shown import printable
from factpack_validators.sql import file_literal, key_text, name

_NAMED = 3
"""Rows of a table that are named where it differs."""


@dataclass(frozen=True, slots=True)
class Reproduction:
    """What comparing a rebuilt release with the given one showed.

    Attributes:
        different: files in both with other bytes.
        missing: files that only the given release has.
        extra: files that only the rebuilt one has.
        rows: what differs in the tables that differ, a line for each table and direction.
        articles_changed: sources that are not, or not as they were, in the articles folder.
        versions: libraries that wrote the release in another version than the one here: Parquet
            bytes depend on its writer.
        own_texts: whether it was rebuilt from the texts that the release publishes, so that the
            texts themselves are not proved.
    """

    release: Path
    n_files: int
    different: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    rows: tuple[str, ...]
    articles_changed: tuple[str, ...]
    versions: tuple[str, ...]
    own_texts: bool = False

    @property
    def equal(self) -> bool:
        """Whether every byte is the same."""
        return not (self.different or self.missing or self.extra)

    @property
    def same_rows(self) -> bool:
        """Whether another version of a library explains the bytes, and every row is the same.

        Parquet bytes depend on their writer, and pages state sizes and hashes; CSV does not.
        """
        return bool(
            self.versions
            and not (self.missing or self.extra or self.rows or self.articles_changed)
            and not any(file.startswith("csv/") for file in self.different)
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "release": self.release.as_posix(),
            "equal": self.equal,
            "same_rows": self.equal or self.same_rows,
            "files": self.n_files,
            "different": self.different,
            "missing": self.missing,
            "extra": self.extra,
            "rows": self.rows,
            "articles_changed": self.articles_changed,
            "versions": self.versions,
            "own_texts": self.own_texts,
        }

    def lines(self) -> list[str]:
        """The same for people."""
        source = " from its own texts" if self.own_texts else ""
        if self.equal:
            lines = [
                f"{self.release}: reproduced{source}, {self.n_files} files equal byte for byte"
            ]
            if self.own_texts:
                lines.append("  The texts themselves were not proved: that takes --articles DIR.")
            return lines
        lines = [f"{self.release}: not reproduced{source}"]
        if self.same_rows:
            lines = [
                f"{self.release}: reproduced{source} row by row; bytes depend on the version of "
                "what wrote them"
            ]
        for label, names in [
            ("other bytes", self.different),
            ("not rebuilt", self.missing),
            ("not in the release", self.extra),
            ("rows", self.rows),
            ("article changed or absent", self.articles_changed),
            ("other version", self.versions),
        ]:
            lines += [f"  {label}: {printable(name)}" for name in names]
        return lines


def compare(given: Release, rebuilt: Release, *, own_texts: bool) -> Reproduction:
    """Compare every file of two releases.

    Args:
        given: the one in question.
        rebuilt: the one that was built from its manifest.
        own_texts: whether the texts of the articles came from the release itself.
    """
    here, again = _files(given.path), _files(rebuilt.path)
    both = sorted(here & again)
    different = tuple(
        file
        for file in both
        if (given.path / file).is_symlink()
        or not filecmp.cmp(given.path / file, rebuilt.path / file, shallow=False)
    )
    return Reproduction(
        given.path,
        len(both),
        different,
        tuple(sorted(here - again)),
        tuple(sorted(again - here)),
        _rows(given, rebuilt, different),
        _changed_articles(given.manifest, rebuilt.manifest),
        _versions(given.manifest, rebuilt.manifest),
        own_texts,
    )


def _rows(given: Release, rebuilt: Release, different: tuple[str, ...]) -> tuple[str, ...]:
    """Rows that only one of the two has, by table, the first of each kind named."""
    told = []
    with connect(given.path, beside=rebuilt.path) as database:
        present = table_files(given.path)
        for table in (t for t in table_names() if t in present):
            if (
                table_file(given.path, table).relative_to(given.path.resolve()).as_posix()
                in different
            ):
                told += _rows_of(database, table, table_file(rebuilt.path, table))
    return tuple(told)


def _rows_of(database: duckdb.DuckDBPyConnection, table: str, again: Path) -> list[str]:
    columns = ", ".join(map(name, arrow_schema(table).names))
    order = ", ".join(map(name, primary_key(table)))
    sides = {
        "not made by a rebuild": (
            f"from {name(table)}",
            f"from read_parquet({file_literal(again)})",
        ),
        "left out": (f"from read_parquet({file_literal(again)})", f"from {name(table)}"),
    }
    told = []
    for what, (one, other) in sides.items():
        try:
            rows = fetch(
                database,
                f"select {key_text(table)} as key, count(*) over () as n from "
                f"(select {columns} {one} except select {columns} {other}) order by {order} "
                f"limit {_NAMED}",
            )
        except duckdb.Error:
            return [f"{table}: has other columns"]
        if rows:
            keys = ", ".join(printable(str(row["key"])[:80]) for row in rows)
            more = ", …" if rows[0]["n"] > len(rows) else ""
            told.append(f"{table}: {rows[0]['n']:,} rows {what}: {keys}{more}")
    return told


def _files(folder: Path) -> set[str]:
    """Files of a release but its signature, which no build makes."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return files - {SIGNATURE}


def _changed_articles(given: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[str, ...]:
    before, after = _hashes(given), _hashes(again)
    return tuple(
        sorted(name for name in before.keys() | after if before.get(name) != after.get(name))
    )


def _hashes(manifest: Mapping[str, Any]) -> dict[str, str]:
    inputs = _mapping(manifest.get("inputs")).get("articles")
    entries = map(_mapping, inputs if isinstance(inputs, list) else ())
    return {str(entry.get("source")): str(entry.get("raw_sha256")) for entry in entries}


def _versions(given: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[str, ...]:
    def versions(manifest: Mapping[str, Any]) -> dict[str, Any]:
        return {"factpack": manifest.get("factpack"), **_mapping(manifest.get("libraries"))}

    here = versions(again)
    return tuple(
        f"{name} {version} wrote the release, {here.get(name)} is here"
        for name, version in sorted(versions(given).items())
        if here.get(name) != version
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
