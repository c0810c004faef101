"""What a release is, by the one description that the others are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from factpack_validators.context import Context
from factpack_validators.schemas import table_names

_LONGEST = 1_000
"""Characters of a name, title or version; a longer one is none."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What datapackage.json says a release is, and the rows its Parquet files have.

    Attributes:
        name: of the dataset, None where it is not given; so are the others.
        licence: identifier, in small letters.
        released: day of release, YYYY-MM-DD.
        rows: rows by table.
    """

    name: str | None
    title: str | None
    version: str | None
    licence: str | None
    released: str | None
    rows: Mapping[str, int]


def identify(context: Context) -> Identity:
    """Read what datapackage.json says, and count rows."""
    package = context.package
    licences = package.get("licenses")
    first: Any = licences[0] if isinstance(licences, list) and licences else {}
    licence = _text(first.get("name")) if isinstance(first, dict) else None
    created = _text(package.get("created"))
    return Identity(
        _text(package.get("name")),
        _text(package.get("title")),
        _text(package.get("version")),
        licence.casefold() if licence else None,
        created[:10] if created else None,
        {table: context.database.n_rows(table) for table in table_names()},
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and len(value) <= _LONGEST else None
