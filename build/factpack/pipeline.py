"""Build a release: from a dataset.yaml and its articles to a validated folder in `dist/`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from factpack import __version__
from factpack.confidence.judgement import Judgement
from factpack.confidence.measured import built_in
from factpack.confidence.reviews import read_reviews
from factpack.confidence.score import built_in_model
from factpack.config import Dataset, load_dataset_config
from factpack.corroborate import resolve
from factpack.corroborate.trace import trace
from factpack.engine.cache.recipe import recipe_of
from factpack.engine.cache.store import FOLDER, MIN_ARTICLES, ArticleCache, prune
from factpack.engine.local import Staged, stage_articles
from factpack.engine.selection import Selector
from factpack.errors import FactpackError
from factpack.extract.choose import make_extractor, with_leftovers
from factpack.extract.claims.examples import check_own_rules
from factpack.extract.claims.rules.loading import own_rules
from factpack.extract.extractor import Extractor
from factpack.extract.names import KnownName, KnownNames
from factpack.link.curated import read_curated
from factpack.link.unproved import GIVEN
from factpack.link.withdrawn import Withdrawal
from factpack.model import RawArticle, Rejected
from factpack.normalise.standing import find_standing, mark_standing
from factpack.normalise.withdrawn import Withdrawals, refuse_names
from factpack.read import read_articles
from factpack.release.day import newest_input
from factpack.release.places import places
from factpack.release.previous import PreviousRelease, find_previous
from factpack.release.staging import list_releases, publish_folder, staging_folder
from factpack.release.versions.verdict import Verdict
from factpack.release.write import RunInfo, finish_release, write_release
from factpack.vocabulary import in_force, predicate_rows
from factpack_validators.checks import CHECKS
from factpack_validators.collect import KEPT_ERRORS
from factpack_validators.findings import Finding, Severity
from factpack_validators.kept import Kept
from factpack_validators.release import validate_release
from factpack_validators.report import FamilyRun, Report
from factpack_validators.schemas import arrow_schema

AUTO = "auto"
"""A version that is computed from what differs from the release before."""

ReadArticles: TypeAlias = Callable[[Dataset], Iterable[RawArticle | Rejected | Finding]]
TryLoading: TypeAlias = Callable[[Path, Mapping[str, int]], None]
ChooseExtractor: TypeAlias = Callable[[Dataset, KnownNames | None], Extractor]

_VERSION = re.compile(r"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}")


class Progress:
    """Told what a build does; the base class says nothing."""

    def step(self, name: str, total: int | None = None) -> None:
        """A step begins; `total` is the number of articles that it goes through, where known."""

    def part(self, name: str) -> None:
        """A part of the step begins."""

    def advance(self, amount: int) -> None:
        """So many articles more are done within the step."""

    def note(self, message: str) -> None:
        """Something happened that whoever waits should know, and no reader of the release."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made.

    Attributes:
        path: the release folder; where it would have been, if it did not pass.
        published: whether the release stands there.
        unchanged: whether the same bytes stood there before.
        rows: rows by table.
        findings: of reading and of the validators, errors first.
        previous: version that it follows, None for the first.
        verdict: why it has its version; None for the first.
        places: where in the articles the rows stand that findings name, for people.
        checked: what each family of checks looked at.
    """

    dataset: str
    version: str
    path: Path
    published: bool
    unchanged: bool
    rows: dict[str, int]
    findings: tuple[Finding, ...]
    previous: str | None = None
    verdict: Verdict | None = None
    places: Mapping[Finding, str] = field(default_factory=dict)
    checked: tuple[FamilyRun, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "dataset": self.dataset,
            "version": self.version,
            "previous": self.previous,
            "versioning": self.verdict.to_dict() if self.verdict else None,
            "path": self.path.as_posix(),
            "published": self.published,
            "unchanged": self.unchanged,
            "rows": self.rows,
            "findings": [finding.to_dict() for finding in self.findings],
        }


def build(
    config: Path | str,
    *,
    out: Path | str = "dist",
    articles: Path | str | None = None,
    workers: int = 1,
    version: str | None = None,
    previous: Path | str | None = None,
    released: date | None = None,
    clock: date | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    choose: ChooseExtractor = make_extractor,
    read: ReadArticles = read_articles,
    try_loading: TryLoading | None = None,
    cache: Path | bool | None = None,
) -> BuildResult:
    """Build a release and publish it if it passes the validators.

    Args:
        config: a dataset.yaml.
        out: folder that holds the releases.
        articles: folder of the articles; by default `articles` beside dataset.yaml.
        workers: processes for the work per article; they do not change a byte.
        version: X.Y.Z; `auto`: the number that follows the release before; by default that of
            dataset.yaml, else `auto`.
        previous: folder of the release before, whose identifiers are kept and with which the
            release is compared; by default that of the highest lower version in `out`.
        released: date of release; by default that of dataset.yaml, else `clock`, else that of the
            newest input, else `today`.
        clock: the day that SOURCE_DATE_EPOCH names.
        today: the day of the machine; inputs of later days do not count.
        progress: told what is done.
        choose: makes the extractor that dataset.yaml asks for, for whoever does not obey it.
        read: gives the articles, for whoever has them from elsewhere than the sources.
        try_loading: loads what is about to be published, and raises where that fails; None leaves
            it out.
        cache: folder of rows that were read from articles before; True: `.factpack-cache` beside
            dataset.yaml; False: none; None: that one where there are articles enough for it to
            gain something. It does not change a byte.

    Returns:
        The result. Where a validator found an error nothing is published; nor where nothing differs
        from the release before and no number was asked for: the result is then that release.

    Raises:
        FactpackError: broken configuration, no article, a previous release that is broken or not
            lower, a version that exists with other bytes or is too low for what differs, or a place
            that cannot be written. `out` is as it was.
    """
    dataset = load_dataset_config(Path(config), Path(articles) if articles is not None else None)
    own = dataset.own_vocabulary
    with in_force(own.vocabulary if own else None):
        return _build(
            dataset,
            Path(out),
            workers,
            version,
            Path(previous) if previous is not None else None,
            released or dataset.released or clock,
            today,
            progress or Progress(),
            choose,
            read,
            try_loading,
            cache,
        )


def _build(
    dataset: Dataset,
    out: Path,
    workers: int,
    version: str | None,
    previous: Path | None,
    given: date | None,
    today: date | None,
    progress: Progress,
    choose: ChooseExtractor,
    read: ReadArticles,
    try_loading: TryLoading | None,
    cache: Path | bool | None,
) -> BuildResult:
    """`build`, while the vocabulary of the dataset is in force."""
    number = _version(dataset, version)
    releases = out / dataset.name
    before = find_previous(releases, dataset.name, number, previous)
    check_own_rules()
    names = _known_names(dataset)
    selector = Selector(dataset, names)
    extractor = choose(dataset, names)
    withdrawals = Withdrawals(dataset.withdrawn)
    refuse_names(dataset)
    findings: list[Finding] = []
    with staging_folder(releases / (number or AUTO)) as work, Kept() as kept:
        stage = _stage(
            dataset,
            work,
            extractor,
            workers,
            progress,
            findings,
            lambda of: withdrawals.sift(read(of)),
            selector,
            cache,
        )
        findings[:] = [f for f in findings if f.file not in withdrawals.sources]
        withdrawn: frozenset[Withdrawal] = frozenset()
        for attempt in range(_MOST_ATTEMPTS):
            progress.step("link and corroborate")
            tables, said = _resolve(dataset, work, stage, before, withdrawn, progress.part)
            day = given or newest_input(tables, dataset, before, today) or today
            if day is None:
                raise FactpackError(
                    f"{dataset.file}: no article says when it was published: give `released: "
                    "YYYY-MM-DD`, or the date of the build"
                )
            progress.step("write the release")
            staging = _fresh(work / "release")
            run = RunInfo(
                __version__,
                extractor.label,
                (*findings, *said),
                before,
                tuple(sorted(withdrawals.tombstones.values())),
                frozenset(withdrawals.sources),
            )
            info = write_release(
                tables,
                dataset,
                staging,
                version=number,
                released=day,
                run=run,
                begin=progress.part,
            )
            if number is None and before is not None and info.verdict is not None:
                if info.verdict.level() == "none":
                    list_releases(releases, work)
                    return BuildResult(
                        dataset.name,
                        before.version,
                        before.path,
                        True,
                        True,
                        info.rows,
                        _sorted(*findings, *said),
                        before.version,
                        info.verdict,
                    )
            progress.step("validate")
            check = partial(
                _validate, staging, _withheld_texts(tables), before, progress.part, kept
            )
            report = check()
            unproved = _unproved(report.findings)
            more = trace(tables, work / _LINKED, unproved, whole_articles=attempt >= _ROW_ATTEMPTS)
            if more <= withdrawn:
                break
            withdrawn |= more
        destination = releases / info.version
        if info.verdict is not None and (refusal := info.verdict.refusal(info.version)):
            raise FactpackError(f"{dataset.name}: {refusal}")
        every = _sorted(*findings, *said, *report.findings)
        # The findings stand in the release: with them it is another, and is validated again.
        for _ in range(_MOST_WRITINGS if report.findings else 0):
            if _errors(every):
                break
            progress.step("validate with its findings")
            finish_release(staging, info, every)
            written, every = every, _sorted(*findings, *said, *check().findings)
            if every == written:
                break
        else:
            if report.findings:
                raise FactpackError(_RESTLESS)
        kept.forget()
        passed = not _errors(every)
        if passed and try_loading is not None:
            progress.step("load it as a stranger would")
            try_loading(staging, info.rows)
        told = places(staging, every)
        unchanged = passed and publish_folder(staging, destination)
    return BuildResult(
        dataset.name,
        info.version,
        destination,
        passed,
        unchanged,
        info.rows,
        every,
        before.version if before else None,
        info.verdict,
        told,
        report.families,
    )


_LINKED = "linked.parquet"

_ROW_ATTEMPTS = 4
_MOST_ATTEMPTS = 8
"""How often rows that do not pass are withdrawn before whole articles are, and how often at all.
One attempt is the rule: what an article alone shows was proved when it was read."""


_MOST_WRITINGS = 5
"""How often the findings are written and validated; the second time they are what they were."""

_RESTLESS = (
    "the findings of the release change whenever they are written into it. This is a fault of "
    "factpack: please report it."
)


def _validate(
    staging: Path,
    texts: Mapping[str, str],
    before: PreviousRelease | None,
    begin: Callable[[str], None],
    kept: Kept,
) -> Report:
    return validate_release(
        staging,
        previous=before.path if before else None,
        texts=texts,
        kept_errors=KEPT_ERRORS,
        as_published=True,
        begin=begin,
        kept=kept,
    )


def _sorted(*findings: Finding) -> tuple[Finding, ...]:
    """Findings in their order, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=Finding.sort_key))


