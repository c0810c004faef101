"""Do the documents of a release agree on who made it, under which licence, from what?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from factpack_validators.context import Context
from factpack_validators.identifiers import ID_SCHEME
from factpack_validators.identity import Identity
from factpack_validators.schemas import table_names
from factpack_validators.shown import shown

MANIFEST_FORMAT = 1
"""Version of the manifest's layout that these checks know."""


def check_agreement(context: Context, identity: Identity) -> None:
    """Compare licence, makers and settings wherever the release repeats them."""
    _check_licence(context, identity)
    _check_settings(context, identity)
    _check_words(context)
    _check_makers(context)
    _check_publishers(context)
    _check_curation(context)


def _check_licence(context: Context, identity: Identity) -> None:
    """LICENSE names the title, the version and the licence that datapackage.json gives."""
    text = context.folder.read_text("LICENSE", context.found)
    if text is None or identity.licence is None:
        return
    wanted = {identity.licence, f"licenseref-{identity.licence}"}
    words = {word.casefold() for word in text.split()}
    if not words & wanted:
        context.found.add(
            "licence-mismatch", f"LICENSE does not name {shown(identity.licence)}", file="LICENSE"
        )
    licences = context.package.get("licenses")
    if isinstance(licences, list) and len(licences) != 1:
        context.found.add(
            "package-mismatch", f"{len(licences)} licences are given", file="datapackage.json"
        )
    for licence in licences if isinstance(licences, list) else ():
        path = _mapping(licence).get("path")
        if isinstance(path, str) and path.startswith("http") and path not in text:
            context.found.add(
                "licence-mismatch",
                f"LICENSE does not name {shown(path)}, as datapackage.json does",
                file="LICENSE",
            )


def _check_settings(context: Context, identity: Identity) -> None:
    """The configuration in the manifest is that of this dataset, and its tables are known."""
    manifest = context.manifest
    if not manifest:
        return

    def differs(message: str) -> None:
        context.found.add("manifest-mismatch", message, file="manifest.json")

    config = _mapping(manifest.get("dataset_yaml"))
    for key, wanted in (("name", identity.name), ("title", identity.title)):
        said = config.get(key)
        if isinstance(said, str) and " ".join(said.split()) != wanted:
            differs(
                f"dataset_yaml.{key} is {shown(said)}, that of datapackage.json {shown(wanted)}"
            )
    licence = config.get("license")
    if isinstance(licence, str) and licence.casefold() != identity.licence:
        differs(
            f"dataset_yaml.license is {shown(licence)}, that of datapackage.json "
            f"{shown(identity.licence)}"
        )
    if manifest.get("format") != MANIFEST_FORMAT:
        differs(f"format is {shown(manifest.get('format'))}; these checks know {MANIFEST_FORMAT}")
    if manifest.get("id_scheme") != ID_SCHEME:
        differs(
            f"id_scheme is {shown(manifest.get('id_scheme'))}; these checks know {ID_SCHEME}, and "
            "no identifier was made again"
        )
    for table in sorted(set(map(str, _mapping(manifest.get("tables")))) - set(table_names())):
        differs(f"a table {shown(table)} that the contract does not know")


def _check_words(context: Context) -> None:
    """Description, keywords and home page are those of the configuration."""
    config = _mapping(context.manifest.get("dataset_yaml"))
    for key in ("description", "keywords", "homepage") if "description" in config else ():
        if _plain(context.package.get(key)) != _plain(config.get(key)):
            context.found.add(
                "package-mismatch",
                f"{key} is not that of dataset_yaml in manifest.json",
                file="datapackage.json",
            )


def _plain(value: object) -> object:
    """Words without regard to line breaks."""
    if isinstance(value, list):
        return [_plain(item) for item in value] or None
    return " ".join(value.split()) if isinstance(value, str) else None


def _check_publishers(context: Context) -> None:
    """Sources of the package are publishers of the articles, each with its number of articles."""
    counted = {
        " ".join(publisher.split()): n
        for publisher, n in context.database.all(
            "SELECT publisher, count(*) FROM articles WHERE publisher IS NOT NULL GROUP BY 1"
        )
    }
    sources = context.package.get("sources")
    for source in map(_mapping, sources if isinstance(sources, list) else ()):
        if counted.get(str(source.get("title"))) != source.get("x:articles"):
            context.found.add(
                "package-mismatch",
                f"the articles do not give the source {shown(source.get('title'))} as it is",
                file="datapackage.json",
            )


def _check_curation(context: Context) -> None:
    """Rows of entities.csv are entities here, or a finding says that no article names one.

    Names are compared by number alone: in findings they may be cut.
    """
    rows = context.manifest.get("entities_csv")
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], list):
        return
    place = rows[0].index("name") if "name" in rows[0] else 0
    named = (r[place] for r in rows[1:] if isinstance(r, list) and len(r) > place)
    listed = {" ".join(normalize("NFC", n).split()) for n in named if isinstance(n, str)} - {""}
    known = {name for (name,) in context.database.all("SELECT name FROM entities")}
    report = _mapping(context.folder.read_json("validation.json", context.found))
    findings = report.get("findings")
    unused = [f for f in map(_mapping, _list(findings)) if f.get("code") == "entities-unused"]
    if len(listed - known) > len(unused):
        context.found.add(
            "manifest-mismatch",
            f"entities_csv lists {len(listed - known)} names that no entity has; validation.json "
            f"tells of {len(unused)}",
            file="manifest.json",
        )


def _check_makers(context: Context) -> None:
    """Those who are to be cited are those who made it."""
    listed = _mapping(context.manifest.get("dataset_yaml")).get("creators")
    names = [_mapping(c).get("name") for c in listed] if isinstance(listed, list) else []
    makers = [" ".join(n.split()) for n in names if isinstance(n, str)]
    if not makers:
        return
    given = context.package.get("contributors")
    titles = [_mapping(c).get("title") for c in given] if isinstance(given, list) else []
    if titles != makers:
        context.found.add(
            "package-mismatch",
            "contributors are not the creators that manifest.json gives",
            file="datapackage.json",
        )
    citation = context.folder.read_text("CITATION.cff", context.found) or ""
    citation = citation.replace("''", "'")  # In quotes, YAML doubles an apostrophe.
    for maker in makers:
        if not all(word in citation for word in maker.split()):
            context.found.add(
                "citation-mismatch",
                f"CITATION.cff does not name {shown(maker)}, whom manifest.json gives",
                file="CITATION.cff",
            )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
