"""The local engine: batches of articles through worker processes into staged Parquet."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from factpack.engine.kernel import add_rejected, run_kernel
from factpack.engine.staging import StagedRows
from factpack.extract.extractor import Extractor
from factpack.model import RawArticle, Rejected

BATCH_ARTICLES = 512
BATCH_CHARS = 4_000_000
"""A batch is full at either bound: enough rows to fill a Parquet part, and little to hold."""


@dataclass(frozen=True, slots=True)
class Staged:
    """How much the engine staged: articles that became rows, and things it rejected."""

    n_articles: int
    n_rejected: int


def stage_articles(
    items: Iterable[RawArticle | Rejected],
    extractor: Extractor,
    stage: Path,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    accepted: Collection[str] = (),
) -> Staged:
    """Run the kernel over all articles and write `stage/<table>/part-*.parquet`.

    What stands in the parts does not depend on the number of workers: batches are cut from the
    stream, numbered in its order, and each is written by whoever works on it.

    Args:
        items: raw articles in source order, and what could not be read.
        extractor: must pickle where there is more than one worker.
        stage: existing empty folder.
        workers: processes; 1 runs in this one.
        progress: told the number of articles of each finished batch.
        accepted: codes of checks that are no errors in this dataset.

    Returns:
        Counts of what was staged.
    """
    rejects = StagedRows()
    batches = _batches(items, rejects)
    n_articles = n_rejected = 0
    for done in _run(
        batches, partial(_stage_batch, extractor, stage, frozenset(accepted)), workers
    ):
        n_articles += done.n_articles
        n_rejected += done.n_rejected
        if progress:
            progress(done.n_articles + done.n_rejected)
    rejects.write(stage, _REJECTS_PART)
    return Staged(n_articles, n_rejected + rejects.count("rejected"))


_REJECTS_PART = 999_999


def _batches(
    items: Iterable[RawArticle | Rejected], rejects: StagedRows
) -> Iterator[list[RawArticle]]:
    batch: list[RawArticle] = []
    chars = 0
    for item in items:
        if isinstance(item, Rejected):
            add_rejected(rejects, item)
            continue
        batch.append(item)
        chars += len(item.text)
        if len(batch) == BATCH_ARTICLES or chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _run(
    batches: Iterator[list[RawArticle]],
    stage_batch: Callable[[list[RawArticle], int], Staged],
    workers: int,
) -> Iterator[Staged]:
    first = next(batches, None)
    if first is None:
        return
    second = next(batches, None) if workers > 1 else None
    if second is None:
        # One batch keeps one process busy: starting others would only cost time.
        yield stage_batch(first, 0)
        for part, batch in enumerate(batches, 1):
            yield stage_batch(batch, part)
        return
    # Fork would copy the threads of Arrow and DuckDB in an unknown state.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: set[Future[Staged]] = set()
        for part, batch in enumerate(chain([first, second], batches)):
            waiting.add(pool.submit(stage_batch, batch, part))
            if len(waiting) > 2 * workers:
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (f.result() for f in finished)
        finished, _ = wait(waiting)
        yield from (f.result() for f in finished)


def _stage_batch(
    extractor: Extractor,
    stage: Path,
    accepted: frozenset[str],
    batch: list[RawArticle],
    part: int,
) -> Staged:
    rows = run_kernel(batch, extractor, accepted)
    rows.write(stage, part)
    n_articles = rows.count("articles")
    return Staged(n_articles, len(batch) - n_articles)
