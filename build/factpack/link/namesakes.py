"""Bearers of a name whom an article tells from the one of this name that it names before.

Which of the two another article means by the name, nobody can say: it goes on to mean the first,
and who is told apart is known in the one article alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from factpack.link.clusters import Name, family_of
from factpack.link.curated import key_of

_SCHEMA = pa.schema([("article_id", pa.string()), ("entity", pa.int64()), ("number", pa.int64())])


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Those of a corpus, by article and order in it.

    Attributes:
        names: one each. Their keys are no names: they end in the article and a number.
        bearers: article and local entity of each.
        first: number of the first name.
    """

    names: Sequence[Name]
    bearers: Sequence[tuple[str, int]]
    first: int

    @classmethod
    def read(cls, connection: duckdb.DuckDBPyConnection, first: int) -> Namesakes:
        """Read the staged ones, to be numbered from `first` on."""
        rows = connection.execute("""
            SELECT article_id, entity, name, type,
                row_number() OVER (PARTITION BY article_id, name, type ORDER BY entity)
            FROM staged_local_entities WHERE namesake ORDER BY article_id, entity
        """).fetchall()
        names = [
            Name(f"{key_of(name, type_)} {article} {place}", family_of(type_), name, type_, 1)
            for article, _, name, type_, place in rows
        ]
        return cls(names, [(article, entity) for article, entity, *_ in rows], first)

    def local_names(self) -> pa.Table:
        """Rows of the table `local_names`."""
        rows = [(*bearer, self.first + place) for place, bearer in enumerate(self.bearers)]
        columns = [[row[i] for row in rows] for i in range(len(_SCHEMA))]
        return pa.table(columns, schema=_SCHEMA)
