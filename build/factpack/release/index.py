"""dist/<dataset>/index.json: all versions of a dataset."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from factpack.release.layout import MANIFEST, SUMS

INDEX = "index.json"

_VERSION = re.compile(r"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}")


def index_text(releases: Path) -> str:
    """The index of the releases in a folder, as JSON; it depends on nothing but them.

    Versions stand in their order, the latest last. The hash of SHA256SUMS stands for the hashes of
    all files of a version. A folder that is not a release is left out.
    """
    found = [_entry(folder) for folder in releases_in(releases)]
    index = {
        "dataset": releases.name,
        "latest": found[-1]["version"] if found else None,
        "versions": found,
    }
    return json.dumps(index, ensure_ascii=False, indent=2) + "\n"


def releases_in(releases: Path) -> list[Path]:
    """Folders of the versions of a dataset, the latest last; empty where there is no folder."""
    if not releases.is_dir():
        return []
    return [
        folder
        for folder in sorted(releases.iterdir(), key=lambda folder: version_number(folder.name))
        if _VERSION.fullmatch(folder.name) and (folder / SUMS).is_file()
    ]


def version_number(name: str) -> tuple[int, ...]:
    """X.Y.Z as numbers, which order as versions do; empty for anything else.

    >>> version_number("1.10.0") > version_number("1.9.3")
    True
    """
    return tuple(map(int, name.split("."))) if _VERSION.fullmatch(name) else ()


def _entry(folder: Path) -> dict[str, Any]:
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    return {
        "version": folder.name,
        "released": manifest["released"],
        "sha256sums_sha256": hashlib.sha256((folder / SUMS).read_bytes()).hexdigest(),
        "rows": {name: table["rows"] for name, table in manifest["tables"].items()},
    }
