"""A dataset of the Hugging Face Hub that lies in a folder: a clone, a cache, or one saved to disk.

Nothing is ever fetched: what is not there is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factpack.config import Source
from factpack_validators.package_yaml import read_yaml

_FRONT = re.compile(r"---\r?\n(.*?)\r?\n---\s", re.DOTALL)
_MOST = 2**20
_PINNED = re.compile(r"[0-9a-f]{7,64}")

DATA = frozenset({"parquet", "arrow", "jsonl", "json", "csv"})
"""Formats of its data; what else lies there tells of it."""

_ABOUT = re.compile(
    r"(?:dataset_infos?|dataset_dict|state|config|metadata)\.json|cache-[^/]*", re.IGNORECASE
)
"""Files that tell of a dataset, or hold what a program computed of it."""


def hub_globs(root: str, source: Source) -> list[str]:
    """Globs of the data files of a dataset, below the articles folder.

    A cache has its snapshots in a folder each: that of `main` counts, or the only one. Where the
    card lists the files of its splits, these count; else all data files.
    """
    folder = source.path.strip("/")
    snapshots = Path(root, folder, "snapshots")
    if snapshots.is_dir():
        names = sorted(entry.name for entry in snapshots.iterdir() if entry.is_dir())
        main = Path(root, folder, "refs", "main")
        pinned = main.read_text("utf-8", "replace").strip() if main.is_file() else ""
        name = pinned if pinned in names and _PINNED.fullmatch(pinned) else None
        if name is None and len(names) != 1:
            return []
        folder = f"{folder}/snapshots/{name or names[0]}"
    listed = _listed(Path(root, folder, "README.md"), source)
    return [f"{folder}/{glob}" for glob in listed or ["**"]]


def is_data(name: str, form: str | None, source: Source, *, is_listed: bool) -> bool:
    """Whether a file of a dataset holds rows of the split that a source wants.

    Args:
        name: its path.
        form: its format by its ending.
        source: the source.
        is_listed: whether the card names it, so that its name need not tell the split.
    """
    if form not in DATA or _ABOUT.fullmatch(name.rpartition("/")[2]):
        return False
    if is_listed or source.split is None:
        return True
    return re.search(rf"(?:^|[-_./]){re.escape(source.split)}(?:[-_./]|$)", name) is not None


def _listed(card: Path, source: Source) -> list[str]:
    """The globs that the card of a dataset lists for a split; empty where it lists none."""
    try:
        text = card.read_text("utf-8", "replace")[:_MOST]
        front = _FRONT.match(text)
        about = read_yaml(front[1]) if front else None
    except (OSError, ValueError):
        return []
    configs = about.get("configs") if isinstance(about, Mapping) else None
    globs: list[str] = []
    for config in configs if isinstance(configs, list) else []:
        if isinstance(config, Mapping):
            globs += _of_split(config.get("data_files"), source.split)
    return [glob for glob in dict.fromkeys(globs) if _is_below(glob)]


def _of_split(files: Any, split: str | None) -> list[str]:
    if isinstance(files, str):
        return [files]
    found: list[str] = []
    for item in files if isinstance(files, list) else [files]:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, Mapping) and (split is None or item.get("split") == split):
            paths = item.get("path")
            found += [
                p for p in (paths if isinstance(paths, list) else [paths]) if isinstance(p, str)
            ]
    return found


def _is_below(glob: str) -> bool:
    return "://" not in glob and ".." not in glob.split("/") and not glob.startswith(("/", "\\"))
