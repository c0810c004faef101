"""Rebuild the normalised texts of a stand-off release from the articles it was built from.

`segments` tells which stretches of a source were kept and where they stand in the normalised text.
The words are those of the source, with these changes, which the hash of the text then proves:

- white space of any kind, line ends included, is a plain space, a run of it may be one space;
- characters that nobody can see are gone, lone surrogates are U+FFFD;
- the rest is in Unicode normalisation form C;
- between blocks, where no stretch of the source stands, there is a blank line.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self, TypeAlias

from factpack_validators.archives import archive_ending, members
from factpack_validators.collect import Collector
from factpack_validators.database import Database
from factpack_validators.findings import Finding
from factpack_validators.folder import open_folder
from factpack_validators.keyed_words import words_digest
from factpack_validators.open_tables import open_database
from factpack_validators.records import Layout, read_records
from factpack_validators.scratch import scratch_folder
from factpack_validators.shown import shown
from factpack_validators.sources import SourceError, Wanted, locate, read_file, split_source
from factpack_validators.sql import literal

Stretch: TypeAlias = tuple[int, int, int, int, bool]
"""Start and end in the normalised text, start and end in the source, and whether it is white space.

The source of white space may hold more than that, as tags: segments say so, the hash proves it."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s")
_TAG = re.compile(r"<[^<>]*+>")
_BETWEEN = {0: "", 1: " ", 2: "\n\n"}
"""What stands between two kept stretches, by its length: a joint of lines or of blocks."""


@dataclass(frozen=True, slots=True)
class Rehydrated:
    """What the articles gave.

    Attributes:
        texts: normalised text by article, each proved by its hash, or by its length alone where
            the release withholds so short a text that it gives no hash.
        sources: decoded source by article, debris included.
        findings: articles that are missing, changed, or do not rebuild their text.
    """

    texts: Mapping[str, str]
    sources: Mapping[str, str]
    findings: tuple[Finding, ...]


def rehydrate_texts(release: Path, articles: Path) -> Rehydrated:
    """Texts of the articles of a release, rebuilt from the sources through `segments`.

    Args:
        release: a release folder.
        articles: the folder of articles it was built from.

    Raises:
        OSError: the release is no folder.
    """
    found = Collector()
    found.begin("grounding")
    with scratch_folder("rehydrate") as spill:
        folder = open_folder(release)
        manifest = folder.read_json("manifest.json", Collector())
        database = open_database(folder, spill, Collector(), csv=False)
        try:
            return rehydrate(database, articles, record_layout(manifest), found)
        finally:
            database.con.close()


def rehydrate(database: Database, articles: Path, layout: Layout, found: Collector) -> Rehydrated:
    """As `rehydrate_texts`, of a release that is open.

    Args:
        database: the tables.
        articles: folder of the articles.
        layout: what dataset.yaml says of records.
        found: takes findings.
    """
    wanted: dict[str, Wanted] = {}
    stated: dict[str, tuple[str | None, int]] = {}
    for key, source, encoding, basis, raw_sha256, text_sha256, n_chars in database.all(
        "SELECT article_id, source, encoding, encoding_basis, raw_sha256, text_sha256, n_chars "
        "FROM articles WHERE source IS NOT NULL AND article_id IS NOT NULL ORDER BY source"
    ):
        wanted[key] = Wanted(source, encoding or "utf-8", basis == "bom", raw_sha256)
        stated[key] = text_sha256, n_chars
    sources: dict[str, str] = {}
    unsaid = [key for key, want in wanted.items() if want.raw_sha256 is None]
    maps = dict(_stretches(database, unsaid)) if unsaid else {}

    def fits(key: str, text: str) -> bool:
        sha256 = wanted[key].raw_sha256
        if sha256 is not None:
            return words_digest(text) == sha256
        return len(rebuild(text, maps.get(key, ())) or "") == stated[key][1]

    for key, text, reason in _read_sources(articles, wanted, layout, fits):
        if text is None:
            code = "article-unavailable" if reason == _ABSENT else "article-changed"
            found.add(
                code,
                f"{shown(wanted[key].source)} {reason}",
                table="articles",
                key=key,
                column="source",
                file=wanted[key].source[:200],
            )
        else:
            sources[key] = text
    texts: dict[str, str] = {}
    for key, stretches in _stretches(database):
        if key not in sources:
            continue
        rebuilt = rebuild(sources[key], stretches)
        sha256, n_chars = stated[key]
        if rebuilt is not None and (
            len(rebuilt) == n_chars if sha256 is None else words_digest(rebuilt) == sha256
        ):
            texts[key] = rebuilt
    for key in sorted(sources.keys() - texts.keys()):
        found.add(
            "article-unmapped",
            f"the segments do not rebuild the normalised text from {shown(wanted[key].source)}",
            table="articles",
            key=key,
            column="text_sha256",
        )
    return Rehydrated(texts, sources, found.findings)


