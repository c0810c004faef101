"""A good release of invented articles, with every table filled and everything in it true.

The articles are given as they lie in their files, with debris, odd white space and carriage
returns; segments, spans, identifiers and counts are worked out from them here, apart from the code
under test.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from factpack.config import Creator, Dataset
from factpack.config import Source as ConfigSource
from factpack.ids import make_id, sha256
from factpack.model import Rights
from factpack.release.info import RunInfo
from factpack.release.write import write_release
from factpack.vocabulary import predicate_rows
from factpack_validators.schemas import arrow_schema, primary_key, table_names

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Span = tuple[int, int]

EXTRACTOR = "rules/1"
DAY = date(2026, 11, 21)

ENTITIES = {
    "alder": ("Alder Labs", "Organization", ("Alder Labs", "Alder")),
    "birch": ("Birch Systems", "Organization", ("Birch Systems", "Birch")),
    "quill": ("Mara Quill", "Person", ("Mara Quill", "Quill")),
    "reed": ("Tomas Reed", "Person", ("Tomas Reed", "Reed")),
    "cloud": ("Cedar Cloud", "Product", ("Cedar Cloud",)),
    "port": ("Millbrook", "Place", ("Millbrook",)),
}
"""Entities by a short name: canonical name, type, aliases."""


@dataclass(frozen=True)
class ClaimSpec:
    """A claim: the sentence that states it, and the words of its parts within that sentence."""

    predicate: str
    sentence: str
    subject: str
    parts: dict[str, str]
    object: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    modality: str = "asserted"
    speaker: str | None = None
    free: bool = False


@dataclass(frozen=True)
class ArticleSpec:
    """An article: its blocks as (kind, words, kept), and what it says."""

    source: str
    blocks: tuple[tuple[str, str, bool], ...]
    claims: tuple[ClaimSpec, ...]
    quotes: tuple[tuple[str, str, str], ...] = ()
    others: tuple[tuple[str, str, str], ...] = ()
    literals: tuple[tuple[str, str, dict[str, Any]], ...] = ()
    publisher: str | None = "Harbour Wire"
    published_on: date | None = date(2021, 3, 4)
    copy_of: str | None = None
    rights: Rights = "full"
    url: str | None = None
    encoding: str = "utf-8"


def founded(sentence: str, year: str, modality: str = "asserted") -> ClaimSpec:
    first = int(year)
    return ClaimSpec(
        "founded_on",
        sentence,
        "alder",
        {"subject": "Alder Labs", "trigger": "founded", "date": year},
        values={
            "date_from": date(first, 1, 1),
            "date_to": date(first, 12, 31),
            "date_precision": "year",
            "date_relation": "on",
        },
        modality=modality,
    )


INVESTED = ClaimSpec(
    "invested_in",
    "On 1 March 2021 Alder Labs invested $12 million in Birch Systems.",
    "alder",
    {
        "subject": "Alder Labs",
        "object": "Birch Systems",
        "trigger": "invested",
        "amount": "$12 million",
        "date": "1 March 2021",
    },
    "birch",
    {
        "amount": 12e6,
        "currency": "USD",
        "kind": "investment",
        "date_from": date(2021, 3, 1),
        "date_to": date(2021, 3, 1),
        "date_precision": "day",
        "date_relation": "on",
    },
)
HEADS = ClaimSpec(
    "has_role",
    "Mara Quill is chief executive of Alder Labs.",
    "quill",
    {"subject": "Mara Quill", "trigger": "is", "role": "chief executive", "object": "Alder Labs"},
    "alder",
    {"role": "chief executive", "former": False, "kind": "chief_executive"},
)
TARGET = ClaimSpec(
    "has_metric",
    "Birch Systems will earn between 40 and 50 million euros by 2025, Tomas Reed said.",
    "birch",
    {
        "subject": "Birch Systems",
        "trigger": "earn",
        "amount": "between 40 and 50 million euros",
        "date": "2025",
        "speaker": "Tomas Reed",
    },
    values={
        "amount_min": 40e6,
        "amount_max": 50e6,
        "currency": "EUR",
        "kind": "target",
        "metric": "revenue",
        "date_from": date(2025, 1, 1),
        "date_to": date(2025, 12, 31),
        "date_precision": "year",
        "date_relation": "by",
    },
    modality="planned",
    speaker="reed",
)
GOAL = ClaimSpec(
    "has_goal",
    "The aim of Birch Systems is cheap power for every village on the windy northern coast.",
    "birch",
    {
        "subject": "Birch Systems",
        "trigger": "aim",
        "object": "cheap power for every village on the windy northern coast",
    },
    free=True,
)
USES = ClaimSpec(
    "uses_product",
    "Birch Systems runs its models on Cedar Cloud.",
    "birch",
    {"subject": "Birch Systems", "trigger": "runs", "object": "Cedar Cloud"},
    "cloud",
)
SEAT = ClaimSpec(
    "located_in",
    "Alder Labs has its headquarters in Millbrook.",
    "alder",
    {"subject": "Alder Labs", "trigger": "headquarters", "object": "Millbrook"},
    "port",
    {"kind": "headquarters"},
)

FIRST = (
    founded("Alder Labs was founded in 2001.", "2001"),
    INVESTED,
    HEADS,
    SEAT,
)

ARTICLES: tuple[ArticleSpec, ...] = (
    ArticleSpec(
        "001.txt",
        (
            ("title", "Alder puts money into Birch", True),
            ("paragraph", " ".join(c.sentence for c in FIRST), True),
            ("share", "Share this story with your friends", False),
            (
                "paragraph",
                "“We will grow slowly and with care,” said Quill. It rose 12% last year.",
                True,
            ),
        ),
        FIRST,
        quotes=(("“We will grow slowly and with care,”", "Quill", "quill"),),
        others=(("Alder", "alder", "name"), ("Birch", "birch", "name"), ("It", "alder", "pronoun")),
        literals=(
            ("percent", "12%", {"amount": 12.0, "unit": "percent"}),
            (
                "date",
                "last year",
                {
                    "date_from": date(2020, 1, 1),
                    "date_to": date(2020, 12, 31),
                    "date_precision": "year",
                },
            ),
        ),
        url="https://harbour.example/2021/alder",
    ),
    ArticleSpec(
        "002.txt",
        (
            ("title", "A question of age", True),
            (
                "paragraph",
                f"Alder Labs was founded in 2002. {INVESTED.sentence} {GOAL.sentence}",
                True,
            ),
        ),
        (founded("Alder Labs was founded in 2002.", "2002"), INVESTED, GOAL),
        publisher="Millbrook Courier",
        published_on=date(2021, 3, 9),
        url="https://millbrook.example/a/2",
        encoding="cp1252",
    ),
    ArticleSpec(
        "records.jsonl#2",
        (("paragraph", f"{INVESTED.sentence} {TARGET.sentence}", True),),
        (INVESTED, TARGET),
        publisher="Evening Gazette",
        published_on=date(2022, 1, 30),
    ),
    ArticleSpec(
        "004.txt",
        (
            ("title", "Alder puts money into Birch", True),
            ("paragraph", " ".join(c.sentence for c in FIRST), True),
        ),
        FIRST,
        publisher="Quarterly Review",
        published_on=date(2021, 3, 6),
        copy_of="001.txt",
    ),
    ArticleSpec(
        "005.txt",
        (("paragraph", f"Alder Labs was not founded in 1999. {USES.sentence}", True),),
        (founded("Alder Labs was not founded in 1999.", "1999", "negated"), USES),
        publisher=None,
        published_on=None,
    ),
)


def with_rights(rights: Rights, *sources: str) -> tuple[ArticleSpec, ...]:
    """The articles, those named with other rights; all of them where none is named.

    A last paragraph makes what is withheld too long to be guessed.
    """
    return tuple(
        replace(a, rights=rights, blocks=(*a.blocks, _closing(a.source)))
        if not sources or a.source in sources
        else a
        for a in ARTICLES
    )


def _closing(source: str) -> tuple[str, str, bool]:
    tides = (f"Tide {i} of {source} told nets and ropes." for i in range(20))
    return "paragraph", " ".join(tides), True


def dataset(folder: Path, **raw: Any) -> Dataset:
    """A checked dataset.yaml as its reader would give it; `raw` adds to the YAML."""
    return Dataset(
        file=folder / "dataset.yaml",
        articles_dir=folder / "articles",
        name="alder-and-birch",
        title="Alder and Birch: a small corpus",
        description="Invented articles on invented companies.",
        license="CC-BY-4.0",
        rights="full",
        sources=(ConfigSource("*.txt"), ConfigSource("*.jsonl", columns={"text": "body"})),
        creators=(Creator("Ada Example"),),
        keywords=("news",),
        raw={
            "name": "alder-and-birch",
            "sources": [{"path": "*.txt"}, {"path": "*.jsonl", "columns": {"text": "body"}}],
            **raw,
        },
    )


def write_good_release(
    folder: Path, articles: tuple[ArticleSpec, ...] = ARTICLES, version: str = "1.0.0", **raw: Any
) -> Path:
    """Write release and articles below a folder; the release is `release/<version>`."""
    tables = good_tables(articles)
    parquet = folder / f"tables-{version}"
    parquet.mkdir(parents=True)
    for name, rows in tables.items():
        pq.write_table(
            pa.Table.from_pylist(rows, schema=arrow_schema(name)), parquet / f"{name}.parquet"
        )
    release = folder / "release" / version
    release.mkdir(parents=True)
    write_release(
        parquet,
        dataset(folder, **raw),
        release,
        version=version,
        released=DAY,
        run=RunInfo("0.1.0", EXTRACTOR),
    )
    write_articles(folder / "articles", articles)
    return release


def write_articles(folder: Path, articles: tuple[ArticleSpec, ...] = ARTICLES) -> Path:
    """The files that the articles were read from."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in articles:
        file, _, number = article.source.partition("#")
        raw = _Layout.of(article).raw
        if number:
            records = [{"body": f"record {n}"} for n in range(1, int(number))] + [{"body": raw}]
            text = "\n\n".join(json.dumps(record) for record in records)
            (folder / file).write_text(text, "utf-8", newline="")
        else:
            (folder / file).write_bytes(raw.encode(article.encoding))
    return folder


