"""A small corpus in readable rows, staged as the engine would stage it, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from factpack.corroborate import resolve
from factpack.engine.staging import STAGED_TABLES, StagedRows, staged_schema
from factpack.ids import make_id, sha256
from factpack_validators.checks import CHECKS
from factpack_validators.findings import Finding
from factpack_validators.folder import parquet_file
from factpack_validators.schemas import arrow_schema

Row = dict[str, Any]


def period(words: str | None) -> tuple[date | None, date | None, str | None]:
    """First day, last day and precision of 2019, 2019-07 or 2019-07-22."""
    if words is None:
        return None, None, None
    parts = [int(part) for part in words.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31), "year"
    if len(parts) == 2:
        after = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return date(parts[0], parts[1], 1), after - timedelta(1), "month"
    day = date(*parts)
    return day, day, "day"


@dataclass
class StagedArticle:
    """An article that grows sentence by sentence."""

    name: str
    publisher: str | None
    published: str | None
    types: Mapping[str, str]
    text: str = ""
    author: str | None = None
    dateline: str | None = None
    amount_places: dict[int, tuple[int, int]] = field(default_factory=dict)
    entities: list[str] = field(default_factory=list)
    aliases: list[tuple[int, str, str, int]] = field(default_factory=list)
    own_types: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[str, Row]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return make_id("a", self.name)

    def say(self, words: str) -> tuple[int, int]:
        """Append words as a paragraph, or find them where they stand already."""
        if words not in self.text:
            self.text += ("\n\n" if self.text else "") + words
        start = self.text.index(words)
        return start, start + len(words)

    def entity(self, name: str, type_: str | None = None, **aliases: str) -> int:
        """Number of an entity; aliases as basis=surface, underscores for hyphens."""
        if name not in self.entities:
            self.entities.append(name)
            self.own_types[name] = type_ or self.types.get(name, "Organization")
        number = self.entities.index(name)
        for basis, alias in aliases.items():
            self.aliases.append((number, alias, basis.replace("_", "-"), 1))
        return number

    def mention(self, name: str, words: str | None = None) -> None:
        """Name an entity once more."""
        number = self.entity(name)
        start, end = self.say(f"{words or name} is named, case {len(self.rows)}.")
        end = start + len(words or name)
        self.rows.append(("mentions", {"entity": number, "kind": "name", **self.span(start, end)}))

    def span(self, start: int, end: int) -> Row:
        exact = self.text[start:end]
        return {
            "char_start": start,
            "char_end": end,
            "exact": exact,
            "exact_sha256": sha256(exact),
        }

    def quote(self, words: str, speaker: str | None = None, kind: str = "direct") -> None:
        start, end = self.say(words)
        number = None if speaker is None else self.entity(speaker)
        row = {"speaker": number, "kind": kind, "n_words": len(words.split())}
        self.rows.append(("quotes", {**row, **self.span(start, end)}))

    def claim(
        self,
        predicate: str,
        subject: str,
        object: str | None = None,
        *,
        words: str | None = None,
        when: str | None = None,
        value: str | None = None,
        says: str | None = None,
        amount_words: str | None = None,
        **columns: Any,
    ) -> None:
        """State something; without words a sentence of its own is made up for it."""
        start, end = self.say(
            words or f"{self.name} says {len(self.rows)} of {subject} and {object}."
        )
        first, last, precision = period(when)
        row = {
            "predicate": predicate,
            "subject": self.entity(subject),
            "object": None if object is None else self.entity(object),
            "object_value": value,
            "object_sha256": sha256(value.casefold()) if value else None,
            "date_from": first,
            "date_to": last,
            "date_precision": precision,
            "attributed_to": None if says is None else self.entity(says),
            "modality": "asserted",
            "extractor": "test 1",
            "rule": "test",
            "sentence_start": start,
            "sentence_end": end,
            **self.span(start, end),
            **columns,
        }
        if amount_words is not None:
            self.amount_places[len(self.rows)] = self.say(amount_words)
        self.rows.append(("claims", row))

    def add_to(self, staged: Sequence[StagedRows]) -> None:
        """Hand the rows out to several parts, as different engines might."""
        published, _, precision = period(self.published)
        article = {
            "article_id": self.id,
            "source_id": self.name,
            "source": f"{self.name}.txt",
            "publisher": self.publisher,
            "author": self.author,
            "published_on": published,
            "published_precision": precision,
            "rights": "full",
            "text": self.text,
            "text_sha256": sha256(self.text),
            "raw_sha256": sha256(self.text),
            "encoding": "utf-8",
            "encoding_basis": "valid",
            "n_chars": len(self.text),
            "n_words": len(self.text.split()),
            "n_removed_chars": 0,
        }
        staged[0].add("articles", article)
        if self.dateline:
            start, end = self.say(self.dateline)
            segment = {"article_id": self.id, "ordinal": 0, "kind": "dateline", "kept": True}
            span = {"char_start": start, "char_end": end, "raw_start": start, "raw_end": end}
            staged[0].add("segments", {**segment, **span})
        for number, name in enumerate(self.entities):
            local = {"article_id": self.id, "entity": number}
            part = staged[number % len(staged)]
            # "Ada Orr #2" is another Ada Orr
            name, _, namesake = name.partition(" #")
            kind = {"type": self.own_types[self.entities[number]], "namesake": bool(namesake)}
            part.add("local_entities", {**local, "name": name, **kind})
            row = {**local, "alias": name, "basis": "same-name", "n_mentions": 1}
            part.add("local_aliases", row)
        for number, alias, basis, n in self.aliases:
            local = {"article_id": self.id, "entity": number}
            staged[0].add(
                "local_aliases", {**local, "alias": alias, "basis": basis, "n_mentions": n}
            )
        for place, (table, row) in enumerate(self.rows):
            part = staged[place % len(staged)]
            letter, key = {
                "claims": ("c", "claim_id"),
                "quotes": ("q", "quote_id"),
                "mentions": ("m", "mention_id"),
            }[table]
            id_ = make_id(letter, self.name, place, str(row["exact_sha256"]))
            part.add(table, {key: id_, "article_id": self.id, **row})
            if place in self.amount_places:
                span = self.span(*self.amount_places[place])
                staged[0].add("evidence", {"claim_id": id_, "part": "amount", **span})


@dataclass
class Resolved:
    """The final tables as rows, and the findings."""

    tables: Mapping[str, list[Row]]
    findings: list[Finding]

    def entity(self, name: str) -> Row:
        """The one entity of that canonical name that nothing replaced."""
        (row,) = (r for r in self.tables["entities"] if r["name"] == name and not r["replaced_by"])
        return row

    def names(self) -> set[str]:
        return {r["name"] for r in self.tables["entities"] if not r["replaced_by"]}

    def facts(self, predicate: str, **columns: Any) -> list[Row]:
        """Facts of a predicate whose columns are as given, in order of date and number."""
        found = [
            r
            for r in self.tables["facts"]
            if r["predicate"] == predicate and all(r[c] == v for c, v in columns.items())
        ]
        return sorted(found, key=lambda r: (str(r["date_from"]), str(r["amount"]), r["fact_id"]))

    def conflicts(self) -> set[str]:
        return {r["kind"] for r in self.tables["conflicts"]}


class Corpus:
    """Articles on their way through `resolve`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs = 0
        self.articles: list[StagedArticle] = []
        self.types: dict[str, str] = {}

    def people(self, *names: str) -> None:
        self.types.update(dict.fromkeys(names, "Person"))

    def article(
        self,
        name: str,
        published: str | None = "2019-07-22",
        publisher: str | None = None,
        text: str = "",
    ) -> StagedArticle:
        article = StagedArticle(name, publisher or f"The {name}", published, self.types, text)
        self.articles.append(article)
        return article

    def stage(self, parts: int = 1, reverse: bool = False) -> Path:
        """Write the staged tables, in several parts and in either order of rows."""
        self._runs += 1
        stage = self._folder / f"stage{self._runs}"
        stage.mkdir()
        staged = [StagedRows() for _ in range(parts)]
        articles = self.articles[::-1] if reverse else self.articles
        for article in articles:
            article.add_to(staged[::-1] if reverse else staged)
        for number, part in enumerate(staged):
            part.write(stage, f"{number:06d}")
        if reverse:
            for file in stage.glob("*/*.parquet"):
                table = pq.read_table(file)
                pq.write_table(table.take(list(range(table.num_rows))[::-1]), file)
        return stage

    def resolve(
        self,
        *,
        entities: str | None = None,
        publishers: str | None = None,
        previous: Path | None = None,
        threads: int = 2,
        parts: int = 1,
        reverse: bool = False,
    ) -> Resolved:
        """Stage, resolve, and read back; also checks columns and order of every table."""
        stage = self.stage(parts, reverse)
        curated = None
        if entities is not None:
            curated = self._folder / "entities.csv"
            curated.write_text(entities, "utf-8")
        families = None
        if publishers is not None:
            families = self._folder / "publishers.csv"
            families.write_text(publishers, "utf-8")
        tables = stage.parent / f"tables{self._runs}"
        findings = resolve(
            stage,
            tables,
            entities_file=curated,
            publishers_file=families,
            previous=previous,
            # Rows here need not pass the checks that a row alone can break: see `test_withdrawn`.
            accepted=CHECKS,
            threads=threads,
        )
        assert not [p for p in stage.iterdir() if p.name not in STAGED_TABLES]
        self.last = tables
        return Resolved(read_tables(tables), findings)

    def release(self, name: str = "release") -> Path:
        """The last tables as the folder of a release."""
        release = self._folder / name
        for file in self.last.glob("*.parquet"):
            target = release / parquet_file(file.stem)
            target.parent.mkdir(parents=True)
            target.write_bytes(file.read_bytes())
        return release


def read_tables(folder: Path) -> dict[str, list[Row]]:
    """Every final table as rows."""
    tables = {}
    for file in sorted(folder.glob("*.parquet")):
        table = pq.read_table(file)
        assert table.schema.equals(arrow_schema(file.stem)), file.stem
        tables[file.stem] = table.to_pylist()
    return tables


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)


@pytest.fixture
def write_stage() -> Callable[[Path, str, list[Row]], None]:
    """Write rows of one staged table as they are."""

    def write(stage: Path, table: str, rows: list[Row]) -> None:
        folder = stage / table
        folder.mkdir(parents=True, exist_ok=True)
        data = pa.Table.from_pylist(rows, schema=staged_schema(table))
        pq.write_table(data, folder / "part-000000.parquet")

    return write
