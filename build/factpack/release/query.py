"""SQL over the tables of a release folder, and over nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from factpack.errors import FactpackError
from factpack_validators.folder import parquet_file
from factpack_validators.parquet_footer import FooterTooLongError, check_footer
from factpack_validators.schemas import table_names
from factpack_validators.scratch import scratch_folder
from factpack_validators.sql import file_literal, literal

Row = Mapping[str, Any]
Rows = tuple[Row, ...]

_TABLE = re.compile("[a-z][a-z_]{0,60}")
_MOST_TABLES = 200


@contextmanager
def connect(
    release: Path,
    memory_limit: str | None = None,
    *,
    beside: Path | None = None,
    more: Sequence[Path] = (),
    spill_limit: int | None = None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory with a view for every table that a release has.

    Queries reach the tables of the contract and nothing else: no other file, no network, no
    extension, no variable of the calling program. What does not fit into memory goes to a folder
    that is gone when the block ends.

    Args:
        release: release folder.
        memory_limit: such as `1GB`; None: DuckDB's own.
        beside: another release folder, whose files may be read too.
        more: further files that may be read.
        spill_limit: bytes of disk that may be taken for what does not fit into memory.

    Raises:
        duckdb.Error: a table cannot be read.
        FactpackError: the footer of one is longer than that of any release.
    """
    folders = [folder for folder in (release, beside) if folder is not None]
    files = [file for folder in folders for file in table_files(folder).values()]
    files += more
    check_footers(files)
    with scratch_folder("query") as spill:
        config: dict[str, Any] = {
            "temp_directory": spill.as_posix(),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",
        }
        if memory_limit:
            config["memory_limit"] = memory_limit
        if spill_limit is not None:
            config["max_temp_directory_size"] = f"{spill_limit}B"
        with duckdb.connect(config=config) as database:
            # A name that holds a bracket is looked up as a pattern first, then as a file.
            allowed = ", ".join(
                path for file in files for path in (literal(file.as_posix()), file_literal(file))
            )
            database.execute(f"set allowed_paths = [{allowed}]")
            database.execute("set enable_external_access = false")
            # It would stand among the data on stdout.
            database.execute("set enable_progress_bar = false")
            database.execute("set lock_configuration = true")
            for table, file in table_files(release).items():
                database.execute(
                    f'create view "{table}" as from read_parquet({file_literal(file)})'
                )
            yield database


def table_files(release: Path) -> dict[str, Path]:
    """Parquet files of the tables of a release: those of the contract, then others by name.

    The release may be of an earlier or later contract and have other tables. Links are not
    followed.
    """
    data = release.resolve() / "data"
    names = list(table_names())
    if data.is_dir() and not data.is_symlink():
        others = sorted(f.name for f in data.iterdir() if _TABLE.fullmatch(f.name))
        names += [name for name in others[:_MOST_TABLES] if name not in names]
    files = {name: table_file(release, name) for name in names}
    return {t: file for t, file in files.items() if file.is_file() and file.resolve() == file}


def check_footers(files: Iterable[Path]) -> None:
    """Do nothing where no Parquet file costs more to open than its size explains.

    Raises:
        FactpackError: the footer of one is longer than that of any release.
    """
    for file in files:
        try:
            check_footer(file)
        except FooterTooLongError as problem:
            raise FactpackError(f"{file} {problem}; it was not read") from problem
        except OSError:
            # What is wrong with the file is said where it is opened.
            continue


def table_file(release: Path, table: str) -> Path:
    """Absolute path of the Parquet file of a table, which the contract names, not the release."""
    return release.resolve() / parquet_file(table)


def fetch(database: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> Rows:
    """The rows that a query gives, as Python values by column name."""
    table: pa.Table = database.sql(sql, params=list(values)).to_arrow_table()
    return tuple(table.to_pylist())