def _errors(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if f.severity is Severity.ERROR]


def _accepted(dataset: Dataset) -> frozenset[str]:
    """Codes of checks that dataset.yaml weighs less than an error."""
    return frozenset(w.code for w in dataset.checks if w.severity is not Severity.ERROR)


def _unproved(findings: Iterable[Finding]) -> list[Finding]:
    """Errors in what the build found itself: they name the rows that it cannot publish."""
    return [
        f
        for f in _errors(findings)
        if CHECKS[f.code].mended_by == "build" and (f.table, f.column) not in GIVEN
    ]


def _fresh(folder: Path) -> Path:
    """An empty folder of that name."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    return folder


def _version(dataset: Dataset, wanted: str | None) -> str | None:
    """The version that somebody asked for; None where it is computed."""
    version = wanted or dataset.version or AUTO
    if version == AUTO:
        return None
    if not _VERSION.fullmatch(version):
        raise FactpackError(
            f"version {version!r} is neither auto nor three numbers such as 1.0.0, which is what "
            "load_dataset accepts"
        )
    return version


class _Counted:
    """Counts articles on their way."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.n = 0

    def articles(self, items: Iterable[RawArticle | Rejected | Finding]) -> Iterator[RawArticle]:
        for item in items:
            if isinstance(item, RawArticle):
                self.n += 1
                self._progress.advance(1)
                yield item


