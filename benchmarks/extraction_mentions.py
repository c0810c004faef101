"""How well mentions are found, on texts that nobody here wrote.

Run `python benchmarks/extraction_mentions.py`; it measures, beside the time an article takes,

- gold: exact spans and links of names in two real articles (as `score.py` counts).
- KnowledgeNet: are the names that take part in a fact found with exactly their span, with a type
  that the fact allows; and how many pronouns and descriptions are resolved to a name, rightly.
- CORE: are the given spans (companies, products) found exactly; their context is a sentence or two.
- MEANTIME: names of people, organisations, products and places in news.

Data and licences: `shared/data/README.md`. Nothing of it is copied into the project.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factpack.extract.mentions import find_mentions
from factpack.extract.mentions.lexicon import DEMONYM, lexicon
from factpack.extract.sentences import split_sentences
from factpack.extract.tokens import scan
from factpack.model import Article, Block, LocalEntity, Mention, Metadata, RawArticle

SHARED = Path(__file__).parents[1] / "../shared"


def plain_article(text: str) -> Article:
    """A text as an article without title: every line that is not blank is a paragraph."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        inner = line.strip()
        if inner:
            start = at + line.index(inner[0])
            blocks.append(Block("paragraph", start, start + len(inner)))
        at += len(line) + 1
    raw = RawArticle("benchmark", "benchmark", text, 0, "", "utf-8", "valid", Metadata())
    return Article("a-benchmark", raw, text, tuple(blocks), (), None, "en", "given")


Found = tuple[tuple[LocalEntity, ...], tuple[Mention, ...]]
Finder = Callable[[str], Found]


def find(text: str) -> Found:
    article = plain_article(text)
    return find_mentions(article, split_sentences(article), ())


def records(name: str) -> Iterator[dict[str, Any]]:
    with (SHARED / "data" / name).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


