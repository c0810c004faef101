"""The story of an alias: why a form of a name stands for an entity, and where it is used."""

from __future__ import annotations

from factpack.release.query import Row
from factpack.release.statements import counted
from factpack.why.linking import entity_note
from factpack.why.phrases import alias_reason
from factpack.why.places import place_notes
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections
from factpack.why.words import Words

_PLACES = 10


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `aliases`."""
    entity = tables.get("entities", row["entity_id"])
    name = entity["name"] if entity else row["entity_id"]
    why = alias_reason(row["basis"])
    places = tables.rows(
        "select *, count(*) over () as total from mentions where entity_id = $1 and kind = 'name' "
        "and (exact = $2 or exact is null and char_end - char_start = length($2)) "
        "order by row_number() over (partition by article_id order by char_start), article_id "
        "limit $3",
        row["entity_id"],
        row["alias"],
        _PLACES,
    )
    # Withheld words of that length may be another form.
    places = tuple(p for p in places if words.exact(p) in (None, row["alias"]))
    others = tables.rows(
        "select entity_id, name from entities where entity_id in "
        "(select entity_id from aliases where alias = ? and entity_id <> ?) "
        "order by entity_id limit ?",
        row["alias"],
        row["entity_id"],
        _PLACES,
    )
    return Told(
        f"“{row['alias']}” names {name}",
        f"{why[0].upper()}{why[1:]}. It stands {counted(row['n_mentions'], 'time')} in the "
        "articles.",
        sections(
            ("Where it stands", place_notes(tables, places, "mention_id", words)),
            (
                "How it was linked",
                [
                    Note(f"Basis: {row['basis']}: {why}."),
                    Note(entity_note(entity), (row["entity_id"],)) if entity else None,
                ],
            ),
            (
                "Who else is named so",
                [Note(f"{other['name']}.", (other["entity_id"],)) for other in others],
            ),
        ),
    )