def _stage(
    dataset: Dataset,
    work: Path,
    extractor: Extractor,
    workers: int,
    progress: Progress,
    findings: list[Finding],
    read: ReadArticles,
    selector: Selector,
    cache: Path | bool | None,
) -> Path:
    """Read, select, normalise and extract; the folder of the staged tables."""
    stage = _fresh(work / "stage")
    if selector.counts_articles:
        progress.step("draw the sample")
        selector.draw(read(dataset))
    progress.step("look for furniture")
    counted = _Counted(progress)
    selected = counted.articles(selector.sift(read(dataset)))
    standing = find_standing(selected, work / "standing")
    progress.step("read and extract", counted.n)
    items = mark_standing(selector.sift(read(dataset)), standing)
    kept = _cache(dataset, extractor, cache, counted.n, progress)
    staged = stage_articles(
        with_leftovers(extractor, _split_findings(items, findings)),
        extractor,
        stage,
        workers,
        progress.advance,
        _accepted(dataset),
        progress.note,
        kept,
    )
    if kept is not None:
        _close(kept, dataset, staged, counted.n, progress)
    if not staged.n_articles:
        raise FactpackError(_no_articles(dataset, findings, stage))
    return stage


def _cache(
    dataset: Dataset,
    extractor: Extractor,
    wanted: Path | bool | None,
    n_articles: int,
    progress: Progress,
) -> ArticleCache | None:
    """The cache of rows that were read before; None where none is wanted, or can be had."""
    home = wanted if isinstance(wanted, Path) else dataset.file.parent / FOLDER
    is_wanted = wanted is not False and (wanted is not None or n_articles >= MIN_ARTICLES)
    recipe = recipe_of(dataset, extractor, _accepted(dataset)) if is_wanted else None
    if recipe is None:
        if dataset.withdrawn:
            prune(home, dataset.name, everything=True)
        return None
    try:
        return ArticleCache(home, dataset.name, recipe, extractor.label)
    except OSError as problem:
        progress.note(_NO_CACHE.format(home, problem.strerror))
        return None


