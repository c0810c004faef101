from __future__ import annotations

import bz2
import gzip
import lzma
import tracemalloc
from collections.abc import Callable

import pyarrow as pa
import pytest

from factpack.config import Dataset, Source
from factpack.model import RawArticle, Rejected
from factpack.read import read_articles, unpack

MakeDataset = Callable[..., Dataset]


def zstd(data: bytes) -> bytes:
    return bytes(pa.Codec("zstd").compress(data, asbytes=True))


PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd,
}


def read(dataset: Dataset) -> tuple[list[RawArticle], list[Rejected]]:
    items = list(read_articles(dataset))
    return (
        [item for item in items if isinstance(item, RawArticle)],
        [item for item in items if isinstance(item, Rejected)],
    )


@pytest.mark.parametrize("ending", PACK)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"Fog at sea."),
        ("a.md", b"---\nid: x\n---\nFog at sea."),
        ("a.jsonl", b'{"text": "Fog at sea."}\n'),
        ("a.json", b'[{"text": "Fog at sea."}]'),
        ("a.csv", b"id,text\n1,Fog at sea.\n"),
        ("A.TSV", b"id\ttext\n1\tFog at sea.\n"),
    ],
)
def test_compressed_files_are_read_as_what_they_hold(
    make_dataset: MakeDataset, ending: str, name: str, data: bytes
) -> None:
    [article], rejected = read(make_dataset({name + ending: PACK[ending](data)}))
    assert article.text[article.text_start :] == "Fog at sea."
    assert article.source.startswith(name + ending)
    assert rejected == []


@pytest.mark.parametrize("ending", PACK)
def test_several_streams_in_one_file_are_read_on(make_dataset: MakeDataset, ending: str) -> None:
    pack = PACK[ending]
    data = pack(b'{"text": "Fog."}\n') + pack(b'{"text": "Calm."}\n')
    articles, rejected = read(make_dataset({"a.jsonl" + ending: data}))
    assert [article.text for article in articles] == ["Fog.", "Calm."]
    assert rejected == []


def test_a_format_given_holds_for_what_is_compressed(make_dataset: MakeDataset) -> None:
    data = gzip.compress(b'{"text": "Fog."}\n')
    [article], _ = read(make_dataset({"dump.gz": data}, Source("dump.gz", format="jsonl")))
    assert article.text == "Fog."


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((name, "file-format-unknown") for name in ("a.gz", "a.parquet.gz", ".gz")),
        *((name, "archive-broken") for name in ("a.tar.gz", "a.zip")),
    ],
)
def test_what_is_no_packed_article_is_rejected(
    make_dataset: MakeDataset, name: str, code: str
) -> None:
    _, [rejected] = read(make_dataset({name: gzip.compress(b"x"), "b.txt": "Fog."}, Source(name)))
    assert rejected.check_code == code


@pytest.mark.parametrize("ending", PACK)
@pytest.mark.parametrize("damage", ["cut", "other", "empty", "flipped"])
def test_damaged_files_are_told(make_dataset: MakeDataset, ending: str, damage: str) -> None:
    lines = b"".join(b'{"text": "Fog %d at sea."}\n' % n for n in range(30_000))
    whole = PACK[ending](lines)
    middle = len(whole) // 2
    data = {
        "cut": whole[:middle],
        "other": b"no such thing at all" * 10,
        "empty": b"",
        "flipped": whole[:middle]
        + bytes(b ^ 0x55 for b in whole[middle : middle + 64])
        + whole[middle + 64 :],
    }[damage]
    _, rejected = read(make_dataset({"a.jsonl" + ending: data}))
    assert rejected
    codes = {one.check_code for one in rejected}
    assert not any(code.startswith("file-not") for code in codes)
    assert damage != "cut" or "file-packed-broken" in codes


@pytest.mark.parametrize("ending", PACK)
def test_a_bomb_is_not_unpacked(
    make_dataset: MakeDataset, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "ALWAYS_UNPACKED", 1_000_000)
    data = PACK[ending](b"x" * 64_000_000)
    dataset = make_dataset(
        {f"a{kind}{ending}": data for kind in (".jsonl", ".json", ".csv", ".txt")}
    )
    tracemalloc.start()
    _, rejected = read(dataset)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.check_code for one in rejected if one.kind == "file"] == ["file-packed-broken"] * 4
    assert all("250 times" in one.reason for one in rejected if one.kind == "file")
    assert peak < 60_000_000
