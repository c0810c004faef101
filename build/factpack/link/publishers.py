"""`publishers.csv`: which names are one outlet, and to whom it belongs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factpack.errors import FactpackError
from factpack.link.curated import read_entities_text
from factpack.link.outlets import outlet_key

COLUMNS = ("name", "aliases", "owner")


@dataclass(frozen=True, slots=True)
class CuratedPublisher:
    """A row of publishers.csv.

    Attributes:
        name: what the outlet is called in the release.
        aliases: other names and domains of it.
        owner: whoever owns it; None: nobody else.
    """

    name: str
    aliases: tuple[str, ...] = ()
    owner: str | None = None


def read_publishers(file: Path | None) -> tuple[CuratedPublisher, ...]:
    """Read publishers.csv.

    Args:
        file: UTF-8, comma-separated, with the header `name,aliases,owner` (only the first is
            needed, in any order); aliases are separated by a vertical bar. None: there is none.

    Raises:
        FactpackError: the file cannot be read, is no CSV, has an unknown column or a row without
            a name, or gives one name to two outlets.
    """
    if file is None:
        return ()
    try:
        rows = list(_rows(file, read_entities_text(file)))
    except csv.Error as error:
        raise FactpackError(f"{file}: not CSV ({error}): check quotes and NUL bytes") from error
    named: dict[str, str] = {}
    for row in rows:
        for form in (row.name, *row.aliases):
            other = named.setdefault(outlet_key(form), row.name)
            if other != row.name:
                raise FactpackError(
                    f"{file}: {form!r} names both {other!r} and {row.name!r}: remove it from one"
                )
    return tuple(rows)


def _rows(file: Path, content: str) -> Iterator[CuratedPublisher]:
    if "\0" in content:
        raise csv.Error("it holds a NUL")
    reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    header = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    unknown = [name for name in header if name not in COLUMNS]
    if unknown or "name" not in header:
        raise FactpackError(f"{file}: the header is {','.join(header)!r}: write name,aliases,owner")
    for row in reader:
        cells = {name: " ".join((row.get(name) or "").split()) for name in COLUMNS}
        if not any(cells.values()):
            continue
        if None in row or not outlet_key(cells["name"]):
            raise FactpackError(
                f"{file}, line {reader.line_num}: a row has a name, aliases parted by |, and an "
                "owner: quote a cell that holds a comma"
            )
        aliases = (alias.strip() for alias in cells["aliases"].split("|"))
        yield CuratedPublisher(
            cells["name"], tuple(a for a in aliases if outlet_key(a)), cells["owner"] or None
        )
