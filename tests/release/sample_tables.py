"""Final tables of a small invented corpus: every table filled, every span and count true.

The articles are sentences with marked parts, so that offsets, hashes, facts, conflicts and counts
follow from them. Tests change what they need: other articles, other rights, many articles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from factpack.config import Creator, Dataset
from factpack.config import Source as ConfigSource
from factpack.ids import make_id, sha256
from factpack.model import Rights
from factpack.vocabulary import predicate_rows
from factpack_validators.schemas import arrow_schema, primary_key, table_names

Row = dict[str, Any]
Tables = dict[str, list[Row]]

_PLACE = re.compile(r"\{([a-z_]+)\}")
_EXTRACTOR = "rules 0.1.0"


@dataclass(frozen=True)
class Sentence:
    """A sentence with the parts of one claim in braces.

    `subject`, `object` and `speaker` are entities (name, type); `values` are claim columns that the
    sentence gives. A sentence without a predicate is a quotation of `speaker`.
    """

    template: str
    parts: Mapping[str, str]
    predicate: str | None = None
    types: Mapping[str, str] = ()  # type: ignore[assignment]
    values: Mapping[str, Any] = ()  # type: ignore[assignment]
    modality: str = "asserted"


@dataclass(frozen=True)
class SampleArticle:
    source_id: str
    sentences: tuple[Sentence, ...]
    title: str | None = "Alder and Birch at work"
    publisher: str | None = "Harbour Wire"
    url: str | None = None
    published_on: date | None = date(2021, 3, 4)
    language: str = "en"
    rights: Rights = "full"

    @property
    def closing(self) -> str:
        """A last paragraph that makes what is withheld too long to be guessed."""
        if self.rights == "full":
            return ""
        return " ".join(f"Of {self.source_id}, tide {i} told nets and ropes." for i in range(30))


def founded(subject: str, year: int) -> Sentence:
    return Sentence(
        "{subject} was {trigger} in {date}.",
        {"subject": subject, "trigger": "founded", "date": str(year)},
        "founded_on",
        {"subject": "Organization"},
        {
            "date_from": date(year, 1, 1),
            "date_to": date(year, 12, 31),
            "date_precision": "year",
            "date_relation": "on",
        },
    )


def invested(subject: str, target: str, millions: int) -> Sentence:
    return Sentence(
        "{subject} {trigger} {amount} in {object}.",
        {
            "subject": subject,
            "trigger": "invested",
            "amount": f"${millions} million",
            "object": target,
        },
        "invested_in",
        {"subject": "Organization", "object": "Organization"},
        {"amount": millions * 1e6, "currency": "USD", "kind": "investment"},
    )


def aims(subject: str, goal: str, modality: str = "asserted") -> Sentence:
    return Sentence(
        "The {trigger} of {subject} is {object}.",
        {"subject": subject, "trigger": "aim", "object": goal},
        "has_goal",
        {"subject": "Organization"},
        modality=modality,
    )


def heads(person: str, organization: str) -> Sentence:
    return Sentence(
        "{subject} is {role} of {object}.",
        {"subject": person, "role": "chief executive", "object": organization},
        "has_role",
        {"subject": "Person", "object": "Organization"},
        {"role": "chief executive"},
    )


def said(words: str, person: str) -> Sentence:
    return Sentence("“{quote}”, said {speaker}.", {"quote": words, "speaker": person})


ARTICLES: tuple[SampleArticle, ...] = (
    SampleArticle(
        "wire-1",
        (
            founded("Alder Labs", 2001),
            invested("Alder Labs", "Birch Systems", 12),
            heads("Mara Quill", "Alder Labs"),
            said("We will grow slowly and with care", "Mara Quill"),
        ),
        url="https://harbour.example/2021/alder",
    ),
    SampleArticle(
        "courier-2",
        (
            founded("Alder Labs", 2002),
            invested("Alder Labs", "Birch Systems", 12),
            aims("Birch Systems", "cheap power for every village on the coast"),
        ),
        title="Money for Birch, and a question of age",
        publisher="Millbrook Courier",
        url="https://millbrook.example/a/2",
        published_on=date(2021, 3, 9),
    ),
    SampleArticle(
        "gazette-3",
        (
            invested("Alder Labs", "Birch Systems", 12),
            aims("Birch Systems", "cheap power for every village on the coast"),
            aims("Alder Labs", "a laboratory that never sleeps and never sends a bill"),
        ),
        title="A private view of the harbour deal",
        publisher="Evening Gazette",
        published_on=date(2022, 1, 30),
        rights="excerpt",
    ),
    SampleArticle(
        "review-4",
        (
            founded("Birch Systems", 2014),
            aims("Alder Labs", "quiet machines that mend themselves while nobody is looking"),
            said("Nobody asked the village what it wanted from us", "Tomas Reed"),
        ),
        title="What the closed article says in its headline",
        publisher="Quarterly Review",
        published_on=None,
        rights="facts",
    ),
    SampleArticle("note-5", (heads("Mara Quill", "Alder Labs"),), title=None, publisher=None),
)


def many_articles(
    n: int, rights: Sequence[Rights] = ("full", "excerpt", "facts")
) -> list[SampleArticle]:
    """As many articles as asked for, with ever new numbers in them."""
    return [
        SampleArticle(
            f"many-{i}",
            (
                founded(f"Firm {i % 97}", 1950 + i % 70),
                invested(f"Firm {i % 97}", f"Works {i % 31}", 1 + i % 13),
                aims(f"Works {i % 31}", f"number {i} in a row of goals that nobody counts"),
                said(f"This is word number {i} of the year", f"Speaker {i % 11}"),
            ),
            title=f"Report number {i} on the works",
            publisher=f"Paper {i % 7}",
            published_on=date(2000 + i % 20, 1 + i % 12, 1 + i % 28),
            rights=rights[i % len(rights)],
        )
        for i in range(n)
    ]


def sample_dataset(folder: Path, **changes: Any) -> Dataset:
    """A checked dataset.yaml as its reader would give it."""
    dataset = Dataset(
        file=folder / "dataset.yaml",
        articles_dir=folder / "articles",
        name="alder-and-birch",
        title="Alder and Birch: a small corpus",
        description="Invented articles on invented companies.\n\nTwo paragraphs, to see both.",
        license="CC-BY-4.0",
        rights="full",
        sources=(ConfigSource("*.txt"),),
        creators=(Creator("Ada Example", "0000-0002-1825-0097", "https://example.org/ada"),),
        keywords=("news", "invented companies"),
        homepage="https://example.org/alder",
        caveats="Nothing in it is true.",
        raw={"name": "alder-and-birch", "rights": "full", "released": date(2026, 11, 21)},
    )
    return replace(dataset, **changes)


def sample_rows(articles: Iterable[SampleArticle] = ARTICLES) -> Tables:
    """Rows of every table, sorted by primary key."""
    tables: Tables = {name: [] for name in table_names()}
    entities: dict[tuple[str, str], str] = {}
    for article in articles:
        _add_article(tables, entities, article)
    _add_entities(tables, entities)
    _add_facts(tables, {id_: name for (name, _), id_ in entities.items()})
    _add_conflicts(tables)
    tables["predicates"] = [dict(row) for row in predicate_rows()]
    tables["rejected"].append(_rejected("file", "broken.txt", "empty-file", "The file is empty."))
    for name, rows in tables.items():
        rows.sort(key=lambda row: tuple(row[column] for column in primary_key(name)))
    return tables


def write_tables(folder: Path, tables: Tables, rows_per_group: int = 1000) -> Path:
    """Write rows as `<table>.parquet`, in row groups of the size given; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        table = pa.Table.from_pylist(rows, schema=arrow_schema(name))
        pq.write_table(table, folder / f"{name}.parquet", row_group_size=rows_per_group)
    return folder


