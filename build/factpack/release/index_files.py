"""What index.json says of each file of a version, so that a mirror fetches only what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from factpack.release.layout import SUMS
from factpack.release.open import Release
from factpack_validators.folder import open_folder


def listed_files(release: Release, sums_sha256: str) -> dict[str, dict[str, Any]]:
    """Hash, size and, of a table, rows of each file of a release, by its name.

    Args:
        release: the release; hashes are those that its SHA256SUMS gives.
        sums_sha256: hash of that file itself.
    """
    rows = {
        entry[form]["path"]: entry["rows"]
        for entry in release.manifest["tables"].values()
        for form in ("parquet", "csv")
    }
    hashes = {SUMS: sums_sha256}
    for line in (release.path / SUMS).read_text("utf-8", "replace").splitlines():
        sha256, _, name = line.partition("  ")
        hashes[name] = sha256
    return {
        name: {
            "sha256": hashes[name],
            "bytes": (release.path / name).stat().st_size,
            **({"rows": rows[name]} if name in rows else {}),
        }
        for name in open_folder(release.path).files
        if name in hashes
    }


def tell_changes(entries: Iterable[dict[str, Any]]) -> None:
    """Write into each file of some versions since which of them it has had its bytes.

    Args:
        entries: versions of the index, lowest first; `changed_in` of their files is set.
    """
    before: Mapping[str, Mapping[str, Any]] = {}
    for entry in entries:
        files: dict[str, dict[str, Any]] = entry.get("files", {})
        for name, file in files.items():
            same = name in before and before[name]["sha256"] == file["sha256"]
            file["changed_in"] = before[name]["changed_in"] if same else entry["version"]
        before = files
