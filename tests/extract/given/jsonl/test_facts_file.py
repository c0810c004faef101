"""Facts from a file: matched to their articles, published where proved, none lost on the way."""

from __future__ import annotations

import json
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from factpack.config import load_dataset_config
from factpack.errors import FactpackError
from factpack.extract.choose import make_extractor, with_leftovers
from factpack.extract.given.jsonl import JsonlExtractor, open_facts
from factpack.extract.given.jsonl.facts_file import MAX_LINE, index_of
from factpack.model import Metadata, RawArticle, Rejected
from factpack.normalise import normalise
from factpack.pipeline import build

ENTITIES = [
    {"name": "Velmar Industries", "type": "Organization", "aliases": ["Velmar"]},
    {"name": "Quayside Robotics", "type": "Organization"},
    {"name": "Ada Brandt", "type": "Person"},
]
TEXT = (
    "Velmar Industries bought Quayside Robotics for $3.5 million in March 2014.\n\n"
    "“We are delighted with it,” said Ada Brandt, chief executive of Velmar.\n"
)
BOUGHT = {
    "predicate": "acquired",
    "subject": "Velmar Industries",
    "object": "Quayside Robotics",
    "amount": "$3.5 million",
    "date": "in March 2014",
    "evidence": "Velmar Industries bought Quayside Robotics",
}
LINE = {
    "source_id": "a-1",
    "entities": ENTITIES,
    "claims": [BOUGHT],
    "quotes": [{"text": "We are delighted with it,", "speaker": "Ada Brandt", "cue": "said"}],
}
CONFIG = """\
name: orrin-bay
title: Orrin Bay
description: News of an invented harbour.
license: CC0-1.0
rights: {rights}
released: 2026-01-31
sources: [{{path: "*.txt"}}]
extractor:
  name: jsonl
  jsonl: {{path: facts.jsonl}}
"""


def facts(folder: Path, *lines: Any) -> JsonlExtractor:
    path = folder / "facts.jsonl"
    written = [x if isinstance(x, bytes) else json.dumps(x).encode() for x in lines]
    path.write_bytes(b"\n".join(written))
    return open_facts(path, "facts.jsonl")


def raw(source_id: str = "a-1", source: str = "a.txt", url: str | None = None) -> RawArticle:
    return RawArticle(source, source_id, TEXT, 0, "0" * 64, "utf-8", "valid", Metadata(url=url))


@pytest.mark.parametrize(
    ("key", "article"),
    [
        ({"source_id": "a-7"}, raw("a-7")),
        ({"source": "b/r.jsonl#3"}, raw(source="b/r.jsonl#3")),
        ({"url": "https://a.example/7"}, raw(url="https://a.example/7")),
        ({"source_id": "a-7", "url": "https://other.example"}, raw("a-7")),
    ],
)
def test_a_line_finds_its_article(tmp_path: Path, key: dict[str, str], article: RawArticle) -> None:
    line = {**{k: v for k, v in LINE.items() if k != "source_id"}, **key}
    extractor = facts(tmp_path, {**LINE, "source_id": "another"}, line)
    found = extractor.extract(normalise(article))
    assert [c.predicate for c in found.claims] == ["acquired"]
    assert [(q.kind, q.cue) for q in found.quotes] == [("direct", "said")]
    assert found.rejected == ()
    assert extractor.extract(normalise(raw("a-8", "z.txt"))).claims == ()


def test_lines_of_one_article_are_taken_together(tmp_path: Path) -> None:
    extractor = facts(
        tmp_path,
        {"source_id": "a-1", "entities": ENTITIES},
        {"source": "a.txt", "claims": [BOUGHT, {**BOUGHT, "predicate": "ate"}]},
    )
    found = extractor.extract(normalise(raw()))
    assert len(found.claims) == 1
    assert [(r.source, r.check_code) for r in found.rejected] == [
        ("facts.jsonl#2", "predicate-unknown")
    ]


