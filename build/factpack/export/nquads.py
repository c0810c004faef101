"""A release as RDF: every fact a nanopublication, with the words of articles that prove it.

Facts are described, not asserted: a fact that is denied or planned is a node that says so, and no
triple that a reader could take for true. PROV-O tells what a fact was derived from, Web Annotation
where in an article the words stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from factpack.export.rows import columns_of, rows_of
from factpack.release.open import Release

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PROV = "http://www.w3.org/ns/prov#"
_OA = "http://www.w3.org/ns/oa#"
_NP = "http://www.nanopub.org/nschema#"
_DCT = "http://purl.org/dc/terms/"
_OWL = "http://www.w3.org/2002/07/owl#"
_OWN = "urn:factpack:vocabulary:"

_IDS: Mapping[str, str] = {
    "entity_id": "entity",
    "subject_id": "entity",
    "object_id": "entity",
    "attributed_to": "entity",
    "speaker_id": "entity",
    "replaced_by": "entity",
    "fact_id": "fact",
    "broader_fact_id": "fact",
    "claim_id": "claim",
    "article_id": "article",
    "duplicate_of": "article",
    "origin_id": "origin",
    "conflict_id": "conflict",
    "predicate": "predicate",
}
"""What kind of thing a column names, of those that become nodes."""

_LINKS: Mapping[tuple[str, str], str] = {
    ("facts", "subject_id"): f"{_RDF}subject",
    ("facts", "predicate"): f"{_RDF}predicate",
    ("facts", "object_id"): f"{_RDF}object",
    ("facts", "object_value"): f"{_RDF}object",
    ("facts", "statement"): f"{_RDFS}label",
    ("facts", "broader_fact_id"): f"{_OWN}narrows",
    ("entities", "name"): f"{_RDFS}label",
    ("articles", "title"): f"{_DCT}title",
    ("articles", "publisher"): f"{_DCT}publisher",
    ("articles", "published_on"): f"{_DCT}issued",
    ("articles", "url"): f"{_DCT}source",
    ("claims", "article_id"): f"{_PROV}hadPrimarySource",
}
"""Columns that have a term of a common vocabulary; each other has one of our own."""

_LEFT_OUT = frozenset({("claims", "char_start"), ("claims", "char_end"), ("claims", "exact")})
"""Columns of claims that the selectors of the annotation hold."""


def write(release: Release, folder: Path, file: str) -> None:
    """Write N-Quads: entities, articles, and for each fact the graphs of a nanopublication."""
    names = _Names(release)
    claims = _claims_by_fact(release)
    with (folder / file).open("w", encoding="utf-8", newline="\n") as lines:
        for quad in _quads(release, names, claims):
            lines.write(f"{quad}\n")


class _Names:
    """Identifiers of what a release tells of, the same in every version of a dataset."""

    def __init__(self, release: Release) -> None:
        self._base = f"urn:factpack:{_safe(release.name)}:"
        self.version = f"<{self._base}version:{_safe(release.version)}>"

    def of(self, kind: str, key: str) -> str:
        """The IRI of a thing; no character of a key can end it."""
        if kind == "predicate":
            return f"<{_OWN}{_safe(key)}>"
        return f"<{self._base}{kind}:{_safe(key)}>"


def _safe(key: str) -> str:
    return quote(key, safe="-._~")


def _quads(
    release: Release, names: _Names, claims: Mapping[str, list[dict[str, Any]]]
) -> Iterator[str]:
    about = names.of("graph", "about")
    yield from (
        f"{names.version} <{_RDF}type> <{_PROV}Entity> {about} .",
        f"{names.version} <{_DCT}title> {_text(release.name)} {about} .",
        f"{names.version} <{_OWL}versionInfo> {_text(release.version)} {about} .",
    )
    for table, kind, type_ in (
        ("predicates", "predicate", f"{_RDF}Property"),
        ("entities", "entity", f"{_PROV}Entity"),
        ("articles", "article", f"{_PROV}Entity"),
    ):
        key = f"{kind}_id" if kind != "predicate" else "predicate"
        for row in _rows(release, table):
            node = names.of(kind, row[key])
            yield f"{node} <{_RDF}type> <{type_}> {about} ."
            yield from _cells(names, table, node, row, about, {key, "text"})
    for row in _rows(release, "facts"):
        yield from _nanopublication(names, row, claims.get(row["fact_id"], []))


def _nanopublication(
    names: _Names, fact: Mapping[str, Any], claims: list[dict[str, Any]]
) -> Iterator[str]:
    """Head, assertion, provenance and publication info of one fact."""
    key = fact["fact_id"]
    node, whole = names.of("fact", key), names.of("nanopublication", key)
    parts = {part: names.of(part, key) for part in ("head", "assertion", "provenance", "info")}
    yield f"{whole} <{_RDF}type> <{_NP}Nanopublication> {parts['head']} ."
    yield f"{whole} <{_NP}hasAssertion> {parts['assertion']} {parts['head']} ."
    yield f"{whole} <{_NP}hasProvenance> {parts['provenance']} {parts['head']} ."
    yield f"{whole} <{_NP}hasPublicationInfo> {parts['info']} {parts['head']} ."
    yield f"{node} <{_RDF}type> <{_RDF}Statement> {parts['assertion']} ."
    yield from _cells(names, "facts", node, fact, parts["assertion"], {"fact_id"})
    yield f"{whole} <{_DCT}isPartOf> {names.version} {parts['info']} ."
    for claim in claims:
        yield from _annotation(names, parts, node, claim)


def _annotation(
    names: _Names, parts: Mapping[str, str], fact: str, claim: Mapping[str, Any]
) -> Iterator[str]:
    """A claim as an annotation of the article that makes it."""
    graph, key = parts["provenance"], claim["claim_id"]
    node, target = names.of("claim", key), names.of("target", key)
    place, words = names.of("position", key), names.of("words", key)
    yield f"{parts['assertion']} <{_PROV}wasDerivedFrom> {node} {graph} ."
    yield f"{node} <{_RDF}type> <{_OA}Annotation> {graph} ."
    yield f"{node} <{_RDF}type> <{_PROV}Entity> {graph} ."
    yield f"{node} <{_OA}hasBody> {fact} {graph} ."
    yield f"{node} <{_OA}hasTarget> {target} {graph} ."
    yield f"{target} <{_RDF}type> <{_OA}SpecificResource> {graph} ."
    yield f"{target} <{_OA}hasSource> {names.of('article', claim['article_id'])} {graph} ."
    yield f"{target} <{_OA}hasSelector> {place} {graph} ."
    yield f"{place} <{_RDF}type> <{_OA}TextPositionSelector> {graph} ."
    yield f"{place} <{_OA}start> {_value(claim['char_start'])} {graph} ."
    yield f"{place} <{_OA}end> {_value(claim['char_end'])} {graph} ."
    if claim.get("exact") is not None:
        yield f"{target} <{_OA}hasSelector> {words} {graph} ."
        yield f"{words} <{_RDF}type> <{_OA}TextQuoteSelector> {graph} ."
        yield f"{words} <{_OA}exact> {_text(claim['exact'])} {graph} ."
    told = {k: v for k, v in claim.items() if ("claims", k) not in _LEFT_OUT}
    yield from _cells(names, "claims", node, told, graph, {"claim_id", "fact_id"})


def _cells(
    names: _Names,
    table: str,
    node: str,
    row: Mapping[str, Any],
    graph: str,
    apart: set[str],
) -> Iterator[str]:
    """A quad for each cell of a row that has a value."""
    for column, value in row.items():
        if value is None or column in apart:
            continue
        term = _LINKS.get((table, column), f"{_OWN}{column}")
        if (table, column) == ("articles", "url"):
            said = _address(value)
        elif column in _IDS:
            said = names.of(_IDS[column], value)
        else:
            said = _value(value)
        yield f"{node} <{term}> {said} {graph} ."


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{_XSD}boolean>'
    if isinstance(value, int):
        return f'"{value}"^^<{_XSD}integer>'
    if isinstance(value, float):
        return f'"{value!r}"^^<{_XSD}double>'
    if isinstance(value, date):
        return f'"{value.isoformat()}"^^<{_XSD}date>'
    return _text(value)


def _text(words: str) -> str:
    return f'"{words.translate(_ESCAPES)}"'


_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        **{chr(code): f"\\u{code:04X}" for code in (*range(9), 11, 12, *range(14, 32), 127)},
    }
)


def _address(url: str) -> str:
    """An IRI where the address is one, else a text."""
    whole = quote(url, safe="-._~:/?#[]@!$&'()*+,;=%")
    return f"<{whole}>" if urlsplit(whole).scheme in ("http", "https") else _text(url)


def _claims_by_fact(release: Release) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(release, "claims"):
        found.setdefault(row["fact_id"], []).append(row)
    return found


def _rows(release: Release, table: str) -> Iterator[dict[str, Any]]:
    if table not in release.rows:
        return
    columns = columns_of(release, table)
    for row in rows_of(release, table):
        yield dict(zip(columns, row, strict=True))
