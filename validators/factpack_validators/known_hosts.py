"""Addresses in pages: those of the dataset and its articles, and of what every card may name.

Words of articles stand in pages with their colons escaped, so that no address of theirs is a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from factpack_validators import project
from factpack_validators.context import Context
from factpack_validators.shown import shown

EVERYWHERE = frozenset(
    {
        "creativecommons.org",
        "datapackage.org",
        "doi.org",
        "huggingface.co",
        "opendatacommons.org",
        "orcid.org",
        "schema.org",
        "spdx.org",
        "www.wikidata.org",
    }
)
"""Hosts that the pages of any release may name: of licences, of the Hub, and of the method."""

_ADDRESS = re.compile(r"(?:https?|ftp)://([^\s/?#<>()\"'`|\\{}]{1,300})", re.IGNORECASE)


def check_hosts(context: Context, file: str, page: str, known: frozenset[str]) -> None:
    """Report addresses of a page that lead to hosts which nothing in the release names."""
    for match in _ADDRESS.finditer(page):
        host = _host(match[1])
        if host not in known:
            context.found.add(
                "link-unknown",
                f"{file} names {shown(match[0])}, a host that neither the dataset nor its articles "
                "have",
                file=file,
                offset=match.start(),
            )


def known_hosts(context: Context) -> frozenset[str]:
    """Hosts of the configuration, of the licences and of the articles of a release."""
    hosts = {
        _host(host)
        for (host,) in context.database.all(
            "SELECT DISTINCT regexp_extract(url, '^[A-Za-z]+://([^/?#]+)', 1) FROM articles "
            "WHERE url IS NOT NULL"
        )
    }
    named = [context.manifest.get("dataset_yaml"), context.package.get("licenses")]
    for text in _texts([*named, project.HOMEPAGE]):
        hosts.update(_host(match[1]) for match in _ADDRESS.finditer(text))
    return frozenset(hosts | EVERYWHERE)


def _host(authority: str) -> str:
    return authority.rstrip(".,;:!*_").casefold()


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
