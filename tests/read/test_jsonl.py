from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factpack.config import ArticleOverride, Dataset, Source
from factpack.ids import sha256
from factpack.model import Metadata, RawArticle, Rejected
from factpack.read import jsonl, read_articles, record
from factpack_validators.findings import Finding

MakeDataset = Callable[..., Dataset]


def read(
    dataset: Dataset,
) -> tuple[list[RawArticle], list[Rejected], list[Finding]]:
    items = list(read_articles(dataset))
    return (
        [item for item in items if isinstance(item, RawArticle)],
        [item for item in items if isinstance(item, Rejected)],
        [item for item in items if isinstance(item, Finding)],
    )


def lines(*records: object) -> bytes:
    rows = (row if isinstance(row, bytes) else json.dumps(row).encode() for row in records)
    return b"".join(row + b"\n" for row in rows)


def test_each_object_is_an_article(make_dataset: MakeDataset) -> None:
    first = {
        "id": 7,
        "text": "Fog at sea.\nThe ferry waits.",
        "title": "Fog",
        "url": "https://bay.example/7",
        "publisher": "Courier",
        "author": ["A. Quay", "B. Pier"],
        "published": "2019-07-22T23:30:00-07:00",
        "language": "eng",
        "more": {"deep": [1, 2]},
    }
    second = {"text": "Calm."}
    articles, rejected, findings = read(make_dataset({"a.jsonl": lines(first, second)}))
    assert articles[0] == RawArticle(
        source="a.jsonl#1",
        source_id="7",
        text="Fog at sea.\nThe ferry waits.",
        text_start=0,
        raw_sha256=sha256("Fog at sea.\nThe ferry waits."),
        encoding="utf-8",
        encoding_basis="declared",
        metadata=Metadata(
            title="Fog",
            url="https://bay.example/7",
            publisher="Courier",
            author="A. Quay, B. Pier",
            published_on=date(2019, 7, 22),
            published_precision="day",
            published_basis="record",
            language="en",
            rights="full",
        ),
    )
    assert articles[1].source == "a.jsonl#2"
    assert (rejected, findings) == ([], [])


def test_columns_are_mapped(make_dataset: MakeDataset) -> None:
    data = lines({"body": "Fog.", "key": "k1", "id": "not this", "when": 2016})
    columns = {"text": "body", "id": "key", "published": "when"}
    [article], _, findings = read(make_dataset({"a.jsonl": data}, Source("**", columns=columns)))
    assert (article.text, article.source_id) == ("Fog.", "k1")
    assert article.metadata.published_on == date(2016, 1, 1)
    assert findings == []


def test_a_mapped_column_that_no_record_has_is_told(make_dataset: MakeDataset) -> None:
    data = lines({"text": "Fog.", "ttile": "x"}, {"text": "Calm."})
    dataset = make_dataset({"a.jsonl": data}, Source("**", columns={"title": "headline"}))
    _, _, [finding] = read(dataset)
    assert finding.code == "column-unseen"
    assert '"headline"' in finding.message


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (b"{broken", "record-not-json", ["line 2, byte 17", "not JSON"]),
        (b'{"text": "x"} trailing', "record-not-json", ["not JSON"]),
        (b"[1, 2]", "record-not-json", ["a list, not an object"]),
        (b'"text"', "record-not-json", ["text, not an object"]),
        (b"null", "record-not-json", ["null, not an object"]),
        (b"12", "record-not-json", ["a number, not an object"]),
        (b'{"txt": "x"}', "record-without-text", ['no "text"', "did you mean txt?"]),
        (b"{}", "record-without-text", ['no "text"']),
        (b'{"text": null}', "record-without-text", ['"text"', "is null"]),
        (b'{"text": []}', "record-without-text", ['"text"', "is empty"]),
        (b'{"text": 5}', "record-text-type", ["a number, not text"]),
        (b'{"text": ["x", 5]}', "record-text-type", ["a list, not text"]),
        (b'{"text": {"a": "x"}}', "record-text-type", ["an object, not text"]),
        (b'{"text": ""}', "article-empty", ["empty"]),
        (b'{"text": " \\n\\u0000"}', "article-empty", ["empty"]),
        (b'{"text": "x", "text": "y"}', "record-key-repeated", ['"text"', "twice"]),
        (b"[" * 100_000, "record-not-json", ["nested too deeply"]),
        (b'{"a":' * 100_000, "record-not-json", ["nested too deeply"]),
    ],
)
def test_a_bad_line_is_rejected_alone(
    make_dataset: MakeDataset, line: bytes, code: str, words: list[str]
) -> None:
    data = lines({"text": "Fog."}, line, {"text": "Calm."})
    articles, [rejected], findings = read(make_dataset({"a.jsonl": data}))
    assert [article.source for article in articles] == ["a.jsonl#1", "a.jsonl#3"]
    assert (rejected.kind, rejected.source, rejected.check_code) == ("record", "a.jsonl#2", code)
    for word in words:
        assert word in rejected.reason
    assert findings == []


