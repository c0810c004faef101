"""Claims become facts: what is one, what stays apart, and what counts as support."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.corroborate.conftest import Corpus


def test_two_articles_make_one_corroborated_fact(corpus: Corpus) -> None:
    corpus.article("one").claim("invested_in", "Acme Corp.", "Bolt", amount=1e9, currency="USD")
    corpus.article("two").claim("invested_in", "Acme", "Bolt", amount=1e9, currency="USD")
    resolved = corpus.resolve()
    (fact,) = resolved.facts("invested_in")
    assert (fact["n_articles"], fact["n_origins"], fact["status"]) == (2, 2, "corroborated")
    assert (fact["amount"], fact["currency"], fact["modality"]) == (1e9, "USD", "asserted")
    assert (fact["subject"], fact["object"], fact["rank"]) == ("Acme", "Bolt", "normal")
    assert {c["fact_id"] for c in resolved.tables["claims"]} == {fact["fact_id"]}


def test_a_claim_said_twice_in_an_article_is_one_article(corpus: Corpus) -> None:
    article = corpus.article("one")
    article.claim("competes_with", "Acme", "Bolt")
    article.claim("competes_with", "Acme", "Bolt")
    (fact,) = corpus.resolve().facts("competes_with")
    assert (fact["n_claims"], fact["n_articles"], fact["status"]) == (2, 1, "single")


def test_publishers_count_once_and_unknown_ones_not_at_all(corpus: Corpus) -> None:
    for name, publisher in (("one", "Harbour"), ("two", "Harbour"), ("three", "Quay")):
        corpus.article(name, publisher=publisher).claim("competes_with", "Acme", "Bolt")
    corpus.article("four").claim("competes_with", "Acme", "Bolt")
    corpus.articles[-1].publisher = None
    (fact,) = corpus.resolve().facts("competes_with")
    assert (fact["n_articles"], fact["n_publishers"]) == (4, 2)


def test_a_symmetric_relation_is_one_either_way_round(corpus: Corpus) -> None:
    corpus.article("one").claim("competes_with", "Bolt", "Acme")
    corpus.article("two").claim("competes_with", "Acme", "Bolt")
    corpus.article("three").claim("competes_with", "Bolt", "Acme")
    (fact,) = corpus.resolve().facts("competes_with")
    assert (fact["subject"], fact["object"], fact["n_claims"]) == ("Bolt", "Acme", 3)


def test_the_year_of_a_state_does_not_part_it(corpus: Corpus) -> None:
    for year in (2016, 2019, 2023):
        article = corpus.article(f"a{year}", f"{year}-05-01")
        article.claim("subsidiary_of", "Bolt", "Acme", when="2019-03" if year == 2019 else None)
    fact, dated = corpus.resolve().facts("subsidiary_of")[::-1]
    assert (fact["n_articles"], fact["date_from"]) == (3, None)
    assert (dated["n_articles"], dated["date_from"]) == (1, date(2019, 3, 1))
    assert dated["broader_fact_id"] == fact["fact_id"]
    assert (fact["first_published"], fact["last_published"]) == (
        date(2016, 5, 1),
        date(2023, 5, 1),
    )


def test_events_of_one_pair_stay_apart(corpus: Corpus) -> None:
    corpus.article("one", "2016-11-15").claim("partners_with", "Acme", "Bolt")
    corpus.article("two", "2016-11-17").claim("partners_with", "Bolt", "Acme")
    later = corpus.article("three", "2019-07-22")
    later.claim("partners_with", "Acme", "Bolt", when="2019-07-22")
    later.claim("partners_with", "Acme", "Bolt", when="2016-11")
    dated, new, old = corpus.resolve().facts("partners_with")
    assert (old["date_from"], old["n_articles"]) == (None, 3)
    assert (dated["date_from"], dated["n_articles"]) == (date(2016, 11, 1), 1)
    assert dated["broader_fact_id"] == old["fact_id"]
    assert (new["date_from"], new["n_articles"]) == (date(2019, 7, 22), 1)
    assert new["broader_fact_id"] is None


def test_what_all_state_has_the_support_of_all(corpus: Corpus) -> None:
    for name, when, amount in (
        ("a", "2019", 1e9),
        ("b", "2019-07", 1e9),
        ("c", "2019-07-22", 1.02e9),
    ):
        article = corpus.article(name)
        article.claim("acquired", "Acme", "Bolt", when=when, amount=amount, currency="USD")
    facts = sorted(corpus.resolve().facts("acquired"), key=lambda f: -f["n_origins"])
    told = [(f["date_precision"], f["amount"], f["n_origins"]) for f in facts]
    assert told == [("year", 1e9, 3), ("month", 1e9, 2), ("day", 1.02e9, 1)]


def test_only_what_is_asserted_or_reported_supports(corpus: Corpus) -> None:
    cases = {
        "Bolt0": (["asserted", "planned", "possible"], "asserted", 1, "single"),
        "Bolt1": (["asserted", "reported"], "asserted", 2, "corroborated"),
        "Bolt2": (["reported", "possible"], "reported", 1, "single"),
        "Bolt3": (["planned", "planned", "possible"], "planned", 2, "corroborated"),
        "Bolt4": (["possible"], "possible", 1, "single"),
        "Bolt5": (["negated", "negated"], "negated", 2, "corroborated"),
    }
    for bought, (modalities, *_) in cases.items():
        for number, modality in enumerate(modalities):
            article = corpus.article(f"{bought} {number}")
            article.claim("acquired", "Acme", bought, modality=modality)
    for fact in corpus.resolve().facts("acquired"):
        modalities, *expected = cases[fact["object"]]
        assert [fact["modality"], fact["n_articles"], fact["status"]] == expected
        assert fact["n_claims"] == len(modalities)
        for modality in ("asserted", "reported", "planned", "possible", "negated"):
            assert fact[f"n_{modality}"] == modalities.count(modality), fact["object"]


def test_a_denial_is_a_fact_of_its_own(corpus: Corpus) -> None:
    corpus.article("one").claim("acquired", "Acme", "Bolt")
    corpus.article("two").claim("acquired", "Acme", "Bolt", modality="negated")
    facts = corpus.resolve().facts("acquired")
    assert sorted(f["modality"] for f in facts) == ["asserted", "negated"]
    assert all(f["n_articles"] == 1 for f in facts)


def test_numbers_of_plans_do_not_stand_for_what_happened(corpus: Corpus) -> None:
    plan: dict[str, Any] = {"amount": 1e10, "currency": "USD", "modality": "possible"}
    corpus.article("one", "2023-01-10").claim("invested_in", "Acme", "Bolt", **plan)
    corpus.article("two", "2023-01-23").claim("invested_in", "Acme", "Bolt", when="2023-01-23")
    (fact,) = corpus.resolve().facts("invested_in")
    assert (fact["amount"], fact["n_possible"], fact["n_articles"]) == (None, 1, 1)


def test_posts_by_their_canonical_title(corpus: Corpus) -> None:
    corpus.people("Ada Berg")
    cases = {
        ("CEO", "Chief Executive Officer"): 1,
        ("chief executive", "the CEO"): 1,
        ("co-founder", "founder"): 1,
        ("chairman", "chairwoman"): 1,
        ("vice-president", "Vice President"): 1,
        ("co-chair", "chair"): 2,
        ("chief executive", "head"): 2,
        ("Director of Sales", "director of research"): 2,
    }
    for number, titles in enumerate(cases):
        for title in titles:
            article = corpus.article(f"{number} {title}")
            article.claim("has_role", "Ada Berg", f"Bolt{number}", role=title)
    facts = corpus.resolve().facts("has_role")
    found = [sum(f["object"] == f"Bolt{n}" for f in facts) for n in range(len(cases))]
    assert found == list(cases.values())


def test_a_known_post_is_shown_by_its_canonical_title_others_as_written(corpus: Corpus) -> None:
    corpus.people("Ada Berg")
    article = corpus.article("a")
    article.claim("has_role", "Ada Berg", "Acme", role="CEO")
    article.claim("has_role", "Ada Berg", "Bolt", role="Keeper of the Quay")
    article.claim("has_role", "Ada Berg", "Nova", kind="employee")
    facts = {f["object"]: f["role"] for f in corpus.resolve().facts("has_role")}
    assert facts == {"Acme": "chief executive", "Bolt": "Keeper of the Quay", "Nova": None}


def test_former_posts_and_posts_of_units_are_others(corpus: Corpus) -> None:
    corpus.people("Ada Berg")
    article = corpus.article("a")
    article.claim("has_role", "Ada Berg", "Acme", role="head")
    article.claim("has_role", "Ada Berg", "Acme", role="head", former=False)
    article.claim("has_role", "Ada Berg", "Acme", role="head", former=True)
    article.claim("has_role", "Ada Berg", "Acme", role="head", organization_unit="the Cloud unit")
    facts = corpus.resolve().facts("has_role")
    assert sorted((f["former"], str(f["organization_unit"])) for f in facts) == [
        (False, "None"),
        (False, "the Cloud unit"),
        (True, "None"),
    ]


def test_kinds_that_mean_one_thing(corpus: Corpus) -> None:
    cases: dict[str, tuple[list[str | None], list[str]]] = {
        "Bolt0": (["main", "primary", "primary", None], ["primary"]),
        "Bolt1": (["preferred", "preferred", "main"], ["preferred"]),
        "Bolt2": (["primary", "exclusive"], ["exclusive", "primary"]),
    }
    for provider, (kinds, _) in cases.items():
        for number, kind in enumerate(kinds):
            article = corpus.article(f"{provider} {number}")
            article.claim("preferred_provider", "Acme", provider, kind=kind)
    facts = corpus.resolve().facts("preferred_provider")
    for provider, (_, shown) in cases.items():
        assert sorted(f["kind"] for f in facts if f["object"] == provider) == shown


def test_text_objects_group_by_their_words(corpus: Corpus) -> None:
    for number, words in enumerate(("Deep learning", "deep learning", "shallow learning")):
        corpus.article(f"a{number}").claim("has_goal", "Acme", value=words)
    facts = corpus.resolve().facts("has_goal")
    assert sorted((f["object_value"], f["n_articles"]) for f in facts) == [
        ("Deep learning", 2),
        ("shallow learning", 1),
    ]


def test_the_words_of_a_date_part_nothing(corpus: Corpus) -> None:
    for number, words in enumerate(("2015", "the year 2015", "2015")):
        article = corpus.article(f"a{number}")
        article.claim("founded_on", "Acme", when="2015", value=words)
    (fact,) = corpus.resolve().facts("founded_on")
    assert (fact["n_articles"], fact["object_value"]) == (3, "2015")


def test_measurements_of_different_times_are_different_facts(corpus: Corpus) -> None:
    for year, number in ((2016, 114_000.0), (2019, 144_000.0), (2019, 144_000.0)):
        article = corpus.article(f"a{len(corpus.articles)}", f"{year}-07-01")
        article.claim("has_metric", "Acme", metric="employees", amount=number, unit="people")
    resolved = corpus.resolve()
    facts = resolved.facts("has_metric")
    assert [(f["amount"], f["n_articles"]) for f in facts] == [(114_000.0, 1), (144_000.0, 2)]
    assert not resolved.tables["conflicts"]


def test_a_claim_of_a_thing_about_itself_is_rejected_with_its_evidence(corpus: Corpus) -> None:
    article = corpus.article("a")
    article.claim("competes_with", "Acme", "Acme Inc.")
    article.claim("competes_with", "Acme", "Bolt")
    resolved = corpus.resolve()
    assert len(resolved.tables["claims"]) == len(resolved.tables["facts"]) == 1
    (rejected,) = resolved.tables["rejected"]
    assert rejected["check_code"] == "claim-of-itself"
    assert rejected["article_id"] == article.id


def test_a_claim_of_an_entity_nobody_listed_is_rejected(corpus: Corpus) -> None:
    article = corpus.article("a")
    article.claim("competes_with", "Acme", "Bolt", object_value=None)
    article.rows[-1][1]["object"] = 99
    resolved = corpus.resolve()
    assert [r["check_code"] for r in resolved.tables["rejected"]] == ["claim-unlinked"]
    assert not resolved.tables["facts"]


def test_a_claim_whose_entity_is_of_another_type_in_all_articles_is_rejected(
    corpus: Corpus,
) -> None:
    for number in range(3):
        corpus.article(f"a{number}").entity("Acme", "Product")
    corpus.article("b").claim("partners_with", "Acme", "Bolt")
    corpus.article("c").claim("partners_with", "Bolt", "Acme")
    resolved = corpus.resolve()
    codes = sorted(r["check_code"] for r in resolved.tables["rejected"])
    assert codes == ["claim-object-type", "claim-subject-type"]
    assert all("Product" in r["reason"] for r in resolved.tables["rejected"])


def test_nothing_staged_gives_empty_tables(corpus: Corpus) -> None:
    resolved = corpus.resolve()
    assert all(rows == [] for rows in resolved.tables.values())
    assert len(resolved.tables) == 13


def test_what_a_metric_counts_is_one_in_any_words(corpus: Corpus) -> None:
    for name, unit in (("one", "people"), ("two", "employees"), ("three", "percent")):
        article = corpus.article(name)
        article.claim("has_metric", "Acme", metric="employees", amount=300.0, unit=unit)
    facts = corpus.resolve().facts("has_metric")
    assert sorted(fact["n_articles"] for fact in facts) == [1, 2]
