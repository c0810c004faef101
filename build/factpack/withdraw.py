"""Take articles back from versions that were published: words go, hashes are issued anew.

A version that held a withdrawn article, and each that follows it, is written again without it, in a
copy of the folder of versions beside the old one. When all of them pass the validators the two
folders change places in one step, and the old one is deleted. A run that is killed leaves the old
folder or the new one, whole; the next run clears away what it left.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from factpack import __version__
from factpack.config import Dataset, Withdrawn, load_dataset_config
from factpack.config.vocabulary import vocabulary_of
from factpack.errors import FactpackError
from factpack.normalise.withdrawn import (
    Tombstone,
    folded,
    is_named,
    name_pattern,
    refuse_names,
)
from factpack.release.exchange import change_places
from factpack.release.index import (
    INDEX,
    check_history,
    index_text,
    sums_hash,
    version_number,
    with_superseded,
)
from factpack.release.info import RunInfo
from factpack.release.open import Release
from factpack.release.previous import PreviousRelease
from factpack.release.staging import staging_folder
from factpack.release.stated_findings import stated_findings
from factpack.release.withdrawals.cut import cut_tables
from factpack.release.withdrawals.notices import NOTICES, notices_text
from factpack.release.write import finish_release, rewrite_release
from factpack.reproduce.recipe import read_recipe, write_config
from factpack.vocabulary import in_force
from factpack_validators.findings import Finding, Severity
from factpack_validators.release import validate_release


@dataclass(frozen=True, slots=True)
class Reissue:
    """A version that is written anew.

    Attributes:
        build: its number with the suffix of the reissue, such as 1.0.0+withdrawn.1.
        articles: identifiers of articles that go.
        rows: rows that go, by table; empty before they are cut.
        superseded: hash of SHA256SUMS that the version had.
        sha256sums_sha256: hash that it has now; empty before it is written.
    """

    version: str
    build: str
    articles: tuple[str, ...]
    superseded: str
    rows: Mapping[str, int] = field(default_factory=dict)
    sha256sums_sha256: str = ""


def find_withdrawn(releases: Path, entries: Sequence[Withdrawn]) -> tuple[Reissue, ...]:
    """The versions that hold what is withdrawn, and those that follow them.

    Args:
        releases: folder of the versions of a dataset, `dist/<dataset>`.
        entries: what is withdrawn.

    Raises:
        FactpackError: a release is broken, or not the one that the index or a later one names.
    """
    found, _ = _find(check_history(releases), entries)
    return tuple(found.values())


def rewrite_published(
    releases: Path,
    entries: Sequence[Withdrawn],
    step: Callable[[str], None] = lambda message: None,
) -> tuple[Reissue, ...]:
    """Write the versions anew that hold what is withdrawn; both folder and index, or nothing.

    Args:
        releases: folder of the versions of a dataset, `dist/<dataset>`.
        entries: what is withdrawn.
        step: told what is done.

    Returns:
        The versions, as they are now; none where no version holds any of it.

    Raises:
        FactpackError: a release is broken, was made by another contract, or does not pass the
            validators without what is withdrawn. Nothing was changed.
    """
    releases = releases.resolve()
    with change_places(releases) as draft:
        history = check_history(releases)
        found, tombstones = _find(history, entries)
        if not found:
            return ()
        done: dict[str, Reissue] = {}
        with staging_folder(releases / "withdrawal") as work:
            for version, reissue in found.items():
                step(f"{version}: writing {reissue.build}")
                before = _previous(history[version], done, draft)
                run = _Run(history[version], reissue, tombstones, before, work / version)
                with in_force(vocabulary_of(history[version].manifest)):
                    made = run.write(entries)
                shutil.rmtree(draft / version)
                made.path.rename(draft / version)
                done[version] = replace(
                    reissue, rows=made.rows, sha256sums_sha256=sums_hash(draft / version)
                )
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir()
        _write_lists(draft, releases.name, done, tombstones)
    return tuple(done.values())


def _write_lists(
    draft: Path, dataset: str, done: Mapping[str, Reissue], tombstones: Mapping[str, Tombstone]
) -> None:
    versions = {
        v: {
            "build": r.build,
            "superseded": r.superseded,
            "sha256sums_sha256": r.sha256sums_sha256,
            "rows": dict(r.rows),
        }
        for v, r in done.items()
    }
    told = [tombstones[a] for a in sorted({a for r in done.values() for a in r.articles})]
    _write(draft / NOTICES, notices_text(draft, dataset, told, versions))
    index = index_text(draft, frozenset(done), dataset)
    _write(draft / INDEX, with_superseded(index, {v: r.superseded for v, r in done.items()}))


def _write(file: Path, text: str) -> None:
    # The draft shares files with the folder that stands: one is replaced, never written into.
    file.unlink(missing_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _find(
    history: Mapping[str, Release], entries: Sequence[Withdrawn]
) -> tuple[dict[str, Reissue], dict[str, Tombstone]]:
    """Versions to write anew, lowest first, and all articles that are withdrawn."""
    tombstones: dict[str, Tombstone] = {}
    held = {version: _held(release) for version, release in history.items()}
    for articles in held.values():
        for article_id, known in articles.items():
            entry = next((e for e in entries if known.is_named_by(e)), None)
            if entry is not None:
                tombstones.setdefault(article_id, Tombstone(article_id, entry.day, entry.reason))
    found: dict[str, Reissue] = {}
    for version in sorted(history, key=version_number):
        release = history[version]
        goes = tuple(sorted(tombstones.keys() & held[version]))
        named = release.manifest.get("previous")
        follows = isinstance(named, dict) and named.get("version") in found
        if goes or follows:
            found[version] = Reissue(version, _build(release), goes, sums_hash(release.path))
    return found, tombstones


def _build(release: Release) -> str:
    """The number of the next reissue of a version."""
    before = release.manifest.get("reissued")
    last = str(before.get("build", "")) if isinstance(before, dict) else ""
    n = int(last.rpartition(".")[2]) if last.rpartition(".")[2].isdecimal() else 0
    return f"{release.version}+withdrawn.{n + 1}"


@dataclass(frozen=True, slots=True)
class _Article:
    """What a release says of an article, to tell whether it is withdrawn."""

    names: tuple[str | None, ...]
    publishers: tuple[str | None, ...]
    hashes: tuple[str | None, ...]
    words: tuple[str | None, ...]

    def is_named_by(self, entry: Withdrawn) -> bool:
        return is_named(
            entry,
            article=self.names,
            publishers=self.publishers,
            hashes=self.hashes,
            words=self.words,
        )


def _held(release: Release) -> dict[str, _Article]:
    """Articles of a release by identifier."""
    said: dict[str, list[str | None]] = {}
    for row in release.sql(
        """select m.article_id, m.exact, e.name, a.alias from mentions m
        left join entities e using (entity_id) left join aliases a using (entity_id)"""
    ).to_pylist():
        said.setdefault(row["article_id"], []).extend((row["exact"], row["name"], row["alias"]))
    return {
        row["article_id"]: _Article(
            (row["article_id"], row["source_id"], row["source"], row["url"]),
            (row["publisher"],),
            (row["raw_sha256"], row["text_sha256"]),
            (
                *(row[c] for c in ("text", "source", "source_id", "title", "author")),
                *dict.fromkeys(said.get(row["article_id"], ())),
            ),
        )
        for row in release.table("articles").to_pylist()
    }


def _previous(release: Release, done: Mapping[str, Reissue], draft: Path) -> PreviousRelease | None:
    """The release that a version follows, as it is now."""
    named = release.manifest.get("previous")
    if not isinstance(named, dict):
        return None
    version = str(named["version"])
    folder = draft / version
    if not folder.is_dir():
        raise FactpackError(
            f"{release.path} follows {version}, which is not beside it: put it there, so that its "
            "delta can be written anew"
        )
    sha256 = done[version].sha256sums_sha256 if version in done else sums_hash(folder)
    return PreviousRelease(folder, version, sha256)


@dataclass(frozen=True, slots=True)
class _Made:
    path: Path
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Run:
    """Writes one version anew in a folder of its own."""

    release: Release
    reissue: Reissue
    tombstones: Mapping[str, Tombstone]
    before: PreviousRelease | None
    work: Path

    def write(self, entries: Sequence[Withdrawn]) -> _Made:
        """The version without what is withdrawn, once the validators find no error in it."""
        self.work.mkdir()
        release, manifest = self.release, self.release.manifest
        gone = {a: self.tombstones[a] for a in self.reissue.articles}
        known = {t.article_id: t for t in _known(manifest)} | gone
        sources = {
            row["source"]
            for row in release.table("articles").to_pylist()
            if row["article_id"] in gone
        }
        lost = {
            row["claim_id"]
            for row in release.table("claims").select(["claim_id", "article_id"]).to_pylist()
            if row["article_id"] in gone
        }
        people = [name_pattern(e.what) for e in entries if e.kind == "person"]
        tables = self.work / "tables"
        try:
            rows = cut_tables(release.path, known, sources, tables)
        except KeyError as problem:
            raise FactpackError(
                f"{release.path}: its tables are not those of this contract ({problem}): withdraw "
                "with the factpack that built it, or remove the version"
            ) from problem
        persons = [e for e in entries if e.kind == "person"]
        dataset = self._dataset(people, lost, _names(release) - _names_in(tables), persons)
        findings = tuple(
            f
            for f in stated_findings(release)
            if f.file not in sources
            and f.key not in gone
            and not any(p.search(folded(f"{f.message} {f.advice}")) for p in people)
        )
        run = RunInfo(
            str(manifest["factpack"]),
            str(manifest["extractor"]),
            findings,
            self.before,
            tuple(sorted(known.values())),
            frozenset(sources),
            {
                "build": self.reissue.build,
                "factpack": __version__,
                "articles": len(gone),
                "date": max(
                    (t.day for t in self.tombstones.values()), default=date.min
                ).isoformat(),
            },
        )
        staging = self.work / "release"
        staging.mkdir()
        info = rewrite_release(
            tables,
            dataset,
            staging,
            version=release.version,
            released=date.fromisoformat(str(manifest["released"])),
            run=run,
        )
        report = validate_release(
            staging, previous=self.before.path if self.before else None, as_published=True
        )
        wrong = [f for f in report.findings if f.severity is Severity.ERROR]
        if wrong:
            raise FactpackError(
                f"{release.path}: without what is withdrawn it does not pass the validators: "
                + "; ".join(f"{f.code}: {f.message}" for f in wrong[:3])
                + ". Nothing was changed; remove the version, or withdraw with the factpack that "
                "built it"
            )
        every = tuple(sorted({*findings, *report.findings}, key=Finding.sort_key))
        finish_release(staging, info, every)
        return _Made(staging, rows)

    def _dataset(
        self,
        people: Sequence[Any],
        lost: set[str],
        nameless: set[str],
        entries: Sequence[Withdrawn],
    ) -> Dataset:
        """What the manifest says of the dataset, without rows for what only went with articles."""
        recipe = read_recipe(self.release.path, self.release.manifest)
        recipe = replace(
            recipe,
            entities=_without(recipe.entities, people, nameless),
            publishers=_without(recipe.publishers, people),
            reviews=recipe.reviews
            and [row for row in recipe.reviews if not lost.intersection(row)],
        )
        folder = self.work / "config"
        folder.mkdir()
        dataset = load_dataset_config(write_config(recipe, folder))
        refuse_names(replace(dataset, withdrawn=tuple(entries)))
        return dataset


def _names(release: Release) -> set[str]:
    return set(release.table("entities")["name"].to_pylist())


def _names_in(tables: Path) -> set[str]:
    return set(pq.read_table(tables / "entities.parquet", columns=["name"])["name"].to_pylist())


def _without(
    rows: Sequence[Sequence[str]] | None, people: Sequence[Any], nameless: Collection[str] = ()
) -> Sequence[Sequence[str]] | None:
    """Rows of a curated file without those that name a person or an entity which went."""
    if rows is None:
        return None
    place = rows[0].index("name") if rows and "name" in rows[0] else 0
    return [
        *rows[:1],
        *(
            row
            for row in rows[1:]
            if not any(pattern.search(folded(cell)) for pattern in people for cell in row)
            and " ".join(row[place].split()) not in nameless
        ),
    ]


def _known(manifest: Mapping[str, Any]) -> Iterable[Tombstone]:
    """Articles that were withdrawn before."""
    config = manifest.get("dataset_yaml")
    for entry in config.get("withdrawn", ()) if isinstance(config, dict) else ():
        yield Tombstone(entry["article"], date.fromisoformat(entry["date"]), entry.get("reason"))