def test_blank_lines_count_as_lines_but_not_as_records(make_dataset: MakeDataset) -> None:
    data = b'\n{"text": "Fog."}\r\n\n \t\n{\n{"text": "Calm."}'
    articles, [rejected], _ = read(make_dataset({"a.jsonl": data}))
    assert [article.source for article in articles] == ["a.jsonl#1", "a.jsonl#3"]
    assert (rejected.source, "line 5" in rejected.reason) == ("a.jsonl#2", True)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_records_is_rejected(make_dataset: MakeDataset, data: bytes) -> None:
    _, [rejected], [finding] = read(make_dataset({"a.jsonl": data}))
    assert rejected.check_code == "article-empty"
    assert finding.code == "no-articles"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_marked_files_are_read_in_their_encoding(make_dataset: MakeDataset, codec: str) -> None:
    text = '{"text": "Ċafé 霧\\n上"}\n{"text": "上上"}\n{oops\n'
    articles, [rejected], _ = read(make_dataset({"a.jsonl": text.encode(codec)}))
    assert [article.text for article in articles] == ["Ċafé 霧\n上", "上上"]
    assert {article.encoding_basis for article in articles} == {"bom"}
    assert "line 3" in rejected.reason


@pytest.mark.parametrize("codec", ["cp1252", "utf-16-le", "cp037", "shift_jis", "utf-8"])
def test_declared_encodings_are_used(make_dataset: MakeDataset, codec: str) -> None:
    text = "Fog ¢5" if codec == "cp037" else "Fog (ソ)" if codec == "shift_jis" else "Fög"
    if codec == "utf-16-le":
        text = "Ċ\u0a0a 上"  # bytes that look like a line end
    line = json.dumps({"text": text}, ensure_ascii=False) + "\n"
    data = (line * 2).encode(codec)
    # The second is the same record again, and says so.
    [article], [again], _ = read(make_dataset({"a.jsonl": data}, Source("**", encoding=codec)))
    assert (article.text, article.encoding_basis) == (text, "declared")
    assert again.check_code == "duplicate-article-id"


def test_a_wide_file_that_breaks_is_read_up_to_there(make_dataset: MakeDataset) -> None:
    data = '{"text": "Fog."}\n{"text"'.encode("utf-16") + b"\x00\xd8x\0\n\0"
    [article], [rejected], _ = read(make_dataset({"a.jsonl": data}))
    assert article.text == "Fog."
    assert "From record 2 on" in rejected.reason
    assert (rejected.kind, rejected.check_code) == ("file", "file-not-text")


def test_lone_surrogates_become_replacement_characters(make_dataset: MakeDataset) -> None:
    data = b'{"text": "a\\ud800b \\ud83d\\ude00", "title": "\\udfff!"}\n'
    [article], rejected, [finding] = read(make_dataset({"a.jsonl": data}))
    assert article.text == "a�b 😀"
    assert article.raw_sha256 == sha256("a�b 😀")
    assert article.metadata.title == "�!"
    assert rejected == []
    assert finding.code == "surrogates-replaced"