def rebuild(source: str, stretches: Iterable[Stretch]) -> str | None:
    r"""Normalised text of a source, or None where the stretches cannot be right.

    >>> kept = [(0, 1, 0, 1, False), (1, 2, 1, 5, True), (2, 3, 5, 6, False), (5, 6, 8, 9, False)]
    >>> rebuild("A<br>b\n\nC", kept)
    'A b\n\nC'
    """
    pieces: list[str] = []
    size = 0
    for start, end, raw_start, raw_end, is_space in stretches:
        between = _BETWEEN.get(start - size)
        if between is None or not 0 <= raw_start < raw_end <= len(source) or end <= start:
            return None
        pieces.append(between)
        piece = " " if is_space else _normalised(source[raw_start:raw_end], end - start)
        if piece is None:
            return None
        pieces.append(piece)
        size = end
    return "".join(pieces)


def record_layout(manifest: object) -> Layout:
    """How the dataset.yaml in the manifest says that records hold their text."""
    config = manifest.get("dataset_yaml") if isinstance(manifest, dict) else None
    sources = config.get("sources") if isinstance(config, dict) else None
    names: list[str] = []
    formats: list[str] = []
    queries: list[str] = []
    for source in sources if isinstance(sources, list) else []:
        columns = source.get("columns") if isinstance(source, dict) else None
        column: Any = columns.get("text") if isinstance(columns, dict) else None
        form: Any = source.get("format") if isinstance(source, dict) else None
        query: Any = source.get("query") if isinstance(source, dict) else None
        queries += [query] if isinstance(query, str) else []
        names += [column] if isinstance(column, str) else []
        formats += [form] if isinstance(form, str) else []
    return Layout(
        tuple(dict.fromkeys((*names, "text"))),
        tuple(dict.fromkeys(formats)),
        tuple(dict.fromkeys(queries)),
    )


_ABSENT = "is not in the folder of articles"


def _read_sources(
    folder: Path, wanted: Mapping[str, Wanted], layout: Layout, fits: Callable[[str, str], bool]
) -> Iterator[tuple[str, str | None, str]]:
    """Article, its decoded source or None, and why there is none."""
    with _Places(folder) as places:
        yield from _read_from(places, folder, wanted, layout, fits)


