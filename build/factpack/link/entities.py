"""Entities: the names of all articles, clustered, with identifiers that outlive the release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from factpack.ids import make_id
from factpack.link.clusters import (
    TO_CONFIRM,
    Attested,
    Basis,
    Clusters,
    Family,
    Link,
    Name,
    family_of,
    find_links,
    join_names,
)
from factpack.link.curated import CuratedEntity, Curation, key_of
from factpack.link.database import append, batches, create_empty
from factpack.link.entity_types import main_type, names_of_no_person
from factpack.link.names import legal_form, name_key, without_legal_form
from factpack.link.namesakes import Namesakes
from factpack.link.previous import PreviousEntities, keep_ids
from factpack.link.unions import Unions
from factpack.model import EntityType
from factpack_validators.findings import Finding, Severity
from factpack_validators.schemas import arrow_schema
from factpack_validators.word_limits import NAME_WORDS

_ACRONYM = 4
"""Letters of most acronyms: in capitals, longer words beside others are those of a headline."""

_WELL_KNOWN = 2
"""Articles, for each that has a name in full, that outweigh it by a part of the name alone."""

_LOCAL_BASES: Mapping[str, Basis] = {
    "legal-form": "legal-form",
    "acronym": "acronym",
    "ticker": "ticker",
    "defined-in-text": "defined-in-text",
    "part-of-name": "part-of-name",
}
"""Bases of local aliases that are a reason to join names, the strongest first."""

_NAME_KEYS = pa.schema([("name", pa.string()), ("type", pa.string()), ("number", pa.int64())])
_CLUSTERS = pa.schema([("number", pa.int64()), ("entity_id", pa.string())])
_LINKS = pa.schema([("short", pa.int64()), ("full", pa.int64())])
_SETS = pa.schema([("number", pa.int64()), ("component", pa.int64())])


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Distinct names, articles by the types that they see in each, and where each form stands."""

    names: Sequence[Name]
    types: Sequence[Mapping[str, int]]
    index: Mapping[tuple[Family, str], int]
    of: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class _Entity:
    """A cluster on its way to a row."""

    key: tuple[Family, str]
    name: str
    type: EntityType
    members: Sequence[int]
    curated: CuratedEntity | None


def link_entities(
    connection: duckdb.DuckDBPyConnection, curation: Curation, previous: Path | None
) -> list[Finding]:
    """Cluster the entities of all articles.

    Makes the tables `linked` (article_id, entity, entity_id), `entities` and `aliases`, the last
    two with the columns of the release.

    Args:
        connection: from `open_stage`.
        curation: what entities.csv says.
        previous: folder of the previous release, whose identifiers are kept; None: there is none.

    Returns:
        What is worth knowing about entities.csv beyond its own checks.
    """
    corpus = _read_names(connection)
    namesakes = Namesakes.read(connection, len(corpus.names))
    _add_local_names(connection, corpus, namesakes)
    links = find_links(corpus.names, _attested(connection, corpus))
    links = _confirmed(connection, links)
    apart = _held_apart(connection, links)
    clusters = join_names(corpus.names, links, apart, curation.entities)
    corpus, clusters = _with_namesakes(corpus, clusters, namesakes)
    entities = _entities(corpus, clusters)
    known = PreviousEntities.read(connection, previous)
    ids, tombstones = _identify(connection, corpus, entities, known)
    _write_entities(connection, entities, ids, tombstones)
    _write_aliases(connection, corpus, entities, ids, clusters)
    return _unused(curation, entities)