@dataclass
class Score:
    """Counts, with examples of what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, key: str, ok: bool, example: Any = None) -> None:
        self.counts[key] += 1
        self.counts[key + ".ok"] += ok
        if not ok and example is not None:
            self.wrong.setdefault(key, []).append(example)

    def rate(self, key: str) -> float:
        total = self.counts[key]
        return self.counts[key + ".ok"] / total if total else 0.0


def _bare(text: str) -> str:
    """A gold span as our conventions have it: no possessive, no marks at the end, no article."""
    text = (
        re.sub(r"[\s,.;:]+$", "", text)
        if not re.search(r"\b(?:Inc|Ltd|Corp|Co|Jr|[A-Z])\.$", text)
        else text
    )
    text = re.sub(r"\s?['’]s?$", "", text)
    return text


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inner = _bare(text[start:end])
    return start, start + len(inner)


def _has(spans: dict[tuple[int, int], Mention], text: str, start: int, end: int) -> Mention | None:
    """The mention with a span, give or take a leading article and a final stop."""
    options = [(start, end)]
    if text[start:end].lower().startswith("the "):
        options.append((start + 4, end))
    elif text[max(0, start - 4) : start].lower() == "the ":
        options.append((start - 4, end))
    for a, b in list(options):
        if b < len(text) and text[b] == ".":
            options.append((a, b + 1))
        if text[b - 1] == ".":
            options.append((a, b - 1))
    for option in options:
        if option in spans:
            return spans[option]
    return None


def is_name(text: str) -> bool:
    """Whether a gold argument is a name, by its spelling."""
    words = text.split()
    if words[0].lower() in _PRONOUNS:
        return False
    if words[0].lower() in ("the", "a", "an", "our", "its", "his", "their", "this"):
        return len(words) > 1 and words[1] != words[1].lower()
    return text != text.lower()


_PRONOUNS = frozenset(
    "he she it they him her his hers its their theirs them who whom whose which that where i we my "
    "our us me himself herself itself themselves myself".split()
)
_ALLOWED = {
    ("FOUNDED_BY", "subject"): {"Organization", "Product"},
    ("FOUNDED_BY", "object"): {"Person", "Organization"},
    ("DATE_FOUNDED", "subject"): {"Organization", "Product", "Place"},
    ("HEADQUARTERS", "subject"): {"Organization"},
    ("HEADQUARTERS", "object"): {"Place"},
    ("SUBSIDIARY_OF", "subject"): {"Organization", "Product"},
    ("SUBSIDIARY_OF", "object"): {"Organization"},
    ("CEO", "subject"): {"Organization"},
    ("CEO", "object"): {"Person"},
    ("EMPLOYEE_OR_MEMBER_OF", "subject"): {"Person"},
    ("EMPLOYEE_OR_MEMBER_OF", "object"): {"Organization", "Place"},
}


def knowledgenet(run: Finder = find) -> Score:
    score = Score()
    for record in records("knowledgenet_business_dev.jsonl"):
        if not record["facts"]:
            continue
        text = record["text"]
        entities, mentions = run(text)
        spans = {(m.start, m.end): m for m in mentions if m.kind == "name"}
        others = {(m.start, m.end): m for m in mentions if m.kind != "name"}
        uris: dict[str, set[str]] = {}
        seen = set()
        for fact in record["facts"]:
            for part in ("subject", "object"):
                arg = fact[part]
                if arg["uri"] and is_name(arg["text"]):
                    uris.setdefault(arg["uri"], set()).add(arg["text"].lower())
        for fact in record["facts"]:
            for part in ("subject", "object"):
                if (fact["property"], part) not in _ALLOWED:
                    continue
                arg = fact[part]
                key = (arg["start"], arg["end"])
                if key in seen:
                    continue
                seen.add(key)
                if not is_name(arg["text"]):
                    found = others.get(key)
                    first_second = arg["text"].lower() in (
                        "i",
                        "my",
                        "me",
                        "we",
                        "our",
                        "us",
                        "myself",
                    )
                    if first_second:
                        continue
                    kind = "pronoun" if arg["text"].lower() in _PRONOUNS else "description"
                    score.add(
                        f"{kind} resolved", found is not None, (text, arg["text"], arg["start"])
                    )
                    if found is not None and arg["uri"] in uris:
                        name = entities[found.entity].name.lower()
                        ok = any(
                            name in u or u in name or set(name.split()) & set(u.split())
                            for u in uris[arg["uri"]]
                        )
                        score.add(
                            "resolved rightly",
                            ok,
                            (text, arg["text"], arg["start"], name, uris[arg["uri"]]),
                        )
                    elif found is not None:
                        ok = entities[found.entity].type in _ALLOWED[(fact["property"], part)]
                        score.add(
                            "resolved to an allowed type",
                            ok,
                            (text, arg["text"], arg["start"], entities[found.entity]),
                        )
                    continue
                start, end = _trim(text, arg["start"], arg["end"])
                found = _has(spans, text, start, end)
                near = [text[a:b] for a, b in spans if a < end and start < b]
                score.add(
                    "name",
                    found is not None,
                    (text[start:end], near, text[max(0, start - 40) : end + 30]),
                )
                if found is not None:
                    allowed = _ALLOWED[(fact["property"], part)]
                    kind = entities[found.entity].type
                    score.add(
                        "type",
                        kind in allowed,
                        (text[start:end], kind, allowed, text[max(0, start - 50) : end + 50]),
                    )
    return score


def core(run: Finder = find) -> Score:
    score = Score()
    for record in records("core_train.jsonl"):
        text = record["text"]
        entities, mentions = run(text)
        spans = {(m.start, m.end): m for m in mentions if m.kind == "name"}
        others = {(m.start, m.end): m for m in mentions if m.kind != "name"}
        found = []
        for part in ("subject", "object"):
            arg = record["gold"][part]
            start, end = _trim(text, arg["start"], arg["end"])
            if not is_name(arg["text"]):
                found.append(_has(others, text, start, end))
                score.add("reference resolved", found[-1] is not None, (text, text[start:end]))
                continue
            found.append(_has(spans, text, start, end))
            near = [text[a:b] for a, b in spans if a < end and start < b]
            score.add(
                "name",
                found[-1] is not None,
                (text[start:end], near, text[max(0, start - 40) : end + 30]),
            )
            if found[-1] is not None:
                kind = entities[found[-1].entity].type
                score.add(
                    "type",
                    kind in ("Organization", "Product"),
                    (text[start:end], kind, text[max(0, start - 50) : end + 50]),
                )
        if found[0] and found[1]:
            score.add(
                "pair apart",
                found[0].entity != found[1].entity,
                (text, record["gold"]["subject"]["text"], record["gold"]["object"]["text"]),
            )
    return score


_MEANTIME = {"PER": "Person", "ORG": "Organization", "PRO": "Product", "LOC": "Place"}


def meantime(run: Finder = find) -> Score:
    score = Score()
    for record in records("meantime_dev.jsonl"):
        text = record["text"]
        limit = record["annotated_end"]
        entities, mentions = run(text)
        gold: dict[tuple[int, int], dict[str, Any]] = {}
        for entity in record["gold"]["entities"]:
            if entity["syntactic"] in ("NAM", "PRE.NAM") and entity["type"] in _MEANTIME:
                if _is_pure(entity["text"]):
                    gold[_trim(text, entity["start"], entity["end"])] = entity
        spans = {(m.start, m.end): m for m in mentions if m.kind == "name" and m.end <= limit}
        hit = set()
        for (start, end), entity in gold.items():
            found = _has(spans, text, start, end)
            near = [text[a:b] for a, b in spans if a < end and start < b]
            score.add(
                "recall",
                found is not None,
                (text[start:end], near, entity["type"], text[max(0, start - 40) : end + 30]),
            )
            if found is not None:
                hit.add((found.start, found.end))
                kind = entities[found.entity].type
                score.add(
                    "type",
                    kind == _MEANTIME[entity["type"]],
                    (text[start:end], kind, entity["type"], text[max(0, start - 40) : end + 40]),
                )
        for start, end in spans:
            score.add(
                "precision",
                (start, end) in hit,
                (text[start:end], text[max(0, start - 40) : end + 30]),
            )
        instance = {}
        for entity in record["gold"]["entities"]:
            instance[(entity["start"], entity["end"])] = entity["instance"]
        for m in mentions:
            if m.kind == "name" or (m.start, m.end) not in instance:
                continue
            names = {
                instance[g]
                for g in gold_names(record)
                for n in mentions
                if n.kind == "name" and n.entity == m.entity and _near(text, n, g)
            }
            if names:
                score.add(
                    "references right",
                    instance[(m.start, m.end)] in names,
                    (
                        text[max(0, m.start - 150) : m.end + 30],
                        text[m.start : m.end],
                        entities[m.entity].name,
                    ),
                )
        for entity in record["gold"]["entities"]:
            if (
                entity["syntactic"] == "PRO"
                and entity["type"] in _MEANTIME
                and entity["text"].lower() not in ("we", "i", "our", "us", "my")
            ):
                score.add(
                    "pronouns resolved",
                    any((m.start, m.end) == (entity["start"], entity["end"]) for m in mentions),
                )
    return score


def _is_pure(text: str) -> bool:
    """Whether a MEANTIME span is a name alone: no lower-case nouns, no nationality, no role."""
    words = re.sub(r"^[Tt]he ", "", text).split()
    return (
        all(not w.islower() or w in ("of", "and", "for", "the") for w in words)
        and not lexicon().flags.get(words[-1].lower(), 0) & DEMONYM
        and "," not in words
        and "'s" not in words
    )


def gold_names(record: dict[str, Any]) -> list[tuple[int, int]]:
    return [
        (e["start"], e["end"])
        for e in record["gold"]["entities"]
        if e["syntactic"] in ("NAM", "PRE.NAM") and e["type"] in _MEANTIME
    ]


def _near(text: str, mention: Mention, span: tuple[int, int]) -> bool:
    start, end = span
    if text[start:end].lower().startswith("the "):
        start += 4
    return (mention.start, mention.end) in ((start, end), (span[0], end))


def gold(
    run: Callable[[str], tuple[Found, Callable[[int, int], tuple[int, int]]]] | None = None,
) -> Score:
    score = Score()
    by_doc: dict[str, list[dict[str, Any]]] = {}
    with (SHARED / "gold" / "articles_001_003.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["kind"] == "entity":
                by_doc.setdefault(row["doc"], []).append(row)
    for doc, rows in by_doc.items():
        text = (SHARED / "articles" / doc).read_bytes().decode("utf-8")
        entities, mentions = find(text)
        want = {(a, b): row["canonical"] for row in rows for a, b in row["mentions"]}
        skip = {(a, b) for row in rows for a, b in row["mentions_in_boilerplate"]}
        found = {(m.start, m.end): entities[m.entity] for m in mentions if m.kind == "name"}
        types = {(a, b): row["type"] for row in rows for a, b in row["mentions"]}
        for span, canonical in want.items():
            score.add("recall", span in found, (doc, text[span[0] : span[1]]))
            if span in found:
                score.add(
                    "link",
                    _norm(found[span].name) == _norm(canonical),
                    (canonical, found[span].name),
                )
                score.add(
                    "type",
                    found[span].type == types[span],
                    (canonical, found[span].type, types[span]),
                )
        for span in found:
            if span not in skip:
                score.add("precision", span in want, (doc, text[span[0] : span[1]]))
    return score


def _norm(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold()).strip()


def speed(run: Finder = find, rounds: int = 20) -> float:
    """Microseconds that an article of about 2.5 kB costs, sentences found beforehand."""
    texts = [
        path.read_bytes().decode("utf-8") for path in sorted((SHARED / "articles").glob("*.txt"))
    ]
    prepared = [(a := plain_article(text), split_sentences(a)) for text in texts]
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for article, sentences in prepared:
            scan.cache_clear()
            find_mentions(article, sentences, ())
        best = min(best, time.perf_counter() - start)
    return best / sum(map(len, texts)) * 2500 * 1e6


def main() -> None:
    rows: list[tuple[str, str, float, int]] = []
    for name, measure in (
        ("gold", gold),
        ("knowledgenet", knowledgenet),
        ("core", core),
        ("meantime", meantime),
    ):
        score = measure()
        for key in score.counts:
            if not key.endswith(".ok"):
                rows.append((name, key, score.rate(key), score.counts[key]))
    print(f"{'set':14}{'measure':32}{'rate':>8}{'of':>8}")
    for name, key, rate, total in rows:
        print(f"{name:14}{key:32}{rate:8.3f}{total:8}")
    print(f"{'speed':14}{'µs per 2.5 kB article':32}{speed():8.0f}")


if __name__ == "__main__":
    main()