@dataclass(frozen=True)
class _Layout:
    """An article as it lies in its file and as normalised text, and the segments between them."""

    raw: str
    text: str
    segments: tuple[Row, ...]

    @classmethod
    def of(cls, article: ArticleSpec) -> _Layout:
        """Blocks are separated by carriage returns; the first space of a block is two, the second
        a no-break space."""
        raw, text, segments = "", "", list[Row]()

        def add(kind: str, kept: bool, words: str, source: str, reason: str | None = None) -> None:
            nonlocal raw, text
            row: Row = {"kind": kind, "kept": kept, "reason": reason}
            row |= {"raw_start": len(raw), "raw_end": len(raw) + len(source)}
            raw += source
            if kept:
                row |= {"char_start": len(text), "char_end": len(text) + len(words)}
                text += words
            segments.append(row)

        for kind, words, kept in article.blocks:
            if raw:
                raw += "\r\n\r\n"
            if not kept:
                add(kind, False, "", words, "a line of share buttons")
                continue
            if text:
                text += "\n\n"
            head, space, tail = words.partition(" ")
            add(kind, True, head, head)
            if space:
                add(kind, True, " ", "  ", "white space made one space")
                add(kind, True, tail, tail.replace(" ", "\xa0", 1))
        return cls(raw, text, tuple(segments))

    def to_raw(self, span: Span) -> Span:
        """Offsets in the source of the words at a span; replacements count whole."""
        kept = [s for s in self.segments if s["kept"] and s["char_end"] > span[0]]
        first = kept[0]
        last = [s for s in kept if s["char_start"] < span[1]][-1]
        start, end = first["raw_start"], last["raw_end"]
        if self._shifts(first):
            start += span[0] - first["char_start"]
        if self._shifts(last):
            end -= last["char_end"] - span[1]
        return start, end

    @staticmethod
    def _shifts(segment: Row) -> bool:
        return bool(
            segment["char_end"] - segment["char_start"] == segment["raw_end"] - segment["raw_start"]
        )


