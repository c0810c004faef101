from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.config import Dataset, Source
from factpack.model import RawArticle, Rejected
from factpack.read import csv_file, read_articles
from factpack_validators.findings import Finding

MakeDataset = Callable[..., Dataset]

HEADER = ["Title", "content", "date", "authors"]
ROWS = [
    ["Fog: at sea", 'The ferry "Quay", it waits.\nIt waits; still.', "2020-05-05", "['A. Quay']"],
    ["Calm", "The mole said: 'no'.\tNo | more, he said.", "2020-05-06", ""],
]


def read(dataset: Dataset) -> tuple[list[RawArticle], list[Rejected], list[Finding]]:
    items = list(read_articles(dataset))
    return (
        [item for item in items if isinstance(item, RawArticle)],
        [item for item in items if isinstance(item, Rejected)],
        [item for item in items if isinstance(item, Finding)],
    )


def table(rows: list[list[str]], **dialect: object) -> str:
    sink = io.StringIO()
    csv.writer(sink, **dialect).writerows(rows)  # type: ignore[arg-type]
    return sink.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "dialect",
    [
        {},
        {"quoting": csv.QUOTE_ALL},
        {"doublequote": False, "escapechar": "\\"},
        {"quotechar": "'", "quoting": csv.QUOTE_ALL},
    ],
)
def test_any_usual_dialect_is_read(
    make_dataset: MakeDataset, delimiter: str, end: str, dialect: dict[str, object]
) -> None:
    data = table([HEADER, *ROWS], delimiter=delimiter, lineterminator=end, **dialect)
    articles, rejected, findings = read(make_dataset({"a.csv": data}))
    assert [article.text for article in articles] == [row[1] for row in ROWS]
    assert [article.metadata.title for article in articles] == ["Fog: at sea", "Calm"]
    assert articles[0].metadata.author == "A. Quay"
    assert articles[1].metadata.published_on == date(2020, 5, 6)
    assert [article.source for article in articles] == ["a.csv#1", "a.csv#2"]
    assert rejected == []
    assert [finding.code for finding in findings] == ["fields-recognised"]


def test_tabs_without_quotes_keep_the_quotes_of_the_text(make_dataset: MakeDataset) -> None:
    rows = [["id", "text"], ["1", '"No," he said.'], ["2", 'An inch is 1".'], ["3", '"Calm']]
    data = "".join("\t".join(row) + "\n" for row in rows)
    articles, rejected, _ = read(make_dataset({"a.tsv": data}))
    assert [article.text for article in articles] == [row[1] for row in rows[1:]]
    assert rejected == []


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252", "utf-16-le"])
def test_encodings_are_found_out(make_dataset: MakeDataset, codec: str) -> None:
    text = "id;text\n1;Das Café am Kai schließt über Nacht.\n2;Größere Schiffe müssen warten.\n"
    articles, _, _ = read(make_dataset({"a.csv": text.encode(codec)}))
    assert [article.text for article in articles] == [
        "Das Café am Kai schließt über Nacht.",
        "Größere Schiffe müssen warten.",
    ]


def test_the_encoding_is_that_of_the_whole_file(make_dataset: MakeDataset) -> None:
    plain = "".join(f"{n},The ferry waits at the quay for the fog to lift.\n" for n in range(9_000))
    data = f"id,text\n{plain}9001,The café is closed; the clientèle waits.\n"
    articles, _, findings = read(make_dataset({"a.csv": data.encode("cp1252")}))
    assert articles[-1].text.startswith("The café is closed; the clientèle")
    assert articles[-1].encoding == "cp1252"
    assert [finding.code for finding in findings] == ["encoding-detected"]


def test_a_line_may_name_the_separator(make_dataset: MakeDataset) -> None:
    articles, _, _ = read(make_dataset({"a.csv": "sep=^\r\nid^text\r\n1^Fog, at sea\r\n"}))
    assert [article.text for article in articles] == ["Fog, at sea"]


