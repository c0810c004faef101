"""What Frictionless reads once and not for each table: fields, and columns that keys refer to.

Only `families/referee.py` imports this, and late: Frictionless is optional, and slow to import.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

from frictionless import Resource, Row, Schema
from frictionless.resources import TableResource


def keys_resource(name: str, source: Resource, schema: Mapping[str, Any]) -> KeysResource:
    """Columns of a table, by a name of their own.

    Args:
        name: that foreign keys give.
        source: the whole table.
        schema: Table Schema of the columns.
    """
    described = Schema.from_descriptor(dict(schema))
    share_fields(described)
    return KeysResource(
        name=name,
        path=source.path,
        format=source.format,
        encoding=source.encoding,
        dialect=source.dialect,
        schema=described,
    )


def share_fields(schema: Schema) -> None:
    """Let whoever copies a field of a schema get the field itself.

    Frictionless copies each field of each table it opens three times, by way of a description that
    it validates, so that nobody who is handed a row can change the schema. Nobody does here, and
    the copies take as long as to read the rows of a small release.
    """
    for field in schema.fields:
        # Not by setattr, which takes it for something that the description says of the field.
        vars(field)["to_copy"] = lambda shared=field, **_: shared


class KeysResource(TableResource):
    """A table that is read once, whichever tables refer to it.

    Frictionless copies, opens and reads the table that a foreign key refers to anew for each key of
    each table, as a table of its own may be open already. This one is never validated itself, so
    that no copy is needed, and its rows stay.
    """

    _rows: list[Row] | None = None

    def to_copy(self, **options: Any) -> KeysResource:
        """The same: who looks keys up changes nothing."""
        return self

    def __enter__(self) -> KeysResource:
        """Read the keys, once.

        Raises:
            FrictionlessException: the file cannot be read.
        """
        if self._rows is None:
            self.open()  # type: ignore[no-untyped-call]
            try:
                self._rows = list(super().row_stream)
            finally:
                self.close()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """The file is closed already."""

    @property
    def row_stream(self) -> Iterator[Row]:
        """The keys of each row."""
        return iter(self._rows or ())
