"""The story of a quotation: whose words, in which articles."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.release.query import Row
from factpack.release.statements import counted
from factpack.why.linking import entity_note
from factpack.why.places import claims_within, own_place, place_notes
from factpack.why.sources import LISTED, origin_note
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections
from factpack.why.words import Words

KINDS = {
    "direct": "A whole utterance in quotation marks",
    "mixed": "Quoted words inside a sentence of the author",
    "indirect": "A reported clause, not word for word",
}


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `quotes`."""
    speaker = tables.get("entities", row["speaker_id"]) if row["speaker_id"] else None
    who = speaker["name"] if speaker else "somebody whom the article does not name"
    cue = f", introduced by “{row['cue']}”" if row["cue"] else ""
    return Told(
        f"{counted(row['n_words'], 'word')} of {who}",
        f"{KINDS[row['kind']]}{cue}.",
        sections(
            ("Where it stands", [own_place(tables, row, words)]),
            ("Who speaks", _speaker(row, speaker, words)),
            ("Where it comes from", _origin(tables, row, words)),
            ("Claims in it", claims_within(tables, row)),
        ),
    )


def _speaker(row: Row, speaker: Row | None, words: Words) -> Iterator[Note]:
    if speaker is None:
        yield Note("The article does not tell who speaks.")
        return
    yield Note(entity_note(speaker), (speaker["entity_id"],))
    start, end = row["speaker_char_start"], row["speaker_char_end"]
    if start is None:
        yield Note("The words beside the quotation do not name the speaker: it is implied.")
        return
    place = {"article_id": row["article_id"], "char_start": start, "char_end": end}
    yield Note("These words give the speaker.", (), words.passage(place))


def _origin(tables: Tables, row: Row, words: Words) -> Iterator[Note]:
    origin = tables.get("origins", row["origin_id"])
    if origin is None:
        return
    shared = origin_note(origin, origin["n_articles"])
    if not shared:
        yield Note("No other article carries these words.", (row["origin_id"],))
        return
    same = tables.rows(
        "select *, count(*) over () as total from quotes where origin_id = $1 and quote_id <> $2 "
        "and $3 order by article_id, char_start limit $4",
        row["origin_id"],
        row["quote_id"],
        origin["kind"] == "statement",
        LISTED,
    )
    yield Note(
        shared, (row["origin_id"],), notes=tuple(place_notes(tables, same, "quote_id", words))
    )
