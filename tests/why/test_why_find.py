"""Which row is meant."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.release.sample_tables import Tables
from tests.why.conftest import Make

from factpack.errors import FactpackError
from factpack.release.open import Release
from factpack.why.explain import explain
from factpack.why.find import NotFoundError, find_row
from factpack.why.tables import open_tables


def found(release: Release, asked: str) -> tuple[str, str]:
    with open_tables(release) as tables:
        row = find_row(tables, asked)
        return row.table, row.text


def test_an_id_may_be_cut_where_no_other_begins_so(sample: Release) -> None:
    claims = sorted(sample.table("claims")["claim_id"].to_pylist())
    shortest = next(
        n for n in range(3, 23) if sum(c.startswith(claims[7][:n]) for c in claims) == 1
    )
    assert found(sample, claims[7][:shortest]) == ("claims", claims[7])
    assert found(sample, f" {claims[7]}\n") == ("claims", claims[7])
    assert found(sample, f"{claims[7][:shortest]}|trigger") == ("evidence", f"{claims[7]}|trigger")
    with pytest.raises(FactpackError, match=r"several claims begin with c-: c-.*, …\. Give more"):
        found(sample, "c-")


def test_an_unknown_id_is_met_with_the_nearest(sample: Release) -> None:
    facts = sample.table("facts")["fact_id"].to_pylist()
    last, first = facts[3][-1], facts[3][2]
    for slip in (
        facts[3][:-1] + ("0" if last != "0" else "1"),
        facts[3][:2] + ("0" if first != "0" else "1") + facts[3][3:],
    ):
        with pytest.raises(NotFoundError, match=f"no row of facts has the id {slip}") as problem:
            found(sample, slip)
        assert facts[3] in str(problem.value)


def test_names_find_entities(sample: Release, make: Make) -> None:
    (entity,) = sample.sql("from entities where name = 'Satya Nadella'").to_pylist()
    for name in ("Satya Nadella", "satya nadella", " Satya Nadella "):
        assert found(sample, name) == ("entities", entity["entity_id"])
    with pytest.raises(NotFoundError, match=r"The nearest: e-[0-9a-f]{20} .Satya Nadella"):
        found(sample, "Satia Nadela")

    def twins(tables: Tables) -> None:
        for alias in tables["aliases"][:2]:
            alias["alias"] = "Twin"

    with pytest.raises(FactpackError, match=r'several entities are named "Twin": e-.*; e-') as both:
        found(make(change=twins), "Twin")
    assert "Give the id of one" in str(both.value)


def test_predicates_and_unknown_words(sample: Release) -> None:
    assert found(sample, "founded_on") == ("predicates", "founded_on")
    with pytest.raises(NotFoundError, match=r"Did you mean founded_on\?"):
        found(sample, "foundedon")
    with pytest.raises(NotFoundError, match="Ids begin with a letter"):
        found(sample, "qqqqqqqqqqqqqqqq")


def test_parts_of_composite_keys(sample: Release) -> None:
    claim = sample.table("claims")["claim_id"][0].as_py()
    article = sample.table("articles")["article_id"][0].as_py()
    fact = sample.sql("from facts where status <> 'contested' limit 1")["fact_id"][0].as_py()
    conflict = sample.table("conflicts")["conflict_id"][0].as_py()
    assert found(sample, conflict)[0] == "conflicts"
    assert found(sample, f"{article}|0") == ("segments", f"{article}|0")
    for asked, message in [
        (f"{claim}|subjct", f"The nearest: {claim}.subject"),
        (f"{article}|99999", "The ordinals of the article go from 0 to"),
        (f"{article}|{'9' * 40}", "The ordinals of the article go from 0 to"),
        (f"{article}|²", "The ordinals of the article go from 0 to"),
        (f"{conflict}|{article}", "a rival is x-…"),
        (f"{conflict}|{fact}", "Its rivals are f-"),
    ]:
        with pytest.raises(NotFoundError, match=message):
            found(sample, asked)


def test_an_alias_may_hold_the_bar(make: Make) -> None:
    def bar(tables: Tables) -> None:
        tables["aliases"][0]["alias"] = 'A|b\'s "c"'

    release = make(change=bar)
    entity = release.table("aliases")["entity_id"][0].as_py()
    story = explain(release, f'{entity}|A|b\'s "c"')
    assert story.row["alias"] == 'A|b\'s "c"'


@given(
    st.one_of(
        st.text(max_size=30),
        st.from_regex(r"[acefmloqrx]-[0-9a-fx]{0,22}(\|.{0,9})?", fullmatch=True),
        st.sampled_from(
            ["", "|", "f-|f-", "' or 1=1 --", "\0", "e-\x1b[2J", "a" * 100_000, "%", "*"]
        ),
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_asked_is_found_or_met_with_a_message(sample: Release, asked: str) -> None:
    try:
        found(sample, asked)
    except FactpackError as problem:
        assert len(str(problem)) < 1000
        assert all(c.isprintable() for c in str(problem))
