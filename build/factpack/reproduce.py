"""Build a release again from its manifest and compare every byte.

A manifest is what somebody else wrote. It is taken for a recipe, never for orders: no address,
environment variable or folder comes from it, nothing is written outside a temporary folder, and
what a recipe needs beyond the articles is taken from the reader alone.
"""

from __future__ import annotations

import csv
import filecmp
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from factpack.config import Dataset, LlmOptions, server_problem
from factpack.errors import FactpackError
from factpack.extract.choose import make_extractor
from factpack.extract.extractor import Extractor
from factpack.extract.given.llm import open_llm
from factpack.extract.names import KnownNames
from factpack.pipeline import build
from factpack.release.index import version_number
from factpack.release.layout import SUMS
from factpack.release.open import open_release
from factpack_validators.shown import printable, shown


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
            lines += [f"  {label}: {printable(name)}" for name in names]
        return lines


@dataclass(frozen=True, slots=True)
class ModelAccess:
    """What the reader gives to rebuild a release whose facts a language model found.

    Attributes:
        answers: folder of the answers that were kept when it was built; it is not changed.
        base_url: server to ask for answers that are not kept; None: no server is asked.
        api_key_env: environment variable that holds the key for that server.
    """

    answers: Path | None = None
    base_url: str | None = None
    api_key_env: str | None = None


def reproduce_release(
    release: Path,
    articles: Path | None = None,
    previous: Path | None = None,
    model: ModelAccess | None = None,
) -> Reproduction:
    """Rebuild a release in a temporary folder and compare it with the given one.

    Args:
        release: a release folder, which is not changed.
        articles: folder of the articles it was built from, which is not changed.
        previous: the release that it follows, where it follows one; by default the folder of that
            version beside it.
        model: what the reader gives for a release of the extractor `llm`.

    Raises:
        FactpackError: broken release, no articles folder, a previous release that is not there or
            not the one that the manifest names, or a model without what the reader has to give.
    """
    manifest = open_release(release).manifest
    recipe = _read_recipe(release, manifest)
    if articles is None:
        raise FactpackError(
            "the manifest names the articles by file and hash, but does not hold them: name their "
            "folder with --articles DIR"
        )
    before = _previous(manifest, release, previous)
    with tempfile.TemporaryDirectory(prefix="factpack-reproduce-") as folder:
        work = Path(folder)
        result = build(
            _write_config(recipe, work),
            out=work / "dist",
            articles=articles,
            version=recipe.version,
            previous=before,
            released=recipe.released,
            choose=lambda dataset, known: _extractor(
                dataset, known, model or ModelAccess(), work / "answers"
            ),
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


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What a manifest says about how to build its release, checked for its shape."""

    version: str
    released: date
    config: str
    entities: Sequence[Sequence[str]] | None


def _read_recipe(release: Path, manifest: Mapping[str, Any]) -> _Recipe:
    try:
        entities = manifest["entities_csv"]
        if entities is not None and not all(
            isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in entities
        ):
            raise TypeError("entities_csv is no list of rows of text")
        if not version_number(manifest["version"]):
            raise ValueError(f"the version {shown(manifest['version'])} is none")
        # JSON is YAML, and says the same whatever the YAML writer.
        config = json.dumps(manifest["dataset_yaml"], ensure_ascii=False)
        json.dumps(entities, ensure_ascii=False).encode()
        config.encode()
        return _Recipe(
            manifest["version"], date.fromisoformat(manifest["released"]), config, entities
        )
    except (KeyError, TypeError, ValueError, RecursionError) as problem:
        raise FactpackError(
            f"{release}: broken release: its manifest does not say how it was built: {problem}"
        ) from problem


def _extractor(
    dataset: Dataset, known: KnownNames | None, model: ModelAccess, answers: Path
) -> Extractor:
    """The extractor that a manifest names, without what a manifest may not decide.

    Args:
        dataset: what the manifest says.
        known: names given by a curator.
        model: what the reader gives.
        answers: folder to make for the answers of a model.
    """
    options = dataset.extractor
    if options.jsonl is not None:
        facts = dataset.articles_dir / options.jsonl.path
        if not facts.resolve().is_relative_to(dataset.articles_dir.resolve()):
            raise FactpackError(f"{facts} is a link that leads out of the articles folder")
    if options.name != "llm" or options.llm is None:
        return make_extractor(dataset, known)
    if model.answers is None and model.base_url is None:
        raise FactpackError(
            f"the facts of this release were found by the language model "
            f"{shown(options.llm.model)}. No server is asked and no key is read because a release "
            "says so: give --answers DIR with the answers that were kept when it was built, or "
            "--base-url URL of a server of your own, with --api-key-env NAME where it wants a key"
        )
    if model.base_url is not None and (problem := server_problem(model.base_url)):
        raise FactpackError(f"--base-url {problem}")
    answers.mkdir()
    if model.answers is not None:
        _copy_answers(model.answers, answers)
    own = LlmOptions(
        base_url=(model.base_url or "").rstrip("/"),
        model=options.llm.model,
        cache=answers.name,
        api_key_env=model.api_key_env,
        offline=model.base_url is None,
    )
    return open_llm(own, answers.parent, known)


def _copy_answers(given: Path, answers: Path) -> None:
    if not given.is_dir():
        raise FactpackError(f"{given}: no such folder of answers")
    for file in sorted(given.glob("??/*.json")):
        if file.is_file():
            (answers / file.parent.name).mkdir(exist_ok=True)
            shutil.copyfile(file, answers / file.parent.name / file.name)


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


def _write_config(recipe: _Recipe, folder: Path) -> Path:
    """dataset.yaml and entities.csv as the manifest has them."""
    config = folder / "dataset.yaml"
    config.write_text(recipe.config, "utf-8")
    if recipe.entities is not None:
        with (folder / "entities.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(recipe.entities)
    return config


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _changed_articles(given: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[str, ...]:
    before, after = _hashes(given), _hashes(again)
    return tuple(
        sorted(name for name in before.keys() | after if before.get(name) != after.get(name))
    )


def _hashes(manifest: Mapping[str, Any]) -> dict[str, str]:
    inputs = _mapping(manifest.get("inputs")).get("articles")
    entries = map(_mapping, inputs if isinstance(inputs, list) else ())
    return {str(entry.get("source")): str(entry.get("raw_sha256")) for entry in entries}


def _versions(given: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[str, ...]:
    def versions(manifest: Mapping[str, Any]) -> dict[str, Any]:
        return {"factpack": manifest.get("factpack"), **_mapping(manifest.get("libraries"))}

    here = versions(again)
    return tuple(
        f"{name} {version} wrote the release, {here.get(name)} is here"
        for name, version in sorted(versions(given).items())
        if here.get(name) != version
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