def good_tables(articles: tuple[ArticleSpec, ...] = ARTICLES) -> Tables:
    """Rows of every table, sorted by primary key."""
    tables: Tables = {name: [] for name in table_names()}
    for article in articles:
        _Builder(tables, article, articles).add()
    _add_entities(tables)
    _add_origins(tables)
    _add_facts(tables)
    _add_conflict(tables)
    tables["predicates"] = [dict(row) for row in predicate_rows()]
    tables["rejected"] = [
        _rejected("file", "empty.txt", "empty-file", "The file is empty."),
        _rejected("claim", "001.txt", "no-object", "The object is not known.", "rules/x", (3, 9)),
    ]
    for name, rows in tables.items():
        rows.sort(key=lambda row: tuple(row[column] for column in primary_key(name)))
    return tables


def article_id(source: str) -> str:
    return make_id("a", f"id of {source}")


def entity_id(entity: str) -> str:
    return make_id("e", entity)


class _Builder:
    """Rows of one article."""

    def __init__(
        self, tables: Tables, article: ArticleSpec, articles: tuple[ArticleSpec, ...]
    ) -> None:
        self.tables = tables
        self.article = article
        self.layout = _Layout.of(article)
        self.text = self.layout.text
        self.id = article_id(article.source)
        self.origin = make_id("o", "article", article_id(article.copy_of or article.source))
        self.spans: set[Span] = set()

    def add(self) -> None:
        self._add_article()
        for words, entity, kind in self.article.others:
            at = re.search(rf"\b{re.escape(words)}\b(?! (?:Labs|Systems))", self.text)
            assert at, words
            self._mention(at.span(), entity, kind)
        for claim in self.article.claims:
            self._add_claim(claim)
        for words, name, speaker in self.article.quotes:
            self._add_quote(words, name, speaker)
        for kind, words, values in self.article.literals:
            self._literal(kind, self._find(words), values)

    def _find(self, words: str, within: Span | None = None) -> Span:
        start, end = within or (0, len(self.text))
        at = self.text.index(words, start, end)
        return at, at + len(words)

    def _span(self, span: Span) -> Row:
        exact = self.text[slice(*span)]
        return {
            "char_start": span[0],
            "char_end": span[1],
            "exact": exact,
            "exact_sha256": sha256(exact),
        }

    def _add_article(self) -> None:
        article, text = self.article, self.text
        raw = self.layout.raw
        is_record = "#" in article.source
        self.tables["articles"].append(
            {
                "article_id": self.id,
                "source_id": f"id of {article.source}",
                "source": article.source,
                "url": article.url,
                "publisher": article.publisher,
                "outlet": article.publisher,
                "owner": article.publisher,
                "title": article.blocks[0][1] if article.blocks[0][0] == "title" else None,
                "published_on": article.published_on,
                "published_precision": "day" if article.published_on else None,
                "published_basis": "stated by the outlet" if article.published_on else None,
                "language": "en",
                "language_basis": "given",
                "rights": article.rights,
                "text": text,
                "text_sha256": sha256(text),
                "raw_sha256": sha256(raw) if is_record else _bytes_digest(raw, article.encoding),
                "encoding": article.encoding,
                "encoding_basis": "declared" if is_record else _BASES[article.encoding],
                "n_chars": len(text),
                "n_words": len(text.split()),
                "n_removed_chars": sum(
                    s["raw_end"] - s["raw_start"] for s in self.layout.segments if not s["kept"]
                ),
                "duplicate_of": article_id(article.copy_of) if article.copy_of else None,
                "origin_id": self.origin,
            }
        )
        for ordinal, segment in enumerate(self.layout.segments):
            self.tables["segments"].append({"article_id": self.id, "ordinal": ordinal, **segment})

    def _mention(self, span: Span, entity: str, kind: str = "name") -> None:
        if span in self.spans:
            return
        self.spans.add(span)
        self.tables["mentions"].append(
            {
                "mention_id": make_id("m", self.id, *self.layout.to_raw(span)),
                "article_id": self.id,
                "entity_id": entity_id(entity),
                "kind": kind,
                **self._span(span),
            }
        )

    def _literal(self, kind: str, span: Span, values: Row) -> None:
        self.tables["literals"].append(
            {
                "literal_id": make_id("l", self.id, kind, *self.layout.to_raw(span)),
                "article_id": self.id,
                "kind": kind,
                **self._span(span),
                **values,
            }
        )

    def _add_claim(self, spec: ClaimSpec) -> None:
        span = self._find(spec.sentence)
        parts = {part: self._find(words, span) for part, words in sorted(spec.parts.items())}
        hashed: list[str | int] = []
        for part, place in parts.items():
            hashed += [part, *self.layout.to_raw(place)]
        claim_id = make_id(
            "c", self.id, "rules", spec.predicate, *self.layout.to_raw(span), *hashed
        )
        linked = {"subject": spec.subject, "object": spec.object, "speaker": spec.speaker}
        for part, entity in linked.items():
            if entity:
                self._mention(parts[part], entity)
        words = spec.parts["object"] if spec.free else None
        digest = sha256(" ".join(re.findall(r"\w+", words.casefold()))) if words else None
        self.tables["claims"].append(
            {
                "claim_id": claim_id,
                "article_id": self.id,
                "fact_id": make_id(
                    "f",
                    spec.predicate,
                    spec.subject,
                    spec.object or digest,
                    str(spec.values.get("date_from")),
                ),
                "predicate": spec.predicate,
                "subject_id": entity_id(spec.subject),
                "object_id": entity_id(spec.object) if spec.object else None,
                "object_value": words,
                "object_sha256": digest,
                **spec.values,
                "modality": spec.modality,
                "attributed_to": entity_id(spec.speaker) if spec.speaker else None,
                **self._span(span),
                "sentence_start": span[0],
                "sentence_end": span[1],
                "extractor": EXTRACTOR,
                "rule": f"{spec.predicate}/plain",
                "origin_id": self.origin,
            }
        )
        for part, place in parts.items():
            self.tables["evidence"].append(
                {
                    "claim_id": claim_id,
                    "part": part,
                    "resolution": "name" if linked.get(part) else None,
                    **self._span(place),
                }
            )
        dates = {k: v for k, v in spec.values.items() if k in _PERIOD}
        if dates and (parts["date"] not in self.spans):
            self.spans.add(parts["date"])
            self._literal("date", parts["date"], dates)
        amounts = {k: v for k, v in spec.values.items() if k in _AMOUNT}
        if amounts:
            self._literal("money", parts["amount"], amounts)

    def _add_quote(self, words: str, name: str, speaker: str) -> None:
        span = self._find(words)
        named = self._find(name, (span[1], len(self.text)))
        self._mention(named, speaker)
        self.tables["quotes"].append(
            {
                "quote_id": make_id("q", self.id, "direct", *self.layout.to_raw(span)),
                "article_id": self.id,
                "speaker_id": entity_id(speaker),
                "kind": "direct",
                "cue": "said",
                "speaker_char_start": named[0],
                "speaker_char_end": named[1],
                **self._span(span),
                "n_words": len(words.split()),
                "origin_id": self.origin,
            }
        )