def _read_names(connection: duckdb.DuckDBPyConnection) -> _Corpus:
    """Distinct names of the local entities, numbered by key and family."""
    surfaces: dict[tuple[Family, str], dict[tuple[str, str], int]] = defaultdict(dict)
    untyped: dict[str, list[tuple[str, int]]] = defaultdict(list)
    impersonal = names_of_no_person(connection)
    query = """
        SELECT name, type, count(DISTINCT article_id) AS n_articles
        FROM staged_local_entities WHERE namesake IS NOT TRUE GROUP BY name, type
    """
    for batch in batches(connection, query):
        for name, type_, n_articles in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            if type_ == "Other" or (type_ == "Person" and name in impersonal):
                untyped[name].append((type_, n_articles))
            else:
                surfaces[family_of(type_), key_of(name, type_)][name, type_] = n_articles
    # What an article cannot type is taken for what others see under that name.
    for name in sorted(untyped):
        key = name_key(name)
        families: list[Family] = ["thing", "person", "place"]
        known = [family for family in families if (family, key) in surfaces]
        best: Family = "thing"
        if known:
            best = max(known, key=lambda f: (sum(surfaces[f, key].values()), f))
        surfaces[best, key].update({(name, type_): n for type_, n in untyped[name]})
    names, types, index, of = [], [], {}, {}
    for number, (family, key) in enumerate(sorted(surfaces, key=lambda fk: (fk[1], fk[0]))):
        forms = surfaces[family, key]
        by_surface: dict[str, int] = defaultdict(int)
        by_type: dict[str, int] = defaultdict(int)
        for (name, type_), n_articles in forms.items():
            by_surface[name] += n_articles
            seen = "Other" if type_ == "Person" and name in impersonal else type_
            by_type[seen] += n_articles
            of[name, type_] = number
        surface = min(by_surface, key=lambda s: (_is_shouted(s), -by_surface[s], -len(s), s))
        names.append(Name(key, family, surface, main_type(by_type), sum(forms.values())))
        types.append(by_type)
        index[family, key] = number
    return _Corpus(names, types, index, of)


def _is_shouted(surface: str) -> bool:
    """Whether a name is set in capitals as headlines are, rather than an acronym.

    >>> [_is_shouted(s) for s in ("LOS ANGELES", "Los Angeles", "IBM", "US EPA", "VELOUR")]
    [True, False, False, False, False]
    """
    words = [word for word in surface.split() if len(word) > _ACRONYM and word.isalpha()]
    return bool(words) and " " in surface and surface.isupper()


def _add_local_names(
    connection: duckdb.DuckDBPyConnection, corpus: _Corpus, namesakes: Namesakes
) -> None:
    """Table `local_names`: the number of the name of each local entity."""
    create_empty(connection, "name_numbers", _NAME_KEYS)
    forms = sorted(corpus.of)
    rows = [[n for n, _ in forms], [t for _, t in forms], [corpus.of[form] for form in forms]]
    append(connection, "name_numbers", pa.table(rows, schema=_NAME_KEYS))
    connection.execute("""
        CREATE OR REPLACE TABLE local_names AS
        SELECT article_id, entity, number
        FROM staged_local_entities JOIN name_numbers USING (name, type)
        WHERE namesake IS NOT TRUE
    """)
    append(connection, "local_names", namesakes.local_names())


def _attested(connection: duckdb.DuckDBPyConnection, corpus: _Corpus) -> Iterator[Attested]:
    """Aliases that articles give to entities, where the alias is a name elsewhere."""
    query = """
        SELECT e.name, e.type, a.alias, a.basis, count(DISTINCT a.article_id) AS n_articles
        FROM staged_local_aliases a JOIN staged_local_entities e USING (article_id, entity)
        WHERE a.alias <> e.name AND a.basis <> 'same-name' AND e.namesake IS NOT TRUE
        GROUP BY ALL
    """
    for batch in batches(connection, query):
        for name, type_, alias, basis, n in zip(
            *(c.to_pylist() for c in batch.columns), strict=True
        ):
            number = corpus.of[name, type_]
            full = corpus.names[number]
            key = key_of(alias, "Person") if full.family == "person" else name_key(alias)
            other = corpus.index.get((full.family, key))
            if other is not None and other != number:
                yield Attested(number, other, _LOCAL_BASES.get(basis, "defined-in-text"), n)


