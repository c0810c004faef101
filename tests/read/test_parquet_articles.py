from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.config import Dataset, Source
from factpack.errors import FactpackError
from factpack.model import Metadata, RawArticle, Rejected
from factpack.read import list_sources, parquet, read_articles, read_source
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


def table(columns: dict[str, object], **options: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, **options)
    return sink.getvalue()


def test_each_row_is_an_article(make_dataset: MakeDataset) -> None:
    data = table(
        {
            "body": ["Fog at sea.", "Calm."],
            "key": pa.array([7, 8], pa.int64()),
            "when": pa.array([date(2019, 7, 22), None]),
            "lang": pa.array(["en-US", "de"]).dictionary_encode(),
            "who": [["A. Quay", "B. Pier"], None],
            "score": [1.5, 2.5],
        }
    )
    columns = {
        "text": "body",
        "id": "key",
        "published": "when",
        "language": "lang",
        "author": "who",
    }
    articles, rejected, findings = read(
        make_dataset({"a.parquet": data}, Source("**", columns=columns))
    )
    assert [(a.source, a.source_id, a.text) for a in articles] == [
        ("a.parquet#1", "7", "Fog at sea."),
        ("a.parquet#2", "8", "Calm."),
    ]
    assert articles[0].metadata == Metadata(
        author="A. Quay, B. Pier",
        published_on=date(2019, 7, 22),
        published_precision="day",
        published_basis="record",
        language="en",
        rights="full",
    )
    assert (articles[0].encoding, articles[0].encoding_basis) == ("utf-8", "declared")
    assert (rejected, findings) == ([], [])


@pytest.mark.parametrize(
    ("column", "day"),
    [
        (pa.array([datetime(2019, 7, 22, 23, 30)], pa.timestamp("ns")), date(2019, 7, 22)),
        (pa.array([datetime(2019, 7, 22, 23, 30)], pa.timestamp("s", "UTC")), date(2019, 7, 22)),
        (
            pa.array([datetime(2019, 7, 22, 23, 30)], pa.timestamp("us", "America/New_York")),
            date(2019, 7, 22),
        ),
        (pa.array([date(2019, 7, 22)], pa.date64()), date(2019, 7, 22)),
        (pa.array([2019], pa.int16()), date(2019, 1, 1)),
        (pa.array([2019.0]), date(2019, 1, 1)),
        (pa.array([float("nan")]), None),
        (pa.array(["2019-07-22T10:00:00Z"]), date(2019, 7, 22)),
        (pa.array([3_000_000], pa.date32()), None),
        (pa.array([10**18], pa.timestamp("ms")), None),
        (pa.array([5], pa.duration("s")), None),
        (pa.array([{"y": 2019}]), None),
    ],
)
def test_dates_of_any_type(make_dataset: MakeDataset, column: pa.Array, day: date | None) -> None:
    data = table({"text": ["Fog."], "published": column})
    [article], rejected, _ = read(make_dataset({"a.parquet": data}))
    assert article.metadata.published_on == day
    assert rejected == []


def test_ids_that_became_floats_are_integers_again(make_dataset: MakeDataset) -> None:
    data = table({"text": ["a", "b", "c"], "id": [1.0, None, 2.5]})
    articles, _, [finding] = read(make_dataset({"a.parquet": data}))
    assert articles[0].source_id == "1"
    assert [a.source_id[:7] for a in articles[1:]] == ["sha256:"] * 2
    assert finding.code == "metadata-unreadable"


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, ['no column "text"', "txt, title", "sources[0].columns.text"]),
        ({"text": "tx"}, ['no column "tx"', "did you mean txt?", "txt, title"]),
        ({"text": "txt", "url": "link"}, ['no column "link" for url', "columns.url"]),
        ({"text": "n"}, ['"n" holds int64, not text']),
    ],
)
def test_a_mapping_that_does_not_fit_stops_before_anything_is_read(
    make_dataset: MakeDataset, columns: dict[str, str], words: list[str]
) -> None:
    files = {"a.txt": "Fog.", "b.parquet": table({"txt": ["x"], "title": ["y"], "n": [1]})}
    items = read_articles(make_dataset(files, Source("**", columns=columns)))
    with pytest.raises(FactpackError) as caught:
        next(items)
    for word in words:
        assert word in str(caught.value)


def test_two_columns_of_one_name_stop(make_dataset: MakeDataset) -> None:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_arrays([pa.array(["x"])] * 2, names=["text", "text"]), sink)
    with pytest.raises(FactpackError, match="several columns"):
        list(read_articles(make_dataset({"a.parquet": sink.getvalue()})))


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()],
)
def test_text_of_any_string_type(make_dataset: MakeDataset, kind: pa.DataType) -> None:
    data = table({"text": pa.array([b"caf\xc3\xa9", None, b""], pa.binary()).cast(kind)})
    [article], rejected, _ = read(make_dataset({"a.parquet": data}))
    assert article.text == "café"
    assert [r.check_code for r in rejected] == ["record-without-text", "article-empty"]


def test_a_row_that_is_no_utf_8_is_rejected_alone(make_dataset: MakeDataset) -> None:
    data = table({"text": pa.array([b"a", b"caf\xe9", b"b"]), "title": pa.array([b"\xff"] * 3)})
    articles, [rejected], _ = read(make_dataset({"a.parquet": data}))
    assert [article.text for article in articles] == ["a", "b"]
    assert articles[0].metadata.title == "�"
    assert (rejected.source, rejected.check_code) == ("a.parquet#2", "record-not-text")


def test_a_broken_file_is_rejected_alone(make_dataset: MakeDataset) -> None:
    good = table({"text": ["Fog."]})
    files = {"a.parquet": good[:-9], "b.parquet": b"", "c.parquet": b"PAR1", "d.parquet": good}
    [article], rejected, findings = read(make_dataset(files))
    assert article.source == "d.parquet#1"
    assert {r.check_code for r in rejected} == {"parquet-broken"}
    assert len(rejected) == 3
    assert findings == []


def test_a_table_without_rows_is_rejected(make_dataset: MakeDataset) -> None:
    data = table({"text": pa.array([], pa.string())})
    _, [rejected], _ = read(make_dataset({"a.parquet": data}))
    assert rejected.check_code == "article-empty"


def test_rows_number_on_over_row_groups_and_batches(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = table({"text": [f"Fog {n}." for n in range(50)]}, row_group_size=7)
    whole, _, _ = read(make_dataset({"a.parquet": data}))
    monkeypatch.setattr(parquet, "_MAX_BATCH_ROWS", 2)
    pieces, _, _ = read(make_dataset({"a.parquet": data}))
    assert whole == pieces
    assert [a.source for a in whole] == [f"a.parquet#{n}" for n in range(1, 51)]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_damage_is_read_or_rejected(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    good = bytearray(table({"text": [f"Fog {n}." for n in range(20)], "id": list(range(20))}))
    for _ in range(data.draw(st.integers(1, 5))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("parquet", numbered=True)
    (folder / "a.parquet").write_bytes(good)
    dataset = Dataset(folder / "d.yaml", folder, "n", "t", "d", "MIT", "full", (Source("**"),))
    [file] = list_sources(dataset)
    try:
        for item in read_source(dataset, file):
            assert isinstance(item, RawArticle | Rejected | Finding)
    except FactpackError as error:
        assert "a.parquet" in str(error)
