"""The story of a part of a claim: which words give it, and what they were taken for."""

from __future__ import annotations

from factpack.release.query import Row
from factpack.why.claims import place_note, said
from factpack.why.linking import entity_note, part_note
from factpack.why.sources import found_by, read_sources, statement
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections
from factpack.why.words import Words


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `evidence`."""
    label = row["part"].replace("_", " ")
    claim = tables.get("claims", row["claim_id"])
    if claim is None:
        return Told(f"The {label} of a claim", "Its claim is not in the release.", ())
    sources = read_sources(tables, [claim], words)
    parts = sources.parts[claim["claim_id"]]
    (part,) = (p for p in parts if p.row["part"] == row["part"])
    entity = sources.names.get(part.entity_id or "")
    return Told(
        f"The {label} of: {statement(claim, sources.names)}",
        said(claim, sources),
        sections(
            (
                "The words",
                [
                    Note(
                        f"The {label}, in its sentence.",
                        (claim["article_id"],),
                        words.passage(part.row),
                    )
                ],
            ),
            ("How they were read", [part_note(part, words, sources.names)]),
            (
                "How the name was linked",
                [Note(entity_note(entity), (entity["entity_id"],))] if entity else (),
            ),
            (
                "The claim",
                [place_note(sources, words, claim), Note(found_by(claim, parts, words))],
            ),
            ("Its fact", [Note("The claim supports this fact.", (claim["fact_id"],))]),
        ),
    )