def _close(
    cache: ArticleCache, dataset: Dataset, staged: Staged, n_articles: int, progress: Progress
) -> None:
    """Tell what came from the cache, and have it forget what nobody needs."""
    progress.note(f"{staged.n_kept:,} of {n_articles:,} articles as before.")
    problem = None if staged.is_written else "Not all that was read could be written"
    try:
        cache.tidy(used_alone=bool(dataset.withdrawn))
    except OSError as error:
        problem = error.strerror
    if problem:
        progress.note(_NO_CACHE.format(cache.folder, problem))


_NO_CACHE = (
    "{}: {}. The build goes on, and what it reads is not kept for the next one; give another "
    "folder with --cache, or --no-cache."
)


def _resolve(
    dataset: Dataset,
    work: Path,
    stage: Path,
    previous: PreviousRelease | None,
    withdrawn: Iterable[Withdrawal],
    begin: Callable[[str], None],
) -> tuple[Path, list[Finding]]:
    """Link and corroborate; the folder of the final tables, and what entities.csv has wrong."""
    tables = _fresh(work / "tables")
    findings = resolve(
        stage,
        tables,
        entities_file=dataset.entities_file,
        publishers_file=dataset.publishers_file,
        previous=previous.path if previous else None,
        judgement=Judgement(
            built_in(),
            read_reviews(dataset.reviews_file),
            dataset.min_confidence,
            built_in_model(),
            own_rules(),
        ),
        withdrawals=withdrawn,
        accepted=_accepted(dataset),
        linked=work / _LINKED,
        begin=begin,
    )
    rows = sorted(predicate_rows(), key=lambda row: str(row["predicate"]))
    pq.write_table(
        pa.Table.from_pylist(rows, schema=arrow_schema("predicates")),
        tables / "predicates.parquet",
    )
    return tables, findings


def _known_names(dataset: Dataset) -> KnownNames | None:
    """The curated names, which are found wherever they stand; None without entities.csv.

    Raises:
        FactpackError: the file has errors, which would stop the release after all the work.
    """
    curation = read_curated(dataset.entities_file)
    wrong = _errors(curation.findings)
    if wrong:
        listed = [f"  {f.message}. {f.advice}" for f in wrong[:_MOST_REASONS]]
        if len(wrong) > len(listed):
            listed.append(f"  and {len(wrong) - len(listed):,} more")
        raise FactpackError("\n".join((f"{dataset.entities_file} has to be mended:", *listed)))
    curated = curation.entities
    return KnownNames(KnownName(e.name, e.type, e.aliases) for e in curated) if curated else None


def _split_findings(
    items: Iterable[RawArticle | Rejected | Finding], findings: list[Finding]
) -> Iterator[RawArticle | Rejected]:
    for item in items:
        if isinstance(item, Finding):
            findings.append(item)
        else:
            yield item


_MOST_REASONS = 10
_NONE_READ = "no article could be read"


def _no_articles(dataset: Dataset, findings: Iterable[Finding], stage: Path) -> str:
    globs = ", ".join(source.path for source in dataset.sources)
    why = [f"{f.file}: {f.message}" for f in findings if f.file]
    parts = sorted((stage / "rejected").glob("*.parquet"))
    for part in parts:
        rows = pq.read_table(part, columns=["source", "reason"]).to_pylist()
        why += [f"{row['source']}: {row['reason']}" for row in rows]
    if not why:
        why.append("No file matches.")
    if len(why) > _MOST_REASONS:
        why[_MOST_REASONS:] = [f"and {len(why) - _MOST_REASONS:,} more"]
    reasons = "".join(f"\n  {reason}" for reason in why)
    check = "`sources` and `select`" if dataset.select else "`sources`"
    none = "no article could be read, or none is selected" if dataset.select else _NONE_READ
    return (
        f"{dataset.articles_dir}: {none} (sources: {globs}).{reasons}\n"
        f"Check {check} in dataset.yaml, or name the folder with --articles."
    )


def _withheld_texts(tables: Path) -> dict[str, str]:
    """Texts of the articles whose rights withhold words: no run of them may be in the release."""
    table = pq.read_table(tables / "articles.parquet", columns=["article_id", "rights", "text"])
    return {row["article_id"]: row["text"] for row in table.to_pylist() if row["rights"] != "full"}