def _confirmed(connection: duckdb.DuckDBPyConnection, links: Sequence[Link]) -> list[Link]:
    """Links, less guesses that no two claims bear out.

    An acronym that no article explains, or one name under two types, is believed to be one thing
    where a claim about each agree in predicate and other argument.
    """
    guesses = sorted({(link.short, link.full) for link in links if link.kind in TO_CONFIRM})
    if not guesses:
        return list(links)
    create_empty(connection, "guesses", _LINKS)
    short, full = zip(*guesses, strict=True)
    append(connection, "guesses", pa.table([list(short), list(full)], schema=_LINKS))
    agreed = set(
        connection.execute("""
            WITH named AS (
                SELECT c.predicate, s.number AS subject, o.number AS object
                FROM staged_claims c
                JOIN local_names s ON s.article_id = c.article_id AND s.entity = c.subject
                JOIN local_names o ON o.article_id = c.article_id AND o.entity = c.object
                WHERE c.modality <> 'negated'
            ), facing AS (
                SELECT DISTINCT predicate, 's' AS place, subject AS me, object AS other FROM named
                UNION
                SELECT DISTINCT predicate, 'o', object, subject FROM named
            )
            SELECT DISTINCT g.short, g.full
            FROM guesses g
            JOIN facing a ON a.me = g.short
            JOIN facing b ON b.me = g.full
                AND b.predicate = a.predicate AND b.place = a.place AND b.other = a.other
        """).fetchall()
    )
    return [k for k in links if k.kind not in TO_CONFIRM or (k.short, k.full) in agreed]


def _held_apart(
    connection: duckdb.DuckDBPyConnection, links: Sequence[Link]
) -> dict[tuple[int, int], int]:
    """Articles in which two names that links connect stand for different entities."""
    components = Unions()
    for link in links:
        components.join(link.short, link.full)
    sets = components.of()
    if not sets:
        return {}
    create_empty(connection, "name_sets", _SETS)
    rows = pa.table([list(sets), list(sets.values())], schema=_SETS)
    append(connection, "name_sets", rows)
    pairs = connection.execute("""
        WITH linkable AS (
            SELECT DISTINCT article_id, component, number
            FROM local_names JOIN name_sets USING (number)
        )
        SELECT a.number, b.number, count(*)
        FROM linkable a JOIN linkable b
            ON a.article_id = b.article_id AND a.component = b.component AND a.number < b.number
        GROUP BY a.number, b.number
    """).fetchall()
    return {(a, b): n for a, b, n in pairs}


def _with_namesakes(
    corpus: _Corpus, clusters: Clusters, namesakes: Namesakes
) -> tuple[_Corpus, Clusters]:
    """Names and clusters with those that no link may join: each is a cluster of its own."""
    own = range(len(corpus.names), len(corpus.names) + len(namesakes.names))
    names = (*corpus.names, *namesakes.names)
    types: list[Mapping[str, int]] = [*corpus.types]
    types += [{name.type: 1} for name in namesakes.names]
    return (
        replace(corpus, names=names, types=types),
        replace(clusters, of=(*clusters.of, *own)),
    )


def _entities(corpus: _Corpus, clusters: Clusters) -> list[_Entity]:
    """Clusters with their key, canonical name and type, sorted by key."""
    names = corpus.names
    members: dict[int, list[int]] = defaultdict(list)
    for number, root in enumerate(clusters.of):
        members[root].append(number)
    entities = []
    for root in sorted(members):
        row, group = clusters.curated.get(root), members[root]
        if row is not None:
            key = family_of(row.type), key_of(row.name, row.type)
            entities.append(_Entity(key, row.name, row.type, group, row))
            continue
        complete = _complete(names, group, clusters.basis)
        longest = min(
            complete,
            key=lambda n: (-names[n].key.count(" "), -len(names[n].key), names[n].key),
        )
        name = _main_name(names, complete)
        articles: dict[str, int] = defaultdict(int)
        for number in group:
            for type_, n_articles in corpus.types[number].items():
                articles[type_] += n_articles
        entities.append(
            _Entity(
                (names[longest].family, names[longest].key),
                names[name].surface,
                main_type(articles),
                group,
                None,
            )
        )
    entities.sort(key=lambda e: (e.key[1], e.key[0], names[e.members[0]].key))
    return entities


def _main_name(names: Sequence[Name], complete: Sequence[int]) -> int:
    """The name that most articles use; one with a legal form counts for that without it."""
    articles: dict[str, int] = defaultdict(int)
    for number in complete:
        articles[without_legal_form(names[number].key)] += names[number].n_articles

    def preferred(number: int) -> tuple[int, bool, int, int, int]:
        name = names[number]
        return (
            -articles[without_legal_form(name.key)],
            legal_form(name.key) != "",
            -name.n_articles,
            -len(name.key),
            number,
        )

    return min(complete, key=preferred)


