"""Entities over articles and over releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.corroborate.conftest import Corpus, Resolved

HEADER = "name,type,aliases,wikidata_id,same_as,not_same_as\n"


def aliases(resolved: Resolved, name: str) -> dict[str, str]:
    id_ = resolved.entity(name)["entity_id"]
    return {r["alias"]: r["basis"] for r in resolved.tables["aliases"] if r["entity_id"] == id_}


def test_forms_of_a_name_are_aliases_with_their_basis(corpus: Corpus) -> None:
    for number in range(3):
        article = corpus.article(f"a{number}")
        article.entity("Orbit Foods", acronym="OFD", ticker="ORBF", part_of_name="Orbit")
    corpus.article("b").entity("Orbit Foods Inc.")
    corpus.article("c").entity("OFD")
    resolved = corpus.resolve()
    assert resolved.names() == {"Orbit Foods"}
    assert aliases(resolved, "Orbit Foods") == {
        "Orbit Foods": "same-name",
        "Orbit Foods Inc.": "legal-form",
        "OFD": "acronym",
        "ORBF": "ticker",
        "Orbit": "part-of-name",
    }


def test_counts_are_of_mentions_by_name(corpus: Corpus) -> None:
    one, two = corpus.article("one"), corpus.article("two")
    one.mention("Orbit")
    one.mention("Orbit")
    two.mention("Orbit Inc.")
    one.rows.append(
        ("mentions", {"entity": 0, "kind": "pronoun", **one.span(0, 1)}),
    )
    resolved = corpus.resolve()
    entity = resolved.entity("Orbit")
    assert (entity["n_mentions"], entity["n_articles"]) == (3, 2)
    assert {m["entity_id"] for m in resolved.tables["mentions"]} == {entity["entity_id"]}


def test_the_name_most_used_is_canonical_but_never_a_mere_part(corpus: Corpus) -> None:
    corpus.people("Ada Lindqvist", "Ada M. Lindqvist", "Lindqvist")
    corpus.article("a").entity("Ada M. Lindqvist")
    for number in range(2):
        corpus.article(f"b{number}").entity("Ada Lindqvist", part_of_name="Lindqvist")
    for number in range(5):
        corpus.article(f"c{number}").entity("Lindqvist")
    assert corpus.resolve().names() == {"Ada Lindqvist"}


def test_who_an_article_tells_apart_stays_apart(corpus: Corpus) -> None:
    corpus.people("Ada Lindqvist", "Ada Lindqvist #2", "Ada M. Lindqvist")
    one, two = corpus.article("one"), corpus.article("two")
    for name in ("Ada Lindqvist", "Ada Lindqvist #2"):
        one.mention(name, "Ada Lindqvist")
        two.mention(name, "Ada Lindqvist")
    corpus.article("three").mention("Ada Lindqvist")
    corpus.article("four").mention("Ada M. Lindqvist")
    rows = corpus.resolve().tables["entities"]
    # One for all articles, and in two of them another that may be two people.
    assert sorted((r["name"], r["n_articles"]) for r in rows) == [
        ("Ada Lindqvist", 1),
        ("Ada Lindqvist", 1),
        ("Ada Lindqvist", 4),
    ]
    assert len({r["entity_id"] for r in rows}) == 3


def test_words_glued_together_in_one_article_rename_nothing(corpus: Corpus) -> None:
    for number in range(3):
        corpus.article(f"a{number}").entity("Orbit")
    corpus.article("b").entity("Harbour Gazette Orbit", part_of_name="Orbit")
    assert corpus.resolve().names() == {"Orbit"}


def test_a_name_that_two_articles_have_in_full_is_no_accident(corpus: Corpus) -> None:
    for number in range(3):
        corpus.article(f"a{number}").entity("Orbit")
    for number in range(2):
        corpus.article(f"b{number}").entity("Orbit Harbour", part_of_name="Orbit")
    assert corpus.resolve().names() == {"Orbit Harbour"}


def test_a_unit_that_few_articles_name_does_not_rename_the_whole(corpus: Corpus) -> None:
    for number in range(6):
        corpus.article(f"a{number}").entity("Orbit")
    for number in range(2):
        corpus.article(f"b{number}").entity("Orbit Consulting", part_of_name="Orbit")
    assert corpus.resolve().names() == {"Orbit"}


def test_a_name_with_its_legal_form_counts_for_the_name_without_it(corpus: Corpus) -> None:
    for number in range(3):
        corpus.article(f"a{number}").entity("Orbit Harbour Inc.")
    for number in range(2):
        corpus.article(f"b{number}").entity("Orbit Harbour")
    assert corpus.resolve().names() == {"Orbit Harbour"}


def test_a_part_that_two_articles_use_names_what_one_has_in_full(corpus: Corpus) -> None:
    for number in range(2):
        corpus.article(f"a{number}").entity("Orbit Party")
    corpus.article("b").entity("Orbit Party Standing Committee", part_of_name="Orbit Party")
    assert corpus.resolve().names() == {"Orbit Party"}


def test_a_headline_in_capitals_gives_no_name(corpus: Corpus) -> None:
    for number in range(3):
        corpus.article(f"a{number}").entity("ORBIT FOODS")
    corpus.article("b").entity("Orbit Foods")
    corpus.article("c").entity("EUMETSAT")
    assert corpus.resolve().names() == {"Orbit Foods", "EUMETSAT"}


def test_whom_few_articles_take_for_a_person_is_none(corpus: Corpus) -> None:
    for number, type_ in enumerate(["Person", "Other", "Other", "Other"]):
        corpus.article(f"a{number}").entity("Orbit Fair", type_)
        corpus.article(f"b{number}").entity("Orbit Foods", type_.replace("Person", "Organization"))
    resolved = corpus.resolve()
    assert resolved.entity("Orbit Fair")["type"] == "Other"
    assert resolved.entity("Orbit Foods")["type"] == "Organization"


def test_what_mostly_stands_behind_the_article_is_no_person(corpus: Corpus) -> None:
    for number in range(2):
        for name, words in (("Tarn Rovers", "the Tarn Rovers"), ("Ada Orr", "Ada Orr")):
            article = corpus.article(f"{name} {number}")
            start = article.say(f"We saw {words}.")[0] + len("We saw ") + len(words) - len(name)
            row = {"entity": article.entity(name, "Person"), "kind": "name"}
            article.rows.append(("mentions", {**row, **article.span(start, start + len(name))}))
    corpus.article("c").entity("Tarn Rovers", "Organization")
    resolved = corpus.resolve()
    found = sorted((e["name"], e["type"]) for e in resolved.tables["entities"])
    assert found == [("Ada Orr", "Person"), ("Tarn Rovers", "Organization")]


def test_what_an_article_cannot_type_takes_the_type_others_see(corpus: Corpus) -> None:
    corpus.article("a").entity("Redford", "Place")
    corpus.article("b").entity("Redford", "Other")
    corpus.article("c").entity("Redford", "Person")
    resolved = corpus.resolve()
    found = sorted((r["name"], r["type"]) for r in resolved.tables["entities"])
    assert found == [("Redford", "Person"), ("Redford", "Place")]


def test_an_acronym_nobody_explains_joins_where_claims_agree(corpus: Corpus) -> None:
    corpus.people("Ada Lindqvist")
    corpus.article("a").claim("has_role", "Ada Lindqvist", "Northern Light Works", role="head")
    other = corpus.article("b")
    other.claim("partners_with", "NLW", "Bolt")
    assert "NLW" in corpus.resolve().names()
    other.claim("has_role", "Ada Lindqvist", "NLW", role="head")
    assert "NLW" not in corpus.resolve().names()


def test_one_name_under_two_types_is_one_thing_where_claims_agree(corpus: Corpus) -> None:
    corpus.article("a").claim("competes_with", "Orbit", "Bolt")
    slip = corpus.article("b")
    slip.entity("Orbit", "Person")
    slip.claim("competes_with", "Bolt", "Nova")
    assert len(corpus.resolve().tables["entities"]) == 4
    slip.claim("competes_with", "Orbit", "Bolt")
    assert corpus.resolve().entity("Orbit")["type"] == "Organization"


def test_a_curator_overrules_articles_that_hold_names_apart(corpus: Corpus) -> None:
    article = corpus.article("a")
    article.mention("Orbit")
    article.mention("Ofoods")
    rows = HEADER + "Orbit,Organization,Ofoods,,,\n"
    assert corpus.resolve(entities=rows).names() == {"Orbit"}


def test_articles_that_treat_two_names_as_two_keep_them_apart(corpus: Corpus) -> None:
    corpus.people("Ada Berg", "Berg")
    corpus.article("a").entity("Ada Berg", part_of_name="Berg")
    article = corpus.article("b")
    article.entity("Ada Berg")
    article.entity("Berg")
    assert corpus.resolve().names() == {"Ada Berg", "Berg"}


def test_a_curated_row_gives_name_type_and_item(corpus: Corpus) -> None:
    corpus.article("a").entity("Orbit Corp.")
    corpus.article("b").entity("OBT", "Other")
    rows = HEADER + "Orbit,Organization,OBT,Q42,,\nNova,Place,,,,\n"
    resolved = corpus.resolve(entities=rows)
    entity = resolved.entity("Orbit")
    assert (entity["type"], entity["wikidata_id"], entity["basis"]) == (
        "Organization",
        "Q42",
        "curated",
    )
    assert aliases(resolved, "Orbit") == {
        "Orbit": "curated",
        "OBT": "curated",
        "Orbit Corp.": "legal-form",
    }
    assert [f.code for f in resolved.findings] == ["entities-unused"]


def test_unrelated_articles_change_no_id(corpus: Corpus) -> None:
    corpus.people("Ada Lindqvist")
    corpus.article("a").claim("has_role", "Ada Lindqvist", "Orbit Inc.", role="CEO")
    before = corpus.resolve()
    corpus.article("b", "2001-01-01").claim("partners_with", "Acme", "Bolt")
    after = corpus.resolve()
    for table, key in (("entities", "entity_id"), ("facts", "fact_id"), ("origins", "origin_id")):
        old, new = ({r[key] for r in x.tables[table]} for x in (before, after))
        assert old < new, table


def test_a_longer_name_keeps_the_id_of_the_previous_release(corpus: Corpus) -> None:
    corpus.people("Ada Berg", "Ada Maria Berg")
    corpus.article("a").mention("Ada Berg")
    old = corpus.resolve().entity("Ada Berg")["entity_id"]
    previous = corpus.release()
    for number in range(3):
        corpus.article(f"b{number}").mention("Ada Maria Berg")
    assert corpus.resolve().entity("Ada Maria Berg")["entity_id"] != old
    kept = corpus.resolve(previous=previous)
    assert kept.entity("Ada Maria Berg")["entity_id"] == old
    assert len(kept.tables["entities"]) == 1


def test_a_merge_leaves_a_row_that_points_to_the_larger(corpus: Corpus) -> None:
    article = corpus.article("a")
    for _ in range(3):
        article.mention("Orbit Foods")
    corpus.article("b").mention("Ofoods")
    before = corpus.resolve()
    small, large = (before.entity(n)["entity_id"] for n in ("Ofoods", "Orbit Foods"))
    previous = corpus.release()
    rows = HEADER + "Ofoods,Organization,Orbit Foods,,,\n"
    after = corpus.resolve(entities=rows, previous=previous)
    assert after.entity("Ofoods")["entity_id"] == large
    (gone,) = (r for r in after.tables["entities"] if r["replaced_by"])
    assert (gone["entity_id"], gone["replaced_by"], gone["n_mentions"]) == (small, large, 0)
    assert gone["name"] == "Ofoods"
    # The row stays in the release after that, and follows when its target is replaced in turn.
    again = corpus.resolve(entities=rows, previous=corpus.release("second"))
    assert again.tables["entities"] == after.tables["entities"]


def test_a_split_leaves_the_id_with_the_larger_part(corpus: Corpus) -> None:
    article = corpus.article("a")
    for _ in range(3):
        article.mention("Orbit Inc.")
    corpus.article("b").mention("Orbit")
    old = corpus.resolve().entity("Orbit")["entity_id"]
    previous = corpus.release()
    rows = HEADER + "Orbit Inc.,Organization,,,,Orbit\n"
    after = corpus.resolve(entities=rows, previous=previous)
    assert after.entity("Orbit Inc.")["entity_id"] == old
    assert after.entity("Orbit")["entity_id"] != old
    assert not [r for r in after.tables["entities"] if r["replaced_by"]]


def test_an_entity_that_no_article_names_any_more_is_gone(corpus: Corpus) -> None:
    corpus.article("a").mention("Orbit")
    corpus.article("b").mention("Acme")
    corpus.resolve()
    previous = corpus.release()
    corpus.articles.pop()
    assert [r["name"] for r in corpus.resolve(previous=previous).tables["entities"]] == ["Orbit"]


def test_articles_read_anew_keep_ids_by_name(corpus: Corpus) -> None:
    corpus.article("a").mention("Orbit")
    rows = HEADER + "Orbit,Organization,,,,\n"
    old = corpus.resolve(entities=rows).entity("Orbit")["entity_id"]
    previous = corpus.release()
    corpus.articles.clear()
    corpus.article("new").mention("Orbit")
    assert corpus.resolve(previous=previous).entity("Orbit")["entity_id"] == old
