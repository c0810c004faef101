"""The rows of a batch of articles: those that are kept from the cache, the others by reading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from factpack.engine.cache.packs import nested, write_pack
from factpack.engine.cache.store import Known, grouped, take_pack
from factpack.engine.kernel import FAULTS, run_kernel
from factpack.engine.staging import StagedRows
from factpack.extract.extractor import Extractor
from factpack.model import RawArticle


class Asked:
    """The furniture of an outlet, which notes what is looked for in it.

    As the answers alone decide what is done with an article, whoever would get the same ones would
    get the same rows, however much the furniture differs in other lines.
    """

    def __init__(self, standing: Container[int]) -> None:
        """Begin with nothing asked."""
        self._standing = standing
        self.asked: set[int] = set()

    def __contains__(self, key: object) -> bool:
        """Whether a paragraph is furniture."""
        if isinstance(key, int):
            self.asked.add(key)
        return key in self._standing


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of a batch.

    Attributes:
        articles: a row for each article, in their order, see `packs.pack_schema`.
        n_kept: how many of them came from the cache.
        is_written: whether what was read anew could be kept.
    """

    articles: pa.Table
    n_kept: int
    is_written: bool


@dataclass(slots=True)
class _Fresh:
    """What is read anew."""

    keys: list[bytes] = field(default_factory=list)
    asked: list[list[int]] = field(default_factory=list)
    marked: list[list[int]] = field(default_factory=list)
    rows: list[StagedRows] = field(default_factory=list)
    lasting: list[bool] = field(default_factory=list)

    def read(
        self, raw: RawArticle, key: bytes, extractor: Extractor, accepted: Collection[str]
    ) -> None:
        asking = Asked(raw.standing)
        rows = run_kernel([replace(raw, standing=asking)], extractor, accepted)
        self.keys.append(key)
        self.asked.append(sorted(asking.asked))
        self.marked.append(sorted(key for key in asking.asked if key in raw.standing))
        self.rows.append(rows)
        # A fault may be that of the machine: another run tries again.
        self.lasting.append(
            all(row["check_code"] not in FAULTS for row in rows.by_table()["rejected"])
        )


def read_batch(
    articles: Sequence[RawArticle],
    known: Sequence[Known],
    folder: Path,
    extractor: Extractor,
    accepted: Collection[str],
    progress: Callable[[int], None] = lambda amount: None,
) -> Read:
    """Rows of articles, as the kernel gives them.

    Args:
        articles: as read.
        known: of each, its key and where its rows may stand.
        folder: of the packs; what is read anew is written there, as one pack.
        extractor: finds mentions, literals, quotes and claims.
        accepted: codes of checks that are no errors in this dataset.
        progress: told how many articles more are done.
    """
    sources: list[pa.Table] = []
    order: dict[int, tuple[int, int]] = {}
    for pack, places in grouped(known):
        if (kept := take_pack(pack)) is None:
            continue
        rows = [known[place].row for place in places if known[place].row < kept.num_rows]
        if len(rows) < kept.num_rows // _FEW:
            # The rest of it need not stay in memory.
            kept, rows = kept.take(rows), list(range(len(rows)))
        told = _told(kept)
        for place, row in zip(places, rows, strict=False):
            if told[row].is_of(articles[place], known[place].key):
                order[place] = len(sources), row
                progress(1)
        sources.append(kept)
    n_kept = len(order)
    fresh = _Fresh()
    for place, raw in enumerate(articles):
        if place not in order:
            order[place] = len(sources), len(fresh.keys)
            fresh.read(raw, known[place].key, extractor, accepted)
            progress(1)
    is_written = True
    if fresh.keys:
        anew = nested(fresh.keys, fresh.asked, fresh.marked, fresh.rows)
        lasting = anew if all(fresh.lasting) else anew.filter(pa.array(fresh.lasting))
        is_written = _write(folder, lasting) if lasting.num_rows else True
        sources.append(anew)
    return Read(_in_order(sources, [order[n] for n in range(len(articles))]), n_kept, is_written)


_FEW = 8
"""Articles are copied out of a pack of which so small a share is used."""


def _in_order(sources: Sequence[pa.Table], order: Sequence[tuple[int, int]]) -> pa.Table:
    """Rows of several tables in some order; rows that follow one another are copied together."""
    # Gathering nested rows one by one takes far longer.
    pieces: list[pa.Table] = []
    start = 0
    for end in range(1, len(order) + 1):
        source, row = order[start]
        if end == len(order) or order[end] != (source, row + end - start):
            pieces.append(sources[source].slice(row, end - start))
            start = end
    return pa.concat_tables(pieces)


@dataclass(frozen=True, slots=True)
class _Told:
    key: bytes
    asked: frozenset[int]
    marked: frozenset[int]

    def is_of(self, raw: RawArticle, key: bytes) -> bool:
        """Whether reading the article now would give the rows again."""
        return self.key == key and self.marked == {k for k in self.asked if k in raw.standing}


def _told(articles: pa.Table) -> list[_Told]:
    columns = (articles[name].to_pylist() for name in ("key", "asked", "marked"))
    return [_Told(key, frozenset(a), frozenset(m)) for key, a, m in zip(*columns, strict=True)]


def _write(folder: Path, articles: pa.Table) -> bool:
    with suppress(OSError):
        write_pack(folder, articles)
        return True
    return False
