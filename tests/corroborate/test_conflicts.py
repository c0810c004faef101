"""What cannot both hold is a conflict; what only looks like it is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.corroborate.conftest import Corpus, Resolved, Row


def conflict(resolved: Resolved) -> tuple[Row, Row, Row]:
    """A row of the only conflict, with its preferred (else its first) and its other fact."""
    rows = resolved.tables["conflicts"]
    assert len({row["conflict_id"] for row in rows}) == 1
    one, other = sorted(rows, key=lambda row: row["is_preferred"] is False)
    facts = {f["fact_id"]: f for f in resolved.tables["facts"]}
    return one, facts[one["fact_id"]], facts[other["fact_id"]]


def test_a_thing_is_founded_once(corpus: Corpus) -> None:
    corpus.article("a").claim("founded_on", "Acme", when="2015-12-11")
    corpus.article("b").claim("founded_on", "Acme", when="2015-12-11")
    corpus.article("c").claim("founded_on", "Acme", when="2016")
    row, winner, loser = conflict(corpus.resolve())
    assert (row["kind"], row["resolution"], row["predicate"]) == ("date", "origins", "founded_on")
    assert (row["status"], row["reason"]) == ("resolved", "A thing comes into being once.")
    assert (winner["n_articles"], winner["rank"], winner["status"]) == (2, "preferred", "contested")
    assert (loser["n_articles"], loser["rank"], loser["status"]) == (1, "deprecated", "contested")


def test_a_late_report_of_what_never_changes_is_no_better_than_an_early_one(
    corpus: Corpus,
) -> None:
    corpus.article("a", "2019-01-01").claim("founded_on", "Acme", when="2015")
    corpus.article("b", "2020-01-01").claim("founded_on", "Acme", when="2016")
    row, one, other = conflict(corpus.resolve())
    assert (row["status"], row["resolution"], row["is_preferred"]) == ("open", None, None)
    assert one["rank"] == other["rank"] == "normal"


def test_many_rivals_are_one_conflict_with_a_row_each(corpus: Corpus) -> None:
    for year in range(1700, 1760):
        corpus.article(f"a{year}").claim("founded_on", "Acme", when=str(year))
    rows = corpus.resolve().tables["conflicts"]
    assert len(rows) == 60 and len({row["conflict_id"] for row in rows}) == 1
    assert {row["status"] for row in rows} == {"open"}


def test_a_conflict_keeps_its_identifier_and_is_withdrawn_when_it_holds_no_more(
    corpus: Corpus,
) -> None:
    for year in ("2015", "2016", "2017"):
        corpus.article(f"a{year}").claim("founded_on", "Acme", when=year)
    first = corpus.resolve().tables["conflicts"]
    previous = corpus.release("first")
    late = corpus.article("b2016")
    late.claim("founded_on", "Acme", when="2016")
    gone = min(corpus.articles[:1] + corpus.articles[2:3], key=lambda a: a.name)
    corpus.articles.remove(gone)
    second = corpus.resolve(previous=previous).tables["conflicts"]
    assert {row["conflict_id"] for row in second} == {first[0]["conflict_id"]}
    assert {row["status"] for row in second} == {"resolved"}
    previous = corpus.release("second")
    corpus.articles = [a for a in corpus.articles if a.name.endswith("2016")]
    third = corpus.resolve(previous=previous)
    (row,) = third.tables["conflicts"]
    assert row["conflict_id"] == first[0]["conflict_id"]
    assert (row["status"], row["resolution"]) == ("withdrawn", "compatible")
    (fact,) = third.facts("founded_on")
    assert (fact["status"], fact["rank"]) == ("corroborated", "normal")


def contested(resolved: Resolved, kind: str) -> list[int]:
    """Numbers of the cases that are in a conflict: each case has firms of its own number."""
    facts = {f["fact_id"]: f for f in resolved.tables["facts"]}
    assert resolved.conflicts() == {kind}
    firms = {
        row["conflict_id"]: f"{facts[row['fact_id']]['subject']} {facts[row['fact_id']]['object']}"
        for row in resolved.tables["conflicts"]
    }
    return sorted(int(re.findall(r"(?:Acme|Bolt)([0-9]+)", firm)[0]) for firm in firms.values())


def role(person: str, title: str, **columns: Any) -> dict[str, Any]:
    return {"predicate": "has_role", "subject": person, "role": title, **columns}


def test_holders_of_a_post(corpus: Corpus) -> None:
    corpus.people("Ada Berg", "Olof Holm")
    ada, day = role("Ada Berg", "CEO"), "2019-07-23"
    cases: list[tuple[dict[str, Any], dict[str, Any], str | None, bool]] = [
        (ada, role("Olof Holm", "chief executive"), day, True),
        (ada, role("Olof Holm", "head"), day, True),
        (ada, role("Olof Holm", "CEO"), "2021-07-23", False),
        (ada, role("Olof Holm", "CEO"), None, True),
        (ada, role("Olof Holm", "CEO", former=True), day, False),
        (ada, role("Ada Berg", "head"), day, False),
        (role("Ada Berg", "co-chair"), role("Olof Holm", "co-chair"), day, False),
        (role("Ada Berg", "engineer"), role("Olof Holm", "engineer"), day, False),
        (ada, role("Olof Holm", "CEO", organization_unit="Cloud"), day, False),
        (ada, role("Olof Holm", "CEO", modality="planned"), day, False),
    ]
    for number, (one, other, published, _) in enumerate(cases):
        corpus.article(f"a{number}", "2019-07-22").claim(object=f"Acme{number}", **one)
        corpus.article(f"b{number}", published).claim(object=f"Acme{number}", **other)
    expected = [n for n, case in enumerate(cases) if case[3]]
    resolved = corpus.resolve()
    assert contested(resolved, "holder") == expected
    firms = {e["entity_id"] for e in resolved.tables["entities"] if e["type"] == "Organization"}
    assert {c["subject_id"] for c in resolved.tables["conflicts"]} <= firms


def test_an_article_that_names_old_and_new_chief_sees_no_conflict(corpus: Corpus) -> None:
    corpus.people("Ada Berg", "Olof Holm")
    article = corpus.article("a")
    article.claim(object="Acme", **role("Ada Berg", "CEO"))
    article.claim(object="Acme", **role("Olof Holm", "CEO"))
    assert not corpus.resolve().conflicts()


def test_who_is_head_and_chief_is_in_one_conflict(corpus: Corpus) -> None:
    corpus.people("Ada Berg", "Olof Holm")
    for number, claim in enumerate(
        [role("Ada Berg", "CEO"), role("Ada Berg", "head"), role("Olof Holm", "head")]
    ):
        corpus.article(f"a{number}").claim(object="Acme", **claim)
    resolved = corpus.resolve()
    assert len(resolved.tables["conflicts"]) == 2
    (broad,) = resolved.facts("has_role", subject="Ada Berg", role="head")
    assert (broad["status"], broad["rank"]) == ("single", "normal")


def test_a_chief_follows_a_chief(corpus: Corpus) -> None:
    corpus.people("Ada Berg", "Olof Holm")
    for person, published in (
        ("Ada Berg", "2010-01-01"),
        ("Ada Berg", "2014-02-03"),
        ("Olof Holm", "2014-02-05"),
        ("Olof Holm", "2019-01-01"),
    ):
        article = corpus.article(f"a{published}", published)
        article.claim(object="Acme", **role(person, "CEO"))
    assert not corpus.resolve().conflicts()
    corpus.article("late", "2018-01-01").claim(object="Acme", **role("Ada Berg", "CEO"))
    assert corpus.resolve().conflicts() == {"holder"}


def test_a_chief_whom_another_stands_between_has_a_rival(corpus: Corpus) -> None:
    corpus.people("Ada Berg", "Olof Holm")
    for firm, person, published, when in (
        # Olof Holm is called chief within a month of Ada Berg's first notice, but she still is.
        ("Acme", "Ada Berg", "2021-05-10", None),
        ("Acme", "Olof Holm", "2021-06-05", None),
        ("Acme", "Ada Berg", "2022-02-20", None),
        # One who was the chief before hands over within the month.
        ("Bolt", "Olof Holm", "2020-01-10", None),
        ("Bolt", "Ada Berg", "2021-05-10", None),
        ("Bolt", "Olof Holm", "2021-06-05", None),
        ("Bolt", "Ada Berg", "2022-02-20", None),
        # The month in which a post began may hold the last days of the one before.
        ("Crux", "Olof Holm", "2021-01-05", None),
        ("Crux", "Ada Berg", "2021-05-10", "2021-01"),
        ("Crux", "Ada Berg", "2022-02-20", None),
    ):
        columns = role(person, "CEO", when=when, date_relation="since" if when else None)
        corpus.article(f"{firm} {published}", published).claim(object=firm, **columns)
    resolved = corpus.resolve()
    names = {e["entity_id"]: e["name"] for e in resolved.tables["entities"]}
    assert {names[c["subject_id"]] for c in resolved.tables["conflicts"]} == {"Acme"}


def test_a_subsidiary_has_one_parent_but_its_parents_parent_is_none(corpus: Corpus) -> None:
    corpus.article("a").claim("subsidiary_of", "Nova", "Acme")
    corpus.article("b").claim("subsidiary_of", "Nova", "Bolt")
    assert corpus.resolve().conflicts() == {"holder"}
    corpus.article("c").claim("owned_by", "Acme", "Bolt")
    assert not corpus.resolve().conflicts()


def test_one_headquarters(corpus: Corpus) -> None:
    corpus.types.update(dict.fromkeys(["Norrvik", "Sandhamn"], "Place"))
    corpus.article("a").claim("located_in", "Acme", "Norrvik", kind="headquarters")
    corpus.article("b").claim("located_in", "Acme", "Sandhamn", kind="office")
    assert not corpus.resolve().conflicts()
    corpus.article("c").claim("located_in", "Acme", "Sandhamn", kind="headquarters")
    corpus.article("d").claim("located_in", "Acme", "Sandhamn", kind="headquarters")
    assert corpus.resolve().conflicts() == {"value"}


def test_an_event_has_one_amount(corpus: Corpus) -> None:
    cases = [
        (1.4e9, "2019-07-23", True),
        (1.4e9, "2019-07", True),
        (1.02e9, "2019-07", False),
        (1.4e9, "2021", False),
        (1.4e9, "2019-08-03", False),
    ]
    for number, (amount, when, _) in enumerate(cases):
        pair: dict[str, Any] = {"subject": "Nova", "object": f"Bolt{number}", "currency": "USD"}
        one, other = corpus.article(f"a{number}"), corpus.article(f"b{number}")
        one.claim("acquired", amount=1e9, when="2019-07-22", **pair)
        other.claim("acquired", amount=amount, when=when, **pair)
    expected = [n for n, case in enumerate(cases) if case[2]]
    assert contested(corpus.resolve(), "amount") == expected


def test_amounts_in_two_currencies_are_no_conflict(corpus: Corpus) -> None:
    for currency, amount in (("USD", 1e9), ("EUR", 8.9e8)):
        article = corpus.article(currency)
        article.claim(
            "acquired", "Acme", "Bolt", amount=amount, currency=currency, when="2019-07-22"
        )
    assert not corpus.resolve().conflicts()


def test_a_metric_has_one_value_at_a_time(corpus: Corpus) -> None:
    cases: list[tuple[dict[str, Any], bool]] = [
        ({"metric": "revenue", "currency": "USD", "when": "2018"}, True),
        ({"metric": "revenue", "currency": "USD"}, False),
        ({"metric": "employees", "unit": "people"}, True),
        ({"metric": "revenue", "currency": "USD", "when": "2018", "kind": "target"}, False),
        ({"metric": "revenue", "currency": "USD", "when": "2018", "scope": "cloud"}, False),
        ({"metric": "revenue_rise", "unit": "percent", "when": "2018"}, False),
        ({"metric": "share_price", "currency": "USD", "when": "2018-03-05"}, False),
        ({"metric": "storage", "unit": "gb"}, False),
        ({"metric": "units_sold", "unit": "cars"}, False),
        ({"metric": "units_sold", "unit": "cars", "when": "2018"}, True),
    ]
    for number, (columns, _) in enumerate(cases):
        for amount in (100.0, 130.0):
            article = corpus.article(f"a{number} {amount}")
            article.claim("has_metric", f"Acme{number}", amount=amount, **columns)
    expected = [n for n, case in enumerate(cases) if case[1]]
    assert contested(corpus.resolve(), "amount") == expected


def test_a_contract_is_no_investment(corpus: Corpus) -> None:
    cases = [(1e9, "2019-07", True), (2e9, "2019-07", False), (1e9, "2021-07", False)]
    for number, (amount, when, _) in enumerate(cases):
        pair = "Nova", f"Bolt{number}"
        money: dict[str, Any] = {"currency": "USD"}
        one, other = corpus.article(f"a{number}"), corpus.article(f"b{number}")
        one.claim("invested_in", *pair, amount=1e9, when="2019-07-22", **money)
        other.claim(
            "partners_with", *pair[::-1], kind="contract", amount=amount, when=when, **money
        )
    expected = [n for n, case in enumerate(cases) if case[2]]
    assert contested(corpus.resolve(), "relation") == expected


def test_a_partnership_may_hold_an_investment(corpus: Corpus) -> None:
    money: dict[str, Any] = {"amount": 1e9, "currency": "USD", "when": "2019-07-22"}
    corpus.article("a").claim("invested_in", "Acme", "Bolt", **money)
    corpus.article("b").claim("partners_with", "Acme", "Bolt", kind="partnership", **money)
    assert not corpus.resolve().conflicts()


def test_a_stake_is_no_purchase_of_the_whole(corpus: Corpus) -> None:
    corpus.article("a").claim("acquired", "Acme", "Bolt", kind="stake", when="2019-07-22")
    corpus.article("b").claim("acquired", "Acme", "Bolt", kind="acquisition", when="2019-07")
    assert corpus.resolve().conflicts() == {"relation"}


def test_a_non_profit_has_no_owner(corpus: Corpus) -> None:
    cases = [
        ("a non-profit laboratory", "asserted", True),
        ("a nonprofit laboratory", "asserted", True),
        ("a non-profit laboratory", "negated", False),
        ("a laboratory", "asserted", False),
    ]
    for number, (words, modality, _) in enumerate(cases):
        firm = f"Acme{number}"
        corpus.article(f"a{number}").claim("has_type", firm, value=words, modality=modality)
        corpus.article(f"b{number}").claim("owned_by", firm, "Nova")
    expected = [n for n, case in enumerate(cases) if case[2]]
    assert contested(corpus.resolve(), "type") == expected


def test_denials(corpus: Corpus) -> None:
    day = "2019-08-01"
    cases: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
        # A denial without a date denies an event before it, not one to come.
        ("acquired", {"when": "2019-07-22"}, {"published": day}, True),
        ("acquired", {"when": "2019-07-22"}, {"published": "2016-11-15"}, False),
        ("acquired", {"when": "2014-01"}, {"published": day}, True),
        # One with a date denies that alone.
        ("acquired", {"when": "2014-01"}, {"published": day, "when": "2019"}, False),
        # A state is denied of the time of the denial.
        ("owned_by", {"published": "2019-07-22"}, {"published": day}, True),
        ("owned_by", {"published": "2016-07-22"}, {"published": day}, False),
        ("owned_by", {"published": "2019-07-22"}, {"published": None}, True),
    ]
    for number, (predicate, stated, denied, _) in enumerate(cases):
        for columns, modality in ((stated, "asserted"), (denied, "negated")):
            published = columns.get("published", "2019-07-22")
            article = corpus.article(f"{modality} {number}", published)
            when = columns.get("when")
            article.claim(predicate, f"Acme{number}", "Nova", when=when, modality=modality)
    expected = [n for n, case in enumerate(cases) if case[3]]
    assert contested(corpus.resolve(), "negation") == expected


def test_plans_contradict_nothing(corpus: Corpus) -> None:
    corpus.article("a").claim("acquired", "Acme", "Bolt", modality="negated")
    corpus.article("b").claim("acquired", "Acme", "Bolt", modality="planned")
    corpus.article("c").claim("founded_on", "Acme", when="2015", modality="possible")
    corpus.article("d").claim("founded_on", "Acme", when="2016")
    assert not corpus.resolve().conflicts()


def test_bids_that_were_raised_are_no_two_prices(corpus: Corpus) -> None:
    bid: dict[str, Any] = {"currency": "USD", "when": "2019-07-22", "modality": "planned"}
    deal = {**bid, "modality": "asserted"}
    corpus.article("a").claim("acquired", "Acme", "Bolt", amount=3e9, **deal)
    corpus.article("b").claim("acquired", "Acme", "Bolt", amount=3.4e9, **deal)
    corpus.article("c").claim("acquired", "Acme", "Bolt", amount=3.4e9, **bid)
    assert corpus.resolve().conflicts() == {"amount"}
    corpus.article("d").claim("acquired", "Acme", "Bolt", amount=3e9, **bid)
    assert not corpus.resolve().conflicts()


def test_numbers_that_one_article_gives_side_by_side_are_compatible(corpus: Corpus) -> None:
    article = corpus.article("a")
    for amount in (300, 500):
        article.claim("has_metric", "Acme", metric="employees", unit="people", amount=amount)
    assert not corpus.resolve().conflicts()


def test_who_sits_in_a_town_sits_in_its_country(corpus: Corpus) -> None:
    corpus.types.update(dict.fromkeys(["Norrvik", "Norway"], "Place"))
    corpus.article("a").claim("located_in", "Acme", "Norrvik", kind="headquarters")
    corpus.article("b").claim("located_in", "Acme", "Norway", kind="headquarters")
    assert not corpus.resolve().conflicts()


def test_places_that_an_article_gives_side_by_side_hold_one_another(corpus: Corpus) -> None:
    corpus.types.update(dict.fromkeys(["Orsby", "Tarnshire"], "Place"))
    corpus.article("a").claim("located_in", "Acme", "Orsby", kind="headquarters")
    corpus.article("b").claim("located_in", "Acme", "Tarnshire", kind="headquarters")
    assert corpus.resolve().conflicts() == {"value"}
    article = corpus.article("c")
    for place in ("Orsby", "Tarnshire"):
        article.claim("located_in", "Bolt", place, kind="headquarters")
    assert not corpus.resolve().conflicts()


def test_who_is_appointed_follows_whom_the_news_of_before_names(corpus: Corpus) -> None:
    corpus.people("Ada Berg", "Olof Holm")
    corpus.article("a", "2019-07-10").claim(object="Acme", **role("Ada Berg", "CEO"))
    appointed = role("Olof Holm", "CEO", when="2019-07-22")
    corpus.article("b", "2019-07-23").claim(object="Acme", **appointed)
    assert not corpus.resolve().conflicts()
    corpus.article("c", "2019-09-20").claim(object="Acme", **role("Ada Berg", "CEO"))
    assert corpus.resolve().conflicts() == {"holder"}


def test_what_was_launched_here_may_be_launched_there(corpus: Corpus) -> None:
    corpus.types.update({"Orla": "Product", "Norrvik": "Place"})
    for year, words in (("2012", "Acme launched Orla in Norrvik."), ("2016", "Acme made Orla.")):
        article = corpus.article(year)
        article.claim("launched", "Acme", "Orla", when=year, words=words)
        start = article.text.find("Norrvik")
        if start >= 0:
            row = {"entity": article.entity("Norrvik"), "kind": "name"}
            article.rows.append(("mentions", {**row, **article.span(start, start + 7)}))
    assert not corpus.resolve().conflicts()


def test_only_what_is_single_is_launched_once(corpus: Corpus) -> None:
    for thing, expected in (("its first product", {"date"}), ("a new service", set())):
        corpus.articles.clear()
        for year in ("2012", "2016"):
            corpus.article(year).claim("launched", "Acme", value=thing, when=year)
        assert corpus.resolve().conflicts() == expected


def test_of_three_rivals_one_wins(corpus: Corpus) -> None:
    for year, n in (("2015", 3), ("2016", 2), ("2017", 1)):
        for number in range(n):
            article = corpus.article(f"a{year}{number}")
            article.claim("founded_on", "Acme", when=year)
    resolved = corpus.resolve()
    assert len(resolved.tables["conflicts"]) == 3
    assert len({row["conflict_id"] for row in resolved.tables["conflicts"]}) == 1
    assert [f["rank"] for f in resolved.facts("founded_on")] == [
        "preferred",
        "deprecated",
        "deprecated",
    ]


def test_a_launch_year_said_in_four_ways_is_one_conflict(corpus: Corpus) -> None:
    corpus.types["Orla"] = "Product"
    for number, year in enumerate(("2012", "2014", "2017", "2020")):
        article = corpus.article(year, f"2023-0{number + 1}-02")
        article.claim("launched", "Acme", "Orla", when=year)
    rows = corpus.resolve().tables["conflicts"]
    assert len(rows) == 4 and len({row["conflict_id"] for row in rows}) == 1
    assert {row["kind"] for row in rows} == {"date"}


def test_no_conflict_rests_on_one_weak_claim(corpus: Corpus) -> None:
    for confidence, expected in ((0.45, set()), (0.6, {"date"}), (None, {"date"})):
        corpus.articles.clear()
        corpus.article("a").claim("founded_on", "Acme", when="2015")
        corpus.article("b").claim("founded_on", "Acme", when="2015")
        corpus.article("c").claim("founded_on", "Acme", when="2016", confidence=confidence)
        assert corpus.resolve().conflicts() == expected
    corpus.article("d").claim("founded_on", "Acme", when="2016", confidence=0.45)
    assert corpus.resolve().conflicts() == {"date"}


def test_a_price_per_share_is_no_price_of_the_whole(corpus: Corpus) -> None:
    for name, amount, rest in (("a", 5e8, ""), ("b", 40.0, " a share"), ("c", 3e7, " per year")):
        article = corpus.article(name)
        words = f"Nova bought Bolt for {name} dollars"
        article.claim(
            "acquired", "Nova", "Bolt", words=words, amount=amount, currency="USD",
            when="2019-07-22", amount_words=f"{name} dollars",
        )  # fmt: skip
        article.text += f"{rest}, it was said."
    assert not corpus.resolve().conflicts()
