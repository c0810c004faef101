"""Validate a release folder: all families of checks over one opening of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from factpack_validators.checks import CHECKS, FAMILIES, ROW_FAMILIES
from factpack_validators.collect import KEPT, Collector
from factpack_validators.context import Context
from factpack_validators.database import Database
from factpack_validators.families import (
    coherence,
    equality,
    grounding,
    metadata,
    referee,
    rights,
    safety,
    structure,
)
from factpack_validators.families import previous as against_previous
from factpack_validators.findings import Severity
from factpack_validators.folder import ReleaseFolder, expected_tables, open_folder
from factpack_validators.kept import Kept
from factpack_validators.open_tables import open_database
from factpack_validators.rehydrate import Rehydrated, record_layout, rehydrate
from factpack_validators.report import FamilyRun, Report
from factpack_validators.rows import locate_rows
from factpack_validators.shown import first_line, shown

FOLLOW = "Validate with --as-published to weigh it as the publisher does."

_ORDER = tuple(severity.value for severity in Severity)

_RUN: Mapping[str, Callable[[Context], None]] = MappingProxyType(
    {
        "structure": structure.run,
        "referee": referee.run,
        "equality": equality.run,
        "grounding": grounding.run,
        "coherence": coherence.run,
        "rights": rights.run,
        "metadata": metadata.run,
        "previous": against_previous.run,
        "safety": safety.run,
    }
)

_READ_CSV = ("structure", "referee", "equality", "rights")
"""Families that read the rows of CSV files, which cost half of opening a release."""


def validate_release(
    release: Path,
    *,
    articles: Path | None = None,
    previous: Path | None = None,
    skip: Collection[str] = (),
    texts: Mapping[str, str] | None = None,
    kept_errors: int = KEPT,
    as_published: bool = False,
    origin: str | None = None,
    signers: Path | None = None,
    begin: Callable[[str], None] = lambda part: None,
    kept: Kept | None = None,
) -> Report:
    """Run every check that can be run on a release folder, which is not changed.

    Args:
        release: the folder of one version.
        articles: folder of the articles it was built from; with it, words that the release
            withholds are proved too, and the release is searched for them.
        previous: folder of the release before, to compare with.
        skip: families not to run, see `factpack_validators.checks.FAMILIES`.
        texts: normalised text by article, for a build that has them; instead of `articles`.
        kept_errors: errors of a kind that are told one by one; the rest is counted.
        as_published: whether checks weigh, and tables may move, as the dataset.yaml in the manifest
            says. A build asks for that: it is the publisher's own. Everybody else is shown what the
            publisher says, and the checks weigh what they always do.
        origin: index.json of the publisher, as a file, a folder or an address: the release has to
            be the one that it lists.
        signers: file of allowed signers, as `ssh-keygen` takes it: one of them has to have signed.
        begin: told when a part of the work begins: opening the tables, then each family.
        kept: what the validation before left, for one that follows writing a few files anew; what
            it holds of bytes that are others by now is not used.

    Returns:
        The report. A folder that is no release gives one with `readable` False.

    Raises:
        ValueError: `skip` names no family.
    """
    unknown = sorted(set(skip) - set(FAMILIES))
    if unknown:
        raise ValueError(f"no family {unknown[0]!r}: there are {', '.join(FAMILIES)}")
    try:
        folder = open_folder(release)
    except OSError as problem:
        return _unreadable(f"{release.name}: {problem.strerror or 'cannot be read'}")
    if not expected_tables(folder):
        return _unreadable(f"{release.name} holds none of the tables of a release")
    if kept is not None:
        kept.begin(folder, (frozenset(skip), articles, previous, texts, as_published))
    with Kept() if kept is None else nullcontext(kept) as known:
        found = Collector(kept_errors)
        return _validate(
            folder,
            known,
            articles,
            previous,
            frozenset(skip),
            texts or {},
            found,
            as_published=as_published,
            origin=origin,
            signers=signers,
            begin=begin,
        )


def _validate(
    folder: ReleaseFolder,
    kept: Kept,
    articles: Path | None,
    previous: Path | None,
    skip: frozenset[str],
    texts: Mapping[str, str],
    found: Collector,
    *,
    as_published: bool,
    origin: str | None,
    signers: Path | None,
    begin: Callable[[str], None],
) -> Report:
    begin("open the tables")
    found.begin("structure")
    package = _mapping(folder.read_json("datapackage.json", found))
    manifest = _mapping(folder.read_json("manifest.json", found))
    weights = _severities(manifest, found, as_published=as_published)
    if as_published:
        found.weigh(weights)
    database = _open(folder, kept, found, csv=not skip.issuperset(_READ_CSV))
    rehydrated = Rehydrated({}, {}, ())
    if articles is not None:
        rehydrated = rehydrate(database, articles, record_layout(manifest), found)
    context = Context(
        folder,
        database,
        found,
        package,
        manifest,
        {**rehydrated.texts, **texts},
        rehydrated.sources,
        previous,
        kept.spill,
        kept,
        as_published,
        origin,
        signers,
    )
    families = tuple(_run(family, context, skip, begin) for family in FAMILIES)
    findings = locate_rows(database, found.findings)
    return Report(
        dataset=_text(package.get("name")),
        version=_text(package.get("version")),
        readable=True,
        findings=findings,
        totals=MappingProxyType(dict(sorted(found.totals.items()))),
        families=families,
    )


def _open(folder: ReleaseFolder, kept: Kept, found: Collector, *, csv: bool) -> Database:
    """The tables, which may be open already; what opening them found is told in any case."""

    def open_them() -> None:
        kept.database = open_database(folder, kept.spill, found, csv=csv)

    kept.once(found, "open the tables", open_them)
    assert kept.database is not None
    return kept.database


def _run(
    family: str, context: Context, skip: frozenset[str], begin: Callable[[str], None]
) -> FamilyRun:
    """Run a family; what goes wrong in it is a finding, and the others go on."""
    found = context.found
    if family in skip:
        found.add("check-skipped", f"the family {family} was not run, as asked")
        return FamilyRun(family, "not asked for", {})
    if family == "previous" and context.previous is None:
        return FamilyRun(family, "no previous release was named", {})
    begin(family)
    if family != "structure":
        found.begin(family)
    try:
        run = partial(_RUN[family], context)
        if family in ROW_FAMILIES:
            context.once(family, run)
        else:
            run()
    except Exception as problem:
        # Whatever a release makes go wrong is an error of the release: nothing passes unchecked.
        found.add("check-failed", f"{family}: {type(problem).__name__}: {first_line(problem)}")
    return FamilyRun(family, None, found.checked(family))


def _severities(
    manifest: Mapping[str, Any], found: Collector, *, as_published: bool
) -> Mapping[str, Severity]:
    """Weights that the dataset.yaml of the release gives to checks, each with a reason.

    That the datasheet tells them to readers, too, is checked with the metadata.
    """
    config = _mapping(manifest.get("dataset_yaml"))
    weights: dict[str, Severity] = {}
    entries = config.get("checks")
    for entry in map(_mapping, entries if isinstance(entries, list) else []):
        code, severity, reason = (str(entry.get(k)) for k in ("code", "severity", "reason"))
        check = CHECKS.get(code)
        if check is None or severity not in _ORDER or not entry.get("reason"):
            found.add(
                "check-unknown",
                f"dataset.yaml reweighs {shown(code)}: no such check, no severity or no reason",
                file="manifest.json",
            )
        elif not check.may_weigh(Severity(severity)):
            found.add(
                "check-unknown",
                f"dataset.yaml lowers {code}, which cannot be lowered",
                file="manifest.json",
                advice="Remove it from `checks`.",
            )
        else:
            weights[code] = Severity(severity)
            found.add(
                "check-reweighed",
                f"{code} weighs {severity} here, {check.severity} elsewhere: {reason}"
                if as_published
                else f"the publisher lets {code} weigh {severity}: {reason}; here it weighs "
                f"{check.severity}",
                advice="" if as_published else FOLLOW,
            )
    return weights


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _unreadable(message: str) -> Report:
    found = Collector()
    found.add("release-unreadable", message)
    return Report(None, None, False, found.findings, {"release-unreadable": 1}, ())
