from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.config import Dataset
from factpack.model import RawArticle, Rejected
from factpack.read import json_file, read_articles
from factpack.read.json_file import _values
from factpack_validators.findings import Finding

MakeDataset = Callable[..., Dataset]

RECORDS: list[dict[str, Any]] = [
    {"id": "1", "text": 'Fog, "at sea" [1] {2}\\\n'},
    {"id": "2", "text": "Calm.", "more": {"deep": [1, {"a": "]}"}]}},
    {"id": "3", "text": "Ærø ☃"},
]


def read(dataset: Dataset) -> tuple[list[RawArticle], list[Rejected], list[Finding]]:
    items = list(read_articles(dataset))
    return (
        [item for item in items if isinstance(item, RawArticle)],
        [item for item in items if isinstance(item, Rejected)],
        [item for item in items if isinstance(item, Finding)],
    )


DOCUMENTS = {
    "list": json.dumps(RECORDS),
    "list over lines": json.dumps(RECORDS, indent=2, ensure_ascii=False),
    "lines": "\n".join(map(json.dumps, RECORDS)),
    "objects over lines": "\n".join(json.dumps(record, indent=2) for record in RECORDS),
    "objects without a break": "".join(map(json.dumps, RECORDS)),
    "answer of a service": json.dumps({"status": "ok", "n": 3, "articles": RECORDS}, indent=1),
    "answer within an answer": json.dumps({"response": {"pages": 1, "results": RECORDS}}),
    "by key": json.dumps({record["id"]: record for record in RECORDS}),
}


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_records_are_read_however_a_document_parts_them(
    make_dataset: MakeDataset, kind: str, codec: str
) -> None:
    data = DOCUMENTS[kind].encode(codec)
    articles, rejected, findings = read(make_dataset({"a.json": data}))
    assert [article.text for article in articles] == [record["text"] for record in RECORDS]
    assert [article.source for article in articles] == ["a.json#1", "a.json#2", "a.json#3"]
    assert (rejected, findings) == ([], [])


@pytest.mark.parametrize("kind", ["list", "list over lines", "objects over lines"])
def test_documents_called_lines_are_read_too(make_dataset: MakeDataset, kind: str) -> None:
    articles, rejected, _ = read(make_dataset({"a.jsonl": DOCUMENTS[kind]}))
    assert len(articles) == 3
    assert rejected == []


def test_one_object_is_one_article(make_dataset: MakeDataset) -> None:
    [article], rejected, _ = read(make_dataset({"a.json": json.dumps(RECORDS[1], indent=4)}))
    assert (article.text, article.source) == ("Calm.", "a.json#1")
    assert rejected == []


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        ('{"text": }', "record-not-json", ["not JSON", "line 2"]),
        ('{"txt": "x"}', "record-without-text", ['no "text"']),
        ("12", "record-not-json", ["a number, not an object"]),
        ('"a, b]"', "record-not-json", ["text, not an object"]),
        ("[1]", "record-not-json", ["a list, not an object"]),
        ("oops", "record-not-json", ["not JSON"]),
        ('{"text": "x", "text": "y"}', "record-key-repeated", ["twice"]),
        ("[" * 50_000 + "]" * 50_000, "record-not-json", ["nested too deeply"]),
    ],
)
def test_a_bad_value_is_rejected_alone(
    make_dataset: MakeDataset, value: str, code: str, words: list[str]
) -> None:
    data = f'[{{"text": "Fog."}},\n{value},\n{{"text": "Calm."}}]'
    articles, [rejected], _ = read(make_dataset({"a.json": data}))
    assert [article.source for article in articles] == ["a.json#1", "a.json#3"]
    assert (rejected.source, rejected.check_code) == ("a.json#2", code)
    for word in words:
        assert word in rejected.reason


@pytest.mark.parametrize("data", ["", " \n ", "[]", "[ ]\n", "\ufeff"])
def test_a_document_without_records_is_told(make_dataset: MakeDataset, data: str) -> None:
    _, [rejected], _ = read(make_dataset({"a.json": data}))
    assert rejected.check_code == "article-empty"


@pytest.mark.parametrize(
    "data", ['[{"text": "Fog."}, {"text": "Cal', '{"text": "Fog."}\n{"text": "Calm"', "[{"]
)
def test_a_document_that_is_cut_gives_what_is_whole(make_dataset: MakeDataset, data: str) -> None:
    articles, rejected, _ = read(make_dataset({"a.json": data}))
    assert [article.text for article in articles] == (["Fog."] if "Fog" in data else [])
    assert [one.check_code for one in rejected] == ["record-not-json"]


def test_a_value_that_is_too_long_is_not_held(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_file, "MAX_ARTICLE_BYTES", 1_000)
    monkeypatch.setattr(json_file, "_CHUNK", 64)
    data = json.dumps([{"text": "Fog."}, {"text": "x" * 5_000}, {"text": "Calm."}])
    articles, [rejected], _ = read(make_dataset({"a.json": data}))
    assert [article.text for article in articles] == ["Fog.", "Calm."]
    assert rejected.check_code == "article-too-large"


def test_the_wrong_encoding_is_told(make_dataset: MakeDataset) -> None:
    data = b"\xef\xbb\xbf" + b'[{"text": "Fog."}, {"text": "caf\xe9"}]'
    _, rejected, _ = read(make_dataset({"a.json": data}))
    assert [one.check_code for one in rejected] == ["file-not-text"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(values=st.lists(_JSON, max_size=4), indent=st.none() | st.just(1), size=st.integers(1, 7))
def test_values_of_a_list_are_found_in_pieces_of_any_size(
    values: list[object], indent: int | None, size: int
) -> None:
    text = json.dumps(values, indent=indent)
    chunks = iter([text[i : i + size] for i in range(0, len(text), size)])
    found = [json.loads(value.text or "") for value in _values(chunks)]
    assert found == values


@pytest.mark.parametrize("piece", ['"', "\\", "[", "{", "}", "]", ",", "\n", '{"a":', '"\\', "x"])
def test_hostile_documents_cost_little(make_dataset: MakeDataset, piece: str) -> None:
    for start in ("", "[", '{"text": "'):
        data = start + piece * (100_000 // len(piece))
        assert list(read_articles(make_dataset({"a.json": data})))
