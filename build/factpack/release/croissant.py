"""croissant.json: the release as Croissant 1.1, which is schema.org JSON-LD, too.

Record sets read the Parquet files. The fields of the responsible-AI vocabulary say what is true of
every release that factpack makes, and what dataset.yaml says of this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from factpack.release.citation import bibtex
from factpack.release.info import FileInfo, ReleaseInfo, TableInfo
from factpack.release.licences import Licence
from factpack.release.markdown import one_line
from factpack_validators.schemas import table_schema

CONFORMS_TO = ("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0")

_TYPES: Mapping[str, str] = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}

_OWN_TERMS = (
    *(
        "arrayShape",
        "citeAs",
        "column",
        "equivalentProperty",
        "extract",
        "field",
        "fileProperty",
        "fileObject",
    ),
    *("fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5"),
    *("parentField", "path", "recordSet", "references", "regex", "repeated", "replace"),
    *("samplingRate", "separator", "source", "subField", "transform"),
)

CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{term: f"cr:{term}" for term in _OWN_TERMS},
}
"""The terms of Croissant 1.1, and those of PROV."""


def croissant(info: ReleaseInfo, licence: Licence) -> dict[str, Any]:
    """The description of a release."""
    dataset = info.dataset
    return {
        "@context": dict(CONTEXT),
        "@type": "sc:Dataset",
        "conformsTo": list(CONFORMS_TO),
        "name": dataset.name,
        "alternateName": one_line(dataset.title),
        "description": dataset.description,
        "version": info.version,
        "datePublished": info.released.isoformat(),
        "license": licence.url or licence.title,
        **({"url": dataset.homepage} if dataset.homepage else {}),
        "citeAs": bibtex(info),
        **({"keywords": [one_line(word) for word in dataset.keywords]} if dataset.keywords else {}),
        **_creators(info),
        "inLanguage": list(info.figures.languages),
        "isLiveDataset": False,
        **responsible(info),
        "distribution": [
            _file(table.name, table.parquet, "application/x-parquet") for table in info.tables
        ],
        "recordSet": [_record_set(table) for table in info.tables],
    }


def responsible(info: ReleaseInfo) -> dict[str, Any]:
    """Provenance and the fields of the responsible-AI vocabulary."""
    articles = info.rows["articles"]
    languages = ", ".join(info.figures.languages) or "unknown languages"
    caveats = info.dataset.caveats
    limits = (
        "Facts are what articles say, their mistakes included; none was checked against the world. "
        "Extraction misses facts and reads some wrongly: DATASHEET.md says how often, by relation. "
        "Not for decisions about people, and no substitute for reading the article that a fact "
        "rests on."
    )
    return {
        "rai:dataLimitations": f"{limits} {one_line(caveats)}" if caveats else limits,
        "rai:dataBiases": (
            f"The {articles:,} articles ({languages}) are those that the publisher chose; what the "
            "press leaves out, the data leave out. Well-known organisations are found more often "
            "and joined more rightly than others. DATASHEET.md counts articles by publisher, year "
            "and language."
        ),
        "rai:personalSensitiveInformation": (
            "People are named as articles name them, with their posts and words. E-mail addresses, "
            "telephone numbers and the like are searched for before publication, and stop it."
        ),
        "rai:dataUseCases": (
            "Fact extraction and verification, corroboration and contradiction between sources, "
            "entity linking, provenance research; each fact leads to the words that state it."
        ),
        "rai:dataSocialImpact": (
            "Who doubts a fact can look it up; claims that are denied, planned or only reported "
            "are marked. A reader who drops those marks spreads what nobody asserted."
        ),
        "rai:hasSyntheticData": False,
        "rai:dataCollection": "Articles were given as files; manifest.json lists their hashes.",
        "prov:wasDerivedFrom": [
            {
                "@type": "sc:Collection",
                "name": f"{articles:,} news articles, see the table articles",
            }
        ],
        "prov:wasGeneratedBy": [
            {
                "@type": "prov:Activity",
                "name": f"factpack {info.run.factpack}, extractor {info.run.extractor}",
            }
        ],
    }


def _creators(info: ReleaseInfo) -> dict[str, Any]:
    creators = [
        {
            "@type": "sc:Person" if creator.orcid else "sc:Organization",
            "name": one_line(creator.name),
            **({"url": creator.url} if creator.url else {}),
            **({"sameAs": f"https://orcid.org/{creator.orcid}"} if creator.orcid else {}),
        }
        for creator in info.dataset.creators
    ]
    return {"creator": creators, "publisher": creators} if creators else {}


def _file(table: str, file: FileInfo, media_type: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{table}-parquet",
        "name": f"{table}-parquet",
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": media_type,
        "sha256": file.sha256,
    }


def _record_set(table: TableInfo) -> dict[str, Any]:
    schema = table_schema(table.name)
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": schema["description"],
        "key": [{"@id": f"{table.name}/{column}"} for column in schema["primaryKey"]],
        "field": list(_fields(table.name)),
    }


def _fields(table: str) -> Iterator[dict[str, Any]]:
    schema = table_schema(table)

    targets = {
        key["fields"][0]: f"{key['reference']['resource']}/{key['reference']['fields'][0]}"
        for key in schema.get("foreignKeys", ())
        if not _leads_back(key["reference"]["resource"] or table, table)
    }
    for field in schema["fields"]:
        name = field["name"]
        described: dict[str, Any] = {
            "@type": "cr:Field",
            "@id": f"{table}/{name}",
            "name": name,
            "description": field["description"],
            "dataType": _TYPES[field["type"]],
            "source": {"fileObject": {"@id": f"{table}-parquet"}, "extract": {"column": name}},
        }
        if name in targets:
            described["references"] = {"field": {"@id": targets[name]}}
        yield described


def _leads_back(start: str, table: str) -> bool:
    """Whether references lead from one table to another: mlcroissant reads no circle of them."""
    met: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name == table:
            return True
        if name not in met:
            met.add(name)
            keys = table_schema(name).get("foreignKeys", ())
            waiting += [key["reference"]["resource"] or name for key in keys]
    return False
