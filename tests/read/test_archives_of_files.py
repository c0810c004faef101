"""Zip and tar archives are read in place, and one that means harm costs little."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.read.archives import packed, record
from tests.read.conftest import MakeDataset
from tests.read.test_packed import zstd

from factpack.config import ArticleOverride, Source
from factpack.model import Metadata, RawArticle, Rejected
from factpack.read import read_articles
from factpack_validators import archives
from factpack_validators.findings import Finding

FILES = {
    "news/b.txt": b"Fog at sea.",
    "news/a.jsonl": b'{"text": "Rain."}\n{"text": "Snow."}\n',
    "c.csv.gz": gzip.compress(b"id,text\n1,Hail.\n", mtime=0),
    "d.warc": packed([record("conversion", b"Wind.")], "plain"),
    ".hidden/e.txt": b"Nobody sees it.",
    "__MACOSX/news/._b.txt": b"Nor this.",
}
READ = [
    ("{}/c.csv.gz#1", "Hail."),
    ("{}/d.warc#1", "Wind."),
    ("{}/news/a.jsonl#1", "Rain."),
    ("{}/news/a.jsonl#2", "Snow."),
    ("{}/news/b.txt", "Fog at sea."),
]


def zipped(files: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def taped(files: Mapping[str, bytes], *others: tarfile.TarInfo) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in others:
            archive.addfile(info)
    return stream.getvalue()


ARCHIVES = {
    "a.zip": zipped(FILES),
    "a.tar": taped(FILES),
    "a.tar.gz": gzip.compress(taped(FILES), mtime=0),
    "a.tgz": gzip.compress(taped(FILES), mtime=0),
    "a.tar.bz2": bz2.compress(taped(FILES)),
    "a.tar.xz": lzma.compress(taped(FILES)),
    "a.tar.zst": zstd(taped(FILES)),
}


def read(make_dataset: MakeDataset, name: str, data: bytes, **more: Any) -> list[Any]:
    return list(read_articles(make_dataset({name: data}, Source("**", **more))))


def texts(items: list[Any]) -> list[tuple[str, str]]:
    return [(item.source, item.text) for item in items if isinstance(item, RawArticle)]


def rejected(items: list[Any]) -> list[tuple[str, str]]:
    return [(item.source, item.check_code) for item in items if isinstance(item, Rejected)]


@pytest.mark.parametrize("name", ARCHIVES)
def test_files_of_an_archive_are_read_as_those_of_a_folder(
    make_dataset: MakeDataset, name: str
) -> None:
    items = read(make_dataset, name, ARCHIVES[name])
    assert texts(items) == [(source.format(name), text) for source, text in READ]
    assert rejected(items) == []


def test_what_a_source_declares_holds_for_the_files_of_an_archive(
    make_dataset: MakeDataset,
) -> None:
    data = zipped({"a.dat": '{"body": "Nébel."}\n'.encode("cp1252")})
    items = read(
        make_dataset, "a.zip", data, format="jsonl", encoding="cp1252", columns={"text": "body"}
    )
    assert texts(items) == [("a.zip/a.dat#1", "Nébel.")]


def test_articles_of_an_archive_have_keys(make_dataset: MakeDataset) -> None:
    def named(title: str) -> ArticleOverride:
        return ArticleOverride(None, Metadata(title=title, rights="full"), None)

    keys = ("news/b.txt", "news/a.jsonl#2", "gone.txt", "news/a.jsonl#3")
    dataset = make_dataset(
        {"a.zip": ARCHIVES["a.zip"]}, articles={f"a.zip/{key}": named(key) for key in keys}
    )
    items = list(read_articles(dataset))
    titles = {i.source: i.metadata.title for i in items if isinstance(i, RawArticle)}
    assert titles["a.zip/news/b.txt"] == "news/b.txt"
    assert titles["a.zip/news/a.jsonl#2"] == "news/a.jsonl#2"
    wrong = [i.message for i in items if isinstance(i, Finding) and i.code == "override-unmatched"]
    assert sorted("gone.txt" in message for message in wrong) == [False, True]


OUTSIDE = ["../a.txt", "/etc/a.txt", "x/../../a.txt", "..\\a.txt", "C:/a.txt", "x/.."]


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("make", [zipped, taped])
def test_no_path_leads_out_of_an_archive(
    make_dataset: MakeDataset, tmp_path: Path, path: str, make: Any
) -> None:
    name = "a.zip" if make is zipped else "a.tar"
    items = read(make_dataset, name, make({path: b"Out.", "b.txt": b"Fog at sea."}))
    assert texts(items) == [(f"{name}/b.txt", "Fog at sea.")]
    assert [code for _, code in rejected(items)] == ["file-outside"]
    assert sorted(file.name for file in tmp_path.rglob("*")) == [name]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_of_an_archive_are_not_followed(
    make_dataset: MakeDataset, tmp_path: Path, kind: bytes
) -> None:
    (tmp_path / ".secret").write_text("The words of another file.")
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = kind, str(tmp_path / ".secret")
    items = read(make_dataset, "a.tar", taped({"b.txt": b"Fog at sea."}, link))
    assert texts(items) == [("a.tar/b.txt", "Fog at sea.")]
    assert rejected(items) == [("a.tar/link.txt", "file-not-regular")]


def test_archives_within_archives_are_not_read(make_dataset: MakeDataset) -> None:
    items = read(make_dataset, "a.zip", zipped({"b.zip": ARCHIVES["a.zip"], "c.tgz": b""}))
    assert rejected(items) == [("a.zip/b.zip", "archive-nested"), ("a.zip/c.tgz", "archive-nested")]


def test_pictures_of_an_archive_are_no_articles(make_dataset: MakeDataset) -> None:
    items = read(make_dataset, "a.zip", zipped({"a.png": b"\x89PNG", "b.txt": b"Fog at sea."}))
    assert rejected(items) == [("a.zip/a.png", "file-format-unknown")]


def test_of_two_files_of_a_name_the_first_is_read(make_dataset: MakeDataset) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("a.txt", "Fog.")
            archive.writestr("a.txt", "Rain.")
    items = read(make_dataset, "a.zip", stream.getvalue())
    assert texts(items) == [("a.zip/a.txt", "Fog.")]
    assert rejected(items) == [("a.zip/a.txt", "archive-member-repeated")]
    tape = taped({"a.txt": b"Fog."})[:1024] + taped({"a.txt": b"Rain."})
    items = read(make_dataset, "a.tar", tape)
    assert texts(items)[0] == ("a.tar/a.txt", "Fog.")


@pytest.mark.parametrize("make", [zipped, taped])
def test_an_archive_unpacks_to_no_more_than_it_may(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch, make: Any
) -> None:
    monkeypatch.setattr(archives, "ALWAYS_UNPACKED", 100_000)
    name = "a.zip" if make is zipped else "a.tgz"
    data = make({"a.txt": b"Fog at sea.", "b.txt": b" " * 30_000_000})
    items = read(make_dataset, name, data if make is zipped else gzip.compress(data, mtime=0))
    assert ("a.zip" in name) == bool(texts(items))
    assert rejected(items) == [(name, "archive-broken")]


def test_a_sparse_file_counts_as_what_it_unpacks_to(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "ALWAYS_UNPACKED", 100_000)
    head = bytearray(tarfile.TarInfo("a.txt").tobuf(tarfile.GNU_FORMAT))
    head[156:157] = tarfile.GNUTYPE_SPARSE
    head[386:398], head[398:410] = b"00000000000\0", b"00000000000\0"
    head[483:495] = b"77777777777\0"  # as large as eight gigabytes
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    items = read(make_dataset, "a.tar", bytes(head) + b"\0" * 10_240)
    assert rejected(items) == [("a.tar", "archive-broken")]


def test_the_name_of_a_file_is_no_way_to_fill_the_memory(make_dataset: MakeDataset) -> None:
    head = tarfile.TarInfo("././@LongLink")
    head.type, head.size = tarfile.GNUTYPE_LONGNAME, 50_000_000
    data = head.tobuf(tarfile.GNU_FORMAT) + b"x" * 50_000_000
    items = read(make_dataset, "a.tgz", gzip.compress(data, mtime=0))
    assert rejected(items) == [("a.tgz", "archive-broken")]


def test_a_damaged_file_of_a_zip_costs_no_other(make_dataset: MakeDataset) -> None:
    data = bytearray(zipped({"a.txt": b"Fog at sea.", "b.txt": b"Rain."}, zipfile.ZIP_STORED))
    place = data.index(b"Fog")
    data[place : place + 3] = b"fog"
    locked = bytearray(zipped({"a.txt": b"Fog.", "b.txt": b"Rain."}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    for spoilt, code in ((data, "archive-member-broken"), (locked, "archive-member-locked")):
        items = read(make_dataset, "a.zip", bytes(spoilt))
        assert texts(items) == [("a.zip/b.txt", "Rain.")]
        assert rejected(items) == [("a.zip/a.txt", code)]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
@pytest.mark.parametrize("data", [b"", b"Fog on the harbour." * 100, b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_rejected(make_dataset: MakeDataset, name: str, data: bytes) -> None:
    items = read(make_dataset, name, data)
    assert texts(items) == []
    assert [code for _, code in rejected(items)] in (["archive-broken"], ["article-empty"])


def test_an_archive_that_lies_of_the_sizes_of_its_files(make_dataset: MakeDataset) -> None:
    data = bytearray(zipped({"a.txt": b"Fog at sea." * 99}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 5)
    items = read(make_dataset, "a.zip", bytes(data))
    assert [code for _, code in rejected(items)] == ["archive-member-broken"] or texts(items)


def test_a_file_without_a_name_costs_no_other(make_dataset: MakeDataset) -> None:
    data = zipped({"a.txt": b"Fog.", "b.txt": b"Rain."}, zipfile.ZIP_STORED)
    nameless = data.replace(b"a.txt", b"\0.txt")
    items = read(make_dataset, "a.zip", nameless)
    assert ("a.zip/b.txt", "Rain.") in texts(items)
