"""manifest.json: what the release was made from and with, so that it can be made again.

Nothing in it depends on the machine, the time or the paths of the build. Titles that dataset.yaml
gives to articles whose rights withhold them are left out, and named in `withheld`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from factpack.confidence.reviews import NOTELESS, read_reviews, review_rows
from factpack.confidence.score import built_in_model
from factpack.config import Dataset
from factpack.config.vocabulary import GivenFile
from factpack.ids import ID_SCHEME
from factpack.link.curated import read_entities_text
from factpack.normalise.withdrawn import Tombstone
from factpack.release.info import FileInfo, ReleaseInfo, RunInfo
from factpack.release.libraries import library_versions
from factpack_validators.schemas import read_json, table_names, table_schema
from factpack_validators.word_limits import (
    EXCERPT_CHARS,
    EXCERPT_SHARE,
    EXCERPT_WORDS,
    NAME_CHARS,
    NAME_WORDS,
)

FORMAT = 1
"""Version of the manifest's own layout."""

MOST_INPUTS = 10_000
"""Inputs listed one by one; the table `articles` has them all."""

ROW_DIGEST = (
    "sha256 of the compact JSON array of the rows in their order, each an array of cell texts as "
    "in the CSV, null where the cell is empty"
)


def manifest(
    info: ReleaseInfo, inputs: Iterable[Mapping[str, str]], readers: Mapping[str, str]
) -> dict[str, Any]:
    """The manifest of a release.

    Args:
        info: the release.
        inputs: rows (source, raw_sha256) of all articles, sorted by source.
        readers: libraries that read its pages, with their versions.
    """
    recipe = manifest_recipe(info.dataset, info.run)
    return {
        "format": FORMAT,
        "dataset": info.dataset.name,
        "version": info.version,
        "released": info.released.isoformat(),
        "factpack": recipe.pop("factpack"),
        "extractor": recipe.pop("extractor"),
        **({"reissued": dict(info.run.reissued)} if info.run.reissued else {}),
        **_previous(info),
        "libraries": dict(sorted({**library_versions(info.run.extractor), **readers}.items())),
        "schema_sha256": recipe.pop("schema_sha256"),
        "id_scheme": ID_SCHEME,
        "rights": {
            "articles": {
                level: info.figures.count("articles_by_rights", level)
                for level in ("full", "excerpt", "facts")
            },
            "excerpt": {
                "words": EXCERPT_WORDS,
                "chars": EXCERPT_CHARS,
                "share": EXCERPT_SHARE,
            },
            "name": {"words": NAME_WORDS, "chars": NAME_CHARS},
        },
        **recipe,
        "confidence": _confidence(info.dataset),
        "inputs": _inputs(inputs),
        "row_digest": ROW_DIGEST,
        "tables": manifest_tables(info),
    }


def manifest_tables(info: ReleaseInfo) -> dict[str, Any]:
    """What the manifest says of each table."""
    return {
        table.name: {
            "rows": table.rows,
            "row_digest": table.row_digest,
            "parquet": _file(table.parquet),
            "csv": _file(table.csv),
        }
        for table in info.tables
    }


def manifest_recipe(dataset: Dataset, run: RunInfo) -> dict[str, Any]:
    """The part of the manifest that tells with what a release is made, whatever its rows."""
    dataset_yaml, withheld = publishable_config(dataset, run.withdrawn, run.withdrawn_sources)
    return {
        "factpack": run.factpack,
        "extractor": run.extractor,
        "schema_sha256": _schema_sha256(),
        "dataset_yaml": dataset_yaml,
        "withheld": withheld,
        "entities_csv": _curated(dataset.entities_file),
        "publishers_csv": _curated(dataset.publishers_file),
        "reviews_csv": _reviews(dataset),
        **_own_vocabulary(dataset),
        **_given_facts(dataset),
    }


def _previous(info: ReleaseInfo) -> dict[str, Any]:
    """The release that this one follows, by version and hash: it decides identifiers."""
    previous = info.run.previous
    if previous is None:
        return {}
    named = {"version": previous.version, "sha256sums_sha256": previous.sha256}
    versioning = {"versioning": info.verdict.to_dict()} if info.verdict else {}
    return {"previous": named, **versioning}