def test_columns_are_mapped_and_those_that_are_missing_told(make_dataset: MakeDataset) -> None:
    source = Source("**", columns={"text": "words", "title": "none"})
    articles, _, [finding] = read(make_dataset({"a.csv": "words,n\nFog.,1\n"}, source))
    assert [article.text for article in articles] == ["Fog."]
    assert finding.code == "column-unseen"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        ("name,size\na,1\n", "csv-header", ['no "text"', '"name"; "size"']),
        ("txet,size\na,1\n", "csv-header", ["did you mean txet?"]),
        ("text,text\na,b\n", "csv-header", ['"text" twice']),
        ("", "article-empty", ["no records"]),
        ("\n\n", "article-empty", ["no records"]),
        ("id,text\n", "article-empty", ["no records"]),
        (b"id,text\n1,\x00\x01\x02\x03\x00\x00\x05\x06\x07\x08", "file-not-text", ["binary"]),
    ],
)
def test_a_file_that_is_no_table_of_articles_is_rejected(
    make_dataset: MakeDataset, data: str | bytes, code: str, words: list[str]
) -> None:
    _, [rejected], _ = read(make_dataset({"a.csv": data}))
    assert rejected.check_code == code
    for word in words:
        assert word in rejected.reason


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("2,Fog,x", "record-fields", ["3 fields, the header 2", "line 3"]),
        ("2", "record-fields", ["1 fields"]),
        ('2,"Fog" at sea', "record-not-csv", ["out of place", "line 3"]),
        ("2,", "article-empty", ["empty"]),
        ("2,  ", "article-empty", ["empty"]),
    ],
)
def test_a_bad_row_is_rejected_alone(
    make_dataset: MakeDataset, row: str, code: str, words: list[str]
) -> None:
    data = f'id,text\n1,"Fog, at sea."\n{row}\n3,"Calm, at last."\n'
    articles, [rejected], _ = read(make_dataset({"a.csv": data}))
    assert [article.source for article in articles] == ["a.csv#1", "a.csv#3"]
    assert (rejected.kind, rejected.source, rejected.check_code) == ("record", "a.csv#2", code)
    for word in words:
        assert word in rejected.reason


def test_a_quote_that_never_closes_is_told_with_its_lines(make_dataset: MakeDataset) -> None:
    data = 'id,text\n1,"Fog, at sea."\n2,"Calm\n' + "3,more\n" * 50
    articles, [rejected], _ = read(make_dataset({"a.csv": data}))
    assert [article.source_id for article in articles] == ["1"]
    assert rejected.check_code == "record-not-csv"
    assert "lines 3 to 53" in rejected.reason


def test_long_lines_and_fields_are_bounded(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "MAX_FIELD", 1_000)
    monkeypatch.setattr(csv_file, "_SAMPLE", 100)
    files = {
        "a.csv": 'id,text\n1,"Fog, at sea."\n2,' + "x" * 5_000 + "\n3,Calm.\n",
        "b.csv": 'id,text\n5,"Fog, at sea."\n6,"' + "line\n" * 900 + '"\n7,Calm.\n',
    }
    articles, rejected, _ = read(make_dataset(files))
    assert [article.text for article in articles if article.source.startswith("a")] == [
        "Fog, at sea.",
        "Calm.",
    ]
    assert rejected[0].check_code == "article-too-large"
    assert any(r.check_code == "article-too-large" for r in rejected if r.source > "b")


def test_the_files_of_the_dataset_itself_are_no_articles(make_dataset: MakeDataset) -> None:
    files = {"a.txt": "Fog.", "entities.csv": "name,type\nQuay,Organization\n"}
    articles, rejected, findings = read(make_dataset(files))
    assert [article.source for article in articles] == ["a.txt"]
    assert (rejected, findings) == ([], [])


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=6))
def test_what_a_writer_writes_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    from tests.read.conftest import dataset_in

    folder = tmp_path_factory.mktemp("csv")
    cells = [["text", "title"], *(["x" + a, b] for a, b in rows)]
    (folder / "a.csv").write_bytes(table(cells, quoting=csv.QUOTE_ALL).encode())
    articles = [i for i in read_articles(dataset_in(folder)) if isinstance(i, RawArticle)]
    assert {article.text for article in articles} == {"x" + a for a, _ in rows}


@pytest.mark.parametrize("piece", ['"', ",", '",', '"\n', '""', "\n", "a,b\n", "\\", "'", "sep=,"])
def test_hostile_tables_cost_little(make_dataset: MakeDataset, piece: str) -> None:
    data = "id,text\n" + piece * (200_000 // len(piece))
    items = itertools.islice(read_articles(make_dataset({"a.csv": data})), 600_000)
    assert sum(1 for _ in items)
