"""Open a release folder: its tables as Arrow, pandas or Polars, and SQL over them."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.errors import FactpackError
from factpack.release.layout import MANIFEST
from factpack.release.query import connect

if TYPE_CHECKING:
    import pandas
    import polars


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

    def table(self, name: str) -> pa.Table:
        """A table, rows in key order.

        Raises:
            FactpackError: no such table, or its file cannot be read.
        """
        if name not in self.manifest["tables"]:
            near = difflib.get_close_matches(name, self.rows, 1)
            meant = f": did you mean {near[0]!r}?" if near else f"; it has {', '.join(self.rows)}"
            raise FactpackError(f"{self.path}: no table {name!r}{meant}")
        file = self.path / self.manifest["tables"][name]["parquet"]["path"]
        try:
            return pq.ParquetFile(file).read()
        except (OSError, pa.ArrowException) as problem:
            raise FactpackError(_broken(self.path, f"{name}: {problem}")) from problem

    def to_pandas(self, name: str) -> pandas.DataFrame:
        """A table with pandas' nullable types: a missing number does not make the others floats.

        Raises:
            FactpackError: as `table`; or pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise FactpackError("pandas is not installed: pip install pandas") from None
        types = {
            pa.string(): pd.StringDtype(),
            pa.int64(): pd.Int64Dtype(),
            pa.float64(): pd.Float64Dtype(),
            pa.bool_(): pd.BooleanDtype(),
        }
        frame: pandas.DataFrame = self.table(name).to_pandas(types_mapper=types.get)
        return frame

    def to_polars(self, name: str) -> polars.DataFrame:
        """A table as a Polars frame.

        Raises:
            FactpackError: as `table`; or Polars is not installed.
        """
        try:
            import polars as pl
        except ImportError:
            raise FactpackError("Polars is not installed: pip install polars") from None
        frame = pl.from_arrow(self.table(name))
        assert isinstance(frame, pl.DataFrame)
        return frame

    def sql(self, query: str) -> pa.Table:
        """The answer to a query over the tables, in DuckDB's SQL.

        Raises:
            FactpackError: the query is wrong, or a file cannot be read.
        """
        try:
            with connect(self.path) as database:
                kinds = [statement.type for statement in database.extract_statements(query)]
                if kinds != [duckdb.StatementType.SELECT]:
                    raise FactpackError(f"{self.path}: give one query that reads, such as a select")
                return database.sql(query).to_arrow_table()
        except duckdb.Error as problem:
            raise FactpackError(f"{self.path}: {problem}") from problem


def open_release(path: Path | str) -> Release:
    """Open a release folder.

    Only its outline is checked: that the manifest is whole and every table has its file, of the
    size that it should have. `factpack validate` checks the rest.

    Raises:
        FactpackError: no release, or one that is broken.
    """
    path = Path(path)
    if not path.is_dir():
        raise FactpackError(f"{path}: no such folder; a release is dist/<dataset>/<version>")
    try:
        manifest = json.loads((path / MANIFEST).read_text("utf-8"))
        files = [
            file
            for table in manifest["tables"].values()
            for file in (table["parquet"], table["csv"])
        ]
        for file in files:
            size = (path / file["path"]).stat().st_size
            if size != file["bytes"]:
                raise FactpackError(
                    _broken(path, f"{file['path']} has {size:,} bytes, not {file['bytes']:,}")
                )
        release = Release(path, manifest)
        _ = release.name, release.version, release.rows
    except FileNotFoundError as problem:
        missing = Path(problem.filename)
        if missing.name == MANIFEST:
            raise FactpackError(
                f"{path}: not a release (it has no {MANIFEST}); one is dist/<dataset>/<version>"
            ) from problem
        raise FactpackError(_broken(path, f"{missing.relative_to(path)} is missing")) from problem
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise FactpackError(_broken(path, f"{MANIFEST} cannot be read: {problem}")) from problem
    return release


def _broken(path: Path, why: str) -> str:
    return f"{path}: broken release: {why}. Fetch it again, or see `sha256sum -c SHA256SUMS`."
