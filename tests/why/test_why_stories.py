"""Stories of the sample release: every row has one, its numbers are right, its ids lead on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain

import pytest
from tests.release.sample_tables import SampleArticle, founded
from tests.why.conftest import Make

from factpack.ids import sha256
from factpack.release.open import Release
from factpack.why.explain import TELLERS, explain
from factpack.why.find import find_row
from factpack.why.story import Note, Story
from factpack.why.tables import open_tables
from factpack_validators.schemas import primary_key, table_names

pytestmark = pytest.mark.usefixtures("open_once")


def notes(story: Story, *titles: str) -> Iterator[Note]:
    """All notes of a story, or those of some sections, the deeper ones too."""

    def below(found: Iterable[Note]) -> Iterator[Note]:
        for note in found:
            yield note
            yield from below(note.notes)

    chosen = [s for s in story.sections if not titles or s.title in titles]
    return chain.from_iterable(below(section.notes) for section in chosen)


def text(story: Story, *titles: str) -> str:
    return "\n".join(note.text for note in notes(story, *titles))


def keys(release: Release, table: str) -> list[str]:
    columns = release.table(table).select(primary_key(table)).to_pylist()
    return ["|".join(map(str, row.values())) for row in columns]


TOLD = [table for table in table_names() if table != "statements"]
"""A row of `statements` has the key of its claim, whose story is told."""


def test_every_table_has_a_teller() -> None:
    assert set(TELLERS) == set(TOLD)


@pytest.mark.parametrize("table", TOLD)
def test_rows_of_every_table_have_a_story_whose_ids_lead_on(sample: Release, table: str) -> None:
    every = keys(sample, table)
    led_to = set()
    for key in dict.fromkeys([every[0], every[len(every) // 2], every[-1]]):
        story = explain(sample, key)
        assert (story.table, story.key) == (table, key)
        assert story.title and story.summary and story.sections
        assert all(section.notes for section in story.sections)
        assert json.loads(json.dumps(story.to_dict()))["row"].keys() == story.row.keys()
        led_to |= {ref for note in notes(story) for ref in note.refs}
    assert led_to
    with open_tables(sample) as tables:
        assert all(find_row(tables, ref).text.startswith(ref) for ref in sorted(led_to))


def test_the_claims_and_origins_of_a_fact_are_those_of_the_tables(sample: Release) -> None:
    facts = sample.sql("from facts order by n_claims desc, fact_id limit 12").to_pylist()
    for fact in facts:
        story = explain(sample, fact["fact_id"])
        told = {ref for n in notes(story, "Who says so") if n.passage for ref in n.refs}
        supporting = sample.sql(
            "with recursive finer as ("
            f"select '{fact['fact_id']}' as fact_id union select f.fact_id from facts f "
            "join finer n on f.broader_fact_id = n.fact_id) "
            "select claim_id, origin_id from claims join finer using (fact_id) "
            "where modality in ('asserted', 'reported')"
        ).to_pylist()
        assert told == {claim["claim_id"] for claim in supporting}
        assert len({claim["origin_id"] for claim in supporting}) == fact["n_origins"]
        assert f"{fact['n_articles']} article" in story.summary
        assert f"{fact['n_origins']} independent origin" in story.summary


def test_the_words_of_every_claim_stand_in_their_sentence(sample: Release) -> None:
    texts = {a["article_id"]: a["text"] for a in sample.table("articles").to_pylist()}
    for claim in sample.table("claims").to_pylist()[::15]:
        story = explain(sample, claim["claim_id"])
        place = next(n.passage for n in notes(story, "Where it stands") if n.passage)
        assert place.availability == "published"
        assert place.exact is not None and sha256(place.exact) == claim["exact_sha256"]
        before, after = (
            (place.before or "").removeprefix("…"),
            (place.after or "").removesuffix("…"),
        )
        assert before + place.exact + after in texts[claim["article_id"]]
        assert f"Found by rule {claim['rule']} of {claim['extractor']}" in text(story)


def test_copies_and_shared_statements_are_explained(sample: Release) -> None:
    shared = sample.sql(
        "select origin_id, kind, n_articles from origins where n_articles > 1 order by kind"
    ).to_pylist()
    assert {origin["kind"] for origin in shared} == {"article", "credit", "statement"}
    for origin in shared:
        story = explain(sample, origin["origin_id"])
        carriers = list(notes(story, "Who carries it"))
        assert len(carriers) == origin["n_articles"]
        firsts = ("the earliest", "the outlet's own")
        assert sum(any(word in n.text for word in firsts) for n in carriers) == 1
    fact = sample.sql(
        f"select fact_id from claims where origin_id = '{shared[-1]['origin_id']}' "
        "group by fact_id order by count(distinct article_id) desc, fact_id limit 1"
    ).to_pylist()[0]["fact_id"]
    assert "rest on one origin: one statement, repeated" in text(explain(sample, fact))


def test_a_conflict_is_told_from_both_sides(sample: Release) -> None:
    row, other = sample.sql(
        "from conflicts where status = 'resolved' order by conflict_id, fact_id limit 2"
    ).to_pylist()
    conflict = row["conflict_id"]
    a, b = row["fact_id"], other["fact_id"]
    story = explain(sample, conflict)
    assert explain(sample, f"{conflict}|{a}").sections == story.sections
    assert explain(sample, f"{conflict}|{b}").sections == story.sections
    sides = [section for section in story.sections if section.title.startswith("For: ")]
    assert len(sides) == 2 and all(
        any(note.passage for note in notes(story, side.title)) for side in sides
    )
    for fact in (a, b):
        own = explain(sample, fact)
        assert conflict in {ref for n in notes(own, "What contradicts") for ref in n.refs}
        preferred = row["is_preferred"] if fact == a else other["is_preferred"]
        rank = "preferred" if preferred else "deprecated"
        assert f"ranked {rank}" in own.summary


def test_linking_tells_the_words_their_kind_and_the_basis(sample: Release) -> None:
    pronoun = sample.sql(
        "select claim_id from evidence where resolution = 'pronoun' and part = 'subject' "
        "order by claim_id limit 1"
    ).to_pylist()[0]["claim_id"]
    assert "a pronoun that stands for" in text(explain(sample, pronoun), "How it was read")
    assert "last named" in text(explain(sample, pronoun), "How it was read")
    curated = sample.sql(
        "select entity_id, alias from aliases where basis = 'curated' and n_mentions > 0 "
        "order by n_mentions desc, alias limit 1"
    ).to_pylist()[0]
    story = explain(sample, f"{curated['entity_id']}|{curated['alias']}")
    assert "a curator gave this form in entities.csv" in text(story, "How it was linked")
    places = [n.passage for n in notes(story, "Where it stands") if n.passage]
    assert places and all(p.exact == curated["alias"] for p in places)


def test_a_story_stays_short_whatever_the_fact(make: Make) -> None:
    articles = tuple(
        SampleArticle(f"many-{i}", (founded("Alder Labs", 2001),), title=f"Report {i}")
        for i in range(70)
    )
    release = make(articles)
    fact = release.table("facts").to_pylist()[0]
    story = explain(release, fact["fact_id"])
    assert sum(n.passage is not None for n in notes(story, "Who says so")) == 20
    assert "50 more claims are not shown here." in text(story, "Who says so")
    assert "70 claims in 70 articles by 1 publisher, from 70 independent origins" in story.summary
