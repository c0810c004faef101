"""Every consumer opens the release, and all of them read equal cells."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from tests.release.conftest import Write
from tests.release.sample_tables import SampleArticle, founded, said
from tests.tiers import one_of_each

from factpack_validators.folder import csv_file, parquet_file
from factpack_validators.schemas import arrow_schema, default_table, table_names, table_schema

TABLES = table_names()
RSCRIPT = shutil.which("Rscript") or ""
Rows = list[dict[str, Any]]


def parquet_rows(release: Path, table: str) -> Rows:
    rows: Rows = pq.ParquetFile(release / parquet_file(table)).read().to_pylist()
    return rows


def csv_rows(release: Path, table: str) -> list[list[str]]:
    with (release / csv_file(table)).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("table", TABLES)
def test_csv_cells_read_back_as_the_parquet_values(release: Path, table: str) -> None:
    read: dict[str, Callable[[str], Any]] = {
        "string": str,
        "integer": int,
        "number": float,
        "boolean": {"true": True, "false": False}.__getitem__,
        "date": date.fromisoformat,
    }
    header, *lines = csv_rows(release, table)
    kinds = {field["name"]: field["type"] for field in table_schema(table)["fields"]}
    rows = [
        {
            name: read[kinds[name]](cell) if cell else None
            for name, cell in zip(header, line, strict=True)
        }
        for line in lines
    ]
    assert rows == parquet_rows(release, table)


@pytest.mark.parametrize("table", TABLES)
def test_digest_follows_from_the_csv_alone(release: Path, table: str) -> None:
    rows = [[cell or None for cell in line] for line in csv_rows(release, table)[1:]]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    assert manifest["tables"][table]["row_digest"] == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_schema_of_the_contract_and_no_metadata(release: Path, table: str) -> None:
    file = pq.ParquetFile(release / parquet_file(table))
    assert file.schema_arrow.equals(arrow_schema(table), check_metadata=True)
    assert file.metadata.metadata is None or b"huggingface" not in file.metadata.metadata
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert file.metadata.row_group(0).column(0).has_offset_index


@pytest.mark.parametrize(
    ("table", "streaming"),
    one_of_each(
        [(table, streaming) for streaming in (False, True) for table in TABLES],
        lambda case: case[1] or case[0],
    ),
)
def test_datasets_loads_every_table(
    release: Path, tmp_path: Path, table: str, streaming: bool
) -> None:
    import datasets

    loaded = datasets.load_dataset(
        str(release), table, split="train", streaming=streaming, cache_dir=str(tmp_path)
    )
    assert list(loaded) == parquet_rows(release, table)
    if not streaming:
        assert loaded.features.arrow_schema.remove_metadata() == arrow_schema(table)
        assert str(loaded.info.version) == "1.0.0"


def test_datasets_loads_the_default_table_where_none_is_named(
    release: Path, tmp_path: Path
) -> None:
    import datasets

    loaded = datasets.load_dataset(str(release), split="train", cache_dir=str(tmp_path))
    assert list(loaded) == parquet_rows(release, default_table())


def test_datasets_loads_offline_in_a_fresh_process(release: Path, tmp_path: Path) -> None:
    script = (
        "import sys, socket\n"
        "def refuse(*a, **k): raise OSError('the network was asked')\n"
        "socket.socket.connect = refuse\n"
        "import datasets\n"
        "print(datasets.load_dataset(sys.argv[1], split='train').num_rows)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(release)],
        capture_output=True,
        text=True,
        env={"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path), "PATH": ""},
        check=False,
    )
    assert done.stdout.strip() == str(len(parquet_rows(release, default_table()))), done.stderr


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_equal_cells_from_parquet_and_csv(release: Path, table: str) -> None:
    kinds = {
        "string": "string",
        "integer": "Int64",
        "number": "Float64",
        "boolean": "boolean",
        "date": "string",
    }
    fields = table_schema(table)["fields"]
    text = pd.read_csv(
        release / csv_file(table),
        keep_default_na=False,
        na_values=[""],
        dtype={field["name"]: kinds[field["type"]] for field in fields},
    )
    columns = pd.read_parquet(release / parquet_file(table), dtype_backend="numpy_nullable")
    for field in fields:
        want = columns[field["name"]]
        if field["type"] == "date":
            want = want.map(lambda d: None if pd.isna(d) else d.isoformat()).astype("string")
        pd.testing.assert_series_equal(
            text[field["name"]], want.astype(text[field["name"]].dtype), check_index=False
        )


@pytest.mark.parametrize("table", TABLES)
def test_polars_reads_equal_cells_from_parquet_and_csv(release: Path, table: str) -> None:
    kinds: dict[str, Any] = {
        "string": pl.String,
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Date,
    }
    schema = {field["name"]: kinds[field["type"]] for field in table_schema(table)["fields"]}
    columns = pl.read_parquet(release / parquet_file(table))
    assert columns.equals(pl.read_csv(release / csv_file(table), schema=schema))
    assert columns.to_dicts() == parquet_rows(release, table)


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_reads_equal_cells_from_parquet_and_csv(release: Path, table: str) -> None:
    kinds = {
        "string": "VARCHAR",
        "integer": "BIGINT",
        "number": "DOUBLE",
        "boolean": "BOOLEAN",
        "date": "DATE",
    }
    columns = {field["name"]: kinds[field["type"]] for field in table_schema(table)["fields"]}
    with duckdb.connect() as database:
        text = database.read_csv(
            str(release / csv_file(table)),
            header=True,
            columns=columns,
            auto_detect=False,
            delimiter=",",
            quotechar='"',
            escapechar='"',
        ).fetchall()
        parquet = database.read_parquet(str(release / parquet_file(table))).fetchall()
    assert text == parquet == [tuple(row.values()) for row in parquet_rows(release, table)]


@pytest.mark.parametrize("table", TABLES)
def test_arrow_reads_equal_cells_from_csv(release: Path, table: str) -> None:
    schema = arrow_schema(table)
    text = pa_csv.read_csv(
        release / csv_file(table),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=schema,
            null_values=[""],
            strings_can_be_null=True,
            true_values=["true"],
            false_values=["false"],
        ),
    )
    assert text.to_pylist() == parquet_rows(release, table)


def test_the_contract_as_sql_takes_every_table_and_refuses_a_broken_reference(
    release: Path,
) -> None:
    from factpack.contract import render

    statements = render(None, "sql")
    with duckdb.connect() as database:
        database.execute(statements)
        for table in re.findall(r"CREATE TABLE (\w+)", statements):
            database.execute(f"insert into {table} from '{release / parquet_file(table)}'")
            held = database.execute(f"select count(*) from {table}").fetchall()
            assert held == [(len(parquet_rows(release, table)),)]
        with pytest.raises(duckdb.ConstraintException, match="foreign key"):
            database.execute("update aliases set entity_id = 'e-of-nobody'")


def test_frictionless_finds_the_package_valid(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frictionless = pytest.importorskip("frictionless")
    # Its paths must be relative to be safe.
    monkeypatch.chdir(release)
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["title", "note"])
    assert report.stats["tasks"] == 2 * len(TABLES)


def test_frictionless_notices_a_changed_byte_of_parquet(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    frictionless = pytest.importorskip("frictionless")
    folder, _ = write()
    file = folder / parquet_file("facts")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    monkeypatch.chdir(folder)
    assert not frictionless.validate("datapackage.json").valid


def code_blocks(folder: Path) -> list[str]:
    pages = [(folder / page).read_text("utf-8") for page in ("README.md", "RECIPES.md")]
    return re.findall(r"```python\n(.*?)```", "\n".join(pages), re.DOTALL)


def test_code_in_the_pages_runs_and_reads_the_default_table(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datasets

    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(tmp_path))
    monkeypatch.chdir(release.parents[1])
    blocks = code_blocks(release)
    n_rows = len(parquet_rows(release, default_table()))
    read = 0
    for block in blocks:
        names: dict[str, Any] = {}
        exec(block, names)
        if default_table() in names:
            assert len(names[default_table()]) == n_rows
            read += 1
    assert len(blocks) == 9
    assert read == 7


def test_the_recipes_answer_who_says_what_about_whom(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(release.parents[1])
    rows = parquet_rows(release, "statements")
    subject, publisher = next((r["subject"], r["publisher"]) for r in rows if r["publisher"])
    wanted = {
        r["statement"] for r in rows if (r["subject"], r["publisher"]) == (subject, publisher)
    }
    asking = [block for block in code_blocks(release) if "answer =" in block]
    assert len(asking) == 2
    for block in asking:
        names: dict[str, Any] = {}
        asked = f"subject, publisher = {subject!r}, {publisher!r}"
        exec(block.replace('subject, publisher = "Acme", "The Example"', asked), names)
        answer = names["answer"]
        told = (
            answer["statement"].astype(object).where(answer["statement"].notna(), None).tolist()
            if hasattr(answer, "columns")
            else [a[0] for a in answer]
        )
        assert set(told) == wanted


@pytest.mark.skipif(not RSCRIPT, reason="no R here: apt-get install r-base-core")
def test_the_recipe_for_r_answers_it_too(release: Path, tmp_path: Path) -> None:
    rows = parquet_rows(release, "statements")
    subject, publisher = next((r["subject"], r["publisher"]) for r in rows if r["publisher"])
    page = (release / "RECIPES.md").read_text("utf-8")
    [block] = [b for b in re.findall(r"```r\n(.*?)```", page, re.DOTALL) if "answer <-" in b]
    asked = block.replace('"Acme"', json.dumps(subject)).replace(
        '"The Example"', json.dumps(publisher)
    )
    script = tmp_path / "ask.R"
    said = 'write.csv(answer, "answer.csv", row.names = FALSE, na = "", fileEncoding = "UTF-8")'
    script.write_text(
        f"setwd({json.dumps(str(release.parents[1]))})\n{asked}\n"
        f"setwd({json.dumps(str(tmp_path))})\n{said}\n",
        "utf-8",
    )
    subprocess.run([RSCRIPT, str(script)], check=True, capture_output=True)
    with (tmp_path / "answer.csv").open(encoding="utf-8", newline="") as stream:
        told = [(row["statement"], row["sentence"]) for row in csv.DictReader(stream)]
    assert told == [
        (r["statement"] or "", r["sentence"] or "")
        for r in rows
        if (r["subject"], r["publisher"]) == (subject, publisher)
    ]


def test_a_release_without_facts_opens_everywhere(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datasets
    import frictionless

    folder, info = write((SampleArticle("only", (said("Nothing happened", "Mara Quill"),)),))
    assert info.rows["facts"] == info.rows["claims"] == info.rows["conflicts"] == 0
    assert csv_rows(folder, "facts") == [arrow_schema("facts").names]
    assert pq.ParquetFile(folder / parquet_file("facts")).metadata.num_row_groups == 0
    assert pl.read_parquet(folder / parquet_file("facts")).height == 0
    with duckdb.connect() as database:
        assert not database.read_parquet(str(folder / parquet_file("facts"))).fetchall()
    cache = str(tmp_path / "cache")
    names = datasets.get_dataset_config_names(str(folder))
    assert "facts" not in names
    for name in names:
        loaded = datasets.load_dataset(str(folder), name, split="train", cache_dir=cache)
        assert loaded.num_rows == info.rows[name]
    assert datasets.load_dataset(str(folder), split="train", cache_dir=cache).num_rows
    monkeypatch.chdir(folder)
    assert frictionless.validate("datapackage.json").valid


def test_cells_that_readers_like_to_change_survive(write: Write) -> None:
    names = [
        "NA",
        "null",
        "1e5",
        "007",
        "true",
        '"quoted", and more',
        "=cmd()",
        "line\nbreak",
        "a\u2028b",
        "x\u00a0y",
        "😀",
    ]
    folder, _ = write((SampleArticle("odd", tuple(founded(name, 1990) for name in names)),))
    rows = parquet_rows(folder, "entities")
    assert {row["name"] for row in rows} == set(names)
    at = arrow_schema("entities").names.index("name")
    assert [line[at] for line in csv_rows(folder, "entities")[1:]] == [r["name"] for r in rows]
    test_pandas_reads_equal_cells_from_parquet_and_csv(folder, "entities")
    test_polars_reads_equal_cells_from_parquet_and_csv(folder, "entities")
    test_duckdb_reads_equal_cells_from_parquet_and_csv(folder, "entities")
    test_arrow_reads_equal_cells_from_csv(folder, "entities")


def test_extreme_numbers_and_dates_have_exact_text() -> None:
    from factpack.release.cells import cells as texts

    def cells(column: pa.Array) -> list[str | None]:
        listed: list[str | None] = texts(column).to_pylist()
        return listed

    assert cells(pa.array([2**63 - 1, -(2**63), None])) == [str(2**63 - 1), str(-(2**63)), None]
    assert cells(pa.array([0.1 + 0.2, 1e22, 5e-324, -0.0])) == [
        "0.30000000000000004",
        "1e+22",
        "5e-324",
        "-0.0",
    ]
    assert cells(pa.array([date(1, 2, 3), date(9999, 12, 31)])) == ["0001-02-03", "9999-12-31"]
