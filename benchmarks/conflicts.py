"""Published conflicts against pairs that people labelled: `python -m benchmarks conflicts`.

`conflict_pairs.jsonl` holds pairs of places in real news that give one question different answers
(two prices, two holders of a post, two counts), stand-off: document, offsets in its text,
predicate (none where the vocabulary has none for them), and the label: real (both are read right
and cannot both hold), compatible, or misread (one is read wrong). A document is named as in the
shared sets; none of its words stands here. Half of the pairs is held back: no rule may be changed
for the sake of one of them.

Printed for each half: how many pairs are published as rivals and how many of these are real
(precision), how many of the real ones are published (recall), of all and of those whose two sides
are read at all; then the published conflicts that nobody labelled, and the recall on the made-up
news of tests/truth/made-up, whose list of conflicts is complete.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from tests.test_truth_made_up import TRUTH, truth

import factpack
from benchmarks.extraction.sets import SHARED, read_lines
from benchmarks.news.material import Document, pool, read_material

PAIRS = Path(__file__).with_name("conflict_pairs.jsonl")
CORPUS = Path(__file__).parents[1] / "corpora" / "openai-microsoft-news"
_DATASET = {
    "name": "pairs",
    "title": "Pairs",
    "description": "Documents of labelled pairs.",
    "license": "CC0-1.0",
    "rights": "full",
    "sources": [{"path": "articles"}],
}

Place = tuple[str, int, int]


def main() -> int:
    """Print precision by half and the recall on made-up news; 1 where a set is not here."""
    pairs = list(read_lines(PAIRS))
    documents = _documents()
    missing = {place[0] for pair in pairs for place in (pair["one"], pair["other"])} - set(
        documents
    )
    if missing:
        print(f"{len(missing)} documents are not in {SHARED}")
        return 1
    named = {place[0] for pair in pairs for place in (pair["one"], pair["other"])}
    with tempfile.TemporaryDirectory() as folder:
        release = _build(Path(folder), {name: documents[name] for name in sorted(named)})
        places = {_place(pair[side]) for pair in pairs for side in ("one", "other")}
        read = places & _claims(release)
        print(f"{len(read)} of {len(places)} labelled places hold a published claim")
        rivals = _rivals(release)
        labels: dict[str, Counter[str]] = defaultdict(Counter)
        seen: set[str] = set()
        for pair in pairs:
            both = rivals.get(_place(pair["one"]), set()) & rivals.get(_place(pair["other"]), set())
            counts = labels[pair["half"]]
            counts["pairs"] += 1
            counts[pair["label"]] += 1
            counts[f"read {pair['label']}"] += {_place(pair[s]) for s in ("one", "other")} <= read
            if both:
                seen |= both
                counts["published"] += 1
                counts[f"published {pair['label']}"] += 1
        unlabelled = {c for found in rivals.values() for c in found} - seen
    for half, counts in sorted(labels.items()):
        right = counts["published real"]
        print(
            f"{half}: {counts['pairs']} pairs, {counts['real']} real; {counts['published']} "
            f"published, {_share(right, counts['published'])} of them real; of the real ones "
            f"{_share(right, counts['real'])} published, {_share(right, counts['read real'])} of "
            "those whose two sides are read"
        )
    print(f"{len(unlabelled)} published conflicts without a label")
    _made_up()
    return 0


def _share(part: int, whole: int) -> str:
    """A count of a count, and the share where there is one."""
    return f"{part} of {whole}" + (f" ({part / whole:.2f})" if whole else "")


def _documents() -> dict[str, Document]:
    """Documents of the shared sets by the name that pairs give them."""
    gold = {f"articles/{d.name}": d for d in read_material("gold").documents}
    texts = yaml.safe_load((CORPUS / "dataset.yaml").read_text("utf-8"))["articles"]
    five = {
        f"articles/{name}": Document(
            name,
            (SHARED / "articles" / name).read_text("utf-8"),
            given.get("publisher"),
            str(given.get("published") or "") or None,
        )
        for name, given in texts.items()
        if (SHARED / "articles" / name).is_file()
    }
    return {**{d.name.removesuffix(".txt"): d for d in pool()}, **gold, **five}


def _build(folder: Path, documents: Mapping[str, Document]) -> factpack.Release:
    """Build the documents, named by their keys, as the labels were made: texts with a title line
    as files, records with their title apart."""
    (folder / "articles").mkdir()
    lines = []
    overrides: dict[str, dict[str, str]] = {}
    for name, document in documents.items():
        if name.startswith("articles/"):
            (folder / name).write_text(document.content, "utf-8")
            given = {"publisher": document.publisher, "published": document.published}
            overrides[name.removeprefix("articles/")] = {k: v for k, v in given.items() if v}
            continue
        title, _, text = document.content.partition("\n\n")
        row = {
            "id": name,
            "title": title,
            "text": text,
            "publisher": document.publisher,
            "published": document.published,
        }
        lines.append(json.dumps({k: v for k, v in row.items() if v}))
    (folder / "articles" / "records.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    config = {**_DATASET, "articles": {f"articles/{n}": given for n, given in overrides.items()}}
    (folder / "dataset.yaml").write_text(json.dumps(config), "utf-8")
    result = factpack.build(folder / "dataset.yaml", out=folder / "dist", released=date(2026, 1, 1))
    return factpack.open(result.path)


def _rivals(release: factpack.Release) -> Mapping[Place, set[str]]:
    """The conflicts that the fact of each claim, or a broader one, stands in."""
    rows = release.sql("""
        with recursive implied as (
            select fact_id, fact_id as ancestor from facts
            union
            select i.fact_id, f.broader_fact_id from implied i
            join facts f on f.fact_id = i.ancestor where f.broader_fact_id is not null
        )
        select a.source_id, c.char_start, c.char_end, x.conflict_id
        from claims c join articles a using (article_id)
        join implied i on i.fact_id = c.fact_id
        join conflicts x on x.fact_id = i.ancestor and x.status <> 'withdrawn'
    """).to_pylist()
    found: dict[Place, set[str]] = defaultdict(set)
    for row in rows:
        place = row["source_id"], row["char_start"], row["char_end"]
        found[place].add(row["conflict_id"])
    return found


def _claims(release: factpack.Release) -> set[Place]:
    rows = release.sql(
        "select a.source_id, c.char_start, c.char_end from claims c join articles a "
        "using (article_id)"
    ).to_pylist()
    return {(row["source_id"], row["char_start"], row["char_end"]) for row in rows}


def _place(given: list[Any]) -> Place:
    name, start, end = given
    return str(name), int(start), int(end)


def _made_up() -> None:
    with tempfile.TemporaryDirectory() as folder:
        release = factpack.open(factpack.build(TRUTH / "dataset.yaml", out=folder).path)
        names = {e["entity_id"]: e["name"] for e in release.table("entities").to_pylist()}
        found = {
            (names[r["subject_id"]], r["kind"]) for r in release.table("conflicts").to_pylist()
        }
    real = {(row["subject"], row["kind"]) for row in truth("conflicts")}
    print(
        f"made up: {len(real)} real; {len(found)} published, {len(found & real)} of them real; "
        f"recall {len(found & real) / len(real):.2f}"
    )


if __name__ == "__main__":
    sys.exit(main())
