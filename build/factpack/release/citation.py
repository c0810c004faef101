"""CITATION.cff (Citation File Format 1.2.0), and the same citation for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from factpack.release.info import ReleaseInfo
from factpack.release.licences import Licence
from factpack.release.markdown import one_line


def citation_cff(info: ReleaseInfo, licence: Licence) -> str:
    """The text of CITATION.cff; a licence that SPDX does not know is given by its address."""
    dataset = info.dataset
    data: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": one_line(dataset.title),
        "abstract": dataset.description,
        "authors": [
            {
                "name": one_line(creator.name),
                **({"orcid": f"https://orcid.org/{creator.orcid}"} if creator.orcid else {}),
                **({"website": creator.url} if creator.url else {}),
            }
            for creator in dataset.creators
        ]
        or [{"name": nameless(info)}],
        "version": info.version,
        "date-released": info.released,
    }
    if dataset.doi:
        data["doi"] = dataset.doi
    if licence.hub:
        data["license"] = licence.spdx
    elif licence.url:
        data["license-url"] = licence.url
    if dataset.homepage:
        data["url"] = dataset.homepage
    if dataset.keywords:
        data["keywords"] = [one_line(word) for word in dataset.keywords]
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=2**31)


def nameless(info: ReleaseInfo) -> str:
    """Who made a dataset whose dataset.yaml names nobody."""
    return f"Publishers of {one_line(info.dataset.name)}"


def plain_citation(info: ReleaseInfo) -> str:
    """One line to cite the release by: the publisher's own words, or ours."""
    dataset = info.dataset
    if dataset.citation:
        return one_line(dataset.citation)
    who = "; ".join(one_line(creator.name) for creator in dataset.creators) or nameless(info)
    address = f"https://doi.org/{dataset.doi}" if dataset.doi else dataset.homepage
    where = f" {address}" if address else ""
    title = one_line(dataset.title)
    return f"{who} ({info.released.year}). {title} (version {info.version}) [Data set].{where}"


def bibtex(info: ReleaseInfo) -> str:
    """The same as a BibTeX entry."""
    dataset = info.dataset
    who = " and ".join(f"{{{_tex(creator.name)}}}" for creator in dataset.creators)
    fields: Mapping[str, str | None] = {
        "author": who or nameless(info),
        "title": f"{{{_tex(dataset.title)}}}",
        "year": str(info.released.year),
        "version": info.version,
        "doi": dataset.doi,
        "url": dataset.homepage,
    }
    body = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    return f"@misc{{{dataset.name}-{info.version},\n{body}\n}}"


def _tex(text: str) -> str:
    """The text without what would end a BibTeX field or a fenced block."""
    return re.sub(r"[{}\\`]", "", one_line(text))
