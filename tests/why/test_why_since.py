"""What changed since another release, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from tests.release.sample_tables import ARTICLES, SampleArticle, Tables, founded, said
from tests.why.conftest import Make

from factpack.errors import FactpackError
from factpack.ids import make_id
from factpack.release.open import Release
from factpack.why.explain import explain
from factpack.why.find import NotFoundError
from factpack.why.story import Note, Story

LATER = SampleArticle(
    "later-6", (founded("Alder Labs", 2001),), title="Twenty years of Alder", publisher="Skiff"
)


def since(story: Story) -> str:
    """Everything that the last section says, one note a line."""

    def lines(notes: tuple[Note, ...]) -> Iterator[str]:
        for note in notes:
            yield note.text
            yield from lines(note.notes)

    section = story.sections[-1]
    assert section.title.startswith("Since ")
    return "\n".join(lines(section.notes))


def fact_of(release: Release, year: int) -> str:
    rows = release.sql(
        f"select fact_id from facts where subject = 'Alder Labs' and year(date_from) = {year}"
    ).to_pylist()
    return str(rows[0]["fact_id"])


def test_an_article_that_came_and_one_that_went(make: Make) -> None:
    old = make(version="1.0.0")
    new = make((*ARTICLES[1:], LATER), version="1.1.0")
    told = since(explain(new, fact_of(new, 2001), previous=old))
    assert "Appeared: 1 claim." in told
    assert (
        "Skiff, 4 March 2021, “Twenty years of Alder”: the article is new in this release." in told
    )
    assert "Fell: 1 claim." in told
    assert "Harbour Wire, 4 March 2021: the article is no longer in this release." in told
    assert "The row is the same in 1.0.0." in told
    invested = new.sql("select fact_id from facts where predicate = 'invested_in'").to_pylist()[0]
    told = since(explain(new, invested["fact_id"], previous=old))
    assert "n_claims: 3 before, now 2." in told
    assert "Between 1.0.0 and 1.1.0: articles 1 added, 1 gone." in told
    article = explain(new, make_id("a", LATER.source_id), previous=old)
    assert "The row is new: 1.0.0 does not have it." in since(article)
    entity = explain(new, "Alder Labs", previous=old)
    assert "Fell: 3 mentions." in since(entity)


def test_a_row_that_is_gone_is_told_without_its_words(make: Make) -> None:
    old = make(version="1.0.0")
    new = make(ARTICLES[1:], version="1.1.0")
    gone = make_id("a", ARTICLES[0].source_id)
    for table, key in [("claims", "claim_id"), ("quotes", "quote_id"), ("mentions", "mention_id")]:
        (row,) = old.sql(
            f"select {key} as id from {table} where article_id = '{gone}' order by id limit 1"
        ).to_pylist()
        with pytest.raises(NotFoundError):
            explain(new, row["id"])
        story = explain(new, row["id"], previous=old)
        assert (story.version, story.table) == ("1.0.0", table)
        assert story.summary.startswith("No longer in 1.1.0.")
        assert "the article is no longer in this release" in since(story)
        words = json.dumps(story.to_dict(), ensure_ascii=False)
        assert "Alder Labs was founded" not in words and "grow slowly" not in words
        assert str(ARTICLES[0].title) not in words
    with pytest.raises(NotFoundError, match="no row of claims"):
        explain(new, "c-00000000000000000000", previous=old)


def test_tightened_rights_hide_the_words_of_the_release_before(make: Make) -> None:
    old = make(version="1.0.0")
    closed = replace(ARTICLES[1], rights="facts")
    new = make((ARTICLES[0], closed, *ARTICLES[2:]), version="1.1.0")
    article = make_id("a", closed.source_id)
    story = explain(new, article, previous=old)
    assert "rights: full before, now facts." in since(story)
    assert "text: its words are withheld now." in since(story)
    (claim,) = new.sql(
        f"select claim_id from claims where article_id = '{article}' and amount is not null"
    ).to_pylist()
    for id_ in (article, claim["claim_id"]):
        words = json.dumps(explain(new, id_, previous=old).to_dict(), ensure_ascii=False)
        # The facts stay, told in the words of the vocabulary; the sentences do not.
        assert str(closed.title) not in words and "invested $12 million in Birch" not in words


def test_another_text_and_another_extractor(make: Make) -> None:
    old = make(version="1.0.0")
    first = replace(ARTICLES[0], sentences=(*ARTICLES[0].sentences, said("We rest now", "Ann Ho")))
    new = make((first, *ARTICLES[1:]), version="1.1.0", extractor="rules 0.2.0")
    told = since(explain(new, make_id("a", first.source_id), previous=old))
    assert "Harbour Wire" in told and "the text of the article changed" in told
    assert "articles 1 changed" in told
    assert "The extractor changed from rules 0.1.0 to rules 0.2.0." in told


def test_a_claim_that_moved_and_an_entity_that_was_merged(make: Make) -> None:
    old = make(version="1.0.0")
    wrong, right = fact_of(old, 2002), fact_of(old, 2001)

    def regroup(tables: Tables) -> None:
        for claim in tables["claims"]:
            if claim["fact_id"] == wrong:
                claim["fact_id"] = right
        names = {row["name"]: row for row in tables["entities"]}
        names["Tomas Reed"]["replaced_by"] = names["Mara Quill"]["entity_id"]

    new = make(version="1.1.0", change=regroup)
    told = since(explain(new, right, previous=old))
    assert (
        f"Millbrook Courier, 9 March 2021, “{ARTICLES[1].title}”: the claim was under {wrong}."
        in (told)
    )
    assert f"the claim is now under {right}." in since(explain(new, wrong, previous=old))
    assert "Tomas Reed was merged into it." in since(explain(new, "Mara Quill", previous=old))
    merged = explain(new, "Tomas Reed", previous=old)
    assert "replaced_by: nothing before, now Mara Quill." in since(merged)
    assert "It is one with Mara Quill" in merged.sections[0].notes[1].text


def test_the_same_release_changes_nothing(make: Make) -> None:
    release = make()
    for table in ("facts", "claims", "entities", "conflicts", "origins", "segments"):
        row = release.sql(f"from {table} limit 1").to_pylist()[0]
        key = "|".join(
            str(row[c]) for c in list(row)[: 2 if table in ("conflicts", "segments") else 1]
        )
        told = since(explain(release, key, previous=release)).splitlines()
        assert told[0] == "The row is the same in 1.0.0."
        assert not [line for line in told if line.startswith(("Appeared", "Fell"))]


def test_releases_of_two_datasets_are_not_compared(make: Make) -> None:
    other = make(name="other-corpus", version="0.9.0")
    release = make()
    with pytest.raises(FactpackError, match="only releases of one dataset can be compared"):
        explain(release, fact_of(release, 2001), previous=other)


def test_a_date_of_the_first_publication_is_no_finer_than_known(make: Make) -> None:
    def vague(tables: Tables) -> None:
        for article in tables["articles"]:
            if article["published_on"] == date(2021, 3, 9):
                article["published_on"] = date(2021, 3, 1)
                article["published_precision"] = "month"

    release = make(change=vague)
    story = explain(release, fact_of(release, 2002))
    assert any(note.text == "Published March 2021." for s in story.sections for note in s.notes)
