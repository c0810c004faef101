"""The story of a mention: which words, and why they mean this entity."""

from __future__ import annotations

from factpack.release.query import Row
from factpack.why.linking import AliasForms, entity_note
from factpack.why.phrases import alias_reason
from factpack.why.places import claims_using, own_place
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections
from factpack.why.words import Words

KINDS = {
    "name": "a name",
    "description": "a description that stands for it",
    "pronoun": "a pronoun that stands for it",
}


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `mentions`."""
    entity = tables.get("entities", row["entity_id"])
    name = entity["name"] if entity else row["entity_id"]
    exact = words.exact(row)
    said = f"“{exact}”" if exact is not None else "Withheld words"
    place = own_place(tables, row, words)
    return Told(
        f"{said} for {name}",
        f"It is {KINDS[row['kind']]}.",
        sections(
            ("Where it stands", [place]),
            (
                "How it was linked",
                [
                    _link(tables, row, name, words),
                    Note(entity_note(entity), (row["entity_id"],)) if entity else None,
                ],
            ),
            ("Claims that use it", claims_using(tables, row)),
        ),
    )


def _link(tables: Tables, row: Row, name: str, words: Words) -> Note:
    if row["kind"] == "name":
        found = AliasForms(tables, [row["entity_id"]]).basis(row, row["entity_id"], words)
        if found is None:
            return Note(f"The form is read as a name of {name}; no alias is published for it.")
        return Note(f"The form is an alias of {name}: {alias_reason(found)}.")
    before = tables.rows(
        "from mentions where article_id = ? and entity_id = ? and kind = 'name' "
        "and char_end <= ? order by char_end desc limit 1",
        row["article_id"],
        row["entity_id"],
        row["char_start"],
    )
    if not before:
        return Note(f"The article itself tells that it means {name}, without naming it before.")
    return Note(
        f"The article itself tells that it means {name}: there it was last named.",
        (before[0]["mention_id"],),
        words.passage(before[0]),
    )
