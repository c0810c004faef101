"""Build a release again from its manifest and compare every byte."""

from __future__ import annotations

import csv
import filecmp
import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from factpack.errors import FactpackError
from factpack.pipeline import build
from factpack.release.index import version_number
from factpack.release.layout import SUMS
from factpack.release.open import open_release


@dataclass(frozen=True, slots=True)
class Reproduction:
    """What comparing a rebuilt release with the given one showed.

    Attributes:
        different: files in both with other bytes.
        missing: files that only the given release has.
        extra: files that only the rebuilt one has.
        articles_changed: sources that are not, or not as they were, in the articles folder.
        versions: libraries that wrote the release in another version than the one here: Parquet
            bytes depend on its writer.
    """

    release: Path
    n_files: int
    different: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    articles_changed: tuple[str, ...]
    versions: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether every byte is the same."""
        return not (self.different or self.missing or self.extra)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "release": self.release.as_posix(),
            "equal": self.equal,
            "files": self.n_files,
            "different": self.different,
            "missing": self.missing,
            "extra": self.extra,
            "articles_changed": self.articles_changed,
            "versions": self.versions,
        }

    def lines(self) -> list[str]:
        """The same for people."""
        if self.equal:
            return [f"{self.release}: reproduced, {self.n_files} files equal byte for byte"]
        lines = [f"{self.release}: not reproduced"]
        for label, names in [
            ("other bytes", self.different),
            ("not rebuilt", self.missing),
            ("not in the release", self.extra),
            ("article changed or absent", self.articles_changed),
            ("other version", self.versions),
        ]:
            lines += [f"  {label}: {name}" for name in names]
        return lines


def reproduce_release(
    release: Path, articles: Path | None = None, previous: Path | None = None
) -> Reproduction:
    """Rebuild a release in a temporary folder and compare it with the given one.

    Args:
        release: a release folder, which is not changed.
        articles: folder of the articles it was built from.
        previous: the release that it follows, where it follows one; by default the folder of that
            version beside it.

    Raises:
        FactpackError: broken release, no articles folder, or a previous release that is not there
            or not the one that the manifest names.
    """
    manifest = open_release(release).manifest
    if articles is None:
        raise FactpackError(
            "the manifest names the articles by file and hash, but does not hold them: name their "
            "folder with --articles DIR"
        )
    before = _previous(manifest, release, previous)
    with tempfile.TemporaryDirectory(prefix="factpack-reproduce-") as folder:
        config = _write_config(manifest, Path(folder))
        result = build(
            config,
            out=Path(folder) / "dist",
            articles=articles,
            version=manifest["version"],
            previous=before,
            released=date.fromisoformat(manifest["released"]),
        )
        if not result.published:
            raise FactpackError(
                f"{release}: rebuilt from {articles} the release does not pass the validators: "
                + "; ".join(f.message for f in result.findings[:3])
            )
        given, rebuilt = _files(release), _files(result.path)
        both = sorted(given & rebuilt)
        different = [
            name
            for name in both
            if not filecmp.cmp(release / name, result.path / name, shallow=False)
        ]
        again = open_release(result.path).manifest
    return Reproduction(
        release,
        len(both),
        tuple(different),
        tuple(sorted(given - rebuilt)),
        tuple(sorted(rebuilt - given)),
        _changed_articles(manifest, again),
        _versions(manifest, again),
    )


def _previous(manifest: Mapping[str, Any], release: Path, given: Path | None) -> Path | None:
    """The release that the manifest names, by its hash; None where it names none."""
    named = manifest.get("previous")
    if named is None:
        return None
    if not isinstance(named, dict) or not version_number(str(named.get("version"))):
        raise FactpackError(f"{release}: its manifest does not name its previous release rightly")
    folder = given or release.resolve().parent / named["version"]
    sums = folder / SUMS
    if not sums.is_file():
        raise FactpackError(
            f"{release} follows version {named['version']}, which is not at {folder}: name its "
            "folder with --previous RELEASE"
        )
    if hashlib.sha256(sums.read_bytes()).hexdigest() != named.get("sha256sums_sha256"):
        raise FactpackError(
            f"{folder} is not the release that {release} follows: the hash of its {SUMS} is another"
        )
    return folder


def _write_config(manifest: Mapping[str, Any], folder: Path) -> Path:
    """dataset.yaml and entities.csv as the manifest has them."""
    config = folder / "dataset.yaml"
    # JSON is YAML, and says the same whatever the YAML writer.
    config.write_text(json.dumps(manifest["dataset_yaml"], ensure_ascii=False), "utf-8")
    if manifest["entities_csv"] is not None:
        with (folder / "entities.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(manifest["entities_csv"])
    return config


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _changed_articles(given: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[str, ...]:
    before, after = (
        {entry["source"]: entry["raw_sha256"] for entry in manifest["inputs"]["articles"]}
        for manifest in (given, again)
    )
    return tuple(
        sorted(name for name in before.keys() | after if before.get(name) != after.get(name))
    )


def _versions(given: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[str, ...]:
    def versions(manifest: Mapping[str, Any]) -> dict[str, str]:
        return {"factpack": manifest["factpack"], **manifest["libraries"]}

    here = versions(again)
    return tuple(
        f"{name} {version} wrote the release, {here.get(name)} is here"
        for name, version in sorted(versions(given).items())
        if here.get(name) != version
    )
