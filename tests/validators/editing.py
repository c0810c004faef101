"""Edit a release as somebody would who means no good, or who means well."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from factpack.release.cells import cells
from factpack.release.datasheet_page import datasheet_page
from factpack_validators.folder import csv_file, parquet_file
from factpack_validators.schemas import arrow_schema, table_names

Row = dict[str, Any]

csv.field_size_limit(2**30)


def parquet_path(release: Path, table: str) -> Path:
    return release / parquet_file(table)


def csv_path(release: Path, table: str) -> Path:
    return release / csv_file(table)


def read_rows(release: Path, table: str) -> list[Row]:
    rows: list[Row] = pq.read_table(parquet_path(release, table)).to_pylist()
    return rows


def write_rows(
    release: Path,
    table: str,
    rows: list[Row],
    *,
    parquet: bool = True,
    text: bool = True,
    schema: pa.Schema | None = None,
) -> None:
    """Write rows into one or both formats, and nothing else."""
    written = pa.Table.from_pylist(rows, schema=schema or arrow_schema(table))
    if parquet:
        pq.write_table(written, parquet_path(release, table))
    if text:
        with csv_path(release, table).open("w", encoding="utf-8", newline="") as stream:
            lines = csv.writer(stream, lineterminator="\n")
            lines.writerow(written.column_names)
            texts = [cells(c.combine_chunks()).to_pylist() for c in written.columns]
            lines.writerows(zip(*texts, strict=True))


def edit(release: Path, table: str, change: Callable[[list[Row]], Any], **formats: bool) -> Any:
    """Change rows of a table; gives what `change` gives."""
    rows = read_rows(release, table)
    outcome = change(rows)
    write_rows(release, table, rows, **formats)
    return outcome


def edit_json(release: Path, file: str, change: Callable[[Any], Any]) -> None:
    data = json.loads((release / file).read_text("utf-8"))
    change(data)
    (release / file).write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")


def edit_text(release: Path, file: str, old: str, new: str, count: int = 1) -> None:
    text = (release / file).read_text("utf-8")
    assert old in text, (file, old)
    (release / file).write_text(text.replace(old, new, count), "utf-8", newline="")


def fit_page(release: Path, edited: str = "DATASHEET.md") -> None:
    """Write the page of the datasheet anew where it repeats a file, as a careful forger would."""
    if edited != "DATASHEET.md" and not edited.startswith("plots/"):
        return
    drawings = {plot.name: plot.read_text("utf-8") for plot in (release / "plots").iterdir()}
    page = datasheet_page((release / "DATASHEET.md").read_text("utf-8"), drawings)
    (release / "DATASHEET.html").write_text(page, "utf-8")


def reseal(release: Path) -> None:
    """Make hashes, sizes and counts fit the tables again, as a careful forger would."""
    sizes = {}
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    for table in table_names():
        n_rows = 0
        for file in (parquet_path(release, table), csv_path(release, table)):
            if not file.exists():
                continue
            entry = {"bytes": file.stat().st_size, "sha256": sha256(file)}
            sizes[table, file.suffix] = file.stat().st_size
            manifest["tables"][table][file.suffix[1:]] |= entry
            for resource in package["resources"]:
                if resource["path"] == file.relative_to(release).as_posix():
                    resource |= {"bytes": entry["bytes"], "hash": f"sha256:{entry['sha256']}"}
        try:
            rows = pq.read_table(parquet_path(release, table))
            n_rows = rows.num_rows
        except (OSError, pa.ArrowException):
            continue
        if csv_path(release, table).exists():
            with csv_path(release, table).open(
                encoding="utf-8", errors="replace", newline=""
            ) as stream:
                lines = csv.reader(stream)
                next(lines, None)
                told = [[cell or None for cell in line] for line in lines]
            # Lines may be of any length here: what a release's own digest takes are columns.
            text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
            digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
            manifest["tables"][table] |= {"row_digest": digest}
        manifest["tables"][table]["rows"] = n_rows
        for resource in package["resources"]:
            if resource["name"] in (table, f"{table}-parquet"):
                resource["x:rows"] = n_rows
    files = {"datapackage.json": package, "manifest.json": manifest}
    if (release / "croissant.json").exists():
        files["croissant.json"] = _fitted(release)
    for name, data in files.items():
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        (release / name).write_text(text, "utf-8")
    seal(release)


def _fitted(release: Path) -> dict[str, Any]:
    """croissant.json with the sizes and hashes of the files as they are."""
    data: dict[str, Any] = json.loads((release / "croissant.json").read_text("utf-8"))
    for file in data.get("distribution", ()):
        path = release / str(file.get("contentUrl"))
        if path.is_file() and "sha256" in file:
            file |= {"contentSize": f"{path.stat().st_size} B", "sha256": sha256(path)}
    return data


def seal(release: Path) -> None:
    """Make SHA256SUMS fit the files."""
    files = sorted(
        p.relative_to(release).as_posix()
        for p in release.rglob("*")
        if p.is_file() and not p.is_symlink() and p.name != "SHA256SUMS"
    )
    lines = (f"{sha256(release / file)}  {file}\n" for file in files)
    (release / "SHA256SUMS").write_text("".join(lines), "utf-8", errors="surrogateescape")


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