def write_sample_tables(
    folder: Path, articles: Iterable[SampleArticle] = ARTICLES, rows_per_group: int = 1000
) -> Path:
    """Write the tables of some articles; returns the folder."""
    return write_tables(folder, sample_rows(articles), rows_per_group)


def article_text(article: SampleArticle) -> str:
    """The normalised text of an article."""
    blocks = [article.title or "", " ".join(_fill(s)[0] for s in article.sentences)]
    return "\n\n".join(block for block in [*blocks, article.closing] if block)


def _fill(sentence: Sentence) -> tuple[str, dict[str, tuple[int, int]]]:
    """The words of a sentence, and where each part stands in them."""
    text, spans, at = "", {}, 0
    for place in _PLACE.finditer(sentence.template):
        text += sentence.template[at : place.start()]
        words = sentence.parts[place[1]]
        spans[place[1]] = (len(text), len(text) + len(words))
        text += words
        at = place.end()
    return text + sentence.template[at:], spans


def _add_article(
    tables: Tables, entities: dict[tuple[str, str], str], article: SampleArticle
) -> None:
    text = article_text(article)
    article_id = make_id("a", article.source_id)
    origin_id = make_id("o", article_id)
    source = f"{article.source_id}.txt"
    tables["articles"].append(
        {
            "article_id": article_id,
            "source_id": article.source_id,
            "source": source,
            "url": article.url,
            "publisher": article.publisher,
            "outlet": article.publisher,
            "owner": article.publisher,
            "author": None,
            "title": article.title,
            "published_on": article.published_on,
            "published_precision": "day" if article.published_on else None,
            "published_basis": "stated by the outlet" if article.published_on else None,
            "language": article.language,
            "language_basis": "given",
            "rights": article.rights,
            "text": text,
            "text_sha256": sha256(text),
            "raw_sha256": sha256(text + "\n"),
            "encoding": "utf-8",
            "encoding_basis": "valid",
            "n_chars": len(text),
            "n_words": len(text.split()),
            "n_removed_chars": 12,
            "duplicate_of": None,
            "origin_id": origin_id,
        }
    )
    tables["origins"].append(
        {
            "origin_id": origin_id,
            "kind": "article",
            "article_id": article_id,
            "n_articles": 1,
            "n_publishers": 1 if article.publisher else 0,
            "similarity": None,
        }
    )
    _add_segments(tables, article, article_id, text)
    at = len(article.title) + 2 if article.title else 0
    for sentence in article.sentences:
        words, spans = _fill(sentence)
        parts = {part: (at + start, at + end) for part, (start, end) in spans.items()}
        for part in ("subject", "object", "speaker"):
            kind = dict(sentence.types).get(part, "Person" if part == "speaker" else None)
            if part in parts and kind:
                entity = (sentence.parts[part], kind)
                entities.setdefault(entity, make_id("e", *entity))
                tables["mentions"].append(
                    _span("mention_id", "m", article_id, text, *parts[part])
                    | {"entity_id": entities[entity], "kind": "name"}
                )
        if sentence.predicate:
            _add_claim(tables, entities, article_id, text, sentence, (at, at + len(words)), parts)
        else:
            quote = (parts["quote"][0] - 1, parts["quote"][1] + 1)
            tables["quotes"].append(
                _span("quote_id", "q", article_id, text, *quote)
                | {
                    "speaker_id": entities[sentence.parts["speaker"], "Person"],
                    "kind": "direct",
                    "cue": "said",
                    "speaker_char_start": parts["speaker"][0],
                    "speaker_char_end": parts["speaker"][1],
                    "n_words": len(sentence.parts["quote"].split()),
                    "origin_id": origin_id,
                }
            )
        at += len(words) + 1
    tables["rejected"].append(
        _rejected("claim", source, "no-subject", "The subject of a claim is not known.", article_id)
    )


