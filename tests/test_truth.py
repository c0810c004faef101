"""The release of the sample corpus against what a careful reader found in it.

The truth was made by hand before the code (tests/truth/openai-microsoft-sample/README.md). The
build matches it wholly.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from factpack.corroborate.roles import canonical_role
from factpack.release.open import Release

TRUTH = Path(__file__).parent / "truth" / "openai-microsoft-sample"
SYMMETRIC = {"partners_with", "competes_with"}
Row = Mapping[str, Any]


def truth(table: str) -> list[dict[str, str]]:
    with (TRUTH / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def article_ids(release: Release) -> dict[str, str]:
    """Article ids by the names that the truth uses: a file, or file#id of a record."""
    ids = {}
    for row in release.table("articles").to_pylist():
        file, _, number = row["source"].removeprefix("articles/").partition("#")
        ids[f"{file}#{row['source_id']}" if number else file] = row["article_id"]
    return ids


def groups(pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """Items grouped by label, the labels forgotten."""
    found: dict[str, set[str]] = defaultdict(set)
    for item, label in pairs:
        found[label].add(item)
    return {frozenset(group) for group in found.values()}


def test_articles_have_their_language_title_and_publisher(sample: Release) -> None:
    ids = article_ids(sample)
    rows = {row["article_id"]: row for row in sample.table("articles").to_pylist()}
    for true in truth("articles"):
        row = rows[ids[true["source"]]]
        said = (row["language"], row["title"] or "", row["publisher"])
        assert said == (true["language"], true["title"], true["publisher"]), true["source"]


def test_duplicates_and_origins_of_articles(sample: Release) -> None:
    ids = article_ids(sample)
    rows = sample.table("articles").to_pylist()
    true = truth("articles")
    assert {row["article_id"]: row["duplicate_of"] for row in rows} == {
        ids[t["source"]]: ids.get(t["duplicate_of"]) for t in true
    }
    assert groups((row["article_id"], row["origin_id"]) for row in rows) == groups(
        (ids[t["source"]], t["origin_group"]) for t in true
    )


def test_shared_statements_are_origins(sample: Release) -> None:
    ids = article_ids(sample)
    statements = sample.sql(
        "select q.origin_id, q.article_id from quotes q join origins o using (origin_id) "
        "where o.kind = 'statement'"
    ).to_pylist()
    assert groups((row["article_id"], row["origin_id"]) for row in statements) == {
        frozenset(ids[source] for source in true["sources"].split("|"))
        for true in truth("statements")
    }


def test_entities_are_one_row_each(sample: Release) -> None:
    entities = {
        row["entity_id"]: (row["name"], row["type"]) for row in sample.table("entities").to_pylist()
    }
    by_alias: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in sample.table("aliases").to_pylist():
        by_alias[row["alias"]].add(entities[row["entity_id"]])
    wrong = [
        (form, sorted(by_alias[form]))
        for true in truth("entities")
        if true["required"] == "yes"
        for form in (true["name"], *filter(None, true["aliases"].split("|")))
        if by_alias[form] != {(true["name"], true["type"])}
    ]
    assert not wrong


def test_debris_is_removed_and_nothing_else(sample: Release) -> None:
    ids = article_ids(sample)
    texts = {row["article_id"]: row["text"] for row in sample.table("articles").to_pylist()}

    def folded(text: str) -> str:
        return re.sub(r"\s+", " ", text)

    rows = [true for true in truth("segments") if true["required"] == "yes"]
    # A headline that the page repeats stays once, as the title.
    titles = {(t["source"], t["starts_with"]) for t in rows if t["kind"] == "title"}
    kept = [
        place
        for true in rows
        if true["kind"] == "removed"
        and folded(true["starts_with"]) in folded(texts[ids[true["source"]]])
        and (place := (true["source"], true["starts_with"])) not in titles
    ]
    assert not kept
    headings = sample.sql(
        "select article_id, char_start, char_end from segments where kind = 'heading' and kept"
    ).to_pylist()
    said = {
        (r["article_id"], texts[r["article_id"]][r["char_start"] : r["char_end"]][:40])
        for r in headings
    }
    for true in truth("segments"):
        if true["kind"] == "heading" and true["required"] == "yes":
            assert (ids[true["source"]], true["starts_with"]) in said, true


def test_conflicts_are_those_of_the_truth(sample: Release) -> None:
    facts = {row["fact_id"]: row for row in with_finer_dates(sample.table("facts").to_pylist())}
    true_facts = {true["label"]: true for true in truth("facts")}
    rivals: dict[tuple[str, str], set[str]] = {}
    for row in sample.table("conflicts").to_pylist():
        rivals.setdefault((row["conflict_id"], row["kind"]), set()).add(row["fact_id"])
    said = {(kind, frozenset(found)) for (_, kind), found in rivals.items()}
    found = set()
    for true in truth("conflicts"):
        sides = [
            {f for f, row in facts.items() if same_fact(row, true_facts[true[side]])}
            for side in ("fact_a", "fact_b")
        ]
        same = {
            (kind, pair)
            for kind, pair in said
            if kind == true["kind"] and pair & sides[0] and pair & sides[1]
        }
        assert same, true
        found |= same
    assert not said - found, [
        sorted((facts[f]["predicate"], facts[f]["subject"], facts[f]["object"]) for f in pair)
        for _, pair in said - found
    ]


def test_facts_with_their_support(sample: Release) -> None:
    facts = with_finer_dates(sample.table("facts").to_pylist())
    missing, other_support = [], []
    for true in truth("facts"):
        best = max(
            (fact for fact in facts if same_fact(fact, true)),
            key=lambda fact: (fact["n_origins"], fact["n_claims"]),
            default=None,
        )
        if best is None:
            missing.append(true["label"])
        elif true["status"] and support(best) != support(true):
            other_support.append((true["label"], support(true), support(best)))
    assert not missing
    assert not other_support, other_support


def with_finer_dates(facts: list[Row]) -> list[Row]:
    """The facts, those without a date with the dates of all finer ones."""
    finer: dict[str, list[Row]] = {}
    for fact in facts:
        finer.setdefault(fact["broader_fact_id"], []).append(fact)

    def dates(fact: Row) -> list[Row]:
        below = [date for child in finer.get(fact["fact_id"], ()) for date in dates(child)]
        own = {"date_from": fact["date_from"], "date_to": fact["date_to"]}
        return [own, *below] if fact["date_from"] else below

    return [{**f, "finer_dates": () if f["date_from"] else dates(f)} for f in facts]


def support(row: Row) -> tuple[str, int, int, int]:
    return (
        row["status"],
        int(row["n_articles"]),
        int(row["n_publishers"]),
        int(row["n_origins"]),
    )


def same_fact(fact: Row, true: Mapping[str, str]) -> bool:
    """Whether a fact of the release is the one that a row of the truth describes."""
    if fact["predicate"] != true["predicate"]:
        return False
    pair, wanted = (fact["subject"], fact["object"]), (true["subject"], true["object"] or None)
    if pair != wanted and not (true["predicate"] in SYMMETRIC and pair == wanted[::-1]):
        return False
    return (
        same_polarity(fact, true)
        and (not true["amount"] or fact["amount"] == abs(float(true["amount"])))
        and same_date(fact, true)
        and same_role(fact, true)
        and same_kind(fact, true)
    )


def same_polarity(fact: Row, true: Mapping[str, str]) -> bool:
    return bool(fact["modality"] == "negated") == (true["modality"] == "negated")


def same_date(fact: Row, true: Mapping[str, str]) -> bool:
    """Whether the dates agree: one contains the other, or the predicate is a state without one."""
    if true["predicate"] == "has_metric" or not (true["date_from"] and true["date_to"]):
        return True
    if fact["date_from"] is None and fact["modality"] == "negated" and fact["first_published"]:
        # A denial that names no time is one of the time up to its publication.
        published = fact["first_published"].isoformat()
        return bool(true["date_from"] <= published and published <= true["date_to"] + "~")
    if fact.get("finer_dates"):
        # The coarsest fact of an event names no time, but finer ones of it do.
        return any(same_date({**fact, **d, "finer_dates": ()}, true) for d in fact["finer_dates"])
    if fact["date_from"] is None:
        return true["predicate"] not in ("partners_with", "invested_in", "founded_on")
    return bool(
        fact["date_from"].isoformat() <= true["date_to"] + "~"
        and fact["date_to"].isoformat() >= true["date_from"]
    )


def same_role(fact: Row, true: Mapping[str, str]) -> bool:
    if not true["role"]:
        return True
    if canonical_role(fact["role"], fact["kind"]) != canonical_role(true["role"]):
        return False
    return bool(fact["former"]) == (true["kind"] == "former")


def same_kind(fact: Row, true: Mapping[str, str]) -> bool:
    if true["predicate"] == "partners_with" and true["kind"] == "contract":
        return bool(fact["kind"] == "contract")
    if true["predicate"] == "preferred_provider":
        alike = {"primary", "main", "preferred"}
        return (fact["kind"] in alike) == (true["kind"] in alike)
    if true["predicate"] == "has_metric":
        return true["value"].split()[-1] in (fact["metric"] or "")
    return True