_PERIOD = ("date_from", "date_to", "date_precision")
_AMOUNT = ("amount", "amount_min", "amount_max", "currency")


_BASES = {"utf-8": "valid", "cp1252": "detected"}


def _bytes_digest(raw: str, encoding: str) -> str:
    import hashlib

    return hashlib.sha256(raw.encode(encoding)).hexdigest()


def _add_entities(tables: Tables) -> None:
    named = [m for m in tables["mentions"] if m["kind"] == "name"]
    for entity, (name, kind, aliases) in ENTITIES.items():
        mine = [m for m in named if m["entity_id"] == entity_id(entity)]
        tables["entities"].append(
            {
                "entity_id": entity_id(entity),
                "name": name,
                "type": kind,
                "basis": "clustered",
                "n_mentions": len(mine),
                "n_articles": len({m["article_id"] for m in mine}),
            }
        )
        for alias in aliases:
            tables["aliases"].append(
                {
                    "entity_id": entity_id(entity),
                    "alias": alias,
                    "basis": "same-name" if alias == name else "part-of-name",
                    "n_mentions": sum(m["exact"] == alias for m in mine),
                }
            )


def _add_origins(tables: Tables) -> None:
    carried: dict[str, list[Row]] = defaultdict(list)
    for article in tables["articles"]:
        carried[article["origin_id"]].append(article)
    for origin, articles in carried.items():
        first = min(articles, key=lambda a: (a["duplicate_of"] is not None, a["article_id"]))
        tables["origins"].append(
            {
                "origin_id": origin,
                "kind": "article",
                "article_id": first["article_id"],
                "n_articles": len(articles),
                "n_publishers": len({a["publisher"] for a in articles} - {None}),
                "similarity": 0.9 if len(articles) > 1 else None,
            }
        )