def _add_segments(tables: Tables, article: SampleArticle, article_id: str, text: str) -> None:
    stretches = []
    at = 0
    for block in text.split("\n\n"):
        kind = "title" if article.title and not at else "paragraph"
        stretches.append((kind, True, at, at + len(block)))
        at += len(block) + 2
    rows: list[Row] = [
        {"kind": kind, "kept": kept, "char_start": a, "char_end": b, "raw_start": a, "raw_end": b}
        for kind, kept, a, b in stretches
    ]
    rows.append(
        {
            "kind": "share",
            "kept": False,
            "raw_start": len(text) + 1,
            "raw_end": len(text) + 13,
            "reason": "a line of share buttons",
        }
    )
    for ordinal, row in enumerate(rows):
        tables["segments"].append({"article_id": article_id, "ordinal": ordinal, **row})


def _add_claim(
    tables: Tables,
    entities: Mapping[tuple[str, str], str],
    article_id: str,
    text: str,
    sentence: Sentence,
    span: tuple[int, int],
    parts: Mapping[str, tuple[int, int]],
) -> None:
    types, values = dict(sentence.types), dict(sentence.values)
    subject_id = entities[sentence.parts["subject"], types["subject"]]
    words = sentence.parts.get("object")
    object_id = entities[words, types["object"]] if words and "object" in types else None
    free = words if object_id is None else None
    claim = _span("claim_id", "c", article_id, text, *span) | {
        "predicate": sentence.predicate,
        "subject_id": subject_id,
        "object_id": object_id,
        "object_value": free,
        "object_sha256": sha256(free.casefold()) if free else None,
        **values,
        "modality": sentence.modality,
        "sentence_start": span[0],
        "sentence_end": span[1],
        "extractor": _EXTRACTOR,
        "rule": f"{sentence.predicate}/plain",
        "origin_id": make_id("o", article_id),
    }
    claim["fact_id"] = make_id(
        "f",
        sentence.predicate,
        subject_id,
        object_id or claim["object_sha256"],
        str(values.get("amount")),
        str(values.get("date_from")),
    )
    tables["claims"].append(claim)
    for part, (start, end) in parts.items():
        row = _span("claim_id", "c", article_id, text, start, end)
        tables["evidence"].append(
            {k: v for k, v in row.items() if k != "article_id"}
            | {
                "claim_id": claim["claim_id"],
                "part": part,
                "resolution": "name" if part in types else None,
            }
        )
        if part in ("amount", "date"):
            value = {k: v for k, v in values.items() if k not in ("kind", "date_relation")}
            tables["literals"].append(
                _span("literal_id", "l", article_id, text, start, end)
                | {"kind": "money" if part == "amount" else "date", **value}
            )


