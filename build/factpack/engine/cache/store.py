"""The cache of a dataset: which articles are in which pack, and what need not be kept any more.

`<home>/<dataset>/<recipe>/*.pack`. Whatever happens to these files, a build gives the same bytes:
an article that is not found whole is read. See docs/decisions/0037-cache.md.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import stat
import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from factpack.engine.cache.packs import (
    DRAFT,
    SUFFIX,
    Damaged,
    read_keys,
    read_pack,
    write_pack,
)
from factpack.engine.cache.recipe import article_key
from factpack.model import RawArticle

FOLDER = ".factpack-cache"
"""Name of the cache beside dataset.yaml."""

MIN_ARTICLES = 100
"""Fewer are read in less time than it takes to look at the clock: they are not kept by default."""

KEPT_RECIPES = 3
"""So many versions of what rows depend on stay: whoever goes back to one finds its rows."""

PACK_ARTICLES = 512
_SMALL = PACK_ARTICLES // 2
"""Articles in use below which a pack is worth joining with others."""

_MOST_SMALL = 16
_IDLE_SECONDS = 30 * 86_400
"""After which a pack goes of which no build used anything."""

_DRAFT_SECONDS = 3_600
"""After which a half-written file is taken for one of a build that was killed."""

_ABOUT = "factpack-cache.json"
_NOTES = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# Rows that factpack read from articles before; it may be deleted at any time.\n",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Key of an article, and where its rows may stand: number of a pack and row in it."""

    key: bytes
    pack: Path | None = None
    row: int = 0


class ArticleCache:
    """The rows of one dataset that were read with one recipe."""

    def __init__(self, home: Path, dataset: str, recipe: str, about: str) -> None:
        """Open it, and make it where it is not there.

        Args:
            home: folder of the caches of any number of datasets.
            dataset: its name.
            recipe: hash of what rows depend on besides their article.
            about: the extractor, for whoever looks at the cache.

        Raises:
            OSError: the folder cannot be read or written.
        """
        self._dataset = home / dataset
        self.folder = self._dataset / recipe[:32]
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in _NOTES.items():
            with suppress(FileExistsError), (home / name).open("x", encoding="utf-8") as file:
                file.write(text)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._dataset.is_symlink() or self.folder.is_symlink():
            raise OSError(errno.ELOOP, "a folder of the cache is a link")
        _write_about(self.folder, about)
        os.utime(self.folder)
        _remove_drafts(self.folder, time.time() - _DRAFT_SECONDS)
        self._used = array("Q")
        self._packs: list[Path] = []
        starts: list[np.ndarray[tuple[int], np.dtype[np.uint64]]] = []
        counts: list[int] = []
        for pack in _packs_of(self.folder):
            keys = _keys_of(pack)
            if keys is not None:
                self._packs.append(pack)
                starts.append(_starts(keys))
                counts.append(len(starts[-1]))
        begun = np.concatenate([np.empty(0, np.uint64), *starts])
        self._order = np.argsort(begun, kind="stable")
        self._begun = begun[self._order]
        self._ends = np.cumsum(counts)

    def find(self, raw: RawArticle) -> Known:
        """Where the rows of an article may stand: whoever takes them compares the key."""
        key = article_key(raw)
        begun = int.from_bytes(key[:8], "little")
        self._used.append(begun)
        # Of several, as the furniture of an outlet differed, the youngest.
        place = int(np.searchsorted(self._begun, np.uint64(begun), side="right")) - 1
        if place < 0 or int(self._begun[place]) != begun:
            return Known(key)
        at = int(self._order[place])
        pack = int(np.searchsorted(self._ends, at, side="right"))
        return Known(key, self._packs[pack], at - (int(self._ends[pack - 1]) if pack else 0))

    def tidy(self, used_alone: bool) -> None:
        """Join small packs, and remove what fell out of use.

        Args:
            used_alone: keep nothing but what this build used; else what it did not use may stay:
                the next one may be of other articles again.

        Raises:
            OSError: the folder cannot be written.
        """
        used = np.sort(np.array(self._used, dtype=np.uint64))
        if used_alone:
            _remove_drafts(self.folder, time.time() + _DRAFT_SECONDS)
        others = [place for place in _folders(self._dataset) if place != self.folder]
        for place in others if used_alone else others[KEPT_RECIPES - 1 :]:
            shutil.rmtree(place, ignore_errors=True)
        small: list[tuple[Path, list[int]]] = []
        idle = time.time() - _IDLE_SECONDS
        for pack in _packs_of(self.folder):
            keys = _keys_of(pack)
            if keys is None:
                continue
            rows = np.flatnonzero(np.isin(_starts(keys), used)).tolist()
            n_rows = len(keys) // 32
            if used_alone:
                if len(rows) < n_rows:
                    small.append((pack, rows))
            elif not rows:
                if _age(pack) < idle:
                    pack.unlink(missing_ok=True)
            else:
                with suppress(FileNotFoundError):
                    os.utime(pack)
                if len(rows) < _SMALL:
                    small.append((pack, rows))
        if used_alone or len(small) >= _MOST_SMALL:
            self._join(small)

    def _join(self, packs: Sequence[tuple[Path, Sequence[int]]]) -> None:
        waiting: list[pa.Table] = []
        done: list[Path] = []
        made: set[Path] = set()

        def write() -> None:
            if waiting:
                made.add(write_pack(self.folder, pa.concat_tables(waiting)))
            for pack in done:
                if pack not in made:
                    pack.unlink(missing_ok=True)
            waiting.clear()
            done.clear()

        for pack, rows in packs:
            done.append(pack)
            if rows and (articles := take_pack(pack)) is not None:
                waiting.append(articles.take(rows))
            if sum(articles.num_rows for articles in waiting) >= PACK_ARTICLES:
                write()
        write()


