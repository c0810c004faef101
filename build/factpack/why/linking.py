"""How the words of a claim came to stand for entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from factpack.release.query import Row
from factpack.release.statements import amount, counted, period
from factpack.why.phrases import ENTITY_BASIS, alias_reason
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.words import Words

ENTITY_OF_PART: Mapping[str, str] = {
    "subject": "subject_id",
    "object": "object_id",
    "speaker": "attributed_to",
}
"""Column of `claims` that a part of its evidence leads to."""

ORDER = "subject trigger object role organization_unit metric scope amount date speaker".split()
"""Parts of a claim in the order of reading."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a claim with what it was linked to.

    Attributes:
        row: of `evidence`, with the `article_id` of its claim.
        entity_id: entity that the part stands for.
        mention: the mention at the same place, with the columns of `mentions`.
        alias_basis: why the words name the entity, where they are a form of its name.
        named_at: for other words than a name, where the article last named the entity before.
        literal: the value at the same place, with the columns of `literals`.
    """

    row: Row
    entity_id: str | None
    mention: Row | None
    alias_basis: str | None
    named_at: Row | None
    literal: Row | None


def read_parts(tables: Tables, claims: Sequence[Row], words: Words) -> dict[str, tuple[Part, ...]]:
    """The parts of some claims by claim, in the order of reading: who, does what, to whom."""
    by_claim = {claim["claim_id"]: claim for claim in claims}
    evidence = tables.among("evidence", "claim_id", sorted(by_claim))
    mentions = _mentions(tables, claims)
    at = {(m["article_id"], m["entity_id"], m["char_start"], m["char_end"]): m for m in mentions}
    literals = {
        (row["article_id"], row["char_start"], row["char_end"]): row
        for row in tables.among("literals", "article_id", [c["article_id"] for c in claims])
    }
    forms = AliasForms(tables, [m["entity_id"] for m in mentions])
    parts: dict[str, list[Part]] = {id_: [] for id_ in by_claim}
    for row in sorted(evidence, key=lambda r: (ORDER.index(r["part"]), r["char_start"])):
        claim = by_claim[row["claim_id"]]
        article_id, start, end = claim["article_id"], row["char_start"], row["char_end"]
        entity_id = claim[ENTITY_OF_PART[row["part"]]] if row["part"] in ENTITY_OF_PART else None
        named_at = None
        if entity_id and row["resolution"] in ("description", "pronoun", "metonym"):
            before = [
                m
                for m in mentions
                if m["kind"] == "name"
                and (m["article_id"], m["entity_id"]) == (article_id, entity_id)
                and m["char_end"] <= start
            ]
            named_at = before[-1] if before else None
        parts[row["claim_id"]].append(
            Part(
                row={**row, "article_id": article_id},
                entity_id=entity_id,
                mention=at.get((article_id, entity_id, start, end)),
                alias_basis=(
                    forms.basis({**row, "article_id": article_id}, entity_id, words)
                    if row["resolution"] in (None, "name")
                    else None
                ),
                named_at=named_at,
                literal=literals.get((article_id, start, end)),
            )
        )
    return {id_: tuple(found) for id_, found in parts.items()}


def _mentions(tables: Tables, claims: Sequence[Row]) -> Sequence[Row]:
    """Mentions of the entities of claims in their articles, in the order of the texts."""
    pairs = {
        (claim["article_id"], claim[column])
        for claim in claims
        for column in ENTITY_OF_PART.values()
        if claim[column]
    }
    rows = tables.rows(
        "from mentions where article_id in (select unnest($1::varchar[])) "
        "and entity_id in (select unnest($2::varchar[])) order by article_id, char_start",
        sorted({article for article, _ in pairs}),
        sorted({entity for _, entity in pairs}),
    )
    return [row for row in rows if (row["article_id"], row["entity_id"]) in pairs]


class AliasForms:
    """The forms of the names of some entities, and why each names its entity."""

    def __init__(self, tables: Tables, entity_ids: Iterable[str | None]) -> None:
        """Read the aliases of some entities."""
        rows = tables.among("aliases", "entity_id", sorted({id_ for id_ in entity_ids if id_}))
        self._basis = {(row["entity_id"], row["alias"]): row["basis"] for row in rows}

    def basis(self, row: Row, entity_id: str | None, words: Words) -> str | None:
        """Why the words of a row name an entity, None where they do not, or it cannot be told.

        Words that are withheld must be as long as a form, so where all such forms have one reason
        it is known.
        """
        exact = words.exact(row)
        if exact is not None and entity_id is not None:
            return self._basis.get((entity_id, exact))
        length = row["char_end"] - row["char_start"]
        found = {
            basis
            for (id_, alias), basis in self._basis.items()
            if id_ == entity_id and len(alias) == length
        }
        return found.pop() if len(found) == 1 else None


def part_note(part: Part, words: Words, names: Mapping[str, Row]) -> Note:
    """What a part of a claim says, and why."""
    exact = words.exact(part.row)
    label = part.row["part"].replace("_", " ")
    said = f"“{exact}”" if exact is not None else "[words withheld]"
    reading = _reading(part, words, names)
    text = f"{label} {said} {_offsets(part.row)}" + (f": {reading}" if reading else "")
    refs = [part.entity_id, part.mention["mention_id"] if part.mention else None]
    refs.append(part.literal["literal_id"] if part.literal else None)
    return Note(
        f"{text}.",
        tuple(ref for ref in refs if ref),
        words.passage(part.row) if exact is None else None,
    )


def _offsets(row: Row) -> str:
    return f"at {row['char_start']:,}–{row['char_end']:,}"


def _reading(part: Part, words: Words, names: Mapping[str, Row]) -> str:
    if part.entity_id is not None:
        name = names[part.entity_id]["name"] if part.entity_id in names else part.entity_id
        return _linked(part, words, name)
    if part.literal is not None:
        return f"read as {amount(part.literal) or period(part.literal) or part.literal['kind']}"
    return "the words that the rule looks for" if part.row["part"] == "trigger" else ""


def _linked(part: Part, words: Words, name: str) -> str:
    resolution = part.row["resolution"]
    if resolution == "name":
        why = alias_reason(part.alias_basis) if part.alias_basis else None
        return f"a name of {name} ({why})" if why else f"a name of {name}"
    text = {
        "description": f"a description that stands for {name}",
        "pronoun": f"a pronoun that stands for {name}",
        "metonym": f"a product or unit that stands for {name}",
    }.get(resolution, f"linked to {name}")
    if part.named_at is not None:
        form = words.exact(part.named_at)
        text += f", last named {f'“{form}” ' if form else ''}{_offsets(part.named_at)}"
    return text


def linking_notes(
    entity_ids: Sequence[str],
    parts: Iterable[Part],
    words: Words,
    names: Mapping[str, Row],
) -> tuple[Note, ...]:
    """How the words of some claims were linked, entity by entity.

    Args:
        entity_ids: the entities, in the order of the story.
        parts: parts of the claims.
        words: the words at hand.
        names: rows of `entities` by id.
    """
    forms: dict[str, Counter[str]] = {id_: Counter() for id_ in entity_ids}
    for part in parts:
        if part.entity_id in forms:
            forms[part.entity_id][_form(part, words)] += 1
    notes = []
    for id_ in entity_ids:
        if id_ not in names:
            continue
        common = sorted(forms[id_].items(), key=lambda item: (-item[1], item[0]))
        below = [Note(f"{form}: {counted(n, 'time')}") for form, n in common[:_FORMS]]
        if len(common) > _FORMS:
            below.append(Note(f"{len(common) - _FORMS:,} other forms"))
        notes.append(Note(entity_note(names[id_]), (id_,), notes=tuple(below)))
    return tuple(notes)


_FORMS = 8


def _form(part: Part, words: Words) -> str:
    exact = words.exact(part.row)
    said = f"“{exact}”" if exact is not None else "withheld words"
    resolution = part.row["resolution"]
    if resolution == "name":
        why = alias_reason(part.alias_basis) if part.alias_basis else None
        return f"{said}, a name" + (f" ({why})" if why else "")
    kinds = {"metonym": "a product or unit in its place"}
    return f"{said}, {kinds.get(resolution, f'a {resolution}' if resolution else 'linked')}"


def entity_note(entity: Row) -> str:
    """What an entity is, and who says so."""
    text = f"{entity['name']} ({entity['type']}). {ENTITY_BASIS[entity['basis']]}"
    if entity["wikidata_id"]:
        text += f" Wikidata {entity['wikidata_id']}."
    return text


def entity_names(tables: Tables, ids: Iterable[str | None]) -> dict[str, Row]:
    """Rows of `entities` by id."""
    rows = tables.among("entities", "entity_id", [id_ for id_ in ids if id_])
    return {row["entity_id"]: row for row in rows}
