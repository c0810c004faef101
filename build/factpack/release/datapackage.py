"""datapackage.json: the release as a Data Package v2.

CSV resources carry the schemas and are what Frictionless validates. Parquet resources stand beside
them with size and hash, but without `type` and `schema`: Frictionless would read them through
pandas, which turns whole numbers with gaps into floats and then reports them as errors.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from factpack.release.info import ReleaseInfo, TableInfo
from factpack.release.licences import Licence
from factpack.release.markdown import one_line
from factpack.release.query import Row, Rows
from factpack_validators.schemas import read_json, table_schema

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MOST_SOURCES = 1_000
"""Publishers listed as sources; the table `articles` names them all."""


def data_package(info: ReleaseInfo, licence: Licence, publishers: Rows) -> dict[str, Any]:
    """The descriptor of a release.

    Args:
        info: the release.
        licence: that of the dataset.
        publishers: rows (publisher, url, n), sorted; `url` is that of one article or None.
    """
    dataset = info.dataset
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": dataset.name,
        "title": one_line(dataset.title),
        "description": dataset.description,
        "version": info.version,
        "created": f"{info.released.isoformat()}T00:00:00Z",
    }
    if dataset.homepage:
        package["homepage"] = dataset.homepage
    if dataset.keywords:
        package["keywords"] = [one_line(word) for word in dataset.keywords]
    package["licenses"] = [_licence(licence)]
    if dataset.creators:
        package["contributors"] = [
            {
                "title": one_line(creator.name),
                **({"path": creator.url} if creator.url else {}),
                **({"x:orcid": creator.orcid} if creator.orcid else {}),
                "roles": ["creator"],
            }
            for creator in dataset.creators
        ]
    sources = [_source(row) for row in publishers[:MOST_SOURCES] if row["publisher"]]
    if sources:
        package["sources"] = sources
    package["x:default"] = read_json("datapackage.json")["x:default"]
    package["resources"] = [
        resource for table in info.tables for resource in (_csv(table), _parquet(table))
    ]
    return package


def _licence(licence: Licence) -> dict[str, str]:
    described = {"name": licence.spdx, "title": licence.title}
    return described | ({"path": licence.url} if licence.url else {})


def _source(row: Row) -> dict[str, Any]:
    source: dict[str, Any] = {"title": one_line(row["publisher"])}
    site = urlsplit(row["url"] or "")
    if site.scheme in ("http", "https") and site.netloc:
        source["path"] = f"{site.scheme}://{site.netloc}/"
    return source | {"x:articles": row["n"]}


def _csv(table: TableInfo) -> dict[str, Any]:
    schema = table_schema(table.name)
    return {
        "name": table.name,
        "type": "table",
        "title": schema["title"],
        "description": schema["description"],
        "path": table.csv.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": table.csv.bytes,
        "hash": f"sha256:{table.csv.sha256}",
        "x:rows": table.rows,
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": schema,
    }


def _parquet(table: TableInfo) -> dict[str, Any]:
    schema = table_schema(table.name)
    return {
        "name": f"{table.name}-parquet",
        "title": f"{schema['title']} (Parquet)",
        "path": table.parquet.path,
        "format": "vnd.apache.parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": table.parquet.bytes,
        "hash": f"sha256:{table.parquet.sha256}",
        "x:rows": table.rows,
    }