_SHARED = (
    "predicate subject_id object_id object_value object_sha256 role former kind metric amount "
    "amount_min amount_max currency date_from date_to date_precision date_relation"
).split()


def _add_facts(tables: Tables) -> None:
    articles = {a["article_id"]: a for a in tables["articles"]}
    names = {e["entity_id"]: e["name"] for e in tables["entities"]}
    groups: dict[str, list[Row]] = defaultdict(list)
    for claim in tables["claims"]:
        groups[claim["fact_id"]].append(claim)
    for fact_id, claims in groups.items():
        backing = [articles[i] for i in {c["article_id"] for c in claims}]
        days = sorted(a["published_on"] for a in backing if a["published_on"])
        n_origins = len({c["origin_id"] for c in claims})
        first = claims[0]
        tables["facts"].append(
            {
                "fact_id": fact_id,
                **{column: first.get(column) for column in _SHARED},
                "subject": names[first["subject_id"]],
                "object": names.get(first["object_id"]),
                "modality": first["modality"],
                "n_claims": len(claims),
                **{
                    f"n_{m}": sum(c["modality"] == m for c in claims)
                    for m in ("asserted", "reported", "planned", "possible", "negated")
                },
                "n_articles": len(backing),
                "n_publishers": (n_publishers := len({a["publisher"] for a in backing} - {None})),
                "n_owners": n_publishers,
                "n_own_voice": sum(c["modality"] != "reported" for c in claims),
                "n_attributed": sum(c["modality"] == "reported" for c in claims),
                "n_credited": 0,
                "n_origins": n_origins,
                "first_published": days[0] if days else None,
                "last_published": days[-1] if days else None,
                "status": "corroborated" if n_origins > 1 < n_publishers else "single",
                "rank": "normal",
            }
        )


