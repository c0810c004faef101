"""A mirror of a dataset's folder, as anybody could write one from what index.json says."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path


def update_mirror(origin: Path, mirror: Path) -> dict[str, list[str]]:
    """Bring a mirror up to its origin; only files whose bytes it does not hold are fetched.

    Returns:
        Names of the files that were fetched, by version.
    """
    index = json.loads((origin / "index.json").read_text("utf-8"))
    held = {_sha256(file): file for file in mirror.rglob("*") if file.is_file()}
    fetched: dict[str, list[str]] = {}
    new = mirror.with_name(f"{mirror.name}.new")
    for entry in index["versions"]:
        fetched[entry["version"]] = []
        for name, file in entry["files"].items():
            place = new / entry["version"] / name
            place.parent.mkdir(parents=True, exist_ok=True)
            source = held.get(file["sha256"])
            if source is None:
                source = origin / entry["version"] / name
                fetched[entry["version"]].append(name)
            shutil.copyfile(source, place)
            assert (_sha256(place), place.stat().st_size) == (file["sha256"], file["bytes"])
            held[file["sha256"]] = place
    # What the index lists no more, such as words that were withdrawn, goes with the old folder.
    shutil.rmtree(mirror, ignore_errors=True)
    for name in ("index.json", "withdrawals.json"):
        if (origin / name).is_file():
            shutil.copyfile(origin / name, new / name)
    new.rename(mirror)
    return fetched


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