def test_numbers_that_are_none_are_read_as_nothing(make_dataset: MakeDataset) -> None:
    data = b'{"text": "a", "score": NaN}\n{"text": "b", "id": -Infinity, "n": %s}\n' % (b"9" * 9999)
    articles, rejected, findings = read(make_dataset({"a.jsonl": data}))
    assert [article.source_id[:7] for article in articles] == ["sha256:"] * 2
    assert rejected == []
    assert [finding.code for finding in findings] == ["json-not-strict"]
    assert "1 more" in findings[0].message


def test_large_ids_keep_every_digit(make_dataset: MakeDataset) -> None:
    data = b'{"text": "a", "id": 12345678901234567890}\n{"text": "b", "id": 12345678901234567891}\n'
    articles, _, _ = read(make_dataset({"a.jsonl": data}))
    assert [a.source_id for a in articles] == ["12345678901234567890", "12345678901234567891"]


def test_keys_repeated_where_nobody_looks_do_no_harm(make_dataset: MakeDataset) -> None:
    data = b'{"text": "a", "x": 1, "x": 2, "y": {"text": 1, "text": 2}}\n'
    [article], rejected, _ = read(make_dataset({"a.jsonl": data}))
    assert (article.text, rejected) == ("a", [])


def test_a_line_above_the_limit_is_skipped_in_pieces(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "MAX_ARTICLE_BYTES", 1000)
    monkeypatch.setattr(jsonl, "_CHUNK", 100)
    long = b'{"text": "%s"}' % (b"x" * 5000)
    for codec in ("utf-8", "utf-16-le"):
        data = (lines({"text": "Fog."}, long, {"text": "Calm."}) + long).decode().encode(codec)
        dataset = make_dataset({"a.jsonl": data}, Source("**", encoding=codec))
        articles, rejected, _ = read(dataset)
        assert [article.source for article in articles] == ["a.jsonl#1", "a.jsonl#3"]
        assert [r.source for r in rejected] == ["a.jsonl#2", "a.jsonl#4"]
        assert {r.check_code for r in rejected} == {"article-too-large"}


def test_a_text_above_the_limit_is_rejected(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "MAX_ARTICLE_BYTES", 1000)
    data = lines({"text": "é" * 501}, {"text": "é" * 500})
    [article], [rejected], _ = read(make_dataset({"a.jsonl": data}))
    assert article.source == "a.jsonl#2"
    assert rejected.check_code == "article-too-large"


def test_records_are_overridden_by_number(make_dataset: MakeDataset) -> None:
    given = {
        "a.jsonl#2": ArticleOverride("ours", Metadata(title="Ours"), None),
        "a.jsonl#9": ArticleOverride("none", Metadata(), None),
        "a.jsonl": ArticleOverride("none", Metadata(), None),
    }
    data = lines({"text": "Fog."}, {"text": "Calm.", "id": "theirs"})
    articles, _, findings = read(make_dataset({"a.jsonl": data}, articles=given))
    assert [article.metadata.title for article in articles] == [None, "Ours"]
    assert articles[1].source_id == "ours"
    assert [finding.code for finding in findings] == ["override-unmatched"] * 2
    assert "a.jsonl#1 for the first" in findings[0].advice
    assert "the file has 2" in findings[1].advice


@pytest.mark.parametrize(("columns", "held"), [({}, "facts"), ({"rights": "rights"}, "full")])
def test_records_widen_rights_only_where_they_are_mapped(
    make_dataset: MakeDataset, columns: dict[str, str], held: str
) -> None:
    data = lines({"text": "Fog.", "rights": "full"})
    dataset = make_dataset({"a.jsonl": data}, Source("**", columns=columns), rights="facts")
    [article], _, findings = read(dataset)
    assert article.metadata.rights == held
    assert [f.code for f in findings] == ([] if columns else ["rights-not-widened"])


