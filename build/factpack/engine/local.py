"""The local engine: batches of articles through worker processes into staged Parquet."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from factpack.engine.cache.batch import read_batch
from factpack.engine.cache.packs import staged_tables
from factpack.engine.cache.store import ArticleCache, Known
from factpack.engine.kernel import add_rejected, run_kernel
from factpack.engine.staging import StagedRows, write_staged
from factpack.errors import FactpackError
from factpack.extract.extractor import Extractor
from factpack.model import RawArticle, Rejected
from factpack.vocabulary import Vocabulary, own_vocabulary, put_in_force
from factpack_validators.arrow_alone import use_arrow_alone
from factpack_validators.garbage import collect_rarely

BATCH_ARTICLES = 512
BATCH_CHARS = 4_000_000
"""A batch is full at either bound: enough rows to fill a Parquet part, and little to hold."""

_KEPT_FACTOR = 2
"""A batch of articles that are in the cache may be so much larger: none of them is read, but the
rows of all are in memory at once."""


@dataclass(frozen=True, slots=True)
class Staged:
    """How much the engine staged.

    Attributes:
        n_articles: articles that became rows.
        n_rejected: things that it rejected.
        n_kept: articles whose rows came from the cache.
        is_written: whether all that was read anew could be kept.
    """

    n_articles: int
    n_rejected: int
    n_kept: int = 0
    is_written: bool = True


@dataclass(slots=True)
class _Batch:
    """Articles that one process stages; with a cache, where the rows of each may stand."""

    articles: list[RawArticle] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.articles)


def stage_articles(
    items: Iterable[RawArticle | Rejected],
    extractor: Extractor,
    stage: Path,
    workers: int = 1,
    progress: Callable[[int], None] = lambda amount: None,
    accepted: Collection[str] = (),
    note: Callable[[str], None] = lambda message: None,
    cache: ArticleCache | None = None,
) -> Staged:
    """Run the kernel over all articles and write `stage/<table>/part-*.parquet`.

    What stands in the parts does not depend on the number of workers: batches are cut from the
    stream, numbered in its order, and each is written by whoever works on it.

    Args:
        items: raw articles in source order, and what could not be read.
        extractor: must pickle where there is more than one worker.
        stage: existing empty folder.
        workers: processes; 1 runs in this one.
        progress: told how many articles more are done.
        accepted: codes of checks that are no errors in this dataset.
        note: told what the publisher should know of the run, and no reader of the release.
        cache: has rows of articles that were read before, and gets those of the others; it does
            not change what is staged.

    Returns:
        Counts of what was staged.

    Raises:
        FactpackError: no article can be extracted as things are, or processes are ended whatever
            they read.
    """
    rejects = StagedRows()
    batches = _batches(items, rejects, cache)
    n_articles = n_rejected = n_kept = 0
    is_written = True
    folder = cache.folder if cache else None
    stage_batch = partial(_stage_batch, extractor, stage, frozenset(accepted), folder)
    for done in _run(batches, stage_batch, workers, progress, note):
        n_articles += done.n_articles
        n_rejected += done.n_rejected
        n_kept += done.n_kept
        is_written &= done.is_written
    rejects.write(stage, _REJECTS_PART)
    return Staged(n_articles, n_rejected + rejects.count("rejected"), n_kept, is_written)


_REJECTS_PART = "rejects"
_StageBatch: TypeAlias = "partial[Staged]"


def _batches(
    items: Iterable[RawArticle | Rejected], rejects: StagedRows, cache: ArticleCache | None
) -> Iterator[_Batch]:
    batch = _Batch()
    n_unread = unread_chars = chars = 0
    for item in items:
        if isinstance(item, Rejected):
            add_rejected(rejects, item)
            continue
        batch.articles.append(item)
        chars += len(item.text)
        known = cache.find(item) if cache else None
        if known is not None:
            batch.known.append(known)
        if known is None or known.pack is None:
            n_unread += 1
            unread_chars += len(item.text)
        if (
            n_unread == BATCH_ARTICLES
            or unread_chars >= BATCH_CHARS
            or len(batch) == _KEPT_FACTOR * BATCH_ARTICLES
            or chars >= _KEPT_FACTOR * BATCH_CHARS
        ):
            yield batch
            batch, n_unread, unread_chars, chars = _Batch(), 0, 0, 0
    if batch.articles:
        yield batch


def _run(
    batches: Iterator[_Batch],
    stage_batch: _StageBatch,
    workers: int,
    progress: Callable[[int], None],
    note: Callable[[str], None],
) -> Iterator[Staged]:
    first = next(batches, None)
    if first is None:
        return
    second = next(batches, None) if workers > 1 else None
    if second is None:
        # One batch keeps one process busy: starting others would only cost time.
        yield stage_batch(first, f"{0:06d}", progress)
        for part, batch in enumerate(batches, 1):
            yield stage_batch(batch, f"{part:06d}", progress)
        return
    numbered = enumerate(chain([first, second], batches))
    for done in _run_pools(numbered, stage_batch, workers, note):
        progress(done.n_articles + done.n_rejected)
        yield done


def _run_pools(
    batches: Iterator[tuple[int, _Batch]],
    stage_batch: _StageBatch,
    workers: int,
    note: Callable[[str], None],
) -> Iterator[Staged]:
    """Run batches in processes; where one of these is lost, what it held is read one by one."""
    lost = True
    while lost:
        lost = False
        suspects: list[tuple[int, _Batch]] = []
        with _pool(workers) as pool:
            waiting: dict[Future[Staged], tuple[int, _Batch]] = {}
            for part, batch in batches:
                try:
                    waiting[pool.submit(stage_batch, batch, f"{part:06d}")] = part, batch
                except BrokenProcessPool:
                    suspects.append((part, batch))
                most = 2 * workers if not suspects else 0
                while len(waiting) > most:
                    for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                        job = waiting.pop(done)
                        try:
                            yield done.result()
                        except BrokenProcessPool:
                            suspects.append(job)
                            most = 0
                if suspects:
                    break
            for done, job in waiting.items():
                try:
                    yield done.result()
                except BrokenProcessPool:
                    suspects.append(job)
        if suspects:
            lost = True
            n = sum(len(batch) for _, batch in suspects)
            note(
                "A worker process was ended, by the system (is memory short?) or by a crash: "
                f"{n:,} articles are read again, one by one."
            )
        for part, batch in sorted(suspects, key=lambda job: job[0]):
            yield _one_by_one(part, batch, stage_batch)


_MOST_LOST = 3
"""Articles in a row whose reading ends the process before the fault is no longer theirs."""


def _one_by_one(part: int, batch: _Batch, stage_batch: _StageBatch) -> Staged:
    """Stage the articles of a batch one by one; whoever ends the process again is rejected.

    Raises:
        FactpackError: reading ends the process whatever the article.
    """
    stage: Path = stage_batch.args[1]
    for half_written in stage.glob(f"*/part-{part:06d}*.parquet"):
        half_written.unlink()
    failed = StagedRows()
    n_articles = n_rejected = in_a_row = 0
    waiting = list(enumerate(batch.articles))
    while waiting:
        with _pool(1) as pool:
            while waiting:
                number, raw = waiting.pop(0)
                label = f"{part:06d}-{number:06d}"
                try:
                    done = pool.submit(stage_batch, _Batch([raw]), label).result()
                except BrokenProcessPool:
                    in_a_row += 1
                    if in_a_row == _MOST_LOST:
                        raise FactpackError(_ENDED.format(raw.source)) from None
                    for half_written in stage.glob(f"*/part-{label}.parquet"):
                        half_written.unlink()
                    reason = "The process that read it was ended, twice."
                    rejected = Rejected("article", raw.source, "article-failed", reason)
                    add_rejected(failed, rejected)
                    break
                in_a_row = 0
                n_articles += done.n_articles
                n_rejected += done.n_rejected
    failed.write(stage, f"{part:06d}-failed")
    return Staged(n_articles, n_rejected + failed.count("rejected"))


_ENDED = (
    "{}: the process that reads the articles is ended whatever it reads, last this one. Is memory "
    "short, or does the system end processes of long runs? Try --workers 1."
)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Fork would copy the threads of Arrow and DuckDB in an unknown state.
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(own_vocabulary(),),
    )


def _start(vocabulary: Vocabulary | None) -> None:
    collect_rarely()
    use_arrow_alone()
    put_in_force(vocabulary)


def _stage_batch(
    extractor: Extractor,
    stage: Path,
    accepted: frozenset[str],
    folder: Path | None,
    batch: _Batch,
    part: str,
    progress: Callable[[int], None] = lambda amount: None,
) -> Staged:
    if folder is not None and batch.known:
        read = read_batch(batch.articles, batch.known, folder, extractor, accepted, progress)
        tables = staged_tables(read.articles)
        write_staged(tables.items(), stage, part)
        n_articles = tables["articles"].num_rows if "articles" in tables else 0
        return Staged(n_articles, len(batch) - n_articles, read.n_kept, read.is_written)

    def done() -> Iterator[RawArticle]:
        for raw in batch.articles:
            yield raw
            progress(1)

    rows = run_kernel(done(), extractor, accepted)
    rows.write(stage, part)
    n_articles = rows.count("articles")
    return Staged(n_articles, len(batch) - n_articles)