def _add_conflict(tables: Tables) -> None:
    """2001 and 2002 have one origin each, so that the data do not tell which is right."""
    rivals = {
        f["date_from"].year: f
        for f in tables["facts"]
        if f["predicate"] == "founded_on" and f["modality"] == "asserted"
    }
    early, late = rivals[2001], rivals[2002]
    early["status"] = late["status"] = "contested"
    tables["conflicts"] += [
        {
            "conflict_id": make_id("x", "date", min(early["fact_id"], late["fact_id"])),
            "fact_id": fact["fact_id"],
            "kind": "date",
            "predicate": "founded_on",
            "subject_id": fact["subject_id"],
            "reason": "A thing comes into being once.",
            "status": "open",
        }
        for fact in (early, late)
    ]


def _rejected(
    kind: str,
    source: str,
    code: str,
    reason: str,
    rule: str | None = None,
    span: tuple[int | None, int | None] = (None, None),
) -> Row:
    return {
        "rejected_id": make_id("r", kind, source, code, reason, rule, *span),
        "kind": kind,
        "source": source,
        "article_id": article_id(source) if kind == "claim" else None,
        "check_code": code,
        "reason": reason,
        "extractor": EXTRACTOR if kind == "claim" else None,
        "rule": rule,
        "char_start": span[0],
        "char_end": span[1],
    }