def take_pack(pack: Path) -> pa.Table | None:
    """The articles of a pack; None where it is gone or damaged, and then it is removed."""
    try:
        return read_pack(pack)
    except FileNotFoundError:
        return None
    except (Damaged, OSError):
        with suppress(OSError):
            pack.unlink()
        return None


@dataclass(frozen=True, slots=True)
class Held:
    """What the cache has of one dataset for one recipe."""

    dataset: str
    recipe: str
    extractor: str
    articles: int
    bytes: int
    last_used: str


def describe(home: Path) -> tuple[Held, ...]:
    """What a cache holds, by dataset, the last used first."""
    found: list[Held] = []
    for dataset in sorted(home.iterdir()) if home.is_dir() else ():
        for folder in _folders(dataset):
            packs = _packs_of(folder)
            size = sum(pack.stat().st_size for pack in packs)
            n_articles = sum(len(_keys_of(pack) or b"") // 32 for pack in packs)
            used = time.strftime("%Y-%m-%d", time.gmtime(folder.stat().st_mtime))
            found.append(
                Held(dataset.name, folder.name, _extractor(folder), n_articles, size, used)
            )
    return tuple(found)


def prune(home: Path, dataset: str | None = None, *, everything: bool = False) -> None:
    """Remove the rows of all recipes but that of the last build.

    Args:
        home: folder of the cache; nothing in it that is no cache is touched.
        dataset: of this alone; None: of all.
        everything: also what the last build used.
    """
    for place in sorted(home.iterdir()) if home.is_dir() else ():
        if dataset is None or place.name == dataset:
            for folder in _folders(place)[0 if everything else 1 :]:
                shutil.rmtree(folder)
            with suppress(OSError):
                place.rmdir()


def _folders(dataset: Path) -> list[Path]:
    """Folders of the recipes of a dataset, the last used first; no link is followed."""
    if dataset.is_symlink() or not dataset.is_dir():
        return []
    found = [p for p in dataset.iterdir() if not p.is_symlink() and (p / _ABOUT).is_file()]
    return sorted(found, key=lambda place: (-place.stat().st_mtime, place.name))


def _packs_of(folder: Path) -> list[Path]:
    """The packs of a recipe, the oldest first.

    Links, pipes and devices are none: one may have come with a folder from elsewhere, and what it
    leads to is neither read nor removed.
    """
    found: list[tuple[float, str, Path]] = []
    for pack in folder.glob(f"*{SUFFIX}"):
        with suppress(FileNotFoundError):
            status = pack.lstat()
            if stat.S_ISREG(status.st_mode):
                found.append((status.st_mtime, pack.name, pack))
    return [pack for *_, pack in sorted(found)]


def _write_about(folder: Path, extractor: str) -> None:
    """Say which extractor read what is in a folder; a link that stands there is replaced."""
    draft = folder / f".{secrets.token_hex(8)}{DRAFT}"
    with draft.open("x", encoding="utf-8") as file:
        file.write(json.dumps({"extractor": extractor}) + "\n")
    draft.replace(folder / _ABOUT)


def _extractor(folder: Path) -> str:
    try:
        return str(json.loads((folder / _ABOUT).read_text("utf-8"))["extractor"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def _keys_of(pack: Path) -> bytes | None:
    """The keys of a pack; None where it is damaged, and then it is removed."""
    try:
        return read_keys(pack)
    except (Damaged, OSError):
        with suppress(OSError):
            pack.unlink()
        return None


def _starts(keys: bytes) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """The first eight bytes of each key, as numbers."""
    return np.frombuffer(keys, dtype="<u8").reshape(-1, 4)[:, 0].astype(np.uint64)


def _age(pack: Path) -> float:
    try:
        return pack.stat().st_mtime
    except OSError:
        return 0.0


def _remove_drafts(folder: Path, before: float) -> None:
    for draft in folder.glob(f".*{DRAFT}"):
        with suppress(OSError):
            if draft.stat().st_mtime < before:
                draft.unlink()


def grouped(known: Iterable[Known]) -> Iterator[tuple[Path, list[int]]]:
    """The packs that articles may stand in, each with their places in the sequence."""
    places: dict[Path, list[int]] = {}
    for place, one in enumerate(known):
        if one.pack is not None:
            places.setdefault(one.pack, []).append(place)
    yield from places.items()