def publishable_config(
    dataset: Dataset,
    withdrawn: Sequence[Tombstone] = (),
    withdrawn_sources: Collection[str] = (),
) -> tuple[Any, list[str]]:
    """dataset.yaml as JSON data without withheld titles, and what was left out.

    What was withdrawn is named by identifiers alone, and nothing else is said of it.

    Returns:
        The data, and paths such as `articles.003.txt.title`.
    """
    data = _plain(dataset.raw)
    withheld = []
    data.pop("withdrawn", None)
    if withdrawn:
        data["withdrawn"] = [
            {"article": t.article_id, "date": t.day.isoformat()}
            | ({"reason": t.reason} if t.reason else {})
            for t in withdrawn
        ]
    for key in [k for k in data.get("articles") or {} if _names(k, withdrawn_sources)]:
        del data["articles"][key]
    for name, article in sorted((data.get("articles") or {}).items()):
        override = dataset.articles.get(name)
        rights = (override.rights if override else None) or dataset.rights
        if isinstance(article, dict) and "title" in article and rights == "facts":
            del article["title"]
            withheld.append(f"articles.{name}.title")
            if not article:
                # An article of which nothing is said is no entry of dataset.yaml.
                del data["articles"][name]
    if not data.get("articles", True):
        del data["articles"]
    return data, withheld


def _names(key: str, sources: Collection[str]) -> bool:
    """Whether a key of `articles` is that of one of some files or records."""
    return any(source == key or source.endswith(f"/{key}") for source in sources)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _curated(file: Path | None) -> list[list[str]] | None:
    """A curated file as rows of text, the header first; None without a file."""
    if file is None:
        return None
    return list(csv.reader(io.StringIO(read_entities_text(file), newline="")))


def _reviews(dataset: Dataset) -> list[list[str]] | None:
    """Verdicts as rows of text, the header first, without free notes; None where nobody judged."""
    rows = review_rows(read_reviews(dataset.reviews_file))
    return [list(NOTELESS), *rows] if rows else None


def _own_vocabulary(dataset: Dataset) -> dict[str, Any]:
    """The vocabulary and the rules that the dataset brings, whole, with their hashes.

    `data` is what the text of the vocabulary says: what the checks of a release hold its predicates
    against, without reading YAML of strangers.
    """
    own = dataset.own_vocabulary
    if own is None:
        return {}
    given: dict[str, Any] = {}
    if own.file is not None:
        given["vocabulary_yaml"] = _given_file(own.file) | {"data": _plain(own.data)}
    if own.rules:
        given["rules_yaml"] = [_given_file(file) for file in own.rules]
    return given


def _given_file(file: GivenFile) -> dict[str, str]:
    return {"path": file.path, "sha256": file.sha256, "text": file.text}


def _given_facts(dataset: Dataset) -> dict[str, str]:
    """SHA-256 of the file of facts from elsewhere, where the facts come from one."""
    options = dataset.extractor.jsonl
    file = None if options is None else dataset.articles_dir / options.path
    if file is None or not file.is_file():
        return {}
    with file.open("rb") as stream:
        return {"facts_sha256": hashlib.file_digest(stream, "sha256").hexdigest()}


def _confidence(dataset: Dataset) -> dict[str, Any]:
    """From which confidence on claims are published, and the judged claims behind each share.

    Without a model, shares are null: each rule then has a confidence of its own.
    """
    model = built_in_model()
    shares = [
        {"confidence": b.confidence, "right": b.tally.right, "judged": b.tally.judged}
        for b in (model.bands if model else ())
    ]
    return {"min": dataset.min_confidence, "shares": shares if model else None}


def _inputs(rows: Iterable[Mapping[str, str | None]]) -> dict[str, Any]:
    digest = hashlib.sha256()
    listed: list[dict[str, str | None]] = []
    n = 0
    for row in rows:
        digest.update(f"{row['raw_sha256'] or ''}  {row['source']}\n".encode())
        n += 1
        if n <= MOST_INPUTS:
            listed.append({"source": row["source"], "raw_sha256": row["raw_sha256"]})
    return {
        "n": n,
        "sha256": digest.hexdigest(),
        "complete": n == len(listed),
        "articles": listed,
    }


def _schema_sha256() -> str:
    contract = [read_json("datapackage.json"), *(table_schema(name) for name in table_names())]
    text = json.dumps(contract, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _file(file: FileInfo) -> dict[str, Any]:
    return {"path": file.path, "bytes": file.bytes, "sha256": file.sha256}
