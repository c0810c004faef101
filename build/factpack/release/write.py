"""Write a complete release folder from the final tables."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from factpack.config import Dataset
from factpack.errors import FactpackError
from factpack.messages import cut_quoted
from factpack.normalise.segments import OUTSIDE
from factpack.release import layout
from factpack.release.article_rights import ArticleRights, read_rights
from factpack.release.card import card, first_table, release_name
from factpack.release.changelog import write_changes
from factpack.release.citation import citation_cff
from factpack.release.croissant import croissant
from factpack.release.datapackage import MOST_SOURCES, data_package
from factpack.release.datasheet import datasheet
from factpack.release.datasheet_page import datasheet_page
from factpack.release.figures import compute_figures
from factpack.release.info import FileInfo, ReleaseInfo, RunInfo, TableInfo
from factpack.release.licences import Licence, find_licence
from factpack.release.manifest import manifest, manifest_recipe
from factpack.release.markdown import one_line
from factpack.release.plots import plots
from factpack.release.query import connect, fetch
from factpack.release.repeats import Repeats, Unknown
from factpack.release.rights import edits
from factpack.release.statement_rows import SPOKEN, speak
from factpack.release.tables import file_info, write_table
from factpack.release.templates import render
from factpack.release.versions.diff import compare_pair
from factpack.release.versions.pair import Pair, open_pair, read_side
from factpack.release.versions.verdict import default_recipe, judge
from factpack_validators.card_form import recipes
from factpack_validators.findings import Finding, Severity
from factpack_validators.schemas import table_names

__all__ = [
    "FileInfo",
    "ReleaseInfo",
    "RunInfo",
    "TableInfo",
    "finish_release",
    "write_release",
]

FIRST_VERSION = "1.0.0"
"""What a release is called that follows none, where nobody says."""

_PUBLISHERS = """
    select publisher, min(url) as url, count(*) as n
    from articles where publisher is not null group by publisher order by n desc, publisher limit ?
