"""What a manifest says about how to build its release: a recipe, never orders."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from factpack.config.vocabulary import refuse_paths
from factpack.errors import FactpackError
from factpack.release.index import version_number
from factpack.release.layout import SUMS
from factpack_validators.shown import shown


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a manifest says about how to build its release, checked for its shape.

    Attributes:
        entities: entities.csv, the header first; None where there was none.
        publishers: publishers.csv in the same way.
        reviews: reviews.csv in the same way, without its notes.
        vocabulary: path and text of the dataset's own vocabulary and rules.
    """

    version: str
    released: date
    config: str
    entities: Sequence[Sequence[str]] | None
    publishers: Sequence[Sequence[str]] | None = None
    reviews: Sequence[Sequence[str]] | None = None
    vocabulary: Mapping[str, str] = field(default_factory=dict)


def read_recipe(release: Path, manifest: Mapping[str, Any]) -> Recipe:
    """The recipe in the manifest of a release.

    Raises:
        FactpackError: the manifest has none.
    """
    try:
        entities = _rows_of_text(manifest["entities_csv"], "entities_csv")
        publishers = _rows_of_text(manifest.get("publishers_csv"), "publishers_csv")
        reviews = _rows_of_text(manifest.get("reviews_csv"), "reviews_csv")
        if not version_number(manifest["version"]):
            raise ValueError(f"the version {shown(manifest['version'])} is none")
        # JSON is YAML, and says the same whatever the YAML writer.
        config = json.dumps(manifest["dataset_yaml"], ensure_ascii=False)
        json.dumps([entities, publishers, reviews], ensure_ascii=False).encode()
        config.encode()
        return Recipe(
            manifest["version"],
            date.fromisoformat(manifest["released"]),
            config,
            entities,
            publishers,
            reviews,
            _vocabulary(manifest),
        )
    except (KeyError, TypeError, ValueError, RecursionError) as problem:
        raise FactpackError(
            f"{release}: broken release: its manifest does not say how it was built: {problem}"
        ) from problem


def _rows_of_text(rows: Any, name: str) -> Sequence[Sequence[str]] | None:
    if rows is not None and not (
        isinstance(rows, list)
        and all(isinstance(row, list) and all(isinstance(c, str) for c in row) for row in rows)
    ):
        raise TypeError(f"{name} is no list of rows of text")
    given: Sequence[Sequence[str]] | None = rows
    return given


def _vocabulary(manifest: Mapping[str, Any]) -> Mapping[str, str]:
    """Text by path of the files of the dataset's own vocabulary."""
    files = [*manifest.get("rules_yaml", ())]
    if (given := manifest.get("vocabulary_yaml")) is not None:
        files.append(given)
    for file in files:
        if not all(isinstance(file[key], str) for key in ("path", "sha256", "text")):
            raise TypeError("a file of its vocabulary or rules is not text")
        if hashlib.sha256(file["text"].encode()).hexdigest() != file["sha256"]:
            raise ValueError(f"the hash of {shown(file['path'])} is another")
    refuse_paths(file["path"] for file in files)
    return {file["path"]: file["text"] for file in files}


def previous_of(manifest: Mapping[str, Any], release: Path, given: Path | None) -> Path | None:
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


def write_config(recipe: Recipe, folder: Path) -> Path:
    """dataset.yaml and the files beside it as the manifest has them."""
    config = folder / "dataset.yaml"
    config.write_text(recipe.config, "utf-8")
    for name, rows in (
        ("entities.csv", recipe.entities),
        ("publishers.csv", recipe.publishers),
        ("reviews.csv", recipe.reviews),
    ):
        if rows is not None:
            with (folder / name).open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows(rows)
    for path, text in recipe.vocabulary.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return config
