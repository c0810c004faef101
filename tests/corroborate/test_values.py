"""Support is counted at the value that is stated; finer values stand below the coarser ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from factpack.corroborate.amounts import Amount
from factpack.corroborate.events import Signature
from factpack.corroborate.precision import MOST_VALUES, refine

if TYPE_CHECKING:
    from tests.corroborate.conftest import Corpus, Row


def values(facts: list[Row]) -> list[tuple[Any, ...]]:
    """Date as far as it is known, amount, origins and the place of the broader fact."""
    places = {fact["fact_id"]: place for place, fact in enumerate(facts)}
    return [
        (
            fact["date_precision"] and f"{fact['date_from']} {fact['date_precision']}",
            fact["amount"],
            fact["n_origins"],
            places.get(fact["broader_fact_id"]),
        )
        for fact in facts
    ]


def in_order(facts: list[Row]) -> list[Row]:
    return sorted(facts, key=lambda f: (-f["n_origins"], str(f["date_from"]), f["amount"] or 0))


def test_a_day_is_given_by_those_who_give_it_and_its_year_by_all(corpus: Corpus) -> None:
    for name, when in (("a", "2015"), ("b", "2015"), ("c", "2015-12"), ("d", "2015-12-11")):
        corpus.article(name).claim("founded_on", "Acme", when=when)
    facts = in_order(corpus.resolve().facts("founded_on"))
    assert values(facts) == [
        ("2015-01-01 year", None, 4, None),
        ("2015-12-01 month", None, 2, 0),
        ("2015-12-11 day", None, 1, 1),
    ]
    assert [f["status"] for f in facts] == ["corroborated", "corroborated", "single"]


def test_years_that_differ_never_melt(corpus: Corpus) -> None:
    corpus.types["Orla"] = "Product"
    for year in ("2012", "2014", "2017", "2020"):
        corpus.article(year, f"2023-0{year[-1]}-01" if year != "2020" else "2023-03-01").claim(
            "launched", "Acme", "Orla", when=year
        )
    resolved = corpus.resolve()
    facts = resolved.facts("launched")
    assert {(f["date_from"].year, f["n_origins"]) for f in facts} == {
        (2012, 1),
        (2014, 1),
        (2017, 1),
        (2020, 1),
    }


def test_number_and_date_are_counted_each(corpus: Corpus) -> None:
    money = {"amount": 1e9, "currency": "USD"}
    cases: list[dict[str, Any]] = [{}, money, {**money, "when": "2019-07-22"}, money]
    for number, columns in enumerate(cases):
        corpus.article(f"a{number}", f"2019-07-2{number}").claim(
            "acquired", "Nova", "Bolt", **columns
        )
    facts = in_order(corpus.resolve().facts("acquired"))
    assert values(facts) == [
        (None, None, 4, None),
        (None, 1e9, 3, 0),
        ("2019-07-22 day", 1e9, 1, 1),
    ]


def test_what_two_finer_values_have_in_common_is_a_fact_that_no_claim_states_alone(
    corpus: Corpus,
) -> None:
    for day in ("2019-07-22", "2019-07-23"):
        corpus.article(day).claim("acquired", "Nova", "Bolt", amount=1e9, currency="USD", when=day)
    resolved = corpus.resolve()
    facts = in_order(resolved.facts("acquired"))
    assert values(facts) == [
        (None, 1e9, 2, None),
        ("2019-07-22 day", 1e9, 1, 0),
        ("2019-07-23 day", 1e9, 1, 0),
    ]
    assert {c["fact_id"] for c in resolved.tables["claims"]} == {f["fact_id"] for f in facts[1:]}


def test_a_rounded_number_holds_the_exact_one(corpus: Corpus) -> None:
    for name, amount in (("a", 1e9), ("b", 1.02e9), ("c", 1e9)):
        corpus.article(name).claim(
            "has_metric", "Acme", metric="revenue", currency="USD", amount=amount, when="2018"
        )
    facts = in_order(corpus.resolve().facts("has_metric"))
    assert values(facts) == [
        ("2018-01-01 year", 1e9, 3, None),
        ("2018-01-01 year", 1.02e9, 1, 0),
    ]


def test_a_plan_makes_no_value_of_what_came_of_it(corpus: Corpus) -> None:
    corpus.article("a", "2019-07-01").claim(
        "acquired", "Nova", "Bolt", when="2019-08", modality="planned"
    )
    corpus.article("b", "2019-08-20").claim("acquired", "Nova", "Bolt", when="2019-08-20")
    (fact,) = corpus.resolve().facts("acquired")
    assert (fact["n_planned"], fact["n_asserted"], fact["n_origins"]) == (1, 1, 1)


def test_a_denied_year_contests_its_days_too(corpus: Corpus) -> None:
    for name, when in (("a", "2015"), ("b", "2015"), ("c", "2016"), ("d", "2016-05-02")):
        corpus.article(name).claim("founded_on", "Acme", when=when)
    corpus.article("e").claim("founded_on", "Acme", when="2015")
    resolved = corpus.resolve()
    rivals = {row["fact_id"] for row in resolved.tables["conflicts"]}
    ranks = {
        (f["date_precision"], f["date_from"].year): (f["rank"], f["status"], f["fact_id"] in rivals)
        for f in resolved.facts("founded_on")
    }
    assert ranks == {
        ("year", 2015): ("preferred", "contested", True),
        ("year", 2016): ("deprecated", "contested", True),
        ("day", 2016): ("deprecated", "contested", False),
    }


@pytest.mark.parametrize("needs", [None, "number"])
def test_values_without_a_common_number_have_a_common_fact_only_where_it_says_something(
    needs: Any,
) -> None:
    pair = [Signature(n, amount=Amount(v), currency="USD", seen=n) for n, v in ((1, 5.0), (2, 7.0))]
    nodes = refine(pair, "x", needs)
    tops = [node for node in nodes if node.parent is None]
    assert (len(nodes), len(tops)) == ((2, 2) if needs else (3, 1))
    assert nodes[0].label == "x"


def test_many_values_cost_no_pairs() -> None:
    days = [Signature(n, n, n, "on", seen=n) for n in range(10 * MOST_VALUES)]
    nodes = refine(days, "x")
    assert len(nodes) == len(days) + 1
    assert {node.parent for node in nodes[1:]} == {"x"}
