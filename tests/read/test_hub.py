"""Datasets of the Hub that lie in a folder: a clone, a cache, one saved to disk."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.read.conftest import MakeDataset, dataset_in

from factpack.config import Source, load_dataset_config
from factpack.errors import FactpackError
from factpack.model import RawArticle, Rejected
from factpack.read import read_articles
from factpack_validators.records import Layout, read_records
from factpack_validators.sources import Wanted

ROWS = [{"text": f"Fog number {n} came.", "title": f"Fog {n}"} for n in range(3)]
REVISION = "0123456789abcdef0123456789abcdef01234567"


def parquet(*rows: int) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([ROWS[n] for n in rows]), stream)
    return stream.getvalue()


def arrow(*rows: int, layout: Any = pa.ipc.new_stream) -> bytes:
    table = pa.Table.from_pylist([ROWS[n] for n in rows])
    stream = io.BytesIO()
    with layout(stream, table.schema) as writer:
        writer.write_table(table)
    return stream.getvalue()


def texts(dataset: Any) -> list[str]:
    return [item.text for item in read_articles(dataset) if isinstance(item, RawArticle)]


def hub(split: str | None = None, path: str = "set") -> Source:
    return Source(path, format="hf", split=split)


SAVED = {
    "set/dataset_dict.json": '{"splits": ["train", "test"]}',
    "set/train/data-00000-of-00001.arrow": arrow(0, 1),
    "set/train/cache-12ab.arrow": arrow(0, 1, 2),
    "set/train/state.json": '{"_data_files": []}',
    "set/train/dataset_info.json": '{"description": "Fog."}',
    "set/test/data-00000-of-00001.arrow": arrow(2, layout=pa.ipc.new_file),
}
CLONE = {
    "set/README.md": "# Fog\n",
    "set/data/train-00000-of-00002.parquet": parquet(0),
    "set/data/train-00001-of-00002.parquet": parquet(1),
    "set/data/test-00000-of-00001.parquet": parquet(2),
}
LISTED = {
    "set/README.md": "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n"
    '    path: ["a/*.parquet", "../out/*.parquet"]\n  - split: test\n    path: b.parquet\n---\n'
    "# Fog\n",
    "set/a/1.parquet": parquet(0, 1),
    "set/b.parquet": parquet(2),
    "set/c.parquet": parquet(0),
    "out/d.parquet": parquet(0),
}


@pytest.mark.parametrize("files", [SAVED, CLONE, LISTED])
def test_the_rows_of_a_split_are_articles(make_dataset: MakeDataset, files: Any) -> None:
    assert texts(make_dataset(files, hub("train"))) == [ROWS[0]["text"], ROWS[1]["text"]]
    assert texts(make_dataset(files, hub("test"))) == [ROWS[2]["text"]]
    assert sorted(texts(make_dataset(files, hub()))) == [row["text"] for row in ROWS]
    assert texts(make_dataset(files, hub("gone"))) == []


@pytest.mark.parametrize("has_main", [True, False])
def test_a_cache_gives_the_files_of_its_snapshot(
    make_dataset: MakeDataset, tmp_path: Path, has_main: bool
) -> None:
    make_dataset({"datasets--o--fog/blobs/ab12": parquet(0, 1)})
    base = tmp_path / "datasets--o--fog"
    names = [REVISION, "fedcba"] if has_main else [REVISION]
    for name in names:
        data = base / "snapshots" / name / "data"
        data.mkdir(parents=True)
        (data / "train.parquet").symlink_to("../../../blobs/ab12")
    if has_main:
        (base / "refs").mkdir()
        (base / "refs" / "main").write_text(REVISION)
    found = dataset_in(tmp_path, hub("train", "datasets--o--fog"))
    assert texts(found) == [ROWS[0]["text"], ROWS[1]["text"]]


def test_a_cache_of_which_no_snapshot_is_the_one_is_told(
    make_dataset: MakeDataset, tmp_path: Path
) -> None:
    files = {f"set/snapshots/{n}/train.parquet": parquet(0) for n in "ab"}
    files["set/refs/main"] = b"../../other"
    items = list(read_articles(make_dataset(files, hub("train"))))
    assert [item.code for item in items if hasattr(item, "code")] == ["no-articles"]


@pytest.mark.parametrize("layout", [pa.ipc.new_stream, pa.ipc.new_file])
def test_a_broken_file_costs_no_other(make_dataset: MakeDataset, layout: Any) -> None:
    data = arrow(0, 1, layout=layout)
    files = {"a.arrow": data[: len(data) // 2], "b.arrow": data, "c.arrow": b"Fog on the harbour."}
    items = list(read_articles(make_dataset(files)))
    assert {i.source for i in items if isinstance(i, RawArticle)} == {"b.arrow#1", "b.arrow#2"}
    broken = [(i.source, i.check_code) for i in items if isinstance(i, Rejected)]
    assert broken == [("a.arrow", "arrow-broken"), ("c.arrow", "arrow-broken")]


def test_the_validators_read_the_rows_again(make_dataset: MakeDataset, tmp_path: Path) -> None:
    make_dataset({"a.arrow": arrow(0, 1, 2)})
    wanted = Wanted("a.arrow#1", "utf-8", False, None)
    found = read_records(
        tmp_path / "a.arrow", [1, 3], wanted, Layout(), lambda n, text: text == ROWS[n - 1]["text"]
    )
    assert dict(found) == {1: ROWS[0]["text"], 3: ROWS[2]["text"]}


def test_a_split_belongs_to_a_dataset_of_the_hub(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text(
        "name: a\ntitle: A\ndescription: A.\nlicense: CC0-1.0\nrights: full\nsources:\n"
        "  - {path: a.jsonl, format: jsonl, split: train}\n"
    )
    with pytest.raises(FactpackError, match=r"sources\[0\]\.split is for the format hf"):
        load_dataset_config(tmp_path)
