"""What an entity was not joined with, though a name could mean either, and by what evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factpack.link.clusters import family_of
from factpack.link.names import name_key, person_name, without_legal_form
from factpack.release.query import Row
from factpack.release.statements import counted
from factpack.why.phrases import more
from factpack.why.sources import LISTED
from factpack.why.story import Note
from factpack.why.tables import Tables

_MOST = 200
"""Entities near in name that are looked at, those that most articles name beside it first."""


@dataclass(frozen=True, slots=True)
class _Near:
    """An entity whose name could be that of the entity at hand.

    Attributes:
        form: the name that could be of both.
        articles: articles that name both, by identifier.
        n_articles: how many there are.
    """

    row: Row
    form: str
    articles: Sequence[str]
    n_articles: int


def apart_notes(tables: Tables, row: Row) -> Iterator[Note]:
    """Other entities that a form of the entity's name could mean, each with what held it apart.

    Args:
        tables: of the release.
        row: of `entities`.
    """
    near = _near(tables, row)
    for other in near[:LISTED]:
        evidence = "; ".join(_evidence(tables.release.manifest, row, other))
        yield Note(
            f"{other.row['name']} ({other.row['type']}) could be meant by “{other.form}”, too: "
            f"{evidence}.",
            (other.row["entity_id"], *other.articles),
        )
    if rest := more(min(len(near), LISTED), len(near), "entities are"):
        yield Note(rest)


def _near(tables: Tables, row: Row) -> list[_Near]:
    """Entities that share a form with this one, or one of whose names begins or ends the other.

    Of a person the last word counts as a form, too, of a firm the name without its legal form.
    Those that most articles name beside it come first.
    """
    id_ = row["entity_id"]
    rows = tables.rows(
        """with mine as (
            select distinct lower(alias) as form from aliases where entity_id = $1
            union select lower(name) from entities where entity_id = $1
            union select unnest($2::varchar[])),
        theirs as (
            select entity_id, alias as form from aliases where entity_id <> $1
            union select entity_id, name from entities where entity_id <> $1),
        shared as (
            select t.entity_id, t.form from theirs t join mine m on lower(t.form) = m.form
            union all
            select t.entity_id, t.form from theirs t join mine m
                on starts_with(m.form, lower(t.form) || ' ')
                or ends_with(m.form, ' ' || lower(t.form))
            union all
            select t.entity_id, m.form from theirs t join mine m
                on starts_with(lower(t.form), m.form || ' ')
                or ends_with(lower(t.form), ' ' || m.form)),
        near as (
            select entity_id, arg_min(form, (length(form), form)) as form from shared
            semi join (from entities where replaced_by is null) using (entity_id)
            group by entity_id),
        here as (select distinct article_id from mentions where entity_id = $1),
        together as (
            select entity_id, list(distinct article_id order by article_id) as articles
            from mentions semi join near using (entity_id) semi join here using (article_id)
            group by entity_id)
        select n.form, b.articles[:3] as articles, coalesce(len(b.articles), 0) as n_both, e.*
        from near n join entities e using (entity_id) left join together b using (entity_id)
        order by coalesce(len(b.articles), 0) desc, e.n_mentions desc, entity_id limit $3""",
        id_,
        _parts(row),
        _MOST,
    )
    return [
        _Near(
            found, _spelled(found["form"], row, found), found["articles"] or (), found["n_articles"]
        )
        for found in rows
    ]


def _parts(row: Row) -> list[str]:
    """Parts of a name by which articles may call its bearer, in lower case."""
    name = row["name"].lower()
    if family_of(row["type"]) == "person":
        return [name.split()[-1]]
    words = name.split()
    bare = without_legal_form(name_key(name)).split()
    return [" ".join(words[: len(bare)])] if 0 < len(bare) < len(words) else []


def _spelled(form: str, row: Row, other: Row) -> str:
    """A form as one of the two names has it: those of this entity are compared in lower case."""
    for name in (row["name"], other["name"]):
        at = name.lower().find(form.lower())
        if at >= 0 and len(name.lower()) == len(name):
            return str(name[at : at + len(form)])
    return form


def _evidence(manifest: Mapping[str, Any], row: Row, other: _Near) -> Iterator[str]:
    """Why the two are two, the surest first."""
    said = list(_strong_evidence(manifest, row, other))
    yield from said or ["no article introduces one by the name of the other"]


def _strong_evidence(manifest: Mapping[str, Any], row: Row, other: _Near) -> Iterator[str]:
    if _are_curated_apart(manifest, row["name"], other.row["name"]):
        yield "entities.csv holds them apart"
    if other.n_articles:
        names = "names" if other.n_articles == 1 else "name"
        yield f"{counted(other.n_articles, 'article')} {names} both as two"
    families = {family_of(row["type"]), family_of(other.row["type"])}
    if len(families) == 2:
        yield f"{_a(row['type'])} and {_a(other.row['type'])} are never one"
    elif families == {"person"}:
        yield from _of_persons(row["name"], other.row["name"])


def _of_persons(name: str, other: str) -> Iterator[str]:
    """What two persons' names contradict one another in."""
    one, two = person_name(name_key(name)), person_name(name_key(other))
    if one.suffix != two.suffix:
        yield f"one is {one.suffix or two.suffix}, the other is not"
    if one.first and two.first and one.first[0] != two.first[0]:
        yield f"their given names differ ({one.first}, {two.first})"
    elif len(one.first) > 1 and len(two.first) > 1 and one.first != two.first:
        yield f"their given names differ ({one.first}, {two.first})"
    elif one.middles and two.middles and one.middles[0][0] != two.middles[0][0]:
        yield f"their middle names differ ({one.middles[0]}, {two.middles[0]})"


def _are_curated_apart(manifest: Mapping[str, Any], name: str, other: str) -> bool:
    """Whether entities.csv says of either that it is not the other, or lists both by name."""
    rows = curated_rows(manifest)
    if not rows or "name" not in rows[0]:
        return False
    keys = [name_key(name), name_key(other)]
    listed: dict[str, set[str]] = {}
    for cells in rows[1:]:
        given = dict(zip(rows[0], cells, strict=False))
        excluded = {name_key(n) for n in given.get("not_same_as", "").split("|") if n.strip()}
        listed.setdefault(name_key(given.get("name", "")), set()).update(excluded)
    return all(key in listed for key in keys) or any(
        b in listed.get(a, ()) for a, b in (keys, keys[::-1])
    )


def curated_rows(manifest: Mapping[str, Any]) -> Sequence[Sequence[str]]:
    """Rows of entities.csv, its header first, as the manifest of any release has them.

    No row where there was no such file, or where what stands there is not rows of text.
    """
    rows = manifest.get("entities_csv")
    if not isinstance(rows, list):
        return ()
    is_text = all(isinstance(row, list) and all(isinstance(c, str) for c in row) for row in rows)
    return rows if is_text else ()


def _a(type_: str) -> str:
    return f"{'an' if type_[0] in 'AEIOU' else 'a'} {type_.lower()}"