def test_no_line_is_lost(tmp_path: Path) -> None:
    extractor = facts(
        tmp_path,
        b"\xef\xbb\xbf" + json.dumps(LINE).encode(),
        b"",
        b"{not json",
        b'{"source_id": "a-1", "claims": NaN}',
        b'{"source_id": "a-1", "source_id": "b"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'["a list"]',
        {"claims": []},
        {"source_id": "a-1", "facts": []},
        {"source_id": "gone"},
        b'"' + b"x" * MAX_LINE + b'"',
        {"source_id": "a-1", "claims": []},
    )
    passed = list(extractor.with_leftovers([raw()]))
    assert passed[0] == raw()
    left = [r for r in passed if isinstance(r, Rejected)]
    assert [(r.source, r.check_code) for r in left] == [
        *((f"facts.jsonl#{n}", "record-invalid") for n in range(3, 11)),
        ("facts.jsonl#11", "article-unknown"),
        ("facts.jsonl#12", "record-invalid"),
    ]
    assert "one of source_id, source, url has to be there" in left[6].reason
    assert 'unknown key "facts"' in left[7].reason
    assert len(extractor.extract(normalise(raw())).claims) == 1


def test_a_worker_reads_the_same_facts(tmp_path: Path) -> None:
    extractor = facts(tmp_path, LINE)
    copy = pickle.loads(pickle.dumps(extractor))
    assert copy.extract(normalise(raw())) == extractor.extract(normalise(raw()))
    assert extractor.label == "jsonl/1"


def test_a_file_that_changes_stops_the_build(tmp_path: Path) -> None:
    extractor = facts(tmp_path, LINE)
    facts(tmp_path, {"source_id": "a-1"})
    with pytest.raises(FactpackError, match="has changed"):
        extractor.extract(normalise(raw()))
    (tmp_path / "facts.jsonl").unlink()
    index_of.cache_clear()
    with pytest.raises(FactpackError, match="cannot be read"):
        extractor.extract(normalise(raw()))


def test_dataset_yaml_names_the_file(tmp_path: Path) -> None:
    facts(tmp_path, LINE)
    (tmp_path / "dataset.yaml").write_text(CONFIG.format(rights="full"), "utf-8")
    extractor = make_extractor(load_dataset_config(tmp_path), None)
    assert isinstance(extractor, JsonlExtractor)
    assert list(with_leftovers(extractor, [raw()])) == [raw()]
    (tmp_path / "facts.jsonl").unlink()
    with pytest.raises(FactpackError, match=r"facts\.jsonl cannot be read"):
        make_extractor(load_dataset_config(tmp_path), None)


@pytest.mark.parametrize("rights", ["full", "facts"])
def test_a_release_of_given_facts_passes_the_validators(tmp_path: Path, rights: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text("Velmar makes nothing else. It has 40 staff.", "utf-8")
    facts(
        tmp_path,
        {**LINE, "source": "a.txt", "source_id": "a.txt"},
        {
            "source": "b.txt",
            "entities": [{"name": "Velmar", "type": "Organization"}, {"name": "x", "type": 1}],
            "claims": [
                {**BOUGHT, "evidence": "Velmar bought the moon and all that is on it in May"},
                {
                    "predicate": "has_metric",
                    "subject": {"entity": "Velmar", "text": "It"},
                    "metric": "employees",
                    "amount": 40,
                    "kind": "actual",
                    "evidence": "It has 40 staff",
                },
            ],
        },
        {"source": "gone.txt"},
    )
    (tmp_path / "dataset.yaml").write_text(CONFIG.format(rights=rights), "utf-8")
    result = build(tmp_path / "dataset.yaml", out=tmp_path / "dist", today=date(2026, 1, 31))
    errors = [f.message for f in result.findings if f.severity.value == "error"]
    assert (result.published, errors) == (True, [])
    assert (result.rows["claims"], result.rows["quotes"]) == (2, 1)
    table = pq.read_table(result.path / "data/rejected/rejected-00000-of-00001.parquet")
    assert sorted(row["check_code"] for row in table.to_pylist()) == [
        "article-unknown",
        "evidence-not-found",
        "facts-invalid",
    ]
    text = "".join(str(row["reason"]) for row in table.to_pylist())
    assert "moon" not in text