def _complete(names: Sequence[Name], group: Sequence[int], basis: Mapping[int, Basis]) -> list[int]:
    """Names that may stand for their cluster.

    What few articles have in full is no name for what more of them know by a part of it alone:
    words glued together once ("Harbour Gazette Orvik") would rename the thing everywhere, and so
    would one of its units ("Orvik Consulting").
    """
    complete = [n for n in group if _is_complete(names[n], basis.get(n))] or list(group)
    known = [n for n in group if basis.get(n) == "part-of-name" and names[n].family != "person"]
    in_full = sum(names[n].n_articles for n in complete)
    known = [n for n in known if names[n].n_articles >= _WELL_KNOWN * in_full]
    return known or complete


def _is_complete(name: Name, basis: Basis | None) -> bool:
    """Whether a name may stand for its cluster: no acronym, slip or mere part of another."""
    if basis == "part-of-name":
        return name.family == "person" and " " in name.key
    return basis not in ("acronym", "ticker", "defined-in-text", "spelling")


def _identify(
    connection: duckdb.DuckDBPyConnection,
    corpus: _Corpus,
    entities: Sequence[_Entity],
    known: PreviousEntities,
) -> tuple[list[str], pa.Table]:
    """Identifier of each entity, and rows of those that were merged away.

    Also makes the table `linked`.
    """
    create_empty(connection, "name_entities", _SETS)
    numbers = [(n, place) for place, e in enumerate(entities) for n in e.members]
    rows = pa.table([[n for n, _ in numbers], [p for _, p in numbers]], schema=_SETS)
    append(connection, "name_entities", rows)
    by_key = {(corpus.names[n].family, corpus.names[n].key): place for n, place in numbers}
    kept, tombstones = keep_ids(connection, known, by_key)
    sentences = _named_by_place(connection, entities)
    taken = set(kept.values()) | known.ids
    ids = []
    for place, entity in enumerate(entities):
        id_ = kept.get(place)
        ordinal = 0
        while id_ is None:
            extra = (ordinal,) if ordinal else ()
            candidate = make_id("e", *(sentences.get(place) or entity.key), *extra)
            if candidate not in taken:
                id_ = candidate
            ordinal += 1
        taken.add(id_)
        ids.append(id_)
    create_empty(connection, "entity_ids", _CLUSTERS)
    places = list(range(len(ids)))
    append(connection, "entity_ids", pa.table([places, ids], schema=_CLUSTERS))
    connection.execute("""
        CREATE OR REPLACE TABLE linked AS
        SELECT l.article_id, l.entity, i.entity_id
        FROM local_names l
        JOIN name_entities e USING (number)
        JOIN entity_ids i ON i.number = e.component
    """)
    return ids, tombstones(ids)


def _named_by_place(
    connection: duckdb.DuckDBPyConnection, entities: Sequence[_Entity]
) -> dict[int, tuple[str, str]]:
    """What stands for the name in the identifiers of entities whose name must not be published.

    A name so long is taken for a sentence where an article withholds words. Whoever guesses it
    could tell by its hash, so the first mention stands for it.
    """
    long = [
        place
        for place, entity in enumerate(entities)
        if entity.curated is None and entity.key[1].count(" ") >= NAME_WORDS
    ]
    rows = connection.execute(
        """
        SELECT e.component, min(m.mention_id)
        FROM staged_mentions m
        JOIN local_names l USING (article_id, entity)
        JOIN name_entities e USING (number)
        WHERE list_contains(?, e.component)
            AND EXISTS (FROM staged_articles WHERE rights <> 'full')
        GROUP BY e.component
        """,
        [long],
    ).fetchall()
    return {place: ("mention", mention_id) for place, mention_id in rows}


