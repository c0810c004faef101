"""Rows of Arrow files, of both layouts, checked before anybody looks into them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from factpack_validators.sources import SourceError

_MAGIC = b"ARROW1"
_ROWS = 512
"""Rows that are looked at together."""


def arrow_batches(path: Path) -> Iterator[pa.RecordBatch]:
    """The rows of a file, in batches of a few hundred.

    Raises:
        SourceError: it is no Arrow, or damaged.
        OSError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            is_file = stream.read(len(_MAGIC)) == _MAGIC
        with pa.memory_map(str(path)) as source:
            if is_file:
                reader = pa.ipc.open_file(source)
                batches = map(reader.get_batch, range(reader.num_record_batches))
            else:
                batches = iter(pa.ipc.open_stream(source))
            for batch in batches:
                batch.validate(full=True)
                for start in range(0, batch.num_rows, _ROWS):
                    yield batch.slice(start, _ROWS)
    except (pa.ArrowException, ValueError, StopIteration) as error:
        raise SourceError("is a broken Arrow file") from error