class _Places:
    """Where files lie, those of archives as copies: of one archive at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._archive: Path | None = None
        self._copies: dict[str, Path] = {}
        self._problem: SourceError | None = None
        self._scratch = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *about: object) -> None:
        self._scratch.close()

    def locate(self, file: str) -> Path | None:
        """The file of a name, or a copy that lasts until one of another archive is asked for.

        Raises:
            SourceError: the archive that it is in cannot be read.
        """
        path = locate(self._folder, file)
        parts = file.split("/")
        for size in range(1, len(parts) if path is None else 0):
            outer = "/".join(parts[:size])
            archive = locate(self._folder, outer) if archive_ending(outer) else None
            if archive is not None:
                return self._copy(archive, "/".join(parts[size:]))
        return path

    def _copy(self, archive: Path, name: str) -> Path | None:
        if archive != self._archive:
            self._scratch.close()
            self._archive, self._copies, self._problem = archive, {}, None
            place = self._scratch.enter_context(TemporaryDirectory(prefix="factpack-archive-"))
            try:
                for member in members(archive, Path(place), lambda name: True, keep=True):
                    if member.path is not None:
                        self._copies[unicodedata.normalize("NFC", member.name)] = member.path
            except SourceError as problem:
                self._problem = problem
        if name not in self._copies and self._problem is not None:
            raise self._problem
        return self._copies.get(name)


def _read_from(
    places: _Places,
    folder: Path,
    wanted: Mapping[str, Wanted],
    layout: Layout,
    fits: Callable[[str, str], bool],
) -> Iterator[tuple[str, str | None, str]]:
    records: dict[str, dict[int, str]] = defaultdict(dict)
    for key, want in wanted.items():
        file, number = split_source(want.source, folder)
        if number is not None:
            records[file][number] = key
            continue
        try:
            path = places.locate(file)
            yield (key, None, _ABSENT) if path is None else (key, read_file(path, want), "")
        except (SourceError, OSError) as problem:
            yield key, None, str(problem)
    for file, keys in records.items():
        left = dict(keys)
        reason = _ABSENT
        try:
            path = places.locate(file)
        except (SourceError, OSError) as problem:
            path, reason = None, str(problem)
        if path is not None:
            reason = "is not the record the release was built from"
            some = wanted[next(iter(keys.values()))]

            def is_text_of(number: int, text: str, keys: Mapping[int, str] = keys) -> bool:
                return fits(keys[number], text)

            codecs = sorted({wanted[key].encoding for key in keys.values()})
            layout = replace(layout, codecs=codecs)
            try:
                for number, text in read_records(path, keys, some, layout, is_text_of):
                    yield left.pop(number), text, ""
            except (SourceError, OSError) as problem:
                reason = str(problem)
        for key in left.values():
            yield key, None, reason


def _stretches(
    database: Database, articles: Iterable[str] | None = None
) -> Iterator[tuple[str, list[Stretch]]]:
    """Kept stretches of each article, or of those named, in the order of its text."""
    article: str | None = None
    stretches: list[Stretch] = []
    named = "true"
    if articles is not None:
        named = f"article_id IN ({', '.join(map(literal, articles))})"
    for batch in database.stream(
        "SELECT article_id, char_start, char_end, raw_start, raw_end, "
        "char_end - char_start = 1 AND coalesce(starts_with(reason, 'white space'), false) "
        "FROM segments WHERE kept "
        f"AND {named} "
        "AND char_start IS NOT NULL AND char_end IS NOT NULL AND raw_start IS NOT NULL "
        "AND raw_end IS NOT NULL ORDER BY article_id, char_start, ordinal"
    ):
        for key, *stretch in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            if key != article:
                if article is not None:
                    yield article, stretches
                article, stretches = key, []
            stretches.append((stretch[0], stretch[1], stretch[2], stretch[3], stretch[4]))
    if article is not None:
        yield article, stretches


def _normalised(raw: str, size: int) -> str | None:
    """The text of so many characters that a stretch of the source became, or None."""
    text = _SURROGATE.sub("�", raw)
    if len(text) == size:
        same = _SPACE.sub(" ", text)
        composed = unicodedata.normalize("NFC", same)
        return composed if len(composed) == size else same
    repaired = _repaired(text)
    if repaired is not None:
        seen = _visible(repaired)
        composed = unicodedata.normalize("NFC", seen)
        for found in (repaired, _SPACE.sub(" ", repaired).strip(), seen, composed):
            if len(found) == size and found.isprintable():
                return found
        if len(repaired) == size and repaired.strip():
            return repaired  # a character that no version of Unicode known here has
    if not text.strip() or (size == 1 and not _visible(text)):
        return " " if size == 1 else None
    if "&" in text:
        bare = _TAG.sub("", text)
        bare = "".join(c for c in bare if unicodedata.category(c) not in _HIDDEN)
        if bare != text:  # the parts of one reference, with tags or what nobody sees between
            return _normalised(bare, size)
    composed = unicodedata.normalize("NFC", _visible(text))
    return composed if len(composed) == size else composed[:size] if size < len(composed) else None


_ROUNDS = 3
"""Times that a text may have been decoded wrongly, or escaped, one on the other."""


def _repaired(text: str) -> str | None:
    """What character references and UTF-8 that was read as Windows-1252 stand for, or None.

    >>> _repaired("&rsquo;"), _repaired("Ã©"), _repaired("plain")
    ('’', 'é', None)
    """
    found = text
    for _ in range(_ROUNDS):
        once = html.unescape(found) if "&" in found else _decoded_again(found)
        if once == found:
            break
        found = once
    return unicodedata.normalize("NFC", found) if found != text else None


def _decoded_again(text: str) -> str:
    """UTF-8 that was read as Windows-1252 or Latin-1 read as it is; other text as it stands."""
    if text.isascii():
        return text
    data = bytearray()
    for character in text:
        try:
            data += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return text
            data.append(ord(character))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return text


def _visible(text: str) -> str:
    """The text without white space, control and format characters."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in _HIDDEN)


_HIDDEN = frozenset({"Cc", "Cf", "Cn"})