def _write_entities(
    connection: duckdb.DuckDBPyConnection,
    entities: Sequence[_Entity],
    ids: Sequence[str],
    tombstones: pa.Table,
) -> None:
    rows = pa.table(
        {
            "entity_id": pa.array(ids, pa.string()),
            "name": pa.array([e.name for e in entities], pa.string()),
            "type": pa.array([e.type for e in entities], pa.string()),
            "wikidata_id": pa.array(
                [e.curated.wikidata_id if e.curated else None for e in entities], pa.string()
            ),
            "basis": pa.array(
                ["curated" if e.curated else "clustered" for e in entities], pa.string()
            ),
        }
    )
    connection.register("entity_rows", rows)
    connection.execute("""
        CREATE OR REPLACE TABLE entities AS
        WITH counts AS (
            SELECT l.entity_id, count(*) AS n_mentions,
                count(DISTINCT m.article_id) AS n_articles
            FROM staged_mentions m JOIN linked l USING (article_id, entity)
            WHERE m.kind = 'name'
            GROUP BY l.entity_id
        )
        SELECT r.entity_id, r.name, r.type, r.wikidata_id, r.basis,
            coalesce(c.n_mentions, 0)::BIGINT AS n_mentions,
            coalesce(c.n_articles, 0)::BIGINT AS n_articles,
            NULL::VARCHAR AS replaced_by
        FROM entity_rows r LEFT JOIN counts c USING (entity_id)
    """)
    connection.unregister("entity_rows")
    append(connection, "entities", tombstones)


def _write_aliases(
    connection: duckdb.DuckDBPyConnection,
    corpus: _Corpus,
    entities: Sequence[_Entity],
    ids: Sequence[str],
    clusters: Clusters,
) -> None:
    """Surface forms of each entity, those that a curator gave included."""
    create_empty(connection, "aliases", arrow_schema("aliases"))
    by_id = dict(zip(ids, entities, strict=True))
    told: set[tuple[str, str]] = set()
    query = """
        WITH told AS (
            SELECT l.entity_id, a.alias, list(DISTINCT a.basis ORDER BY a.basis) AS bases
            FROM staged_local_aliases a JOIN linked l USING (article_id, entity)
            GROUP BY l.entity_id, a.alias
        ), named AS (
            SELECT l.entity_id, m.exact AS alias, count(*) AS n_mentions
            FROM staged_mentions m JOIN linked l USING (article_id, entity)
            WHERE m.kind = 'name'
            GROUP BY l.entity_id, m.exact
        )
        SELECT entity_id, alias, coalesce(bases, []) AS bases, coalesce(n_mentions, 0) AS n_mentions
        FROM told FULL JOIN named USING (entity_id, alias)
    """
    for batch in batches(connection, query):
        columns = [column.to_pylist() for column in batch.columns]
        bases = []
        for id_, alias, local in zip(*columns[:3], strict=True):
            bases.append(_alias_basis(corpus, clusters, by_id[id_], alias, local))
            if by_id[id_].curated:
                told.add((id_, alias))
        rows = pa.table([columns[0], columns[1], bases, columns[3]], schema=arrow_schema("aliases"))
        append(connection, "aliases", rows)
    unseen = [
        (id_, alias)
        for id_, entity in zip(ids, entities, strict=True)
        if entity.curated
        for alias in (entity.curated.name, *entity.curated.aliases)
        if (id_, alias) not in told
    ]
    rows = pa.table(
        [
            [id_ for id_, _ in unseen],
            [alias for _, alias in unseen],
            ["curated"] * len(unseen),
            [0] * len(unseen),
        ],
        schema=arrow_schema("aliases"),
    )
    append(connection, "aliases", rows)


def _alias_basis(
    corpus: _Corpus, clusters: Clusters, entity: _Entity, alias: str, local: Sequence[str]
) -> str:
    """Why a form names an entity: the strongest reason."""
    key = key_of(alias, entity.type)
    row = entity.curated
    if row is not None and key in {key_of(a, row.type) for a in (row.name, *row.aliases)}:
        return "curated"
    if key == key_of(entity.name, entity.type):
        return "same-name"
    for basis in _LOCAL_BASES:
        if basis in local:
            return basis
    number = corpus.index.get((entity.key[0], key))
    if number is not None and (joined := clusters.basis.get(number)):
        return joined
    if without_legal_form(key) == without_legal_form(name_key(entity.name)):
        return "legal-form"
    return "same-name"


def _unused(curation: Curation, entities: Sequence[_Entity]) -> list[Finding]:
    """Rows of entities.csv that no article names."""
    used = {entity.curated.line for entity in entities if entity.curated}
    return [
        Finding(
            "entities-unused",
            Severity.INFO,
            f"entities.csv line {row.line}: no article names {row.name!r}",
            "Remove the row, or keep it for articles to come.",
            file="entities.csv",
        )
        for row in curation.entities
        if row.line not in used
    ]
