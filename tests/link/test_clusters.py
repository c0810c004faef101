"""Names cluster where there is a reason, and stay apart where there is none or too many."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpack.link.clusters import (
    ACRONYM,
    Attested,
    Basis,
    Clusters,
    Name,
    family_of,
    find_links,
    join_names,
)
from factpack.link.curated import CuratedEntity, key_of
from factpack.model import EntityType


def name(surface: str, type_: EntityType = "Organization", n_articles: int = 1) -> Name:
    return Name(key_of(surface, type_), family_of(type_), surface, type_, n_articles)


def person(surface: str, n_articles: int = 1) -> Name:
    return name(surface, "Person", n_articles)


def cluster(
    names: list[Name],
    said: list[tuple[str, str, Basis, int]] | None = None,
    apart: dict[tuple[str, str], int] | None = None,
    curated: list[CuratedEntity] | None = None,
    *,
    agreed: bool = False,
) -> list[set[str]]:
    """Clusters as sets of surfaces, those of one name left out."""
    at = {n.surface: place for place, n in enumerate(names)}
    attested = [Attested(at[full], at[alias], basis, n) for full, alias, basis, n in said or []]
    links = find_links(names, attested)
    links = [link for link in links if agreed or link.kind != ACRONYM]
    pairs = {(min(at[a], at[b]), max(at[a], at[b])): n for (a, b), n in (apart or {}).items()}
    return grouped(names, join_names(names, links, pairs, curated or []))


def grouped(names: list[Name], clusters: Clusters) -> list[set[str]]:
    groups: dict[int, set[str]] = {}
    for place, root in enumerate(clusters.of):
        groups.setdefault(root, set()).add(names[place].surface)
    return [group for group in groups.values() if len(group) > 1]


@pytest.mark.parametrize(
    ("surfaces", "joined"),
    [
        (["Orbit", "Orbit Inc."], True),
        (["Orbit Corp.", "Orbit Corporation"], True),
        (["Orbit", "Orbit LP"], False),
        (["Orbit", "Orbit Foods"], False),
        (["Orbitworks", "Orbit Works"], True),
        (["Unit 35", "Unit 3 5"], False),
        (["Orbit", "Nova"], False),
        (["Grünwerk", "Gruenwerk"], True),
        (["Grunwerk", "Gruenwerk"], False),
    ],
)
def test_organisations(surfaces: list[str], joined: bool) -> None:
    assert cluster([name(s) for s in surfaces]) == ([set(surfaces)] if joined else [])


def test_a_product_of_the_bare_name_is_not_the_company() -> None:
    assert cluster([name("Orbit", "Product"), name("Orbit Inc.")]) == []


def test_countries_and_states_are_one_under_their_other_names() -> None:
    names = [name(n, "Place") for n in ("United States", "US", "U.S.A.", "Fla.", "Florida", "UK")]
    names += [name("US"), name("Pa", "Product"), name("Pennsylvania", "Place")]
    apart = {("United States", "U.S.A."): 1}
    found = cluster(names, apart=apart)
    assert sorted(map(sorted, found)) == [["Fla.", "Florida"], ["U.S.A.", "US", "United States"]]
    assert cluster([name("USA", "Place"), name("US", "Place")]) == [{"USA", "US"}]


def test_families_do_not_mix() -> None:
    assert cluster([name("Orbit", "Place"), name("Orbit Inc.")]) == []


@pytest.mark.parametrize(
    ("surfaces", "joined"),
    [
        (["Ada Lindqvist", "Ada M. Lindqvist"], True),
        (["A. Lindqvist", "Ada Lindqvist"], True),
        (["A. M. Lindqvist", "Ada Maria Lindqvist"], True),
        (["Ada B. Lindqvist", "Ada M. Lindqvist"], False),
        (["Ada Lindqvist", "Alma Lindqvist"], False),
        (["Ada Lindqvist", "Ada Lindqvist Jr."], False),
        (["Lindqvist", "Ada Lindqvist"], False),
    ],
)
def test_persons(surfaces: list[str], joined: bool) -> None:
    assert cluster([person(s) for s in surfaces]) == ([set(surfaces)] if joined else [])


def test_an_initial_of_two_persons_is_neither() -> None:
    assert cluster([person("A. Berg"), person("Ada Berg"), person("Alma Berg")]) == []


def test_a_name_between_two_middle_names_is_neither() -> None:
    names = [person("Ada Berg"), person("Ada B. Berg"), person("Ada M. Berg")]
    assert cluster(names) == []


def test_a_surname_joins_its_only_bearer_where_an_article_says_so() -> None:
    names = [person("Berg"), person("Ada Berg")]
    said: list[tuple[str, str, Basis, int]] = [("Ada Berg", "Berg", "part-of-name", 1)]
    assert cluster(names, said) == [{"Berg", "Ada Berg"}]
    assert cluster([*names, person("Olof Berg")], said) == []


def test_a_surname_that_articles_hold_apart_stays_apart() -> None:
    names = [person("Berg"), person("Ada Berg")]
    said: list[tuple[str, str, Basis, int]] = [("Ada Berg", "Berg", "part-of-name", 1)]
    assert cluster(names, said, {("Ada Berg", "Berg"): 1}) == []


def test_a_definition_joins_an_acronym() -> None:
    names = [name("Northern Light Works"), name("NLW")]
    said: list[tuple[str, str, Basis, int]] = [("Northern Light Works", "NLW", "acronym", 1)]
    assert cluster(names, said) == [{"Northern Light Works", "NLW"}]
    assert cluster(names) == []
    assert cluster(names, agreed=True) == [{"Northern Light Works", "NLW"}]


def test_an_acronym_defined_twice_goes_to_the_far_more_frequent_or_nowhere() -> None:
    names = [name("Northern Light Works"), name("NLW"), name("National Lake Watch")]
    for often, joined in ((5, []), (30, [{"Northern Light Works", "NLW"}])):
        said: list[tuple[str, str, Basis, int]] = [
            ("Northern Light Works", "NLW", "acronym", often),
            ("National Lake Watch", "NLW", "acronym", 1),
        ]
        assert cluster(names, said) == joined


def test_a_product_joins_its_name_with_maker_only_by_evidence() -> None:
    names = [name("Sky", "Product"), name("Orbit Sky", "Product")]
    assert cluster(names) == []
    assert cluster(names, [("Orbit Sky", "Sky", "part-of-name", 1)]) == [{"Sky", "Orbit Sky"}]


def test_two_legal_forms_in_one_article_are_two_companies() -> None:
    names = [name("Orbit Ltd", n_articles=2), name("Orbit Inc.", n_articles=2)]
    assert cluster(names) == [{"Orbit Ltd", "Orbit Inc."}]
    assert cluster(names, apart={("Orbit Inc.", "Orbit Ltd"): 1}) == []


def test_extraction_that_splits_a_company_once_does_not_split_it() -> None:
    names = [name("Orbit"), name("Orbit Inc.")]
    assert cluster(names, apart={("Orbit", "Orbit Inc."): 1}) == [{"Orbit", "Orbit Inc."}]


@pytest.mark.parametrize(
    ("wrong", "right", "joined"),
    [
        ("Quillmarck Research", "Quillmark Research", True),
        ("Quilmlark Research", "Quillmark Research", True),
        ("Quilmlrak Research", "Quillmark Research", False),
        ("Quillmark Rsearch", "Quillmark Research", True),
        ("Unit 1234567", "Unit 1234568", False),
        ("Acme Berks", "Acme Berk", False),
    ],
)
def test_slips_of_the_pen(wrong: str, right: str, joined: bool) -> None:
    names = [name(wrong), name(right, n_articles=9)]
    assert cluster(names) == ([{wrong, right}] if joined else [])


def test_a_word_that_others_bear_is_no_slip() -> None:
    names = [person("Ada Andersen"), person("Ada Anderson", 9), person("Olof Andersen")]
    assert cluster(names) == []


def test_given_names_are_never_slips() -> None:
    assert cluster([person("Kristian Berg"), person("Kristina Berg", 9)]) == []


@pytest.mark.parametrize(
    ("wrong", "right", "joined"),
    [
        ("Ada Zukerberg", "Ada Zuckerberg", True),
        ("Ada Tester", "Ada Lester", False),  # another first letter, and a word
        ("Ada Bakere", "Ada Bakerl", True),
        ("Ada Walters", "Ada Walter", False),  # a surname of others
    ],
)
def test_persons_whose_last_words_are_words_or_names_are_two(
    wrong: str, right: str, joined: bool
) -> None:
    names = [person(wrong), person(right, n_articles=9)]
    assert cluster(names) == ([{wrong, right}] if joined else [])


@pytest.mark.parametrize(
    ("other", "joined"),
    [
        ("National Service Watch", True),
        ("Notional Services Watch", True),
        ("National Surveys Watch", False),
        ("Nautical Services Wharf", False),
    ],
)
def test_names_of_one_acronym_that_one_letter_parts_are_one(other: str, joined: bool) -> None:
    names = [name("National Services Watch", n_articles=3), name("NSW"), name(other)]
    # A word that others bear: it is the common acronym that tells.
    names += [name("Service Berk"), name("Notional Berk")]
    said: list[tuple[str, str, Basis, int]] = [
        ("National Services Watch", "NSW", "acronym", 3),
        (other, "NSW", "acronym", 1),
    ]
    found = cluster(names, said)
    assert found == ([{"National Services Watch", "NSW", other}] if joined else [])


@pytest.mark.parametrize(
    ("other", "joined"), [("Orbit Motors Co.", True), ("Orbit Motion Co.", False)]
)
def test_names_shortened_alike_that_only_a_plural_parts_are_one(other: str, joined: bool) -> None:
    names = [name("Orbit Motor Company", n_articles=3), name(other), name("Orbit", n_articles=2)]
    said: list[tuple[str, str, Basis, int]] = [
        ("Orbit Motor Company", "Orbit", "part-of-name", 2),
        (other, "Orbit", "part-of-name", 1),
    ]
    assert cluster(names, said) == ([{n.surface for n in names}] if joined else [])


def test_a_curator_joins_and_parts() -> None:
    names = [name("Orbit"), name("OBT"), name("Orbit LP"), name("Orbit Inc.")]
    row = CuratedEntity(2, "Orbit", "Organization", ("OBT",), None, (), ("Orbit Inc.",))
    assert cluster(names, curated=[row]) == [{"Orbit", "OBT"}]


def test_a_curator_overrules_a_type() -> None:
    names = [name("Ada Berg", "Organization"), person("Ada Berg"), name("Berg")]
    row = CuratedEntity(2, "Ada Berg", "Person", ("Berg",))
    clusters = join_names(names, [], {}, [row])
    assert clusters.of[0] == clusters.of[1]
    assert clusters.of[2] == 2, "one word may be a person here and a company there"


def test_two_rows_are_never_joined_but_by_same_as() -> None:
    names = [name("Orbit"), name("Orbit Inc.")]
    one = CuratedEntity(2, "Orbit", "Organization")
    other = CuratedEntity(3, "Orbit Inc.", "Organization")
    assert cluster(names, curated=[one, other]) == []
    same = CuratedEntity(3, "Orbit Inc.", "Organization", (), None, ("Orbit",))
    assert cluster(names, curated=[one, same]) == [{"Orbit", "Orbit Inc."}]


WORDS = st.sampled_from(["Orbit", "Nova", "Foods", "Works", "Inc.", "Ltd", "A.", "Ada", "Berg"])
NAMES = st.lists(
    st.tuples(
        st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
        st.sampled_from(["Organization", "Person", "Product"]),
        st.integers(1, 12),
    ),
    max_size=12,
)


@given(NAMES, st.randoms(use_true_random=False))
def test_more_names_of_other_words_change_no_cluster(
    drawn: list[tuple[str, EntityType, int]], chance: random.Random
) -> None:
    distinct = {(family_of(t), key_of(s, t)): name(s, t, n) for s, t, n in drawn}
    names = [distinct[key] for key in sorted(distinct)]
    others = [name(f"Zephyr{n} Quay{n}", "Organization", n) for n in range(chance.randint(1, 5))]
    more = sorted([*names, *others], key=lambda n: (n.family, n.key))
    assert sorted(map(sorted, cluster(names))) == sorted(map(sorted, cluster(more)))
