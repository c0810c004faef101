"""Tell the story of any row of a release."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from factpack.config.vocabulary import vocabulary_of
from factpack.release.open import Release
from factpack.release.query import Row
from factpack.vocabulary import in_force
from factpack.why import (
    aliases,
    articles,
    claims,
    conflicts,
    entities,
    evidence,
    facts,
    literals,
    mentions,
    origins,
    predicates,
    quotes,
    rejected,
    segments,
)
from factpack.why.find import Found, NotFoundError, find_row
from factpack.why.since import attach, since_notes
from factpack.why.story import Story
from factpack.why.tables import Tables, open_tables
from factpack.why.told import Told, sections
from factpack.why.words import Texts, Words

Teller = Callable[[Tables, Row, Words], Told]

TELLERS: Mapping[str, Teller] = {
    "facts": facts.tell,
    "claims": claims.tell,
    "evidence": evidence.tell,
    "conflicts": conflicts.tell,
    "entities": entities.tell,
    "aliases": aliases.tell,
    "mentions": mentions.tell,
    "literals": literals.tell,
    "quotes": quotes.tell,
    "articles": articles.tell,
    "origins": origins.tell,
    "segments": segments.tell,
    "predicates": predicates.tell,
    "rejected": rejected.tell,
}
"""What tells the story of a row, by table."""


def explain(
    release: Release,
    row_id: str,
    *,
    texts: Texts | None = None,
    previous: Release | None = None,
) -> Story:
    """The story of a row: its sources, what agrees, what contradicts, what changed.

    Args:
        release: an open release.
        row_id: primary key of any table, parts joined by `|` (`c-…|subject`, `f-…|f-…`, `a-…|3`);
            the beginning of an id where no other begins so; a predicate; a name of an entity.
        texts: normalised texts that the reader holds, by article, or a function that gives those of
            some articles; one whose hash is not that of the article is not used.
        previous: an earlier release; a row that only it has is told, too, without words that
            `release` does not publish.

    Raises:
        FactpackError: no row or several are meant, or a release cannot be read.
    """
    with in_force(vocabulary_of(release.manifest)), open_tables(release, beside=previous) as tables:
        words = Words(tables, texts)
        if previous is not None:
            attach(tables, previous)
        try:
            found = find_row(tables, row_id)
        except NotFoundError as missing:
            if previous is None:
                raise
            return _tell_gone(tables, words, row_id, previous, missing)
        return _tell(tables, words, found, tables, previous)


def _tell_gone(
    tables: Tables, words: Words, row_id: str, previous: Release, missing: NotFoundError
) -> Story:
    """The story of a row that only the previous release has."""
    with in_force(vocabulary_of(previous.manifest)), open_tables(previous, words=False) as before:
        try:
            found = find_row(before, row_id)
        except NotFoundError:
            raise missing from None
        return _tell(before, words, found, tables, previous)


def _tell(
    holder: Tables, words: Words, found: Found, tables: Tables, previous: Release | None
) -> Story:
    row = holder.get(found.table, *found.key)
    assert row is not None
    told = TELLERS[found.table](holder, row, words)
    changed = (
        sections((f"Since {previous.version}", since_notes(tables, previous, found)))
        if previous is not None
        else ()
    )
    gone = f"No longer in {tables.release.version}. " if holder is not tables else ""
    return Story(
        dataset=holder.release.name,
        version=holder.release.version,
        table=found.table,
        key=found.text,
        title=told.title,
        summary=gone + told.summary,
        row=row,
        sections=(*told.sections, *changed),
    )
