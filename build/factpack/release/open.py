"""Open a release folder: its tables as Arrow, pandas or Polars, and SQL over them."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from factpack.errors import FactpackError, not_installed
from factpack.release.layout import MANIFEST, VALIDATION
from factpack.release.query import check_footers, connect, table_file, table_files
from factpack_validators.folder import TEXT_LIMIT, csv_file, parquet_file
from factpack_validators.schemas import table_names, table_schema
from factpack_validators.shown import shown

if TYPE_CHECKING:
    import pandas
    import polars

VERSION = re.compile(r"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}")
"""X.Y.Z, as the folder of a release is called."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release folder.

    Attributes:
        path: the folder.
        manifest: what it was built from and with; do not change it.
    """

    path: Path
    manifest: Mapping[str, Any] = field(repr=False)

    @property
    def name(self) -> str:
        """Name of the dataset."""
        name: str = self.manifest["dataset"]
        return name

    @property
    def version(self) -> str:
        """Version, X.Y.Z."""
        version: str = self.manifest["version"]
        return version

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table, in the order of the contract."""
        return {name: table["rows"] for name, table in self.manifest["tables"].items()}

    @property
    def validation(self) -> Mapping[str, Any]:
        """validation.json: what the checks had to say when it was built.

        Raises:
            FactpackError: it is missing or broken.
        """
        report = _read_json(self.path, VALIDATION)
        if not isinstance(report, dict):
            raise _broken(self.path, f"{VALIDATION} is missing or no mapping")
        return report

    def page(self, name: str) -> str:
        """The text of a file beside the tables, such as DATASHEET.md.

        Raises:
            FactpackError: it is missing, is too long, or leads out of the release.
        """
        text = _read_text(self.path, name)
        if text is None:
            raise FactpackError(f"{self.path}: there is no {name}", code="file-missing")
        return text

    def table(self, name: str) -> pa.Table:
        """A table, rows in the order of the contract.

        Raises:
            FactpackError: no such table, or its file cannot be read.
        """
        if name not in self.manifest["tables"]:
            near = difflib.get_close_matches(name, self.rows, 1)
            meant = f": did you mean {near[0]!r}?" if near else f"; it has {', '.join(self.rows)}"
            raise FactpackError(f"{self.path}: no table {name!r}{meant}", code="table-unknown")
        try:
            return pq.ParquetFile(table_file(self.path, name)).read()
        except (OSError, pa.ArrowException) as problem:
            raise _broken(self.path, f"{name}: {problem}") from problem

    def named(self, name: str) -> pa.Table:
        """A table with the names of entities in columns behind those of their ids.

        `subject_id` is followed by `subject`, unless the table has that column already.

        Raises:
            FactpackError: as `table`.
        """
        found = self.table(name)
        entities = self.table("entities")
        for key in table_schema(name).get("foreignKeys", ()):
            [column] = key["fields"] if len(key["fields"]) == 1 else [""]
            told = column.removesuffix("_id") if column.endswith("_id") else f"{column}_name"
            names = found.column_names
            if key["reference"]["resource"] != "entities" or column not in names or told in names:
                continue
            places = pc.index_in(found[column], value_set=entities["entity_id"])
            called = entities["name"].combine_chunks().take(places)
            found = found.add_column(names.index(column) + 1, told, called)
        return found

    def to_pandas(self, name: str = "statements", *, names: bool = False) -> pandas.DataFrame:
        """A table with pandas' nullable types, and dates as dates.

        A missing number does not make the others floats, and `.dt` works on days.

        Args:
            name: of the table.
            names: whether names of entities stand beside their ids, as with `named`.

        Raises:
            FactpackError: as `table`; or pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise not_installed("pandas", "pandas") from None
        types = {
            pa.string(): pd.StringDtype(),
            pa.int64(): pd.Int64Dtype(),
            pa.float64(): pd.Float64Dtype(),
            pa.bool_(): pd.BooleanDtype(),
        }
        table = self.named(name) if names else self.table(name)
        frame: pandas.DataFrame = table.to_pandas(types_mapper=types.get, date_as_object=False)
        return frame

    def to_polars(self, name: str = "statements") -> polars.DataFrame:
        """A table as a Polars frame.

        Raises:
            FactpackError: as `table`; or Polars is not installed.
        """
        try:
            import polars as pl
        except ImportError:
            raise not_installed("Polars", "polars") from None
        frame = pl.from_arrow(self.table(name))
        assert isinstance(frame, pl.DataFrame)
        return frame

    def sql(
        self, query: str, parameters: Sequence[object] | Mapping[str, object] | None = None
    ) -> pa.Table:
        """The answer to a query over the tables, in DuckDB's SQL.

        The query can come from anywhere, from the pages of a downloaded release too: it reaches the
        tables alone, no other file, no network and no extension.

        Args:
            query: one that reads.
            parameters: values for its `?`, in their order, or for its `$name`, by name: words of
                whoever asks belong there, not into the query.

        Raises:
            FactpackError: the query is wrong, or a file cannot be read.
        """
        try:
            with connect(self.path) as database:
                kinds = [statement.type for statement in database.extract_statements(query)]
                if kinds != [duckdb.StatementType.SELECT]:
                    raise FactpackError(
                        f"{self.path}: give one query that reads, such as a select",
                        code="query-wrong",
                    )
                return database.sql(query, params=parameters).to_arrow_table()
        except duckdb.Error as problem:
            raise FactpackError(f"{self.path}: {problem}", code="query-wrong") from problem


def open_release(path: Path | str) -> Release:
    """Open a release folder.

    Only its outline is checked: that the manifest is whole and every table has its file, of the
    size that it should have, whose footer is no longer than one may be. `factpack validate` checks
    the rest. Files are those of the contract inside the folder: no path that the manifest names and
    no link leads elsewhere.

    Raises:
        FactpackError: no release, or one that is broken.
    """
    path = Path(path)
    if not path.is_dir():
        raise FactpackError(
            f"{path}: no such folder; a release is dist/<dataset>/<version>", code="release-missing"
        )
    manifest = _read_manifest(path)
    try:
        release = Release(path, manifest)
        _check_outline(release)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise _broken(path, f"{MANIFEST} cannot be read: {problem}") from problem
    return release


def _read_manifest(path: Path) -> Any:
    manifest = _read_json(path, MANIFEST)
    if manifest is None and not (path / MANIFEST).exists():
        raise FactpackError(
            f"{path}: not a release (it has no {MANIFEST}); one is dist/<dataset>/<version>",
            code="release-missing",
        )
    return manifest


def _read_json(path: Path, name: str) -> Any:
    """What a JSON file of a release holds; None where there is none."""
    text = _read_text(path, name)
    try:
        return None if text is None else json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise _broken(path, f"{name} cannot be read: {problem}") from problem


def _read_text(path: Path, name: str) -> str | None:
    file = _own_file(path, name)
    if file is None:
        return None
    try:
        size = file.stat().st_size
        if size > TEXT_LIMIT:
            raise ValueError(f"it has {size:,} bytes, more than {TEXT_LIMIT:,}")
        return file.read_text("utf-8")
    except (OSError, ValueError) as problem:
        raise _broken(path, f"{name} cannot be read: {problem}") from problem


def _check_outline(release: Release) -> None:
    path, manifest = release.path, release.manifest
    named = (release.name, release.version)
    if not all(isinstance(word, str) for word in named):
        raise TypeError("dataset and version have to be text")
    for table, entry in manifest["tables"].items():
        if table not in table_names():
            raise ValueError(f"there is no table {shown(table)}")
        if not isinstance(entry["rows"], int):
            raise TypeError(f"the number of rows of {table} is none")
        for form, own in (("parquet", parquet_file(table)), ("csv", csv_file(table))):
            stated = entry[form]
            if stated["path"] != own:
                raise ValueError(f"{table} lies at {shown(stated['path'])}, not at {own}")
            file = _own_file(path, own)
            if file is None:
                raise _broken(path, f"{own} is missing")
            if file.stat().st_size != stated["bytes"]:
                has = f"{own} has {file.stat().st_size:,} bytes, not {shown(stated['bytes'])}"
                raise _broken(path, has)
    check_footers(table_files(path).values())


def _own_file(path: Path, name: str) -> Path | None:
    """A file of the release, None where there is none.

    Raises:
        FactpackError: a link leads there, or it is no regular file, such as a pipe.
    """
    file = path.resolve() / name
    if file.resolve() != file or (file.exists() and not file.is_file()):
        raise _broken(
            path,
            f"{name} is a link or no regular file, which is not followed",
            "From the cache of the Hugging Face Hub, download into a folder: "
            "hf download … --local-dir DIR.",
        )
    return file if file.is_file() else None


def _broken(path: Path, why: str, more: str = "") -> FactpackError:
    advice = "Fetch it again, or see `sha256sum -c SHA256SUMS`."
    return FactpackError(
        f"{path}: broken release: {why}.",
        code="release-broken",
        file=path,
        advice=f"{advice} {more}".rstrip(),
    )
