"""Texts come back from their sources through the segments, or a finding says why not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.validators.conftest import Copy, articles_of, text_of
from tests.validators.editing import edit, reseal
from tests.validators.good_release import article_id, with_rights

from factpack.model import Metadata, RawArticle
from factpack.normalise import normalise
from factpack_validators.rehydrate import rebuild, rehydrate_texts
from factpack_validators.release import validate_release
from factpack_validators.sources import locate

CLOSED = with_rights("facts")
TEXT_IDS = {article_id(a.source): text_of(a.source, CLOSED) for a in CLOSED}


def test_every_text_comes_back(withheld: Path) -> None:
    rehydrated = rehydrate_texts(withheld, articles_of(withheld))
    assert rehydrated.texts == TEXT_IDS
    assert rehydrated.findings == ()
    assert all("\r\n" in s or len(s) < 1400 for s in rehydrated.sources.values())


def test_with_the_articles_every_span_is_proved(withheld: Path) -> None:
    report = validate_release(withheld, articles=articles_of(withheld))
    assert report.findings == ()
    grounding = {f.name: f.checked for f in report.families}["grounding"]
    assert grounding["spans proved"] == grounding["spans"]
    assert grounding["values derived again"] == grounding["values"]


def test_a_shifted_span_is_found_though_no_words_are_published(
    withheld: Path, copy_of: Copy
) -> None:
    release = copy_of(withheld)

    def shift(rows: list[dict[str, int]]) -> None:
        rows[0]["char_start"] += 1
        rows[0]["char_end"] += 1

    edit(release, "literals", shift)
    reseal(release)
    report = validate_release(release, articles=articles_of(withheld))
    assert [(f.table, f.row) for f in report.findings if f.code == "span-hash"] == [("literals", 0)]


def test_a_value_is_read_from_the_article_itself(withheld: Path, copy_of: Copy) -> None:
    release = copy_of(withheld)

    def change(rows: list[dict[str, float]]) -> None:
        next(r for r in rows if r["amount"] == 12e6)["amount"] = 21e6

    # The literal as well: the claim agrees with it, and nothing but the article says otherwise.
    for table in ("claims", "literals"):
        edit(release, table, change)
    reseal(release)
    report = validate_release(release, articles=articles_of(withheld))
    found = [(f.table, f.column) for f in report.findings if f.code == "value-ungrounded"]
    assert found == [("claims", "amount"), ("literals", "amount")]
    assert "value-ungrounded" not in validate_release(release).totals


@pytest.mark.parametrize(
    ("damage", "code", "n"),
    [
        (lambda d: (d / "001.txt").unlink(), "article-unavailable", 1),
        (lambda d: (d / "records.jsonl").unlink(), "article-unavailable", 1),
        (lambda d: (d / "001.txt").write_text("Another."), "article-changed", 1),
        (lambda d: (d / "records.jsonl").write_text("[]\n{}\nnull\n"), "article-changed", 1),
        (lambda d: (d / "records.jsonl").write_bytes(b"\xff\xfe\x00{" * 9), "article-changed", 1),
        (lambda d: [f.unlink() for f in d.iterdir()], "article-unavailable", 5),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_said(
    withheld: Path, tmp_path: Path, damage: object, code: str, n: int
) -> None:
    folder = tmp_path / "articles"
    shutil.copytree(articles_of(withheld), folder)
    assert callable(damage)
    damage(folder)
    rehydrated = rehydrate_texts(withheld, folder)
    assert [f.code for f in rehydrated.findings] == [code] * n
    assert len(rehydrated.texts) == 5 - n


def test_segments_that_lie_do_not_rebuild_the_text(withheld: Path, copy_of: Copy) -> None:
    release = copy_of(withheld)

    def lie(rows: list[dict[str, int]]) -> None:
        rows[0]["raw_start"] += 1

    edit(release, "segments", lie)
    reseal(release)
    rehydrated = rehydrate_texts(release, articles_of(withheld))
    assert [f.code for f in rehydrated.findings] == ["article-unmapped"]


def test_records_of_parquet_are_read(withheld: Path, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    shutil.copytree(articles_of(withheld), folder)
    raw = json.loads((folder / "records.jsonl").read_text("utf-8").splitlines()[-1])["body"]
    (folder / "records.jsonl").unlink()
    pq.write_table(pa.table({"body": [None, raw]}), folder / "records.parquet")
    release = tmp_path / "release"
    shutil.copytree(withheld, release)
    edit(
        release,
        "articles",
        lambda rows: [r.update(source="records.parquet#2") for r in rows if "jsonl" in r["source"]],
    )
    assert rehydrate_texts(release, folder).texts == TEXT_IDS


@pytest.mark.parametrize("name", ["../x.txt", "/etc/hostname", "a/../../x.txt", "x\0.txt"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.txt").write_text("x")
    inside = tmp_path / "articles"
    (inside / "a").mkdir(parents=True)
    assert locate(inside, name) is None


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x")
    inside = tmp_path / "articles"
    inside.mkdir()
    (inside / "y.txt").symlink_to(tmp_path / "x.txt")
    assert locate(inside, "y.txt") is None


_HOSTILE = st.text(
    st.sampled_from("aB é\u0301\u200b\u00ad\xa0\u2028\r\n\t.“”ﬁ\u1100\u1161\ud800\x00\u212b")
    | st.characters(),
    max_size=120,
)


_MARKUP = st.sampled_from(
    ["<br>", "<p>", "</p>", "<td>", " <b>", "&nbsp;", "&amp;", "&lt;p&gt;", " "]
)


@given(
    st.lists(_HOSTILE, min_size=1, max_size=6).map("\n\n".join)
    | st.lists(_MARKUP | st.text("aB. ", min_size=1, max_size=4), max_size=30).map("".join)
)
@settings(deadline=None, max_examples=300)
def test_whatever_the_normaliser_does_is_undone(raw: str) -> None:
    article = normalise(
        RawArticle("a.txt", "a", raw, 0, "0" * 64, "utf-8", "valid", Metadata(language="en"))
    )
    kept = [
        (s.start, s.end, s.raw_start, s.raw_end, (s.reason or "").startswith("white space"))
        for s in article.segments
        if s.kept and s.start is not None and s.end is not None
    ]
    assert rebuild(raw, kept) == article.text