"""
_READERS = (
    f"select distinct reason[{len(OUTSIDE) + 1}:] as reader from segments "
    f"where starts_with(reason, '{OUTSIDE}') order by reader"
)
"""The libraries that found the main text of pages, as `name version`."""

_INPUTS = "select source, raw_sha256 from articles order by source, article_id"


def write_release(
    tables: Path,
    dataset: Dataset,
    staging: Path,
    *,
    version: str | None,
    released: date,
    run: RunInfo,
    begin: Callable[[str], None] = lambda part: None,
) -> ReleaseInfo:
    """Write a complete release into an empty folder, without the words that rights withhold.

    Every table of the contract becomes Parquet and CSV with equal cells; the rest describes them.
    The same tables, dataset and run give the same bytes, however the tables were cut into row
    groups. Tables are streamed: memory does not grow with them, but for 23 bytes an article.

    Args:
        tables: folder with `<table>.parquet` for every table but `statements`, sorted by primary
            key, words present.
        dataset: what the publisher says.
        staging: existing empty folder.
        version: X.Y.Z; None: the number that follows the previous release, see `versions.verdict`,
            which is that of the previous release where nothing differs.
        released: date of release.
        run: what made the tables.
        begin: told when a part of the work begins.

    Raises:
        FactpackError: a table is missing or breaks its schema or the value rules, or the folder
            cannot be written.
    """
    with _readable_errors(staging):
        if any(staging.iterdir()):
            raise FactpackError(f"{staging}: not empty; a release is written into an empty folder")
        rights = read_rights(tables, dataset.excerpt_share)
        repeats = Repeats(tables) if rights.withholds else None
        begin("tables")
        written = _write_tables(tables, staging, rights, repeats)
        begin("figures")
        figures = compute_figures(staging, repeats)
        begin("pages")
        info = ReleaseInfo(dataset, version or FIRST_VERSION, released, run, written, figures)
        with _beside_previous(staging, info) as pair:
            if pair is not None and run.previous is not None:
                recipe = dataset.versioning or default_recipe()
                verdict = judge(pair, compare_pair(pair, 0), run.previous.version, recipe)
                info = replace(info, version=version or verdict.version(), verdict=verdict)
            _describe(staging, info, pair, repeats)
        finish_release(staging, info, run.findings)
    return info


def rewrite_release(
    tables: Path, dataset: Dataset, staging: Path, *, version: str, released: date, run: RunInfo
) -> ReleaseInfo:
    """Write a release from tables that were published before; no cell of them is changed.

    Where words are withheld, the pages give no example and list no row: nobody has the articles
    here that they could repeat.

    Args:
        tables: folder with `<table>.parquet` for every table, in the order of the contract.
        dataset: what the publisher says.
        staging: existing empty folder.
        version: X.Y.Z.
        released: date of release.
        run: what made the tables.

    Raises:
        FactpackError: a table breaks its schema or the value rules, or the folder cannot be
            written.
    """
    with _readable_errors(staging):
        written = tuple(write_table(t, tables / f"{t}.parquet", staging) for t in table_names())
        figures = compute_figures(staging, None)
        info = ReleaseInfo(dataset, version, released, run, written, figures)
        repeats = Unknown() if figures.withholds else None
        with _beside_previous(staging, info) as pair:
            if pair is not None and run.previous is not None:
                recipe = dataset.versioning or default_recipe()
                verdict = judge(pair, compare_pair(pair, 0), run.previous.version, recipe)
                info = replace(info, verdict=verdict)
            _describe(staging, info, pair, repeats)
        finish_release(staging, info, run.findings)
    return info


def _write_tables(
    tables: Path, staging: Path, rights: ArticleRights, repeats: Repeats | None
) -> tuple[TableInfo, ...]:
    """Write every table, in the order of the contract; those that tell of others come last."""
    edit = edits(tables, rights)
    written = {
        name: write_table(name, tables / f"{name}.parquet", staging, edit.get(name))
        for name in table_names()
        if name not in SPOKEN
    }
    with tempfile.TemporaryDirectory(dir=tables) as work:
        spoken = speak(tables, staging, edit.get("facts"), rights, repeats, Path(work))
        for name in SPOKEN:
            written[name] = write_table(name, spoken.files[name], staging, spoken.withhold)
    return tuple(written[name] for name in table_names())


@contextmanager
def _beside_previous(staging: Path, info: ReleaseInfo) -> Iterator[Pair | None]:
    """The tables of the previous release beside those that were just written."""
    if info.run.previous is None:
        yield None
        return
    made = {"dataset": info.dataset.name, **manifest_recipe(info.dataset, info.run)}
    with open_pair(read_side(info.run.previous.path), read_side(staging, made)) as pair:
        yield pair


def finish_release(staging: Path, info: ReleaseInfo, findings: Sequence[Finding]) -> None:
    """Write what depends on the findings: validation.json, the datasheet and SHA256SUMS.

    `write_release` does so with the findings of the run; call it again when validators had more to
    say. Long quotations in messages are cut where any article withholds words.

    Raises:
        FactpackError: the folder cannot be written.
    """
    with _readable_errors(staging):
        said = sorted(findings, key=Finding.sort_key)
        if info.figures.withholds:
            said = [
                replace(f, message=cut_quoted(f.message), advice=cut_quoted(f.advice)) for f in said
            ]
        counts = Counter(finding.severity for finding in said)
        report = {
            "format": 1,
            "counts": {str(severity): counts[severity] for severity in Severity},
            "findings": [finding.to_dict() for finding in said],
        }
        _write(staging / layout.VALIDATION, _json(report))
        drawn = {
            file.name: file.read_text("utf-8")
            for file in sorted((staging / layout.PLOTS).glob("*.svg"))
        }
        sheet = datasheet(info, _licence(info.dataset), said, drawn)
        _write(staging / layout.DATASHEET, sheet)
        _write(staging / layout.DATASHEET_PAGE, datasheet_page(sheet, drawn))
        _write(staging / layout.SUMS, _sums(staging))


def _describe(
    staging: Path, info: ReleaseInfo, pair: Pair | None, repeats: Repeats | Unknown | None
) -> None:
    licence = _licence(info.dataset)
    with connect(staging) as database:
        publishers = fetch(database, _PUBLISHERS, MOST_SOURCES)
        readers = dict(row["reader"].rsplit(" ", 1) for row in fetch(database, _READERS))
        inputs = database.sql(_INPUTS).to_arrow_reader()
        _write(staging / layout.MANIFEST, _json(manifest(info, _rows(inputs), readers)))
    _write(staging / layout.PACKAGE, _json(data_package(info, licence, publishers)))
    _write(staging / layout.CROISSANT, _json(croissant(info, licence)))
    _write(staging / layout.CARD, _card(info, licence, repeats))
    _write(staging / "RECIPES.md", recipes(release_name(info), first_table(info)))
    _write(staging / "CITATION.cff", citation_cff(info, licence))
    _write(staging / "CHANGELOG.md", write_changes(staging, info, pair, repeats))
    _write(staging / "LICENSE", _licence_text(info, licence))
    for name, drawing in plots(info.figures).items():
        _write(staging / layout.PLOTS / name, drawing)


def _card(info: ReleaseInfo, licence: Licence, repeats: Repeats | Unknown | None) -> str:
    """The card; it reads no fact out where that would repeat an article after all."""
    page = card(info, licence)
    if repeats is None or repeats.among([page]) == [False]:
        return page
    silent = replace(info.figures, examples=(), conflicts=())
    return card(replace(info, figures=silent), licence)


def _licence_text(info: ReleaseInfo, licence: Licence) -> str:
    return render(
        "LICENSE.j2",
        info=info,
        figures=info.figures,
        licence=licence,
        title=one_line(info.dataset.title),
        spdx=licence.spdx if licence.hub else f"LicenseRef-{licence.spdx}",
    )


def _licence(dataset: Dataset) -> Licence:
    known = find_licence(dataset.license)
    if known.hub:
        return known
    return replace(
        known, title=dataset.license_name or known.title, url=dataset.license_url or known.url
    )


def _rows(batches: Any) -> Iterator[Mapping[str, str]]:
    for batch in batches:
        yield from batch.to_pylist()


def _sums(staging: Path) -> str:
    """The hash of every file but this, in the form that `sha256sum -c` reads, sorted by path."""
    paths = sorted(
        file.relative_to(staging).as_posix() for file in staging.rglob("*") if file.is_file()
    )
    files = (file_info(staging, path) for path in paths if path != layout.SUMS)
    return "".join(f"{file.sha256}  {file.path}\n" for file in files)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _readable_errors(folder: Path) -> Iterator[None]:
    """Turn a full disk or a forbidden place into a message."""
    try:
        yield
    except (OSError, duckdb.IOException) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise FactpackError(
            f"{folder}: the release cannot be written: {why}. Nothing was published; make room or "
            "choose another folder with --out."
        ) from problem
