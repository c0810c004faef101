"""Rows that cannot be proved are left out, and all that is counted is counted without them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factpack.corroborate import resolve
from factpack.corroborate.trace import trace
from factpack.link.withdrawn import Withdrawal
from factpack_validators.findings import Finding, Severity

from .conftest import read_tables

if TYPE_CHECKING:
    from .conftest import Corpus, Row

CODE, REASON = "value-ungrounded", "The words do not state it."

OPENINGS = {
    "one": (
        "Dune Post",
        "Rain fell on the harbour while clerks carried boxes out of the old hall.",
    ),
    "two": (
        "Reef Times",
        "Nobody in the valley had heard of the two firms before this winter came.",
    ),
}


def tables_of(corpus: Corpus, folder: Path, *withdrawals: Withdrawal) -> dict[str, list[Row]]:
    target = folder / f"left{len(list(folder.iterdir()))}"
    resolve(corpus.stage(), target, withdrawals=withdrawals, linked=folder / "linked.parquet")
    return read_tables(target)


def two_reports(corpus: Corpus) -> None:
    for name, (publisher, opening) in OPENINGS.items():
        article = corpus.article(name, "2020-01-01", publisher=publisher)
        article.say(opening)
        article.mention("Sandrin Oy")
        article.mention("Lakst AB")
        article.claim("acquired", "Sandrin Oy", "Lakst AB", when="2019")


def test_a_claim_that_goes_is_counted_by_no_fact(corpus: Corpus, tmp_path: Path) -> None:
    two_reports(corpus)
    before = tables_of(corpus, tmp_path)
    assert [(f["n_claims"], f["n_articles"]) for f in before["facts"]] == [(2, 2)]
    gone = before["claims"][0]
    after = tables_of(corpus, tmp_path, Withdrawal("claims", gone["claim_id"], CODE, REASON))
    (fact,) = after["facts"]
    assert (fact["n_claims"], fact["n_articles"]) == (1, 1)
    (rejected,) = after["rejected"]
    assert rejected["check_code"] == CODE
    assert rejected["reason"] == REASON
    assert rejected["article_id"] == gone["article_id"]
    assert (rejected["char_start"], rejected["char_end"]) == (gone["char_start"], gone["char_end"])
    assert len(after["mentions"]) == len(before["mentions"])


def test_an_article_that_goes_takes_everything_of_it_along(corpus: Corpus, tmp_path: Path) -> None:
    two_reports(corpus)
    gone = corpus.articles[0].id
    after = tables_of(corpus, tmp_path, Withdrawal("articles", gone, "text-hash", "It differs."))
    for table, rows in after.items():
        assert all(row.get("article_id") != gone for row in rows), table
    assert [(r["kind"], r["source"]) for r in after["rejected"]] == [("article", "one.txt")]
    assert [e["n_articles"] for e in after["entities"]] == [1, 1]


def test_a_name_that_goes_leaves_the_next_longest(corpus: Corpus, tmp_path: Path) -> None:
    article = corpus.article("one", "2020-01-01")
    article.entity("Sandrin Oy Of The North", part_of_name="Sandrin")
    article.mention("Sandrin Oy Of The North")
    article.mention("Sandrin Oy Of The North", words="Sandrin")
    article.claim("has_goal", "Sandrin Oy Of The North", value="profit")
    gone = Withdrawal("aliases", f"{article.id}|0|Sandrin Oy Of The North", "name-long", "Long.")
    after = tables_of(corpus, tmp_path, gone)
    assert [e["name"] for e in after["entities"]] == ["Sandrin"]
    assert [m["exact"] for m in after["mentions"]] == ["Sandrin"]
    assert len(after["claims"]) == 1
    assert [r["kind"] for r in after["rejected"]] == ["mention"]


def test_an_entity_without_a_name_goes_with_its_claims(corpus: Corpus, tmp_path: Path) -> None:
    two_reports(corpus)
    article = corpus.articles[0]
    article.quote("“We bought it and we like it very much indeed.”", "Sandrin Oy")
    gone = Withdrawal("aliases", f"{article.id}|0|Sandrin Oy", "formula-name", "A formula.")
    after = tables_of(corpus, tmp_path, gone)
    assert sorted(r["kind"] for r in after["rejected"]) == ["claim", "mention"]
    assert [f["n_claims"] for f in after["facts"]] == [1]
    assert [q["speaker_id"] for q in after["quotes"]] == [None]


def test_a_row_that_breaks_a_check_by_itself_goes_unasked(corpus: Corpus, tmp_path: Path) -> None:
    two_reports(corpus)
    corpus.articles[0].claim("acquired", "Sandrin Oy", "Orm Ltd", currency="USD")
    corpus.articles[1].claim("acquired", "Sandrin Oy", "Orm Ltd", amount=1.0, currency="QQQ")
    corpus.articles[1].mention("=Orm(1)|x")
    after = tables_of(corpus, tmp_path)
    assert {r["check_code"] for r in after["rejected"]} == {
        "value-incomplete",
        "currency-unknown",
        "formula-name",
    }
    assert len(after["claims"]) == 2
    assert "=Orm(1)|x" not in {e["name"] for e in after["entities"]}


def test_what_a_dataset_accepts_stays(corpus: Corpus, tmp_path: Path) -> None:
    corpus.article("one", "2020-01-01").mention("=Orm(1)|x")
    target = tmp_path / "accepted"
    resolve(corpus.stage(), target, accepted={"formula-name"})
    assert [e["name"] for e in read_tables(target)["entities"]] == ["=Orm(1)|x"]


def test_findings_are_traced_to_what_was_staged(corpus: Corpus, tmp_path: Path) -> None:
    two_reports(corpus)
    tables = tables_of(corpus, tmp_path)
    folder = next(place for place in tmp_path.iterdir() if place.name.startswith("left"))

    def traced(table: str, key: str, *, whole: bool = False) -> set[tuple[str, str]]:
        finding = Finding("fact-support", Severity.ERROR, "it is wrong", table=table, key=key)
        found = trace(folder, tmp_path / "linked.parquet", [finding], whole_articles=whole)
        assert all(w.reason == "It is wrong." for w in found)
        return {(w.table, w.key) for w in found}

    claims = {("claims", c["claim_id"]) for c in tables["claims"]}
    articles = {("articles", a["article_id"]) for a in tables["articles"]}
    fact, entity = tables["facts"][0], tables["entities"][0]
    assert traced("facts", fact["fact_id"]) == claims
    assert traced("facts", fact["fact_id"], whole=True) == articles
    assert {table for table, _ in traced("entities", entity["entity_id"])} == {"local_entities"}
    assert len(traced("aliases", f"{entity['entity_id']}|{entity['name']}")) == 2
    claim = tables["claims"][0]["claim_id"]
    assert traced("evidence", f"{claim}|amount") == {("claims", claim)}
    assert traced("predicates", "acquired") == set()