def _add_entities(tables: Tables, entities: Mapping[tuple[str, str], str]) -> None:
    mentions: dict[str, list[Row]] = defaultdict(list)
    for mention in tables["mentions"]:
        mentions[mention["entity_id"]].append(mention)
    for (name, kind), entity_id in entities.items():
        found = mentions[entity_id]
        tables["entities"].append(
            {
                "entity_id": entity_id,
                "name": name,
                "type": kind,
                "basis": "clustered",
                "n_mentions": len(found),
                "n_articles": len({m["article_id"] for m in found}),
            }
        )
        tables["aliases"].append(
            {
                "entity_id": entity_id,
                "alias": name,
                "basis": "same-name",
                "n_mentions": len(found),
            }
        )


_SHARED = (
    "predicate subject_id object_id object_value object_sha256 role kind amount currency date_from"
    " date_to date_precision date_relation modality"
).split()


def _add_facts(tables: Tables, names: Mapping[str, str]) -> None:
    articles = {a["article_id"]: a for a in tables["articles"]}
    groups: dict[str, list[Row]] = defaultdict(list)
    for claim in tables["claims"]:
        groups[claim["fact_id"]].append(claim)
    for fact_id, claims in groups.items():
        backing = [articles[i] for i in sorted({c["article_id"] for c in claims})]
        days = sorted(a["published_on"] for a in backing if a["published_on"])
        n_origins = len({c["origin_id"] for c in claims})
        first = claims[0]
        tables["facts"].append(
            {
                "fact_id": fact_id,
                **{column: first.get(column) for column in _SHARED},
                "subject": names[first["subject_id"]],
                "object": names.get(first["object_id"]),
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


def _add_conflicts(tables: Tables) -> None:
    for rivals in _rivals(tables["facts"]):
        conflict_id = make_id("x", "date", min(fact["fact_id"] for fact in rivals))
        for fact in rivals:
            fact["status"] = "contested"
            tables["conflicts"].append(
                {
                    "conflict_id": conflict_id,
                    "fact_id": fact["fact_id"],
                    "kind": "date",
                    "predicate": "founded_on",
                    "subject_id": fact["subject_id"],
                    "reason": "A thing comes into being once.",
                    "status": "open",
                }
            )


def _rivals(facts: Sequence[Row]) -> Iterator[Sequence[Row]]:
    by_subject: dict[str, list[Row]] = defaultdict(list)
    for fact in facts:
        if fact["predicate"] == "founded_on":
            by_subject[fact["subject_id"]].append(fact)
    for group in by_subject.values():
        if len(group) > 1:
            yield group


def _span(key: str, kind: str, article_id: str, text: str, start: int, end: int) -> Row:
    exact = text[start:end]
    return {
        key: make_id(kind, article_id, start, end),
        "article_id": article_id,
        "char_start": start,
        "char_end": end,
        "exact": exact,
        "exact_sha256": sha256(exact),
    }


def _rejected(kind: str, source: str, code: str, reason: str, article_id: str | None = None) -> Row:
    return {
        "rejected_id": make_id("r", kind, source, code),
        "kind": kind,
        "source": source,
        "article_id": article_id,
        "check_code": code,
        "reason": reason,
    }
