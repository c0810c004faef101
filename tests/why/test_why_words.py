"""Words are shown as far as the release publishes them, or the reader holds the articles."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.release.sample_tables import ARTICLES, article_text
from tests.why.conftest import Make

from factpack.errors import FactpackError
from factpack.ids import make_id, sha256
from factpack.release.open import Release
from factpack.why.explain import explain
from factpack.why.held import HeldTexts
from factpack.why.story import Note, Passage, Story
from factpack_validators.schemas import primary_key, table_names

pytestmark = pytest.mark.usefixtures("open_once")

CLOSED = next(a for a in ARTICLES if a.rights == "facts")
EXCERPTED = next(a for a in ARTICLES if a.rights == "excerpt")


def passages(story: Story, article_id: str) -> list[Passage]:
    found: list[Passage] = []
    waiting: list[Note] = [note for section in story.sections for note in section.notes]
    while waiting:
        note = waiting.pop()
        waiting += note.notes
        if note.passage and note.passage.article_id == article_id:
            found.append(note.passage)
    return found


def claims_of(release: Release, source_id: str) -> list[str]:
    article = make_id("a", source_id)
    rows = release.sql(f"select claim_id from claims where article_id = '{article}' order by 1")
    return [row["claim_id"] for row in rows.to_pylist()]


def articles_folder(folder: Path) -> Path:
    """The sources that the invented release names, with the line that was removed from each."""
    folder.mkdir()
    for article in ARTICLES:
        text = article_text(article) + "\n"
        (folder / f"{article.source_id}.txt").write_text(text, "utf-8", newline="")
    return folder


def test_no_story_of_any_row_shows_withheld_words(make: Make) -> None:
    release = make()
    withheld = [
        "quiet machines that mend themselves",
        "Nobody asked the village",
        str(CLOSED.title),
        # Beyond what an excerpt may hold: the sentences around it.
        article_text(EXCERPTED),
    ]
    told = 0
    for table in table_names():
        rows = release.table(table).select(primary_key(table)).to_pylist()
        # All predicates of the vocabulary are in a release; three are as good as all of them.
        for row in rows[:: 8 if table == "predicates" else 1]:
            story = explain(release, "|".join(map(str, row.values())))
            words = json.dumps(story.to_dict(), ensure_ascii=False)
            assert not [found for found in withheld if found in words]
            closed = passages(story, make_id("a", CLOSED.source_id))
            assert all(
                (p.availability, p.before, p.exact, p.after) == ("withheld", None, None, None)
                for p in closed
            )
            told += len(closed)
    assert told > 10


def test_an_excerpt_stands_alone_and_a_full_text_in_its_sentence(make: Make) -> None:
    release = make()
    excerpt = claims_of(release, EXCERPTED.source_id)[0]
    (place, *_) = passages(explain(release, excerpt), make_id("a", EXCERPTED.source_id))
    assert place.exact is not None and (place.before, place.after) == (None, None)
    full = release.sql(
        "select e.claim_id, c.article_id from evidence e join claims c using (claim_id) "
        "join articles using (article_id) where part = 'trigger' and e.exact = 'invested' "
        "and rights = 'full' order by e.claim_id"
    ).to_pylist()[0]
    (place, *_) = [
        note.passage
        for note in explain(release, f"{full['claim_id']}|trigger").sections[0].notes
        if note.passage
    ]
    assert place == Passage(
        full["article_id"],
        place.char_start,
        place.char_start + len("invested"),
        sha256("invested"),
        "published",
        "Alder Labs ",
        "invested",
        " $12 million in Birch Systems.",
    )


def test_who_holds_the_articles_sees_the_words(make: Make, tmp_path: Path) -> None:
    release = make()
    article = make_id("a", CLOSED.source_id)
    held = HeldTexts(release, articles_folder(tmp_path / "held"))
    for claim in claims_of(release, CLOSED.source_id):
        for texts in (held, {article: article_text(CLOSED)}):
            shown = passages(explain(release, claim, texts=texts), article)
            assert shown and all(p.availability == "held" for p in shown)
            assert all(f"{p.before}{p.exact}{p.after}" in article_text(CLOSED) for p in shown)
    assert not held.findings


def test_another_text_is_not_taken_for_the_article(make: Make, tmp_path: Path) -> None:
    release = make()
    article = make_id("a", CLOSED.source_id)
    folder = articles_folder(tmp_path / "held")
    (folder / f"{CLOSED.source_id}.txt").write_text("A later edition with other words.")
    held = HeldTexts(release, folder)
    claim = claims_of(release, CLOSED.source_id)[0]
    for texts in (held, {article: "A later edition with other words."}, {}):
        shown = passages(explain(release, claim, texts=texts), article)
        assert shown and all(p.availability == "withheld" for p in shown)
    assert [finding.code for finding in held.findings] == ["article-changed"]
    shutil.rmtree(folder)
    with pytest.raises(FactpackError, match="no such folder of articles"):
        HeldTexts(release, folder)


def test_only_the_articles_of_the_story_are_asked_for(make: Make) -> None:
    release = make()
    asked: list[str] = []

    def texts(ids: list[str]) -> dict[str, str]:
        asked.extend(ids)
        return {}

    explain(release, claims_of(release, CLOSED.source_id)[0], texts=texts)  # type: ignore[arg-type]
    assert make_id("a", CLOSED.source_id) in asked
    assert len(asked) == len(set(asked)) <= 2
