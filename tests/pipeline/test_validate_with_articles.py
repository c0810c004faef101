"""Whatever files articles came in, `validate --articles` reads the same words in them again."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from factpack.pipeline import build
from factpack_validators.rehydrate import rehydrate_texts
from factpack_validators.release import validate_release

DATASET = """\
name: kinds
title: Kinds
description: News of an invented ferry.
license: CC0-1.0
rights: facts
released: 2024-01-01
sources:
  - {path: articles/dump.bz2, format: jsonl}
  - path: articles
"""

_numbers = count(100)


def words(n_sentences: int = 9) -> str:
    """A text of its own; one of few sentences is so short that a release gives no hash of it."""
    year = next(_numbers)
    return "\n\n".join(
        f"The ferry “Gull {year}” left pier {number}; it carried {number * 7} people, "
        "and café tables were moved below as the wind rose."
        for number in range(2, 2 + n_sentences)
    )


def as_csv(rows: Sequence[Mapping[str, str]], **dialect: object) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), **dialect)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_lines(rows: Sequence[object]) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def as_parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def zstd(data: bytes) -> bytes:
    return bytes(pa.Codec("zstd").compress(data, asbytes=True))


def files() -> dict[str, bytes | str]:
    backslashed = as_csv(
        [{"headline": "x", "body": words()}], doublequote=False, escapechar="\\"
    ).replace("pier 2;", 'pier \\"2\\";')
    return {
        "plain.txt": words(),
        "short.txt": words(1),
        "packed.txt.gz": gzip.compress(words().encode()),
        "lines.jsonl": as_lines([{"title": "A", "text": words()}, {"text": words(1)}, 7]),
        "lines.jsonl.xz": lzma.compress(as_lines([{"maintext": words()}]).encode()),
        "lines.ndjson.zst": zstd(as_lines([None, {"articleBody": words()}]).encode()),
        "dump.bz2": bz2.compress(as_lines([{"content": words()}]).encode()),
        "parts.jsonl": as_lines(
            [
                {"title": "A", "paragraphs": words().split("\n\n")},
                {"body": {"summary": ["Fog."], "sections": [{"paragraphs": [words()]}]}},
                {"id": "a", "rendered": "no", "text": {"rendered": words()}},
            ]
        ),
        "list.json": json.dumps(
            [{"title": "A", "body": words()}, "no", {"body": words(1)}], indent=2
        ),
        "wrapped.json": json.dumps({"response": {"n": 2, "results": [{"content": words()}]}}),
        "several.json": json.dumps({"content": words()}, indent=1)
        + "\n{broken}\n"
        + as_lines([{"content": words()}]),
        "table.csv": as_csv(
            [{"headline": "A", "article_text": words()}, {"headline": "", "article_text": words(1)}]
        ),
        "table.tsv": as_csv([{"title": "A", "text": words()}], delimiter="\t"),
        "semicolon.csv.gz": gzip.compress(
            ("sep=;\r\n" + as_csv([{"title": "A", "text": words()}], delimiter=";")).encode()
        ),
        "latin.csv": as_csv([{"title": "A", "text": words()}]).encode("cp1252"),
        "marked.csv": as_csv([{"text": words(), "title": "A"}]).encode("utf-8-sig"),
        "backslash.csv": backslashed,
        "table.parquet": as_parquet(
            pa.table({"title": ["A", "B"], "maintext": [words(), words(1)]})
        ),
        "lists.parquet": as_parquet(pa.table({"paragraphs": [words().split("\n\n")]})),
        "wide.jsonl": as_lines([{"title": "ü", "text": words()}]).encode("utf-16"),
    }


FILES = files()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "articles").mkdir()
    for name, data in FILES.items():
        content = data.encode() if isinstance(data, str) else data
        (folder / "articles" / name).write_bytes(content)
    (folder / "dataset.yaml").write_text(DATASET, "utf-8")
    result = build(folder / "dataset.yaml", out=folder / "dist", workers=1)
    assert result.published, [f.message for f in result.findings]
    return folder


def release_of(corpus: Path) -> Path:
    [release] = (corpus / "dist").glob("*/1.0.0")
    return release


def test_every_text_of_every_kind_of_file_is_read_again(corpus: Path) -> None:
    release = release_of(corpus)
    rows = pq.read_table(release / "data" / "articles", columns=["article_id", "source"])
    sources = {row["article_id"]: row["source"] for row in rows.to_pylist()}
    assert {s.rpartition("/")[2].partition("#")[0] for s in sources.values()} == set(FILES)
    again = rehydrate_texts(release, corpus)
    assert [f.message for f in again.findings] == []
    assert set(again.texts) == set(sources)


def test_advice_that_would_not_help_is_not_given(corpus: Path) -> None:
    """Short texts that are withheld have no hash: with the articles, too, nothing proves them."""
    report = validate_release(release_of(corpus), articles=corpus)
    advice = {f.message: f.advice for f in report.findings if f.code == "span-unproved"}
    [(message, told)] = advice.items()
    assert "fewer than 500 characters" in message and "--articles" not in told
    without = validate_release(release_of(corpus))
    assert any("--articles" in f.advice for f in without.findings if f.code == "span-unproved")
