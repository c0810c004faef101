"""All that the rows of an article depend on besides the article, as one hash.

A cached row is used where this hash is the same, so whatever bears on extraction has to be in it:
the source of every module that the kernel can import, the packages it calls, and what the dataset
says. What stands above the engine (linking, corroboration, releases) is not, and may change freely.
"""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path

import factpack_validators
from factpack.config import Dataset
from factpack.extract.extractor import Extractor
from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import RawArticle
from factpack_validators.schemas import schema_dir

SCHEME = 1
"""Raised where keys or files of the cache change their form."""

CODE = (
    *("errors", "ids", "memory", "messages", "model", "template", "vocabulary", "config"),
    *("confidence", "pages", "read", "normalise", "extract", "engine"),
)
"""The engine and all below it: imports run one way, so that the kernel can reach nothing else."""

PACKAGES = (
    *(
        "ahocorasick-rs",
        "charset-normalizer",
        "duckdb",
        "fastwarc",
        "fsspec",
        "ftfy",
        "jsonschema",
        "lxml",
    ),
    *("numpy", "packaging", "py3langid", "pyarrow", "pyyaml", "rapidfuzz", "trafilatura"),
)
"""What these modules import from elsewhere."""


def recipe_of(dataset: Dataset, extractor: Extractor, accepted: Collection[str]) -> str | None:
    """Hash of what rows depend on besides their article; None where none should be kept.

    Extractors that align facts from elsewhere, or that keep the answers of a model themselves,
    would gain nothing.

    Args:
        dataset: its vocabulary and rules count, and nothing else of it.
        extractor: as the build uses it, with the names that it knows.
        accepted: codes of checks that are no errors in this dataset.
    """
    if not isinstance(extractor, RulesExtractor):
        return None
    own = dataset.own_vocabulary
    given = [(f.path, f.text) for f in own.rules] if own else []
    file = own.file if own else None
    names = extractor.known.entries if extractor.known else ()
    said = [
        SCHEME,
        _code(),
        sys.version,
        unicodedata.unidata_version,
        [_version(name) for name in PACKAGES],
        extractor.label,
        [repr(name) for name in names],
        sorted(accepted),
        [file.path, file.text] if file else None,
        given,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def article_key(raw: RawArticle) -> bytes:
    """Hash of all that is known of an article but the furniture of its outlet, 32 bytes."""
    # `repr` names every field and escapes half characters, which UTF-8 does not have.
    return hashlib.sha256(repr(replace(raw, standing=frozenset())).encode()).digest()


@cache
def _code() -> str:
    """Hash of the source and the data of all modules that bear on what is read."""
    digest = hashlib.sha256()
    for name, file in sorted(code_files()):
        data = file.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def code_files() -> Iterator[tuple[str, Path]]:
    """Files that bear on what is read, each with a name that does not depend on the machine."""
    package, validators = Path(__file__).parents[2], Path(factpack_validators.__file__).parent
    roots = [(package, path) for part in CODE for path in package.glob(f"{part}*")]
    roots += [(validators, path) for path in validators.iterdir() if path.is_file()]
    contract = Path(str(schema_dir()))
    roots.append((contract.parent, contract))
    for root, place in roots:
        for file in place.rglob("*") if place.is_dir() else (place,):
            if file.is_file() and "__pycache__" not in file.parts:
                yield f"{root.name}/{file.relative_to(root).as_posix()}", file


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