def test_a_record_without_id_is_named_by_what_it_says(make_dataset: MakeDataset) -> None:
    rows = [
        {"text": "Fog.", "publisher": "Courier"},
        {"text": "Fog.", "publisher": "Gazette"},
        {"text": "Fog.", "publisher": "Courier", "note": "same"},
    ]
    articles, [again], _ = read(make_dataset({"a.jsonl": lines(*rows)}))
    assert len({article.source_id for article in articles}) == 2
    assert (again.source, again.check_code) == ("a.jsonl#3", "duplicate-article-id")
    assert "a.jsonl#1" in again.reason
    moved, _, _ = read(make_dataset({"a.jsonl": lines({"text": "New."}, *reversed(rows))}))
    assert {a.source_id for a in articles} < {a.source_id for a in moved}


def test_findings_of_many_records_are_counted(make_dataset: MakeDataset) -> None:
    rows = [{"text": f"Fog {n}.", "published": "soon", "language": "?"} for n in range(1000)]
    articles, _, findings = read(make_dataset({"a.jsonl": lines(*rows)}))
    assert len(articles) == 1000
    assert [finding.code for finding in findings] == ["date-unreadable", "language-unreadable"]
    assert all("999 more" in finding.message for finding in findings)


@given(st.binary(max_size=300))
@example(b"\xff\xfe{\0")
@example(b"\0\0\xfe\xff")
@example(b'{"text":"\\ud800"}')
@example(b'{"text":"a","id":"\\u0000"}')
def test_any_bytes_are_records_or_rejected(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("jsonl", numbered=True)
    (folder / "a.jsonl").write_bytes(data)
    dataset = Dataset(folder / "d.yaml", folder, "n", "t", "d", "MIT", "full", (Source("a.jsonl"),))
    for item in read_articles(dataset):
        if isinstance(item, RawArticle):
            item.text.encode()
            assert item.source_id
            assert item.text.strip()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=8))
def test_text_round_trips(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("jsonl", numbered=True)
    rows = [{"id": str(n), "text": f"x{text}"} for n, text in enumerate(texts)]
    for ascii_only in (True, False):
        body = "".join(json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in rows)
        (folder / "a.jsonl").write_bytes(body.encode())
        dataset = Dataset(
            folder / "d.yaml", folder, "n", "t", "d", "MIT", "full", (Source("a.jsonl"),)
        )
        found = [i.text for i in read_articles(dataset) if isinstance(i, RawArticle)]
        assert found == [row["text"] for row in rows]


@pytest.mark.parametrize("codec", ["cp1252", "utf-16-le", "utf-16-be"])
def test_lines_in_an_old_encoding_are_read_and_told(make_dataset: MakeDataset, codec: str) -> None:
    text = '{"text": "Das Café am Kai."}\n{"text": "Die Fähre wartet auf die Fischer."}\n'
    articles, rejected, [finding] = read(make_dataset({"a.jsonl": text.encode(codec)}))
    assert [article.text for article in articles] == [
        "Das Café am Kai.",
        "Die Fähre wartet auf die Fischer.",
    ]
    assert {(article.encoding, article.encoding_basis) for article in articles} == {
        (codec, "detected")
    }
    assert rejected == []
    assert finding.code == "encoding-detected"


def test_a_line_that_is_not_utf_8_in_a_file_that_is_is_rejected_alone(
    make_dataset: MakeDataset,
) -> None:
    data = lines(*({"text": f"Die Fähre {n} fährt über Öland."} for n in range(40)))
    data = data.replace(b"\\u00e4", "ä".encode()) + b'{"text": "caf\xe9"}\n' + lines({"text": "x"})
    articles, [rejected], _ = read(make_dataset({"a.jsonl": data}))
    assert len(articles) == 41
    assert rejected.check_code == "record-not-text"
    assert "declare the encoding" in rejected.reason
